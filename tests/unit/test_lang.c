#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../support/fixtures.h"
#include "text/break.h"
#include "text/lang.h"

#define GOOD                                                                                       \
	"# a comment\n"                                                                            \
	"code = ar\nendonym = العربية\nswedish = arabiska\nenglish = Arabic\n"              \
	"bcp47 = ar\nicu_locale = ar\nscript = Arab\ndirection = rtl\n"                            \
	"fonts = NotoSansArabic NotoSans\norder = 3\ngreeting = أهلًا\n"

static enum err parse(struct arena *a, const char *ini, struct lang *lang, struct diag *d)
{
	*d = (struct diag){ "" };
	return lang_parse(a, "languages/xx.ini", ini, lang, d);
}

static void test_lang_reads_every_key(void **state)
{
	struct arena *a = arena_create(0);
	struct diag d;
	struct lang l;

	(void)state;
	assert_int_equal(parse(a, GOOD, &l, &d), ERR_OK);
	assert_string_equal(l.code, "ar");
	assert_string_equal(l.endonym, "العربية");
	assert_string_equal(l.swedish, "arabiska");
	assert_string_equal(l.english, "Arabic");
	assert_string_equal(l.script, "Arab");
	assert_int_equal(l.direction, TEXT_RTL);
	assert_int_equal(l.font_count, 2);
	assert_string_equal(l.fonts[0], "NotoSansArabic");
	assert_string_equal(l.fonts[1], "NotoSans");
	assert_int_equal(l.order, 3);
	assert_false(lang_is_signed(&l));
	assert_string_equal(l.greeting, "أهلًا");
	arena_destroy(a);
}

/* Each fault: a line put in place of another, the error, and what the sentence must name. */
static void test_lang_faults_name_file_line_and_key(void **state)
{
	static const struct {
		const char *from, *to;
		enum err err;
		const char *says;
	} cases[] = {
		{ "order = 3\n", "", ERR_MISSING, "order" },
		{ "order = 3\n", "order = three\n", ERR_SYNTAX, "xx.ini:11: order" },
		{ "order = 3\n", "order = -1\n", ERR_RANGE, "xx.ini:11: order" },
		{ "order = 3\n", "order = 3\nkeypad = 9\n", ERR_RANGE, "xx.ini:12: keypad" },
		{ "order = 3\n", "order = 3\nkeypad = 33\n", ERR_RANGE, "same digit twice" },
		{ "order = 3\n", "order = 1000\n", ERR_RANGE, "xx.ini:11: order" },
		{ "order = 3\n", "order =\n", ERR_SYNTAX, "xx.ini:11: order" },
		{ "order = 3\n", "code = sv\n", ERR_SYNTAX, "xx.ini:11: code" },
		{ "order = 3\n", "colour = red\n", ERR_SYNTAX, "xx.ini:11: the key colour" },
		{ "order = 3\n", "no equals sign\n", ERR_SYNTAX, "xx.ini:11:" },
		{ "order = 3\n", "order = \xff\n", ERR_SYNTAX, "xx.ini:11: is not UTF-8" },
		{ "endonym = العربية", "endonym =", ERR_SYNTAX, "xx.ini:3: endonym" },
		{ "script = Arab", "script = arab", ERR_SYNTAX, "script" },
		{ "direction = rtl", "direction = up", ERR_SYNTAX, "xx.ini:9: direction" },
		{ "code = ar", "code = ../ar", ERR_SYNTAX, "code" },
		{ "code = ar", "code = ar-", ERR_SYNTAX, "code" },
		{ "icu_locale = ar", "icu_locale = ar-SE", ERR_SYNTAX, "icu_locale" },
		{ "NotoSansArabic NotoSans\n", "a b c d e f g h i\n", ERR_RANGE, "fonts" },
	};
	struct arena *a = arena_create(0);
	const char *good = GOOD;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *at = strstr(good, cases[i].from);
		const char *ini = arena_printf(a, "%.*s%s%s", (int)(at - good), good, cases[i].to,
			at + strlen(cases[i].from));
		struct diag d;
		struct lang l;

		assert_int_equal(parse(a, ini, &l, &d), cases[i].err);
		if (!strstr(d.text, cases[i].says))
			fail_msg("%s does not say %s", d.text, cases[i].says);
		assert_non_null(strstr(d.text, "languages/xx.ini"));
	}
	arena_destroy(a);
}

