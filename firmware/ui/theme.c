#include "ui/theme.h"

#include <math.h>

/* Capital height of Noto Sans in em; the reference glyph for scripts without capitals is the same
 * em. */
#define CAP_PER_EM 0.714

int32_t theme_em_for_cap(const struct panel *panel, double cap_mm)
{
	return (int32_t)lround(cap_mm / CAP_PER_EM / panel->pitch_mm * 64.0);
}

void theme_init(struct theme *t, const struct panel *panel, enum text_size size)
{
	/* 4.8 mm is VVSG 7.1-G's default; the largest must reach 0.7 degrees at the stated viewing
	 * distance (EN 301 549 5.1.4: H >= 0.01222 D). */
	double largest = fmax(7.2, 0.01222 * panel->viewing_mm + 0.05);
	double body[TEXT_SIZES] = { 4.8, 6.0, largest };
	double cap = body[size];

	*t = (struct theme){ .panel = panel, .text_size = size };
	t->body = theme_em_for_cap(panel, cap);
	t->small = theme_em_for_cap(panel, fmax(3.7, cap * 0.80));
	/* The larger the body, the smaller the step up: a heading must still fit the column. */
	t->heading = theme_em_for_cap(panel, cap * (size == TEXT_SIZE_NORMAL ? 1.40 : 1.20));
	t->title = theme_em_for_cap(panel, cap * (size == TEXT_SIZE_NORMAL ? 1.65 : 1.25));
	t->giant = theme_em_for_cap(panel, fmax(11.0, cap * 1.4));

	t->is_landscape = panel->width_px > panel->height_px;
	t->margin = panel_px(panel, t->is_landscape ? 7 : 9);
	t->gap = panel_px(panel, 3);
	t->pad = panel_px(panel, 4);
	t->header = panel_px(panel, 23);
	t->footer = panel_px(panel, t->is_landscape ? 27 : 34);
	t->target = panel_px(panel, 20);
	t->main_target = panel_px(panel, t->is_landscape ? 21 : 27);
	t->icon_small = panel_px(panel, 8);
	t->icon = panel_px(panel, 14);
	t->icon_big = panel_px(panel, t->is_landscape ? 22 : 28);
	t->radius = panel_px(panel, 2.4);
	t->border = panel_px(panel, 0.36);
	if (t->border < 1)
		t->border = 1;
	t->column = panel_px(panel, 230);
}
