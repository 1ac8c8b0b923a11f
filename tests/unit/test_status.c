/* Every bit a printer can send, and the order of things in its stream. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/dots.h"
#include "print/status.h"

#define FEED(d, ...)                                                                               \
	status_feed((d), (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

/* The fields of a status as bits, in the order of the table below. */
enum {
	OFFLINE = 1,
	COVER = 2,
	FEEDING = 4,
	CUTTER = 8,
	UNRECOVERABLE = 16,
	AUTO = 32,
	RECOVERABLE = 64,
	WAITS = 128,
	FEED_KEY = 256,
	DRAWER = 512,
	LOW = 1024,
	END = 2048
};

static int bits_of(const struct printer_status *s)
{
	return s->is_offline * OFFLINE | s->cover_open * COVER | s->feeding * FEEDING |
	       s->cutter_error * CUTTER | s->unrecoverable * UNRECOVERABLE |
	       s->auto_recoverable * AUTO | s->recoverable * RECOVERABLE |
	       s->waits_to_resume * WAITS | s->feed_key * FEED_KEY | s->drawer_high * DRAWER |
	       (s->paper == PAPER_LOW) * LOW | (s->paper == PAPER_END) * END;
}

static void test_status_nothing_is_known_at_first(void **state)
{
	struct status_decoder d = { 0 };

	(void)state;
	assert_false(d.status.is_known);
	assert_true(status_can_print(&d.status));
}

