/* Measures in millimetres and contrast in numbers, for every panel profile and text size. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ui/theme.h"

static struct panel read_panel(struct arena *a, const char *path)
{
	struct panel panel = { 0 };
	struct diag d = { 0 };
	char text[2048] = { 0 };
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	assert_true(fread(text, 1, sizeof(text) - 1, f) > 0);
	fclose(f);
	if (panel_parse(a, path, text, &panel, &d) != ERR_OK)
		fail_msg("%s", d.text);
	return panel;
}

static const char *const panels[] = { "assets/panels/portrait-156.ini",
	"assets/panels/landscape-156.ini" };

static double cap_mm(const struct panel *p, int32_t em)
{
	return em / 64.0 * 0.714 * p->pitch_mm;
}

static void test_theme_capitals_in_mm(void **state)
{
	struct arena *a = arena_create(0);
	(void)state;

	for (size_t i = 0; i < sizeof(panels) / sizeof(*panels); i++) {
		struct panel p = read_panel(a, panels[i]);
		struct theme t;

		theme_init(&t, &p, TEXT_SIZE_NORMAL);
		assert_true(cap_mm(&p, t.body) >= 4.79); /* VVSG 7.1-G */
		assert_true(cap_mm(&p, t.small) >= 3.5);
		theme_init(&t, &p, TEXT_SIZE_LARGEST);
		/* EN 301 549 5.1.4: at least 0.7 degrees at the stated distance. */
		assert_true(2 * atan(cap_mm(&p, t.body) / 2 / p.viewing_mm) * 180 / M_PI >= 0.699);
	}
	arena_destroy(a);
}

static void test_theme_targets_and_gaps_in_mm(void **state)
{
	struct arena *a = arena_create(0);
	(void)state;

	for (size_t i = 0; i < sizeof(panels) / sizeof(*panels); i++) {
		struct panel p = read_panel(a, panels[i]);
		struct theme t;

		theme_init(&t, &p, TEXT_SIZE_NORMAL);
		assert_true(t.target * p.pitch_mm >= 19.9);
		assert_true(t.main_target * p.pitch_mm >= 19.9);
		assert_true(t.gap * p.pitch_mm >= 2.54);
		assert_true((t.header - 2 * panel_px(&p, 1.2)) * p.pitch_mm >= 19.9);
	}
	arena_destroy(a);
}

static double channel(unsigned c)
{
	double v = c / 255.0;

	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

/* WCAG 2.2: relative luminance and contrast ratio. */
static double contrast(uint32_t a, uint32_t b)
{
	uint32_t c[2] = { a, b };
	double l[2];

	for (int i = 0; i < 2; i++)
		l[i] = 0.2126 * channel(c[i] >> 16 & 255) + 0.7152 * channel(c[i] >> 8 & 255) +
		       0.0722 * channel(c[i] & 255);
	return (fmax(l[0], l[1]) + 0.05) / (fmin(l[0], l[1]) + 0.05);
}

static void test_theme_contrast(void **state)
{
	(void)state;
	assert_true(contrast(COLOR_INK, COLOR_GROUND) >= 10);
	assert_true(contrast(COLOR_INK, COLOR_SURFACE) >= 10);
	assert_true(contrast(COLOR_INK, COLOR_TINT) >= 10);
	assert_true(contrast(COLOR_QUIET, COLOR_GROUND) >= 9.5);
	assert_true(contrast(COLOR_ON_ACCENT, COLOR_ACCENT) >= 10);
	assert_true(contrast(COLOR_ACCENT, COLOR_SURFACE) >= 10);
	assert_true(contrast(COLOR_ACCENT, COLOR_TINT) >= 7);
	/* 1.4.11: edges of controls */
	assert_true(contrast(COLOR_EDGE, COLOR_SURFACE) >= 3);
	assert_true(contrast(COLOR_EDGE, COLOR_GROUND) >= 3);
}

static void test_panel_bad_texts(void **state)
{
	static const struct {
		const char *ini, *says;
	} cases[] = {
		{ "name = x\nwidth_px = 99999\n", "x.ini:2: width_px = 99999 is outside" },
		{ "name = x\nheigth_px = 4\n", "x.ini:2: the key heigth_px is unknown" },
		{ "name = x\nwidth_px = 1080\nheight_px = 1920\npitch_mm = 0.18\n",
			"x.ini: the key viewing_mm is missing" },
		{ "name = x\nwidth_px = ten\n", "x.ini:2: width_px = ten is not a number" },
		{ "", "x.ini: the key name is missing" },
	};
	struct arena *a = arena_create(0);
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct panel p;
		struct diag d = { 0 };

		assert_int_not_equal(panel_parse(a, "x.ini", cases[i].ini, &p, &d), ERR_OK);
		if (strncmp(d.text, cases[i].says, strlen(cases[i].says)) != 0)
			fail_msg("said: %s, not: %s", d.text, cases[i].says);
	}
	arena_destroy(a);
}

static void test_text_size_names(void **state)
{
	enum text_size size;
	(void)state;

	for (int i = 0; i < TEXT_SIZES; i++) {
		assert_true(text_size_parse(text_size_name((enum text_size)i), &size));
		assert_int_equal(size, i);
	}
	assert_false(text_size_parse("huge", &size));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_theme_capitals_in_mm),
		cmocka_unit_test(test_theme_targets_and_gaps_in_mm),
		cmocka_unit_test(test_theme_contrast),
		cmocka_unit_test(test_panel_bad_texts),
		cmocka_unit_test(test_text_size_names),
	};

	return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
