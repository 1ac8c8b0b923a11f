/* A visit by touches and time, on the whole kiosk without a window. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/kiosk_linux.h"
#include "checklist/checklist.h"
#include "checklist/code.h"

/* Longer than the pause after a page change in which a repeated tap is ignored. */
#define PACE_MS 700

struct person {
	struct kiosk *kiosk;
	int64_t now_ms;
	const struct drawlist *frame;
};

static void look(struct person *p)
{
	struct rect dirty;

	p->frame = kiosk_frame(p->kiosk, p->now_ms, &dirty);
}

static void wait_ms(struct person *p, int64_t ms)
{
	int64_t end = p->now_ms + ms;

	while (p->now_ms < end) {
		int64_t next = kiosk_next_ms(p->kiosk);

		p->now_ms = next > p->now_ms && next < end ? next : end;
		kiosk_step(p->kiosk, p->now_ms);
		look(p);
	}
}

static void touch(struct person *p, enum pointer_phase phase, int x, int y)
{
	kiosk_pointer(p->kiosk, phase, x, y, p->now_ms);
	look(p);
}

static struct rect rect_of(struct person *p, const char *id)
{
	int i = drawlist_find(p->frame, id);

	if (i < 0)
		fail_msg("no %s on %s", id, app_screen(p->kiosk->app));
	return p->frame->nodes[i].rect;
}

static void tap(struct person *p, const char *id)
{
	struct rect r;

	wait_ms(p, PACE_MS);
	r = rect_of(p, id);
	touch(p, POINTER_DOWN, r.x + r.w / 2, r.y + r.h / 2);
	touch(p, POINTER_UP, r.x + r.w / 2, r.y + r.h / 2);
}

static void expect_screen(struct person *p, const char *screen)
{
	assert_string_equal(app_screen(p->kiosk->app), screen);
}

static bool has(struct person *p, const char *id)
{
	return drawlist_find(p->frame, id) >= 0;
}

static struct person arrive(const char *printer)
{
	struct kiosk_options options = { .printer = printer, .today = "2026-11-22" };
	struct person p = { 0 };
	struct kiosk_failure failure;
	static char dir[512];

	snprintf(dir, sizeof(dir), "%s/content",
		getenv("KIOSK_OUT") ? getenv("KIOSK_OUT") : "build");
	options.content_dir = dir;
	if (kiosk_create(&options, 0, &p.kiosk, &failure) != ERR_OK)
		fail_msg("%s", failure.diag.text);
	look(&p);
	expect_screen(&p, "language");
	return p;
}

static void leave(struct person *p)
{
	kiosk_destroy(p->kiosk);
}

static void answer_all_unknown(struct person *p)
{
	for (int i = 0; i < QUESTIONS_MAX && strcmp(app_screen(p->kiosk->app), "question") == 0;
		i++) {
		wait_ms(p, PACE_MS);
		for (int n = 0; n < p->frame->node_count; n++) {
			const char *id = p->frame->nodes[n].id;
			size_t size = strlen(id);

			if (size > 8 && strcmp(id + size - 8, "=unknown") == 0) {
				tap(p, id);
				break;
			}
		}
	}
}

static void test_visit_language_change_keeps_place_and_answers(void **state)
{
	struct person p = arrive(NULL);
	int page;
	(void)state;

	tap(&p, "lang:ar");
	expect_screen(&p, "topics");
	tap(&p, "station:4");
	tap(&p, "topic:sfi");
	tap(&p, "next");
	tap(&p, "next");
	expect_screen(&p, "guide");
	page = drawlist_find(p.frame, "progress");
	assert_true(page >= 0);
	tap(&p, "language");
	expect_screen(&p, "language");
	tap(&p, "lang:uk");
	expect_screen(&p, "guide");
	assert_string_equal(app_lang(p.kiosk->app)->code, "uk");
	tap(&p, "back");
	tap(&p, "back");
	expect_screen(&p, "guide");
	tap(&p, "back");
	expect_screen(&p, "station");
	tap(&p, "back");
	expect_screen(&p, "topics");
	tap(&p, "checklist");
	tap(&p, "answer:permit=family");
	tap(&p, "language");
	tap(&p, "lang:fa");
	expect_screen(&p, "question");
	assert_true(!has(&p, "answer:permit=family"));
	tap(&p, "back");
	assert_true(has(&p, "answer:permit=family"));
	leave(&p);
}

