/* The content is read anew under a visit, and between visits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/app_state.h"
#include "app/kiosk_linux.h"

struct world {
	char folder[64], content[80];
	struct kiosk *kiosk;
	int64_t now_ms;
};

static void shell(struct world *w, const char *format)
{
	char command[512];

	snprintf(command, sizeof(command), "cd %s && %s", w->content, format);
	assert_int_equal(system(command), 0);
}

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	struct kiosk_options options = { .printer = "sim", .today = "2026-11-22" };
	struct kiosk_failure failure;
	const char *out = getenv("KIOSK_OUT");
	char command[256];

	snprintf(w->folder, sizeof(w->folder), "/tmp/kiosk-reload-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	snprintf(w->content, sizeof(w->content), "%s/content", w->folder);
	snprintf(command, sizeof(command), "cp -r %s/content %s", out ? out : "build", w->content);
	assert_int_equal(system(command), 0);
	options.content_dir = w->content;
	if (kiosk_create(&options, 0, &w->kiosk, &failure) != ERR_OK)
		fail_msg("%s", failure.diag.text);
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;
	char command[128];

	kiosk_destroy(w->kiosk);
	snprintf(command, sizeof(command), "rm -rf %s", w->folder);
	assert_int_equal(system(command), 0);
	free(w);
	return 0;
}

static void tap(struct world *w, const char *id)
{
	struct rect dirty, r;
	const struct drawlist *list;
	int i;

	w->now_ms += 700;
	kiosk_step(w->kiosk, w->now_ms);
	list = kiosk_frame(w->kiosk, w->now_ms, &dirty);
	i = drawlist_find(list, id);
	if (i < 0)
		fail_msg("no %s on %s", id, app_screen(w->kiosk->app));
	r = list->nodes[i].rect;
	kiosk_pointer(w->kiosk, POINTER_DOWN, r.x + r.w / 2, r.y + r.h / 2, w->now_ms);
	kiosk_pointer(w->kiosk, POINTER_UP, r.x + r.w / 2, r.y + r.h / 2, w->now_ms);
}

static void reload(struct world *w, bool keeps_visit, enum err wanted, const char *words)
{
	struct kiosk_failure failure;
	enum err err = kiosk_reload(&w->kiosk, keeps_visit, w->now_ms, &failure);

	if (err != wanted || !strstr(failure.diag.text, words))
		fail_msg("%d: %s", (int)err, failure.diag.text);
}

static const struct place *place(const struct world *w)
{
	return &w->kiosk->app->visit.place;
}

static const char *guide_id(const struct world *w)
{
	return w->kiosk->content->guides[place(w)->guide]->id;
}

static void open_guide(struct world *w)
{
	tap(w, "lang:ar");
	tap(w, "text-size");
	tap(w, "station:3");
	tap(w, "topic:personnummer");
	tap(w, "next");
	assert_string_equal(guide_id(w), "personnummer");
}

static void test_reload_keeps_the_place(void **state)
{
	struct world *w = *state;
	struct place before;

	open_guide(w);
	before = *place(w);
	/* A guide nobody requires goes: those behind it stand elsewhere in the list. */
	shell(w, "rm guides/bankkonto.xml && sed -i '/ref=.bankkonto/d' guides/*.xml");
	reload(w, true, ERR_OK, "");
	assert_string_equal(app_screen(w->kiosk->app), "guide");
	assert_string_equal(guide_id(w), "personnummer");
	assert_int_equal(place(w)->page, before.page);
	assert_int_equal(place(w)->part, before.part);
	assert_string_equal(app_lang(w->kiosk->app)->code, "ar");
	assert_int_equal(w->kiosk->app->visit.text_size, TEXT_SIZE_LARGE);
	tap(w, "back");
	tap(w, "back");
	assert_string_equal(app_screen(w->kiosk->app), "station");
}

static void test_reload_keeps_the_list_and_prints_it(void **state)
{
	struct world *w = *state;
	int items;

	tap(w, "lang:th");
	tap(w, "checklist");
	tap(w, "answer:permit=protection");
	tap(w, "answer:age=20-65");
	tap(w, "answer:children=none");
	tap(w, "next");
	tap(w, "answer:address=yes");
	tap(w, "answer:housing=own");
	tap(w, "answer:done=unknown");
	assert_string_equal(app_screen(w->kiosk->app), "checklist");
	items = w->kiosk->app->checklist->item_count;
	reload(w, true, ERR_OK, "");
	assert_string_equal(app_screen(w->kiosk->app), "checklist");
	assert_int_equal(w->kiosk->app->checklist->item_count, items);
	tap(w, "print");
	for (int i = 0; i < 10000 && w->kiosk->report.state != PRINT_DONE; i++)
		kiosk_step(w->kiosk, w->now_ms += 5);
	assert_int_equal(w->kiosk->report.state, PRINT_DONE);
	assert_int_equal(simulator_jobs(w->kiosk->simulator), 1);
}

/* Answers are places in the questions: among others they would mean something else. */
static void test_reload_with_other_questions_forgets_the_answers(void **state)
{
	struct world *w = *state;

	tap(w, "lang:sv");
	tap(w, "checklist");
	tap(w, "answer:permit=protection");
	shell(w, "sed -i '0,/<answer value=\"protection\"/s//<answer value=\"extra\" "
		 "icon=\"clock\">Ett till<\\/answer>&/' questions.xml");
	reload(w, true, ERR_OK, "");
	assert_string_equal(app_screen(w->kiosk->app), "topics");
	assert_int_equal(w->kiosk->app->visit.depth, 0);
	for (int i = 0; i < w->kiosk->content->question_count; i++)
		assert_false(answers_is_answered(&w->kiosk->app->visit.household.persons[0], i));
}

static void test_reload_leaves_what_it_cannot_read(void **state)
{
	struct world *w = *state;
	const struct kiosk *before = w->kiosk;

	open_guide(w);
	shell(w, "printf '<x' >> guides/sfi.xml");
	reload(w, true, ERR_SYNTAX, "guides/sfi.xml:");
	assert_ptr_equal(w->kiosk, before);
	assert_string_equal(app_screen(w->kiosk->app), "guide");
	tap(w, "back");
	assert_string_equal(app_screen(w->kiosk->app), "guide");
}

static void test_reload_waits_for_the_visit(void **state)
{
	struct world *w = *state;

	open_guide(w);
	reload(w, false, ERR_BUSY, "a visit lasts");
	assert_string_equal(app_screen(w->kiosk->app), "guide");
	tap(w, "home");
	tap(w, "finish");
	reload(w, false, ERR_OK, "");
	assert_string_equal(app_screen(w->kiosk->app), "language");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	const struct CMUnitTest tests[] = {
		TEST(test_reload_keeps_the_place),
		TEST(test_reload_keeps_the_list_and_prints_it),
		TEST(test_reload_with_other_questions_forgets_the_answers),
		TEST(test_reload_leaves_what_it_cannot_read),
		TEST(test_reload_waits_for_the_visit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
