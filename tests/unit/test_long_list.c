/* A list too long for its paper or its code in full: what is left out, and what never is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/content_fixture.h"
#include "app/list_code.h"
#include "app/receipt_from_checklist.h"

#define TODAY "2026-11-22"
#define ITEMS_MAX 300

static const struct lang languages[] = { { .code = "sv", .icu_locale = "sv_SE" },
	{ .code = "xx", .icu_locale = "en" } };
static const struct lang_table langs = { languages, 2 };

static struct arena *arena;
static const struct content *content;
static struct checklist_item items[ITEMS_MAX];

/* A made-up language: everything is translated, by a sign before it. */
static const char *marked(void *ctx, const char *lang, enum strings_domain domain,
	const char *context, const char *msgid)
{
	(void)ctx;
	(void)domain;
	(void)context;
	return strcmp(lang, "xx") == 0 ? arena_printf(arena, "~%s", msgid) : NULL;
}

static const struct strings strings = { marked, NULL, NULL };

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

/* The first `count` of: number, number, school, number, number, school, ... */
static struct checklist list_of(int count)
{
	const struct guide *number = content_guide(content, "number");
	const struct guide *school = content_guide(content, "school");
	struct answers answers;
	const struct checklist *list;
	const struct checklist_item *a = NULL, *b = NULL;

	answers_clear(&answers);
	assert_int_equal(checklist_create(arena, content, &answers, TODAY, &list), ERR_OK);
	for (int i = 0; i < list->item_count; i++) {
		a = list->items[i].guide == number ? &list->items[i] : a;
		b = list->items[i].guide == school ? &list->items[i] : b;
	}
	assert_non_null(a);
	assert_non_null(b);
	assert_ptr_not_equal(number->authority, school->authority);
	for (int i = 0; i < count; i++)
		items[i] = i % 3 == 2 ? *b : *a;
	return (struct checklist){ .items = items, .item_count = count, .person_count = 1 };
}

static const struct receipt *print(int count, const struct lang *lang)
{
	struct rich_context rich = { content, &strings, &langs, lang, TODAY, NULL };
	struct checklist list = list_of(count);
	const struct receipt *receipt;

	assert_int_equal(receipt_from_checklist(arena, &rich, &list, "ABCD", &receipt), ERR_OK);
	return receipt;
}

static int count_kind(const struct receipt *r, enum receipt_kind kind)
{
	int n = 0;

	for (int i = 0; i < r->line_count; i++)
		n += r->lines[i].kind == kind;
	return n;
}

static void test_list_of_six_is_printed_in_full(void **state)
{
	const struct receipt *r = print(6, &languages[0]);
	(void)state;

	assert_int_equal(count_kind(r, RECEIPT_HEADING), 6);
	assert_int_equal(count_kind(r, RECEIPT_TICK_SMALL), 0);
	assert_true(count_kind(r, RECEIPT_QR) > 1);
}

static void test_list_of_seven_is_printed_in_short(void **state)
{
	const struct receipt *r = print(7, &languages[0]);
	(void)state;

	/* Five ways: number twice, school, number twice, school, number. */
	assert_int_equal(count_kind(r, RECEIPT_HEADING), 5);
	assert_int_equal(count_kind(r, RECEIPT_TICK), 7);
	assert_int_equal(count_kind(r, RECEIPT_QR), 1);
	assert_int_equal(count_kind(r, RECEIPT_SAY), 0);
	/* Two topics of one way want the same documents: they stand there once a way. */
	assert_int_equal(count_kind(r, RECEIPT_TICK_SMALL), 3 * items[0].doc_count);
	assert_true(items[0].doc_count > 0);
}

static bool has_line(const struct receipt *r, enum receipt_kind kind, const char *text)
{
	for (int i = 0; i < r->line_count; i++) {
		if (r->lines[i].kind == kind && strstr(r->lines[i].text.utf8, text))
			return true;
	}
	return false;
}

/* At each counter what to show; what it costs where the guide says so; each once. */
static void test_short_form_says_what_to_show_and_what_it_costs(void **state)
{
	const struct receipt *r = print(7, &languages[1]);
	int says = 0, words = 0;
	(void)state;

	for (int i = 0; i < r->line_count; i++) {
		const struct receipt_line *line = &r->lines[i];

		says += line->kind == RECEIPT_SAY_SMALL;
		words += line->kind == RECEIPT_SMALL &&
			 strcmp(line->text.utf8, "~Show this sentence at the counter") == 0;
		if (line->kind == RECEIPT_SAY_SMALL)
			assert_ptr_equal(line->lang, &languages[0]);
	}
	assert_true(says > 0);
	assert_true(words > 0 && words <= says);
	assert_true(has_line(r, RECEIPT_SMALL, "~Det kostar"));
	assert_true(has_line(r, RECEIPT_COPY_WORDS, "~Copy {n}"));
}

