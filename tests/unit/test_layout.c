#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/fixtures.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "text/layout.h"

#define FSI "\u2068"
#define LRI "\u2066"
#define PDI "\u2069"
#define NO_WRAP 0

static struct fixtures fixtures;

static struct layout_params params_of(const char *lang, int width_px)
{
	return (struct layout_params){
		.lang = fixtures_lang(&fixtures, lang),
		.size_26_6 = 40 * 64,
		.width_26_6 = width_px * 64,
	};
}

static const struct layout *lay_out_with(const char *utf8, const struct layout_params *params)
{
	const struct layout *layout = NULL;
	struct diag d = { "" };

	if (layout_create_plain(fixtures.engine, fixtures.arena, utf8, params, &layout, &d) !=
		ERR_OK)
		fail_msg("%s", d.text);
	return layout;
}

static const struct layout *lay_out(const char *utf8, const char *lang, int width_px)
{
	struct layout_params params = params_of(lang, width_px);

	return lay_out_with(utf8, &params);
}

static const struct layout_run *run_at(
	const struct layout *l, const struct layout_line *line, int i)
{
	return &l->runs[line->first_run + i];
}

/* The characters of a line as they stand from left to right, a line of text per line of layout.
 * A cluster's characters stay in logical order; invisible isolates are left out. */
static const char *visual(const struct layout *l, const char *utf8)
{
	static struct buf out;
	size_t size = strlen(utf8);

	buf_clear(&out);
	for (int i = 0; i < l->line_count; i++) {
		const struct layout_line *line = &l->lines[i];

		for (int r = 0; r < line->run_count; r++) {
			const struct layout_run *run = run_at(l, line, r);

			for (int k = 0; k < run->glyph_count; k++) {
				uint32_t at = l->glyphs[run->first_glyph + k].cluster;
				size_t next = at;
				uint32_t c;

				if (k && l->glyphs[run->first_glyph + k - 1].cluster == at)
					continue;
				c = utf8_next(utf8, size, &next);
				if (c < 0x2066 || c > 0x2069)
					buf_append(&out, utf8 + at, next - at);
			}
		}
		buf_putc(&out, '\n');
	}
	return buf_str(&out);
}

/* ---------------------------------------------------------------- visual order */

