/* Answers to a list: order, waiting, which questions are worth asking, and the text form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/content_fixture.h"
#include "checklist/checklist.h"

static struct arena *arena;
static const struct content *content;

static int set_up(void **state)
{
	(void)state;
	arena = arena_create(0);
	content = fixture_content(arena);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static struct answers parse(const char *text)
{
	struct answers answers;
	struct diag d = { 0 };

	if (answers_parse(content, text, &answers, &d) != ERR_OK)
		fail_msg("%s", d.text);
	return answers;
}

/* "number+wait(go work|passport contract) ..." : ? = maybe, steps | docs. */
static const char *describe(const char *text)
{
	struct answers answers = parse(text);
	const struct checklist *list;
	const char *s = "";
	int i, j;

	assert_int_equal(checklist_create(arena, content, &answers, &list), ERR_OK);
	for (i = 0; i < list->item_count; i++) {
		const struct checklist_item *item = &list->items[i];

		s = arena_printf(arena, "%s%s%s%s%s(", s, i ? " " : "", item->guide->id,
			item->applies == RULE_MAYBE ? "?" : "", item->must_wait ? "+wait" : "");
		for (j = 0; j < item->step_count; j++)
			s = arena_printf(arena, "%s%s%s", s, j ? " " : "", item->steps[j]->id);
		s = arena_printf(arena, "%s|", s);
		for (j = 0; j < item->doc_count; j++)
			s = arena_printf(arena, "%s%s%s", s, j ? " " : "", item->docs[j]->id);
		s = arena_printf(arena, "%s)", s);
	}
	return s;
}

