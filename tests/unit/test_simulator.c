/* The simulated printer does to bytes what a real one does, the harm included. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/dots.h"
#include "print/escpos.h"
#include "print/simulator.h"
#include "print/status.h"

static const struct printer_model model = { .name = "test",
	.title = "test",
	.dots = 64,
	.dpi = 203,
	.paper_mm = 80,
	.band_rows = 128,
	.raster = MODEL_GS_V_0,
	.cut = MODEL_CUT_PARTIAL,
	.has_asb = true,
	.has_dle_eot = true,
	.has_completion = true,
	.has_clear = true };

#define SEND(s, ...)                                                                               \
	simulator_write(                                                                           \
		(s), (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

#define assert_replies(s, ...)                                                                     \
	do {                                                                                       \
		const uint8_t expected[] = { __VA_ARGS__ };                                        \
		uint8_t got[64];                                                                   \
		size_t n = simulator_read((s), got, sizeof(got));                                  \
		assert_int_equal(n, sizeof(expected));                                             \
		assert_memory_equal(got, expected, n);                                             \
	} while (0)

static void assert_silent(struct simulator *s)
{
	uint8_t byte;

	assert_int_equal(simulator_read(s, &byte, 1), 0);
}

static void fault(struct simulator *s, const char *name)
{
	struct diag d = { 0 };

	assert_int_equal(simulator_fault(s, name, &d), ERR_OK);
}

/* One whole job; returns how many of its bytes were taken. */
static size_t print_rows(struct simulator *s, int rows, uint8_t fill, struct buf *b)
{
	struct bitmap bits = dots_create(64, rows);
	unsigned char previous = 0;

	memset(bits.bits, fill, (size_t)bits.stride * (size_t)rows);
	escpos_begin(b, &model);
	escpos_band(b, &model, &bits, &previous);
	escpos_end(b, &model, "id42");
	dots_free(&bits);
	return simulator_write(s, (uint8_t *)b->data, b->size);
}

static void test_simulator_prints_cuts_and_keeps_bytes(void **state)
{
	struct simulator *s = simulator_create(&model);
	const struct bitmap *paper;
	const uint8_t *bytes;
	size_t size;
	struct buf b = { 0 }, c = { 0 };

	(void)state;
	assert_false(simulator_paper(s, 0, &paper));
	print_rows(s, 10, 0xF0, &b);
	print_rows(s, 20, 0x0F, &c);
	assert_int_equal(simulator_jobs(s), 2);
	assert_true(simulator_paper(s, 1, &paper));
	assert_int_equal(paper->height, 20);
	assert_int_equal(paper->bits[19 * 8], 0x0F);
	assert_true(simulator_bytes(s, 0, &bytes, &size));
	assert_int_equal(size, b.size);
	assert_memory_equal(bytes, b.data, size);
	assert_true(simulator_bytes(s, 1, &bytes, &size));
	assert_memory_equal(bytes, c.data, c.size);
	buf_finish(&b);
	buf_finish(&c);
	simulator_destroy(s);
}

static void test_simulator_answers_status(void **state)
{
	struct simulator *s = simulator_create(&model);

	(void)state;
	SEND(s, 0x10, 4, 1, 0x10, 4, 2, 0x10, 4, 3, 0x10, 4, 4);
	assert_replies(s, 0x12, 0x12, 0x12, 0x12);
	fault(s, "cover-open");
	fault(s, "paper-low");
	assert_silent(s); /* ASB is off */
	SEND(s, 0x10, 4, 1, 0x10, 4, 2, 0x10, 4, 3, 0x10, 4, 4);
	assert_replies(s, 0x1A, 0x16, 0x12, 0x1E);
	fault(s, "none");
	SEND(s, 0x1D, 'a', 0x4E);
	assert_replies(s, 0x10, 0, 0, 0);
	fault(s, "paper-end");
	assert_replies(s, 0x18, 0, 0x0F, 0);
	fault(s, "none");
	assert_replies(s, 0x10, 0, 0, 0);
	fault(s, "cutter");
	assert_replies(s, 0x18, 0x08, 0, 0);
	SEND(s, 0x10, 5, 2); /* recover */
	assert_replies(s, 0x10, 0, 0, 0);
	fault(s, "hot");
	assert_replies(s, 0x18, 0x40, 0, 0);
	fault(s, "none");
	fault(s, "broken");
	assert_replies(s, 0x10, 0, 0, 0, 0x18, 0x20, 0, 0);
	fault(s, "none");
	SEND(s, 0x1D, 'r', 1, 0x1D, 'I', 66, 0x1D, 'I', 67);
	assert_replies(
		s, 0x10, 0, 0, 0, 0, '_', 'K', 'i', 'o', 's', 'k', 0, '_', 't', 'e', 's', 't', 0);
	SEND(s, 0x1D, '(', 'H', 6, 0, 0x30, 0x30, 'w', 'x', 'y', 'z');
	assert_replies(s, 0x37, 0x22, 'w', 'x', 'y', 'z', 0);
	simulator_destroy(s);
}

