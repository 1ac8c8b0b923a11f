/* Lines of a scanner and a keypad, and the settings that name devices, lamp and commands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "app/call_config.h"
#include "app/input_line.h"
#include "app/settings.h"
#include "base/usb_id.h"
#include "ui/staff_pages.h"

static const struct input_line_config fast = { .pause_ms = 300, .interval_ms = 700 };

/* Feeds the text a millisecond a character; the last result that was something. */
static enum input_result feed(struct input_line *l, const char *text, int64_t *now_ms)
{
	enum input_result last = INPUT_NOTHING;

	for (; *text; text++) {
		enum input_result one = input_line_feed(l, *text, ++*now_ms);

		last = one == INPUT_NOTHING ? last : one;
	}
	return last;
}

static void test_input_line_ends_with_enter(void **state)
{
	struct input_line l;
	int64_t now = 0;

	(void)state;
	input_line_init(&l, fast);
	assert_int_equal(feed(&l, "AB-1\n", &now), INPUT_LINE);
	assert_string_equal(l.text, "AB-1");
	input_line_erase(&l);
	for (size_t i = 0; i < sizeof(l.text); i++)
		assert_int_equal(l.text[i], 0);
	now += 1000;
	assert_int_equal(feed(&l, "\n\n\n", &now), INPUT_NOTHING);
	assert_int_equal(feed(&l, "12\b34\n", &now), INPUT_LINE);
	assert_string_equal(l.text, "34");
}

static void test_input_line_late_characters_begin_anew(void **state)
{
	struct input_line l;
	int64_t now = 0;

	(void)state;
	input_line_init(&l, fast);
	assert_int_equal(feed(&l, "KIOSK-ST", &now), INPUT_NOTHING);
	now += fast.pause_ms + 1;
	assert_int_equal(feed(&l, "AFF\n", &now), INPUT_LINE);
	assert_string_equal(l.text, "AFF");
}

/* What nobody ends may be half a paper's code: it does not stay. */
static void test_input_line_unfinished_is_overwritten(void **state)
{
	struct input_line l;
	int64_t now = 0;

	(void)state;
	input_line_init(&l, fast);
	assert_true(input_line_next_ms(&l) == INT64_MAX);
	feed(&l, "409R-G1G0", &now);
	input_line_step(&l, input_line_next_ms(&l) - 1);
	assert_memory_equal(l.text, "409R-G1G0", 9);
	input_line_step(&l, input_line_next_ms(&l));
	for (size_t i = 0; i < sizeof(l.text); i++)
		assert_int_equal(l.text[i], 0);
	assert_true(input_line_next_ms(&l) == INT64_MAX);
}

/* 10 kB are thrown away to their end, said once, and the next card is read as ever. */
static void test_input_line_too_long(void **state)
{
	struct input_line l;
	int64_t now = 0;
	int thrown = 0;

	(void)state;
	input_line_init(&l, fast);
	for (int i = 0; i < 10240; i++)
		thrown += input_line_feed(&l, (char)('A' + i % 26), ++now) == INPUT_THROWN;
	assert_int_equal(thrown, 1);
	assert_int_equal(input_line_feed(&l, '\n', ++now), INPUT_NOTHING);
	assert_int_equal(feed(&l, "KIOSK\n", &now), INPUT_LINE);
	assert_string_equal(l.text, "KIOSK");
	/* The longest that counts, and one more. */
	now += 1000;
	for (int i = 0; i < INPUT_LINE_MAX; i++)
		assert_int_equal(input_line_feed(&l, 'x', ++now), INPUT_NOTHING);
	assert_int_equal(input_line_feed(&l, '\n', ++now), INPUT_LINE);
	assert_int_equal(strlen(l.text), INPUT_LINE_MAX);
	now += INPUT_TOLD_MS;
	for (int i = 0; i < INPUT_LINE_MAX; i++)
		assert_int_equal(input_line_feed(&l, 'x', ++now), INPUT_NOTHING);
	assert_int_equal(input_line_feed(&l, 'x', ++now), INPUT_THROWN);
	/* Never ended: after a pause what comes is new. */
	now += fast.pause_ms + 1;
	assert_int_equal(feed(&l, "13\n", &now), INPUT_LINE);
}

