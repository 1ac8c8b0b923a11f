/* What the kiosk counts about itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/health_linux.h"
#include "platform/files_linux.h"

static char folder[64];

static int open_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/kiosk-health-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int close_folder(void **state)
{
	char command[96];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

static void says(const struct health *h, const char *words)
{
	struct buf out = { 0 };

	health_write(h, &out);
	if (!strstr(buf_str(&out), words))
		fail_msg("no \"%s\" in:\n%s", words, buf_str(&out));
	buf_finish(&out);
}

static void test_visits_are_told_to_the_nearest_ten(void **state)
{
	struct health *h = health_open(folder, "2026-11-28");

	(void)state;
	for (int i = 0; i < 14; i++) {
		health_see(h, true, false);
		health_see(h, true, i % 2);
		health_see(h, false, i % 2);
	}
	says(h, "visits: about 10\npapers: about 10\n");
	health_count_update(h, true);
	health_close(h);
	h = health_open(folder, "2026-11-28");
	says(h, "visits: about 10");
	says(h, "refused 1");
	health_close(h);
}

static void test_damaged_counts_begin_anew(void **state)
{
	char path[96];
	struct health *h;

	(void)state;
	snprintf(path, sizeof(path), "%s/health.ini", folder);
	assert_int_equal(file_write(path, "since = x\nvisits = -1\n", 22, NULL), ERR_OK);
	h = health_open(folder, "2026-11-28");
	says(h, "since: 2026-11-28\nvisits: about 0\n");
	health_close(h);
	h = health_open(NULL, "2026-11-28");
	says(h, "since: 2026-11-28");
	health_close(h);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_folder, close_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_visits_are_told_to_the_nearest_ten),
		TEST(test_damaged_counts_begin_anew),
	};

	return cmocka_run_group_tests_name("health", tests, NULL, NULL);
}
