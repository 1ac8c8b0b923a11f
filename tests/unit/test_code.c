/* The code on the paper: what is written comes back, what is mistyped is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "checklist/code.h"

/* Only how many there are matters here. */
static const struct question_answer eleven[11];
static const struct question questions[] = {
	{ .id = "permit", .answers = eleven, .answer_count = 11 },
	{ .id = "stay", .answers = eleven, .answer_count = 2 },
	{ .id = "children", .answers = eleven, .answer_count = 4, .is_many = true },
	{ .id = "age", .answers = eleven, .answer_count = 7, .names = true },
	{ .id = "done", .answers = eleven, .answer_count = 6, .is_many = true },
};
static const struct content content = { .questions = questions, .question_count = 5 };

/* xorshift: the same visitors each time. */
static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static struct answers random_answers(uint32_t *state)
{
	struct answers a;

	answers_clear(&a);
	for (int i = 0; i < content.question_count; i++) {
		const struct question *q = &questions[i];
		uint32_t r = next_random(state);

		if (r % 5 == 0)
			continue;
		if (r % 5 == 1)
			answers_set_unknown(&a, i);
		else if (q->is_many)
			a.chosen[i] = 1 + (r >> 8) % ((1u << q->answer_count) - 1);
		else
			answers_choose(&a, i, (int)((r >> 8) % (unsigned)q->answer_count));
	}
	return a;
}

static bool same(const struct answers *a, const struct answers *b)
{
	return memcmp(a->chosen, b->chosen, sizeof(a->chosen)) == 0 && a->unknown == b->unknown;
}

static void test_code_comes_back(void **state)
{
	uint32_t seed = 2463534242u;
	(void)state;

	for (int i = 0; i < 5000; i++) {
		struct household a = { { random_answers(&seed) }, 1 }, b;
		int number = i % (CODE_CONTENT_MAX + 1), read = -1;
		char text[CODE_TEXT_MAX];
		struct diag d = { 0 };

		assert_int_equal(code_write(&content, &a, number, text), ERR_OK);
		assert_int_equal(code_read(&content, text, &b, &read, &d), ERR_OK);
		assert_int_equal(read, number);
		assert_true(same(&a.persons[0], &b.persons[0]));
	}
}

static void test_code_forgives_hands_not_eyes(void **state)
{
	struct household a = { .person_count = 1 }, b;
	char text[CODE_TEXT_MAX], sloppy[CODE_TEXT_MAX * 2];
	int number, at = 0;
	struct diag d = { 0 };
	(void)state;

	answers_choose(&a.persons[0], 0, 3);
	assert_int_equal(code_write(&content, &a, 33, text), ERR_OK);
	for (const char *c = text; *c; c++) {
		if (*c == '-')
			continue;
		sloppy[at++] = ' ';
		sloppy[at++] = *c == '0' ? 'o' : *c == '1' ? 'l' : *c;
	}
	sloppy[at] = '\0';
	assert_int_equal(code_read(&content, sloppy, &b, &number, &d), ERR_OK);
	assert_true(same(&a.persons[0], &b.persons[0]));
}

/* Crockford's check finds every single wrong symbol and every swap of two neighbours. */
static void test_code_refuses_what_is_mistyped(void **state)
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	uint32_t seed = 99;
	struct household a = { { random_answers(&seed) }, 1 }, b;
	char text[CODE_TEXT_MAX], wrong[CODE_TEXT_MAX];
	int number, refused = 0, tried = 0;
	(void)state;

	assert_int_equal(code_write(&content, &a, 7, text), ERR_OK);
	for (size_t i = 0; text[i]; i++) {
		for (size_t k = 0; text[i] != '-' && k < sizeof(digits) - 1; k++) {
			if (digits[k] == text[i])
				continue;
			strcpy(wrong, text);
			wrong[i] = digits[k];
			tried++;
			refused += code_read(&content, wrong, &b, &number, NULL) != ERR_OK;
		}
	}
	for (size_t i = 0; text[i] && text[i + 1]; i++) {
		if (text[i] == '-' || text[i + 1] == '-' || text[i] == text[i + 1])
			continue;
		strcpy(wrong, text);
		wrong[i] = text[i + 1];
		wrong[i + 1] = text[i];
		tried++;
		refused += code_read(&content, wrong, &b, &number, NULL) != ERR_OK;
	}
	assert_int_equal(refused, tried);
	assert_true(tried > 300);
}

