#include "ui/key_grid.h"

#define KEY_MM 22.0

static void draw_key(struct ui_build *b, const struct ui_key *key, struct rect r)
{
	struct ui_button button = {
		.id = key->id, .action = key->action, .style = BUTTON_SECONDARY, .label = key->label
	};

	ui_draw_button(b, &button, r);
}

int ui_key_grid_draw(struct ui_build *b, const struct ui_key_grid *grid, int part, struct rect area)
{
	const struct theme *t = b->t;
	int columns = (area.w + t->gap) / (panel_px(t->panel, KEY_MM) + t->gap);
	int w = (area.w - (columns - 1) * t->gap) / columns;
	int most = (area.h + t->gap) / (t->target + t->gap);
	int rows = (grid->count + columns - 1) / columns, h, parts, first, count;

	most = most < 1 ? 1 : most;
	rows = rows > most ? most : rows;
	if (rows < 1)
		return 1;
	parts = (grid->count + rows * columns - 1) / (rows * columns);
	first = part % parts * rows * columns;
	count = grid->count - first < rows * columns ? grid->count - first : rows * columns;
	h = (area.h - (rows - 1) * t->gap) / rows;
	h = h > t->main_target ? t->main_target : h < t->target ? t->target : h;
	for (int i = 0; i < count; i++) {
		int x = i % columns * (w + t->gap);
		struct rect r = { grid->is_ltr ? area.x + x : ui_x(b, area, x, w),
			area.y + i / columns * (h + t->gap), w, h };

		if (grid->is_last_wide && first + i + 1 == grid->count)
			r.w = area.x + area.w - r.x;
		draw_key(b, &grid->keys[first + i], r);
	}
	return parts;
}
