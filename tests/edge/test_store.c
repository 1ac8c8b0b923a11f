/* A content folder on disk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/content_fixture.h"
#include "content/store_linux.h"

static void test_store_loads_a_folder(void **state)
{
	struct arena *a = arena_create(0);
	const struct content *c = NULL;
	struct diag d = { 0 };
	(void)state;

	if (content_store_load(a, FIXTURE_CONTENT, &c, &d) != ERR_OK)
		fail_msg("%s", d.text);
	assert_int_equal(c->guide_count, 4);
	arena_destroy(a);
}

static void test_store_names_what_is_missing(void **state)
{
	struct arena *a = arena_create(0);
	const struct content *c = NULL;
	struct diag d = { 0 };
	(void)state;

	assert_int_equal(content_store_load(a, "tests/fixtures/nowhere", &c, &d), ERR_MISSING);
	assert_string_equal(
		d.text, "tests/fixtures/nowhere/facts.xml: cannot open: No such file or directory");
	assert_null(c);
	arena_destroy(a);
}

static void copy(const char *name, const char *to)
{
	char command[256];

	snprintf(command, sizeof(command), "cp -r %s/%s %s/", FIXTURE_CONTENT, name, to);
	assert_int_equal(system(command), 0);
}

/* A folder without local.xml has no local details; one that cannot be read or parsed is refused. */
static void test_store_may_be_without_local_details(void **state)
{
	struct arena *a = arena_create(0);
	char dir[] = "/tmp/kiosk-store-XXXXXX", path[64];
	const struct content *c = NULL;
	struct diag d = { 0 };
	FILE *f;
	(void)state;

	assert_non_null(mkdtemp(dir));
	copy("facts.xml", dir);
	copy("questions.xml", dir);
	copy("guides", dir);
	assert_int_equal(content_store_load(a, dir, &c, &d), ERR_MISSING);
	assert_non_null(strstr(d.text, "stations.xml: cannot open"));
	d = (struct diag){ 0 };
	copy("stations.xml", dir);
	if (content_store_load(a, dir, &c, &d) != ERR_OK)
		fail_msg("%s", d.text);
	assert_null(c->local);
	assert_null(content_local_place(c, LOCAL_SFI));
	snprintf(path, sizeof(path), "%s/local.xml", dir);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("<local/>", f);
	fclose(f);
	assert_int_equal(content_store_load(a, dir, &c, &d), ERR_MISSING);
	assert_non_null(strstr(d.text, "local.xml:1: <local> lacks"));
	copy("local.xml", dir);
	d = (struct diag){ 0 };
	assert_int_equal(content_store_load(a, dir, &c, &d), ERR_OK);
	assert_string_equal(c->local->municipality, "Småstad");
	snprintf(path, sizeof(path), "rm -r %s", dir);
	assert_int_equal(system(path), 0);
	arena_destroy(a);
}

/* The content that is delivered loads. */
static void test_store_loads_the_assets(void **state)
{
	struct arena *a = arena_create(0);
	const struct content *c = NULL;
	struct diag d = { 0 };
	(void)state;

	if (content_store_load(a, "assets", &c, &d) != ERR_OK)
		fail_msg("%s", d.text);
	assert_true(c->guide_count >= 3);
	assert_true(c->local->is_sample);
	arena_destroy(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_store_loads_a_folder),
		cmocka_unit_test(test_store_names_what_is_missing),
		cmocka_unit_test(test_store_may_be_without_local_details),
		cmocka_unit_test(test_store_loads_the_assets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
