/* The staff's PIN: who comes in, who waits, and what a damaged file does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/staff_card_linux.h"

struct world {
	char folder[64];
	struct staff_pin pin;
	struct app_staff_reply reply;
	struct diag diag;
	int64_t now_ms;
};

static void load(struct world *w, enum err wanted)
{
	memset(&w->diag, 0, sizeof(w->diag));
	if (staff_pin_load(&w->pin, w->folder, w->now_ms, &w->diag) != wanted)
		fail_msg("%s", w->diag.text);
}

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	snprintf(w->folder, sizeof(w->folder), "/tmp/kiosk-pin-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	assert_int_equal(staff_pin_first(w->folder, "482915", &w->diag), ERR_OK);
	load(w, ERR_OK);
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;
	char command[128];

	snprintf(command, sizeof(command), "rm -rf %s", w->folder);
	assert_int_equal(system(command), 0);
	free(w);
	return 0;
}

static void try(struct world *w, const char *pin)
{
	staff_pin_try(&w->pin, pin, w->now_ms, &w->reply, &w->diag);
}

static void set(struct world *w, const char *pin)
{
	staff_pin_set(&w->pin, pin, w->now_ms, &w->reply, &w->diag);
}

static void write_bytes(struct world *w, const char *name, const char *text)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", w->folder, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static void test_pin_first_opens_only_the_choice(void **state)
{
	struct world *w = *state;

	try(w, "482915");
	assert_false(w->reply.is_open);
	assert_int_equal(w->reply.pin, UI_PIN_CHOOSE);
	set(w, "372915");
	assert_true(w->reply.is_open);
	try(w, "482915");
	assert_false(w->reply.is_open);
	assert_true(w->reply.was_wrong);
	load(w, ERR_OK);
	try(w, "372915");
	assert_true(w->reply.is_open);
}

static void test_pin_refuses_weak_ones(void **state)
{
	static const char *const weak[] = { "482915", "000000", "777777", "123456", "654321",
		"12345", "1234567", "12345a", "", "      " };
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(weak) / sizeof(*weak); i++) {
		set(w, weak[i]);
		if (w->reply.is_open || w->reply.pin != UI_PIN_WEAK)
			fail_msg("%s was taken", weak[i]);
	}
	set(w, "135791"); /* a row of twos is none */
	assert_true(w->reply.is_open);
}

/* Nobody changes a PIN that need not be changed: the way there is the first one. */
static void test_pin_is_changed_once(void **state)
{
	struct world *w = *state;

	set(w, "372915");
	set(w, "948271");
	assert_false(w->reply.is_open);
	try(w, "372915");
	assert_true(w->reply.is_open);
}

static void test_pin_lock_grows_and_outlives_a_restart(void **state)
{
	struct world *w = *state;
	int64_t wait = STAFF_FIRST_WAIT_MS;

	set(w, "372915");
	for (int i = 0; i < STAFF_FREE_TRIES - 1; i++) {
		try(w, "111112");
		assert_int_equal(w->reply.pin, UI_PIN_WRONG);
	}
	for (int i = 0; i < 12; i++) {
		try(w, "111112");
		assert_int_equal(w->reply.pin, UI_PIN_LOCKED);
		assert_int_equal(w->reply.locked_ms, wait);
		/* Even the right one waits, and does not count as a try. */
		try(w, "372915");
		assert_false(w->reply.is_open);
		assert_int_equal(w->reply.pin, UI_PIN_LOCKED);
		load(w, ERR_OK);
		staff_pin_pad(&w->pin, w->now_ms, &w->reply);
		assert_int_equal(w->reply.locked_ms, wait);
		w->now_ms += wait;
		wait = wait * 2 < STAFF_LONGEST_WAIT_MS ? wait * 2 : STAFF_LONGEST_WAIT_MS;
	}
	try(w, "372915");
	assert_true(w->reply.is_open);
	load(w, ERR_OK);
	try(w, "111112");
	assert_int_equal(w->reply.pin, UI_PIN_WRONG);
}

