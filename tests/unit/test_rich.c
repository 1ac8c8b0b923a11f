/* Content texts become text with spans and isolates, byte for byte; dates; translations checked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/content_fixture.h"
#include "../support/fixtures.h"
#include "content/rich.h"

#define LRI "\xE2\x81\xA6"
#define FSI "\xE2\x81\xA8"
#define PDI "\xE2\x81\xA9"
#define NBSP "\xC2\xA0"
#define WJ "\xE2\x81\xA0"
#define NNBSP "\xE2\x80\xAF" /* CLDR puts it there */

static const struct lang languages[] = {
	{ .code = "sv", .icu_locale = "sv_SE" },
	{ .code = "en", .icu_locale = "en_GB" },
	{ .code = "ar", .icu_locale = "ar", .direction = TEXT_RTL },
	{ .code = "uk", .icu_locale = "uk" },
};
static const struct lang_table langs = { languages, 4 };
static const struct lang *const sv = &languages[0], *const ar = &languages[2];

static struct arena *arena;
static const struct content *content;

static const char *lookup(void *ctx, const char *lang, enum strings_domain domain,
	const char *context, const char *msgid)
{
	static const struct {
		const char *lang, *msgid, *text;
	} entries[] = {
		{ "ar", "Få ett <sv>nummer</sv>", "احصل على رقم (<sv>nummer</sv>)" },
		{ "ar", "Det kostar <fact ref=\"fee\"/> kronor.",
			"التكلفة <fact ref=\"fee\"/> كرونة." },
		{ "ar", "Damaged", "تالف <sv>x" },
		{ "ar", "Unknown <fact ref=\"fee\"/>", "مجهول <fact ref=\"nothing\"/>" },
		{ "ar", "(last checked {date}, ask the staff)",
			"(آخر تحقق {date}، اسأل الموظفين)" },
		{ "sv", "(last checked {date}, ask the staff)",
			"(kontrollerat {date}, fråga personalen)" },
		{ "ar", "Next & last", "التالي & الأخير" },
	};
	(void)ctx;
	(void)domain;
	(void)context;
	for (size_t i = 0; i < sizeof(entries) / sizeof(*entries); i++)
		if (strcmp(entries[i].lang, lang) == 0 && strcmp(entries[i].msgid, msgid) == 0)
			return entries[i].text;
	return NULL;
}

static const struct strings strings = { lookup, NULL, NULL };

static struct rich_text rich_on(const char *msgid, const struct lang *lang, const char *today)
{
	struct rich_context c = { content, &strings, &langs, lang, today, NULL };

	return rich_from_content(&c, arena, (struct content_text){ .msgid = msgid });
}

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

/* The spans as "start-end+b:sv ..." */
static const char *spans_of(const struct rich_text *r)
{
	const char *s = "";

	for (int i = 0; i < r->rich.span_count; i++) {
		const struct text_span *p = &r->rich.spans[i];

		s = arena_printf(arena, "%s%s%.*s%s%s", s, i ? " " : "", (int)(p->end - p->start),
			r->rich.utf8 + p->start, p->bold ? "/b" : "",
			p->lang ? arena_printf(arena, "/%s", p->lang->code) : "");
	}
	return s;
}

