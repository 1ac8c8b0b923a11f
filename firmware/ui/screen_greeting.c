/* Staff have chosen the next visitor's language: a welcome in it, one touch to begin, and one to
 * say that it is not theirs. */
#include "base/buf.h"
#include "ui/screens.h"

#define OTHERS_MAX 6 /* names of other languages on the button that leads to them */
#define BEGIN_MOST_MM 120.0

/* The names of some other languages, each in its own script: who cannot read this page knows one of
 * them. */
static struct rich_text other_languages(struct ui_build *b)
{
	const struct lang_table *table = b->v->rich.langs;
	struct text_span *spans = arena_array(b->a, OTHERS_MAX, sizeof(*spans));
	struct rich_text out = ui_plain(ui_swedish(b), "");
	struct buf text = { 0 };
	int n = 0;

	for (int i = 0; spans && i < table->count && n < OTHERS_MAX; i++) {
		const struct lang *lang = &table->langs[i];

		if (lang->order <= 0 || lang == b->v->rich.lang)
			continue;
		if (n)
			buf_puts(&text, " · ");
		spans[n].start = (uint32_t)text.size;
		spans[n].lang = lang;
		buf_printf(&text, "\u2068%s\u2069", lang->endonym);
		spans[n++].end = (uint32_t)text.size;
	}
	out = ui_plain(ui_swedish(b), arena_strdup(b->a, buf_str(&text)));
	buf_finish(&text);
	if (out.rich.utf8) {
		out.rich.spans = spans;
		out.rich.span_count = n;
	}
	return out;
}

static int draw_welcome(struct ui_build *b, struct rect area)
{
	const struct theme *t = b->t;
	const struct lang *lang = b->v->rich.lang;
	struct ui_font giant = { .size = t->giant, .bold = true, .align = TEXT_CENTER };
	struct ui_font small = { .size = t->body, .align = TEXT_CENTER };
	struct ui_text welcome = ui_layout_fit(b, ui_plain(lang, lang->greeting), giant, area.w);
	struct ui_text name = ui_layout(b, ui_plain(lang, lang->endonym), small, area.w);
	struct ui_text swedish = ui_layout(b, ui_plain(ui_swedish(b), lang->swedish),
		(struct ui_font){ .size = t->small, .align = TEXT_CENTER }, area.w);
	int y = area.y, mark = t->is_landscape ? t->icon : t->icon_big;

	ui_icon(b, "mark", area.x + (area.w - mark) / 2, y, mark, COLOR_ACCENT);
	y += mark + t->pad;
	ui_draw_text(b, welcome, area.x, y, area.w, COLOR_INK, NODE_HEADING);
	y += welcome.h + t->pad;
	ui_draw_text(b, name, area.x, y, area.w, COLOR_INK, NODE_TEXT);
	y += name.h;
	if (lang != ui_swedish(b)) { /* for the staff, as on the first page */
		ui_draw_text(b, swedish, area.x, y, area.w, COLOR_QUIET, NODE_TEXT);
		y += swedish.h;
	}
	return y + t->margin;
}

static void draw_footer(struct ui_build *b)
{
	struct ui_button footer[2];
	const int weights[2] = { 1, 1 };

	footer[0] = (struct ui_button){ .id = "staff",
		.action = { ACTION_HELP, 0 },
		.style = BUTTON_SECONDARY,
		.icon = "clerk",
		.label = ui_interface(b, N_("Staff")) };
	footer[1] = (struct ui_button){ .id = "emergency",
		.action = { ACTION_EMERGENCY, 0 },
		.style = BUTTON_SECONDARY,
		.icon = "emergency",
		.label = ui_interface(b, N_("Emergency")) };
	ui_footer(b, footer, weights, 2);
	ui_mark_staff(b);
}

/* The word in the middle and, where there is room, a hand above it. */
static void draw_begin(struct ui_build *b, struct rect r)
{
	const struct theme *t = b->t;
	struct ui_button begin = { .id = "begin",
		.action = { ACTION_BEGIN, 0 },
		.style = BUTTON_PRIMARY,
		.label = ui_interface(b, N_("Touch here to begin")),
		.label_size = t->title };
	struct ui_text label = ui_layout(b, begin.label,
		(struct ui_font){ .size = t->title, .bold = true }, r.w - 2 * t->pad);
	int above = (r.h - label.h) / 2 - t->pad, icon = t->icon_big;

	ui_draw_button(b, &begin, r);
	if (above >= icon + t->pad)
		ui_icon(b, "hand-tap", r.x + (r.w - icon) / 2, r.y + above - icon, icon,
			COLOR_ON_ACCENT);
}

int screen_greeting_build(struct ui_build *b)
{
	const struct theme *t = b->t;
	struct ui_button other = { .id = "language",
		.action = { ACTION_NOT_MINE, 0 },
		.style = BUTTON_CARD,
		.icon = "language",
		.is_tall = true,
		.label = ui_interface(b, N_("This is not my language")),
		.sub = other_languages(b) };
	struct rect area = b->content;
	int other_h, h, most = panel_px(t->panel, BEGIN_MOST_MM);

	area.h = b->page.h - t->footer - t->margin - area.y;
	if (area.w > t->column) {
		area.x += (area.w - t->column) / 2;
		area.w = t->column;
	}
	other_h = ui_button_height(b, &other, area.w);
	h = draw_welcome(b, area) - area.y;
	area.y += h;
	area.h -= h;
	h = area.h - other_h - t->margin;
	if (h > most) { /* near the hand: what is left over stands above */
		area.y += h - most;
		h = most;
	}
	draw_begin(b, (struct rect){ area.x, area.y, area.w, h });
	ui_draw_button(b, &other, (struct rect){ area.x, area.y + h + t->margin, area.w, other_h });
	draw_footer(b);
	return 1;
}
