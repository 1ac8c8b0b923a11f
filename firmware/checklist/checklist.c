#include "checklist/checklist.h"

/* Room for the most there can be; count is what is used. */
struct build {
	struct arena *arena;
	const struct answers *answers;
	struct answers before; /* the same visitor with nothing done yet */
	const char *today;
	struct checklist_item *items;
	int count;
};

static bool is_listed(const struct build *b, const struct guide *g)
{
	int i;

	for (i = 0; i < b->count; i++)
		if (b->items[i].guide == g)
			return true;
	return false;
}

/* Off the list because it is behind the visitor, and not because it is for others. */
static bool is_done(const struct build *b, const struct guide *g)
{
	return rule_eval(g->applies, b->answers) == RULE_NO &&
	       rule_eval(g->applies, &b->before) != RULE_NO;
}

/* One alternative that is done is enough, whatever else of the group stands on the list. */
static bool waits_for(const struct build *b, const struct guide_requirement *q)
{
	bool is_before = false;
	int i;

	for (i = 0; i < q->count; i++) {
		if (is_done(b, q->any_of[i]))
			return false;
		is_before |= is_listed(b, q->any_of[i]);
	}
	return is_before;
}

static bool must_wait(const struct build *b, const struct guide *g)
{
	int i;

	for (i = 0; i < g->requirement_count; i++)
		if (!g->requirements[i].is_recommended_only && waits_for(b, &g->requirements[i]))
			return true;
	return false;
}

static struct answers with_nothing_done(const struct content *c, const struct answers *answers)
{
	struct answers before = *answers;
	int i;

	for (i = 0; i < c->question_count; i++)
		if (c->questions[i].is_done)
			answers_set_not_asked(&before, i);
	return before;
}

static enum err add_item(struct build *b, const struct guide *g, enum rule_value applies)
{
	struct checklist_item *item = &b->items[b->count];
	int i;

	item->guide = g;
	item->applies = applies;
	item->must_wait = must_wait(b, g);
	item->steps = arena_array(b->arena, (size_t)g->step_count, sizeof(struct guide_step *));
	item->docs = arena_array(b->arena, (size_t)g->doc_count, sizeof(struct guide_doc *));
	if (!item->steps || !item->docs)
		return ERR_MEMORY;
	for (i = 0; i < g->step_count; i++)
		if (validity_holds(g->steps[i].valid, b->today) &&
			rule_eval(g->steps[i].when, b->answers) != RULE_NO)
			item->steps[item->step_count++] = &g->steps[i];
	for (i = 0; i < g->doc_count; i++)
		if (validity_holds(g->docs[i].valid, b->today) &&
			rule_eval(g->docs[i].when, b->answers) != RULE_NO)
			item->docs[item->doc_count++] = &g->docs[i];
	b->count++;
	return ERR_OK;
}

enum err checklist_create(struct arena *a, const struct content *c, const struct answers *answers,
	const char *today, const struct checklist **checklist_out)
{
	struct answers effective = answers_effective(c, answers);
	struct build b = { .arena = a,
		.answers = &effective,
		.before = with_nothing_done(c, &effective),
		.today = today };
	struct checklist *list = arena_alloc(a, sizeof(*list));
	int i;

	b.items = arena_array(a, (size_t)c->guide_count, sizeof(*b.items));
	if (!list || !b.items)
		return ERR_MEMORY;
	for (i = 0; i < c->guide_count; i++) {
		enum rule_value applies = rule_eval(c->guides[i]->applies, &effective);

		if (applies != RULE_NO && add_item(&b, c->guides[i], applies) != ERR_OK)
			return ERR_MEMORY;
	}
	list->items = b.items;
	list->item_count = b.count;
	*checklist_out = list;
	return ERR_OK;
}

int checklist_station(const struct checklist *list)
{
	for (int i = 0; i < list->item_count; i++) {
		if (list->items[i].applies == RULE_YES && !list->items[i].must_wait)
			return list->items[i].guide->station;
	}
	return 0;
}
