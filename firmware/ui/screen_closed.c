/* The kiosk is closed: by staff, or because the office is. One card a language, so that nobody has
 * to choose one first, and the way to the counter as a picture above them. */
#include <string.h>

#include "ui/screens.h"

#define COLUMN_MM 74.0
#define CARD_LEAST_MM 14.0
#define ROW_SPARE_MM 12.0 /* a row becomes so much higher at most: no wall of air */
#define PARTS_MOST 4

struct card {
	struct rich_text words[2];
	struct ui_text title, text;
};

struct cards { /* laid out at one size */
	struct card *items;
	int *row_h;
	int count, columns, rows, w, rows_a_part, parts;
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
	const char *both = a.rich.utf8 && c.rich.utf8
				   ? arena_printf(b->a, "%s %s", a.rich.utf8, c.rich.utf8)
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
	int inside = c.w - 2 * t->pad;

	c.items = arena_array(b->a, (size_t)table->count, sizeof(*c.items));
	c.row_h = arena_array(b->a, (size_t)table->count, sizeof(*c.row_h));
	for (int i = 0; c.items && c.row_h && i < table->count; i++) {
		const struct lang *lang = &table->langs[i];
		struct card *card = &c.items[c.count];
		struct rich_text title, text;
		int *h = &c.row_h[c.count / columns];

		if (lang->order <= 0 || !is_wanted(b->v->acts->notice_languages, lang->code) ||
			!fill_card(b, lang, &title, &text))
			continue;
		card->words[0] = title;
		card->words[1] = text;
		card->title = ui_layout(b, title, bold, inside);
		card->text = ui_layout(b, text, plain, inside);
		if (c.count % columns == 0)
			*h = panel_px(t->panel, CARD_LEAST_MM);
		if (*h < card->title.h + card->text.h + t->pad)
			*h = card->title.h + card->text.h + t->pad;
		c.count++;
	}
	c.rows = (c.count + columns - 1) / columns;
	return c;
}

/* The rows of one part, with the gaps between them. */
static int part_height(const struct ui_build *b, const struct cards *c, int part)
{
	int h = 0;

	for (int i = part * c->rows_a_part; i < c->rows && i < (part + 1) * c->rows_a_part; i++)
		h += c->row_h[i] + (h ? b->t->gap : 0);
	return h;
}

/* On as few parts as the height allows, each with about as many rows. */
static void share_out(const struct ui_build *b, struct cards *c, int height)
{
	bool fits = false;

	for (int parts = 1; !fits && parts <= PARTS_MOST; parts++) {
		c->rows_a_part = (c->rows + parts - 1) / parts;
		c->parts = c->rows_a_part ? (c->rows + c->rows_a_part - 1) / c->rows_a_part : 1;
		fits = true;
		for (int i = 0; i < c->parts; i++)
			fits = fits && part_height(b, c, i) <= height;
	}
	if (!fits)
		c->parts = PARTS_MOST + 1;
}

/* On as few pages as can be, and as large as goes on them. Several take turns. */
static struct cards choose_layout(struct ui_build *b, struct rect area)
{
	const struct theme *t = b->t;
	int most = area.w / panel_px(t->panel, COLUMN_MM);
	int32_t sizes[] = { t->heading, t->body, t->small, theme_em_for_cap(t->panel, 3.5) };
	struct cards best = { .parts = PARTS_MOST + 2 };

	if (most < 1)
		most = 1;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		for (int columns = most > 1 ? most - 1 : 1; columns <= most; columns++) {
			struct cards c = lay_out(b, area, columns, sizes[i]);

			share_out(b, &c, area.h);
			if (c.parts < best.parts)
				best = c;
			if (best.parts == 1)
				return best;
		}
	return best;
}

static void draw_card(struct ui_build *b, const struct card *card, struct rect r)
{
	const struct theme *t = b->t;
	int x = r.x + t->pad, w = r.w - 2 * t->pad;
	int y = r.y + (r.h - card->title.h - card->text.h) / 2;
	struct ui_font font = { .bold = true, .align = TEXT_CENTER };

	ui_fill(b, r, COLOR_SURFACE, t->radius);
	ui_frame(b, r, COLOR_HAIR, t->radius, t->border);
	ui_draw_text(b, ui_balance(b, card->words[0], font, card->title, w), x, y, w, COLOR_ACCENT,
		NODE_HEADING);
	font.bold = false;
	ui_draw_text(b, ui_balance(b, card->words[1], font, card->text, w), x, y + card->title.h, w,
		COLOR_INK, NODE_TEXT);
}

/* The room that is left over is shared by the rows. */
static void draw_cards(struct ui_build *b, const struct cards *c, struct rect area)
{
	const struct theme *t = b->t;
	int part = b->v->part % c->parts, first = part * c->rows_a_part * c->columns;
	int spare = c->rows_a_part ? (area.h - part_height(b, c, part)) / c->rows_a_part : 0;
	int most = panel_px(t->panel, ROW_SPARE_MM), y = area.y;

	spare = spare < 0 ? 0 : spare > most ? most : spare;
	for (int i = first; i < c->count && i < first + c->rows_a_part * c->columns; i++) {
		const struct card *card = &c->items[i];
		int h = c->row_h[i / c->columns] + spare, column = i % c->columns;
		struct rect r = { area.x + column * (c->w + t->gap), y, c->w, h };

		draw_card(b, card, r);
		if (column == c->columns - 1)
			y += h + t->gap;
	}
}

static int picture_px(const struct theme *t, bool is_compact)
{
	if (t->is_landscape)
		return is_compact ? t->icon : t->icon * 3 / 2;
	return is_compact ? t->icon * 3 / 2 : t->icon_big * 5 / 4;
}

/* The counter and the way there, or why it is closed. */
static void draw_picture(struct ui_build *b, struct rect area, int size)
{
	const struct theme *t = b->t;
	const struct ui_acts *acts = b->v->acts;
	bool is_hours = acts->closed == UI_CLOSED_HOURS;
	const char *way = is_hours ? NULL : way_icon(acts->way);
	int x = area.x + (area.w - 2 * size - t->margin) / 2;

	if (!way) {
		ui_badge(
			b, is_hours ? "clock" : "lock", area.x + (area.w - size) / 2, area.y, size);
		return;
	}
	ui_badge(b, "clerk", x, area.y, size);
	ui_icon(b, way, x + size + t->margin, area.y, size, COLOR_ACCENT);
}

static struct rect below_picture(const struct ui_build *b, struct rect area, int size)
{
	area.y += size + b->t->margin;
	area.h -= size + b->t->margin;
	return area;
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
	int size = picture_px(t, false);

	if (!b->v->acts)
		return 1;
	/* It belongs to no language: it always reads from left to right. */
	b->is_rtl = false;
	area.h = b->page.h - t->footer - t->margin - area.y;
	cards = choose_layout(b, below_picture(b, area, size));
	/* A smaller picture, if that brings all languages onto one page. */
	if (cards.parts > 1) {
		struct cards more = choose_layout(b, below_picture(b, area, picture_px(t, true)));

		if (more.parts == 1) {
			cards = more;
			size = picture_px(t, true);
		}
	}
	draw_picture(b, area, size);
	draw_cards(b, &cards, below_picture(b, area, size));
	draw_footer(b, cards.parts);
	return cards.parts;
}
