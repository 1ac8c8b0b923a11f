#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/fixtures.h"
#include "base/buf.h"
#include "text/bidi.h"
#include "text/engine.h"

#define FSI "\u2068"
#define LRI "\u2066"
#define PDI "\u2069"

static struct fixtures fixtures;

/* All stages up to items, written down as `text|font script level`, one item a line. The font by
 * what distinguishes it: Sans, Arabic, Ethiopic, Thai, with + for bold. */
static const char *items_of(
	const char *utf8, const char *lang, const struct text_span *spans, int span_count)
{
	static struct buf out;
	struct text_engine *e = fixtures.engine;
	struct layout_params params = {
		.lang = fixtures_lang(&fixtures, lang),
		.size_26_6 = 40 * 64,
	};
	struct text_rich text = { utf8, strlen(utf8), spans, span_count };
	const struct layout *layout;
	const struct paragraph *p = &e->paragraph;
	struct diag d = { "" };

	assert_int_equal(layout_create(e, fixtures.arena, &text, &params, &layout, &d), ERR_OK);
	buf_clear(&out);
	for (int i = 0; i < p->item_count; i++) {
		const struct item *item = &p->items[i];
		uint32_t start = p->byte_of[item->start], end = p->byte_of[item->end];
		const char *file = fonts_file(fixtures.fonts, item->font) + strlen("NotoSans");

		buf_printf(&out, "%.*s|%.*s%s %c%c%c%c %d %s\n", (int)(end - start), utf8 + start,
			(int)strcspn(file, "-"), file, strstr(file, "Bold") ? "+" : "",
			(char)(item->script >> 24), (char)(item->script >> 16),
			(char)(item->script >> 8), (char)item->script, item->level,
			item->lang->code);
	}
	return buf_str(&out);
}