static void test_layout_visual_order(void **state)
{
	static const struct {
		const char *lang, *text, *visual;
	} cases[] = {
		{ "sv", "abc", "abc\n" },
		{ "ar", "ابج", "جبا\n" },
		/* An isolated Swedish term, phone number, date, amount and address read from left
		 * to right, and the text around them goes on from right to left. */
		{ "ar", "في " FSI "Malmö" PDI " قد", "دق Malmö يف\n" },
		{ "ar", "رقم " LRI "0771-567 567" PDI ".", ".0771-567 567 مقر\n" },
		{ "fa", "تا " LRI "2026-11-22" PDI " و", "و 2026-11-22 ات\n" },
		{ "ckb", "نرخ " LRI "1 250,50 kr" PDI "ە", "ە1 250,50 kr خرن\n" },
		{ "ur", "پتا " LRI "www.skatteverket.se/visa?x=1" PDI "۔",
			"۔www.skatteverket.se/visa?x=1 اتپ\n" },
		{ "ps", "بیه " LRI "+46 8 123 45 67" PDI " ده", "هد +46 8 123 45 67 هیب\n" },
		{ "prs", "از " LRI "08:00-16:00" PDI " تا", "ات 08:00-16:00 زا\n" },
		/* Without an isolate UAX #9 turns the parts of a phone number around (W2 makes
		 * Arabic numbers of them): the reason why content must isolate. */
		{ "ar", "رقم 0771-567 567.", ".567 567-0771 مقر\n" },
		/* An Arabic name in Swedish text, with its number after it. */
		{ "sv", "Ring ابج 12 nu", "Ring 12 جبا nu\n" },
		{ "sv", "Ring " FSI "ابج" PDI " 12 nu", "Ring جبا 12 nu\n" },
		/* Brackets are mirrored glyphs of the same characters. */
		{ "ar", "(ا)", ")ا(\n" },
		/* Digits of the language keep their own order. */
		{ "fa", "۴۵۶ کرون", "نورک ۴۵۶\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct layout *l = lay_out(cases[i].text, cases[i].lang, NO_WRAP);
		const char *got = visual(l, cases[i].text);

		if (strcmp(got, cases[i].visual) != 0)
			fail_msg("%s: %s\ngot    %swanted %s", cases[i].lang, cases[i].text, got,
				cases[i].visual);
	}
}

/* L1: the blank before a break goes to the line's end in paragraph direction, although it stands
 * among letters of the other direction. */
static void test_layout_trailing_blank_hangs_at_the_end(void **state)
{
	const char *text = "Skatteverket Migrationsverket";
	const struct layout *l = lay_out(text, "ar", 350);
	const struct layout_run *first;

	(void)state;
	assert_int_equal(l->line_count, 2);
	assert_int_equal(l->direction, TEXT_RTL);
	assert_string_equal(visual(l, text), " Skatteverket\nMigrationsverket\n");
	/* It hangs left of the line's box, which ends at the right edge. */
	first = run_at(l, &l->lines[0], 0);
	assert_int_equal(first->level, 1);
	assert_int_equal(first->x + first->width, l->lines[0].x);
	assert_int_equal(l->lines[0].x + l->lines[0].width, 350 * 64);
	assert_int_equal(run_at(l, &l->lines[0], 1)->x, l->lines[0].x);
	assert_int_equal(l->lines[0].width, run_at(l, &l->lines[0], 1)->width);
}

static void test_layout_width_leaves_trailing_blanks_out(void **state)
{
	int32_t bare = lay_out("abc", "sv", NO_WRAP)->width;

	(void)state;
	assert_int_equal(lay_out("abc   ", "sv", NO_WRAP)->width, bare);
	assert_int_equal(lay_out("abc \t\n", "sv", NO_WRAP)->width, bare);
	assert_true(lay_out("abc\u00A0", "sv", NO_WRAP)->width > bare);
	assert_true(lay_out("   abc", "sv", NO_WRAP)->width > bare);
}

/* ---------------------------------------------------------------- breaking */

static void test_layout_breaks(void **state)
{
	static const struct {
		const char *lang, *text;
		int width_px;
		const char *visual;
		bool overflows;
	} cases[] = {
		{ "sv", "", 100, "\n", false },
		{ "sv", "a\nb", 1000, "a\nb\n", false },
		{ "sv", "a\r\nb\n", 1000, "a\nb\n\n", false },
		{ "sv", "a\u2028b\u2029\vc", 1000, "a\nb\n\nc\n", false },
		{ "sv", "\n\n", 1000, "\n\n\n", false },
		{ "sv", "aaa bbb ccc", 100, "aaa \nbbb \nccc\n", false },
		{ "sv", "aaa bbb ccc", 155, "aaa bbb \nccc\n", false },
		{ "sv", "aaa\u00A0bbb ccc", 160, "aaa\u00A0bbb \nccc\n", false },
		/* A word wider than the line breaks between clusters. */
		{ "sv", "mmmmm", 100, "mm\nmm\nm\n", true },
		{ "sv", "a mmmmm", 100, "a \nmm\nmm\nm\n", true },
		/* A blank after a forced break makes no empty line. */
		{ "sv", "a b", 1, "a \nb\n", true },
		{ "sv", "m\u0308m\u0308", 1, "m\nm\n", true },
		{ "ti", "ሰላም ዓለም", 120, "ሰላም \nዓለም\n", false },
		/* Right to left, the first line has the first words. */
		{ "ar", "ابج دهو", 100, " جبا\nوهد\n", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct layout *l = lay_out(cases[i].text, cases[i].lang, cases[i].width_px);
		const char *got = visual(l, cases[i].text);

		if (strcmp(got, cases[i].visual) != 0)
			fail_msg("%s at %d px\ngot\n%swanted\n%s", cases[i].text, cases[i].width_px,
				got, cases[i].visual);
		assert_int_equal(l->overflows, cases[i].overflows);
		assert_false(l->truncated);
	}
}

/* Thai has no blanks: ICU's dictionary finds the words. */
static void test_layout_breaks_thai_between_words(void **state)
{
	const char *text = "ภาษาไทยง่าย"; /* language, Thai, easy */
	const struct layout *l = lay_out(text, "th", 120);

	(void)state;
	assert_int_equal(l->line_count, 3);
	assert_memory_equal(text + l->lines[0].byte_start, "ภาษา", strlen("ภาษา"));
	assert_int_equal(l->lines[0].byte_end, strlen("ภาษา"));
	assert_int_equal(l->lines[1].byte_end, strlen("ภาษาไทย"));
	assert_int_equal(l->lines[2].byte_end, strlen(text));
}

static void test_layout_soft_hyphen(void **state)
{
	const char *text = "medborgar\u00ADskap";
	const struct layout *whole = lay_out(text, "sv", NO_WRAP), *l;
	const struct layout_glyph *last, *hidden;
	int32_t plain = lay_out("medborgarskap", "sv", NO_WRAP)->width;
	int32_t first = lay_out("medborgar", "sv", NO_WRAP)->width;

	(void)state;
	/* Where no line ends it is invisible and has no width. */
	assert_int_equal(whole->width, plain);
	hidden = &whole->glyphs[9];
	assert_int_equal(hidden->cluster, 9);
	assert_int_equal(hidden->advance, 0);

	l = lay_out(text, "sv", 250);
	assert_int_equal(l->line_count, 2);
	assert_false(l->overflows);
	last = &l->glyphs[run_at(l, &l->lines[0], 0)->glyph_count - 1];
	assert_int_equal(last->cluster, 9);
	assert_true(last->advance > 0);
	assert_int_not_equal(last->id, hidden->id);
	assert_int_equal(l->lines[0].width, first + last->advance);

	/* The hyphen itself must fit: without room for it the word does not break there. */
	l = lay_out("a medborgar\u00ADskap", "sv", (first + last->advance) / 64);
	assert_int_equal(l->lines[0].byte_end, 2);
	/* Right to left it stands at the line's left end. */
	l = lay_out("ابجد\u00ADهوز", "ar", 100);
	assert_int_equal(l->line_count, 2);
	assert_int_equal(l->glyphs[0].cluster, 8);
	assert_true(l->glyphs[0].advance > 0);
	assert_int_equal(l->glyphs[0].x, l->lines[0].x);
}

static void test_layout_max_lines(void **state)
{
	struct layout_params params = params_of("sv", 100);
	const struct layout *l;

	(void)state;
	params.max_lines = 2;
	l = lay_out_with("aaa bbb ccc", &params);
	assert_int_equal(l->line_count, 2);
	assert_true(l->truncated);
	assert_int_equal(l->lines[1].byte_end, 8);
	assert_false(lay_out_with("aaa bbb \n", &params)->truncated);
	params.max_lines = 3;
	assert_false(lay_out_with("aaa bbb ccc", &params)->truncated);
}

/* ---------------------------------------------------------------- shape and place */

static void test_layout_alignment(void **state)
{
	static const struct {
		const char *lang, *text;
		enum text_align align;
		int at; /* 0 left, 1 middle, 2 right */
	} cases[] = {
		{ "sv", "abc", TEXT_START, 0 },
		{ "sv", "abc", TEXT_CENTER, 1 },
		{ "sv", "abc", TEXT_END, 2 },
		{ "ar", "ابج", TEXT_START, 2 },
		{ "ar", "ابج", TEXT_CENTER, 1 },
		{ "ar", "ابج", TEXT_END, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct layout_params params = params_of(cases[i].lang, 500);
		const struct layout *l;

		params.align = cases[i].align;
		l = lay_out_with(cases[i].text, &params);
		assert_int_equal(l->lines[0].x, (500 * 64 - l->lines[0].width) * cases[i].at / 2);
		assert_int_equal(l->runs[0].x, l->lines[0].x);
		assert_int_equal(l->glyphs[0].x, l->lines[0].x);
	}
}

/* Without a width, the widest line is the box that lines are aligned in. */
static void test_layout_aligns_to_the_widest_line(void **state)
{
	const struct layout *l = lay_out("ابجدهوز\nاب", "ar", NO_WRAP);

	(void)state;
	assert_int_equal(l->line_count, 2);
	assert_int_equal(l->lines[0].x, 0);
	assert_int_equal(l->width, l->lines[0].width);
	assert_int_equal(l->lines[1].x + l->lines[1].width, l->width);
	assert_true(l->lines[1].x > 0);
}

static void test_layout_line_height(void **state)
{
	struct layout_params params = params_of("sv", 100);
	const struct layout *l = lay_out_with("a b\nc", &params);

	(void)state;
	/* Noto Sans: ascent 1.069 em, descent 0.293 em; 54.48 px at 40 px, rounded up. */
	assert_int_equal(l->height, 2 * 55 * 64);
	assert_int_equal(l->lines[0].baseline, 43 * 64);
	assert_int_equal(l->lines[1].baseline, (43 + 55) * 64);
	params.line_height_26_6 = 60 * 64;
	l = lay_out_with("a", &params);
	assert_int_equal(l->height, 60 * 64);
	assert_int_equal(l->lines[0].baseline, 46 * 64);
	/* The same for a line with embedded Latin only: the chain counts, not the letters. */
	assert_int_equal(
		lay_out("abc", "ar", NO_WRAP)->height, lay_out("ابج", "ar", NO_WRAP)->height);
}

static void test_layout_direction_from_text(void **state)
{
	struct layout_params params = params_of("sv", NO_WRAP);

	(void)state;
	params.direction_from_text = true;
	assert_int_equal(lay_out_with("abc", &params)->direction, TEXT_LTR);
	assert_int_equal(lay_out_with("123 ابج abc", &params)->direction, TEXT_RTL);
	assert_int_equal(lay_out_with(FSI "ابج" PDI " abc", &params)->direction, TEXT_LTR);
	assert_int_equal(lay_out_with("123", &params)->direction, TEXT_LTR);
	params.lang = fixtures_lang(&fixtures, "ar");
	assert_int_equal(lay_out_with("123", &params)->direction, TEXT_RTL);
	assert_int_equal(lay_out_with("abc ابج", &params)->direction, TEXT_LTR);
	/* What follows a newline keeps the direction. */
	assert_string_equal(visual(lay_out_with("ابج\n(a", &params), "ابج\n(a"), "جبا\na(\n");
	params.direction_from_text = false;
	assert_int_equal(lay_out_with("abc", &params)->direction, TEXT_RTL);
}

/* The language reaches HarfBuzz: Noto Sans Arabic draws other digits for Urdu than for Persian. */
static void test_layout_language_chooses_glyphs(void **state)
{
	const struct lang *ur = fixtures_lang(&fixtures, "ur");
	const struct text_span span = { 0, 2, ur, false };
	const struct text_rich text = { "۷", 2, &span, 1 };
	struct layout_params params = params_of("fa", NO_WRAP);
	uint32_t fa = lay_out("۷", "fa", NO_WRAP)->glyphs[0].id;
	uint32_t urdu = lay_out("۷", "ur", NO_WRAP)->glyphs[0].id;
	const struct layout *l;

	(void)state;
	assert_int_not_equal(fa, urdu);
	assert_int_equal(
		layout_create(fixtures.engine, fixtures.arena, &text, &params, &l, NULL), ERR_OK);
	assert_int_equal(l->glyphs[0].id, urdu);
	assert_ptr_equal(l->runs[0].lang, ur);
}

static void test_layout_bold_span(void **state)
{
	const struct text_span span = { 4, 7, NULL, true };
	const struct text_rich text = { "abc def ghi", 11, &span, 1 };
	struct layout_params params = params_of("sv", NO_WRAP);
	const struct layout *l;

	(void)state;
	assert_int_equal(
		layout_create(fixtures.engine, fixtures.arena, &text, &params, &l, NULL), ERR_OK);
	assert_int_equal(l->run_count, 3);
	assert_false(l->runs[0].bold);
	assert_true(l->runs[1].bold);
	assert_int_equal(l->runs[1].byte_start, 4);
	assert_int_equal(l->runs[1].byte_end, 7);
	assert_string_equal(fonts_file(fixtures.fonts, l->runs[1].font), "NotoSans-Bold.ttf");
}

static void test_layout_missing_glyph_is_a_counted_box(void **state)
{
	const struct layout *l = lay_out("a\U000F0000b\u4E2D\u4E2D", "sv", NO_WRAP);

	(void)state;
	assert_int_equal(l->missing, 3);
	assert_int_equal(l->glyphs[1].id, 0);
	assert_true(l->glyphs[1].advance > 0);
	assert_int_equal(lay_out("abc\u00AD\u2068\u200D", "sv", NO_WRAP)->missing, 0);
}

static void test_layout_tab_is_a_blank(void **state)
{
	const struct layout *tab = lay_out("a\tb", "sv", NO_WRAP);
	const struct layout *blank = lay_out("a b", "sv", NO_WRAP);

	(void)state;
	assert_int_equal(tab->missing, 0);
	assert_int_equal(tab->width, blank->width);
}

static void test_layout_hinted_stands_on_whole_dots(void **state)
{
	static const char *const texts[][2] = { { "sv", "Hej AVANTI Tåg, file 0771-567 567" },
		{ "ar", "مَدرَسَةٌ " FSI "Malmö" PDI " لا" }, { "th", "น้ำที่นี่ ผู้ใหญ่" } };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct layout_params params = params_of(texts[i][0], 203);
		const struct layout *l;

		params.size_26_6 = 25 * 64 + 13;
		params.hinted = true;
		params.align = TEXT_CENTER;
		l = lay_out_with(texts[i][1], &params);
		assert_true(l->hinted);
		for (int g = 0; g < l->glyph_count; g++) {
			assert_int_equal(l->glyphs[g].x & 63, 0);
			assert_int_equal(l->glyphs[g].y & 63, 0);
			assert_int_equal(l->glyphs[g].advance & 63, 0);
		}
	}
}

/* ---------------------------------------------------------------- what always holds */

/* Lines follow each other and cover the text; runs stand side by side; glyphs sum up. */
static void check_layout(const struct layout *l, const char *utf8, const struct layout_params *p)
{
	uint32_t at = 0;
	size_t size = strlen(utf8);

	for (int i = 0; i < l->line_count; i++) {
		const struct layout_line *line = &l->lines[i];
		int32_t pen = line->run_count ? run_at(l, line, 0)->x : line->x;

		assert_true(line->byte_start >= at && line->byte_start - at <= 3);
		at = line->byte_end;
		if (p->width_26_6 > 0 && !l->overflows)
			assert_true(line->width <= p->width_26_6);
		for (int r = 0; r < line->run_count; r++) {
			const struct layout_run *run = run_at(l, line, r);
			int32_t start = run->x;

			assert_int_equal(run->x, pen);
			assert_true(run->byte_start >= line->byte_start);
			assert_true(run->byte_end <= line->byte_end);
			assert_true(run->byte_start < run->byte_end);
			for (int g = 0; g < run->glyph_count; g++) {
				const struct layout_glyph *glyph = &l->glyphs[run->first_glyph + g];

				assert_true(glyph->advance >= 0);
				assert_true(glyph->cluster >= run->byte_start &&
					    glyph->cluster < run->byte_end);
				pen += glyph->advance;
			}
			assert_int_equal(run->width, pen - start);
		}
		assert_true(line->x <= pen);
	}
	assert_true(size - at <= 3);
}

static void test_layout_invariants_on_the_corpus(void **state)
{
	static const char *const langs[] = { "sv", "en", "ar", "fa", "uk", "ti", "th", "ps", "ckb",
		"ur" };
	static const int widths[] = { NO_WRAP, 1, 37, 120, 333, 960 };

	(void)state;
	for (size_t i = 0; i < sizeof(langs) / sizeof(langs[0]) * 6; i++) {
		struct layout_params params = params_of(langs[i / 6], widths[i % 6]);
		char path[64], *text;

		snprintf(path, sizeof(path), "tests/corpus/%s.txt", langs[i / 6]);
		text = fixtures_read_file(path, NULL);
		assert_non_null(text);
		for (int paper = 0; paper < 2; paper++) {
			struct arena *a = arena_create(0);
			const struct layout *l;

			params.hinted = params.bold = paper;
			assert_int_equal(
				layout_create_plain(fixtures.engine, a, text, &params, &l, NULL),
				ERR_OK);
			check_layout(l, text, &params);
			arena_destroy(a);
		}
		free(text);
	}
}

/* A joined word broken by force: both halves keep the letters' joining shapes, and the widths are
 * those of what is shown. Re-shaping must not change what lies far from the break. */
static void test_layout_forced_break_keeps_letters_joined(void **state)
{
	const char *text = "ببببببببب";
	const struct layout *whole = lay_out(text, "ar", NO_WRAP);
	uint32_t medial = whole->glyphs[4].id;
	const struct layout *l = lay_out(text, "ar", 60);

	(void)state;
	assert_true(l->overflows);
	assert_true(l->line_count > 1);
	assert_int_equal(l->missing, 0);
	/* The line's last letter, the leftmost, still joins to the one on the next line. */
	for (int i = 1; i < l->line_count - 1; i++) {
		const struct layout_run *run = run_at(l, &l->lines[i], 0);

		for (int g = 0; g < run->glyph_count; g++)
			assert_int_equal(l->glyphs[run->first_glyph + g].id, medial);
	}
}

/* A ligature at a forced break is taken apart, so that each line has its own letters. */
static void test_layout_forced_break_inside_a_ligature(void **state)
{
	const char *text = "لالالالا";
	struct layout_params params = params_of("ar", 1);
	const struct layout *l = lay_out_with(text, &params);

	(void)state;
	check_layout(l, text, &params);
	assert_int_equal(l->line_count, 8);
	for (int i = 0; i < 8; i++) {
		assert_int_equal(l->lines[i].byte_start, 2 * i);
		assert_true(l->lines[i].run_count == 1);
		assert_true(run_at(l, &l->lines[i], 0)->glyph_count >= 1);
	}
}

static char *repeat(const char *piece, size_t count)
{
	size_t size = strlen(piece);
	char *text = malloc(size * count + 1);

	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * size, piece, size);
	text[size * count] = '\0';
	return text;
}

/* 100,000 characters without and with blanks, joined and not, at ordinary widths and at 1 px. */
static void test_layout_very_long_text(void **state)
{
	static const struct {
		const char *lang, *piece;
		size_t count;
		int width_px;
	} cases[] = {
		{ "sv", "m", 100000, 960 },
		{ "sv", "ord ", 25000, 960 },
		{ "sv", "m", 100000, 1 },
		{ "ar", "ب", 100000, 960 },
		{ "ar", "ب", 10000, 1 },
		{ "ar", "كلمة ", 20000, 960 },
		{ "ar", LRI "a" PDI "ب", 5000, 960 },
		{ "th", "ก", 100000, 960 },
		{ "sv", "m\u0308", 50000, 960 },
		{ "sv", "(", 100000, 960 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena *a = arena_create(0);
		char *text = repeat(cases[i].piece, cases[i].count);
		struct layout_params params = params_of(cases[i].lang, cases[i].width_px);
		const struct layout *l;

		assert_int_equal(
			layout_create_plain(fixtures.engine, a, text, &params, &l, NULL), ERR_OK);
		check_layout(l, text, &params);
		free(text);
		arena_destroy(a);
	}
}

static void test_layout_random_bytes(void **state)
{
	static const char *const pieces[] = { "a", " ", "ب", "ل", "ا", "\u0301", "\u064B", "\u2067",
		"\u2069", "\u202E", "\u202C", "\u00AD", "\n", "\r", "\t", "(", ")", "12", "\xff",
		"\xe2\x82", "\U0001F600", "\u200D", "ก", "ำ", "ሀ", "é", "fi", "\u2029", "\u0600",
		"-", "\u200B" };
	uint64_t seed = 88172645463325252u;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct arena *a = arena_create(0);
		struct layout_params params = params_of(round % 2 ? "ar" : "sv", round % 400);
		const struct layout *l;
		struct buf text = { 0 };

		params.hinted = round % 7 == 0;
		params.align = (enum text_align)(round % 3);
		for (int i = round % 40; i > 0; i--) {
			seed ^= seed << 13;
			seed ^= seed >> 7;
			seed ^= seed << 17;
			buf_puts(&text, pieces[seed % (sizeof(pieces) / sizeof(pieces[0]))]);
		}
		assert_int_equal(
			layout_create_plain(fixtures.engine, a, buf_str(&text), &params, &l, NULL),
			ERR_OK);
		check_layout(l, buf_str(&text), &params);
		buf_finish(&text);
		arena_destroy(a);
	}
}

static void test_layout_refuses_with_a_sentence(void **state)
{
	struct layout_params params = params_of("sv", 100);
	struct lang lang = *params.lang;
	const struct layout *l;
	struct diag d = { "" };
	struct arena *tiny = arena_create(64);
	char *big = repeat("a", (1u << 20) + 1);

	(void)state;
	params.size_26_6 = 0;
	assert_int_equal(layout_create_plain(fixtures.engine, fixtures.arena, "a", &params, &l, &d),
		ERR_RANGE);
	assert_non_null(strstr(d.text, "text size 0 px"));
	params = params_of("sv", 100);
	d.text[0] = '\0';
	assert_int_equal(layout_create_plain(fixtures.engine, fixtures.arena, big, &params, &l, &d),
		ERR_RANGE);
	assert_non_null(strstr(d.text, "language sv"));
	lang.fonts[0] = "NoSuchFont";
	lang.font_count = 1;
	params.lang = &lang;
	d.text[0] = '\0';
	assert_int_equal(layout_create_plain(fixtures.engine, fixtures.arena, "a", &params, &l, &d),
		ERR_MISSING);
	assert_non_null(strstr(d.text, "languages/sv.ini"));
	params = params_of("sv", 100);
	d.text[0] = '\0';
	assert_int_equal(
		layout_create_plain(fixtures.engine, tiny, "a", &params, &l, &d), ERR_MEMORY);
	assert_non_null(strstr(d.text, "no memory"));
	free(big);
	arena_destroy(tiny);
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
		cmocka_unit_test(test_layout_visual_order),
		cmocka_unit_test(test_layout_trailing_blank_hangs_at_the_end),
		cmocka_unit_test(test_layout_width_leaves_trailing_blanks_out),
		cmocka_unit_test(test_layout_breaks),
		cmocka_unit_test(test_layout_breaks_thai_between_words),
		cmocka_unit_test(test_layout_soft_hyphen),
		cmocka_unit_test(test_layout_max_lines),
		cmocka_unit_test(test_layout_alignment),
		cmocka_unit_test(test_layout_aligns_to_the_widest_line),
		cmocka_unit_test(test_layout_line_height),
		cmocka_unit_test(test_layout_direction_from_text),
		cmocka_unit_test(test_layout_language_chooses_glyphs),
		cmocka_unit_test(test_layout_bold_span),
		cmocka_unit_test(test_layout_missing_glyph_is_a_counted_box),
		cmocka_unit_test(test_layout_tab_is_a_blank),
		cmocka_unit_test(test_layout_hinted_stands_on_whole_dots),
		cmocka_unit_test(test_layout_invariants_on_the_corpus),
		cmocka_unit_test(test_layout_forced_break_keeps_letters_joined),
		cmocka_unit_test(test_layout_forced_break_inside_a_ligature),
		cmocka_unit_test(test_layout_very_long_text),
		cmocka_unit_test(test_layout_random_bytes),
		cmocka_unit_test(test_layout_refuses_with_a_sentence),
	};

	return cmocka_run_group_tests_name("layout", tests, setup, teardown);
}
