#include "checklist/checklist.h"

/* Room for the most there can be; count is what is used. */
struct build {
	struct arena *arena;
	struct answers answers; /* of the person whose part is made */
	struct answers before;  /* the same person with nothing done yet */
	const char *today;
	struct checklist_item *items;
	int count;
	int person, first; /* whose part is made, and its first item */
};

static bool is_listed(const struct build *b, const struct guide *g)
{
	int i;

	/* What one does for the whole family may stand in an earlier part. */
	for (i = g->is_shared ? 0 : b->first; i < b->count; i++)
		if (b->items[i].guide == g)
			return true;
	return false;
}

/* Off the list because it is behind the visitor, and not because it is for others. */
static bool is_done(const struct build *b, const struct guide *g)
{
	return rule_eval(g->applies, &b->answers) == RULE_NO &&
	       rule_eval(g->applies, &b->before) != RULE_NO;
}

/* One alternative that is done is enough, whatever else of the group stands on the list. */
static bool waits_for(const struct build *b, const struct guide_requirement *q)
{
	bool is_before = false;
	int i;

	if (rule_eval(q->when, &b->answers) == RULE_NO)
		return false;
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
	item->person = b->person;
	item->applies = applies;
	item->must_wait = must_wait(b, g);
	item->steps = arena_array(b->arena, (size_t)g->step_count, sizeof(struct guide_step *));
	item->docs = arena_array(b->arena, (size_t)g->doc_count, sizeof(struct guide_doc *));
	if (!item->steps || !item->docs)
		return ERR_MEMORY;
	for (i = 0; i < g->step_count; i++)
		if (validity_holds(g->steps[i].valid, b->today) &&
			rule_eval(g->steps[i].when, &b->answers) != RULE_NO)
			item->steps[item->step_count++] = &g->steps[i];
	for (i = 0; i < g->doc_count; i++)
		if (validity_holds(g->docs[i].valid, b->today) &&
			rule_eval(g->docs[i].when, &b->answers) != RULE_NO)
			item->docs[item->doc_count++] = &g->docs[i];
	b->count++;
	return ERR_OK;
}

/* One person's part. */
static enum err add_part(struct build *b, const struct content *c, const struct answers *answers)
{
	b->answers = answers_effective(c, answers);
	b->before = with_nothing_done(c, &b->answers);
	b->first = b->count;
	for (int i = 0; i < c->guide_count; i++) {
		enum rule_value applies = rule_eval(c->guides[i]->applies, &b->answers);

		if (applies == RULE_NO || (c->guides[i]->is_shared && is_listed(b, c->guides[i])))
			continue;
		if (add_item(b, c->guides[i], applies) != ERR_OK)
			return ERR_MEMORY;
	}
	return ERR_OK;
}

/* The answer to the question that tells persons apart. */
static struct content_text name_of(const struct content *c, const struct answers *answers)
{
	for (int i = 0; i < c->question_count; i++) {
		const struct question *q = &c->questions[i];

		for (int j = 0; q->names && j < q->answer_count; j++) {
			if (answers_has(answers, i, j))
				return q->answers[j].text;
		}
	}
	return (struct content_text){ .msgid = NULL };
}

enum err checklist_create_family(struct arena *a, const struct content *c,
	const struct household *h, const char *today, const struct checklist **checklist_out)
{
	struct build b = { .arena = a, .today = today };
	struct checklist *list = arena_alloc(a, sizeof(*list));
	size_t persons = (size_t)h->person_count;
	struct content_text *names = arena_array(a, persons, sizeof(*names));

	b.items = arena_array(a, (size_t)c->guide_count * persons, sizeof(*b.items));
	if (!list || !names || !b.items)
		return ERR_MEMORY;
	for (b.person = 0; b.person < h->person_count; b.person++) {
		struct answers answers = household_answers(c, h, b.person);

		names[b.person] = name_of(c, &answers);
		if (add_part(&b, c, &answers) != ERR_OK)
			return ERR_MEMORY;
	}
	*list = (struct checklist){ b.items, b.count, h->person_count, names };
	*checklist_out = list;
	return ERR_OK;
}

enum err checklist_create(struct arena *a, const struct content *c, const struct answers *answers,
	const char *today, const struct checklist **checklist_out)
{
	struct household h = { .persons = { *answers }, .person_count = 1 };

	return checklist_create_family(a, c, &h, today, checklist_out);
}

int checklist_station(const struct checklist *list)
{
	for (int i = 0; i < list->item_count; i++) {
		if (list->items[i].applies == RULE_YES && !list->items[i].must_wait)
			return list->items[i].guide->station;
	}
	return 0;
}
