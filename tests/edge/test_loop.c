/* The main loop with SDL's dummy driver: real SDL events in, the kiosk's screen out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <SDL.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cards.h"
#include "app/loop_sdl.h"
#include "app/stage_linux.h"
#include "platform/clock_linux.h"

#define WINDOW_W 540
#define WINDOW_H 960

struct world {
	struct kiosk *kiosk;
	struct render *render;
	char content[256];
};

static int setup(void **state)
{
	static struct world w;
	const char *out = getenv("KIOSK_OUT");
	struct kiosk_options options = { .content_dir = w.content, .today = "2026-11-22" };
	struct kiosk_failure failure;
	struct render_config config = {
		.window_w = WINDOW_W, .window_h = WINDOW_H, .title = "test"
	};
	struct diag d = { 0 };

	snprintf(w.content, sizeof(w.content), "%s/content", out ? out : "build");
	if (kiosk_create(&options, clock_now_ms(), &w.kiosk, &failure) != ERR_OK) {
		print_error("%s\n", failure.diag.text);
		return -1;
	}
	config.width_px = w.kiosk->panel.width_px;
	config.height_px = w.kiosk->panel.height_px;
	if (render_open(&config, &w.render, &d) != ERR_OK) {
		print_error("%s\n", d.text);
		return -1;
	}
	*state = &w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	render_close(w->render);
	kiosk_destroy(w->kiosk);
	return 0;
}

/* The middle of a node in the window; the window is half as large as the panel. */
static void find(struct world *w, const char *id, int *x, int *y)
{
	struct rect dirty, r;
	const struct drawlist *list = kiosk_frame(w->kiosk, clock_now_ms(), &dirty);
	int i = drawlist_find(list, id);

	assert_true(i >= 0);
	r = list->nodes[i].rect;
	*x = (r.x + r.w / 2) / 2;
	*y = (r.y + r.h / 2) / 2;
}

static void push_mouse(Uint32 type, Uint32 which, int x, int y)
{
	SDL_Event e = { .button = { .type = type,
				.which = which,
				.button = SDL_BUTTON_LEFT,
				.x = x,
				.y = y } };

	SDL_PushEvent(&e);
}

static void push_finger(Uint32 type, SDL_FingerID finger, int x, int y)
{
	SDL_Event e = { .tfinger = { .type = type,
				.fingerId = finger,
				.x = (float)x / WINDOW_W,
				.y = (float)y / WINDOW_H } };

	SDL_PushEvent(&e);
}

/* Lets the loop take what was pushed, then ends it. */
static void run(struct world *w)
{
	SDL_Event quit = { .type = SDL_QUIT };
	struct diag d = { 0 };

	SDL_PushEvent(&quit);
	if (loop_run(&w->kiosk, w->render, &(struct loop_options){ .fixed_date = true }, &d) !=
		ERR_OK)
		fail_msg("%s", d.text);
}

static void test_loop_mouse_taps(void **state)
{
	struct world *w = *state;
	int x, y;

	find(w, "lang:ar", &x, &y);
	push_mouse(SDL_MOUSEBUTTONDOWN, 0, x, y);
	push_mouse(SDL_MOUSEBUTTONUP, 0, x, y);
	run(w);
	assert_string_equal(app_screen(w->kiosk->app), "topics");
	assert_string_equal(app_lang(w->kiosk->app)->code, "ar");
}

static void test_loop_finger_taps(void **state)
{
	struct world *w = *state;
	int x, y;

	find(w, "lang:ti", &x, &y);
	push_finger(SDL_FINGERDOWN, 7, x, y);
	push_finger(SDL_FINGERUP, 7, x, y);
	run(w);
	assert_string_equal(app_screen(w->kiosk->app), "topics");
	assert_string_equal(app_lang(w->kiosk->app)->code, "ti");
}

static void test_loop_first_finger_counts(void **state)
{
	struct world *w = *state;
	int x, y, other_x, other_y;

	find(w, "lang:ti", &x, &y);
	find(w, "lang:sv", &other_x, &other_y);
	/* A palm rests elsewhere while the first finger taps. */
	push_finger(SDL_FINGERDOWN, 1, x, y);
	push_finger(SDL_FINGERDOWN, 2, other_x, other_y);
	push_finger(SDL_FINGERUP, 2, other_x, other_y);
	run(w);
	assert_string_equal(app_screen(w->kiosk->app), "language");
}

static void test_loop_ignores_mouse_made_of_touch(void **state)
{
	struct world *w = *state;
	int x, y;

	find(w, "lang:sv", &x, &y);
	push_mouse(SDL_MOUSEBUTTONDOWN, SDL_TOUCH_MOUSEID, x, y);
	push_mouse(SDL_MOUSEBUTTONUP, SDL_TOUCH_MOUSEID, x, y);
	run(w);
	assert_string_equal(app_screen(w->kiosk->app), "language");
}

static void test_loop_slide_off_is_no_tap(void **state)
{
	struct world *w = *state;
	int x, y;

	find(w, "lang:sv", &x, &y);
	push_finger(SDL_FINGERDOWN, 1, x, y);
	push_finger(SDL_FINGERMOTION, 1, x, y + 400);
	push_finger(SDL_FINGERUP, 1, x, y + 400);
	run(w);
	assert_string_equal(app_screen(w->kiosk->app), "language");
}

static void type_line(const char *text)
{
	SDL_Event enter = { .key = { .type = SDL_KEYDOWN, .keysym = { .sym = SDLK_RETURN } } };

	for (; *text; text++) {
		SDL_Event e = { .text = { .type = SDL_TEXTINPUT } };

		e.text.text[0] = *text;
		SDL_PushEvent(&e);
	}
	SDL_PushEvent(&enter);
}

/* SDL does not say which keyboard it was: none counts, unless a developer asks for it. */
static void test_loop_keyboards_have_no_effect(void **state)
{
	struct world *w = *state;
	char card[CARD_TEXT_MAX];

	assert_int_equal(card_write_language("ar", card), ERR_OK);
	type_line(card);
	type_line("13");
	run(w);
	assert_string_equal(app_screen(w->kiosk->app), "language");
	assert_null(app_lang(w->kiosk->app));
	w->kiosk->options.has_keyboard_scanner = true;
	kiosk_input_init(w->kiosk);
	type_line(card);
	run(w);
	assert_string_equal(app_screen(w->kiosk->app), "greeting");
	assert_string_equal(app_lang(w->kiosk->app)->code, "ar");
}

static void test_loop_out_of_order_ends(void **state)
{
	struct world *w = *state;
	SDL_Event quit = { .type = SDL_QUIT };
	struct diag d = { 0 };
	int width, height, stride;

	SDL_PushEvent(&quit);
	assert_int_equal(loop_run_out_of_order(w->render, &d), ERR_OK);
	/* the calm ground is there */
	assert_int_equal(
		render_pixels(w->render, &width, &height, &stride)[0] & 0xFFFFFF, 0xF7F8F6);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_loop_mouse_taps),
		T(test_loop_finger_taps),
		T(test_loop_first_finger_counts),
		T(test_loop_ignores_mouse_made_of_touch),
		T(test_loop_slide_off_is_no_tap),
		T(test_loop_keyboards_have_no_effect),
		T(test_loop_out_of_order_ends),
	};

	setenv("SDL_VIDEODRIVER", "dummy", 1);
	atexit(SDL_Quit);
	return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
