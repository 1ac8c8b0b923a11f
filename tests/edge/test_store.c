/* A content folder on disk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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
	arena_destroy(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_store_loads_a_folder),
		cmocka_unit_test(test_store_names_what_is_missing),
		cmocka_unit_test(test_store_loads_the_assets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
