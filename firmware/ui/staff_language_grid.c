/* All languages for the visitor on one page, so that none is more than a tap away: those that the
 * office set first (settings.ini, languages-first), then the others by their Swedish name. The
 * kiosk counts nothing: what visitors choose is in no file and no number. */
#include <string.h>

#include "ui/staff_pages.h"

#define LANGS_MAX 64
#define COLUMN_MM 60.0
#define COLUMN_LEAST_MM 50.0
#define ROW_MOST_MM 30.0

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

static struct ui_button button_of(struct ui_build *b, int index)
{
	const struct lang *lang = &b->v->rich.langs->langs[index];
	const char *id = arena_printf(b->a, "staff:lang:%s", lang->code);

	return (struct ui_button){ .id = id ? id : "",
		.action = { ACTION_STAFF_LANG, index },
		.style = BUTTON_CARD,
		.label = staff_words(b, lang->swedish),
		.sub = ui_plain(lang, lang->endonym) };
}

static int row_height(struct ui_build *b, const int *order, int count, int width)
{
	int least = b->t->target;

	for (int i = 0; i < count; i++) {
		struct ui_button button = button_of(b, order[i]);
		int h = ui_button_height(b, &button, width);

		least = h > least ? h : least;
	}
	return least;
}

int staff_language_grid_draw(struct ui_build *b, struct rect area)
{
	const struct theme *t = b->t;
	int order[LANGS_MAX];
	int count = staff_language_order(
		b->v->rich.langs, b->v->staff->languages_first, order, LANGS_MAX);
	int columns = area.w / panel_px(t->panel, COLUMN_MM), w, h, rows, first, shown;

	columns = columns < 1 ? 1 : columns;
	w = (area.w - (columns - 1) * t->gap) / columns;
	h = row_height(b, order, count, w);
	rows = (area.h + t->gap) / (h + t->gap);
	rows = rows < 1 ? 1 : rows;
	shown = rows * columns;
	first = count ? b->v->part % ((count + shown - 1) / shown) * shown : 0;
	if (rows > (count + columns - 1) / columns) { /* room to spare: larger ones */
		int most = panel_px(t->panel, ROW_MOST_MM);

		rows = (count + columns - 1) / columns;
		h = (area.h - (rows - 1) * t->gap) / rows;
		h = h > most ? most : h;
	}
	for (int i = first; i < count && i < first + shown; i++) {
		struct ui_button button = button_of(b, order[i]);
		int place = i - first;

		ui_draw_button(b, &button,
			(struct rect){ area.x + place % columns * (w + t->gap),
				area.y + place / columns * (h + t->gap), w, h });
	}
	return count ? (count + shown - 1) / shown : 1;
}
