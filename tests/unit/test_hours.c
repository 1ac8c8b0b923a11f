/* Days as numbers, opening hours, and the log of what staff did: pure arithmetic and lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/act_log.h"
#include "app/hours.h"
#include "base/day.h"

#define MINUTE_MS 60000
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

/* ---------------------------------------------------------------- days */

static void test_days_follow_each_other(void **state)
{
	static const struct {
		const char *iso;
		int day, weekday;
	} known[] = {
		{ "1970-01-01", 0, 3 },
		{ "2000-02-29", 11016, 1 },
		{ "2026-11-28", 20785, 5 },
		{ "2100-03-01", 47541, 0 },
	};
	char iso[11];
	int day, next;
	(void)state;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		assert_true(day_parse(known[i].iso, &day));
		assert_int_equal(day, known[i].day);
		assert_int_equal(day_weekday(day), known[i].weekday);
	}
	assert_true(day_parse("1999-12-31", &day));
	for (int n = 0; n < 150000; n++) { /* four hundred years and some */
		day_write(day + 1, iso);
		assert_true(day_parse(iso, &next));
		assert_int_equal(next, day + 1);
		assert_int_equal(day_weekday(next), (day_weekday(day) + 1) % 7);
		day = next;
	}
}

static void test_what_is_no_day(void **state)
{
	static const char *const wrong[] = { "", "2026-02-29", "2100-02-29", "2026-13-01",
		"2026-00-10", "2026-04-31", "2026-4-01", "26-04-01", "2026-04-01x", "2026/04/01",
		"-026-04-01" };
	int day;
	(void)state;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (day_parse(wrong[i], &day))
			fail_msg("%s", wrong[i]);
}

/* ---------------------------------------------------------------- hours */

/* Monday to Friday 9-16, Saturday 10-12; Christmas. */
static struct settings office(void)
{
	struct settings s;

	settings_default(&s);
	for (int i = 0; i < 5; i++)
		s.open_days[i] = "09:00-16:00";
	s.open_days[5] = "10:00-12:00";
	s.open_days[6] = "closed";
	s.closed_days = "2026-12-24, 2026-12-25 2026-12-26";
	return s;
}

static void test_hours_without_hours_it_is_open(void **state)
{
	struct hours_state h;
	struct settings s;
	(void)state;

	settings_default(&s);
	hours_at(&s, "2026-11-28", 3 * HOUR_MS, &h);
	assert_true(h.is_open && !h.is_set);
	assert_true(h.left_ms == INT64_MAX);
	s = office(); /* and where nobody has told the time */
	hours_at(&s, "2026-11-28", -1, &h);
	assert_true(h.is_open);
}

static void test_hours_by_the_minute(void **state)
{
	static const struct {
		const char *day;
		int64_t day_ms;
		bool is_open;
		int64_t left_ms;
		const char *opens_day, *opens_at;
	} cases[] = {
		/* A Friday. */
		{ "2026-11-27", 0, false, 9 * HOUR_MS, "2026-11-27", "09:00" },
		{ "2026-11-27", 9 * HOUR_MS - 1, false, 1, "2026-11-27", "09:00" },
		{ "2026-11-27", 9 * HOUR_MS, true, 7 * HOUR_MS, NULL, NULL },
		{ "2026-11-27", 16 * HOUR_MS - 1, true, 1, NULL, NULL },
		{ "2026-11-27", 16 * HOUR_MS, false, 18 * HOUR_MS, "2026-11-28", "10:00" },
		/* Saturday noon, and the same moment reckoned on from Friday. */
		{ "2026-11-28", 12 * HOUR_MS, false, 45 * HOUR_MS, "2026-11-30", "09:00" },
		{ "2026-11-27", 36 * HOUR_MS, false, 45 * HOUR_MS, "2026-11-30", "09:00" },
		/* Before Christmas, which ends in a weekend: a Wednesday evening to a Monday. */
		{ "2026-12-23", 17 * HOUR_MS, false, 4 * DAY_MS + 16 * HOUR_MS, "2026-12-28",
			"09:00" },
	};
	struct settings s = office();
	struct hours_state h;
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		hours_at(&s, cases[i].day, cases[i].day_ms, &h);
		assert_int_equal(h.is_open, cases[i].is_open);
		assert_true(h.left_ms == cases[i].left_ms);
		assert_int_equal(h.opens, cases[i].opens_day != NULL);
		if (!cases[i].opens_day)
			continue;
		assert_string_equal(h.opens_day, cases[i].opens_day);
		assert_string_equal(h.opens_at, cases[i].opens_at);
	}
}

