/* How far each language is. */
#include <string.h>

#include "ui/staff_pages.h"

int staff_languages_sort(const struct lang_table *table, int order[], int most)
{
	int count = 0;

	for (int i = 0; i < table->count && count < most; i++) {
		int at = count;

		if (table->langs[i].order <= 0)
			continue;
		for (; at > 0 &&
			strcmp(table->langs[order[at - 1]].swedish, table->langs[i].swedish) > 0;
			at--)
			order[at] = order[at - 1];
		order[at] = i;
		count++;
	}
	return count;
}

static const char *translation_state(struct arena *a, const struct lang *lang)
{
	if (lang_is_signed(lang))
		return arena_printf(a, "Alla %d texter är granskade.", lang->texts);
	if (lang->translated < lang->texts)
		return arena_printf(a,
			"%d av %d texter saknas och visas på svenska. Granskade: %d.",
			lang->texts - lang->translated, lang->texts, lang->signed_texts);
	return arena_printf(a, "Alla texter är översatta. Granskade: %d av %d.", lang->signed_texts,
		lang->texts);
}

void staff_translations_add(struct flow *f)
{
	const struct lang_table *table = f->b->v->rich.langs;
	int order[STAFF_LANGS_MAX], count = staff_languages_sort(table, order, STAFF_LANGS_MAX);

	flow_text(f,
		staff_words(f->b,
			"Det som inte är granskat är utkast. Besökaren ser det på första sidan."),
		(struct ui_font){ .size = f->b->t->small }, COLOR_QUIET, NODE_TEXT, 0);
	for (int i = 0; i < count; i++) {
		const struct lang *lang = &table->langs[order[i]];

		flow_row(f, lang_is_signed(lang) ? "done" : "document",
			staff_words(f->b, lang->swedish),
			staff_words(f->b, translation_state(f->b->a, lang)));
	}
}
