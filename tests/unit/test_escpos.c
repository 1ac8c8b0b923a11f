/* Encoder: golden bytes, and the properties that keep real-time commands out of pictures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/dots.h"
#include "print/escpos.h"
#include "print/simulator.h"

static struct printer_model model(int dots, enum model_raster raster)
{
	return (struct printer_model){ .name = "test",
		.title = "test",
		.dots = dots,
		.dpi = 203,
		.paper_mm = 80,
		.band_rows = 128,
		.raster = raster,
		.cut = MODEL_CUT_PARTIAL };
}

#define assert_bytes(b, ...)                                                                       \
	do {                                                                                       \
		const uint8_t expected[] = { __VA_ARGS__ };                                        \
		assert_int_equal((b)->size, sizeof(expected));                                     \
		assert_memory_equal((b)->data, expected, sizeof(expected));                        \
	} while (0)

static void test_escpos_begins_with_modes_and_area(void **state)
{
	struct printer_model m = model(576, MODEL_GS_V_0);
	struct buf b = { 0 };

	(void)state;
	escpos_begin(&b, &m);
	assert_bytes(&b, 0x1B, 0x40, 0x1D, 0x50, 203, 203, 0x1D, 0x4C, 0, 0, 0x1D, 0x57, 0x40, 0x02,
		0x1B, 0x61, 0);
	buf_clear(&b);
	m.has_asb = true;
	escpos_begin(&b, &m);
	assert_int_equal(b.size, 20);
	assert_memory_equal(b.data + 17, "\x1D\x61\x4E", 3);
	buf_finish(&b);
}

static void test_escpos_raster_band_is_gs_v_0(void **state)
{
	struct printer_model m = model(16, MODEL_GS_V_0);
	struct bitmap bits = dots_create(16, 2);
	struct buf b = { 0 };
	unsigned char previous = 0;

	(void)state;
	bits.bits[0] = 0x80;
	bits.bits[3] = 0x01;
	escpos_band(&b, &m, &bits, &previous);
	assert_bytes(&b, 0x1D, 0x76, 0x30, 0, 2, 0, 2, 0, 0x80, 0, 0, 0x01);
	assert_int_equal(previous, 0x01);
	buf_finish(&b);
	dots_free(&bits);
}

static void test_escpos_graphics_band_is_gs_l_with_x_in_dots(void **state)
{
	struct printer_model m = model(12, MODEL_GS_L);
	struct bitmap bits = dots_create(12, 1);
	struct buf b = { 0 };
	unsigned char previous = 0;

	(void)state;
	bits.bits[0] = 0xAA;
	bits.bits[1] = 0xFF; /* four of these lie outside the width */
	escpos_band(&b, &m, &bits, &previous);
	assert_bytes(&b, 0x1D, 0x28, 0x4C, 12, 0, 0x30, 0x70, 0x30, 1, 1, 0x31, 12, 0, 1, 0, 0xAA,
		0xF0, 0x1D, 0x28, 0x4C, 2, 0, 0x30, 0x32);
	buf_finish(&b);
	dots_free(&bits);
}

static void test_escpos_graphics_above_65535_bytes_is_gs_8_l(void **state)
{
	struct printer_model m = model(1024, MODEL_GS_L);
	struct bitmap bits = dots_create(1024, 600);
	struct buf b = { 0 };
	unsigned char previous = 0;
	uint32_t size = 128 * 600 + 10;

	(void)state;
	m.band_rows = 1024;
	escpos_band(&b, &m, &bits, &previous);
	assert_memory_equal(b.data, "\x1D\x38\x4C", 3);
	assert_int_equal((uint8_t)b.data[3], size & 0xFF);
	assert_int_equal((uint8_t)b.data[4], size >> 8 & 0xFF);
	assert_int_equal((uint8_t)b.data[5], size >> 16);
	assert_int_equal((uint8_t)b.data[6], 0);
	buf_finish(&b);
	dots_free(&bits);
}

