#include <string.h>

#include "checklist/checklist.h"

struct answers answers_effective(const struct content *c, const struct answers *answers)
{
	struct answers effective = *answers;
	int i;

	/* A `when` speaks of earlier questions only, so one pass in order is enough. */
	for (i = 0; i < c->question_count; i++)
		if (rule_eval(c->questions[i].when, &effective) == RULE_NO)
			answers_set_not_asked(&effective, i);
	return effective;
}

/* Which questions to ask. A rule sees a question only through the masks it names: answers that are
 * in the same of them are one way to it, and of many answers chosen together only the union counts.
 * So each rule is tried with a few ways for each open question it still depends on, not with every
 * answer or set of answers. Past these limits the question is asked: one too many is better than
 * one too few. */
#define TRIES_MAX 20000
#define WAYS_MAX 32
#define MASKS_MAX 16

struct ways { /* answers to one question that a rule can tell apart; the first is "I don't know" */
	uint32_t chosen[WAYS_MAX];
	int count;
};

struct masks { /* what a rule names of one question */
	uint32_t mask[MASKS_MAX];
	int count;
};

static bool is_open(const struct answers *a, int question)
{
	return !answers_is_answered(a, question) && !answers_is_not_asked(a, question);
}

/* The open questions the rule's value can still depend on, as bits; 0 when the given answers decide
 * it, and then *value_out is its value. */
static uint32_t open_questions(
	const struct rule *rule, const struct answers *a, enum rule_value *value_out)
{
	/* ALL is decided by a NO, ANY by a YES; NOT has one child. */
	enum rule_value decides = rule->kind == RULE_ALL ? RULE_NO : RULE_YES;
	enum rule_value value = rule->kind == RULE_ALL ? RULE_YES : RULE_NO, v;
	const struct rule *child;
	uint32_t bits = 0, below;

	if (rule->kind == RULE_IS) {
		*value_out = rule_eval(rule, a);
		return is_open(a, rule->question) ? 1u << rule->question : 0;
	}
	if (rule->kind == RULE_NOT) {
		bits = open_questions(rule->first_child, a, &v);
		*value_out = RULE_YES - v;
		return bits;
	}
	for (child = rule->first_child; child; child = child->next) {
		below = open_questions(child, a, &v);
		if (!below && v == decides) {
			*value_out = v;
			return 0;
		}
		bits |= below;
		if (rule->kind == RULE_ALL ? v < value : v > value)
			value = v;
	}
	*value_out = value;
	return bits;
}

static bool collect_masks(const struct rule *rule, int question, struct masks *out)
{
	const struct rule *child;
	int i;

	if (rule->kind == RULE_IS) {
		for (i = 0; i < out->count && out->mask[i] != rule->values; i++)
			;
		if (rule->question != question || i < out->count)
			return true;
		if (out->count == MASKS_MAX)
			return false;
		out->mask[out->count++] = rule->values;
		return true;
	}
	for (child = rule->first_child; child; child = child->next)
		if (!collect_masks(child, question, out))
			return false;
	return true;
}

static uint32_t seen_through(const struct masks *masks, uint32_t chosen)
{
	uint32_t seen = 0;
	int i;

	for (i = 0; i < masks->count; i++)
		if (chosen & masks->mask[i])
			seen |= 1u << i;
	return seen;
}

static bool add_way(struct ways *ways, const struct masks *masks, uint32_t chosen)
{
	int i;

	for (i = 1; i < ways->count; i++)
		if (seen_through(masks, ways->chosen[i]) == seen_through(masks, chosen))
			return true;
	if (ways->count == WAYS_MAX)
		return false;
	ways->chosen[ways->count++] = chosen;
	return true;
}

static bool find_ways(
	const struct question *q, const struct rule *rule, int question, struct ways *out)
{
	struct masks masks = { .count = 0 };
	int i, way;

	*out = (struct ways){ .count = 1 };
	if (!collect_masks(rule, question, &masks))
		return false;
	for (i = 0; i < q->answer_count; i++)
		if (!add_way(out, &masks, 1u << i))
			return false;
	/* Ways found here are at the end and are joined with each answer in their turn. */
	for (way = 1; q->is_many && way < out->count; way++)
		for (i = 0; i < q->answer_count; i++)
			if (!((out->chosen[way] | 1u << i) & q->none) &&
				!add_way(out, &masks, out->chosen[way] | 1u << i))
				return false;
	return true;
}

