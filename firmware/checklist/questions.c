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
#define TRIES_MAX 500
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
	const struct content *content;
	const struct rule *rule;
	struct answers answers;
	struct ways ways[QUESTIONS_MAX];
	uint32_t has_ways; /* found already, as bits */
	int question;      /* the one in question, open in the answers */
	int tries;
};

static void set_way(struct trial *t, int question, int way)
{
	uint32_t chosen = t->ways[question].chosen[way];

	answers_forget(&t->answers, question);
	if (chosen)
		t->answers.chosen[question] = chosen;
	else
		answers_set_unknown(&t->answers, question);
}

static bool differs(struct trial *t)
{
	enum rule_value unknown;
	bool is_different = false;
	int way;

	set_way(t, t->question, 0);
	unknown = rule_eval(t->rule, &t->answers);
	for (way = 1; way < t->ways[t->question].count && !is_different; way++) {
		set_way(t, t->question, way);
		is_different = rule_eval(t->rule, &t->answers) != unknown;
	}
	answers_forget(&t->answers, t->question);
	return is_different;
}

static int lowest_bit(uint32_t bits)
{
	int i = 0;

	while (!(bits >> i & 1u))
		i++;
	return i;
}

/* Does the rule's value change with the answer in question, for some answers to what is open? Tries
 * the ways of one open question after the other and gives up a branch as soon as its answers decide
 * the rule; at most as deep as there are questions. */
static bool can_differ(struct trial *t)
{
	enum rule_value value;
	uint32_t open = open_questions(t->rule, &t->answers, &value), wanted = 1u << t->question;
	bool is_different = false;
	int i, way;

	if (!(open & wanted))
		return false;
	if (++t->tries > TRIES_MAX)
		return true;
	i = lowest_bit(open == wanted ? open : open & ~wanted);
	if (!(t->has_ways >> i & 1u) &&
		!find_ways(&t->content->questions[i], t->rule, i, &t->ways[i]))
		return true;
	t->has_ways |= 1u << i;
	if (open == wanted)
		return differs(t);
	for (way = 0; way < t->ways[i].count && !is_different; way++) {
		set_way(t, i, way);
		is_different = can_differ(t);
	}
	answers_forget(&t->answers, i);
	return is_different;
}

static bool depends_on(const struct content *c, const struct rule *rule, int question,
	const struct answers *answers)
{
	struct trial t;
	enum rule_value value;

	if (!rule || !(open_questions(rule, answers, &value) >> question & 1u))
		return false;
	t.content = c;
	t.rule = rule;
	t.answers = *answers;
	t.has_ways = 0;
	t.question = question;
	t.tries = 0;
	return can_differ(&t);
}

static bool changes_guide(const struct content *c, const struct guide *g, int question,
	const struct answers *answers, const char *today)
{
	int i;

	if (depends_on(c, g->applies, question, answers))
		return true;
	if (rule_eval(g->applies, answers) == RULE_NO)
		return false;
	for (i = 0; i < g->requirement_count; i++)
		if (depends_on(c, g->requirements[i].when, question, answers))
			return true;
	for (i = 0; i < g->step_count; i++)
		if (validity_holds(g->steps[i].valid, today) &&
			depends_on(c, g->steps[i].when, question, answers))
			return true;
	for (i = 0; i < g->doc_count; i++)
		if (validity_holds(g->docs[i].valid, today) &&
			depends_on(c, g->docs[i].when, question, answers))
			return true;
	return false;
}

/* Can the answer change the list, or whether a later question that can is asked? Only the answers
 * to earlier questions count, so that what was asked stays asked, and leaving out several questions
 * together is as harmless as leaving out each. */
static bool is_wanted(
	const struct content *c, const struct answers *answers, const char *today, int question)
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
		if (changes_guide(c, c->guides[i], question, &effective, today))
			return true;
	for (i = question + 1; i < c->question_count; i++)
		if (depends_on(c, c->questions[i].when, question, &effective) &&
			is_wanted(c, &earlier, today, i))
			return true;
	return false;
}

int checklist_questions(const struct content *c, const struct answers *answers, const char *today,
	int indices_out[QUESTIONS_MAX])
{
	int i, count = 0;

	for (i = 0; i < c->question_count; i++)
		if (is_wanted(c, answers, today, i))
			indices_out[count++] = i;
	return count;
}

int household_questions(const struct content *c, const struct household *h, int person,
	const char *today, int indices_out[QUESTIONS_MAX])
{
	struct answers answers = household_answers(c, h, person);
	int all[QUESTIONS_MAX], count = 0, n = checklist_questions(c, &answers, today, all);

	for (int i = 0; i < n; i++) {
		if (!person || !c->questions[all[i]].is_shared)
			indices_out[count++] = all[i];
	}
	return count;
}