static void test_visit_idle_warns_then_erases(void **state)
{
	struct person p = arrive(NULL);
	(void)state;

	tap(&p, "lang:ti");
	wait_ms(&p, 119000);
	expect_screen(&p, "topics");
	wait_ms(&p, 2000);
	expect_screen(&p, "idle-warning");
	/* Any touch goes on, at the same place. */
	touch(&p, POINTER_DOWN, 5, 5);
	touch(&p, POINTER_UP, 5, 5);
	expect_screen(&p, "topics");
	wait_ms(&p, 121000);
	expect_screen(&p, "idle-warning");
	wait_ms(&p, 45000);
	expect_screen(&p, "language");
	assert_null(app_lang(p.kiosk->app));
	assert_true(!has(&p, "back"));
	leave(&p);
}

static void test_visit_first_page_needs_no_wake_ups(void **state)
{
	struct person p = arrive(NULL);
	struct rect dirty;
	(void)state;

	wait_ms(&p, 1000);
	assert_true(kiosk_next_ms(p.kiosk) == INT64_MAX);
	kiosk_frame(p.kiosk, p.now_ms + 30000, &dirty);
	assert_true(rect_is_empty(dirty));
	leave(&p);
}

static void test_visit_slide_off_does_nothing(void **state)
{
	struct person p = arrive(NULL);
	struct rect r;
	(void)state;

	wait_ms(&p, PACE_MS);
	r = rect_of(&p, "lang:sv");
	touch(&p, POINTER_DOWN, r.x + 10, r.y + 10);
	touch(&p, POINTER_MOVE, r.x + r.w / 2, r.y - 40);
	touch(&p, POINTER_UP, r.x + r.w / 2, r.y - 40);
	expect_screen(&p, "language");
	leave(&p);
}

static void test_visit_nervous_second_tap_is_ignored(void **state)
{
	struct person p = arrive(NULL);
	struct rect r;
	(void)state;

	tap(&p, "lang:en");
	tap(&p, "station:4");
	tap(&p, "topic:sfi");
	wait_ms(&p, PACE_MS);
	r = rect_of(&p, "next");
	for (int i = 0; i < 3; i++) { /* three taps within half a second: one page */
		touch(&p, POINTER_DOWN, r.x + 40, r.y + 40);
		touch(&p, POINTER_UP, r.x + 40, r.y + 40);
		wait_ms(&p, 120);
	}
	tap(&p, "back");
	expect_screen(&p, "guide");
	tap(&p, "back");
	expect_screen(&p, "station");
	leave(&p);
}

static void test_visit_prints_and_is_erased(void **state)
{
	struct person p = arrive("sim");
	(void)state;

	wait_ms(&p, 1000);
	tap(&p, "lang:sv");
	tap(&p, "checklist");
	answer_all_unknown(&p);
	expect_screen(&p, "checklist");
	tap(&p, "print");
	for (int i = 0; i < 1000 && strcmp(app_screen(p.kiosk->app), "finish") != 0; i++)
		wait_ms(&p, 200);
	expect_screen(&p, "finish");
	assert_int_equal(simulator_jobs(p.kiosk->simulator), 1);
	wait_ms(&p, 29000);
	expect_screen(&p, "finish");
	wait_ms(&p, 2000);
	expect_screen(&p, "language");
	leave(&p);
}

static void test_visit_without_printer_shows_the_code(void **state)
{
	struct person p = arrive(NULL);
	(void)state;

	tap(&p, "lang:ar");
	tap(&p, "checklist");
	answer_all_unknown(&p);
	expect_screen(&p, "checklist");
	tap(&p, "print");
	expect_screen(&p, "printing");
	assert_true(has(&p, "qr"));
	tap(&p, "finish");
	expect_screen(&p, "language");
	leave(&p);
}

static void test_visit_quick_exit(void **state)
{
	struct person p = arrive(NULL);
	(void)state;

	tap(&p, "emergency");
	expect_screen(&p, "emergency");
	tap(&p, "back");
	expect_screen(&p, "language");
	tap(&p, "lang:fa");
	tap(&p, "station:4");
	tap(&p, "topic:sfi");
	tap(&p, "emergency");
	tap(&p, "back");
	expect_screen(&p, "guide");
	tap(&p, "emergency");
	tap(&p, "quick-exit");
	expect_screen(&p, "language");
	assert_null(app_lang(p.kiosk->app));
	leave(&p);
}

