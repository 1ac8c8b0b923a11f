/* Receipt -> 1-bit bands, top to bottom, by the same text engine as the screen, laid out in mm.
 * Lazy: the first band is ready after laying out only what stands in it (tap to first byte). */
#pragma once

#include "print/model.h"
#include "print/receipt.h"
#include "text/bitmap.h"

struct receipt_raster; /* opaque, heap */

/* Everything is borrowed until destroy. */
MUST_CHECK enum err receipt_raster_create(struct text_engine *e, struct glyphs *g,
	const struct receipt *receipt, const struct printer_model *model, enum receipt_size size,
	struct receipt_raster **raster_out, struct diag *d);
void receipt_raster_destroy(struct receipt_raster *r);

/* The next band: model->dots wide, 1..band_rows rows, cut at a white row where there is one. The
 * bitmap is owned by the raster and valid until the next call. *band_out = NULL after the last. */
MUST_CHECK enum err receipt_raster_next(
	struct receipt_raster *r, const struct bitmap **band_out, struct diag *d);

/* Whether ink is still to come after the last band. Lays out no more than up to that ink: this is
 * asked while visitors look at the screen. The last band is given back. */
MUST_CHECK enum err receipt_raster_has_ink(struct receipt_raster *r, bool *has_out, struct diag *d);

/* Words of the bands so far that are wider than the paper in the smallest type, and so broken. */
int receipt_raster_broken_words(const struct receipt_raster *r);

/* All of it as one bitmap (kiosk-print --png, tests). Caller finishes the bitmap. */
MUST_CHECK enum err receipt_raster_all(struct text_engine *e, struct glyphs *g,
	const struct receipt *receipt, const struct printer_model *model, enum receipt_size size,
	struct bitmap *bitmap_out, struct diag *d);
