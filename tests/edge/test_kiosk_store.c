/* The kiosk with its store of packs: what it starts with, and when it changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/content_source_linux.h"
#include "app/kiosk_linux.h"
#include "pack/store_linux.h"
#include "pack_world.h"

struct scene {
	struct pack_world w;
	struct kiosk *kiosk;
	int64_t now_ms;
};

static int open_scene(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));

	pack_world_open(&s->w);
	pack_world_install(&s->w, 1, 401);
	*state = s;
	return 0;
}

static int close_scene(void **state)
{
	struct scene *s = *state;

	kiosk_destroy(s->kiosk);
	pack_world_close(&s->w);
	free(s);
	return 0;
}

static void start(struct scene *s)
{
	struct kiosk_options o = {
		.printer = "sim", .today = PACK_WORLD_TODAY, .store_dir = s->w.store
	};
	const char *out = getenv("KIOSK_OUT");
	struct kiosk_failure failure;
	static char builtin[256];

	snprintf(builtin, sizeof(builtin), "%s/content", out ? out : "build");
	o.content_dir = builtin;
	if (kiosk_start(&o, s->now_ms, &s->kiosk, &failure) != ERR_OK)
		fail_msg("%s", failure.diag.text);
}

static void tap(struct scene *s, const char *id)
{
	struct rect dirty, r;
	const struct drawlist *list;
	int i;

	s->now_ms += 700;
	kiosk_step(s->kiosk, s->now_ms);
	list = kiosk_frame(s->kiosk, s->now_ms, &dirty);
	i = drawlist_find(list, id);
	if (i < 0)
		fail_msg("no %s on %s", id, app_screen(s->kiosk->app));
	r = list->nodes[i].rect;
	kiosk_pointer(s->kiosk, POINTER_DOWN, r.x + r.w / 2, r.y + r.h / 2, s->now_ms);
	kiosk_pointer(s->kiosk, POINTER_UP, r.x + r.w / 2, r.y + r.h / 2, s->now_ms);
}

/* The visitor goes away: in the end everything is erased. */
static void leave(struct scene *s)
{
	s->now_ms += 130000;
	kiosk_step(s->kiosk, s->now_ms);
	assert_false(kiosk_follow(&s->kiosk, s->now_ms));
	s->now_ms += 50000;
	kiosk_step(s->kiosk, s->now_ms);
}

static const char *fault(const struct scene *s)
{
	return content_source_fault(s->kiosk->source);
}

static bool is_there(const struct scene *s, const char *path)
{
	char whole[256];

	snprintf(whole, sizeof(whole), "%s/%s", s->w.store, path);
	return access(whole, F_OK) == 0;
}

static void test_the_good_generation_is_shown(void **state)
{
	struct scene *s = *state;

	start(s);
	assert_int_equal(s->kiosk->content_number, 401);
	assert_string_equal(fault(s), "");
	assert_false(kiosk_follow(&s->kiosk, s->now_ms));
}

static void test_a_visit_ends_on_what_it_began_with(void **state)
{
	struct scene *s = *state;

	start(s);
	tap(s, "lang:ar");
	pack_world_install(&s->w, 2, 402);
	assert_false(kiosk_follow(&s->kiosk, s->now_ms));
	tap(s, "station:3");
	tap(s, "topic:personnummer");
	assert_false(kiosk_follow(&s->kiosk, s->now_ms));
	assert_int_equal(s->kiosk->content_number, 401);
	leave(s);
	assert_true(kiosk_follow(&s->kiosk, s->now_ms));
	assert_int_equal(s->kiosk->content_number, 402);
	assert_false(kiosk_follow(&s->kiosk, s->now_ms));
	tap(s, "lang:ar");
	assert_string_equal(app_screen(s->kiosk->app), "topics");
}

/* Two installs leave current and previous; the visitor stands on neither of them. */
static void test_what_is_shown_is_not_swept_away(void **state)
{
	struct scene *s = *state;

	start(s);
	tap(s, "lang:ar");
	pack_world_install(&s->w, 2, 402);
	pack_world_install(&s->w, 3, 403);
	assert_true(is_there(s, "generations/1/content/facts.xml"));
	leave(s);
	assert_true(kiosk_follow(&s->kiosk, s->now_ms));
	assert_int_equal(s->kiosk->content_number, 403);
	pack_world_install(&s->w, 4, 404);
	assert_false(is_there(s, "generations/1"));
	assert_true(is_there(s, "generations/3"));
}

static void test_rollback_is_followed(void **state)
{
	struct scene *s = *state;

	pack_world_install(&s->w, 2, 402);
	start(s);
	assert_int_equal(s->kiosk->content_number, 402);
	pack_world_rollback(&s->w);
	assert_true(kiosk_follow(&s->kiosk, s->now_ms));
	assert_int_equal(s->kiosk->content_number, 401);
}

