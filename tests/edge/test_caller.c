/* A call reaches the staff: the lamp through what a test counts, the command really run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/caller_linux.h"
#include "platform/clock_linux.h"
#include "platform/files_linux.h"

struct world {
	char folder[64], script[96], out[96], command[256];
	struct settings settings;
	int lit, dark;
	bool is_broken, is_closed;
};

static bool count_lamp(void *ctx, bool is_on, struct diag *d)
{
	struct world *w = ctx;

	w->lit += is_on;
	w->dark += !is_on;
	if (w->is_broken)
		diag_fail(d, ERR_IO, "the bulb is broken");
	return !w->is_broken;
}

static void close_lamp(void *ctx)
{
	struct world *w = ctx;

	w->is_closed = true;
}

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	settings_default(&w->settings);
	snprintf(w->folder, sizeof(w->folder), "/tmp/kiosk-call-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	snprintf(w->script, sizeof(w->script), "%s/run", w->folder);
	snprintf(w->out, sizeof(w->out), "%s/out", w->folder);
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;

	unlink(w->script);
	unlink(w->out);
	rmdir(w->folder);
	free(w);
	return 0;
}

static void write_script(struct world *w, const char *body)
{
	char text[512];

	snprintf(text, sizeof(text), "#!/bin/sh\n%s\n", body);
	assert_int_equal(file_write(w->script, text, strlen(text), NULL), ERR_OK);
	assert_int_equal(chmod(w->script, 0700), 0);
}

static struct caller *create(struct world *w)
{
	return caller_create_with(&w->settings, (struct caller_lamp){ count_lamp, close_lamp, w });
}

/* Until the command has ended, in real time but for what is added to the clock. */
static bool wait_end(struct caller *c, int64_t ahead_ms)
{
	int64_t end = clock_now_ms() + 8000;

	while (caller_next_ms(c) != INT64_MAX && clock_now_ms() < end) {
		usleep(20000);
		caller_step(c, clock_now_ms() + ahead_ms);
	}
	return caller_next_ms(c) == INT64_MAX;
}

static bool has_out(struct world *w, const char *wanted)
{
	struct arena *a = arena_create(0);
	char *text = NULL;
	bool good = file_read(a, w->out, FILE_TEXT_MAX, &text, NULL, NULL) == ERR_OK &&
		    strcmp(text, wanted) == 0;

	if (!good)
		print_error("%s: %s\n", w->out, text ? text : "(none)");
	arena_destroy(a);
	return good;
}

/* Words are words: no shell reads them. What the kiosk has open is closed, nothing is to be read,
 * and nothing of the kiosk's surroundings is handed on. */
static void test_caller_runs_the_command(void **state)
{
	struct world *w = *state;
	struct caller *c;
	char body[512];

	setenv("KIOSK_SECRET", "1", 1);
	snprintf(body, sizeof(body),
		"{ echo \"$1|$2\"; ls /proc/self/fd | wc -l; cat; echo \"${KIOSK_SECRET:-none}\"; "
		"} "
		"> %s",
		w->out);
	write_script(w, body);
	snprintf(w->command, sizeof(w->command), "%s $(touch /tmp/no) a;b", w->script);
	w->settings.call_command = w->command;
	c = create(w);
	caller_call(c, true, clock_now_ms());
	assert_int_equal(w->lit, 1);
	assert_true(wait_end(c, 0));
	assert_true(has_out(w, "$(touch|/tmp/no)\n4\nnone\n"));
	caller_call(c, false, clock_now_ms()); /* no command for that */
	assert_int_equal(caller_next_ms(c), INT64_MAX);
	assert_int_equal(w->dark, 1);
	caller_destroy(c);
	assert_true(w->is_closed);
	unsetenv("KIOSK_SECRET");
}

static void test_caller_ends_what_never_ends(void **state)
{
	struct world *w = *state;
	struct caller *c;
	char body[512];
	int64_t start = clock_now_ms();

	snprintf(body, sizeof(body), "(sleep 30; echo late > %s) & echo begun > %s; sleep 30",
		w->out, w->out);
	write_script(w, body);
	w->settings.call_command = w->script;
	c = create(w);
	caller_call(c, true, start);
	assert_true(clock_now_ms() - start < 1000); /* nobody waits */
	for (int i = 0; i < 200 && access(w->out, F_OK) != 0; i++)
		usleep(10000);
	caller_step(c, clock_now_ms() + 600);
	assert_true(caller_next_ms(c) != INT64_MAX); /* it runs */
	assert_true(wait_end(c, CALLER_COMMAND_MS));
	assert_true(has_out(w, "begun\n"));
	caller_destroy(c);
}

static void test_caller_faults_are_calm(void **state)
{
	struct world *w = *state;
	struct caller *c;

	w->settings.call_command = "/no/such/program";
	w->settings.call_over_command = "/bin/false";
	w->is_broken = true;
	c = create(w);
	caller_call(c, true, clock_now_ms());
	assert_true(wait_end(c, 0));
	caller_call(c, false, clock_now_ms());
	assert_true(wait_end(c, 0));
	assert_int_equal(w->lit + w->dark, 2);
	caller_destroy(c);
	/* No such chip: said in the log, and the call works without a lamp. */
	w->settings.call_gpio = "gpiochip99:1";
	c = caller_create(&w->settings);
	assert_non_null(c);
	caller_call(c, true, clock_now_ms());
	caller_destroy(c); /* while the command may still run */
	caller_destroy(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_caller_runs_the_command, open_world, close_world),
		cmocka_unit_test_setup_teardown(
			test_caller_ends_what_never_ends, open_world, close_world),
		cmocka_unit_test_setup_teardown(
			test_caller_faults_are_calm, open_world, close_world),
	};

	return cmocka_run_group_tests_name("caller", tests, NULL, NULL);
}