static void test_lang_table_offers_in_order(void **state)
{
	struct fixtures *f = *state;
	int last = 0;

	for (int i = 0; i < f->langs.count; i++) {
		const struct lang *l = &f->langs.langs[i];

		if (l->order) {
			assert_true(l->order > last);
			last = l->order;
		} else {
			last = 1000;
		}
	}
	assert_string_equal(f->langs.langs[0].code, "sv");
	assert_null(lang_find(&f->langs, "xx"));
	assert_string_equal(lang_find(&f->langs, "ckb")->endonym, "سۆرانی");
}

/* What ICU is asked for, and that it then has an iterator that finds breaks. */
static void test_lang_icu_mapping_gives_iterators(void **state)
{
	static const char *const mapped[][2] = { { "prs", "fa_AF" }, { "kmr", "ku" },
		{ "ckb", "ckb" }, { "ti", "ti" } };
	static uint16_t text[] = { 'a', 'b', ' ', 'c', 'd' };
	const struct paragraph p = { .text = text, .length = 5 };
	struct fixtures *f = *state;
	static struct breakers b;

	for (size_t i = 0; i < 4; i++) {
		const struct lang *l = fixtures_lang(f, mapped[i][0]);

		assert_string_equal(l->icu_locale, mapped[i][1]);
	}
	for (int i = 0; i < f->langs.count; i++) {
		UBreakIterator *iterator = NULL, *again = NULL;

		assert_int_equal(breakers_get(&b, f->langs.langs[i].icu_locale, &iterator), ERR_OK);
		assert_non_null(iterator);
		assert_int_equal(break_text(iterator, &p), ERR_OK);
		assert_int_equal(break_at_or_before(iterator, &p, 4), 3);
		assert_int_equal(break_at_or_before(iterator, &p, 2), 0);
		assert_int_equal(breakers_get(&b, f->langs.langs[i].icu_locale, &again), ERR_OK);
		assert_ptr_equal(iterator, again);
	}
	breakers_finish(&b);
}

static struct fixtures fixtures;

static int setup(void **state)
{
	fixtures_open(&fixtures);
	*state = &fixtures;
	return 0;
}

static int teardown(void **state)
{
	fixtures_close(*state);
	return 0;
}

/* Only when every text is signed as it stands the language is no draft any more. */
static void test_lang_status_makes_the_draft(void **state)
{
	static const struct {
		const char *ini;
		enum err err;
		bool is_signed;
	} cases[] = {
		{ "texts = 10\ntranslated = 10\nsigned = 10\n", ERR_OK, true },
		{ "texts = 10\ntranslated = 10\nsigned = 9\n", ERR_OK, false },
		{ "texts = 10\ntranslated = 9\nsigned = 9\n", ERR_OK, false },
		{ "texts = 0\ntranslated = 0\nsigned = 0\n", ERR_OK, false },
		{ "texts = 10\ntranslated = 11\nsigned = 0\n", ERR_RANGE, false },
		{ "texts = 10\ntranslated = 9\nsigned = 10\n", ERR_RANGE, false },
		{ "texts = 10\ntranslated = 10\n", ERR_MISSING, false },
		{ "texts = ten\ntranslated = 10\nsigned = 10\n", ERR_SYNTAX, false },
	};
	struct arena *a = arena_create(0);
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct lang l = { .code = "ar" };
		struct diag d = { 0 };

		assert_int_equal(
			lang_parse_status(a, "status.ini", cases[i].ini, &l, &d), cases[i].err);
		assert_int_equal(lang_is_signed(&l), cases[i].is_signed);
	}
	arena_destroy(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lang_reads_every_key),
		cmocka_unit_test(test_lang_faults_name_file_line_and_key),
		cmocka_unit_test(test_lang_status_makes_the_draft),
		cmocka_unit_test(test_lang_table_offers_in_order),
		cmocka_unit_test(test_lang_icu_mapping_gives_iterators),
	};

	return cmocka_run_group_tests_name("lang", tests, setup, teardown);
}