/* The harm the encoder must prevent: the picture loses bytes, the drawer opens, jobs vanish. */
static void test_simulator_obeys_real_time_commands_in_a_picture(void **state)
{
	struct simulator *s = simulator_create(&model);
	const struct bitmap *paper;

	(void)state;
	SEND(s, 0x1D, 'v', '0', 0, 8, 0, 2, 0);
	SEND(s, 1, 2, 3, 0x10, 0x04, 1, 7, 8);
	SEND(s, 1, 0x10, 0x14, 1, 0, 1, 7, 8);
	assert_replies(s, 0x12);
	assert_int_equal(simulator_notes(s).realtime_in_raster, 2);
	assert_int_equal(simulator_notes(s).drawer_pulses, 1);
	assert_true(simulator_paper(s, 0, &paper));
	assert_int_equal(paper->height, 1); /* the second row waits for what was eaten */
	assert_int_equal(paper->bits[3], 7);
	SEND(s, 0x10, 0x14, 8, 1, 3, 0x14, 1, 6, 2, 8);
	assert_replies(s, 0x37, 0x25, 0);
	SEND(s, 0x1D, 'v', '0', 0, 8, 0, 1, 0, 9, 9, 9, 9, 9, 9, 9, 9);
	assert_true(simulator_paper(s, 0, &paper));
	assert_int_equal(paper->height, 2);
	assert_int_equal(paper->bits[8], 9);
	simulator_destroy(s);
}

static void test_simulator_keeps_what_only_looks_like_real_time(void **state)
{
	struct simulator *s = simulator_create(&model);
	const struct bitmap *paper;

	(void)state;
	SEND(s, 0x1D, 'v', '0', 0, 8, 0, 1, 0);
	SEND(s, 0x10, 0x10, 0x06, 0x10, 0x15, 0x10, 0x11, 0x10);
	SEND(s, 0x1B, 'J', 1);
	assert_true(simulator_paper(s, 0, &paper));
	assert_int_equal(paper->height, 2);
	assert_memory_equal(paper->bits, "\x10\x10\x06\x10\x15\x10\x11\x10", 8);
	assert_int_equal(simulator_notes(s).realtime_in_raster, 0);
	simulator_destroy(s);
}

static void test_simulator_paper_ends_in_the_middle_and_goes_on(void **state)
{
	struct simulator *s = simulator_create(&model);
	const struct bitmap *paper;
	struct buf b = { 0 };
	size_t taken;

	(void)state;
	fault(s, "paper-end-after=30");
	taken = print_rows(s, 100, 0xAA, &b);
	assert_true(simulator_paper(s, 0, &paper));
	assert_int_equal(paper->height, 30);
	assert_int_equal(taken, b.size); /* the rest fits into its buffer */
	assert_replies(s, 0x10, 0, 0, 0, 0x18, 0, 0x0F, 0);
	fault(s, "none"); /* a new roll: it prints what it still holds */
	assert_int_equal(simulator_jobs(s), 1);
	assert_true(simulator_paper(s, 0, &paper));
	assert_int_equal(paper->height, 100);
	buf_finish(&b);
	simulator_destroy(s);
}