static void test_itemise_table(void **state)
{
	static const struct {
		const char *lang, *text, *items;
	} cases[] = {
		{ "sv", "", "" },
		{ "sv", "Hej, 3 st (ja).", "Hej, 3 st (ja).| Latn 0 sv\n" },
		/* Nothing but common characters: the language's own script. */
		{ "sv", "400-12", "400-12| Latn 0 sv\n" },
		{ "ar", "400", "400|Arabic Arab 2 ar\n" },
		{ "uk", "Київ, Malmö і", "Київ, | Cyrl 0 uk\nMalmö | Latn 0 uk\nі| Cyrl 0 uk\n" },
		/* A newline is in no item, and what follows starts anew. */
		{ "uk", "Київ\n(a)", "Київ| Cyrl 0 uk\n(a)| Latn 0 uk\n" },
		/* What comes before the first letter goes with it. */
		{ "ar", "- abc", "- |Arabic Latn 1 ar\nabc| Latn 2 ar\n" },
		/* The closing bracket takes the script of the opening one. */
		{ "uk", "Київ (Kyiv) є", "Київ (| Cyrl 0 uk\nKyiv| Latn 0 uk\n) є| Cyrl 0 uk\n" },
		/* So does the end of an isolate, and the blank after it. */
		{ "ar", "في " FSI "Malmö" PDI " قد",
			"في " FSI "|Arabic Arab 1 ar\nMalmö| Latn 2 ar\n" PDI
			" قد|Arabic Arab 1 ar\n" },
		/* A closing bracket inside an isolate does not close the one outside. */
		{ "uk", "я (" LRI "a)" PDI " б) в",
			"я (" LRI "| Cyrl 0 uk\na)| Latn 0 uk\n" PDI " б) в| Cyrl 0 uk\n" },
		/* Digits and hyphen are in the Arabic font; it has no letters a-z. */
		{ "ar", LRI "0771-567 567" PDI,
			LRI "|Arabic Arab 1 ar\n0771-567 567|Arabic Arab 2 ar\n" PDI
			    "|Arabic Arab 1 ar\n" },
		/* The Ethiopic font has no digits: they fall back, the blanks do not. */
		{ "ti", "ሀ 12 ለ", "ሀ |Ethiopic Ethi 0 ti\n12| Ethi 0 ti\n ለ|Ethiopic Ethi 0 ti\n" },
		{ "th", "ก12ข", "ก|Thai Thai 0 th\n12| Thai 0 th\nข|Thai Thai 0 th\n" },
		/* A cluster takes one font: the acute alone would be in Noto Sans. */
		{ "ar", "ب\u0301ب", "ب\u0301ب|Arabic Arab 1 ar\n" },
		{ "sv", "e\u0301a", "e\u0301a| Latn 0 sv\n" },
		/* Combining marks take the script of their letter. */
		{ "sv", "a\u064Bb", "a\u064Bb| Latn 0 sv\n" },
		/* Nobody has this: the first font shows the box. */
		{ "ar", "\U000F0000", "\U000F0000|Arabic Zzzz 2 ar\n" },
		/* Invisible characters never change the font. */
		{ "fa", "می\u200Cشود", "می\u200Cشود|Arabic Arab 1 fa\n" },
		{ "sv", "a\u00ADb\u200Bc\uFE0F", "a\u00ADb\u200Bc\uFE0F| Latn 0 sv\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *got = items_of(cases[i].text, cases[i].lang, NULL, 0);

		if (strcmp(got, cases[i].items) != 0)
			fail_msg("%s: %s\ngot:\n%swanted:\n%s", cases[i].lang, cases[i].text, got,
				cases[i].items);
	}
}

static void test_itemise_spans(void **state)
{
	const struct lang *sv = fixtures_lang(&fixtures, "sv");
	const struct text_span term[] = { { 5, 9, sv, true } };
	const struct text_span bad[] = { { 3, 2, sv, true }, { 1, 2, NULL, true },
		{ 0, 3, sv, false }, { 3, 900, NULL, true } };
	/* In the middle of a cluster: the cluster stays whole. */
	const struct text_span inside[] = { { 1, 3, NULL, true } };

	(void)state;
	assert_string_equal(items_of("في "
				     "Malmö",
				    "ar", NULL, 0),
		"في |Arabic Arab 1 ar\nMalmö| Latn 2 ar\n");
	assert_string_equal(items_of("في "
				     "Malmö",
				    "ar", term, 1),
		"في |Arabic Arab 1 ar\nMalm|+ Latn 2 sv\nö| Latn 2 ar\n");
	/* The span's language first, then the paragraph's fonts for what it lacks. */
	assert_string_equal(items_of("قد aب", "ar", (struct text_span[]){ { 5, 8, sv, false } }, 1),
		"قد |Arabic Arab 1 ar\na| Latn 2 sv\nب|Arabic Arab 1 sv\n");
	assert_string_equal(items_of("abcdef", "sv", bad, 4),
		"a| Latn 0 sv\nb|+ Latn 0 sv\nc| Latn 0 sv\ndef|+ Latn 0 sv\n");
	assert_string_equal(
		items_of("e\u0301a", "sv", inside, 1), "e\u0301| Latn 0 sv\na| Latn 0 sv\n");
}

static void test_itemise_malformed_utf8(void **state)
{
	(void)state;
	assert_string_equal(items_of("a\xFF\xC3", "sv", NULL, 0), "a\xFF\xC3| Latn 0 sv\n");
	assert_int_equal(fixtures.engine->paragraph.length, 3);
	assert_int_equal(fixtures.engine->paragraph.text[1], 0xFFFD);
	assert_int_equal(fixtures.engine->paragraph.byte_of[3], 3);
}

/* Every visible character of the corpus has a glyph in its language, regular and bold; the corpus
 * also has words in other scripts, which the short chains of three languages do not cover. */
static void test_itemise_corpus_glyphs(void **state)
{
	static const struct {
		const char *lang;
		int missing;
	} cases[] = { { "sv", 0 }, { "en", 0 }, { "uk", 0 }, { "ar", 0 }, { "fa", 0 }, { "ti", 0 },
		{ "th", 0 }, { "ps", 0 }, { "ckb", 0 }, { "ur", 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]) * 2; i++) {
		struct arena *a = arena_create(0);
		bool bold = i % 2;
		struct layout_params params = {
			.lang = fixtures_lang(&fixtures, cases[i / 2].lang),
			.size_26_6 = 40 * 64,
			.width_26_6 = 960 * 64,
			.bold = bold,
		};
		const struct layout *layout;
		char path[64], *text;

		snprintf(path, sizeof(path), "tests/corpus/%s.txt", cases[i / 2].lang);
		text = fixtures_read_file(path, NULL);
		assert_non_null(text);
		assert_int_equal(
			layout_create_plain(fixtures.engine, a, text, &params, &layout, NULL),
			ERR_OK);
		assert_int_equal(layout->missing, cases[i / 2].missing);
		for (int r = 0; r < layout->run_count; r++) {
			const char *file = fonts_file(fixtures.fonts, layout->runs[r].font);

			assert_int_equal(strstr(file, "Bold") != NULL, bold);
		}
		free(text);
		arena_destroy(a);
	}
}

static int setup(void **state)
{
	(void)state;
	fixtures_open(&fixtures);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixtures_close(&fixtures);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_itemise_table),
		cmocka_unit_test(test_itemise_spans),
		cmocka_unit_test(test_itemise_malformed_utf8),
		cmocka_unit_test(test_itemise_corpus_glyphs),
	};

	return cmocka_run_group_tests_name("itemise", tests, setup, teardown);
}
