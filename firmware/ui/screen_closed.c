/* The kiosk is closed: by staff, or because the office is. One card a language, so that nobody has
 * to choose one first, and the way to the counter as a picture above them. */
#include <string.h>

#include "ui/screens.h"

#define COLUMN_MM 74.0
#define CARD_LEAST_MM 14.0
#define CARD_MOST_MM 34.0

struct card {
	const struct lang *lang;
	struct ui_text title, text;
};

struct cards { /* laid out at one size */
	struct card *items;
	int count, columns, w, h, rows_a_part, parts;
};

static const char *way_icon(enum ui_way way)
{
	static const char *const icons[] = { NULL, "way-left", "way-right", "way-ahead",
		"way-behind", "way-up", "way-down" };

	return icons[way];
}

static const char *way_words(enum ui_way way)
{
	switch (way) {
	case UI_WAY_NONE:
		return NULL;
	case UI_WAY_LEFT:
		return N_("The counter is to the left.");
	case UI_WAY_RIGHT:
		return N_("The counter is to the right.");
	case UI_WAY_AHEAD:
		return N_("The counter is straight ahead.");
	case UI_WAY_BEHIND:
		return N_("The counter is behind you.");
	case UI_WAY_UPSTAIRS:
		return N_("The counter is upstairs.");
	case UI_WAY_DOWNSTAIRS:
		return N_("The counter is downstairs.");
	}
	return NULL;
}

/* "sv en ar": is the code one of them? An empty list has all. */
static bool is_wanted(const char *list, const char *code)
{
	size_t size = strlen(code);

	if (!list || !list[strspn(list, " ,")])
		return true;
	while (*list) {
		size_t word;

		list += strspn(list, " ,");
		word = strcspn(list, " ,");
		if (word == size && strncmp(list, code, size) == 0)
			return true;
		list += word;
	}
	return false;
}

static struct rich_text two_sentences(struct ui_build *b, struct rich_text a, struct rich_text c)
{
	const char *both = a.rich.utf8 && c.rich.utf8 ? arena_printf(b->a, "%s %s", a.rich.utf8,
								c.rich.utf8)
						      : NULL;

	return both ? ui_plain(a.lang, both) : a;
}

static struct rich_text opening(struct ui_build *b, const struct rich_context *context)
{
	/* Translators: {day} is like "Monday 30 November", {time} like "09:00". */
	struct rich_text r = rich_from_interface(context, b->a, N_("It opens {day} at {time}."));
	const char *day = rich_weekday(b->a, r.lang, b->v->acts->opens_day);
	const char *text = strings_format(b->a, r.rich.utf8 ? r.rich.utf8 : "", "day",
		day ? day : "", "time", b->v->acts->opens_at, (const char *)NULL);

	return ui_plain(r.lang, text ? text : "");
}

/* False: it has no words for this yet, and the Swedish ones stand there anyway. */
static bool fill_card(struct ui_build *b, const struct lang *lang, struct rich_text *title_out,
	struct rich_text *text_out)
{
	const struct ui_acts *acts = b->v->acts;
	struct rich_context context = b->v->rich;
	const char *way = way_words(acts->way);

	context.lang = lang;
	*text_out = (struct rich_text){ 0 };
	if (acts->closed == UI_CLOSED_HOURS) {
		*title_out = rich_from_interface(&context, b->a, N_("The office is closed now"));
		if (acts->opens_day)
			*text_out = opening(b, &context);
	} else {
		*title_out = rich_from_interface(&context, b->a, N_("This kiosk is closed now"));
		*text_out = rich_from_interface(&context, b->a, N_("Please go to the counter."));
		if (way)
			*text_out = two_sentences(
				b, *text_out, rich_from_interface(&context, b->a, way));
	}
	return title_out->is_translated;
}

static struct cards lay_out(struct ui_build *b, struct rect area, int columns, int32_t size)
{
	const struct theme *t = b->t;
	const struct lang_table *table = b->v->rich.langs;
	struct cards c = { .columns = columns, .w = (area.w - (columns - 1) * t->gap) / columns };
	struct ui_font bold = { .size = size, .bold = true, .align = TEXT_CENTER };
	struct ui_font plain = { .size = t->small < size ? t->small : size, .align = TEXT_CENTER };
	int inside = c.w - 2 * t->pad, rows;

	c.h = panel_px(t->panel, CARD_LEAST_MM);
	c.items = arena_array(b->a, (size_t)table->count, sizeof(*c.items));
	for (int i = 0; c.items && i < table->count; i++) {
		const struct lang *lang = &table->langs[i];
		struct card *card = &c.items[c.count];
		struct rich_text title, text;
		int h;

		if (lang->order <= 0 || !is_wanted(b->v->acts->notice_languages, lang->code) ||
			!fill_card(b, lang, &title, &text))
			continue;
		card->lang = lang;
		card->title = ui_layout(b, title, bold, inside);
		card->title = ui_balance(b, title, bold, card->title, inside);
		card->text = ui_layout(b, text, plain, inside);
		card->text = ui_balance(b, text, plain, card->text, inside);
		h = card->title.h + card->text.h + t->pad;
		c.h = h > c.h ? h : c.h;
		c.count++;
	}
	rows = (c.count + columns - 1) / columns;
	c.rows_a_part = (area.h + t->gap) / (c.h + t->gap);
	if (c.rows_a_part < 1)
		c.rows_a_part = 1;
	c.parts = rows ? (rows + c.rows_a_part - 1) / c.rows_a_part : 1;
	return c;
}

