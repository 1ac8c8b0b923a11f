/* What the staff's acts leave on the disk: the log, the count of starts; and the light and the
 * sound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/act_log_linux.h"
#include "app/app_state.h"
#include "app/screen_light_linux.h"
#include "app/starts_linux.h"
#include "platform/backlight_linux.h"
#include "platform/files_linux.h"

struct world {
	char folder[64], path[128];
	struct act_log_file acts;
	struct starts starts;
	struct arena *arena;
	struct diag diag;
};

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	snprintf(w->folder, sizeof(w->folder), "/tmp/kiosk-acts-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	w->arena = arena_create(0);
	*state = w;
	return 0;
}

static const char *in_folder(struct world *w, const char *name)
{
	snprintf(w->path, sizeof(w->path), "%s/%s", w->folder, name);
	return w->path;
}

static int close_world(void **state)
{
	static const char *const names[] = { "staff-acts.log", "starts.ini", "brightness",
		"max_brightness" };
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unlink(in_folder(w, names[i]));
	rmdir(w->folder);
	arena_destroy(w->arena);
	free(w);
	return 0;
}

static void put(struct world *w, const char *name, const char *text)
{
	assert_int_equal(file_write(in_folder(w, name), text, strlen(text), NULL), ERR_OK);
}

static const char *get(struct world *w, const char *name)
{
	char *text = NULL;

	assert_int_equal(
		file_read(w->arena, in_folder(w, name), FILE_TEXT_MAX, &text, NULL, NULL), ERR_OK);
	return text;
}

static void act(struct world *w, const char *line)
{
	if (act_log_append(&w->acts, line, &w->diag) != ERR_OK)
		fail_msg("%s", w->diag.text);
}

/* ---------------------------------------------------------------- the log */

static void test_acts_come_back(void **state)
{
	struct world *w = *state;

	assert_int_equal(act_log_open(&w->acts, w->folder, &w->diag), ERR_OK);
	assert_int_equal(w->acts.log.count, 0);
	act(w, "2026-11-28 14:05 Ett");
	act(w, "2026-11-28 14:06 Två");
	assert_string_equal(
		get(w, "staff-acts.log"), "2026-11-28 14:05 Ett\n2026-11-28 14:06 Två\n");
	assert_int_equal(act_log_open(&w->acts, w->folder, &w->diag), ERR_OK);
	assert_int_equal(w->acts.log.count, 2);
	assert_string_equal(w->acts.log.lines[1], "2026-11-28 14:06 Två");
}

/* The power went in the middle of a line: the next one does not hang on to it. */
static void test_acts_after_a_torn_line(void **state)
{
	struct world *w = *state;

	put(w, "staff-acts.log", "2026-11-28 14:05 Ett\n2026-11-28 14:06");
	assert_int_equal(act_log_open(&w->acts, w->folder, &w->diag), ERR_OK);
	assert_int_equal(w->acts.log.count, 1);
	act(w, "2026-11-28 14:07 Tre");
	assert_int_equal(act_log_open(&w->acts, w->folder, &w->diag), ERR_OK);
	assert_int_equal(w->acts.log.count, 2);
	assert_string_equal(w->acts.log.lines[1], "2026-11-28 14:07 Tre");
}

static void test_acts_do_not_fill_the_disk(void **state)
{
	struct world *w = *state;
	char line[ACT_LINE_BYTES], name[16];
	int most = 0, lines;

	assert_int_equal(act_log_open(&w->acts, w->folder, &w->diag), ERR_OK);
	for (int i = 0; i < 2 * ACT_LOG_LINES + 5; i++) {
		snprintf(name, sizeof(name), "Nummer %d", i);
		act_line_write(line, "2026-11-28", 0, name, NULL);
		act(w, line);
		if (w->acts.lines_in_file > most)
			most = w->acts.lines_in_file;
	}
	lines = 0;
	for (const char *c = get(w, "staff-acts.log"); *c; c++)
		lines += *c == '\n';
	assert_int_equal(most, 2 * ACT_LOG_LINES);
	assert_int_equal(lines, ACT_LOG_LINES + 4);
	assert_int_equal(act_log_open(&w->acts, w->folder, &w->diag), ERR_OK);
	assert_int_equal(w->acts.log.count, ACT_LOG_LINES);
	assert_string_equal(w->acts.log.lines[ACT_LOG_LINES - 1], "2026-11-28 00:00 Nummer 1004");
}

/* It is shown all the same, and the sentence says that it is not kept. */
static void test_acts_that_cannot_be_kept(void **state)
{
	struct world *w = *state;

	assert_int_equal(act_log_open(&w->acts, "/proc/no-such-folder", &w->diag), ERR_OK);
	assert_int_equal(act_log_append(&w->acts, "2026-11-28 14:05 Ett", &w->diag), ERR_IO);
	assert_non_null(strstr(w->diag.text, "staff-acts.log"));
	assert_int_equal(w->acts.log.count, 1);
	assert_int_equal(act_log_open(&w->acts, NULL, &w->diag), ERR_OK);
	assert_int_equal(act_log_append(&w->acts, "2026-11-28 14:05 Ett", &w->diag), ERR_OK);
}

/* ---------------------------------------------------------------- starts */

