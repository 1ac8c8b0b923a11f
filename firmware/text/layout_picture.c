#include "text/layout_picture.h"

static void blend(struct layout_picture *to, const struct glyph_bitmap *g, int x, int y)
{
	for (int row = 0; row < g->height; row++) {
		for (int column = 0; column < g->width; column++) {
			int px_x = x + column, px_y = y + row;
			uint32_t *it, grey;

			if (px_x < 0 || px_y < 0 || px_x >= to->width || px_y >= to->height)
				continue;
			it = &to->pixels[px_y * to->width + px_x];
			grey = (*it & 255) * (255u - g->pixels[row * g->stride + column]) / 255;
			*it = grey * 0x010101u;
		}
	}
}

void layout_picture_draw(
	struct layout_picture *to, struct glyphs *glyphs, const struct layout *l, int left, int top)
{
	for (int i = 0; i < l->line_count; i++) {
		const struct layout_line *line = &l->lines[i];

		for (int r = line->first_run; r < line->first_run + line->run_count; r++) {
			const struct layout_run *run = &l->runs[r];

			for (int k = 0; k < run->glyph_count; k++) {
				const struct layout_glyph *it = &l->glyphs[run->first_glyph + k];
				/* To the nearest quarter of a pixel. */
				int quarters = (it->x + 8) >> 4;
				struct glyph_bitmap g = glyphs_get(
					glyphs, run->font, it->id, l->size_26_6, quarters & 3);

				blend(to, &g, left + (quarters >> 2) + g.left,
					top + (line->baseline >> 6) - ((it->y + 32) >> 6) - g.top);
			}
		}
	}
}