/* Staff want to save paper: a list of two comes in short too. */
static void test_short_form_can_be_asked_for(void **state)
{
	const struct rich_context rich = { .content = content,
		.strings = &strings,
		.langs = &langs,
		.lang = &languages[0],
		.today = TODAY };
	const struct checklist list = list_of(2);
	const struct receipt *full, *brief;
	(void)state;

	assert_int_equal(receipt_from_checklist(arena, &rich, &list, "ABCD", &full), ERR_OK);
	assert_int_equal(
		receipt_in_form(arena, &rich, &list, "ABCD", RECEIPT_FORM_SHORT, &brief), ERR_OK);
	assert_true(count_kind(full, RECEIPT_SAY) > 0);
	assert_int_equal(count_kind(brief, RECEIPT_SAY), 0);
	assert_true(count_kind(brief, RECEIPT_SAY_SMALL) > 0);
	assert_int_equal(count_kind(brief, RECEIPT_QR), 1);
}

static void test_short_form_says_where_and_numbers_on(void **state)
{
	const struct receipt *r = print(7, &languages[0]);
	const struct receipt_line *heading = NULL;
	int number = 0;
	(void)state;

	for (int i = 0; i < r->line_count; i++) {
		const struct receipt_line *line = &r->lines[i];

		if (line->kind == RECEIPT_HEADING)
			heading = line;
		if (line->kind != RECEIPT_TICK)
			continue;
		number++;
		assert_string_equal(heading->text.utf8, items[number - 1].guide->authority->name);
		assert_int_equal(strtol(line->text.utf8, NULL, 10), number);
	}
	assert_int_equal(number, 7);
}

static void test_short_form_has_the_swedish_once(void **state)
{
	const struct receipt *own = print(7, &languages[1]), *swedish = print(7, &languages[0]);
	(void)state;

	for (int i = 0; i < own->line_count; i++) {
		const struct receipt_line *line = &own->lines[i];

		if (line->kind != RECEIPT_TICK && line->kind != RECEIPT_TICK_SMALL)
			continue;
		assert_non_null(strchr(line->text.utf8, '~'));
		if (line->swedish.size)
			assert_null(strstr(line->text.utf8, line->swedish.utf8));
	}
	for (int i = 0; i < swedish->line_count; i++) {
		const struct receipt_line *line = &swedish->lines[i];

		if (line->kind == RECEIPT_TICK || line->kind == RECEIPT_TICK_SMALL)
			assert_int_equal(line->swedish.size, 0);
	}
}

/* However long the list, a phone gets a code it can read. */
static void test_code_of_any_list_stays_readable(void **state)
{
	static const int counts[] = { 1, 7, 29, 100, ITEMS_MAX };
	(void)state;

	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		struct rich_context rich = { content, &strings, &langs, languages, TODAY, NULL };
		struct checklist list = list_of(counts[i]);
		const uint8_t *modules = NULL;
		int size = 0;

		assert_int_equal(list_code_create(arena, &rich, &list, &modules, &size), ERR_OK);
		assert_non_null(modules);
		assert_in_range(size, 21, 161);
	}
}

static void test_code_of_nothing_is_none(void **state)
{
	struct rich_context rich = { content, &strings, &langs, languages, TODAY, NULL };
	struct checklist list = { .items = items, .person_count = 1 };
	const uint8_t *modules = NULL;
	int size = 0;
	(void)state;

	assert_int_equal(list_code_create(arena, &rich, &list, &modules, &size), ERR_RANGE);
}

static void test_term_is_found_whatever_keeps_it_whole(void **state)
{
	const char *whole = rich_term(arena, "UT-kort");
	struct rich_text text = { .rich = { .utf8 = whole, .size = strlen(whole) } };
	(void)state;

	assert_string_equal(whole, "UT-\u2060kort");
	assert_true(rich_has_term(&text, "ut-kort"));
	assert_true(rich_has_term(&text, "kort"));
	assert_false(rich_has_term(&text, "UT-korten"));
	assert_false(rich_has_term(&text, "pass"));
	assert_false(rich_has_term(&text, NULL));
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_list_of_six_is_printed_in_full),
		T(test_list_of_seven_is_printed_in_short),
		T(test_short_form_says_what_to_show_and_what_it_costs),
		T(test_short_form_can_be_asked_for),
		T(test_short_form_says_where_and_numbers_on),
		T(test_short_form_has_the_swedish_once),
		T(test_code_of_any_list_stays_readable),
		T(test_code_of_nothing_is_none),
		T(test_term_is_found_whatever_keeps_it_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