static void test_code_bad_input_has_sentences(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "", "code: too short" },
		{ "4F", "code: too short" },
		{ "4F2K-9QW?", "code: a character that no code has" },
		{ "4F2K-9U2W", "code: goes on after its check symbol" },
		{ "00000000000000000000000000000000000000000000000000000000000000000000000",
			"code: too long" },
		{ "4F2K-9QWX-1", "code: the check symbol does not agree" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct household a;
		struct diag d = { 0 };
		int number;

		assert_int_not_equal(code_read(&content, cases[i].text, &a, &number, &d), ERR_OK);
		if (strncmp(d.text, cases[i].says, strlen(cases[i].says)) != 0)
			fail_msg("said: %s, not: %s", d.text, cases[i].says);
	}
}

static void test_code_of_shorter_content_leaves_new_questions_open(void **state)
{
	const struct content before = { .questions = questions, .question_count = 3 };
	uint32_t seed = 5;
	struct household a = { { random_answers(&seed) }, 1 }, b;
	char text[CODE_TEXT_MAX];
	int number;
	(void)state;

	answers_choose(&a.persons[0], 0, 10);
	assert_int_equal(code_write(&before, &a, 1, text), ERR_OK);
	assert_int_equal(code_read(&content, text, &b, &number, NULL), ERR_OK);
	assert_true(answers_has(&b.persons[0], 0, 10));
	assert_false(answers_is_answered(&b.persons[0], 3));
	assert_false(answers_is_answered(&b.persons[0], 4));
}

/* Of the whole family; what is shared is kept with the first person only. */
static void test_code_holds_a_family(void **state)
{
	uint32_t seed = 77;
	int longest = 0;
	(void)state;

	for (int i = 0; i < 3000; i++) {
		struct household a = { .person_count = 1 + i % PERSONS_MAX }, b;
		char text[CODE_TEXT_MAX];
		struct diag d = { 0 };
		int number;

		for (int p = 0; p < a.person_count; p++) {
			a.persons[p] = random_answers(&seed);
			/* Most of a family have the same permit. */
			if (p && i % 3) {
				a.persons[p].chosen[0] = a.persons[0].chosen[0];
				a.persons[p].unknown =
					(a.persons[p].unknown & ~1u) | (a.persons[0].unknown & 1u);
			}
		}
		assert_int_equal(code_write(&content, &a, 5, text), ERR_OK);
		assert_int_equal(code_read(&content, text, &b, &number, &d), ERR_OK);
		assert_int_equal(b.person_count, a.person_count);
		for (int p = 0; p < a.person_count; p++)
			assert_true(same(&a.persons[p], &b.persons[p]));
		longest = (int)strlen(text) > longest ? (int)strlen(text) : longest;
	}
	assert_true(longest < CODE_TEXT_MAX);
}

static void test_code_of_a_family_shares_and_leaves_new_questions_open(void **state)
{
	struct question shared[5];
	struct content before = { .questions = shared, .question_count = 3 };
	struct content now = { .questions = shared, .question_count = 5 };
	struct household a = { .person_count = 2 }, b;
	char text[CODE_TEXT_MAX];
	int number;
	(void)state;

	memcpy(shared, questions, sizeof(shared));
	shared[1].is_shared = true;
	answers_choose(&a.persons[0], 0, 2);
	answers_choose(&a.persons[0], 1, 1);
	answers_choose(&a.persons[1], 0, 4);
	assert_int_equal(code_write(&before, &a, 1, text), ERR_OK);
	assert_int_equal(code_read(&now, text, &b, &number, NULL), ERR_OK);
	assert_int_equal(b.person_count, 2);
	assert_true(answers_has(&b.persons[1], 0, 4));
	assert_false(answers_is_answered(&b.persons[1], 1));
	assert_false(answers_is_answered(&b.persons[0], 4));
	assert_false(answers_is_answered(&b.persons[1], 4));
	b.persons[1] = household_answers(&now, &b, 1);
	assert_true(answers_has(&b.persons[1], 1, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_code_comes_back),
		cmocka_unit_test(test_code_holds_a_family),
		cmocka_unit_test(test_code_of_a_family_shares_and_leaves_new_questions_open),
		cmocka_unit_test(test_code_forgives_hands_not_eyes),
		cmocka_unit_test(test_code_refuses_what_is_mistyped),
		cmocka_unit_test(test_code_bad_input_has_sentences),
		cmocka_unit_test(test_code_of_shorter_content_leaves_new_questions_open),
	};

	return cmocka_run_group_tests_name("code", tests, NULL, NULL);
}
