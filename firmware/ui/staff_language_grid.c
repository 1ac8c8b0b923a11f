/* All languages for the visitor on one page, so that none is more than a tap away: those that the
 * office set first (settings.ini, languages-first), then the others by their Swedish name. The
 * kiosk counts nothing: what visitors choose is in no file and no number. */
#include <string.h>

#include "ui/staff_pages.h"

#define LANGS_MAX 64
#define COLUMN_MM 60.0
#define COLUMN_LEAST_MM 42.0
#define ROW_MOST_MM 30.0
#define MANY_COLUMNS 4 /* from here on the words are small */

/* The place of the code in the setting's words, from 0; -1 if it is not there. */
static int wished_place(const char *words, const char *code)
{
	size_t size = strlen(code);

	for (int place = 0; words && *words; place++) {
		size_t word;

		words += strspn(words, " \t,");
		word = strcspn(words, " \t,");
		if (word == size && strncmp(words, code, size) == 0)
			return place;
		words += word;
	}
	return -1;
}

static bool comes_before(const struct lang *a, const struct lang *b, const char *first)
{
	int place_a = wished_place(first, a->code), place_b = wished_place(first, b->code);

	if ((place_a >= 0) != (place_b >= 0))
		return place_a >= 0;
	if (place_a >= 0 && place_a != place_b)
		return place_a < place_b;
	return strcmp(a->swedish, b->swedish) < 0;
}

int staff_language_order(const struct lang_table *table, const char *first, int order[], int most)
{
	int count = 0;

	for (int i = 0; i < table->count && count < most; i++) {
		int at = count;

		if (table->langs[i].order <= 0)
			continue;
		for (; at > 0 &&
			comes_before(&table->langs[i], &table->langs[order[at - 1]], first);
			at--)
			order[at] = order[at - 1];
		order[at] = i;
		count++;
	}
	return count;
}

static struct ui_button button_of(struct ui_build *b, int index, int columns)
{
	const struct lang *lang = &b->v->rich.langs->langs[index];
	const char *id = arena_printf(b->a, "staff:lang:%s", lang->code);

	return (struct ui_button){ .id = id ? id : "",
		.action = { ACTION_STAFF_LANG, index },
		.style = BUTTON_CARD,
		.label = staff_words(b, lang->swedish),
		.label_size = columns < MANY_COLUMNS ? b->t->body : b->t->small,
		.sub = ui_plain(lang, lang->endonym) };
}

struct grid {
	int columns, rows, w, h, parts; /* rows: as many as fit */
};

static struct grid measure(
	struct ui_build *b, const int *order, int count, struct rect area, int columns)
{
	int gap = b->t->gap;
	struct grid g = { .columns = columns, .h = b->t->target };

	g.w = (area.w - (columns - 1) * gap) / columns;
	for (int i = 0; i < count; i++) {
		struct ui_button button = button_of(b, order[i], g.columns);
		int h = ui_button_height(b, &button, g.w);

		g.h = h > g.h ? h : g.h;
	}
	g.rows = (area.h + gap) / (g.h + gap);
	g.rows = g.rows < 1 ? 1 : g.rows;
	g.parts = count ? (count + g.rows * columns - 1) / (g.rows * columns) : 1;
	return g;
}

/* Wide ones where all fit; narrower ones before some have to wait on a second part. */
static struct grid choose(struct ui_build *b, const int *order, int count, struct rect area)
{
	const struct theme *t = b->t;
	int columns = area.w / panel_px(t->panel, COLUMN_MM);
	int most = panel_px(t->panel, ROW_MOST_MM), used;
	struct grid g = measure(b, order, count, area, columns < 1 ? 1 : columns);

	while (g.parts > 1 && (area.w - g.columns * t->gap) / (g.columns + 1) >=
				      panel_px(t->panel, COLUMN_LEAST_MM))
		g = measure(b, order, count, area, g.columns + 1);
	used = (count + g.columns - 1) / g.columns;
	if (used && g.rows > used) { /* room to spare: larger ones */
		g.rows = used;
		g.h = (area.h - (used - 1) * t->gap) / used;
		g.h = g.h > most ? most : g.h;
	}
	return g;
}

int staff_language_grid_draw(struct ui_build *b, struct rect area)
{
	const struct theme *t = b->t;
	int order[LANGS_MAX], first;
	int count = staff_language_order(
		b->v->rich.langs, b->v->staff->languages_first, order, LANGS_MAX);
	struct grid g = choose(b, order, count, area);

	first = b->v->part % g.parts * g.rows * g.columns;
	for (int i = first; i < count && i < first + g.rows * g.columns; i++) {
		struct ui_button button = button_of(b, order[i], g.columns);
		int place = i - first;

		ui_draw_button(b, &button,
			(struct rect){ area.x + place % g.columns * (g.w + t->gap),
				area.y + place / g.columns * (g.h + t->gap), g.w, g.h });
	}
	return g.parts;
}