/* 8 dots x 1030 bytes would be pL pH = 10 04: a real-time command in the header itself. */
static void test_escpos_graphics_length_never_holds_a_pair(void **state)
{
	struct printer_model m = model(128, MODEL_GS_L);
	struct buf b = { 0 };

	(void)state;
	m.band_rows = 1024;
	for (int width = 8; width <= 512; width += 8) {
		m.dots = width;
		for (int rows = 1; rows <= 1024; rows += 1) {
			size_t size = (size_t)(width / 8 * rows) + 10;
			struct bitmap bits;
			unsigned char previous = 0;
			bool tempts = (size & 0xFF) == 0x10 &&
				      ((size >> 8 & 0xFF) == 4 || (size >> 8 & 0xFF) == 5 ||
					      (size >> 8 & 0xFF) == 0x14);

			if (!tempts)
				continue;
			bits = dots_create(width, rows);
			buf_clear(&b);
			escpos_band(&b, &m, &bits, &previous);
			assert_int_equal(dots_count_realtime((uint8_t *)b.data, b.size), 0);
			dots_free(&bits);
		}
	}
	buf_finish(&b);
}

static void test_escpos_column_band_is_esc_star(void **state)
{
	struct printer_model m = model(2, MODEL_ESC_STAR);
	struct bitmap bits = dots_create(2, 24);
	struct buf b = { 0 };
	unsigned char previous = 0;

	(void)state;
	bits.bits[0] = 0x80;  /* row 0, left column */
	bits.bits[23] = 0x40; /* row 23, right column */
	escpos_band(&b, &m, &bits, &previous);
	assert_bytes(
		&b, 0x1B, 0x33, 24, 0x1B, 0x2A, 33, 2, 0, 0x80, 0, 0, 0, 0, 0x01, 0x0A, 0x1B, 0x32);
	buf_finish(&b);
	dots_free(&bits);
}

static void test_escpos_feed_splits_above_255(void **state)
{
	struct buf b = { 0 };

	(void)state;
	escpos_feed(&b, 0);
	assert_int_equal(b.size, 0);
	escpos_feed(&b, 255);
	assert_bytes(&b, 0x1B, 0x4A, 255);
	buf_clear(&b);
	escpos_feed(&b, 256);
	assert_bytes(&b, 0x1B, 0x4A, 255, 0x1B, 0x4A, 1);
	buf_clear(&b);
	escpos_feed(&b, 600);
	assert_bytes(&b, 0x1B, 0x4A, 255, 0x1B, 0x4A, 255, 0x1B, 0x4A, 90);
	buf_finish(&b);
}

static void test_escpos_end_cuts_as_the_model_does(void **state)
{
	struct printer_model m = model(576, MODEL_GS_V_0);
	struct buf b = { 0 };

	(void)state;
	escpos_end(&b, &m, "A1b2");
	assert_bytes(&b, 0x1D, 0x56, 66, 0);
	buf_clear(&b);
	m.cut = MODEL_CUT_FULL;
	m.has_completion = true;
	escpos_end(&b, &m, "A1b2");
	assert_bytes(&b, 0x1D, 0x56, 65, 0, 0x1D, 0x28, 0x48, 6, 0, 0x30, 0x30, 'A', '1', 'b', '2');
	buf_clear(&b);
	m.has_completion = false;
	m.has_paper_query = true;
	m.cut_feed_mm = 12; /* 95.9 dots */
	escpos_end(&b, &m, "A1b2");
	assert_bytes(&b, 0x1B, 0x4A, 96, 0x1D, 0x56, 0, 0x1D, 0x72, 1);
	buf_clear(&b);
	m.cut = MODEL_CUT_PARTIAL;
	escpos_end(&b, &m, "A1b2");
	assert_bytes(&b, 0x1B, 0x4A, 96, 0x1D, 0x56, 1, 0x1D, 0x72, 1);
	buf_clear(&b);
	m.cut = MODEL_CUT_NONE;
	escpos_end(&b, &m, "A1b2");
	assert_bytes(&b, 0x1B, 0x4A, 96, 0x1D, 0x72, 1);
	buf_finish(&b);
}

