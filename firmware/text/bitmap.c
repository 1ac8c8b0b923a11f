#include "text/bitmap.h"

#include <stdlib.h>
#include <string.h>

/* A receipt of 20 m at 203 dpi on 80 mm paper; more is a fault somewhere. */
#define SIDE_MAX 160000
#define BYTES_MAX ((size_t)64 << 20)

enum err bitmap_init(struct bitmap *b, int width, int height)
{
	*b = (struct bitmap){ 0 };
	if (width < 0 || height < 0 || width > SIDE_MAX || height > SIDE_MAX ||
		(size_t)((width + 7) / 8) * (size_t)height > BYTES_MAX)
		return ERR_RANGE;
	b->stride = (width + 7) / 8;
	b->bits = calloc((size_t)b->stride * (size_t)height + 1, 1);
	if (!b->bits)
		return ERR_MEMORY;
	b->width = width;
	b->height = height;
	return ERR_OK;
}

void bitmap_finish(struct bitmap *b)
{
	free(b->bits);
	*b = (struct bitmap){ 0 };
}

static bool is_inside(const struct bitmap *b, int x, int y)
{
	return x >= 0 && y >= 0 && x < b->width && y < b->height;
}

bool bitmap_get(const struct bitmap *b, int x, int y)
{
	return is_inside(b, x, y) && (b->bits[y * b->stride + x / 8] >> (7 - x % 8) & 1);
}

void bitmap_set(struct bitmap *b, int x, int y)
{
	if (is_inside(b, x, y))
		b->bits[y * b->stride + x / 8] |= (uint8_t)(0x80 >> (x % 8));
}

void bitmap_fill(struct bitmap *b, int x, int y, int w, int h)
{
	int right = x + w < b->width ? x + w : b->width;
	int bottom = y + h < b->height ? y + h : b->height;

	for (int row = y > 0 ? y : 0; row < bottom; row++) {
		for (int column = x > 0 ? x : 0; column < right; column++)
			bitmap_set(b, column, row);
	}
}

/* One row of a glyph, or-ed in a byte at a time; what lies outside is clipped. */
static void or_row(
	struct bitmap *b, const uint8_t *from, int bytes, int x, int y, uint8_t last_mask)
{
	uint8_t *row = b->bits + (ptrdiff_t)y * b->stride;
	int shift = x & 7, at = (x - shift) / 8;

	for (int i = 0; i < bytes; i++, at++) {
		uint8_t dots = i == bytes - 1 ? from[i] & last_mask : from[i];
		unsigned wide = (unsigned)dots << 8 >> shift;

		if (at >= 0 && at < b->stride)
			row[at] |= (uint8_t)(wide >> 8);
		if (at + 1 >= 0 && at + 1 < b->stride)
			row[at + 1] |= (uint8_t)wide;
	}
	/* The last byte may reach past the width: the padding stays white. */
	if (b->width % 8)
		row[b->stride - 1] &= (uint8_t)(0xFF00 >> (b->width % 8));
}

static void blit(struct bitmap *b, const struct glyph_bitmap *g, int x, int y)
{
	int bytes = (g->width + 7) / 8;
	uint8_t last_mask = g->width % 8 ? (uint8_t)(0xFF00 >> (g->width % 8)) : 0xFF;

	if (x >= b->width || x + g->width <= 0)
		return;
	for (int row = 0; row < g->height; row++) {
		if (y + row >= 0 && y + row < b->height)
			or_row(b, g->pixels + (ptrdiff_t)row * g->stride, bytes, x, y + row,
				last_mask);
	}
}

static int dots(int32_t v_26_6)
{
	return (v_26_6 + 32) >> 6;
}

void bitmap_text(struct bitmap *b, struct glyphs *g, const struct layout *l, int x, int y)
{
	for (int i = 0; i < l->line_count; i++) {
		const struct layout_line *line = &l->lines[i];
		int baseline = y + dots(line->baseline);

		for (int r = line->first_run; r < line->first_run + line->run_count; r++) {
			const struct layout_run *run = &l->runs[r];

			for (int k = 0; k < run->glyph_count; k++) {
				const struct layout_glyph *it = &l->glyphs[run->first_glyph + k];
				struct glyph_bitmap dot =
					glyphs_get_mono(g, run->font, it->id, l->size_26_6);

				blit(b, &dot, x + dots(it->x) + dot.left,
					baseline - dots(it->y) - dot.top);
			}
		}
	}
}
