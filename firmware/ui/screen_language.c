/* The first page: every language in its own script, the Swedish name under it for the staff, no
 * flags, in one fixed order that no language or direction changes. */
#include "ui/screens.h"

#define COLUMN_MM 84.0
#define ROW_MOST_MM 34.0

/* One line with every language's greeting, each isolated and in its own language and font. */
static struct rich_text greetings(struct ui_build *b)
{
	const struct lang_table *table = b->v->rich.langs;
	struct text_span *spans = arena_array(b->a, (size_t)table->count, sizeof(*spans));
	struct rich_text out = ui_plain(ui_swedish(b), "");
	const char *text = "";
	int n = 0;

	for (int i = 0; spans && i < table->count; i++) {
		const struct lang *lang = &table->langs[i];
		uint32_t start;

		if (lang->order <= 0)
			continue;
		if (n && table->count > 0)
			text = arena_printf(b->a, "%s · ", text);
		start = text ? (uint32_t)__builtin_strlen(text) : 0;
		text = text ? arena_printf(b->a, "%s\u2068%s\u2069", text, lang->greeting) : NULL;
		if (!text)
			break;
		spans[n++] = (struct text_span){
			.start = start, .end = (uint32_t)__builtin_strlen(text), .lang = lang
		};
	}
	if (!text || !spans)
		return out;
	out = ui_plain(ui_swedish(b), text);
	out.rich.spans = spans;
	out.rich.span_count = n;
	return out;
}

static void draw_language(struct ui_build *b, const struct lang *lang, int index, struct rect r)
{
	const struct theme *t = b->t;
	bool current = b->v->in_visit && lang == b->v->rich.lang;
	const char *id = arena_printf(b->a, "lang:%s", lang->code);
	struct ui_button button = { .id = id ? id : "",
		.action = { ACTION_LANG, index },
		.style = BUTTON_CARD,
		.is_centered = true,
		.is_selected = current,
		.label = ui_plain(lang, lang->endonym),
		.sub = ui_plain(ui_swedish(b), lang->swedish),
		.label_size = t->heading };

	ui_draw_button(b, &button, r);
}

static int draw_grid(struct ui_build *b, struct rect area)
{
	const struct theme *t = b->t;
	const struct lang_table *table = b->v->rich.langs;
	int offered = 0, columns = area.w / panel_px(t->panel, COLUMN_MM), rows, row_h, per_part,
	    parts;
	int least = t->target, most = panel_px(t->panel, ROW_MOST_MM), seen = 0, part, w;

	for (int i = 0; i < table->count; i++)
		offered += table->langs[i].order > 0;
	if (columns < 1)
		columns = 1;
	if (columns > offered)
		columns = offered ? offered : 1;
	for (int i = 0; i < table->count; i++) {
		struct ui_button probe = { .style = BUTTON_CARD,
			.label = ui_plain(&table->langs[i], table->langs[i].endonym),
			.sub = ui_plain(ui_swedish(b), table->langs[i].swedish),
			.label_size = t->heading };
		int h = table->langs[i].order > 0
				? ui_button_height(
					  b, &probe, (area.w - (columns - 1) * t->gap) / columns)
				: 0;

		least = h > least ? h : least;
	}
	rows = (offered + columns - 1) / columns;
	row_h = rows ? (area.h - (rows - 1) * t->gap) / rows : most;
	if (row_h > most)
		row_h = most;
	if (row_h < least)
		row_h = least;
	per_part = columns * ((area.h + t->gap) / (row_h + t->gap));
	if (per_part < columns)
		per_part = columns;
	parts = (offered + per_part - 1) / per_part;
	part = parts ? b->v->part % parts : 0;
	w = (area.w - (columns - 1) * t->gap) / columns;
	for (int i = 0; i < table->count; i++) {
		int place = seen - part * per_part;

		if (table->langs[i].order <= 0)
			continue;
		seen++;
		if (place < 0 || place >= per_part)
			continue;
		draw_language(b, &table->langs[i], i,
			(struct rect){ area.x + place % columns * (w + t->gap),
				area.y + place / columns * (row_h + t->gap), w, row_h });
	}
	return parts ? parts : 1;
}

static int draw_welcome(struct ui_build *b)
{
	const struct theme *t = b->t;
	struct rect area = b->content;
	int mark = t->is_landscape ? t->icon : t->icon_big;
	struct ui_font font = { .size = t->heading, .bold = true, .align = TEXT_CENTER };
	struct ui_font hint = { .size = t->body, .align = TEXT_CENTER };
	struct ui_text text = ui_layout(b, greetings(b), font, area.w);
	struct ui_text touch =
		ui_layout(b, ui_plain(ui_swedish(b), "Tryck på ditt språk  ·  Touch your language"),
			hint, area.w);
	int y = area.y + t->pad;

	ui_icon(b, "mark", area.x + (area.w - mark) / 2, y, mark, COLOR_ACCENT);
	y += mark + t->pad;
	ui_draw_text(b, text, area.x, y, area.w, COLOR_INK, NODE_HEADING);
	y += text.h + t->pad;
	ui_draw_text(b, touch, area.x, y, area.w, COLOR_QUIET, NODE_TEXT);
	return y + touch.h + t->margin;
}

int screen_language_build(struct ui_build *b)
{
	/* The first page belongs to no language yet: it always reads from left to right. */
	struct ui_button buttons[3];
	int weights[3], count = 0, parts, y;
	struct rect area;

	b->is_rtl = false;
	b->content.h -= b->t->footer;
	y = draw_welcome(b);
	area = (struct rect){ b->content.x, y, b->content.w,
		b->page.h - b->t->footer - b->t->margin - y };
	parts = draw_grid(b, area);
	if (b->v->in_visit) {
		buttons[count] = ui_back_button(b);
		weights[count++] = 2;
	}
	if (parts > 1) {
		buttons[count] = (struct ui_button){ .id = "more",
			.action = { ACTION_MORE, 0 },
			.style = BUTTON_SECONDARY,
			.icon = "plus",
			.label = ui_plain(ui_swedish(b), "Fler språk · More") };
		weights[count++] = 2;
	}
	buttons[count] = (struct ui_button){ .id = "emergency",
		.action = { ACTION_EMERGENCY, 0 },
		.style = BUTTON_SECONDARY,
		.icon = "emergency",
		.is_centered = true,
		.label = ui_plain(ui_swedish(b), "112 · Nödläge · Emergency") };
	weights[count++] = 3;
	ui_footer(b, buttons, weights, count);
	return parts;
}
