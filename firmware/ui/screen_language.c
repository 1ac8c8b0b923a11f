/* The first page: every language in its own script, the Swedish name under it for the staff, no
 * flags, in one fixed order that no language or direction changes. */
#include <string.h>

#include "base/buf.h"
#include "ui/screens.h"

#define COLUMN_MM 84.0
#define COLUMN_LEAST_MM 50.0 /* rather than a second part */
#define GREETING_LINES 2
#define ROW_MOST_MM 34.0

/* A greeting must not be torn apart at the end of a line. */
static const char *keep_together(struct arena *a, const char *text)
{
	struct buf out = { 0 };
	const char *kept;

	for (const char *c = text; *c; c++) {
		if (*c == ' ')
			buf_puts(&out, "\u00a0");
		else
			buf_putc(&out, *c);
	}
	kept = arena_strdup(a, buf_str(&out));
	buf_finish(&out);
	return kept ? kept : text;
}

/* Persian and Dari say the same. */
static bool is_said(const struct lang_table *table, int index)
{
	for (int i = 0; i < index; i++) {
		if (table->langs[i].order > 0 &&
			strcmp(table->langs[i].greeting, table->langs[index].greeting) == 0)
			return true;
	}
	return false;
}

/* The greetings of the first `most` languages, each isolated and in its own language and font. */
static struct rich_text greetings(struct ui_build *b, int most)
{
	const struct lang_table *table = b->v->rich.langs;
	struct text_span *spans = arena_array(b->a, (size_t)table->count, sizeof(*spans));
	struct rich_text out = ui_plain(ui_swedish(b), "");
	struct buf text = { 0 };
	const char *copy;
	int n = 0;

	for (int i = 0; spans && i < table->count; i++) {
		const struct lang *lang = &table->langs[i];

		if (lang->order <= 0 || is_said(table, i) || n == most)
			continue;
		if (n)
			buf_puts(&text, "\u00a0· ");
		spans[n].start = (uint32_t)text.size;
		spans[n].lang = lang;
		buf_printf(&text, "\u2068%s\u2069", keep_together(b->a, lang->greeting));
		spans[n++].end = (uint32_t)text.size;
	}
	copy = arena_strdup(b->a, buf_str(&text));
	buf_finish(&text);
	if (!copy || !spans)
		return out;
	out = ui_plain(ui_swedish(b), copy);
	out.rich.spans = spans;
	out.rich.span_count = n;
	return out;
}

/* As many as stand on these lines: the languages need the room. */
static struct ui_text welcome(struct ui_build *b, struct ui_font font, int width, int lines)
{
	struct ui_text text;
	int most = b->v->rich.langs->count;

	do
		text = ui_layout(b, greetings(b, most), font, width);
	while (text.layout && text.layout->line_count > lines && --most > 1);
	return text;
}

static struct ui_button language_button(struct ui_build *b, int index)
{
	const struct lang *lang = &b->v->rich.langs->langs[index];
	const char *id = arena_printf(b->a, "lang:%s", lang->code);

	return (struct ui_button){ .id = id ? id : "",
		.action = { ACTION_LANG, index },
		.style = BUTTON_CARD,
		.is_centered = true,
		.is_selected = b->v->in_visit && lang == b->v->rich.lang,
		.label = ui_plain(lang, lang->endonym),
		.sub = ui_plain(ui_swedish(b), lang->swedish),
		.label_size = b->t->heading };
}

struct grid {
	int columns, w, row_h, per_part, parts, h;
};

static struct grid measure_columns(struct ui_build *b, struct rect area, int columns)
{
	const struct theme *t = b->t;
	const struct lang_table *table = b->v->rich.langs;
	struct grid g = { .columns = columns };
	int offered = 0, rows, shown, least = t->target, most = panel_px(t->panel, ROW_MOST_MM);

	g.w = (area.w - (g.columns - 1) * t->gap) / g.columns;
	for (int i = 0; i < table->count; i++) {
		struct ui_button button = language_button(b, i);
		int h = table->langs[i].order > 0 ? ui_button_height(b, &button, g.w) : 0;

		offered += table->langs[i].order > 0;
		least = h > least ? h : least;
	}
	rows = (offered + g.columns - 1) / g.columns;
	g.row_h = rows ? (area.h - (rows - 1) * t->gap) / rows : most;
	if (g.row_h > most)
		g.row_h = most;
	if (g.row_h < least)
		g.row_h = least;
	shown = (area.h + t->gap) / (g.row_h + t->gap);
	if (shown < 1)
		shown = 1;
	if (shown > rows)
		shown = rows;
	g.per_part = g.columns * shown;
	g.parts = g.per_part ? (offered + g.per_part - 1) / g.per_part : 1;
	g.h = shown * (g.row_h + t->gap) - t->gap;
	return g;
}

/* Wide cards where all fit; narrower ones before some have to wait on a second part. */
static struct grid measure_grid(struct ui_build *b, struct rect area)
{
	int columns = area.w / panel_px(b->t->panel, COLUMN_MM);
	struct grid g = measure_columns(b, area, columns < 1 ? 1 : columns);

