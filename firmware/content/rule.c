#include "content/rule.h"

#include <string.h>

void answers_clear(struct answers *a)
{
	memset(a, 0, sizeof(*a));
}

void answers_forget(struct answers *a, int question)
{
	a->chosen[question] = 0;
	a->unknown &= ~(1u << question);
	a->not_asked &= ~(1u << question);
}

void answers_choose(struct answers *a, int question, int answer)
{
	answers_forget(a, question);
	a->chosen[question] = 1u << answer;
}

void answers_set_unknown(struct answers *a, int question)
{
	answers_forget(a, question);
	a->unknown |= 1u << question;
}

void answers_set_not_asked(struct answers *a, int question)
{
	a->not_asked |= 1u << question;
}

bool answers_is_answered(const struct answers *a, int question)
{
	return a->chosen[question] || answers_is_unknown(a, question);
}

bool answers_is_unknown(const struct answers *a, int question)
{
	return a->unknown >> question & 1u;
}

bool answers_is_not_asked(const struct answers *a, int question)
{
	return a->not_asked >> question & 1u;
}

bool answers_has(const struct answers *a, int question, int answer)
{
	return a->chosen[question] >> answer & 1u;
}

static enum rule_value eval_is(const struct rule *rule, const struct answers *answers)
{
	uint32_t chosen = answers->chosen[rule->question];

	if (answers_is_not_asked(answers, rule->question))
		return RULE_NO;
	if (!chosen)
		return RULE_MAYBE;
	return chosen & rule->values ? RULE_YES : RULE_NO;
}

/* NO < MAYBE < YES makes ALL the minimum, ANY the maximum and NOT the mirror image (Kleene). */
enum rule_value rule_eval(const struct rule *rule, const struct answers *answers)
{
	const struct rule *child;
	enum rule_value value = RULE_YES, v;

	if (!rule)
		return RULE_YES;
	switch (rule->kind) {
	case RULE_IS:
		return eval_is(rule, answers);
	case RULE_NOT:
		return RULE_YES - rule_eval(rule->first_child, answers);
	case RULE_ALL:
		for (child = rule->first_child; child; child = child->next) {
			v = rule_eval(child, answers);
			value = v < value ? v : value;
		}
		return value;
	case RULE_ANY:
		value = RULE_NO;
		for (child = rule->first_child; child; child = child->next) {
			v = rule_eval(child, answers);
			value = v > value ? v : value;
		}
		return value;
	}
	return RULE_NO;
}