/* What one visitor's paper says brings the same list back for the next, by hand and by scanner. */
static void test_visit_code_brings_the_list_back(void **state)
{
	struct person p = arrive(NULL);
	char code[CODE_TEXT_MAX];
	struct household household;
	struct diag d = { 0 };
	(void)state;

	if (household_parse(p.kiosk->content, "permit=family,age=16-17,address=yes", &household,
		    &d) != ERR_OK)
		fail_msg("%s", d.text);
	assert_int_equal(code_write(p.kiosk->content, &household, 1, code), ERR_OK);
	tap(&p, "lang:uk");
	tap(&p, "code");
	expect_screen(&p, "code");
	for (const char *c = code; *c; c++) {
		char id[] = "key:?";

		id[4] = *c;
		if (*c != '-')
			tap(&p, id);
	}
	tap(&p, "key:delete");
	tap(&p, "next");
	expect_screen(&p, "code"); /* one symbol short: refused, and still there to mend */
	{
		char id[] = "key:?";

		id[4] = code[strlen(code) - 1];
		tap(&p, id);
	}
	tap(&p, "next");
	expect_screen(&p, "checklist");
	tap(&p, "home");
	tap(&p, "code");
	kiosk_scan(p.kiosk, code, p.now_ms);
	look(&p);
	expect_screen(&p, "checklist");
	leave(&p);
}

/* What a scanner or keypad sends that is none of ours has no effect. */
static void test_visit_keys_do_nothing_elsewhere(void **state)
{
	struct person p = arrive(NULL);
	(void)state;

	tap(&p, "lang:sv");
	for (int c = 1; c < 127; c++)
		for (int device = 0; device < KIOSK_INPUTS; device++)
			kiosk_input(p.kiosk, (enum kiosk_input)device, (char)c, p.now_ms);
	look(&p);
	expect_screen(&p, "topics");
	leave(&p);
}

static bool shows(const struct person *p, const char *text)
{
	for (int i = 0; i < p->frame->node_count; i++)
		if (p->frame->nodes[i].text && strstr(p->frame->nodes[i].text, text))
			return true;
	return false;
}

/* An older paper is told what is new for its list, and nothing that is not on it; one from a newer
 * kiosk sends the visitor to the staff. */
static void test_visit_older_code_shows_what_changed(void **state)
{
	static const struct {
		const char *answers;
		int older; /* than the kiosk's content */
		const char *shows, *hides;
	} cases[] = {
		{ "permit=work,stay=yes,age=20-65,children=none,address=yes,done=none", 1,
			"Arbetar du i Sverige?", "inte till" },
		{ "permit=asylum,age=under13,address=yes", 1, "Vi känner inte till", "Arbetar du" },
		{ "permit=work,stay=yes,age=20-65,children=none,address=yes,done=none", 0,
			"Min checklista", "Arbetar du" },
		{ "permit=work,stay=yes,age=20-65,children=none,address=yes,done=none", -1,
			"Ditt papper är nyare", "Arbetar du" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct person p = arrive(NULL);
		struct household h;
		struct diag d = { 0 };
		char code[CODE_TEXT_MAX];

		assert_int_equal(
			household_parse(p.kiosk->content, cases[i].answers, &h, &d), ERR_OK);
		assert_int_equal(code_write(p.kiosk->content, &h,
					 p.kiosk->content_number - cases[i].older, code),
			ERR_OK);
		tap(&p, "lang:sv");
		tap(&p, "code");
		kiosk_scan(p.kiosk, code, p.now_ms);
		look(&p);
		expect_screen(&p, "checklist");
		if (!shows(&p, cases[i].shows) || shows(&p, cases[i].hides))
			fail_msg("case %zu shows not \"%s\", or \"%s\"", i, cases[i].shows,
				cases[i].hides);
		leave(&p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_visit_language_change_keeps_place_and_answers),
		cmocka_unit_test(test_visit_idle_warns_then_erases),
		cmocka_unit_test(test_visit_first_page_needs_no_wake_ups),
		cmocka_unit_test(test_visit_slide_off_does_nothing),
		cmocka_unit_test(test_visit_nervous_second_tap_is_ignored),
		cmocka_unit_test(test_visit_prints_and_is_erased),
		cmocka_unit_test(test_visit_without_printer_shows_the_code),
		cmocka_unit_test(test_visit_quick_exit),
		cmocka_unit_test(test_visit_code_brings_the_list_back),
		cmocka_unit_test(test_visit_older_code_shows_what_changed),
		cmocka_unit_test(test_visit_keys_do_nothing_elsewhere),
	};

	return cmocka_run_group_tests_name("visit", tests, NULL, NULL);
}