static void test_rich_tags_become_spans_and_isolates(void **state)
{
	static const struct {
		const char *markup, *text, *spans;
	} cases[] = {
		{ "Plain", "Plain", "" },
		{ "Få ett <sv>nummer</sv> nu", "Få ett " FSI "nummer" PDI " nu", "nummer/b/sv" },
		{ "a <b>b</b> c", "a b c", "b/b" },
		{ "<sv>UT-kort</sv> c/o", FSI "UT-" WJ "kort" PDI " c/o", "UT-" WJ "kort/b/sv" },
		{ "<b>a <sv>b</sv> c</b>", "a " FSI "b" PDI " c",
			"a " FSI "/b b/b/sv " PDI " c/b" },
		{ "<sv>a</sv><b>b</b>", FSI "a" PDI "b", "a/b/sv b/b" },
		{ "<b>a</b><b>b</b>", "ab", "ab/b" },
		{ "Se <web>office.example</web>.", "Se " LRI "office.example" PDI ".", "" },
		{ "<b>Se <web>o.se</web></b>", "Se " LRI "o.se" PDI, "Se " LRI "o.se" PDI "/b" },
		{ "1 &lt; 2 &amp; &quot;3&quot; &gt; &apos;", "1 < 2 & \"3\" > '", "" },
		{ "Ring <fact ref=\"tel-office\"/>!",
			"Ring " LRI "0771-" WJ "123" NBSP "456" PDI "!", "" },
		{ "<fact ref=\"fee\"/> kr", LRI "1" NBSP "250" PDI " kr", "" },
		{ "<fact ref=\"weeks\"/> v", LRI "7,5" PDI " v", "" },
		{ "<fact ref=\"new-rule\"/>", FSI "1 december 2026" PDI, "" },
		{ "<b><fact ref=\"web-form\"/></b>", LRI "office.example/blankett" PDI,
			LRI "office.example/blankett" PDI "/b" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct rich_text r = rich_on(cases[i].markup, sv, "2026-11-22");

		assert_string_equal(r.rich.utf8, cases[i].text);
		assert_int_equal(r.rich.size, strlen(cases[i].text));
		assert_string_equal(spans_of(&r), cases[i].spans);
		assert_ptr_equal(r.lang, sv);
		assert_true(r.is_translated);
	}
}

static void test_rich_is_translated_or_says_that_it_is_swedish(void **state)
{
	struct rich_text r = rich_on("Få ett <sv>nummer</sv>", ar, "2026-11-22");
	(void)state;

	assert_string_equal(r.rich.utf8, "احصل على رقم (" FSI "nummer" PDI ")");
	assert_string_equal(spans_of(&r), "nummer/b/sv");
	assert_ptr_equal(r.lang, ar);
	assert_true(r.is_translated);
	r = rich_on("Gå till kontoret", ar, "2026-11-22");
	assert_string_equal(r.rich.utf8, "Gå till kontoret");
	assert_ptr_equal(r.lang, sv);
	assert_false(r.is_translated);
}

static void test_rich_damaged_translation_falls_back_to_swedish(void **state)
{
	struct rich_text r = rich_on("Damaged", ar, "2026-11-22");
	(void)state;

	assert_string_equal(r.rich.utf8, "Damaged");
	assert_ptr_equal(r.lang, sv);
	assert_false(r.is_translated);
	r = rich_on("Unknown <fact ref=\"fee\"/>", ar, "2026-11-22");
	assert_string_equal(r.rich.utf8, "Unknown " LRI "1" NBSP "250" PDI);
	assert_false(r.is_translated);
}

static void test_rich_old_fact_carries_the_caution(void **state)
{
	static const char fee[] = "Det kostar <fact ref=\"fee\"/> kronor.";
	struct rich_text r;
	(void)state;

	/* the last day it holds, and the day after */
	r = rich_on(fee, ar, "2027-03-01");
	assert_string_equal(r.rich.utf8, "التكلفة " LRI "1" NBSP "250" PDI " كرونة.");
	r = rich_on(fee, ar, "2027-03-02");
	assert_string_equal(r.rich.utf8, "التكلفة " LRI "1" NBSP "250" PDI " " FSI "(آخر تحقق " FSI
					 "2 نوفمبر 2026" PDI "، اسأل الموظفين)" PDI " كرونة.");
	assert_string_equal(spans_of(&r), "");
	r = rich_on(fee, sv, "2027-03-02");
	assert_string_equal(r.rich.utf8,
		"Det kostar " LRI "1" NBSP "250" PDI " " FSI "(kontrollerat " FSI
		"2 november 2026" PDI ", fråga personalen)" PDI " kronor.");
}

/* The paragraph is not translated either, so all of it is Swedish. */
static void test_rich_caution_without_translation_is_marked(void **state)
{
	struct rich_text r =
		rich_on("Det kostar <fact ref=\"fee\"/> kronor.", &languages[3], "2027-03-02");
	(void)state;

	assert_ptr_equal(r.lang, sv);
	assert_false(r.is_translated);
	assert_string_equal(spans_of(&r), "");
}

static void test_rich_interface_is_plain(void **state)
{
	struct rich_context c = { content, &strings, &langs, ar, "2026-11-22", NULL };
	struct rich_text r = rich_from_interface(&c, arena, "Next & last");
	(void)state;

	assert_string_equal(r.rich.utf8, "التالي & الأخير");
	assert_true(r.is_translated);
	r = rich_from_interface(&c, arena, "Only <English>");
	assert_string_equal(r.rich.utf8, "Only <English>");
	assert_string_equal(r.lang->code, "en");
	assert_false(r.is_translated);
}

static void test_rich_without_text_or_memory_is_empty(void **state)
{
	struct arena *small = arena_create(8);
	struct rich_context c = { content, &strings, &langs, ar, "2027-03-02", NULL };
	struct content_text fee = { .msgid = "Det kostar <fact ref=\"fee\"/> kronor." };
	struct rich_text r = rich_on(NULL, ar, "2026-11-22");
	(void)state;

	assert_int_equal(r.rich.size, 0);
	assert_string_equal(r.rich.utf8, "");
	r = rich_from_content(&c, small, fee);
	assert_string_equal(r.rich.utf8, "");
	r = rich_from_interface(&c, small, "Next & last");
	assert_string_equal(r.rich.utf8, "");
	arena_destroy(small);
}

/* The rule in firmware/content/README.md: Gregorian, Western digits, words in the language. */
static void test_rich_date_follows_the_written_rule(void **state)
{
	static const struct {
		const char *locale, *november, *january;
	} cases[] = {
		{ "sv_SE", "30 november 2026", "5 januari 2027" },
		{ "en_GB", "30 November 2026", "5 January 2027" },
		{ "ar", "30 نوفمبر 2026", "5 يناير 2027" },
		{ "fa_IR", "30 نوامبر 2026", "5 ژانویهٔ 2027" },
		{ "fa_AF", "30 نومبر 2026", "5 جنوری 2027" },
		{ "uk", "30 листопада 2026" NNBSP "р.", "5 січня 2027" NNBSP "р." },
		{ "ru", "30 ноября 2026" NNBSP "г.", "5 января 2027" NNBSP "г." },
		{ "ti", "30 ሕዳር 2026", "5 ጥሪ 2027" },
		{ "am", "30 ኖቬምበር 2026", "5 ጃንዩወሪ 2027" },
		{ "th", "30 พฤศจิกายน ค.ศ. 2026", "5 มกราคม ค.ศ. 2027" },
		{ "ps", "د 2026 د نومبر 30", "د 2027 د جنوري 5" },
		{ "ckb", "30ی تشرینی دووەمی 2026", "5ی کانوونی دووەمی 2027" },
		{ "ku", "2026 sermawezê 30", "2027 rêbendanê 5" },
		{ "ur", "30 نومبر، 2026", "5 جنوری، 2027" },
		{ "so", "Bisha Kow iyo Tobnaad 30, 2026", "Bisha Koobaad 5, 2027" },
		{ "tr", "30 Kasım 2026", "5 Ocak 2027" },
		{ "pl", "30 listopada 2026", "5 stycznia 2027" },
		{ "es", "30 de noviembre de 2026", "5 de enero de 2027" },
		{ "fr", "30 novembre 2026", "5 janvier 2027" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct lang lang = { .icu_locale = cases[i].locale };

		assert_string_equal(rich_date(arena, &lang, "2026-11-30"), cases[i].november);
		assert_string_equal(rich_date(arena, &lang, "2027-01-05"), cases[i].january);
	}
	assert_string_equal(rich_date(arena, sv, "soon"), "soon");
	assert_string_equal(rich_date(arena, sv, "2026-02-30"), "2026-02-30");
}

/* The README's row of the language: "| ar Arabic | ar | ... | 30 نوفمبر 2026 |". */
static const char *written_date(const char *readme, const struct lang *lang)
{
	const char *row = strstr(readme, arena_printf(arena, "\n| %s ", lang->code)), *end, *cell;

	if (!row)
		fail_msg("firmware/content/README.md has no row for %s", lang->code);
	end = strstr(row + 1, " |\n");
	for (cell = end; cell[-1] != '|'; cell--)
		;
	assert_non_null(strstr(row, arena_printf(arena, "| %s |", lang->icu_locale)));
	return arena_copy(arena, cell + 1, (size_t)(end - cell - 1));
}

static void test_rich_date_of_every_language_is_written_down(void **state)
{
	struct fixtures f;
	char *readme = fixtures_read_file("firmware/content/README.md", NULL);
	(void)state;

	fixtures_open(&f);
	assert_non_null(readme);
	for (int i = 0; i < f.langs.count; i++)
		assert_string_equal(rich_date(arena, &f.langs.langs[i], "2026-11-30"),
			written_date(readme, &f.langs.langs[i]));
	free(readme);
	fixtures_close(&f);
}

static void test_rich_check_translation_names_what_differs(void **state)
{
#define TIMES(what, wanted, got)                                                                   \
	what " stands " wanted " times in the source and " got                                     \
	     " times in the translation; make them "                                               \
	     "equal"
	static const struct {
		const char *source, *translation, *sentence; /* "" = consistent */
	} cases[] = {
		{ "Ring <fact ref=\"tel-office\"/> om <sv>kort</sv>",
			"<sv>kort</sv>: <fact ref=\"tel-office\"/>", "" },
		{ "<b>A</b> <web>o.se</web>", "<web>o.se</web> <b>ب</b>", "" },
		{ "a &amp; b", "أ &amp; ب", "" },
		{ "<sv>kort</sv>", "kort", TIMES("<sv>kort</sv>", "1", "0") },
		{ "<sv>kort</sv>", "<sv>card</sv>", TIMES("<sv>kort</sv>", "1", "0") },
		{ "<sv>kort</sv>", "<sv></sv>", TIMES("<sv>kort</sv>", "1", "0") },
		{ "<b>a</b>", "<b>a</b> <b>b</b>", TIMES("<b>", "1", "2") },
		{ "<web>o.se</web>", "<web>o.com</web>", TIMES("<web>o.se</web>", "1", "0") },
		{ "<fact ref=\"fee\"/>", "<fact ref=\"weeks\"/>",
			TIMES("<fact ref=\"fee\"/>", "1", "0") },
		{ "a", "<fact ref=\"weeks\"/>", TIMES("<fact ref=\"weeks\"/>", "0", "1") },
		{ "<fact ref=\"fee\"/>", "<fact ref=\"feee\"/>",
			"the translation names the fact \"feee\", which facts.xml does not have; "
			"mend "
			"the name" },
		{ "a", "a {name}", TIMES("{name}", "0", "1") },
		{ "a & b", "a",
			"the source has an & that is not &amp; &lt; &gt; &quot; or &apos;; "
			"mend it" },
		{ "<sv>a</sv>", "<sv>a", "the translation leaves an inline tag open; mend it" },
		{ "<sv>a</sv>", "a</sv>",
			"the translation closes an inline tag that is not open; mend it" },
		{ "<b>a</b>", "<b><b>a</b></b>",
			"the translation has a tag inside <sv> or <web>, or <b> inside <b>; mend "
			"it" },
		{ "a", "a <i>b</i>",
			"the translation has a < that begins none of <sv> <b> <web> <fact "
			"ref=\"name\"/> (a plain < is written &lt;); mend it" },
		{ "a", "a <fact>",
			"the translation has a <fact> that is not of the form <fact "
			"ref=\"name\"/>; mend it" },
		{ "a",
			"a \xE2\x80\xAE"
			"b",
			"the translation has the invisible direction character U+202E; remove it "
			"(tags "
			"and {names} are isolated by the program)" },
		{ "a", "a \xFF", "the translation is not UTF-8 at byte 2" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct diag d = { 0 };
		enum err err =
			rich_check_translation(cases[i].source, cases[i].translation, content, &d);

		assert_string_equal(d.text, cases[i].sentence);
		assert_int_equal(err == ERR_OK, !*cases[i].sentence);
	}
}

static void test_rich_check_interface_compares_the_names(void **state)
{
	struct diag d = { 0 };
	(void)state;

	assert_int_equal(rich_check_interface("Step {n} of {all}", "{all} / {n} <", &d), ERR_OK);
	assert_int_equal(rich_check_interface("Step {n}", "خطوة", &d), ERR_SYNTAX);
	assert_string_equal(d.text, TIMES("{n}", "1", "0"));
	d = (struct diag){ 0 };
	assert_int_equal(rich_check_interface("Step {n}", "{n} {n}", &d), ERR_SYNTAX);
	assert_string_equal(d.text, TIMES("{n}", "1", "2"));
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_rich_tags_become_spans_and_isolates),
		T(test_rich_is_translated_or_says_that_it_is_swedish),
		T(test_rich_damaged_translation_falls_back_to_swedish),
		T(test_rich_old_fact_carries_the_caution),
		T(test_rich_caution_without_translation_is_marked),
		T(test_rich_interface_is_plain),
		T(test_rich_without_text_or_memory_is_empty),
		T(test_rich_date_follows_the_written_rule),
		T(test_rich_date_of_every_language_is_written_down),
		T(test_rich_check_translation_names_what_differs),
		T(test_rich_check_interface_compares_the_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