static void test_input_line_other_keys_spoil_it(void **state)
{
	struct input_line l;
	int64_t now = 0;

	(void)state;
	input_line_init(&l, fast);
	assert_int_equal(feed(&l, "HTTP", &now), INPUT_NOTHING);
	assert_int_equal(input_line_feed(&l, '\0', ++now), INPUT_THROWN);
	assert_int_equal(feed(&l, "WWW\n", &now), INPUT_NOTHING);
	assert_int_equal(feed(&l, "13\n", &now), INPUT_LINE);
}

/* A device that never stops: one line passes, the rest is noise, and the log is told once a minute.
 */
static void test_input_line_rate(void **state)
{
	struct input_line l;
	int64_t now = 0;
	int lines = 0, thrown = 0;

	(void)state;
	input_line_init(&l, fast);
	for (int i = 0; i < 1000; i++) {
		enum input_result r = feed(&l, "1\n", &now);

		lines += r == INPUT_LINE;
		thrown += r == INPUT_THROWN;
	}
	assert_int_equal(lines, 1);
	assert_int_equal(thrown, 1);
	now += fast.interval_ms;
	assert_int_equal(feed(&l, "1\n", &now), INPUT_LINE);
}

static void test_usb_id(void **state)
{
	static const char *const wrong[] = { "0c2e", "0c2e:", "0c2e:09", "0c2e-0901", "0c2e:090g",
		"0c2e:0901@", "0c2e:0901@a", "0c2e:0901 ", "0c2e:09011", "0x0c2e:0901",
		"0c2e:0901@1-1.2.3.4.5.6.7.8.9.10.11.12.13.14" };
	struct usb_id id;
	struct diag d = { 0 };

	(void)state;
	assert_int_equal(usb_id_parse("scanner", "0C2e:0901", &id, &d), ERR_OK);
	assert_true(usb_id_matches(&id, 0x0c2e, 0x0901, "1-1.2"));
	assert_false(usb_id_matches(&id, 0x0c2e, 0x0902, "1-1.2"));
	assert_false(usb_id_matches(&id, 0x0c2f, 0x0901, "1-1.2"));
	assert_int_equal(usb_id_parse("scanner", "0c2e:0901@1-1.2", &id, &d), ERR_OK);
	assert_true(usb_id_matches(&id, 0x0c2e, 0x0901, "1-1.2"));
	assert_false(usb_id_matches(&id, 0x0c2e, 0x0901, "1-1"));
	assert_false(usb_id_matches(&id, 0x0c2e, 0x0901, ""));
	assert_int_equal(usb_id_parse("scanner", "", &id, &d), ERR_OK);
	assert_false(usb_id_matches(&id, 0, 0, ""));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		memset(&d, 0, sizeof(d));
		assert_int_equal(usb_id_parse("scanner", wrong[i], &id, &d), ERR_SYNTAX);
		assert_non_null(strstr(d.text, "scanner"));
		assert_false(id.is_set);
	}
}

