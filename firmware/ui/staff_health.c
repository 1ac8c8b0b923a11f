/* How the kiosk is, continued: its starts, its light and sound, and the facts that have passed
 * their day. */
#include <string.h>

#include "ui/staff_pages.h"

static void add_starts(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct ui_starts *s = b->v->acts ? b->v->acts->starts : NULL;

	if (!s || !s->known)
		return;
	flow_row(f, "clock", staff_words(b, "Igång sedan"),
		staff_words(b, arena_printf(b->a, "%s. Start nummer %d: %s", s->last[0].when,
				       s->count, s->last[0].why)));
	if (s->known < 2)
		return;
	flow_heading(f, staff_words(b, "Tidigare starter"));
	for (int i = 1; i < s->known; i++)
		flow_text(f,
			staff_words(b,
				arena_printf(b->a, "%s\u2002 %s", s->last[i].when, s->last[i].why)),
			(struct ui_font){ .size = b->t->small }, COLOR_INK, NODE_TEXT, b->t->gap);
}

/* The fact that was checked least recently, and the one whose day comes first. */
static void add_dates(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct content *c = b->v->rich.content;
	const char *checked = NULL, *check_by = NULL;

	for (int i = 0; i < c->fact_count; i++) {
		const struct fact *fact = &c->facts[i];

		if (content_fact(c, fact->id, b->v->rich.today) != fact)
			continue;
		if (!checked || strcmp(fact->checked, checked) < 0)
			checked = fact->checked;
		if (!check_by || strcmp(fact->check_by, check_by) < 0)
			check_by = fact->check_by;
	}
	if (checked)
		flow_row(f, "calendar", staff_words(b, "Innehållets dagar"),
			staff_words(
				b, arena_printf(b->a, "Äldsta kontrollen: %s. Nästa senast: %s.",
					   checked, check_by)));
}

static void add_old_facts(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct content *c = b->v->rich.content;
	bool has_any = false;

	for (int i = 0; i < c->fact_count; i++) {
		const struct fact *fact = &c->facts[i];

		if (strcmp(fact->check_by, b->v->rich.today) >= 0 ||
			content_fact(c, fact->id, b->v->rich.today) != fact)
			continue;
		if (!has_any)
			flow_heading(f, staff_words(b, "Förbi sin dag: kontrollera"));
		has_any = true;
		flow_text(f,
			staff_words(b, arena_printf(b->a, "%s: %s (kontrollerat %s)",
					       staff_fact_name(fact), fact->value, fact->checked)),
			(struct ui_font){ .size = b->t->small }, COLOR_INK, NODE_TEXT, b->t->gap);
	}
}

void staff_health_add(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct ui_acts *acts = b->v->acts;

	if (acts && acts->light)
		flow_row(f, "info", staff_words(b, "Skärmens ljus"), staff_words(b, acts->light));
	if (acts && acts->sound)
		flow_row(f, "info", staff_words(b, "Ljud"), staff_words(b, acts->sound));
	add_dates(f);
	add_starts(f);
	add_old_facts(f);
}