static void test_pin_pad_has_every_digit_in_changing_order(void **state)
{
	struct world *w = *state;
	uint8_t first[10];
	bool is_other = false;

	staff_pin_pad(&w->pin, 0, &w->reply);
	memcpy(first, w->reply.digits, 10);
	for (int round = 0; round < 20; round++) {
		unsigned seen = 0;

		staff_pin_pad(&w->pin, 0, &w->reply);
		for (int i = 0; i < 10; i++)
			seen |= 1u << w->reply.digits[i];
		assert_int_equal(seen, 0x3FF);
		is_other = is_other || memcmp(first, w->reply.digits, 10) != 0;
	}
	assert_true(is_other);
}

static void test_pin_damaged_file_falls_back(void **state)
{
	static const char *const damaged[] = { "", "pin = x\nchange = no\nfailures = 0\n",
		"pin = \nchange = no\nfailures = 0\n", "nonsense", "change = no\nfailures = 0\n",
		"pin = $argon2id$v=19$m=8,t=2,p=1$abc\nchange = no\nfailures = -1\n" };
	struct world *w = *state;

	set(w, "372915");
	for (size_t i = 0; i < sizeof(damaged) / sizeof(*damaged); i++) {
		enum err err;

		write_bytes(w, "staff.ini", damaged[i]);
		err = staff_pin_load(&w->pin, w->folder, 0, &w->diag);
		assert_int_not_equal(err, ERR_OK);
		assert_true(w->pin.has_pin); /* the copy */
		try(w, "372915");
		assert_true(w->reply.is_open);
	}
}

static void test_pin_both_damaged_opens_for_nobody(void **state)
{
	struct world *w = *state;

	write_bytes(w, "staff.ini", "pin = open\nchange = no\nfailures = 0\n");
	write_bytes(w, "staff.ini.last", "");
	assert_int_not_equal(staff_pin_load(&w->pin, w->folder, 0, &w->diag), ERR_OK);
	assert_non_null(strstr(w->diag.text, "staff.ini"));
	for (int i = 0; i < 3; i++) {
		try(w, i == 0 ? "" : i == 1 ? "482915" : "000000");
		assert_false(w->reply.is_open);
		assert_int_equal(w->reply.pin, UI_PIN_NONE);
	}
	set(w, "372915");
	assert_false(w->reply.is_open);
}

static void test_pin_none_opens_for_nobody(void **state)
{
	struct world *w = *state;

	assert_int_equal(staff_pin_load(&w->pin, NULL, 0, &w->diag), ERR_OK);
	try(w, "");
	assert_false(w->reply.is_open);
	assert_int_equal(w->reply.pin, UI_PIN_NONE);
}

static void test_pin_first_wants_six_digits(void **state)
{
	struct world *w = *state;

	assert_int_equal(staff_pin_first(w->folder, "12345", &w->diag), ERR_RANGE);
	assert_int_equal(staff_pin_first(w->folder, "1234567", &w->diag), ERR_RANGE);
	assert_int_equal(staff_pin_first(w->folder, "12345x", &w->diag), ERR_RANGE);
	assert_int_equal(staff_pin_first("/nonexistent", "482915", &w->diag), ERR_IO);
}

/* ---------------------------------------------------------------- the card */

/* Makes one and gives the secret that a scanner would read. */
static void make_card(struct world *w, struct card *card)
{
	char text[CARD_TEXT_MAX];

	if (staff_card_make(&w->pin, text, &w->diag) != ERR_OK)
		fail_msg("%s", w->diag.text);
	card_read(text, card);
	assert_int_equal(card->kind, CARD_STAFF);
}

static bool opens(struct world *w, const struct card *card)
{
	staff_card_try(&w->pin, card->secret, w->now_ms, &w->reply, &w->diag);
	return w->reply.is_open;
}