static void start(struct world *w, const char *boot, int hour)
{
	if (starts_open(&w->starts, w->folder, boot, "2026-11-28", hour * (int64_t)3600000,
		    &w->diag) != ERR_OK)
		fail_msg("%s", w->diag.text);
}

static void test_why_it_started(void **state)
{
	static const struct {
		const char *boot, *why;
		bool ends;
	} runs[] = {
		{ "one", "Första starten.", true },
		{ "one", "Programmet startades om i ordning.", false },
		{ "one", "Programmet slutade utan förvarning.", true },
		{ "two", "Datorn startades om i ordning.", false },
		{ "three", "Strömmen försvann, eller datorn stannade.", true },
		{ "three", "Programmet startades om i ordning.", true },
	};
	struct world *w = *state;

	for (int i = 0; i < 6; i++) {
		start(w, runs[i].boot, i);
		assert_string_equal(w->starts.view.last[0].why, runs[i].why);
		assert_int_equal(w->starts.view.count, i + 1);
		if (runs[i].ends)
			assert_int_equal(starts_end(&w->starts, &w->diag), ERR_OK);
	}
	assert_int_equal(w->starts.view.unclean, 2);
	/* The last five, the newest first. */
	assert_int_equal(w->starts.view.known, UI_STARTS);
	assert_string_equal(w->starts.view.last[0].when, "2026-11-28 05:00");
	assert_string_equal(w->starts.view.last[4].when, "2026-11-28 01:00");
	assert_string_equal(w->starts.view.last[4].why, runs[1].why);
}

static void test_a_damaged_count(void **state)
{
	struct world *w = *state;

	put(w, "starts.ini", "count = many\n");
	assert_int_not_equal(
		starts_open(&w->starts, w->folder, "one", "2026-11-28", 0, &w->diag), ERR_OK);
	assert_non_null(strstr(w->diag.text, "starts.ini:1"));
	assert_int_equal(w->starts.view.count, 1);
	/* It is whole again, and knows why. */
	start(w, "one", 1);
	assert_int_equal(w->starts.view.count, 2);
	assert_string_equal(
		w->starts.view.last[1].why, "Räkningen av starter var skadad och började om.");
}

static void test_starts_without_a_folder(void **state)
{
	struct world *w = *state;

	assert_int_equal(starts_open(&w->starts, NULL, NULL, "2026-11-28", 0, &w->diag), ERR_OK);
	assert_int_equal(w->starts.view.count, 1);
	assert_true(strlen(w->starts.boot) == 36); /* the kernel's own */
	assert_int_equal(starts_end(&w->starts, &w->diag), ERR_OK);
}

/* ---------------------------------------------------------------- light and sound */

static void test_the_light(void **state)
{
	struct world *w = *state;
	struct settings s;
	char light[160], sound[160];

	put(w, "max_brightness", "937\n");
	put(w, "brightness", "937\n");
	assert_int_equal(backlight_set(w->folder, 50, &w->diag), ERR_OK);
	assert_string_equal(get(w, "brightness"), "468\n");
	assert_int_equal(backlight_set(w->folder, 0, &w->diag), ERR_OK);
	assert_string_equal(get(w, "brightness"), "9\n"); /* never dark */
	settings_default(&s);
	s.backlight = w->folder;
	s.brightness = 100;
	screen_light_apply(&s, light, sizeof(light), sound, sizeof(sound));
	assert_string_equal(get(w, "brightness"), "937\n");
	assert_string_equal(light, "100 procent.");
	assert_non_null(strstr(sound, "Inget i kiosken låter ännu."));
}

static void test_a_light_that_is_none(void **state)
{
	struct world *w = *state;

	assert_int_equal(backlight_set("/tmp/no-such-light", 50, &w->diag), ERR_MISSING);
	memset(&w->diag, 0, sizeof(w->diag));
	put(w, "max_brightness", "nonsense");
	assert_int_equal(backlight_set(w->folder, 50, &w->diag), ERR_SYNTAX);
	put(w, "max_brightness", "100");
	memset(&w->diag, 0, sizeof(w->diag));
	assert_int_equal(backlight_set(w->folder, 50, &w->diag), ERR_MISSING);
	assert_non_null(strstr(w->diag.text, "brightness"));
}

/* Whoever adds a number, a choice or a yes to the settings gives it Swedish words for staff. */
static void test_every_setting_can_be_touched(void **state)
{
	(void)state;
	for (int i = 0; i < settings_count(); i++) {
		const struct inifile_key *key = settings_key(i);

		if (key->kind == INIFILE_TEXT || strcmp(key->name, "out-of-service") == 0)
			continue; /* closing has a page of its own */
		if (!app_setting_is_named(key->name))
			fail_msg("%s has no words in app/app_settings.c", key->name);
	}
	assert_false(app_setting_is_named("no-such-setting"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	const struct CMUnitTest tests[] = {
		TEST(test_acts_come_back),
		TEST(test_acts_after_a_torn_line),
		TEST(test_acts_do_not_fill_the_disk),
		TEST(test_acts_that_cannot_be_kept),
		TEST(test_why_it_started),
		TEST(test_a_damaged_count),
		TEST(test_starts_without_a_folder),
		TEST(test_the_light),
		TEST(test_a_light_that_is_none),
		TEST(test_every_setting_can_be_touched),
	};

	return cmocka_run_group_tests_name("acts on the disk", tests, NULL, NULL);
}
