/* What staff take off the screen: the file it is kept in, and what a visitor sees of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../support/content_fixture.h"
#include "app/receipt_from_checklist.h"
#include "content/withdraw.h"

static const struct lang languages[] = { { .code = "sv", .icu_locale = "sv_SE" } };
static const struct lang_table langs = { languages, 1 };

static const char *no_translation(void *ctx, const char *lang, enum strings_domain domain,
	const char *context, const char *msgid)
{
	(void)ctx, (void)lang, (void)domain, (void)context, (void)msgid;
	return NULL;
}

static const struct strings strings = { no_translation, NULL, NULL };

static void test_withdraw_comes_back_from_its_file(void **state)
{
	struct withdrawals w = { .count = 0 }, back;
	struct buf text = { 0 };
	struct diag d = { 0 };
	(void)state;

	assert_int_equal(withdrawals_add(&w, WITHDRAWN_FACT, "id-card-fee", "2026-11-28"), ERR_OK);
	assert_int_equal(withdrawals_add(&w, WITHDRAWN_TOPIC, "sfi", "2026-11-29"), ERR_OK);
	assert_int_equal(withdrawals_add(&w, WITHDRAWN_TOPIC, "sfi", "2026-11-30"), ERR_OK);
	assert_int_equal(w.count, 2);
	withdrawals_write(&w, 7, &text);
	assert_int_equal(withdrawals_parse("w.ini", buf_str(&text), 7, &back, &d), ERR_OK);
	assert_int_equal(back.count, 2);
	assert_true(withdrawals_has(&back, WITHDRAWN_TOPIC, "sfi"));
	assert_true(withdrawals_has(&back, WITHDRAWN_FACT, "id-card-fee"));
	assert_false(withdrawals_has(&back, WITHDRAWN_TOPIC, "id-card-fee"));
	/* Newer content arrived: it is taken at its word again. */
	assert_int_equal(withdrawals_parse("w.ini", buf_str(&text), 8, &back, &d), ERR_OK);
	assert_int_equal(back.count, 0);
	withdrawals_remove(&w, WITHDRAWN_TOPIC, "sfi");
	withdrawals_remove(&w, WITHDRAWN_TOPIC, "sfi");
	assert_int_equal(w.count, 1);
	assert_false(withdrawals_has(&w, WITHDRAWN_TOPIC, "sfi"));
	assert_false(withdrawals_has(NULL, WITHDRAWN_TOPIC, "sfi"));
	buf_finish(&text);
}

static void test_withdraw_bad_files_withdraw_nothing(void **state)
{
	static const struct {
		const char *ini, *says;
	} cases[] = {
		{ "content = 7\n[topics]\nsfi = yesterday\n", "w.ini:3:" },
		{ "content = 7\n[topics]\nSFI = 2026-11-28\n", "w.ini:3:" },
		{ "content = 7\n[pages]\nsfi = 2026-11-28\n", "w.ini:3:" },
		{ "number = 7\n", "w.ini:1:" },
	};
	struct withdrawals w = { .count = 0 };
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct diag d = { 0 };

		assert_int_not_equal(withdrawals_parse("w.ini", cases[i].ini, 7, &w, &d), ERR_OK);
		assert_int_equal(w.count, 0);
		if (strncmp(d.text, cases[i].says, strlen(cases[i].says)) != 0)
			fail_msg("said: %s", d.text);
	}
	for (int i = 0; i < WITHDRAWN_MAX; i++) {
		char id[32];

		snprintf(id, sizeof(id), "topic-%d", i);
		assert_int_equal(withdrawals_add(&w, WITHDRAWN_TOPIC, id, "2026-11-28"), ERR_OK);
	}
	assert_int_equal(withdrawals_add(&w, WITHDRAWN_TOPIC, "one-more", "2026-11-28"), ERR_RANGE);
	assert_int_equal(withdrawals_add(&w, WITHDRAWN_FACT, "../x", "2026-11-28"), ERR_RANGE);
}

static bool has_line(const struct receipt *r, const char *text)
{
	for (int i = 0; i < r->line_count; i++)
		if (r->lines[i].text.utf8 && strstr(r->lines[i].text.utf8, text))
			return true;
	return false;
}

static void test_withdraw_leaves_only_ask_the_staff(void **state)
{
	struct arena *a = arena_create(0);
	const struct content *c = fixture_content(a);
	const struct checklist *list;
	const struct receipt *receipt;
	struct answers answers;
	struct withdrawals w = { .count = 0 };
	struct rich_context rich = { c, &strings, &langs, languages, "2026-11-22", &w };
	const struct guide *g;
	struct rich_text text;
	(void)state;

	answers_clear(&answers);
	assert_int_equal(checklist_create(a, c, &answers, rich.today, &list), ERR_OK);
	g = list->items[0].guide;
	assert_int_equal(receipt_from_checklist(a, &rich, list, "", &receipt), ERR_OK);
	assert_false(has_line(receipt, rich_withdrawn_note()));
	assert_true(has_line(receipt, list->items[0].steps[0]->title.msgid));
	assert_int_equal(withdrawals_add(&w, WITHDRAWN_TOPIC, g->id, "2026-11-22"), ERR_OK);
	assert_true(rich_is_withdrawn(&rich, g));
	assert_int_equal(receipt_from_checklist(a, &rich, list, "", &receipt), ERR_OK);
	assert_true(has_line(receipt, rich_withdrawn_note()));
	assert_false(has_line(receipt, list->items[0].steps[0]->title.msgid));

	/* A number to call stands alone, without a sentence around it. */
	assert_int_equal(withdrawals_add(&w, WITHDRAWN_FACT, "tel-office", "2026-11-22"), ERR_OK);
	assert_null(rich_fact(&rich, "tel-office"));
	assert_int_equal(receipt_from_checklist(a, &rich, list, "", &receipt), ERR_OK);
	assert_false(has_line(receipt, content_fact(c, "tel-office", rich.today)->value));
	withdrawals_remove(&w, WITHDRAWN_FACT, "tel-office");
	assert_int_equal(receipt_from_checklist(a, &rich, list, "", &receipt), ERR_OK);
	assert_true(has_line(receipt, content_fact(c, "tel-office", rich.today)->value));

	text = rich_from_content(
		&rich, a, (struct content_text){ .msgid = "Kostar <fact ref=\"weeks\"/> kr" });
	assert_null(strstr(text.rich.utf8, "(ask the staff)"));
	assert_int_equal(withdrawals_add(&w, WITHDRAWN_FACT, "weeks", "2026-11-22"), ERR_OK);
	text = rich_from_content(
		&rich, a, (struct content_text){ .msgid = "Kostar <fact ref=\"weeks\"/> kr" });
	assert_non_null(strstr(text.rich.utf8, "(ask the staff)"));
	assert_null(strstr(text.rich.utf8, content_fact(c, "weeks", rich.today)->value));
	arena_destroy(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_withdraw_comes_back_from_its_file),
		cmocka_unit_test(test_withdraw_bad_files_withdraw_nothing),
		cmocka_unit_test(test_withdraw_leaves_only_ask_the_staff),
	};

	return cmocka_run_group_tests_name("withdraw", tests, NULL, NULL);
}
