/* ESC/POS bytes: start of a job, raster bands, cut. Never emits 10 04, 10 05 or 10 14 in raster
 * data: printers execute these real-time commands even inside a picture (Epson, Citizen, Custom
 * manuals). */
#pragma once

#include "base/buf.h"
#include "print/model.h"
#include "text/bitmap.h"

/* Initialise (ESC @), print area, ASB on where the model has it (GS a). */
void escpos_begin(struct buf *out, const struct printer_model *m);
/* One band of at most m->band_rows rows. `previous` is the last byte sent before (0 at the start of
 * the job) and is updated: pairs across rows, headers and bands are checked as well. A pair is
 * broken by changing one dot of its second byte. Appends to out; b is not changed. */
void escpos_band(struct buf *out, const struct printer_model *m, const struct bitmap *b,
	unsigned char *previous);
/* Feed to the cutter and cut; completion request where the model has it (GS ( H, id 4
 * bytes 20..7E). */
void escpos_end(struct buf *out, const struct printer_model *m, const char id[4]);