/* One at a time; it outlives a restart and a new first PIN, and the file does not hold it. */
static void test_card_opens_and_stays(void **state)
{
	struct world *w = *state;
	struct card first, second;
	char path[128], file[1024] = "", text[CARD_TEXT_MAX];
	FILE *f;

	make_card(w, &first);
	assert_true(opens(w, &first));
	load(w, ERR_OK);
	assert_true(opens(w, &first));
	assert_int_equal(staff_pin_first(w->folder, "135790", &w->diag), ERR_OK);
	load(w, ERR_OK);
	assert_true(opens(w, &first));
	make_card(w, &second);
	assert_true(opens(w, &second));
	assert_false(opens(w, &first));
	assert_true(w->reply.was_wrong);
	snprintf(path, sizeof(path), "%s/staff.ini", w->folder);
	f = fopen(path, "r");
	assert_non_null(f);
	assert_true(fread(file, 1, sizeof(file) - 1, f) > 0);
	fclose(f);
	card_write_staff(second.secret, text);
	assert_null(strstr(file, text + strlen("KIOSK-STAFF-")));
	assert_non_null(strstr(file, "card = "));
}

/* A wrong card counts like a wrong PIN, waits like one, and is not counted while there is a wait;
 * the right one comes in all the same and ends it. */
static void test_card_wrong_ones_lock(void **state)
{
	struct world *w = *state;
	struct card right, wrong = { .secret = { 1 } };

	make_card(w, &right);
	for (int i = 0; i < STAFF_FREE_TRIES; i++) {
		assert_false(opens(w, &wrong));
		assert_int_equal(
			w->reply.pin, i + 1 < STAFF_FREE_TRIES ? UI_PIN_CARD : UI_PIN_LOCKED);
	}
	assert_int_equal(w->reply.locked_ms, STAFF_FIRST_WAIT_MS);
	for (int i = 0; i < 100; i++)
		assert_false(opens(w, &wrong));
	assert_int_equal(w->pin.failures, STAFF_FREE_TRIES);
	load(w, ERR_OK); /* a restart does not shorten it */
	try(w, "482915");
	assert_int_equal(w->reply.pin, UI_PIN_LOCKED);
	assert_true(opens(w, &right));
	try(w, "482915");
	assert_int_equal(w->reply.pin, UI_PIN_CHOOSE);
}

static void test_card_needs_a_pin_and_a_disk(void **state)
{
	struct world *w = *state;
	struct staff_pin none = { .state_dir = NULL };
	struct card card = { .secret = { 0 } }, made;
	char text[CARD_TEXT_MAX];

	assert_false(opens(w, &card)); /* no card was made */
	assert_int_equal(staff_card_make(&none, text, &w->diag), ERR_MISSING);
	assert_string_equal(text, "");
	staff_card_try(&none, card.secret, 0, &w->reply, &w->diag);
	assert_false(w->reply.is_open);
	make_card(w, &made);
	w->pin.state_dir = "/nonexistent";
	memset(&w->diag, 0, sizeof(w->diag));
	assert_int_equal(staff_card_make(&w->pin, text, &w->diag), ERR_IO);
	assert_string_equal(text, "");
	assert_true(opens(w, &made)); /* the old one stays */
	write_bytes(w, "staff.ini", "pin = $argon2id$x\nchange = no\nfailures = 0\ncard = 123\n");
	write_bytes(w, "staff.ini.last", "");
	w->pin.state_dir = w->folder;
	load(w, ERR_SYNTAX);
	assert_false(opens(w, &made));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	const struct CMUnitTest tests[] = {
		TEST(test_pin_first_opens_only_the_choice),
		TEST(test_pin_refuses_weak_ones),
		TEST(test_pin_is_changed_once),
		TEST(test_pin_lock_grows_and_outlives_a_restart),
		TEST(test_pin_pad_has_every_digit_in_changing_order),
		TEST(test_pin_damaged_file_falls_back),
		TEST(test_pin_both_damaged_opens_for_nobody),
		TEST(test_pin_none_opens_for_nobody),
		TEST(test_pin_first_wants_six_digits),
		TEST(test_card_opens_and_stays),
		TEST(test_card_wrong_ones_lock),
		TEST(test_card_needs_a_pin_and_a_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
