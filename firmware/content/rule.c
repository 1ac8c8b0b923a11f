#include "content/rule.h"

#include <string.h>

void answers_clear(struct answers *a)
{
	memset(a->value, ANSWER_NONE, sizeof(a->value));
}

static enum rule_value eval_is(const struct rule *rule, const struct answers *answers)
{
	int answer = answers->value[rule->question];

	if (answer == ANSWER_NOT_ASKED)
		return RULE_NO;
	if (answer < 0)
		return RULE_MAYBE;
	return rule->values >> answer & 1u ? RULE_YES : RULE_NO;
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
