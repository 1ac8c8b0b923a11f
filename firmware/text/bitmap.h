/* 1-bit pictures for paper: MSB is the left dot, 1 = black (ESC/POS order). Pure memory. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "text/glyphs.h"
#include "text/layout.h"

struct bitmap {
	int width, height; /* dots */
	int stride;        /* bytes a row, (width + 7) / 8 */
	uint8_t *bits;     /* heap, owned */
};

MUST_CHECK enum err bitmap_init(struct bitmap *b, int width, int height); /* all white */
void bitmap_finish(struct bitmap *b);
bool bitmap_get(const struct bitmap *b, int x, int y); /* outside = white */
void bitmap_set(struct bitmap *b, int x, int y);       /* outside = nothing */
void bitmap_fill(struct bitmap *b, int x, int y, int w, int h);
/* Draws a hinted layout with its top left at (x, y); what falls outside is clipped. */
void bitmap_text(struct bitmap *b, struct glyphs *g, const struct layout *l, int x, int y);
