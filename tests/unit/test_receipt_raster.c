/* Receipts as dots: sizes in mm, bands, mirroring, and nothing but the receipt in the bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/dots.h"
#include "../support/paper.h"
#include "print/escpos.h"
#include "print/receipt_raster.h"
#include "print/simulator.h"

static const char *const codes[] = { "sv", "en", "ar", "fa", "uk", "ti" };
static const int widths[] = { 384, 512, 576 };

static int setup(void **state)
{
	struct paper *p = calloc(1, sizeof(*p));

	paper_open(p);
	*state = p;
	return 0;
}

static int teardown(void **state)
{
	paper_close(*state);
	free(*state);
	return 0;
}

static struct bitmap whole(struct paper *p, const struct receipt *r, const struct printer_model *m,
	enum receipt_size size)
{
	struct bitmap b;
	struct diag d = { 0 };

	if (receipt_raster_all(p->f.engine, p->glyphs, r, m, size, &b, &d) != ERR_OK)
		fail_msg("%s", d.text);
	return b;
}

static bool is_white_row(const struct bitmap *b, int y)
{
	for (int x = 0; x < b->width; x++) {
		if (dots_at(b, x, y))
			return false;
	}
	return true;
}

static void test_receipt_raster_bands_make_the_whole(void **state)
{
	struct paper *p = *state;

	for (size_t l = 0; l < 6; l++) {
		for (size_t w = 0; w < 3; w++) {
			struct printer_model m = paper_model(widths[w], MODEL_GS_V_0);
			const struct receipt *r = paper_receipt(p, codes[l], 2);
			struct bitmap all = whole(p, r, &m, RECEIPT_REGULAR);
			struct receipt_raster *raster;
			const struct bitmap *band;
			int y = 0, torn = 0, bands = 0;

			assert_int_equal(receipt_raster_create(p->f.engine, p->glyphs, r, &m,
						 RECEIPT_REGULAR, &raster, NULL),
				ERR_OK);
			for (;;) {
				assert_int_equal(receipt_raster_next(raster, &band, NULL), ERR_OK);
				if (!band)
					break;
				assert_in_range(band->height, 1, m.band_rows);
				assert_int_not_equal(band->height % 48, 0);
				assert_int_equal(band->width, m.dots);
				assert_memory_equal(band->bits,
					all.bits + (size_t)y * (size_t)all.stride,
					(size_t)band->height * (size_t)all.stride);
				y += band->height;
				torn += y < all.height && !is_white_row(&all, y) &&
					!is_white_row(&all, y - 1);
				bands++;
			}
			assert_int_equal(y, all.height);
			assert_int_equal(receipt_raster_next(raster, &band, NULL), ERR_OK);
			assert_null(band); /* the end stays the end */
			/* A QR code and a frame are higher than a band; text never is. */
			assert_true(torn <= bands / 2);
			receipt_raster_destroy(raster);
			bitmap_finish(&all);
		}
	}
}

/* After each band the same answer as from looking at all that follows. */
static void test_receipt_raster_knows_whether_ink_is_to_come(void **state)
{
	struct paper *p = *state;
	struct printer_model m = paper_model(384, MODEL_GS_V_0);
	const struct receipt *r = paper_receipt(p, "ar", 2);
	struct bitmap all = whole(p, r, &m, RECEIPT_REGULAR);
	int last_ink = all.height - 1, rows = 0, asked = 0;
	struct receipt_raster *raster;
	const struct bitmap *band;

	while (is_white_row(&all, last_ink))
		last_ink--;
	for (int bands = 1; rows < all.height; bands++) {
		bool has_ink = false;

		assert_int_equal(receipt_raster_create(p->f.engine, p->glyphs, r, &m,
					 RECEIPT_REGULAR, &raster, NULL),
			ERR_OK);
		rows = 0;
		for (int i = 0; i < bands; i++) {
			assert_int_equal(receipt_raster_next(raster, &band, NULL), ERR_OK);
			rows += band ? band->height : 0;
		}
		assert_int_equal(receipt_raster_has_ink(raster, &has_ink, NULL), ERR_OK);
		assert_int_equal(has_ink, rows <= last_ink);
		asked += has_ink;
		receipt_raster_destroy(raster);
	}
	assert_true(asked > 5);
	bitmap_finish(&all);
}

