/* Draw list -> pixels, by pixman into plain memory (x8r8g8b8). Pure: the window or the dumb buffer
 * is somebody else's. Icons come in through a function, because SVG is rasterised at the edge. */
#pragma once

#include <stdint.h>

#include "text/glyphs.h"
#include "ui/drawlist.h"

/* An A8 mask of size_px x size_px, tinted by the painter. */
struct icon_mask {
	const uint8_t *pixels; /* stride: bytes a row, a multiple of 4 */
	int stride, size_px;
};

struct icon_source {
	/* False if there is no such icon: the painter then draws nothing. The mask is valid until
	 * the next call. */
	bool (*get)(void *ctx, const char *name, int size_px, bool mirrored,
		struct icon_mask *mask_out);
	void *ctx;
};

struct paint; /* opaque, heap */

/* glyphs and icons are borrowed. */
struct paint *paint_create(struct glyphs *glyphs, struct icon_source icons);
void paint_destroy(struct paint *p);
/* Paints what lies inside clip. pixels: height rows of stride_px 32-bit words, xRGB. */
void paint_drawlist(struct paint *p, uint32_t *pixels, int stride_px, int width, int height,
	const struct drawlist *d, struct rect clip);