static void test_hours_only_days_are_closed(void **state)
{
	struct settings s;
	struct hours_state h;
	(void)state;

	settings_default(&s);
	s.closed_days = "2026-12-24";
	hours_at(&s, "2026-12-23", 23 * HOUR_MS, &h);
	assert_true(h.is_open && h.left_ms == HOUR_MS);
	hours_at(&s, "2026-12-24", 10 * HOUR_MS, &h);
	assert_false(h.is_open);
	assert_string_equal(h.opens_day, "2026-12-25");
	assert_string_equal(h.opens_at, "00:00");
}

/* Nobody knows when: no day is promised. */
static void test_hours_that_never_come(void **state)
{
	struct settings s;
	struct hours_state h;
	(void)state;

	settings_default(&s);
	s.open_days[0] = "closed";
	hours_at(&s, "2026-11-28", 10 * HOUR_MS, &h);
	assert_true(h.is_set && !h.is_open && !h.opens);
	assert_true(h.left_ms == INT64_MAX);
}

static void test_hours_forms(void **state)
{
	static const char *const good[] = { "", "closed", "09:00-16:00", "00:00-24:00" };
	static const char *const bad[] = { "9:00-16:00", "09:00-09:00", "16:00-09:00",
		"09.00-16.00", "09:00", "09:00-25:00", "09:60-16:00", "09:00-16:00 ", "Closed" };
	(void)state;

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(hours_day_holds(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (hours_day_holds(bad[i]))
			fail_msg("%s", bad[i]);
	assert_true(hours_days_hold(""));
	assert_true(hours_days_hold(" 2026-12-24, 2026-12-25 "));
	assert_false(hours_days_hold("2026-12-24 2026-02-30"));
	assert_false(hours_days_hold("2026-12-240"));
}

/* ---------------------------------------------------------------- the log */

static void test_act_lines(void **state)
{
	char line[ACT_LINE_BYTES], name[3 * ACT_LINE_BYTES];
	(void)state;

	act_line_write(line, "2026-11-28", 14 * HOUR_MS + 5 * MINUTE_MS, "Städade skärmen", NULL);
	assert_string_equal(line, "2026-11-28 14:05 Städade skärmen");
	act_line_write(line, "2026-11-28", 0, "Tog bort ett ämne", "id-kort\nmer");
	assert_string_equal(line, "2026-11-28 00:00 Tog bort ett ämne: id-kort mer");
	/* Too long: cut between two letters. */
	for (size_t i = 0; i + 2 < sizeof(name); i += 2)
		memcpy(name + i, "\xC3\xA5", 3);
	act_line_write(line, "2026-11-28", 0, "Abc", name);
	assert_true(strlen(line) >= ACT_LINE_BYTES - 2);
	assert_int_equal((unsigned char)line[strlen(line) - 1], 0xA5);
}

static void test_act_log_keeps_the_newest(void **state)
{
	struct act_log *log = calloc(1, sizeof(*log)), *again = calloc(1, sizeof(*again));
	char line[ACT_LINE_BYTES], act[16];
	struct buf text = { 0 };
	(void)state;

	for (int i = 0; i < ACT_LOG_LINES + 20; i++) {
		snprintf(act, sizeof(act), "Nummer %d", i);
		act_line_write(line, "2026-11-28", 0, act, NULL);
		act_log_add(log, line);
	}
	assert_int_equal(log->count, ACT_LOG_LINES);
	assert_string_equal(log->lines[0], "2026-11-28 00:00 Nummer 20");
	assert_string_equal(log->lines[ACT_LOG_LINES - 1], "2026-11-28 00:00 Nummer 519");
	act_log_write(log, &text);
	act_log_read(again, buf_str(&text));
	assert_int_equal(again->count, ACT_LOG_LINES);
	assert_string_equal(again->lines[7], log->lines[7]);
	buf_finish(&text);
	free(log);
	free(again);
}

static void test_act_log_of_a_damaged_file(void **state)
{
	struct act_log *log = calloc(1, sizeof(*log));
	(void)state;

	act_log_read(log, "2026-11-28 14:05 Bra\n2026-11\n\nnonsense that is long enough\n"
			  "2026-13-28 14:05 Ingen dag\n2026-11-28 14:06 Cut of");
	assert_int_equal(log->count, 2);
	assert_string_equal(log->lines[0], "2026-11-28 14:05 Bra");
	assert_string_equal(log->lines[1], "2026-11-28 14:06 Cut of");
	free(log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days_follow_each_other),
		cmocka_unit_test(test_what_is_no_day),
		cmocka_unit_test(test_hours_without_hours_it_is_open),
		cmocka_unit_test(test_hours_by_the_minute),
		cmocka_unit_test(test_hours_only_days_are_closed),
		cmocka_unit_test(test_hours_that_never_come),
		cmocka_unit_test(test_hours_forms),
		cmocka_unit_test(test_act_lines),
		cmocka_unit_test(test_act_log_keeps_the_newest),
		cmocka_unit_test(test_act_log_of_a_damaged_file),
	};

	return cmocka_run_group_tests_name("hours and acts", tests, NULL, NULL);
}
