/* Three-valued rules: the whole truth tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "content/rule.h"

enum { NONE = -2, NOT_ASKED = -3 }; /* besides ANSWER_UNKNOWN and the indices */

static const int answer_of[] = { [RULE_NO] = 1, [RULE_MAYBE] = ANSWER_UNKNOWN, [RULE_YES] = 0 };
static const struct rule is_0 = { .kind = RULE_IS, .question = 0, .values = 1 };
static const struct rule is_1 = { .kind = RULE_IS, .question = 1, .values = 1 };

static void put(struct answers *answers, int question, int answer)
{
	if (answer >= 0)
		answers_choose(answers, question, answer);
	else if (answer == ANSWER_UNKNOWN)
		answers_set_unknown(answers, question);
	else if (answer == NOT_ASKED)
		answers_set_not_asked(answers, question);
}

static struct answers answers_with(int a, int b)
{
	struct answers answers;

	answers_clear(&answers);
	put(&answers, 0, a);
	put(&answers, 1, b);
	return answers;
}

static void test_rule_all_is_the_least_and_any_the_most(void **state)
{
	const struct rule second = is_1;
	struct rule first = is_0;
	struct rule all = { .kind = RULE_ALL, .first_child = &first };
	struct rule any = { .kind = RULE_ANY, .first_child = &first };
	int a, b;
	(void)state;

	first.next = &second;
	for (a = RULE_NO; a <= RULE_YES; a++)
		for (b = RULE_NO; b <= RULE_YES; b++) {
			struct answers answers = answers_with(answer_of[a], answer_of[b]);

			assert_int_equal(rule_eval(&all, &answers), a < b ? a : b);
			assert_int_equal(rule_eval(&any, &answers), a > b ? a : b);
		}
}

static void test_rule_not_turns_around_and_leaves_maybe(void **state)
{
	const struct rule not = { .kind = RULE_NOT, .first_child = &is_0 };
	struct answers yes = answers_with(0, NONE), no = answers_with(1, NONE),
		       unknown = answers_with(ANSWER_UNKNOWN, NONE);
	(void)state;

	assert_int_equal(rule_eval(&not, &yes), RULE_NO);
	assert_int_equal(rule_eval(&not, &no), RULE_YES);
	assert_int_equal(rule_eval(&not, &unknown), RULE_MAYBE);
}

static void test_rule_is_knows_four_kinds_of_answers(void **state)
{
	const struct rule two = { .kind = RULE_IS, .question = 0, .values = 1u << 2 | 1u << 23 };
	static const struct {
		int answer;
		enum rule_value value;
	} cases[] = {
		{ 0, RULE_NO },
		{ 2, RULE_YES },
		{ 22, RULE_NO },
		{ 23, RULE_YES },
		{ NONE, RULE_MAYBE },
		{ ANSWER_UNKNOWN, RULE_MAYBE },
		{ NOT_ASKED, RULE_NO },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct answers answers = answers_with(cases[i].answer, NONE);

		assert_int_equal(rule_eval(&two, &answers), cases[i].value);
	}
}

/* Of many answers one that is named is enough, whatever else is chosen. */
static void test_rule_is_sees_many_answers(void **state)
{
	const struct rule school = { .kind = RULE_IS, .question = 3, .values = 1u << 2 | 1u << 3 };
	static const struct {
		uint32_t chosen;
		enum rule_value value;
	} cases[] = {
		{ 1u << 0, RULE_NO },
		{ 1u << 1, RULE_NO },
		{ 1u << 1 | 1u << 2, RULE_YES },
		{ 1u << 2 | 1u << 3, RULE_YES },
		{ 1u << 23 | 1u << 1, RULE_NO },
	};
	struct answers answers;
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		answers_clear(&answers);
		answers.chosen[3] = cases[i].chosen;
		assert_int_equal(rule_eval(&school, &answers), cases[i].value);
		answers_set_not_asked(&answers, 3);
		assert_int_equal(rule_eval(&school, &answers), RULE_NO);
	}
}

static void test_answers_are_one_thing_at_a_time(void **state)
{
	struct answers a;
	(void)state;

	answers_clear(&a);
	assert_false(answers_is_answered(&a, 5));
	answers_choose(&a, 5, 2);
	answers_choose(&a, 5, 4);
	assert_true(answers_is_answered(&a, 5) && answers_has(&a, 5, 4));
	assert_false(answers_has(&a, 5, 2) || answers_has(&a, 4, 4));
	answers_set_unknown(&a, 5);
	assert_true(answers_is_unknown(&a, 5) && answers_is_answered(&a, 5));
	assert_false(answers_has(&a, 5, 4) || answers_is_unknown(&a, 6));
	answers_choose(&a, 5, 0);
	assert_false(answers_is_unknown(&a, 5));
	answers_set_not_asked(&a, 5);
	assert_true(answers_is_not_asked(&a, 5) && answers_has(&a, 5, 0));
	answers_forget(&a, 5);
	assert_false(answers_is_answered(&a, 5) || answers_is_not_asked(&a, 5));
}

static void test_rule_none_is_yes(void **state)
{
	struct answers answers;
	(void)state;

	answers_clear(&answers);
	assert_false(answers_is_answered(&answers, QUESTIONS_MAX - 1));
	assert_int_equal(rule_eval(NULL, &answers), RULE_YES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rule_all_is_the_least_and_any_the_most),
		cmocka_unit_test(test_rule_not_turns_around_and_leaves_maybe),
		cmocka_unit_test(test_rule_is_knows_four_kinds_of_answers),
		cmocka_unit_test(test_rule_is_sees_many_answers),
		cmocka_unit_test(test_answers_are_one_thing_at_a_time),
		cmocka_unit_test(test_rule_none_is_yes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
