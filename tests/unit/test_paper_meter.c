/* The metre counter: what it counts, when it thinks a roll is new, and what it cannot know. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "print/fault_codes.h"
#include "print/paper_meter.h"

#define ROLL_MM 80000
#define WARN_MM 6000

static const struct printer_status ok = { .is_known = true };
static const struct printer_status low = { .is_known = true, .paper = PAPER_LOW };
static const struct printer_status ended = { .is_known = true, .paper = PAPER_END };
static const struct printer_status lid = {
	.is_known = true, .cover_open = true, .paper = PAPER_END
};
static const struct printer_status silent = { .paper = PAPER_END };

static bool sense(struct paper_meter *m, struct printer_status s)
{
	return paper_meter_sense(m, &s, ROLL_MM, WARN_MM);
}

static int left(const struct paper_meter *m)
{
	return paper_meter_left_mm(m, ROLL_MM);
}

static void test_counts_and_warns_before_the_sensor(void **state)
{
	struct paper_meter m = { 0 };

	(void)state;
	assert_int_equal(paper_meter_left_mm(&m, 0), -1);
	paper_meter_feed(&m, 70000);
	assert_int_equal(left(&m), 10000);
	assert_false(paper_meter_is_low(&m, ROLL_MM, WARN_MM));
	paper_meter_feed(&m, 4000);
	assert_true(paper_meter_is_low(&m, ROLL_MM, WARN_MM));
	assert_false(paper_meter_is_low(&m, ROLL_MM, 0)); /* only the sensor counts */
	paper_meter_feed(&m, 9000);
	assert_int_equal(left(&m), 0);
	paper_meter_feed(&m, -5);
	paper_meter_feed(&m, PAPER_MM_MAX);
	assert_int_equal(m.total_mm, PAPER_MM_MAX);
}

static void test_low_cuts_the_estimate_down_and_never_up(void **state)
{
	struct paper_meter m = { 0 };

	(void)state;
	assert_true(sense(&m, low));
	assert_false(sense(&m, low)); /* once is enough to keep */
	assert_int_equal(left(&m), WARN_MM);
	m = (struct paper_meter){ .used_mm = 79000 };
	sense(&m, low);
	assert_int_equal(left(&m), 1000);
	/* The roll turns unevenly: the sensor wavers and means nothing by it. */
	assert_false(sense(&m, ok));
	assert_false(sense(&m, low));
	assert_int_equal(left(&m), 1000);
}

static void test_paper_after_an_end_is_a_new_roll(void **state)
{
	struct paper_meter m = { .used_mm = 20000, .total_mm = 20000 };

	(void)state;
	assert_true(sense(&m, ended));
	assert_int_equal(left(&m), 0);
	assert_true(paper_meter_is_low(&m, ROLL_MM, WARN_MM));
	assert_false(sense(&m, lid));
	assert_true(sense(&m, ok));
	assert_int_equal(left(&m), ROLL_MM);
	assert_int_equal(m.total_mm, 20000);
	assert_int_equal(m.rolls, 1);
}

static void test_a_lid_that_was_opened_is_no_new_roll_unless_it_was_low(void **state)
{
	struct paper_meter m = { .used_mm = 20000 };

	(void)state;
	assert_false(sense(&m, lid));
	assert_false(sense(&m, ok));
	assert_int_equal(left(&m), 60000);
	sense(&m, low);
	assert_true(sense(&m, lid));
	assert_true(sense(&m, ok)); /* low before, plenty after */
	assert_int_equal(left(&m), ROLL_MM);
	sense(&m, low);
	sense(&m, lid);
	assert_false(sense(&m, low)); /* the same roll put back */
	assert_int_equal(left(&m), WARN_MM);
}

static void test_a_printer_that_says_nothing_changes_nothing(void **state)
{
	struct paper_meter m = { .used_mm = 20000 };

	(void)state;
	assert_false(sense(&m, silent));
	assert_int_equal(left(&m), 60000);
}

static void test_the_file_brings_it_all_back(void **state)
{
	struct paper_meter m = { 123, 4567, 8, true, false, true }, back;
	struct arena *a = arena_create(0);
	struct buf text = { 0 };
	struct diag d = { 0 };

	(void)state;
	paper_meter_write(&m, &text);
	assert_int_equal(paper_meter_parse(a, "paper.ini", buf_str(&text), &back, &d), ERR_OK);
	assert_memory_equal(&m, &back, sizeof(m));
	assert_int_equal(paper_meter_parse(a, "paper.ini", "used-mm = -4\n", &back, &d), ERR_RANGE);
	assert_non_null(strstr(d.text, "used-mm"));
	assert_int_equal(back.used_mm, 0);
	buf_finish(&text);
	arena_destroy(a);
}

/* Codes are said on the telephone and stand on the self-test page: each once, each with words. */
static void test_every_fault_has_its_code_and_what_to_do(void **state)
{
	(void)state;
	for (int i = 0; i < FAULT_CODES; i++) {
		const struct fault_info *info = fault_info((enum fault_code)i);

		assert_int_equal(strlen(info->code), 3);
		assert_int_equal(info->code[0], 'P');
		assert_int_equal((info->code[1] - '0') * 10 + info->code[2] - '0', i);
		assert_true(strlen(info->sentence) > 10);
		assert_in_range(info->step_count, i ? 1 : 0, FAULT_STEPS_MAX);
		for (int step = 0; step < info->step_count; step++)
			assert_true(info->steps[step].picture && info->steps[step].swedish);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts_and_warns_before_the_sensor),
		cmocka_unit_test(test_low_cuts_the_estimate_down_and_never_up),
		cmocka_unit_test(test_paper_after_an_end_is_a_new_roll),
		cmocka_unit_test(test_a_lid_that_was_opened_is_no_new_roll_unless_it_was_low),
		cmocka_unit_test(test_a_printer_that_says_nothing_changes_nothing),
		cmocka_unit_test(test_the_file_brings_it_all_back),
		cmocka_unit_test(test_every_fault_has_its_code_and_what_to_do),
	};

	return cmocka_run_group_tests_name("paper_meter", tests, NULL, NULL);
}
