/* Printer models: what is read, and the sentence for everything that cannot be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "print/model.h"

static const char good[] = "# a comment\n"
			   "name = TM-T88VI\n"
			   "title = Epson TM-T88VI\n"
			   "dots = 512\n"
			   "dpi = 180\n"
			   "paper_mm = 80\n"
			   "band_rows = 128\n"
			   "cut_feed_mm = 0\n"
			   "speed_mm_s = 350\n"
			   "raster = gs-l\n"
			   "cut = full\n"
			   "asb = yes\n"
			   "dle_eot = no\n"
			   "paper_query = yes\n"
			   "completion = no\n"
			   "clear = yes\n";

static void test_model_reads_every_key(void **state)
{
	struct arena *a = arena_create(0);
	struct printer_model m;
	struct diag d = { 0 };

	(void)state;
	assert_int_equal(model_parse(a, "printers/x.ini", good, &m, &d), ERR_OK);
	assert_string_equal(m.name, "TM-T88VI");
	assert_string_equal(m.title, "Epson TM-T88VI");
	assert_int_equal(m.dots, 512);
	assert_int_equal(m.dpi, 180);
	assert_int_equal(m.paper_mm, 80);
	assert_int_equal(m.band_rows, 128);
	assert_int_equal(m.cut_feed_mm, 0);
	assert_int_equal(m.speed_mm_s, 350);
	assert_int_equal(m.raster, MODEL_GS_L);
	assert_int_equal(m.cut, MODEL_CUT_FULL);
	assert_true(m.has_asb && !m.has_dle_eot && m.has_paper_query && !m.has_completion);
	assert_true(m.has_clear);
	assert_int_equal(model_mm_to_dots(&m, 25.4), 180);
	assert_int_equal(model_mm_to_dots(&m, 3.5), 25); /* 24.8 */
	arena_destroy(a);
}

/* The good text with one line replaced (NULL: left out). */
static void with_line(char *out, size_t size, const char *key, const char *line)
{
	const char *at = strstr(good, key);
	const char *end = strchr(at, '\n');

	snprintf(out, size, "%.*s%s%s", (int)(at - good), good, line ? line : "",
		line ? end : end + 1);
}

static void test_model_says_what_is_wrong_and_where(void **state)
{
	static const struct {
		const char *key, *line;
		enum err err;
		const char *says;
	} cases[] = {
		{ "dots =", NULL, ERR_MISSING, "printers/x.ini: the key dots is missing" },
		{ "dots =", "dots = many", ERR_SYNTAX,
			"printers/x.ini:4: dots = many is not a number" },
		{ "dots =", "dots = 5120", ERR_RANGE,
			"printers/x.ini:4: dots = 5120 is outside 128 to 1024" },
		{ "dots =", "dots = 512.5", ERR_SYNTAX, "dots = 512.5 is not a whole number" },
		{ "dots =", "dots = 1000", ERR_RANGE,
			"1000 dots at 180 dpi are wider than the paper of 80 mm" },
		{ "band_rows =", "band_rows = 0", ERR_RANGE,
			"band_rows = 0 is outside 24 to 1024" },
		{ "raster =", "raster = star", ERR_SYNTAX,
			"raster = star is unknown; possible: gs-v-0, gs-l, esc-star" },
		{ "cut =", "cut = half", ERR_SYNTAX, "possible: none, partial, full" },
		{ "cut =", "cut = none", ERR_RANGE, "without a cutter cut_feed_mm must say" },
		{ "asb =", "asb = true", ERR_SYNTAX, "asb = true must be yes or no" },
		{ "asb =", "asp = yes", ERR_SYNTAX,
			"the key asp is unknown; possible: name, title" },
		{ "title =", "title =", ERR_SYNTAX, "printers/x.ini:3: title is empty" },
		{ "title =", "name = twice", ERR_SYNTAX, "printers/x.ini:3: name is there twice" },
		{ "title =", "nonsense", ERR_SYNTAX, "printers/x.ini:3: this line is neither" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena *a = arena_create(0);
		struct printer_model m;
		struct diag d = { 0 };
		char text[2048];

		with_line(text, sizeof(text), cases[i].key, cases[i].line);
		assert_int_equal(model_parse(a, "printers/x.ini", text, &m, &d), cases[i].err);
		if (!strstr(d.text, cases[i].says))
			fail_msg("\"%s\" does not say \"%s\"", d.text, cases[i].says);
		arena_destroy(a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_model_reads_every_key),
		cmocka_unit_test(test_model_says_what_is_wrong_and_where),
	};

	return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