static void test_simulator_takes_no_more_than_its_buffer(void **state)
{
	struct simulator *s = simulator_create(&model);
	struct buf b = { 0 };
	const struct bitmap *paper;
	size_t taken;

	(void)state;
	fault(s, "buffer=45");
	fault(s, "cover-open");
	taken = print_rows(s, 100, 0x55, &b);
	assert_in_range(taken, 29, 45);
	fault(s, "none");
	fault(s, "buffer=45");
	assert_int_equal(
		simulator_write(s, (uint8_t *)b.data + taken, b.size - taken), b.size - taken);
	assert_true(simulator_paper(s, 0, &paper));
	assert_int_equal(paper->height, 100);
	buf_finish(&b);
	simulator_destroy(s);
}

static void test_simulator_slow_takes_a_little_and_faults_come_at_a_byte(void **state)
{
	struct simulator *s = simulator_create(&model);
	const struct bitmap *paper;

	(void)state;
	fault(s, "slow=5");
	assert_int_equal(SEND(s, 0x1D, 'v', '0', 0, 8, 0, 3, 0), 5);
	assert_int_equal(SEND(s, 0, 3, 0), 3);
	fault(s, "none");
	fault(s, "at=9:cover-open");
	SEND(s, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
	assert_true(simulator_paper(s, 0, &paper));
	assert_int_equal(paper->height, 1);
	SEND(s, 0x10, 4, 2);
	assert_replies(s, 0x16);
	fault(s, "none");
	assert_true(simulator_paper(s, 0, &paper));
	assert_int_equal(paper->height, 2);
	simulator_destroy(s);
}

static void test_simulator_unplug_and_power_off(void **state)
{
	struct simulator *s = simulator_create(&model);
	struct port port = port_simulator(s);
	uint8_t byte = 0;
	size_t n;

	(void)state;
	SEND(s, 0x1D, 'v', '0', 0, 8, 0, 1, 0, 1, 2, 3);
	fault(s, "unplug");
	assert_int_equal(port.ops->write(port.self, &byte, 1, &n), ERR_GONE);
	assert_int_equal(port.ops->read(port.self, &byte, 1, &n), ERR_GONE);
	assert_int_equal(port.ops->status_1284(port.self, &byte), ERR_GONE);
	fault(s, "none"); /* it still waits for the rest of the row */
	SEND(s, 4, 5, 6, 7, 8, 0x1B, 'J', 1);
	assert_int_equal(simulator_notes(s).text_bytes + simulator_notes(s).unknown_commands, 0);
	SEND(s, 0x1D, 'v', '0', 0, 8, 0, 1, 0, 1, 2, 3);
	fault(s, "power-off");
	fault(s, "none"); /* now it does not */
	SEND(s, 0x1B, 'J', 1);
	assert_int_equal(simulator_notes(s).text_bytes, 0);
	assert_int_equal(port.ops->status_1284(port.self, &byte), ERR_OK);
	assert_int_equal(byte, 0x18);
	fault(s, "paper-end");
	assert_int_equal(port.ops->status_1284(port.self, &byte), ERR_OK);
	assert_int_equal(byte, 0x28);
	port.ops->close(port.self);
	simulator_destroy(s);
}

static void test_simulator_stall_takes_and_says_nothing(void **state)
{
	struct simulator *s = simulator_create(&model);

	(void)state;
	fault(s, "stall");
	assert_int_equal(SEND(s, 0x10, 4, 1), 0);
	assert_silent(s);
	fault(s, "none");
	assert_int_equal(SEND(s, 0x10, 4, 1), 3);
	assert_replies(s, 0x12);
	simulator_destroy(s);
}

static void test_simulator_cut_without_feed_takes_the_end_to_the_next_paper(void **state)
{
	struct printer_model m = model;
	struct simulator *s;
	const struct bitmap *paper;

	(void)state;
	m.cut_feed_mm = 1; /* 8 dots */
	s = simulator_create(&m);
	for (int row = 0; row < 20; row++)
		SEND(s, 0x1D, 'v', '0', 0, 1, 0, 1, 0, (uint8_t)(row + 1));
	SEND(s, 0x1D, 'V', 1);
	assert_true(simulator_paper(s, 0, &paper));
	assert_int_equal(paper->height, 12);
	SEND(s, 0x1B, '@');
	assert_true(simulator_paper(s, 1, &paper));
	assert_int_equal(paper->height, 8);
	assert_int_equal(paper->bits[0], 13);
	simulator_destroy(s);
}

static void test_simulator_drops_what_lies_outside_and_aligns(void **state)
{
	struct simulator *s = simulator_create(&model);
	const struct bitmap *paper;

	(void)state;
	SEND(s, 0x1D, 'W', 16, 0, 0x1D, 'v', '0', 0, 3, 0, 1, 0, 1, 2, 3);
	SEND(s, 0x1D, 'W', 64, 0, 0x1B, 'a', 2, 0x1D, 'v', '0', 0, 1, 0, 1, 0, 0xFF);
	assert_true(simulator_paper(s, 0, &paper));
	assert_memory_equal(paper->bits, "\x01\x02\x00\x00\x00\x00\x00\x00", 8);
	assert_memory_equal(paper->bits + 8, "\x00\x00\x00\x00\x00\x00\x00\xFF", 8);
	simulator_destroy(s);
}

static void test_simulator_prints_what_it_does_not_know(void **state)
{
	struct simulator *s = simulator_create(&model);
	const struct bitmap *paper;

	(void)state;
	SEND(s, 'O', 'K', 0x1B, 0x99, '\n');
	assert_int_equal(simulator_notes(s).unknown_commands, 1);
	assert_true(simulator_paper(s, 0, &paper));
	assert_int_equal(paper->height, 30);
	simulator_destroy(s);
}

static void test_simulator_prints_graphics_that_were_never_stored(void **state)
{
	struct simulator *s = simulator_create(&model);
	const struct bitmap *paper;

	(void)state;
	SEND(s, 0x1D, '(', 'L', 2, 0, 0x30, 0x32);
	assert_false(simulator_paper(s, 0, &paper));
	simulator_destroy(s);
}

static void test_simulator_refuses_unknown_faults(void **state)
{
	static const char *const faults[] = { "", "fire", "paper-end-after=", "paper-end-after=x",
		"paper-end-after=-1", "buffer=3", "buffer=99999", "nonsense=4", "slow=0", "at=5",
		"at=0:hot" };
	struct simulator *s = simulator_create(&model);

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		struct diag d = { 0 };

		assert_int_equal(simulator_fault(s, faults[i], &d), ERR_MISSING);
		assert_non_null(strstr(d.text, "cover-open"));
	}
	simulator_destroy(s);
}

