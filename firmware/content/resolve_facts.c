/* The versions of each fact in order, and whoever names one. */
#include <stdlib.h>
#include <string.h>

#include "content/loader.h"

/* Facts are sorted by id, so that finding one is cheap, and the versions of one by their days. */
static int compare_facts(const void *a, const void *b)
{
	const struct fact_draft *x = a, *y = b;
	const char *from_x = x->fact.valid.from, *from_y = y->fact.valid.from;
	int order = strcmp(x->fact.id, y->fact.id);

	if (!order)
		order = strcmp(from_x ? from_x : "", from_y ? from_y : "");
	return order ? order : x->at.line - y->at.line;
}

/* Two versions of one fact: the same kind, and the second begins the day after the first ends. */
static enum err check_versions(
	const struct fact_draft *first, const struct fact_draft *second, struct diag *d)
{
	const char *id = first->fact.id, *until = first->fact.valid.until;
	char next[11];

	if (!until && !second->fact.valid.from)
		return loader_fail_twice("fact", id, first->at, second->at, d);
	if (first->fact.kind != second->fact.kind)
		return diag_fail(d, ERR_SYNTAX,
			"%s:%d: the fact \"%.60s\" has another kind than on line %d; versions of a "
			"fact have one kind",
			second->at.file, second->at.line, id, first->at.line);
	if (validity_overlaps(first->fact.valid, second->fact.valid))
		return diag_fail(d, ERR_RANGE,
			"%s:%d: the fact \"%.60s\" is valid on days on which line %d is valid too; "
			"mend the dates",
			second->at.file, second->at.line, id, first->at.line);
	day_after(until, next);
	if (strcmp(next, second->fact.valid.from) != 0)
		return diag_fail(d, ERR_RANGE,
			"%s:%d: the fact \"%.60s\" has no value after line %d ends (%s) and before "
			"%s; mend the dates",
			second->at.file, second->at.line, id, first->at.line, until,
			second->fact.valid.from);
	return ERR_OK;
}

/* At draft i, each day must have a version: nothing before the first or after the last is missing.
 */
static enum err check_fact(const struct content_loader *l, int i, struct diag *d)
{
	const struct fact_draft *drafts = l->facts.items, *f = &drafts[i];
	bool is_first = i == 0 || strcmp(drafts[i - 1].fact.id, f->fact.id) != 0;
	bool is_last = i + 1 == l->facts.count || strcmp(drafts[i + 1].fact.id, f->fact.id) != 0;

	if (is_first && f->fact.valid.from)
		return diag_fail(d, ERR_RANGE,
			"%s:%d: the fact \"%.60s\" has no value before %s; add the version before "
			"it "
			"or remove valid-from",
			f->at.file, f->at.line, f->fact.id, f->fact.valid.from);
	if (is_last && f->fact.valid.until)
		return diag_fail(d, ERR_RANGE,
			"%s:%d: the fact \"%.60s\" has no value after %s; add the version after it "
			"or remove valid-until",
			f->at.file, f->at.line, f->fact.id, f->fact.valid.until);
	return is_first ? ERR_OK : check_versions(&drafts[i - 1], f, d);
}

enum err resolve_facts(struct content_loader *l, struct content *c, struct diag *d)
{
	struct fact_draft *drafts = l->facts.items;
	struct fact *facts = arena_array(l->arena, (size_t)l->facts.count, sizeof(*facts));
	enum err err = ERR_OK;
	int i;

	if (!facts)
		return diag_fail(d, ERR_MEMORY, "no memory for the facts");
	if (l->facts.count)
		qsort(drafts, (size_t)l->facts.count, sizeof(*drafts), compare_facts);
	for (i = 0; i < l->facts.count && err == ERR_OK; i++) {
		err = check_fact(l, i, d);
		facts[i] = drafts[i].fact;
	}
	c->facts = facts;
	c->fact_count = l->facts.count;
	return err;
}

static enum err fail_unknown_fact(const struct content *c, const struct ref *ref, struct diag *d)
{
	struct closest closest = closest_begin(ref->id);
	int i;

	for (i = 0; i < c->fact_count; i++)
		closest_offer(&closest, c->facts[i].id);
	return diag_fail(d, ERR_MISSING,
		"%s:%d: there is no fact \"%.60s\" in facts.xml; add it or mend the name%s",
		ref->at.file, ref->at.line, ref->id, closest_sentence(&closest));
}

enum err resolve_authorities(struct content_loader *l, struct content *c, struct diag *d)
{
	struct authority_draft *drafts = l->authorities.items;
	struct authority *list = arena_array(l->arena, (size_t)l->authorities.count, sizeof(*list));
	int i, j;

	if (!list)
		return diag_fail(d, ERR_MEMORY, "no memory for the authorities");
	for (i = 0; i < l->authorities.count; i++) {
		list[i] = drafts[i].authority;
		for (j = 0; j < i; j++)
			if (strcmp(list[j].id, list[i].id) == 0)
				return loader_fail_twice(
					"authority", list[i].id, drafts[j].at, drafts[i].at, d);
		if (!drafts[i].phone.id)
			continue;
		if (!content_has_fact(c, drafts[i].phone.id))
			return fail_unknown_fact(c, &drafts[i].phone, d);
		list[i].phone = &c->facts[content_fact_index(c, drafts[i].phone.id)];
		if (list[i].phone->kind != FACT_PHONE)
			return diag_fail(d, ERR_SYNTAX,
				"%s:%d: the fact \"%.60s\" is no phone; name one of kind phone",
				drafts[i].at.file, drafts[i].at.line, drafts[i].phone.id);
	}
	c->authorities = list;
	c->authority_count = l->authorities.count;
	return ERR_OK;
}

enum err resolve_fact_refs(const struct content_loader *l, const struct content *c, struct diag *d)
{
	const struct ref *refs = l->fact_refs.items;
	int i;

	for (i = 0; i < l->fact_refs.count; i++)
		if (!content_has_fact(c, refs[i].id))
			return fail_unknown_fact(c, &refs[i], d);
	return ERR_OK;
}