/* A list whose end is white is whole when its last dots have left. */
static void test_receipt_raster_white_at_the_end_is_no_ink(void **state)
{
	struct paper *p = *state;
	struct printer_model m = paper_model(384, MODEL_GS_V_0);
	const struct lang *sv = fixtures_lang(&p->f, "sv");
	const struct receipt_line lines[] = {
		{ .kind = RECEIPT_TITLE, .text = { .utf8 = "A", .size = 1 }, .lang = sv },
		{ .kind = RECEIPT_SPACE, .space_mm = 60 },
		{ .kind = RECEIPT_SPACE, .space_mm = 60 },
	};
	const struct receipt r = { sv, sv, lines, 3, 1 };
	struct receipt_raster *raster;
	const struct bitmap *band;
	bool has_ink = true;

	assert_int_equal(receipt_raster_create(
				 p->f.engine, p->glyphs, &r, &m, RECEIPT_REGULAR, &raster, NULL),
		ERR_OK);
	assert_int_equal(receipt_raster_has_ink(raster, &has_ink, NULL), ERR_OK);
	assert_true(has_ink);
	assert_int_equal(receipt_raster_next(raster, &band, NULL), ERR_OK);
	assert_int_equal(receipt_raster_has_ink(raster, &has_ink, NULL), ERR_OK);
	assert_false(has_ink);
	receipt_raster_destroy(raster);
}

static void test_receipt_raster_strips_end_on_24_rows(void **state)
{
	struct paper *p = *state;
	struct printer_model m = paper_model(384, MODEL_ESC_STAR);
	const struct receipt *r = paper_receipt(p, "ar", 1);
	struct receipt_raster *raster;
	const struct bitmap *band;
	int last = 24;

	assert_int_equal(receipt_raster_create(
				 p->f.engine, p->glyphs, r, &m, RECEIPT_REGULAR, &raster, NULL),
		ERR_OK);
	for (;;) {
		assert_int_equal(receipt_raster_next(raster, &band, NULL), ERR_OK);
		if (!band)
			break;
		assert_int_equal(last % 24, 0);
		last = band->height;
	}
	receipt_raster_destroy(raster);
}

/* Whatever the height of the last band would be, it is no multiple of 48. */
static void test_receipt_raster_pads_the_last_band(void **state)
{
	struct paper *p = *state;
	struct printer_model m = paper_model(576, MODEL_GS_V_0);
	int padded = 0;

	for (int dots = 1; dots < 400; dots++) {
		struct receipt_line space = { .kind = RECEIPT_SPACE,
			.space_mm = dots * 25.4 / 203 };
		const struct receipt r = { fixtures_lang(&p->f, "sv"), fixtures_lang(&p->f, "sv"),
			&space, 1, 1 };
		struct receipt_raster *raster;
		const struct bitmap *band;
		int rows = 0;

		m.band_rows = 24 + dots % 130;
		assert_int_equal(receipt_raster_create(p->f.engine, p->glyphs, &r, &m,
					 RECEIPT_REGULAR, &raster, NULL),
			ERR_OK);
		for (;;) {
			assert_int_equal(receipt_raster_next(raster, &band, NULL), ERR_OK);
			if (!band)
				break;
			assert_int_not_equal(band->height % 48, 0);
			assert_in_range(band->height, 1, m.band_rows);
			rows += band->height;
		}
		assert_true(rows == dots + 24 || rows == dots + 32); /* 3 mm at the end */
		padded += rows == dots + 32;
		receipt_raster_destroy(raster);
	}
	assert_true(padded > 0);
}

/* Rows from the first to the last ink of a single line, without the white around it. */
static int ink_rows(struct paper *p, const struct printer_model *m, enum receipt_kind kind,
	const char *text, enum receipt_size size)
{
	struct receipt_line line = { .kind = kind,
		.text = { .utf8 = text, .size = strlen(text) },
		.lang = fixtures_lang(&p->f, "sv") };
	const struct receipt r = { line.lang, line.lang, &line, 1, 1 };
	struct bitmap b = whole(p, &r, m, size);
	int first = -1, last = -1;

	for (int y = 0; y < b.height; y++) {
		if (is_white_row(&b, y))
			continue;
		if (first < 0)
			first = y;
		last = y;
	}
	bitmap_finish(&b);
	return last - first + 1;
}

