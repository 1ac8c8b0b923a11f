#include "ui/corner.h"

#include <math.h>
#include <stdlib.h>

/* How much of the pixel at (x, y) lies inside a shape whose top left corner, rounded with `radius`,
 * stands at (offset, offset). By the distance of the pixel's centre to the arc: within 2 % of the
 * exact area, which nobody sees. */
static double coverage(int x, int y, int offset, int radius)
{
	double dx = offset + radius - (x + 0.5), dy = offset + radius - (y + 0.5);
	double inside;

	if (x < offset || y < offset)
		return 0;
	if (dx <= 0 || dy <= 0)
		return 1;
	inside = radius + 0.5 - sqrt(dx * dx + dy * dy);
	return inside < 0 ? 0 : inside > 1 ? 1 : inside;
}

static void draw(struct corner *c, int stride)
{
	int side = 2 * c->size_px;
	int inner_radius = c->radius_px > c->border_px ? c->radius_px - c->border_px : 0;

	for (int y = 0; y < c->size_px; y++)
		for (int x = 0; x < c->size_px; x++) {
			double a = coverage(x, y, 0, c->radius_px);
			uint8_t value;

			if (c->border_px > 0)
				a -= coverage(x, y, c->border_px, inner_radius);
			value = (uint8_t)lrint((a < 0 ? 0 : a) * 255);
			c->pixels[y * stride + x] = value;
			c->pixels[y * stride + side - 1 - x] = value;
			c->pixels[(side - 1 - y) * stride + x] = value;
			c->pixels[(side - 1 - y) * stride + side - 1 - x] = value;
		}
}

static void release(struct corner *c)
{
	if (c->image)
		pixman_image_unref(c->image);
	free(c->pixels);
	*c = (struct corner){ 0 };
}

void corner_cache_finish(struct corner_cache *c)
{
	for (int i = 0; i < CORNERS_MAX; i++)
		release(&c->corners[i]);
}

const struct corner *corner_get(struct corner_cache *c, int radius_px, int border_px)
{
	int size = radius_px > border_px ? radius_px : border_px;
	int stride = (2 * size + 3) & ~3; /* pixman wants whole words */
	struct corner *made;

	for (int i = 0; i < CORNERS_MAX; i++) {
		const struct corner *known = &c->corners[i];

		if (known->image && known->radius_px == radius_px && known->border_px == border_px)
			return known;
	}
	made = &c->corners[c->next];
	c->next = (c->next + 1) % CORNERS_MAX;
	release(made);
	*made = (struct corner){ .radius_px = radius_px, .border_px = border_px, .size_px = size };
	made->pixels = calloc((size_t)stride * 2, (size_t)size);
	if (made->pixels) {
		draw(made, stride);
		made->image = pixman_image_create_bits_no_clear(
			PIXMAN_a8, 2 * size, 2 * size, (uint32_t *)(void *)made->pixels, stride);
	}
	if (!made->image) {
		release(made);
		return NULL;
	}
	return made;
}