static void test_escpos_presenter_holds_out_and_takes_back(void **state)
{
	struct printer_model m = model(576, MODEL_GS_V_0);
	struct buf b = { 0 };
	struct simulator *s;

	(void)state;
	m.cut = MODEL_CUT_FULL;
	m.has_presenter = true;
	escpos_end(&b, &m, "A1b2");
	assert_bytes(&b, 0x1D, 0x56, 65, 0, 0x1D, 0x65, 3, 96); /* 96 x 0.625 mm */
	buf_clear(&b);
	escpos_begin(&b, &m);
	assert_memory_equal(b.data, "\x1D\x65\x02\x1B\x40", 5);
	/* Two papers; somebody takes only the second one. */
	s = simulator_create(&m);
	for (int paper = 0; paper < 2; paper++) {
		buf_clear(&b);
		escpos_begin(&b, &m);
		escpos_feed(&b, 10);
		escpos_end(&b, &m, "A1b2");
		simulator_write(s, (uint8_t *)b.data, b.size);
	}
	assert_true(simulator_take_paper(s));
	assert_false(simulator_take_paper(s));
	assert_int_equal(simulator_jobs(s), 2);
	assert_int_equal(simulator_notes(s).presented, 2);
	assert_int_equal(simulator_notes(s).retracted, 1);
	assert_int_equal(simulator_notes(s).unknown_commands + simulator_notes(s).text_bytes, 0);
	simulator_destroy(s);
	buf_finish(&b);
}

static void test_escpos_questions_are_real_time_commands(void **state)
{
	struct buf b = { 0 };

	(void)state;
	escpos_ask_status(&b, 4);
	escpos_asb_on(&b);
	escpos_clear(&b);
	assert_bytes(&b, 0x10, 0x04, 4, 0x1D, 0x61, 0x4E, 0x10, 0x14, 8, 1, 3, 0x14, 1, 6, 2, 8);
	buf_finish(&b);
}

/* Each hazard in each place: within a row, over the end of a row, over the end of a band. */
static void test_escpos_every_pair_costs_one_dot(void **state)
{
	static const uint8_t seconds[] = { 0x04, 0x05, 0x14 };
	struct printer_model m = model(24, MODEL_GS_V_0);

	(void)state;
	for (size_t s = 0; s < sizeof(seconds); s++) {
		for (size_t at = 0; at + 1 < 9; at++) {
			struct bitmap bits = dots_create(24, 3);
			struct buf b = { 0 };
			unsigned char previous = 0;

			bits.bits[at] = 0x10;
			bits.bits[at + 1] = seconds[s];
			escpos_band(&b, &m, &bits, &previous);
			assert_int_equal((uint8_t)b.data[8 + at], 0x10);
			assert_int_equal(__builtin_popcount((unsigned)(uint8_t)b.data[8 + at + 1] ^
							    seconds[s]),
				1);
			assert_int_equal(dots_count_realtime((uint8_t *)b.data, b.size), 0);
			buf_finish(&b);
			dots_free(&bits);
		}
	}
}

static void test_escpos_previous_byte_counts(void **state)
{
	struct printer_model m = model(8, MODEL_GS_V_0);
	struct bitmap bits = dots_create(8, 1);
	struct buf b = { 0 };
	unsigned char previous = 0x10;

	(void)state;
	bits.bits[0] = 0x10;
	escpos_band(&b, &m, &bits, &previous);
	assert_int_equal(previous, 0x10);
	bits.bits[0] = 0x04; /* the header stands between */
	escpos_band(&b, &m, &bits, &previous);
	assert_int_equal(previous, 0x04);
	assert_int_equal(dots_count_realtime((uint8_t *)b.data, b.size), 0);
	buf_finish(&b);
	dots_free(&bits);
}

/* How many dots the encoder may change at most: one for every pair in the data as it stands. */
static size_t pairs_in_rows(const struct bitmap *bits)
{
	return dots_count_realtime(bits->bits, (size_t)bits->stride * (size_t)bits->height);
}

static size_t pairs_in_columns(const struct bitmap *bits)
{
	struct buf b = { 0 };
	size_t n;

	for (int y = 0; y < bits->height; y += 24) {
		for (int x = 0; x < bits->width; x++) {
			for (int i = 0; i < 3; i++) {
				int byte = 0;

				for (int j = 0; j < 8; j++) {
					int row = y + i * 8 + j;

					if (row < bits->height && dots_at(bits, x, row))
						byte |= 0x80 >> j;
				}
				buf_putc(&b, (char)byte);
			}
		}
		buf_putc(&b, '\n');
	}
	n = dots_count_realtime((uint8_t *)b.data, b.size);
	buf_finish(&b);
	return n;
}

