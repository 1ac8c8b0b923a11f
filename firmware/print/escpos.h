/* ESC/POS bytes: start of a job, raster bands, cut, questions. Never emits 10 04, 10 05 or 10 14 in
 * raster data: printers execute these real-time commands even inside a picture (Epson, Citizen,
 * Custom manuals). */
#pragma once

#include <stdbool.h>

#include "base/buf.h"
#include "print/model.h"
#include "text/bitmap.h"

#define ESCPOS_PRESENT_MM 60
#define ESCPOS_STRIP_ROWS 24 /* ESC * 33 */

/* Takes back a paper nobody took, where the model has a presenter (Custom GS e 2). Initialise (ESC
 * @), motion unit of one dot (GS P), print area (GS L, GS W: printers keep a 58 mm mode), left
 * alignment, ASB on where the model has it (GS a). */
void escpos_begin(struct buf *out, const struct printer_model *m);
/* One band of at most m->band_rows rows, at most m->dots wide. `previous` is the last byte sent
 * before (0 at the start of the job) and is updated: pairs across rows, headers and bands are
 * checked as well. A pair is broken by changing one dot of its second byte. Appends to out; b is
 * not changed. The band may become more than one command where its length bytes would hold a pair.
 */
void escpos_band(struct buf *out, const struct printer_model *m, const struct bitmap *b,
	unsigned char *previous);
/* Feed to the cutter and cut, and hold the paper out by ESCPOS_PRESENT_MM where the model has a
 * presenter (Custom GS e 3 m, m x 0.625 mm); completion request where the model has it (GS ( H, id
 * 4 bytes 20..7E), else a paper query (GS r 1) where it has that. */
void escpos_end(struct buf *out, const struct printer_model *m, const char id[4]);

/* Feeds the paper, in motion units of one dot: ESC J, split above 255. */
void escpos_feed(struct buf *out, int dots);
/* DLE EOT n, n = 1..4. Only between commands: inside a picture it would cost dots. */
void escpos_ask_status(struct buf *out, int n);
/* GS r 1: answered in its turn, when what was sent before has been worked off. */
void escpos_ask_paper(struct buf *out);
/* GS I 67: which model is it? Answered 5F text 00, in its turn, by printers that know it. */
void escpos_ask_model(struct buf *out);
/* GS a: report every change of status by itself. */
void escpos_asb_on(struct buf *out);
/* DLE DC4 8: throws away what the printer holds. It answers 37 25 00; send nothing until then. */
void escpos_clear(struct buf *out);
