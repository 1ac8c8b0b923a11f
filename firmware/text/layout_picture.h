/* A layout in shades of grey, as a screen without colours shows it: for kiosk-text. */
#pragma once

#include <stdint.h>

#include "text/glyphs.h"
#include "text/layout.h"

struct layout_picture {
	int width, height;
	uint32_t *pixels; /* xRGB, black on white; borrowed */
};

/* The layout's top left at (left, top), in pixels; what falls outside is clipped. */
void layout_picture_draw(struct layout_picture *to, struct glyphs *glyphs, const struct layout *l,
	int left, int top);