static void damage(const struct scene *s, int generation)
{
	pack_world_shell(
		"printf '\\377\\377\\377\\377' | dd of=%s/generations/%d/content/locale/ar/"
		"LC_MESSAGES/guides-ar.mo bs=1 seek=8 conv=notrunc 2>/dev/null",
		s->w.store, generation);
}

/* gettext would crash on such a catalogue: it is refused by its hash. */
static void test_a_damaged_generation_falls_back(void **state)
{
	struct scene *s = *state;

	pack_world_install(&s->w, 2, 402);
	damage(s, 2);
	start(s);
	assert_int_equal(s->kiosk->content_number, 401);
	assert_non_null(strstr(fault(s), "guides-ar.mo"));
}

static void test_two_damaged_generations_leave_what_is_built_in(void **state)
{
	struct scene *s = *state;

	pack_world_install(&s->w, 2, 402);
	damage(s, 1);
	damage(s, 2);
	start(s);
	assert_int_equal(content_source_generation(s->kiosk->source), 0);
	assert_non_null(strstr(fault(s), "guides-ar.mo"));
}

static void test_the_one_before_is_next(void **state)
{
	struct scene *s = *state;

	pack_world_install(&s->w, 2, 402);
	pack_world_shell("chmod u+w %s/generations/2/content/content.ini && echo x >> "
			 "%s/generations/2/content/content.ini",
		s->w.store, s->w.store);
	start(s);
	assert_int_equal(s->kiosk->content_number, 401);
	assert_non_null(strstr(fault(s), "content.ini"));
	/* A new one heals it. */
	pack_world_install(&s->w, 3, 403);
	assert_true(kiosk_follow(&s->kiosk, s->now_ms));
	assert_int_equal(s->kiosk->content_number, 403);
	assert_string_equal(fault(s), "");
}

/* Signed and sound, but not what this program can show. */
static void test_what_cannot_be_loaded_is_refused_once(void **state)
{
	struct scene *s = *state;

	start(s);
	pack_world_shell("mv %s/stations.xml %s/hidden && echo '<no/>' > %s/stations.xml",
		s->w.content, s->w.dir, s->w.content);
	pack_world_install(&s->w, 2, 402);
	assert_false(kiosk_follow(&s->kiosk, s->now_ms));
	assert_int_equal(s->kiosk->content_number, 401);
	assert_non_null(strstr(fault(s), "stations.xml"));
	assert_false(kiosk_follow(&s->kiosk, s->now_ms));
	tap(s, "lang:ar");
	assert_string_equal(app_screen(s->kiosk->app), "topics");
}

static void test_a_trial_that_was_cut_off_is_ended(void **state)
{
	struct scene *s = *state;
	struct arena *a = arena_create(0);
	struct pack_store store;
	struct store_state on_trial;
	struct diag d = { 0 };

	pack_world_install(&s->w, 2, 402);
	assert_int_equal(store_open(a, s->w.store, true, &store, &d), ERR_OK);
	on_trial = store.state;
	store_state_try(&on_trial, 1);
	assert_int_equal(store_save(&store, &on_trial, &d), ERR_OK);
	assert_int_equal(store_choose(&store, 1, &d), ERR_OK);
	store_close(&store);
	start(s);
	assert_int_equal(s->kiosk->content_number, 402);
	assert_int_equal(store_open(a, s->w.store, false, &store, &d), ERR_OK);
	assert_int_equal(store.state.trying, 0);
	store_close(&store);
	arena_destroy(a);
}

static void test_an_empty_store_shows_what_is_built_in(void **state)
{
	struct scene *s = *state;

	pack_world_shell("rm -rf %s", s->w.store);
	start(s);
	assert_int_equal(content_source_generation(s->kiosk->source), 0);
	pack_world_install(&s->w, 1, 401);
	assert_true(kiosk_follow(&s->kiosk, s->now_ms));
	assert_int_equal(s->kiosk->content_number, 401);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_scene, close_scene)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_the_good_generation_is_shown),
		TEST(test_a_visit_ends_on_what_it_began_with),
		TEST(test_what_is_shown_is_not_swept_away),
		TEST(test_rollback_is_followed),
		TEST(test_a_damaged_generation_falls_back),
		TEST(test_two_damaged_generations_leave_what_is_built_in),
		TEST(test_the_one_before_is_next),
		TEST(test_what_cannot_be_loaded_is_refused_once),
		TEST(test_a_trial_that_was_cut_off_is_ended),
		TEST(test_an_empty_store_shows_what_is_built_in),
	};

	return cmocka_run_group_tests_name("kiosk_store", tests, NULL, NULL);
}
