/* Questions, the rules that ask them, and the guides that name one another. */
#include <stdlib.h>
#include <string.h>

#include "content/loader.h"

enum err resolve_questions(struct content_loader *l, struct content *c, struct diag *d)
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
				return loader_fail_twice(
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

enum err resolve_rules(struct content_loader *l, const struct content *c, struct diag *d)
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

enum err resolve_guides(struct content_loader *l, struct content *c, struct diag *d)
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
			return loader_fail_twice(
				"guide", first->guide->id, first->at, drafts[i].at, d);
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
