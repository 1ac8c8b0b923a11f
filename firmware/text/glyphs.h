/* Glyph bitmaps: a fixed-size A8 atlas for the screen (unhinted, quarter-pixel positions) and
 * hinted 1-bit bitmaps for paper, both by FreeType. Fixed in size and counted: when full it starts
 * over. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "text/fonts.h"

struct glyphs; /* opaque, heap */

/* fonts is borrowed. The A8 atlas is width x height bytes (1024 x 1024 holds some 2,000 glyphs at
 * 40 px). */
struct glyphs *glyphs_create(struct fonts *fonts, int width, int height);
void glyphs_destroy(struct glyphs *g);

struct glyph_bitmap {
	const uint8_t *pixels; /* A8: one byte a pixel; 1-bit: MSB is left, 1 = ink */
	int stride;            /* bytes from row to row */
	int x, y;              /* where in the atlas (A8 only): pixels already points there */
	int width, height;
	int left, top; /* from the pen to the left edge (right +); from the baseline to the top row
			  (up +) */
};

/* A8 for the screen. subpixel: 0..3 quarters of a pixel to the right. Valid until `generation`
 * changes. An empty glyph (space) has width 0. Never fails: a glyph that cannot be drawn is a box.
 */
struct glyph_bitmap glyphs_get(
	struct glyphs *g, int font, uint32_t id, int32_t size_26_6, int subpixel);
/* 1-bit, hinted (FT_LOAD_TARGET_MONO), for paper; same lifetime. */
struct glyph_bitmap glyphs_get_mono(struct glyphs *g, int font, uint32_t id, int32_t size_26_6);

/* Changes whenever bitmaps handed out before became invalid. */
uint32_t glyphs_generation(const struct glyphs *g);
/* The whole A8 atlas, for painters that composite from sub-rectangles. */
const uint8_t *glyphs_atlas(const struct glyphs *g, int *width_out, int *height_out);

struct glyphs_stats {
	uint64_t hits, misses, resets;
};
struct glyphs_stats glyphs_stats(const struct glyphs *g);
