/* The sheets that staff print: what stands on them, and that the page for staff fits on one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/paper.h"
#include "app/cards.h"
#include "app/sheets.h"
#include "content/content.h"
#include "print/receipt_raster.h"

/* One printed sheet: on the receipt printer's 80 mm paper no longer than can be folded once and
 * laid at the counter; on A4 what a usual program prints at 10 points. */
#define SHEET_MM_80 520
#define A4_LINES 62
#define A4_COLUMNS 95

static struct paper paper;

static int set_up(void **state)
{
	(void)state;
	paper_open(&paper);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	paper_close(&paper);
	return 0;
}

static int height_mm(const struct receipt *r)
{
	struct printer_model m = paper_model(576, MODEL_GS_V_0);
	struct bitmap b;
	struct diag d = { 0 };
	int mm;

	if (receipt_raster_all(paper.f.engine, paper.glyphs, r, &m, RECEIPT_REGULAR, &b, &d) !=
		ERR_OK)
		fail_msg("%s", d.text);
	mm = (int)(b.height * 25.4 / m.dpi);
	bitmap_finish(&b);
	return mm;
}

static bool has_text(const struct receipt *r, const char *words)
{
	for (int i = 0; i < r->line_count; i++)
		if (r->lines[i].text.utf8 && strstr(r->lines[i].text.utf8, words))
			return true;
	return false;
}

static void test_the_page_for_staff_fits_on_one_sheet(void **state)
{
	const struct receipt *r;
	int lines = 0, mm;
	(void)state;

	assert_int_equal(
		sheet_from_markdown(paper.f.arena, &paper.f.langs, staff_sheet_text, &r), ERR_OK);
	mm = height_mm(r);
	if (mm > SHEET_MM_80)
		fail_msg("board/for-staff.md: %d mm of 80 mm paper, at most %d; write less", mm,
			SHEET_MM_80);
	for (int i = 0; i < r->line_count; i++)
		lines += 1 + (int)r->lines[i].text.size / A4_COLUMNS;
	if (lines > A4_LINES)
		fail_msg("board/for-staff.md: %d lines of A4, at most %d; write less", lines,
			A4_LINES);
}

/* What is printed is what stands in the file. */
static void test_the_page_has_one_source(void **state)
{
	size_t size;
	char *text = fixtures_read_file("board/for-staff.md", &size);
	(void)state;

	assert_non_null(text);
	assert_string_equal(text, staff_sheet_text);
	free(text);
}

static void test_markdown_becomes_lines(void **state)
{
	static const char text[] =
		"# Titel\n\nEn rad\noch en till.\n\n**Först.** Tryck *Lås*: `kod`.\n";
	const struct receipt *r;
	(void)state;

	assert_int_equal(sheet_from_markdown(paper.f.arena, &paper.f.langs, text, &r), ERR_OK);
	assert_int_equal(r->line_count, 4);
	assert_int_equal(r->lines[0].kind, RECEIPT_TITLE);
	assert_string_equal(r->lines[0].text.utf8, "Titel");
	assert_string_equal(r->lines[1].text.utf8, "En rad och en till.");
	assert_int_equal(r->lines[2].kind, RECEIPT_SUBHEADING);
	assert_string_equal(r->lines[2].text.utf8, "Först.");
	assert_string_equal(r->lines[3].text.utf8, "Tryck \u201dLås\u201d: kod.");
	/* A name that is not closed is a mistake in the page, not a sheet. */
	assert_int_equal(
		sheet_from_markdown(paper.f.arena, &paper.f.langs, "a *b\n", &r), ERR_MEMORY);
}

/* The card's code is read back as the language that stands on it. */
static void test_cards_open_their_language(void **state)
{
	const struct receipt *r;
	const struct lang *lang = NULL;
	int cards = 0, offered = 0;
	(void)state;

	for (int i = 0; i < paper.f.langs.count; i++)
		offered += paper.f.langs.langs[i].order > 0;
	assert_int_equal(sheet_cards(paper.f.arena, &paper.f.langs, &r), ERR_OK);
	for (int i = 1; i < r->line_count; i++) {
		struct card card;

		if (r->lines[i].kind == RECEIPT_TITLE)
			lang = r->lines[i].lang;
		if (r->lines[i].kind != RECEIPT_QR)
			continue;
		card_read(r->lines[i].qr, &card);
		assert_int_equal(card.kind, CARD_LANGUAGE);
		assert_non_null(lang);
		assert_string_equal(card.lang, lang->code);
		assert_string_equal(r->lines[i - 1].text.utf8, lang->endonym);
		cards++;
	}
	assert_int_equal(cards, offered);
	assert_true(height_mm(r) > 0);
}

static void test_the_keypad_table_has_every_language(void **state)
{
	const struct receipt *r;
	(void)state;

	assert_int_equal(sheet_keypad(paper.f.arena, &paper.f.langs, &r), ERR_OK);
	for (int i = 0; i < paper.f.langs.count; i++) {
		const struct lang *lang = &paper.f.langs.langs[i];

		if (lang->order > 0 && !has_text(r, lang->swedish))
			fail_msg("%s is missing", lang->swedish);
	}
	assert_true(height_mm(r) > 0);
}

static void test_the_log_newest_first(void **state)
{
	struct act_log *log = calloc(1, sizeof(*log));
	const struct receipt *r;
	(void)state;

	act_log_add(log, "2026-11-28 14:05 Ett");
	act_log_add(log, "2026-11-28 14:06 Två");
	act_log_add(log, "2026-11-28 14:07 Tre");
	assert_int_equal(sheet_log(paper.f.arena, &paper.f.langs, log, 2, &r), ERR_OK);
	assert_true(has_text(r, "Två") && has_text(r, "Tre") && !has_text(r, "Ett"));
	assert_string_equal(r->lines[r->line_count - 1].text.utf8, "2026-11-28 14:06 Två");
	free(log);
}

/* Staff see names, not ids. */
static void test_every_fact_has_a_swedish_name(void **state)
{
	char *xml;
	size_t size;
	int facts = 0, names = 0;
	(void)state;

	xml = fixtures_read_file("assets/facts.xml", &size);
	assert_non_null(xml);
	for (const char *at = xml; (at = strstr(at, "<fact id=")); at++)
		facts++;
	for (const char *at = xml; (at = strstr(at, "<fact id=")); at++) {
		const char *end = strchr(at, '>'), *name = strstr(at, " name=\"");

		if (!name || !end || name > end)
			fail_msg("assets/facts.xml: %.60s has no name", at);
		names++;
	}
	assert_int_equal(names, facts);
	assert_true(facts > 80);
	free(xml);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_page_for_staff_fits_on_one_sheet),
		cmocka_unit_test(test_the_page_has_one_source),
		cmocka_unit_test(test_markdown_becomes_lines),
		cmocka_unit_test(test_cards_open_their_language),
		cmocka_unit_test(test_the_keypad_table_has_every_language),
		cmocka_unit_test(test_the_log_newest_first),
		cmocka_unit_test(test_every_fact_has_a_swedish_name),
	};

	return cmocka_run_group_tests_name("sheets", tests, set_up, tear_down);
}