static void test_simulator_survives_garbage(void **state)
{
	struct dots_random r;

	(void)state;
	for (uint64_t seed = 1; seed <= 200; seed++) {
		struct simulator *s = simulator_create(&model);
		uint8_t bytes[512], replies[64];

		dots_seed(&r, seed);
		for (int round = 0; round < 8; round++) {
			static const uint8_t leads[] = { 0x1D, 0x1B, 0x10, 'v', '0', '(', 'L', 0 };

			for (size_t i = 0; i < sizeof(bytes); i++)
				bytes[i] = dots_next(&r) % 3 ? leads[dots_next(&r) % 8]
							     : (uint8_t)dots_next(&r);
			simulator_write(s, bytes, sizeof(bytes));
			simulator_read(s, replies, sizeof(replies));
		}
		simulator_destroy(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_simulator_prints_cuts_and_keeps_bytes),
		cmocka_unit_test(test_simulator_answers_status),
		cmocka_unit_test(test_simulator_obeys_real_time_commands_in_a_picture),
		cmocka_unit_test(test_simulator_keeps_what_only_looks_like_real_time),
		cmocka_unit_test(test_simulator_paper_ends_in_the_middle_and_goes_on),
		cmocka_unit_test(test_simulator_takes_no_more_than_its_buffer),
		cmocka_unit_test(test_simulator_slow_takes_a_little_and_faults_come_at_a_byte),
		cmocka_unit_test(test_simulator_unplug_and_power_off),
		cmocka_unit_test(test_simulator_stall_takes_and_says_nothing),
		cmocka_unit_test(test_simulator_cut_without_feed_takes_the_end_to_the_next_paper),
		cmocka_unit_test(test_simulator_drops_what_lies_outside_and_aligns),
		cmocka_unit_test(test_simulator_prints_what_it_does_not_know),
		cmocka_unit_test(test_simulator_prints_graphics_that_were_never_stored),
		cmocka_unit_test(test_simulator_refuses_unknown_faults),
		cmocka_unit_test(test_simulator_survives_garbage),
	};

	return cmocka_run_group_tests_name("simulator", tests, NULL, NULL);
}
