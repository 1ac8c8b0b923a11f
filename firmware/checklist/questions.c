#include <string.h>

#include "checklist/checklist.h"

struct answers answers_effective(const struct content *c, const struct answers *answers)
{
	struct answers effective = *answers;
	int i;

	/* A `when` speaks of earlier questions only, so one pass in order is enough. */
	for (i = 0; i < c->question_count; i++)
		if (rule_eval(c->questions[i].when, &effective) == RULE_NO)
			effective.value[i] = ANSWER_NOT_ASKED;
	return effective;
}

/* The rule's value is tried for every combination of answers to the open questions it speaks of, up
 * to this many evaluations. Past it the question is asked: one too many is better than one too few.
 */
#define TRIES_MAX 20000

static unsigned questions_of(const struct rule *rule)
{
	const struct rule *child;
	unsigned bits = 0;

	if (!rule)
		return 0;
	if (rule->kind == RULE_IS)
		return 1u << rule->question;
	for (child = rule->first_child; child; child = child->next)
		bits |= questions_of(child);
	return bits;
}

/* Steps the answers to the questions in `open` to the next combination of "I don't know" and each
 * answer, like an odometer. False after the last one. */
static bool next_combination(const struct content *c, struct answers *answers, unsigned open)
{
	int i;

	for (i = 0; i < c->question_count; i++) {
		if (!(open >> i & 1u))
			continue;
		if (answers->value[i] == ANSWER_UNKNOWN) {
			answers->value[i] = 0;
			return true;
		}
		if (++answers->value[i] < c->questions[i].answer_count)
			return true;
		answers->value[i] = ANSWER_UNKNOWN;
	}
	return false;
}

/* Does the rule's value change with the answer to `question`, for some answers to what is open? */
static bool depends_on(const struct content *c, const struct rule *rule, int question,
	const struct answers *answers)
{
	struct answers tried = *answers;
	unsigned open = 0, asked = questions_of(rule);
	int i, tries = 0;

	if (!(asked >> question & 1u))
		return false;
	for (i = 0; i < c->question_count; i++)
		if (asked >> i & 1u && i != question && tried.value[i] == ANSWER_NONE) {
			open |= 1u << i;
			tried.value[i] = ANSWER_UNKNOWN;
		}
	do {
		enum rule_value unknown;

		tried.value[question] = ANSWER_UNKNOWN;
		unknown = rule_eval(rule, &tried);
		for (i = 0; i < c->questions[question].answer_count; i++) {
			tried.value[question] = (signed char)i;
			if (rule_eval(rule, &tried) != unknown || ++tries == TRIES_MAX)
				return true;
		}
	} while (next_combination(c, &tried, open));
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
		earlier.value[i] = ANSWER_NONE;
	effective = answers_effective(c, &earlier);
	if (effective.value[question] == ANSWER_NOT_ASKED)
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