static void test_receipt_raster_capitals_are_high_enough(void **state)
{
	static const enum receipt_kind kinds[] = { RECEIPT_TITLE, RECEIPT_HEADING,
		RECEIPT_SUBHEADING, RECEIPT_TEXT };
	struct paper *p = *state;

	for (size_t w = 0; w < 3; w++) {
		struct printer_model m = paper_model(widths[w], MODEL_GS_V_0);

		for (size_t k = 0; k < 4; k++) {
			int regular = ink_rows(p, &m, kinds[k], "H", RECEIPT_REGULAR);
			int large = ink_rows(p, &m, kinds[k], "H", RECEIPT_LARGE);

			/* Half a dot of rounding is 0.06 mm. */
			assert_true(regular * 25.4 / m.dpi >= 3.5 - 0.07);
			assert_true(large > regular);
		}
		assert_true(
			ink_rows(p, &m, RECEIPT_SMALL, "H", RECEIPT_REGULAR) * 25.4 / m.dpi > 2.7);
		assert_true(ink_rows(p, &m, RECEIPT_SMALL, "H", RECEIPT_LARGE) * 25.4 / m.dpi >
			    3.5 - 0.07);
	}
}

static int leftmost(const struct bitmap *b, int top, int bottom)
{
	for (int x = 0; x < b->width; x++) {
		for (int y = top; y < bottom; y++) {
			if (dots_at(b, x, y))
				return x;
		}
	}
	return b->width;
}

static int rightmost(const struct bitmap *b, int top, int bottom)
{
	for (int x = b->width - 1; x >= 0; x--) {
		for (int y = top; y < bottom; y++) {
			if (dots_at(b, x, y))
				return x;
		}
	}
	return -1;
}

/* The box stands at the edge where reading begins, the text beside it and not on it. */
static void test_receipt_raster_tick_is_mirrored(void **state)
{
	struct paper *p = *state;
	struct printer_model m = paper_model(576, MODEL_GS_V_0);

	for (size_t l = 0; l < 6; l++) {
		const struct receipt *r = paper_receipt(p, codes[l], 1);
		struct receipt_line tick = r->lines[4];
		const struct receipt one = { r->lang, r->swedish, &tick, 1, 1 };
		struct bitmap b = whole(p, &one, &m, RECEIPT_REGULAR);
		int side = 0, column = r->lang->direction == TEXT_RTL ? b.width - 1 : 0;

		assert_int_equal(tick.kind, RECEIPT_TICK);
		for (int y = 0; y < b.height; y++)
			side += dots_at(&b, column, y);
		assert_in_range(side, 28, 40); /* 3.5 to 5 mm */
		for (int y = 0; y < b.height; y++) {
			for (int x = side; x < side + 8; x++)
				assert_false(dots_at(&b,
					r->lang->direction == TEXT_RTL ? b.width - 1 - x : x, y));
		}
		bitmap_finish(&b);
	}
}

/* A word that is wider than the paper gets smaller, so that its letters stay on one line. */
static void test_receipt_raster_long_words_are_not_broken(void **state)
{
	struct paper *p = *state;
	struct printer_model m = paper_model(384, MODEL_GS_V_0);
	const char *word = "identitetskontroll";
	struct receipt_line line = { .kind = RECEIPT_HEADING,
		.text = { .utf8 = word, .size = strlen(word) },
		.lang = fixtures_lang(&p->f, "sv") };
	const struct receipt r = { line.lang, line.lang, &line, 1, 1 };
	struct bitmap b = whole(p, &r, &m, RECEIPT_REGULAR);
	int ink = 0;

	for (int y = 0; y < b.height; y++)
		ink += !is_white_row(&b, y);
	assert_in_range(ink, 20, 40); /* one line of letters with ascenders, no second */
	bitmap_finish(&b);
}

/* Nothing is cut off at the edges: text keeps off the frame, ink stays inside the paper. */
static void test_receipt_raster_frame_holds_its_sentence(void **state)
{
	struct paper *p = *state;

	for (size_t w = 0; w < 3; w++) {
		struct printer_model m = paper_model(widths[w], MODEL_GS_V_0);
		const char *say = "Jag vill göra en anmälan om flytt till Sverige och ansöka om "
				  "personnummer för hela familjen.";
		struct receipt_line line = { .kind = RECEIPT_SAY,
			.text = { .utf8 = say, .size = strlen(say) },
			.lang = fixtures_lang(&p->f, "sv") };
		const struct receipt r = { fixtures_lang(&p->f, "ar"), line.lang, &line, 1, 1 };
		struct bitmap b = whole(p, &r, &m, RECEIPT_LARGE);
		int top = 0, bottom = b.height;

		while (is_white_row(&b, top))
			top++;
		while (is_white_row(&b, bottom - 1))
			bottom--;
		assert_int_equal(leftmost(&b, top, bottom), 0);
		assert_int_equal(rightmost(&b, top, bottom), b.width - 1);
		for (int y = top + 4; y < bottom - 4; y++) {
			assert_true(dots_at(&b, 0, y) && dots_at(&b, b.width - 1, y));
			for (int x = 4; x < 9; x++) /* J hangs over to the left */
				assert_false(dots_at(&b, x, y) || dots_at(&b, b.width - 1 - x, y));
		}
		bitmap_finish(&b);
	}
}

