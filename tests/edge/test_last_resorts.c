/* What must help when nothing else does: the emergency numbers long after anybody checked a fact,
 * and the list of somebody for whom there is nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/kiosk_linux.h"
#include "app/list_code.h"
#include "ui/action.h"
#include "ui/view.h"

#define TODAY "2026-11-22"
#define LONG_AFTER "2099-12-31"

static struct kiosk *kiosk;
static struct arena *arena;
static struct answers answers;
static struct theme theme;

static int set_up(void **state)
{
	const char *out = getenv("KIOSK_OUT");
	struct kiosk_options options = { .panel = "portrait-156", .lang = "sv", .today = TODAY };
	struct kiosk_failure failure;
	char dir[512];
	(void)state;

	snprintf(dir, sizeof(dir), "%s/content", out ? out : "build");
	options.content_dir = dir;
	if (kiosk_create(&options, 0, &kiosk, &failure) != ERR_OK) {
		fprintf(stderr, "%s\n", failure.diag.text);
		return -1;
	}
	arena = arena_create(0);
	theme_init(&theme, &kiosk->panel, TEXT_SIZE_NORMAL);
	answers_clear(&answers);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_destroy(arena);
	kiosk_destroy(kiosk);
	return 0;
}

static struct ui_view view_of(enum ui_screen screen, const struct lang *lang, const char *today)
{
	return (struct ui_view){ .screen = screen,
		.rich = { kiosk->content, catalogue_strings(kiosk->catalogue), &kiosk->langs, lang,
			today, NULL },
		.engine = kiosk->engine,
		.theme = &theme,
		.in_visit = true,
		.answers = &answers,
		.can_print = true,
		.pressed = "" };
}

/* All parts of the screen, one line for each text. */
static const char *read_screen(struct ui_view view)
{
	const char *s = "";
	int parts = 1;

	for (view.part = 0; view.part < parts; view.part++) {
		struct drawlist d;

		drawlist_init(&d, arena);
		parts = screen_build(&view, &d).part_count;
		assert_false(d.failed);
		for (int i = 0; i < d.node_count; i++)
			if (d.nodes[i].text)
				s = arena_printf(arena, "%s%s\n", s, d.nodes[i].text);
	}
	return s;
}

static bool has_line(const char *text, const char *line)
{
	return strstr(text, arena_printf(arena, "\n\u2066%s\u2069\n", line)) != NULL;
}

/* Nobody in danger reads "last checked ..., ask the staff" behind the number. */
static void test_last_resorts_emergency_numbers_carry_no_caution(void **state)
{
	static const char *const numbers[] = { "112", "1177" };
	(void)state;

	for (int i = 0; i < kiosk->langs.count; i++) {
		const struct lang *lang = &kiosk->langs.langs[i];
		const char *now, *later;

		if (lang->order <= 0)
			continue;
		now = read_screen(view_of(SCREEN_EMERGENCY, lang, TODAY));
		later = read_screen(view_of(SCREEN_EMERGENCY, lang, LONG_AFTER));
		assert_string_equal(later, now);
		for (size_t n = 0; n < sizeof(numbers) / sizeof(*numbers); n++)
			if (!has_line(later, numbers[n]))
				fail_msg("%s: no line \"%s\" in:\n%s", lang->code, numbers[n],
					later);
	}
	/* They are overdue that day: a guide that names one says so. */
	assert_true(strcmp(content_fact(kiosk->content, "tel-112", LONG_AFTER)->check_by,
			    LONG_AFTER) < 0);
}

static void test_last_resorts_an_empty_list_offers_no_paper(void **state)
{
	const struct checklist empty = { .person_count = 1 };
	const struct lang *lang = lang_find(&kiosk->langs, "en");
	const uint8_t *qr = NULL;
	int qr_size = 0;
	(void)state;

	for (int can_print = 0; can_print < 2; can_print++) {
		struct ui_view view = view_of(SCREEN_CHECKLIST, lang, TODAY);
		struct drawlist d;

		view.checklist = &empty;
		view.can_print = can_print;
		drawlist_init(&d, arena);
		assert_int_equal(screen_build(&view, &d).part_count, 1);
		for (int i = 0; i < d.node_count; i++)
			assert_int_not_equal(d.nodes[i].action.kind, ACTION_PRINT);
		assert_true(drawlist_find(&d, "back") >= 0);
		assert_true(drawlist_find(&d, "finish") >= 0);
		assert_non_null(strstr(read_screen(view), "Please ask the staff."));
		assert_null(strstr(read_screen(view), "phone"));
		if (can_print)
			assert_int_equal(list_code_create(arena, &view.rich, &empty, &qr, &qr_size),
				ERR_RANGE);
	}
	assert_null(qr);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_last_resorts_emergency_numbers_carry_no_caution),
		T(test_last_resorts_an_empty_list_offers_no_paper),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
