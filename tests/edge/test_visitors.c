/* A dozen people with the guides as they are: what their list says, item by item. The golden files
 * were checked by hand against the prerequisites and the table of who gets which topic; look at
 * every line that changes before UPDATE_GOLDEN=1 keeps it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/fixtures.h"
#include "app/receipt_from_checklist.h"
#include "checklist/checklist.h"
#include "content/store_linux.h"

#define TODAY "2026-11-22"
/* No path is longer. */
#define QUESTIONS_ON_A_PATH 8

struct visitor {
	const char *name; /* of the golden file */
	const char *who;
	const char *answers;
};

static const struct visitor visitors[] = {
	{ "refugee-family",
		"a refugee with three children, in Migrationsverket's housing until now",
		"permit=protection,age=20-65,children=0-5+6-15,address=no,housing=assigned,"
		"done=none" },
	{ "quota-refugee", "a quota refugee alone, in the flat the municipality found",
		"permit=quota,age=20-65,children=none,address=yes,done=none" },
	{ "ukrainian-first-year", "a mother with a child at school, seven months in Sweden",
		"permit=temporary,temporary-year=no,age=20-65,children=6-15,address=yes,done="
		"none" },
	{ "ukrainian-after-a-year", "the same two a year later; the account came first",
		"permit=temporary,temporary-year=yes,age=20-65,children=6-15,address=yes,"
		"done=bank" },
	{ "eu-worker", "an EU citizen with a job for some years",
		"permit=eu,stay=yes,age=20-65,children=none,address=yes,done=none" },
	{ "student-two-years", "a student with a permit for two years, looking for a room",
		"permit=study,stay=yes,age=20-65,children=none,address=no,done=none" },
	{ "returning-swede", "a Swede back from abroad with a small child; the number is for life",
		"permit=swedish,age=20-65,children=0-5,address=yes,done=personnummer" },
	{ "joining-at-67", "67 years old, joins a grown-up child who came for work",
		"permit=family,age=67plus,children=none,address=yes,done=none" },
	{ "asylum-seeker", "waits for the decision with a child of school age",
		"permit=asylum,age=20-65,children=6-15,address=yes,done=none" },
	{ "nordic-with-a-job", "a Dane with a job and a home",
		"permit=nordic,age=20-65,children=none,address=yes,done=none" },
	{ "child-of-16", "16 years old, joins a parent who was granted asylum",
		"permit=family-protection,age=16-17,children=none,address=yes,done=none" },
	{ "child-of-10", "10 years old, joins a parent with a permit to work; a list of its own",
		"permit=family,age=under13,address=yes,done=none" },
	{ "refugee-half-way", "a refugee with personnummer and at Arbetsförmedlingen, no bank yet",
		"permit=protection,age=20-65,children=none,address=yes,housing=own,"
		"done=personnummer+af" },
};

#define VISITORS ((int)(sizeof(visitors) / sizeof(*visitors)))

static struct arena *arena;
static const struct content *content;