static void test_receipt_raster_says_when_a_code_is_too_long(void **state)
{
	struct paper *p = *state;
	struct printer_model m = paper_model(576, MODEL_GS_V_0);
	char address[4000];
	struct receipt_line line = { .kind = RECEIPT_QR, .qr = address };
	const struct receipt r = { fixtures_lang(&p->f, "sv"), fixtures_lang(&p->f, "sv"), &line, 1,
		1 };
	struct bitmap b;
	struct diag d = { 0 };

	memset(address, 'a', sizeof(address) - 1);
	address[sizeof(address) - 1] = '\0';
	line.lang = r.lang;
	assert_int_equal(
		receipt_raster_all(p->f.engine, p->glyphs, &r, &m, RECEIPT_REGULAR, &b, &d),
		ERR_RANGE);
	assert_non_null(strstr(d.text, "3999 bytes do not fit into a QR code"));
}

/* Real receipts in every language and width, through the encoder and the simulated printer. */
static void test_receipt_raster_goes_to_paper_dot_by_dot(void **state)
{
	static const enum model_raster rasters[] = { MODEL_GS_V_0, MODEL_GS_L, MODEL_ESC_STAR };
	struct paper *p = *state;

	for (size_t i = 0; i < 6 * 3 * 3; i++) {
		struct printer_model m = paper_model(widths[i % 3], rasters[i / 3 % 3]);
		const struct receipt *r = paper_receipt(p, codes[i / 9], 1);
		struct simulator *s = simulator_create(&m);
		struct bitmap all = whole(p, r, &m, i & 1 ? RECEIPT_LARGE : RECEIPT_REGULAR);
		struct receipt_raster *raster;
		const struct bitmap *band, *paper;
		struct buf b = { 0 };
		unsigned char previous = 0;

		assert_int_equal(receipt_raster_create(p->f.engine, p->glyphs, r, &m,
					 i & 1 ? RECEIPT_LARGE : RECEIPT_REGULAR, &raster, NULL),
			ERR_OK);
		escpos_begin(&b, &m);
		while (receipt_raster_next(raster, &band, NULL) == ERR_OK && band)
			escpos_band(&b, &m, band, &previous);
		escpos_end(&b, &m, "abcd");
		assert_int_equal(dots_count_realtime((uint8_t *)b.data, b.size), 0);
		simulator_write(s, (uint8_t *)b.data, b.size);
		assert_true(simulator_paper(s, 0, &paper));
		assert_true(paper->height >= all.height);
		assert_true(dots_difference(&all, paper) <= 4); /* seldom a pair */
		assert_int_equal(simulator_notes(s).text_bytes, 0);
		receipt_raster_destroy(raster);
		bitmap_finish(&all);
		buf_finish(&b);
		simulator_destroy(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_receipt_raster_bands_make_the_whole),
		cmocka_unit_test(test_receipt_raster_knows_whether_ink_is_to_come),
		cmocka_unit_test(test_receipt_raster_white_at_the_end_is_no_ink),
		cmocka_unit_test(test_receipt_raster_strips_end_on_24_rows),
		cmocka_unit_test(test_receipt_raster_pads_the_last_band),
		cmocka_unit_test(test_receipt_raster_capitals_are_high_enough),
		cmocka_unit_test(test_receipt_raster_tick_is_mirrored),
		cmocka_unit_test(test_receipt_raster_long_words_are_not_broken),
		cmocka_unit_test(test_receipt_raster_frame_holds_its_sentence),
		cmocka_unit_test(test_receipt_raster_says_when_a_code_is_too_long),
		cmocka_unit_test(test_receipt_raster_goes_to_paper_dot_by_dot),
	};

	return cmocka_run_group_tests_name("receipt_raster", tests, setup, teardown);
}