/* As large as goes while every language stands on one page; else several pages take turns. */
static struct cards choose_layout(struct ui_build *b, struct rect area)
{
	const struct theme *t = b->t;
	int most = area.w / panel_px(t->panel, COLUMN_MM);
	int32_t sizes[] = { t->heading, t->body, t->small, theme_em_for_cap(t->panel, 3.5) };
	struct cards c = { 0 };

	if (most < 1)
		most = 1;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		for (int columns = most > 1 ? most - 1 : 1; columns <= most; columns++) {
			c = lay_out(b, area, columns, sizes[i]);
			if (c.parts == 1)
				return c;
		}
	return c;
}

/* Stretches the rows over the room, but not into a wall of air. */
static void draw_cards(struct ui_build *b, const struct cards *c, struct rect area)
{
	const struct theme *t = b->t;
	int first = b->v->part % c->parts * c->rows_a_part * c->columns;
	int shown = c->count - first < c->rows_a_part * c->columns ? c->count - first
								   : c->rows_a_part * c->columns;
	int rows = (shown + c->columns - 1) / c->columns, most = panel_px(t->panel, CARD_MOST_MM);
	int h = rows ? (area.h - (rows - 1) * t->gap) / rows : c->h;

	if (h > most)
		h = most > c->h ? most : c->h;
	for (int i = 0; i < shown; i++) {
		const struct card *card = &c->items[first + i];
		struct rect r = { area.x + i % c->columns * (c->w + t->gap),
			area.y + i / c->columns * (h + t->gap), c->w, h };
		int y = r.y + (r.h - card->title.h - card->text.h) / 2, x = r.x + t->pad;

		ui_fill(b, r, COLOR_SURFACE, t->radius);
		ui_frame(b, r, COLOR_HAIR, t->radius, t->border);
		ui_draw_text(b, card->title, x, y, r.w - 2 * t->pad, COLOR_ACCENT, NODE_HEADING);
		ui_draw_text(b, card->text, x, y + card->title.h, r.w - 2 * t->pad, COLOR_INK,
			NODE_TEXT);
	}
}

/* The counter and the way there, or why it is closed. Returns the height. */
static int draw_picture(struct ui_build *b, struct rect area)
{
	const struct theme *t = b->t;
	const struct ui_acts *acts = b->v->acts;
	bool is_hours = acts->closed == UI_CLOSED_HOURS;
	const char *way = is_hours ? NULL : way_icon(acts->way);
	int size = t->is_landscape ? t->icon * 3 / 2 : t->icon_big * 5 / 4, x;

	if (!way) {
		ui_badge(b, is_hours ? "clock" : "lock", area.x + (area.w - size) / 2, area.y, size);
		return size;
	}
	x = area.x + (area.w - 2 * size - t->margin) / 2;
	ui_badge(b, "clerk", x, area.y, size);
	ui_icon(b, way, x + size + t->margin, area.y, size, COLOR_ACCENT);
	return size;
}

static void draw_footer(struct ui_build *b, int parts)
{
	struct ui_button buttons[4];
	int weights[4], count = 0;
	bool goes_on = b->v->acts->closed == UI_CLOSED_HOURS && !b->v->acts->is_locked;

	if (goes_on) {
		buttons[count] = (struct ui_button){ .id = "continue",
			.action = { ACTION_CONTINUE, 0 },
			.style = BUTTON_PRIMARY,
			.icon = parts > 1 ? NULL : "hand-tap",
			.label = ui_plain(ui_swedish(b), "Fortsätt · Continue") };
		weights[count++] = 3;
	}
	if (parts > 1) {
		buttons[count] = (struct ui_button){ .id = "more",
			.action = { ACTION_MORE, 0 },
			.style = BUTTON_SECONDARY,
			.icon = goes_on ? NULL : "plus",
			.label = ui_plain(ui_swedish(b), "Fler · More") };
		weights[count++] = 2;
	}
	buttons[count] = (struct ui_button){ .id = "staff",
		.action = { ACTION_STAFF, 0 },
		.style = BUTTON_SECONDARY,
		.icon = goes_on ? NULL : "clerk",
		.label = ui_plain(ui_swedish(b), "Personal") };
	weights[count++] = 2;
	buttons[count] = (struct ui_button){ .id = "emergency",
		.action = { ACTION_EMERGENCY, 0 },
		.style = BUTTON_SECONDARY,
		.icon = parts > 1 && goes_on ? NULL : "emergency",
		.label = ui_plain(
			ui_swedish(b), goes_on ? "112 · Emergency" : "112 · Nödläge · Emergency") };
	weights[count++] = 3;
	ui_footer(b, buttons, weights, count);
}

int screen_closed_build(struct ui_build *b)
{
	const struct theme *t = b->t;
	struct rect area = b->content;
	struct cards cards;
	int h;

	if (!b->v->acts)
		return 1;
	/* It belongs to no language: it always reads from left to right. */
	b->is_rtl = false;
	area.h = b->page.h - t->footer - t->margin - area.y;
	h = draw_picture(b, area) + t->margin;
	area.y += h;
	area.h -= h;
	cards = choose_layout(b, area);
	draw_cards(b, &cards, area);
	draw_footer(b, cards.parts);
	return cards.parts;
}