/* Sends the picture in bands through the simulated printer and compares the paper with it. */
static size_t send_and_compare(const struct printer_model *m, const struct bitmap *bits)
{
	struct simulator *s = simulator_create(m);
	const struct bitmap *paper;
	struct buf b = { 0 };
	unsigned char previous = 0;
	size_t changed;
	struct simulator_notes notes;

	escpos_begin(&b, m);
	for (int y = 0; y < bits->height; y += m->band_rows) {
		struct bitmap band = *bits;

		band.bits += (size_t)y * (size_t)bits->stride;
		band.height = bits->height - y < m->band_rows ? bits->height - y : m->band_rows;
		escpos_band(&b, m, &band, &previous);
	}
	escpos_end(&b, m, "abcd");
	assert_false(b.failed);
	assert_int_equal(dots_count_realtime((uint8_t *)b.data, b.size), 0);
	assert_int_equal(simulator_write(s, (uint8_t *)b.data, b.size), b.size);
	notes = simulator_notes(s);
	assert_int_equal(notes.realtime_in_raster + notes.text_bytes + notes.unknown_commands, 0);
	assert_int_equal(simulator_jobs(s), 1);
	assert_true(simulator_paper(s, 0, &paper));
	assert_int_equal(paper->width, bits->width);
	assert_true(paper->height >= bits->height);
	changed = dots_difference(bits, paper);
	for (int y = bits->height; y < paper->height; y++) {
		for (int x = 0; x < paper->width; x++)
			assert_false(dots_at(paper, x, y));
	}
	buf_finish(&b);
	simulator_destroy(s);
	return changed;
}

static void test_escpos_pictures_hold_no_real_time_command(void **state)
{
	static const int widths[] = { 384, 420, 512, 576 };
	static const enum model_raster rasters[] = { MODEL_GS_V_0, MODEL_GS_L, MODEL_ESC_STAR };
	struct dots_random r;
	size_t pictures = 0, pairs = 0, changed = 0;

	(void)state;
	for (uint64_t seed = 1; pictures < 2400; seed++) {
		int width = widths[seed % 4];
		enum model_raster raster = rasters[seed / 4 % 3];
		enum dots_pattern pattern = (enum dots_pattern)(seed / 12 % DOTS_PATTERNS);
		struct printer_model m = model(width, raster);
		struct bitmap bits;
		size_t n, found;

		dots_seed(&r, seed);
		m.band_rows = raster == MODEL_ESC_STAR ? 24 : 24 + (int)(dots_next(&r) % 40);
		bits = dots_create(width, 24 + (int)(dots_next(&r) % 60));
		dots_paint(&bits, pattern, &r);
		n = send_and_compare(&m, &bits);
		found = raster == MODEL_ESC_STAR ? pairs_in_columns(&bits) : pairs_in_rows(&bits);
		assert_true(n <= found);
		pairs += found;
		changed += n;
		pictures++;
		dots_free(&bits);
	}
	assert_true(pairs > 100000); /* the pictures really did tempt */
	assert_true(changed > pairs / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escpos_begins_with_modes_and_area),
		cmocka_unit_test(test_escpos_raster_band_is_gs_v_0),
		cmocka_unit_test(test_escpos_graphics_band_is_gs_l_with_x_in_dots),
		cmocka_unit_test(test_escpos_graphics_above_65535_bytes_is_gs_8_l),
		cmocka_unit_test(test_escpos_graphics_length_never_holds_a_pair),
		cmocka_unit_test(test_escpos_column_band_is_esc_star),
		cmocka_unit_test(test_escpos_feed_splits_above_255),
		cmocka_unit_test(test_escpos_end_cuts_as_the_model_does),
		cmocka_unit_test(test_escpos_presenter_holds_out_and_takes_back),
		cmocka_unit_test(test_escpos_questions_are_real_time_commands),
		cmocka_unit_test(test_escpos_every_pair_costs_one_dot),
		cmocka_unit_test(test_escpos_previous_byte_counts),
		cmocka_unit_test(test_escpos_pictures_hold_no_real_time_command),
	};

	return cmocka_run_group_tests_name("escpos", tests, NULL, NULL);
}
