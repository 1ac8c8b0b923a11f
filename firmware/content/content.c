#include "content/content.h"

#include <stdlib.h>
#include <string.h>

#include "content/loader.h"
#include "content/markup.h"

void *vec_add(struct arena *a, struct vec *v, size_t size)
{
	if (v->count == v->capacity) {
		int capacity = v->capacity ? v->capacity * 2 : 8;
		void *items = arena_array(a, (size_t)capacity, size);

		if (!items)
			return NULL;
		if (v->count)
			memcpy(items, v->items, (size_t)v->count * size);
		v->items = items;
		v->capacity = capacity;
	}
	return (char *)v->items + (size_t)v->count++ * size;
}

struct where where_now(const struct xml_reader *r)
{
	return (struct where){ xml_file(r), xml_line(r) };
}

struct content_loader *content_loader_create(struct arena *a)
{
	struct content_loader *l = arena_alloc(a, sizeof(*l));

	if (l)
		l->arena = a;
	return l;
}

enum err loader_note_facts(struct content_loader *l, struct xml_reader *r, const char *msgid)
{
	struct markup m = markup_begin(msgid);
	struct markup_token t;

	for (t = markup_next(&m); t.kind != MARKUP_END && t.kind != MARKUP_WRONG;
		t = markup_next(&m)) {
		struct ref *ref;

		if (t.kind != MARKUP_FACT)
			continue;
		ref = vec_add(l->arena, &l->fact_refs, sizeof(*ref));
		if (!ref)
			return ERR_MEMORY;
		ref->id = arena_copy(l->arena, t.bytes, t.size);
		ref->at = where_now(r);
		if (!ref->id)
			return ERR_MEMORY;
	}
	return ERR_OK;
}

static enum err fail_twice(
	const char *what, const char *id, struct where first, struct where second, struct diag *d)
{
	return diag_fail(d, ERR_SYNTAX,
		"%s:%d: the %s \"%.60s\" is there already (%s:%d); rename one of them", second.file,
		second.line, what, id, first.file, first.line);
}

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
		return fail_twice("fact", id, first->at, second->at, d);
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

static enum err resolve_facts(struct content_loader *l, struct content *c, struct diag *d)
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