static void test_checklist_order_waiting_and_maybe(void **state)
{
	static const struct {
		const char *answers, *list;
	} cases[] = {
		{ "", "school?(call|) number?(go work|passport contract) card?+wait(apply|) "
		      "bank+wait(ask|)" },
		{ "permit=asylum", "school?(call|) bank+wait(ask|)" },
		{ "permit=asylum,child=no", "bank(ask|)" },
		{ "permit=work,stay=yes,number=no,child=yes,child-age=6-15",
			"school(call|) number(go work|passport contract) card+wait(apply|) "
			"bank+wait(ask|)" },
		{ "permit=family,number=no,child=no",
			"number(go|passport) card+wait(apply|) bank+wait(ask|)" },
		/* the number is had, so nothing waits for it; the bank still waits for the card */
		{ "permit=family,number=yes,child=no", "card(apply|) bank+wait(ask|)" },
		{ "permit=unknown,number=unknown,child=unknown",
			"school?(call|) number?(go work|passport contract) card?+wait(apply|) "
			"bank+wait(ask|)" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(describe(cases[i].answers), cases[i].list);
}

/* The visitor said child=yes, 6-15, went back and said child=no: the age does not count any more.
 */
static void test_checklist_leaves_out_what_is_no_longer_asked(void **state)
{
	(void)state;
	assert_string_equal(describe("permit=asylum,child=no,child-age=6-15"), "bank(ask|)");
	assert_string_equal(describe("permit=family,stay=yes,number=no,child=no"),
		describe("permit=family,number=no,child=no"));
}

static const char *questions(const char *text)
{
	struct answers answers = parse(text);
	int indices[QUESTIONS_MAX], count = checklist_questions(content, &answers, indices), i;
	const char *s = "";

	for (i = 0; i < count; i++)
		s = arena_printf(
			arena, "%s%s%s", s, i ? " " : "", content->questions[indices[i]].id);
	return s;
}

static void test_checklist_questions_are_those_that_can_change_the_list(void **state)
{
	static const struct {
		const char *answers, *asked;
	} cases[] = {
		{ "", "permit stay number child child-age" },
		/* not for asylum seekers: neither the length of the stay nor the number matters */
		{ "permit=asylum", "permit child child-age" },
		{ "permit=family", "permit number child child-age" },
		{ "permit=work", "permit stay number child child-age" },
		{ "permit=work,stay=no", "permit stay child child-age" },
		{ "permit=work,stay=unknown", "permit stay number child child-age" },
		/* later answers take nothing away: Back leads to what was asked before */
		{ "permit=work,number=yes", "permit stay number child child-age" },
		{ "permit=work,stay=no,number=yes", "permit stay child child-age" },
		{ "child=no", "permit stay number child" },
		{ "child=yes", "permit stay number child child-age" },
		{ "child=no,child-age=6-15", "permit stay number child" },
		/* an answered question stays: it can be changed */
		{ "permit=family,number=yes,child=yes,child-age=0-5",
			"permit number child child-age" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(questions(cases[i].answers), cases[i].asked);
}

/* For every tuple of answers: leaving out what is not asked changes nothing (the long way round).
 */
static void test_checklist_questions_left_out_never_matter(void **state)
{
	static const char *const values[5][4] = { { "asylum", "work", "family", "unknown" },
		{ "yes", "no", "unknown" }, { "yes", "no", "unknown" }, { "yes", "no", "unknown" },
		{ "0-5", "6-15", "unknown" } };
	static const int counts[5] = { 4, 3, 3, 3, 3 };
	int n, total = 4 * 3 * 3 * 3 * 3;
	(void)state;

	for (n = 0; n < total; n++) {
		const char *all = "", *asked, *kept = "";
		int rest = n, q;

		for (q = 0; q < 5; q++) {
			all = arena_printf(arena, "%s%s%s=%s", all, q ? "," : "",
				content->questions[q].id, values[q][rest % counts[q]]);
			rest /= counts[q];
		}
		asked = arena_printf(arena, " %s ", questions(all));
		for (q = 0, rest = n; q < 5; rest /= counts[q], q++)
			if (strstr(asked, arena_printf(arena, " %s ", content->questions[q].id)))
				kept = arena_printf(arena, "%s%s%s=%s", kept, *kept ? "," : "",
					content->questions[q].id, values[q][rest % counts[q]]);
		assert_string_equal(describe(kept), describe(all));
	}
}

static void test_answers_parse_says_what_is_possible(void **state)
{
	static const struct {
		const char *text;
		enum err err;
		const char *sentence;
	} cases[] = {
		{ "permit", ERR_SYNTAX,
			"answers: \"permit\" is not of the form question=answer (several with "
			"commas "
			"between: permit=protection,age=adult)" },
		{ "name=Anna", ERR_MISSING,
			"answers: there is no question \"name\"; the questions are permit, stay, "
			"number, "
			"child, child-age" },
		{ "child=yes,child-age=7", ERR_MISSING,
			"answers: \"child-age\" cannot be answered \"7\"; the answers are 0-5, "
			"6-15, "
			"unknown" },
		{ "child=", ERR_MISSING,
			"answers: \"child\" cannot be answered \"\"; the answers are yes, no, "
			"unknown" },
		{ "child=yes,child=no", ERR_SYNTAX,
			"answers: \"child\" is answered twice; keep one" },
		{ ",", ERR_SYNTAX, "answers: \"\" is not of the form" },
	};
	struct answers answers;
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct diag d = { 0 };

		assert_int_equal(answers_parse(content, cases[i].text, &answers, &d), cases[i].err);
		assert_memory_equal(d.text, cases[i].sentence, strlen(cases[i].sentence));
	}
	answers = parse("permit=work,number=unknown");
	assert_int_equal(answers.value[0], 1);
	assert_int_equal(answers.value[1], ANSWER_NONE);
	assert_int_equal(answers.value[2], ANSWER_UNKNOWN);
}

static void test_checklist_without_memory_says_so(void **state)
{
	struct arena *small = arena_create(64);
	struct answers answers = parse("");
	const struct checklist *list;
	(void)state;

	assert_int_equal(checklist_create(small, content, &answers, &list), ERR_MEMORY);
	arena_destroy(small);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_checklist_order_waiting_and_maybe),
		T(test_checklist_leaves_out_what_is_no_longer_asked),
		T(test_checklist_questions_are_those_that_can_change_the_list),
		T(test_checklist_questions_left_out_never_matter),
		T(test_answers_parse_says_what_is_possible),
		T(test_checklist_without_memory_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
