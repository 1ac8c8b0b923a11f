/* The screen is wiped: nothing can be touched for half a minute. Dark, so that streaks are seen,
 * and still; a hand that is crossed out and the seconds need no language. */
#include "ui/screens.h"

#define DISC_MM 62.0

static int draw_line(struct ui_build *b, struct rich_text text, int32_t size, bool bold, int y)
{
	struct rect column = screen_column(b);
	struct ui_font font = { .size = size, .bold = bold, .align = TEXT_CENTER };
	struct ui_text laid = ui_layout(b, text, font, column.w);

	laid = ui_balance(b, text, font, laid, column.w);
	ui_draw_text(b, laid, column.x, y, column.w, COLOR_ON_ACCENT, NODE_TEXT);
	return y + laid.h;
}

static void draw_bar(struct ui_build *b, int y, int done, int of)
{
	const struct theme *t = b->t;
	int w = panel_px(t->panel, 90), h = panel_px(t->panel, 2.4);
	struct rect bar = { (b->page.w - w) / 2, y, w, h };

	ui_fill(b, bar, COLOR_ACCENT, h / 2);
	bar.w = of > 0 ? w * done / of : 0;
	if (bar.w > 0)
		ui_fill(b, bar, COLOR_TINT, h / 2);
}

int screen_cleaning_build(struct ui_build *b)
{
	const struct theme *t = b->t;
	const struct ui_acts *acts = b->v->acts;
	int side = panel_px(t->panel, t->is_landscape ? DISC_MM * 0.7 : DISC_MM),
	    icon = side * 3 / 5;
	int y = t->is_landscape ? t->margin * 2 : b->page.h / 5, left;

	if (!acts)
		return 1;
	left = acts->cleaning_s;
	ui_fill(b, b->page, COLOR_ACCENT_DEEP, 0);
	ui_fill(b, (struct rect){ (b->page.w - side) / 2, y, side, side }, COLOR_ACCENT, side / 2);
	ui_icon(b, "no-touch", (b->page.w - icon) / 2, y + (side - icon) / 2, icon,
		COLOR_ON_ACCENT);
	y += side + t->margin;
	y = draw_line(b, ui_plain(ui_swedish(b), ui_number(b, left)), t->giant * 2, true, y) +
	    t->gap;
	draw_bar(b, y, left, acts->cleaning_of_s);
	y += t->margin * 2;
	y = draw_line(b, ui_plain(ui_swedish(b), "Skärmen städas"), t->title, true, y) + t->gap;
	draw_line(b,
		ui_plain(ui_swedish(b),
			"Torka med en fuktig duk. Tryck gör ingenting förrän tiden är ute."),
		t->body, false, y);
	return 1;
}