struct trial { /* of one rule */
	const struct rule *rule;
	struct answers answers;
	struct ways ways[QUESTIONS_MAX];
	int at[QUESTIONS_MAX]; /* the way now tried */
	uint32_t open;         /* the questions tried besides the one in question */
	int tries;
};

static void set_way(struct trial *t, int question, int way)
{
	uint32_t chosen = t->ways[question].chosen[way];

	t->at[question] = way;
	t->answers.chosen[question] = chosen;
	if (chosen)
		t->answers.unknown &= ~(1u << question);
	else
		t->answers.unknown |= 1u << question;
}

/* To the next combination, like an odometer. False after the last one. */
static bool next_combination(struct trial *t)
{
	int i;

	for (i = 0; i < QUESTIONS_MAX; i++) {
		if (!(t->open >> i & 1u))
			continue;
		if (t->at[i] + 1 < t->ways[i].count) {
			set_way(t, i, t->at[i] + 1);
			return true;
		}
		set_way(t, i, 0);
	}
	return false;
}

static bool differs_by(struct trial *t, int question)
{
	enum rule_value unknown;
	int way;

	set_way(t, question, 0);
	unknown = rule_eval(t->rule, &t->answers);
	for (way = 1; way < t->ways[question].count; way++) {
		set_way(t, question, way);
		if (rule_eval(t->rule, &t->answers) != unknown || ++t->tries == TRIES_MAX)
			return true;
	}
	return false;
}

/* Does the rule's value change with the answer to `question`, for some answers to what is open?
 * `question` itself is open in the answers. */
static bool depends_on(const struct content *c, const struct rule *rule, int question,
	const struct answers *answers)
{
	struct trial t;
	enum rule_value value;
	uint32_t open;
	int i;

	open = rule ? open_questions(rule, answers, &value) : 0;
	if (!(open >> question & 1u))
		return false;
	t.rule = rule;
	t.answers = *answers;
	t.open = open & ~(1u << question);
	t.tries = 0;
	for (i = 0; i < c->question_count; i++) {
		if (!(open >> i & 1u))
			continue;
		if (!find_ways(&c->questions[i], rule, i, &t.ways[i]))
			return true;
		set_way(&t, i, 0);
	}
	do {
		if (differs_by(&t, question))
			return true;
	} while (next_combination(&t));
	return false;
}

static bool changes_guide(
	const struct content *c, const struct guide *g, int question, const struct answers *answers)
{
	int i;

	if (depends_on(c, g->applies, question, answers))
		return true;
	if (rule_eval(g->applies, answers) == RULE_NO)
		return false;
	for (i = 0; i < g->step_count; i++)
		if (depends_on(c, g->steps[i].when, question, answers))
			return true;
	for (i = 0; i < g->doc_count; i++)
		if (depends_on(c, g->docs[i].when, question, answers))
			return true;
	return false;
}

/* Can the answer change the list, or whether a later question that can is asked? Only the answers
 * to earlier questions count, so that what was asked stays asked, and leaving out several questions
 * together is as harmless as leaving out each. */
static bool is_wanted(const struct content *c, const struct answers *answers, int question)
{
	struct answers earlier = *answers;
	struct answers effective;
	int i;

	for (i = question; i < c->question_count; i++)
		answers_forget(&earlier, i);
	effective = answers_effective(c, &earlier);
	if (answers_is_not_asked(&effective, question))
		return false;
	for (i = 0; i < c->guide_count; i++)
		if (changes_guide(c, c->guides[i], question, &effective))
			return true;
	for (i = question + 1; i < c->question_count; i++)
		if (depends_on(c, c->questions[i].when, question, &effective) &&
			is_wanted(c, &earlier, i))
			return true;
	return false;
}

int checklist_questions(
	const struct content *c, const struct answers *answers, int indices_out[QUESTIONS_MAX])
{
	int i, count = 0;

	for (i = 0; i < c->question_count; i++)
		if (is_wanted(c, answers, i))
			indices_out[count++] = i;
	return count;
}