static void test_call_config(void **state)
{
	static const char *const wrong[] = { "17", "gpiochip0", "gpiochip0:", "gpiochip0:x",
		"gpiochip0:-1", "gpiochip0:17:high", "gpiochip0:5000", "/dev/gpiochip0:1",
		"gpiochip0/x:1" };
	const char *argv[CALL_WORDS_MAX + 1];
	struct arena *a = arena_create(0);
	struct call_gpio gpio;
	struct diag d = { 0 };

	(void)state;
	assert_int_equal(call_gpio_parse(a, "call-gpio", "", &gpio, &d), ERR_OK);
	assert_null(gpio.chip);
	assert_int_equal(call_gpio_parse(a, "call-gpio", "gpiochip2:17:low", &gpio, &d), ERR_OK);
	assert_string_equal(gpio.chip, "gpiochip2");
	assert_int_equal(gpio.line, 17);
	assert_true(gpio.is_active_low);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_int_equal(
			call_gpio_parse(a, "call-gpio", wrong[i], &gpio, NULL), ERR_SYNTAX);
	assert_int_equal(call_command_parse(a, "c", "/bin/say  a;b $HOME 'x y'", argv, &d), ERR_OK);
	assert_string_equal(argv[0], "/bin/say");
	assert_string_equal(argv[1], "a;b");
	assert_string_equal(argv[2], "$HOME");
	assert_string_equal(argv[3], "'x");
	assert_null(argv[5]);
	assert_int_equal(call_command_parse(a, "c", "say", argv, NULL), ERR_SYNTAX);
	assert_int_equal(
		call_command_parse(a, "c", "/a b b b b b b b b b b b b b b b b", argv, NULL),
		ERR_RANGE);
	assert_int_equal(call_command_parse(a, "c", "", argv, &d), ERR_OK);
	assert_null(argv[0]);
	arena_destroy(a);
}

/* A mistake in the settings is a sentence, never a kiosk that listens to anything. */
static void test_settings_of_the_desk(void **state)
{
	static const char *const wrong[] = { "[input]\nscanner = any\n", "[input]\nkeypad = 1:2\n",
		"[call]\ncall-gpio = 17\n", "[call]\ncall-command = lamp\n" };
	struct arena *a = arena_create(0);
	struct settings s;
	struct diag d = { 0 };

	(void)state;
	settings_default(&s);
	assert_string_equal(s.scanner, "");
	assert_string_equal(s.call_gpio, "");
	assert_int_equal(settings_parse(a, "settings.ini",
				 "[input]\nscanner = 0c2e:0901\nkeypad = 04d9:a02a@1-1\n"
				 "[call]\ncall-gpio = gpiochip0:17\n",
				 &s, &d),
		ERR_OK);
	assert_string_equal(s.keypad, "04d9:a02a@1-1");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		memset(&d, 0, sizeof(d));
		assert_int_equal(settings_parse(a, "settings.ini", wrong[i], &s, &d), ERR_SYNTAX);
		assert_string_equal(s.scanner, "");
		assert_non_null(strstr(d.text, "settings.ini"));
	}
	arena_destroy(a);
}

static void test_staff_language_order(void **state)
{
	static const struct lang langs[] = {
		{ .code = "sv", .swedish = "svenska", .order = 1 },
		{ .code = "ti", .swedish = "tigrinska", .order = 2 },
		{ .code = "ar", .swedish = "arabiska", .order = 3 },
		{ .code = "so", .swedish = "somaliska", .order = 4 },
		{ .code = "ur", .swedish = "urdu", .order = 0 },
	};
	const struct lang_table table = { langs, 5 };
	int order[8];

	(void)state;
	assert_int_equal(staff_language_order(&table, NULL, order, 8), 4);
	assert_int_equal(order[0], 2); /* by the Swedish name */
	assert_int_equal(order[1], 3);
	assert_int_equal(order[2], 0);
	assert_int_equal(order[3], 1);
	assert_int_equal(staff_language_order(&table, "ti, xx so", order, 8), 4);
	assert_int_equal(order[0], 1); /* as the office wants */
	assert_int_equal(order[1], 3);
	assert_int_equal(order[2], 2);
	assert_int_equal(order[3], 0);
	assert_int_equal(staff_language_order(&table, "ur s", order, 8), 4);
	assert_int_equal(order[0], 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_input_line_ends_with_enter),
		cmocka_unit_test(test_input_line_late_characters_begin_anew),
		cmocka_unit_test(test_input_line_unfinished_is_overwritten),
		cmocka_unit_test(test_input_line_too_long),
		cmocka_unit_test(test_input_line_other_keys_spoil_it),
		cmocka_unit_test(test_input_line_rate),
		cmocka_unit_test(test_usb_id),
		cmocka_unit_test(test_call_config),
		cmocka_unit_test(test_settings_of_the_desk),
		cmocka_unit_test(test_staff_language_order),
	};

	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