static void test_status_every_dle_eot_bit(void **state)
{
	static const struct {
		int n;
		uint8_t reply;
		int bits;
		bool can_print;
	} cases[] = {
		{ 1, 0x12, 0, true },
		{ 1, 0x12 | 0x04, DRAWER, true },
		{ 1, 0x12 | 0x08, OFFLINE, false },
		{ 1, 0x12 | 0x20, WAITS, false },
		{ 1, 0x12 | 0x40, FEED_KEY, true },
		{ 2, 0x12, 0, true },
		{ 2, 0x12 | 0x04, COVER, false },
		{ 2, 0x12 | 0x08, FEEDING, true },
		{ 2, 0x12 | 0x20, END, false },
		{ 2, 0x12 | 0x40, 0, true }, /* some error: n = 3 says which */
		{ 3, 0x12, 0, true },
		{ 3, 0x12 | 0x04, RECOVERABLE, false },
		{ 3, 0x12 | 0x08, CUTTER, false },
		{ 3, 0x12 | 0x20, UNRECOVERABLE, false },
		{ 3, 0x12 | 0x40, AUTO, true }, /* a hot head cools by itself */
		{ 4, 0x12, 0, true },
		{ 4, 0x12 | 0x0C, LOW, true },
		{ 4, 0x12 | 0x04, LOW, true },
		{ 4, 0x12 | 0x60, END, false },
		{ 4, 0x12 | 0x6C, END, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct status_decoder d = { 0 };

		status_asked(&d, cases[i].n);
		assert_true(FEED(&d, cases[i].reply));
		assert_true(d.status.is_known);
		assert_int_equal(bits_of(&d.status), cases[i].bits);
		assert_int_equal(status_can_print(&d.status), cases[i].can_print);
	}
}

static void test_status_every_asb_bit(void **state)
{
	static const struct {
		uint8_t block[4];
		int bits;
	} cases[] = {
		{ { 0x10, 0, 0, 0 }, 0 },
		{ { 0x14, 0, 0, 0 }, DRAWER },
		{ { 0x18, 0, 0, 0 }, OFFLINE },
		{ { 0x30, 0, 0, 0 }, COVER },
		{ { 0x50, 0, 0, 0 }, FEEDING },
		{ { 0x10, 0x01, 0, 0 }, WAITS },
		{ { 0x10, 0x02, 0, 0 }, FEED_KEY },
		{ { 0x10, 0x04, 0, 0 }, RECOVERABLE },
		{ { 0x10, 0x08, 0, 0 }, CUTTER },
		{ { 0x10, 0x20, 0, 0 }, UNRECOVERABLE },
		{ { 0x10, 0x40, 0, 0 }, AUTO },
		{ { 0x10, 0, 0x01, 0 }, LOW },
		{ { 0x10, 0, 0x02, 0 }, LOW },
		{ { 0x10, 0, 0x03, 0 }, LOW },
		{ { 0x10, 0, 0x0C, 0 }, END },
		{ { 0x10, 0, 0x0F, 0 }, END },
		{ { 0x3C, 0x08, 0x0F, 0x0F }, DRAWER | OFFLINE | COVER | CUTTER | END },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct status_decoder d = { 0 };

		assert_false(
			status_feed(&d, cases[i].block, 3)); /* taken as a block or not at all */
		assert_false(d.status.is_known);
		assert_true(status_feed(&d, cases[i].block + 3, 1));
		assert_int_equal(bits_of(&d.status), cases[i].bits);
	}
}

static void test_status_error_ends_when_no_error_is_left(void **state)
{
	struct status_decoder d = { 0 };

	(void)state;
	status_asked(&d, 3);
	FEED(&d, 0x12 | 0x08);
	assert_false(status_can_print(&d.status));
	status_asked(&d, 2);
	FEED(&d, 0x12);
	assert_true(status_can_print(&d.status));
}

static void test_status_replies_come_in_the_order_asked(void **state)
{
	struct status_decoder d = { 0 };

	(void)state;
	for (int n = 1; n <= 4; n++)
		status_asked(&d, n);
	FEED(&d, 0x1A, 0x16, 0x12, 0x1E);
	assert_int_equal(bits_of(&d.status), OFFLINE | COVER | LOW);
	assert_int_equal(d.asked_count, 0);
	assert_false(FEED(&d, 0x72)); /* nobody asked */
	assert_int_equal(bits_of(&d.status), OFFLINE | COVER | LOW);
}

static void test_status_flow_control_and_replies_inside_a_block(void **state)
{
	struct status_decoder d = { 0 };

	(void)state;
	status_asked(&d, 1);
	FEED(&d, 0x30, 0x13, 0x00, 0x12, 0x11, 0x03, 0x00);
	assert_int_equal(bits_of(&d.status), COVER | LOW);
	assert_false(d.flow_stopped);
	assert_true(FEED(&d, 0x13));
	assert_true(d.flow_stopped);
	assert_true(FEED(&d, 0x11));
	assert_false(d.flow_stopped);
}

static void test_status_broken_block_is_dropped(void **state)
{
	struct status_decoder d = { 0 };

	(void)state;
	FEED(&d, 0x18, 0x00, 0xFF, 0x10, 0x00, 0x00, 0x00);
	assert_true(d.status.is_known);
	assert_int_equal(bits_of(&d.status), 0);
	FEED(&d, 0x18, 0x00, /* a new block begins */ 0x30, 0x00, 0x00, 0x00);
	assert_int_equal(bits_of(&d.status), COVER);
}

static void test_status_completion_and_clearing(void **state)
{
	struct status_decoder d = { 0 };

	(void)state;
	assert_false(FEED(&d, 0x37, 0x22, 'K', '0', '1', 'z'));
	assert_true(FEED(&d, 0x00));
	assert_true(d.completed);
	assert_memory_equal(d.completed_id, "K01z", 4);
	assert_true(FEED(&d, 0x37, 0x22, 'K', '0', '2', 'z', 0x00)); /* another id */
	assert_true(FEED(&d, 0x37, 0x25, 0x00));
	assert_true(d.cleared);
	assert_false(FEED(&d, 0x37, 0x22, 'a', 'b', 0x00)); /* too short */
	assert_memory_equal(d.completed_id, "K02z", 4);
}

static void test_status_identity(void **state)
{
	static const char longest[] = "a name of more than thirty-one bytes in all";
	struct status_decoder d = { 0 };

	(void)state;
	assert_false(FEED(&d, '_', 'T', 'M', '-', 'T', '8', '8'));
	assert_string_equal(d.identity, "");
	assert_true(FEED(&d, 0x00));
	assert_string_equal(d.identity, "TM-T88");
	assert_true(FEED(&d, '_', 'X', 0x00)); /* another one is there now */
	assert_string_equal(d.identity, "X");
	assert_false(FEED(&d, '_', 0x00)); /* says nothing */
	assert_false(FEED(&d, '_', 'Y', 0xFF, 0x00));
	assert_string_equal(d.identity, "X");
	FEED(&d, '_');
	status_feed(&d, (const uint8_t *)longest, sizeof(longest));
	assert_memory_equal(d.identity, longest, STATUS_IDENTITY_MAX - 1);
	assert_int_equal(d.identity[STATUS_IDENTITY_MAX - 1], 0);
	assert_false(d.status.is_known); /* it tells nothing about paper */
}

static void test_status_block_does_not_swallow_asb(void **state)
{
	struct status_decoder d = { 0 };

	(void)state;
	FEED(&d, 0x37, 0x22, 'a', 0x18, 0x00, 0x00, 0x00);
	assert_int_equal(bits_of(&d.status), OFFLINE);
	FEED(&d, '_', 'T', 'M', '-', 'T', '8', '8', 0x00, 0x10, 0x00, 0x00, 0x00);
	assert_int_equal(bits_of(&d.status), 0);
}

static void test_status_paper_query(void **state)
{
	struct status_decoder d = { 0 };

	(void)state;
	assert_false(FEED(&d, 0x03)); /* nobody asked */
	status_asked_paper(&d);
	assert_true(FEED(&d, 0x03));
	assert_int_equal(bits_of(&d.status), LOW);
	assert_int_equal(d.papers_answered, 1);
	status_asked_paper(&d);
	assert_true(FEED(&d, 0x0C));
	assert_int_equal(bits_of(&d.status), END);
	status_asked_paper(&d);
	assert_true(FEED(&d, 0x00));
	assert_int_equal(bits_of(&d.status), 0);
}

static void test_status_1284_bits(void **state)
{
	struct status_decoder d = { 0 };

	(void)state;
	assert_true(status_feed_1284(&d, 0x18));
	assert_true(d.status.is_known && status_can_print(&d.status));
	assert_false(status_feed_1284(&d, 0x18));
	assert_true(status_feed_1284(&d, 0x38));
	assert_int_equal(bits_of(&d.status), END);
	assert_true(status_feed_1284(&d, 0x08));
	assert_int_equal(bits_of(&d.status), OFFLINE);
	assert_true(status_feed_1284(&d, 0x18));
	assert_true(status_feed_1284(&d, 0x10));
	assert_int_equal(bits_of(&d.status), OFFLINE);
}

static void test_status_worst_of_both_sources(void **state)
{
	struct status_decoder d = { 0 };

	(void)state;
	FEED(&d, 0x38, 0x00, 0x00, 0x00);
	status_feed_1284(&d, 0x18);
	assert_int_equal(bits_of(&d.status), OFFLINE | COVER);
	FEED(&d, 0x10, 0x00, 0x00, 0x00);
	status_feed_1284(&d, 0x30);
	assert_int_equal(bits_of(&d.status), OFFLINE | END);
	status_feed_1284(&d, 0x18);
	assert_int_equal(bits_of(&d.status), 0);
}

/* Whatever comes, the decoder stays within its memory and finds the next whole block. */
static void test_status_garbage_never_sticks(void **state)
{
	struct dots_random r;

	(void)state;
	for (uint64_t seed = 1; seed <= 3000; seed++) {
		struct status_decoder d = { 0 };
		size_t n;

		dots_seed(&r, seed);
		n = dots_next(&r) % 300;
		for (size_t i = 0; i < n; i++) {
			uint8_t byte = (uint8_t)dots_next(&r);

			if (dots_next(&r) % 8 == 0)
				status_asked(&d, 1 + (int)(dots_next(&r) % 4));
			status_feed(&d, &byte, 1);
			assert_in_range(d.pending_size, 0, sizeof(d.pending));
			assert_in_range(d.asked_count, 0, STATUS_ASKED_MAX);
		}
		/* A block may be lost to what stood before it, the second one never. */
		FEED(&d, 0x10, 0x00, 0x00, 0x00, 0x38, 0x08, 0x0C, 0x00);
		FEED(&d, 0x38, 0x08, 0x0C, 0x00);
		assert_true(d.status.cover_open && d.status.is_offline && d.status.cutter_error);
		assert_int_equal(d.status.paper, PAPER_END);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_status_nothing_is_known_at_first),
		cmocka_unit_test(test_status_every_dle_eot_bit),
		cmocka_unit_test(test_status_every_asb_bit),
		cmocka_unit_test(test_status_error_ends_when_no_error_is_left),
		cmocka_unit_test(test_status_replies_come_in_the_order_asked),
		cmocka_unit_test(test_status_flow_control_and_replies_inside_a_block),
		cmocka_unit_test(test_status_broken_block_is_dropped),
		cmocka_unit_test(test_status_completion_and_clearing),
		cmocka_unit_test(test_status_identity),
		cmocka_unit_test(test_status_block_does_not_swallow_asb),
		cmocka_unit_test(test_status_paper_query),
		cmocka_unit_test(test_status_1284_bits),
		cmocka_unit_test(test_status_worst_of_both_sources),
		cmocka_unit_test(test_status_garbage_never_sticks),
	};

	return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