static int set_up(void **state)
{
	const char *out = getenv("KIOSK_OUT");
	char dir[512];
	struct diag d = { 0 };
	(void)state;

	snprintf(dir, sizeof(dir), "%s/content", out ? out : "build");
	arena = arena_create(0);
	if (content_store_load(arena, dir, &content, &d) != ERR_OK) {
		fprintf(stderr, "%s\n", d.text);
		return -1;
	}
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static struct answers parse(const struct visitor *v)
{
	struct answers answers;
	struct diag d = { 0 };

	if (answers_parse(content, v->answers, &answers, &d) != ERR_OK)
		fail_msg("%s: %s", v->name, d.text);
	return answers;
}

static const struct checklist *list_of(const struct visitor *v)
{
	struct answers answers = parse(v);
	const struct checklist *list = NULL;

	assert_int_equal(checklist_create(arena, content, &answers, TODAY, &list), ERR_OK);
	return list;
}

static const char *describe_item(const struct checklist_item *item, int number)
{
	const char *s = arena_printf(arena, "%d %s%s%s\n    steps:", number, item->guide->id,
		item->applies == RULE_YES ? "" : " MAYBE", item->must_wait ? " WAIT" : "");
	int i;

	for (i = 0; i < item->step_count; i++)
		s = arena_printf(arena, "%s %s", s, item->steps[i]->id);
	s = arena_printf(arena, "%s\n    bring:", s);
	for (i = 0; i < item->doc_count; i++)
		s = arena_printf(arena, "%s %s", s, item->docs[i]->id);
	return arena_printf(arena, "%s%s\n", s, item->doc_count ? "" : " -");
}

static void test_visitors_get_their_checklists(void **state)
{
	int i, j, different = 0;
	(void)state;

	for (i = 0; i < VISITORS; i++) {
		const struct checklist *list = list_of(&visitors[i]);
		const char *s = arena_printf(arena, "%s\n%s\nstation %d\n\n", visitors[i].who,
			visitors[i].answers, checklist_station(list));
		char name[100];

		for (j = 0; j < list->item_count; j++)
			s = arena_printf(arena, "%s%s", s, describe_item(&list->items[j], j + 1));
		snprintf(name, sizeof(name), "visitors/%s.txt", visitors[i].name);
		different += !fixtures_golden(name, s, strlen(s));
	}
	assert_int_equal(different, 0);
}

/* Each answered what they were asked and nothing else, so nobody's list hangs on a question that
 * the kiosk would not have put to them, or on one it would still have put. */
static void test_visitors_answer_what_they_are_asked(void **state)
{
	(void)state;
	for (int i = 0; i < VISITORS; i++) {
		struct answers answers = parse(&visitors[i]);
		int indices[QUESTIONS_MAX], answered = 0;
		int count = checklist_questions(content, &answers, TODAY, indices);

		assert_in_range(count, 1, QUESTIONS_ON_A_PATH);
		for (int j = 0; j < count; j++)
			if (!answers_is_answered(&answers, indices[j]))
				fail_msg("%s is also asked %s", visitors[i].name,
					content->questions[indices[j]].id);
		for (int j = 0; j < content->question_count; j++)
			answered += answers_is_answered(&answers, j);
		if (answered != count)
			fail_msg("%s is asked %d questions and answered %d", visitors[i].name,
				count, answered);
	}
}

/* The order is one that can be walked: everything has something to do, something needs not wait,
 * and what waits has one thing it requires before it. */
static void test_visitors_can_begin_and_go_on(void **state)
{
	(void)state;
	for (int i = 0; i < VISITORS; i++) {
		const struct checklist *list = list_of(&visitors[i]);
		bool can_begin = false;

		for (int j = 0; j < list->item_count; j++) {
			const struct checklist_item *item = &list->items[j];
			bool is_before = false;

			assert_true(item->step_count > 0);
			can_begin |= item->applies == RULE_YES && !item->must_wait;
			for (int k = 0; k < item->guide->requirement_count; k++)
				for (int m = 0; m < item->guide->requirements[k].count; m++)
					for (int n = 0; n < j; n++)
						is_before |= list->items[n].guide ==
							     item->guide->requirements[k].any_of[m];
			if (item->must_wait && !is_before)
				fail_msg("%s: %s waits for nothing", visitors[i].name,
					item->guide->id);
		}
		assert_true(can_begin);
	}
}

/* A family on one paper: each person's part by itself, and what one does for all only once. */
static const struct visitor families[] = {
	{ "family-of-four", "two parents granted asylum, one at 16, one at school",
		"permit=protection,age=20-65,children=6-15+16-19,address=yes,housing=own,done=none;"
		"permit=family-protection,age=20-65,children=6-15+16-19,done=none;"
		"permit=family-protection,age=16-17,children=none,done=none;"
		"permit=family-protection,age=under13,done=none" },
	{ "ukrainian-mother-and-grandmother", "a mother in her first year, her mother aged 67",
		"permit=temporary,temporary-year=no,age=20-65,children=0-5,address=yes,done=bank;"
		"permit=temporary,temporary-year=no,age=67plus,children=none,done=none" },
};

static void test_visitors_families_share_one_paper(void **state)
{
	int different = 0;
	(void)state;

	for (size_t f = 0; f < sizeof(families) / sizeof(*families); f++) {
		const char *s =
			arena_printf(arena, "%s\n%s\n", families[f].who, families[f].answers);
		struct household h;
		const struct checklist *list;
		struct diag d = { 0 };
		char name[100];

		if (household_parse(content, families[f].answers, &h, &d) != ERR_OK)
			fail_msg("%s: %s", families[f].name, d.text);
		assert_int_equal(checklist_create_family(arena, content, &h, TODAY, &list), ERR_OK);
		assert_int_equal(list->person_count, h.person_count);
		for (int i = 0; i < list->item_count; i++) {
			const struct checklist_item *item = &list->items[i];

			if (!i || list->items[i - 1].person != item->person)
				s = arena_printf(arena, "%s\nperson %d\n\n", s, item->person + 1);
			s = arena_printf(arena, "%s%s", s, describe_item(item, i + 1));
			for (int j = 0; item->guide->is_shared && j < i; j++)
				assert_ptr_not_equal(list->items[j].guide, item->guide);
		}
		snprintf(name, sizeof(name), "visitors/%s.txt", families[f].name);
		different += !fixtures_golden(name, s, strlen(s));
	}
	assert_int_equal(different, 0);
}

static const char *no_translation(void *ctx, const char *lang, enum strings_domain domain,
	const char *text_context, const char *msgid)
{
	(void)ctx, (void)lang, (void)domain, (void)text_context, (void)msgid;
	return NULL;
}

/* The line of the paper with this text from line `from` on, -1 if there is none. */
static int line_with(const struct receipt *r, int from, const char *text)
{
	for (int i = from; i < r->line_count; i++) {
		if (r->lines[i].text.utf8 && strstr(r->lines[i].text.utf8, text))
			return i;
	}
	return -1;
}

/* "As above" must not swallow what only this person needs: at 16 the guardians' consent. */
static void test_visitors_family_paper_keeps_what_is_their_own(void **state)
{
	static const struct lang languages[] = { { .code = "sv", .icu_locale = "sv_SE" } };
	static const struct lang_table langs = { languages, 1 };
	static const struct strings strings = { no_translation, NULL, NULL };
	struct rich_context rich = { content, &strings, &langs, languages, TODAY, NULL };
	const struct checklist *list;
	const struct receipt *receipt;
	struct household h;
	int minor, child, as_above;
	(void)state;

	assert_int_equal(household_parse(content, families[0].answers, &h, NULL), ERR_OK);
	assert_int_equal(checklist_create_family(arena, content, &h, TODAY, &list), ERR_OK);
	assert_int_equal(receipt_from_checklist(arena, &rich, list, "", &receipt), ERR_OK);
	minor = line_with(receipt, 0, "Person \u20683");
	child = line_with(receipt, 0, "Person \u20684");
	assert_in_range(minor, 1, child - 1);
	as_above = line_with(receipt, minor, "As above");
	assert_in_range(as_above, minor, child - 1);
	assert_in_range(line_with(receipt, minor, "medgivande"), as_above, child - 1);
	assert_int_equal(line_with(receipt, child, "medgivande"), -1);
	assert_true(line_with(receipt, 0, "medgivande") > minor);
}

/* Another person is asked what is theirs only, and everybody has answered all of it. */
static void test_visitors_families_are_asked_once(void **state)
{
	(void)state;
	for (size_t f = 0; f < sizeof(families) / sizeof(*families); f++) {
		struct household h;
		struct diag d = { 0 };

		assert_int_equal(household_parse(content, families[f].answers, &h, &d), ERR_OK);
		for (int p = 0; p < h.person_count; p++) {
			struct answers answers = household_answers(content, &h, p);
			int indices[QUESTIONS_MAX];
			int count = household_questions(content, &h, p, TODAY, indices);

			assert_in_range(count, 1, p ? 5 : QUESTIONS_ON_A_PATH);
			for (int i = 0; i < count; i++) {
				const struct question *q = &content->questions[indices[i]];

				assert_true(!p || !q->is_shared);
				if (!answers_is_answered(&answers, indices[i]))
					fail_msg("%s: person %d is also asked %s", families[f].name,
						p + 1, q->id);
			}
		}
	}
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_visitors_get_their_checklists),
		T(test_visitors_answer_what_they_are_asked),
		T(test_visitors_can_begin_and_go_on),
		T(test_visitors_families_share_one_paper),
		T(test_visitors_families_are_asked_once),
		T(test_visitors_family_paper_keeps_what_is_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
