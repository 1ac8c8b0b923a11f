/* Anti-aliased corners: one A8 picture per radius and border width that holds all four of them.
 * A fixed number is kept; the one made first is replaced. Belongs to one painter. */
#pragma once

#include <pixman.h>
#include <stdint.h>

#define CORNERS_MAX 16

struct corner {
	int radius_px, border_px; /* border 0 = filled */
	int size_px;              /* of one corner; the picture is twice as wide and high */
	uint8_t *pixels;          /* heap, owned */
	pixman_image_t *image;    /* A8 over pixels, owned */
};

struct corner_cache { /* zero-initialise */
	struct corner corners[CORNERS_MAX];
	int next; /* the place to be used for the next new one */
};

void corner_cache_finish(struct corner_cache *c);
/* radius_px >= 1, border_px >= 0. NULL when there is no memory: draw square corners then. Valid
 * until the next call. */
const struct corner *corner_get(struct corner_cache *c, int radius_px, int border_px);