/* Index of the first version, -1 if there is none. */
static int find_fact(const struct content *c, const char *id)
{
	int low = 0, high = c->fact_count;

	while (low < high) {
		int middle = (low + high) / 2;

		if (strcmp(c->facts[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->fact_count && strcmp(c->facts[low].id, id) == 0 ? low : -1;
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

static enum err resolve_authorities(struct content_loader *l, struct content *c, struct diag *d)
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
				return fail_twice(
					"authority", list[i].id, drafts[j].at, drafts[i].at, d);
		if (!drafts[i].phone.id)
			continue;
		if (!content_has_fact(c, drafts[i].phone.id))
			return fail_unknown_fact(c, &drafts[i].phone, d);
		list[i].phone = &c->facts[find_fact(c, drafts[i].phone.id)];
		if (list[i].phone->kind != FACT_PHONE)
			return diag_fail(d, ERR_SYNTAX,
				"%s:%d: the fact \"%.60s\" is no phone; name one of kind phone",
				drafts[i].at.file, drafts[i].at.line, drafts[i].phone.id);
	}
	c->authorities = list;
	c->authority_count = l->authorities.count;
	return ERR_OK;
}

static enum err resolve_questions(struct content_loader *l, struct content *c, struct diag *d)
{
	struct question_draft *drafts = l->questions.items;
	struct question *list = arena_array(l->arena, (size_t)l->questions.count, sizeof(*list));
	int i, j;

	if (!list)
		return diag_fail(d, ERR_MEMORY, "no memory for the questions");
	for (i = 0; i < l->questions.count; i++) {
		if (i == QUESTIONS_MAX)
			return diag_fail(d, ERR_RANGE,
				"%s:%d: more than %d questions; a visitor would not answer them",
				drafts[i].at.file, drafts[i].at.line, QUESTIONS_MAX);
		list[i] = drafts[i].question;
		for (j = 0; j < i; j++)
			if (strcmp(list[j].id, list[i].id) == 0)
				return fail_twice(
					"question", list[i].id, drafts[j].at, drafts[i].at, d);
	}
	c->questions = list;
	c->question_count = l->questions.count;
	return ERR_OK;
}

static enum err fail_unknown_answer(struct arena *a, const struct question *q,
	const struct rule_ref *ref, const char *value, size_t size, struct diag *d)
{
	const char *word = arena_copy(a, value, size);
	struct closest closest = closest_begin(word ? word : "");
	int i;

	for (i = 0; i < q->answer_count; i++)
		closest_offer(&closest, q->answers[i].value);
	return diag_fail(d, ERR_MISSING,
		"%s:%d: the question \"%.60s\" has no answer \"%.60s\"; mend the name or add it "
		"to questions.xml%s",
		ref->question.at.file, ref->question.at.line, q->id, closest.wanted,
		closest_sentence(&closest));
}

static enum err resolve_values(
	struct arena *a, const struct question *q, const struct rule_ref *ref, struct diag *d)
{
	const char *p = ref->values;

	while (*p) {
		size_t size = strcspn(p, " ");
		int i;

		for (i = 0; i < q->answer_count; i++)
			if (strlen(q->answers[i].value) == size &&
				memcmp(q->answers[i].value, p, size) == 0)
				break;
		if (i == q->answer_count)
			return fail_unknown_answer(a, q, ref, p, size, d);
		ref->rule->values |= 1u << i;
		p += size + (p[size] == ' ');
	}
	return ERR_OK;
}

static enum err resolve_rule(
	struct arena *a, const struct content *c, const struct rule_ref *ref, struct diag *d)
{
	int question = content_question(c, ref->question.id), i;

	if (question < 0) {
		struct closest closest = closest_begin(ref->question.id);

		for (i = 0; i < c->question_count; i++)
			closest_offer(&closest, c->questions[i].id);
		return diag_fail(d, ERR_MISSING,
			"%s:%d: there is no question \"%.60s\" in questions.xml; add it or mend "
			"the name%s",
			ref->question.at.file, ref->question.at.line, ref->question.id,
			closest_sentence(&closest));
	}
	/* Questions are asked in the order of the file; this also rules out cycles among them. */
	if (ref->owner && content_question(c, ref->owner) <= question)
		return diag_fail(d, ERR_SYNTAX,
			"%s:%d: the <when> of \"%.60s\" asks about \"%.60s\", which does not come "
			"before it; move that question up",
			ref->question.at.file, ref->question.at.line, ref->owner, ref->question.id);
	ref->rule->question = question;
	return resolve_values(a, &c->questions[question], ref, d);
}

static enum err resolve_rules(struct content_loader *l, const struct content *c, struct diag *d)
{
	const struct rule_ref *refs = l->rule_refs.items;
	enum err err = ERR_OK;
	int i;

	for (i = 0; i < l->rule_refs.count && err == ERR_OK; i++)
		err = resolve_rule(l->arena, c, &refs[i], d);
	return err;
}

static const struct guide_draft *find_draft(const struct content_loader *l, const char *id)
{
	const struct guide_draft *drafts = l->guides.items;
	int i;

	for (i = 0; i < l->guides.count; i++)
		if (strcmp(drafts[i].guide->id, id) == 0)
			return &drafts[i];
	return NULL;
}

static enum err resolve_requirement(const struct content_loader *l, const struct guide_draft *owner,
	const struct requirement_draft *draft, struct guide_requirement *out, struct diag *d)
{
	int i, j;

	out->is_recommended_only = draft->is_recommended_only;
	out->count = draft->count;
	for (i = 0; i < draft->count; i++) {
		const struct ref *ref = &draft->any_of[i];
		const struct guide_draft *found = find_draft(l, ref->id);
		struct closest closest;

		if (found == owner)
			return diag_fail(d, ERR_SYNTAX,
				"%s:%d: the guide \"%.60s\" requires itself; remove that line",
				ref->at.file, ref->at.line, ref->id);
		if (found) {
			out->any_of[i] = found->guide;
			continue;
		}
		closest = closest_begin(ref->id);
		for (j = 0; j < l->guides.count; j++)
			closest_offer(&closest,
				((const struct guide_draft *)l->guides.items)[j].guide->id);
		return diag_fail(d, ERR_MISSING,
			"%s:%d: there is no guide \"%.60s\" in guides/; add it or mend the name%s",
			ref->at.file, ref->at.line, ref->id, closest_sentence(&closest));
	}
	return ERR_OK;
}

static enum err resolve_authority(
	const struct content *c, const struct guide_draft *draft, struct diag *d)
{
	struct closest closest = closest_begin(draft->authority.id);
	int i;

	for (i = 0; i < c->authority_count; i++) {
		if (strcmp(c->authorities[i].id, draft->authority.id) == 0) {
			draft->guide->authority = &c->authorities[i];
			return ERR_OK;
		}
		closest_offer(&closest, c->authorities[i].id);
	}
	return diag_fail(d, ERR_MISSING,
		"%s:%d: there is no authority \"%.60s\" in facts.xml; add it or mend the name%s",
		draft->at.file, draft->at.line, draft->authority.id, closest_sentence(&closest));
}

static enum err resolve_guide(struct content_loader *l, const struct content *c,
	struct guide_draft *draft, struct diag *d)
{
	const struct requirement_draft *wanted = draft->requirements.items;
	struct guide_requirement *list;
	enum err err;
	int i;

	err = resolve_authority(c, draft, d);
	if (err != ERR_OK)
		return err;
	list = arena_array(l->arena, (size_t)draft->requirements.count, sizeof(*list));
	if (!list)
		return diag_fail(d, ERR_MEMORY, "no memory for the guides");
	for (i = 0; i < draft->requirements.count && err == ERR_OK; i++)
		err = resolve_requirement(l, draft, &wanted[i], &list[i], d);
	for (i = 0; i < draft->requirements.count; i++)
		list[i].when = wanted[i].when;
	draft->guide->requirements = list;
	draft->guide->requirement_count = draft->requirements.count;
	return err;
}

static enum err resolve_guides(struct content_loader *l, struct content *c, struct diag *d)
{
	struct guide_draft *drafts = l->guides.items;
	const struct guide **list = arena_array(l->arena, (size_t)l->guides.count, sizeof(*list));
	struct guide_cycle cycle;
	int i;

	if (!list)
		return diag_fail(d, ERR_MEMORY, "no memory for the guides");
	for (i = 0; i < l->guides.count; i++) {
		const struct guide_draft *first = find_draft(l, drafts[i].guide->id);

		if (first != &drafts[i])
			return fail_twice("guide", first->guide->id, first->at, drafts[i].at, d);
	}
	for (i = 0; i < l->guides.count; i++) {
		enum err err = resolve_guide(l, c, &drafts[i], d);

		if (err != ERR_OK)
			return err;
		list[i] = drafts[i].guide;
	}
	if (guides_sort(list, l->guides.count, &cycle) != ERR_OK) {
		struct where at = find_draft(l, cycle.on_it->id)->at;

		return diag_fail(d, ERR_SYNTAX,
			"%s:%d: these guides wait for one another: %s; remove one <requires> or "
			"<recommends>",
			at.file, at.line, cycle.path);
	}
	c->guides = list;
	c->guide_count = l->guides.count;
	return ERR_OK;
}

static enum err check_fact_refs(
	const struct content_loader *l, const struct content *c, struct diag *d)
{
	const struct ref *refs = l->fact_refs.items;
	int i;

	for (i = 0; i < l->fact_refs.count; i++)
		if (!content_has_fact(c, refs[i].id))
			return fail_unknown_fact(c, &refs[i], d);
	return ERR_OK;
}

enum err content_finish_loading(
	struct content_loader *l, const struct content **content_out, struct diag *d)
{
	struct content *c = arena_alloc(l->arena, sizeof(*c));
	enum err err;

	if (!c)
		return diag_fail(d, ERR_MEMORY, "no memory for the content");
	err = resolve_facts(l, c, d);
	if (err == ERR_OK)
		err = resolve_authorities(l, c, d);
	if (err == ERR_OK)
		err = resolve_questions(l, c, d);
	if (err == ERR_OK)
		err = resolve_rules(l, c, d);
	if (err == ERR_OK)
		err = resolve_guides(l, c, d);
	if (err == ERR_OK)
		err = resolve_stations(l, c, d);
	if (err == ERR_OK)
		err = resolve_changes(l, c, d);
	if (err == ERR_OK)
		err = check_fact_refs(l, c, d);
	c->local = l->local;
	if (err == ERR_OK)
		*content_out = c;
	return err;
}

const struct guide *content_guide(const struct content *c, const char *id)
{
	int i;

	for (i = 0; i < c->guide_count; i++)
		if (strcmp(c->guides[i]->id, id) == 0)
			return c->guides[i];
	return NULL;
}

bool content_has_fact(const struct content *c, const char *id)
{
	return find_fact(c, id) >= 0;
}

const struct fact *content_fact(const struct content *c, const char *id, const char *today)
{
	int i = find_fact(c, id);

	/* The last version is without end. */
	while (i >= 0 && !validity_holds(c->facts[i].valid, today) && i + 1 < c->fact_count &&
		strcmp(c->facts[i + 1].id, id) == 0)
		i++;
	return i >= 0 ? &c->facts[i] : NULL;
}

const struct local_place *content_local_place(const struct content *c, enum local_kind kind)
{
	int i;

	for (i = 0; c->local && i < c->local->place_count; i++)
		if (c->local->places[i].kind == kind)
			return &c->local->places[i];
	return NULL;
}

const struct local_place *content_guide_place(const struct content *c, const struct guide *g)
{
	return g->place_kind < 0 ? NULL : content_local_place(c, (enum local_kind)g->place_kind);
}

int content_guide_index(const struct content *c, const struct guide *g)
{
	for (int i = 0; i < c->guide_count; i++)
		if (c->guides[i] == g)
			return i;
	return -1;
}

int content_question(const struct content *c, const char *id)
{
	int i;

	for (i = 0; i < c->question_count; i++)
		if (strcmp(c->questions[i].id, id) == 0)
			return i;
	return -1;
}
