/* The settings' file: what people write, what is damaged, what stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/settings_linux.h"
#include "platform/files_linux.h"

struct world {
	char folder[64], file[96], copy[96];
	struct settings_file settings;
	struct diag diag;
};

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	snprintf(w->folder, sizeof(w->folder), "/tmp/kiosk-settings-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	snprintf(w->file, sizeof(w->file), "%s/settings.ini", w->folder);
	snprintf(w->copy, sizeof(w->copy), "%s/settings.ini.last", w->folder);
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;

	settings_close(&w->settings);
	unlink(w->file);
	unlink(w->copy);
	rmdir(w->folder);
	free(w);
	return 0;
}

static void put(const char *path, const char *text)
{
	assert_int_equal(file_write(path, text, strlen(text), NULL), ERR_OK);
}

static enum err reopen(struct world *w)
{
	settings_close(&w->settings);
	memset(&w->diag, 0, sizeof(w->diag));
	return settings_open(&w->settings, w->folder, &w->diag);
}

static void test_a_new_kiosk_writes_its_file(void **state)
{
	struct world *w = *state;

	assert_int_equal(reopen(w), ERR_OK);
	assert_string_equal(w->diag.text, "");
	assert_int_equal(access(w->file, R_OK), 0);
	assert_int_equal(access(w->copy, R_OK), 0);
	assert_int_equal(w->settings.now.roll_m, 80);
	assert_false(w->settings.is_default);
}

static void test_what_is_saved_comes_back(void **state)
{
	struct world *w = *state;

	assert_int_equal(reopen(w), ERR_OK);
	w->settings.now.roll_m = 50;
	w->settings.now.short_list = SHORT_LIST_NEVER;
	assert_int_equal(settings_save(&w->settings, &w->diag), ERR_OK);
	assert_int_equal(reopen(w), ERR_OK);
	assert_int_equal(w->settings.now.roll_m, 50);
	assert_int_equal(w->settings.now.short_list, SHORT_LIST_NEVER);
}

static void test_every_key_has_its_comment(void **state)
{
	struct world *w = *state;
	struct buf text = { 0 };
	char *line, *rest;
	bool after_comment = false;

	(void)w;
	struct settings s;
	settings_default(&s);
	settings_write(&s, &text);
	for (line = strtok_r(text.data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		if (strchr(line, '=') && line[0] != '[' && strncmp(line, "# ", 2) != 0)
			assert_true(after_comment);
		after_comment = line[0] == '#';
	}
	buf_finish(&text);
}

static void test_what_a_person_wrote_wrongly(void **state)
{
	static const struct {
		const char *text, *sentence;
	} cases[] = {
		{ "roll-m = 1000\n", "settings.ini:1: roll-m = 1000 is outside 5 to 500" },
		{ "# a\nroll-m = many\n", "settings.ini:2: roll-m = many is not a number" },
		{ "rol-m = 80\n", "settings.ini:1: the key rol-m is unknown" },
		{ "[paper]\nshort-list = perhaps\n", "possible: when-low, always, never" },
		{ "roll-m\n", "settings.ini:1" },
		{ "open-mon = 9-16\n", "open-mon = 9-16 is no time; write 09:00-16:00 or closed" },
		{ "closed-days = 2026-12-24 Juldagen\n", "closed-days = 2026-12-24 Juldagen has" },
		{ "brightness = 5\n", "settings.ini:1: brightness = 5 is outside 10 to 100" },
		{ "counter-way = up\n", "possible: none, left, right, ahead, behind" },
		{ "roll-m = 80\nroll-m = 81\n", "is there twice" },
		{ "roll-m = \xff\n", "is not UTF-8" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		put(w->file, "roll-m = 33\n");
		assert_int_equal(reopen(w), ERR_OK);
		put(w->file, cases[i].text);
		assert_int_not_equal(reopen(w), ERR_OK);
		if (!strstr(w->diag.text, cases[i].sentence))
			fail_msg("%s", w->diag.text);
		/* The last good ones hold, and the damaged file stays to be looked at. */
		assert_int_equal(w->settings.now.roll_m, 33);
		assert_true(w->settings.is_last_good);
		assert_int_not_equal(reopen(w), ERR_OK);
		assert_int_equal(w->settings.now.roll_m, 33);
	}
}

static void test_both_damaged(void **state)
{
	struct world *w = *state;

	put(w->file, "\x01\x02");
	put(w->copy, "roll-m = -1\n");
	assert_int_not_equal(reopen(w), ERR_OK);
	assert_true(w->settings.is_default);
	assert_int_equal(w->settings.now.roll_m, 80);
	/* Saving mends it. */
	assert_int_equal(settings_save(&w->settings, &w->diag), ERR_OK);
	assert_int_equal(reopen(w), ERR_OK);
	assert_false(w->settings.is_last_good || w->settings.is_default);
}

static void test_the_file_is_lost(void **state)
{
	struct world *w = *state;

	put(w->file, "roll-m = 44\n");
	assert_int_equal(reopen(w), ERR_OK);
	unlink(w->file);
	assert_int_not_equal(reopen(w), ERR_OK);
	assert_true(w->settings.is_last_good);
	assert_int_equal(w->settings.now.roll_m, 44);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	const struct CMUnitTest tests[] = {
		TEST(test_a_new_kiosk_writes_its_file),
		TEST(test_what_is_saved_comes_back),
		TEST(test_every_key_has_its_comment),
		TEST(test_what_a_person_wrote_wrongly),
		TEST(test_both_damaged),
		TEST(test_the_file_is_lost),
	};

	return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