	while (g.parts > 1 && (area.w - g.columns * b->t->gap) / (g.columns + 1) >=
				      panel_px(b->t->panel, COLUMN_LEAST_MM))
		g = measure_columns(b, area, g.columns + 1);
	return g;
}

static void draw_grid(struct ui_build *b, const struct grid *g, struct rect area)
{
	const struct lang_table *table = b->v->rich.langs;
	int first = (b->v->part % g->parts) * g->per_part, seen = 0;

	for (int i = 0; i < table->count; i++) {
		struct ui_button button;
		int place = seen - first;

		if (table->langs[i].order <= 0)
			continue;
		seen++;
		if (place < 0 || place >= g->per_part)
			continue;
		button = language_button(b, i);
		ui_draw_button(b, &button,
			(struct rect){ area.x + place % g->columns * (g->w + b->t->gap),
				area.y + place / g->columns * (g->row_h + b->t->gap), g->w,
				g->row_h });
	}
}

struct welcome { /* what stands above the languages */
	struct ui_text text, touch;
	int mark, h;
};

static struct welcome lay_out_welcome(struct ui_build *b, int width, bool is_compact)
{
	const struct theme *t = b->t;
	struct ui_font font = { .size = t->heading, .bold = true, .align = TEXT_CENTER };
	struct ui_font hint = { .size = is_compact ? t->small : t->body, .align = TEXT_CENTER };
	struct welcome w = { .mark = t->is_landscape ? t->icon : t->icon_big };

	if (is_compact)
		w.mark = 0;
	w.text = welcome(b, font, width, is_compact ? 1 : GREETING_LINES);
	w.touch = ui_layout(b,
		ui_plain(ui_swedish(b),
			b->v->has_paper ? "Papperet är läst. Tryck på ditt språk  ·  Your paper is "
					  "read. Touch your language"
					: "Tryck på ditt språk  ·  Touch your language"),
		hint, width);
	w.h = w.mark + (w.mark ? t->pad : 0) + w.text.h + t->pad + w.touch.h + t->margin;
	return w;
}

/* The welcome above, the languages below; what is left over stands above and between, so that few
 * languages come down to the hand and many fill the page. Where not all would fit the welcome
 * becomes small. Returns the number of parts. */
static int draw_page(struct ui_build *b, struct rect area)
{
	const struct theme *t = b->t;
	struct welcome w;
	struct rect below;
	struct grid grid;
	int spare, y = area.y;

	for (int compact = 0; compact < 2; compact++) {
		w = lay_out_welcome(b, area.w, compact);
		below = area;
		below.y += w.h;
		below.h -= w.h;
		grid = measure_grid(b, below);
		if (grid.parts <= 1)
			break;
	}
	spare = below.h - grid.h > 0 ? below.h - grid.h : 0;
	y += spare * 2 / 5;
	if (w.mark) {
		ui_icon(b, "mark", area.x + (area.w - w.mark) / 2, y, w.mark, COLOR_ACCENT);
		y += w.mark + t->pad;
	}
	ui_draw_text(b, w.text, area.x, y, area.w, COLOR_INK, NODE_HEADING);
	y += w.text.h + t->pad;
	ui_draw_text(b, w.touch, area.x, y, area.w, COLOR_QUIET, NODE_TEXT);
	below.y += spare * 3 / 5;
	draw_grid(b, &grid, below);
	return grid.parts;
}

int screen_language_build(struct ui_build *b)
{
	/* The first page belongs to no language yet: it always reads from left to right. */
	struct ui_button buttons[4];
	int weights[4], count = 0, parts;
	bool is_full;
	struct rect area = b->content;

	b->is_rtl = false;
	area.h = b->page.h - b->t->footer - b->t->margin - area.y;
	parts = draw_page(b, area);
	is_full = b->v->in_visit && parts > 1; /* four buttons: fewer words on each */
	if (b->v->in_visit) {
		buttons[count] = ui_back_button(b);
		weights[count++] = 2;
	}
	if (parts > 1) {
		buttons[count] = (struct ui_button){ .id = "more",
			.action = { ACTION_MORE, 0 },
			.style = BUTTON_SECONDARY,
			.icon = "plus",
			.label = ui_plain(
				ui_swedish(b), is_full ? "Fler · More" : "Fler språk · More") };
		weights[count++] = 2;
	}
	buttons[count] = (struct ui_button){ .id = "staff",
		.action = { ACTION_HELP, 0 },
		.style = BUTTON_SECONDARY,
		.icon = is_full ? NULL : "clerk", /* no room for it beside the rest */
		.label = ui_plain(ui_swedish(b), is_full ? "Personal" : "Personal · Staff") };
	weights[count++] = 2;
	buttons[count] = (struct ui_button){ .id = "emergency",
		.action = { ACTION_EMERGENCY, 0 },
		.style = BUTTON_SECONDARY,
		.icon = "emergency",
		.label = ui_plain(
			ui_swedish(b), is_full ? "112 · Emergency" : "112 · Nödläge · Emergency") };
	weights[count++] = 3;
	ui_footer(b, buttons, weights, count);
	ui_mark_staff(b);
	return parts;
}
