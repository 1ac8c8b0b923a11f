/* kiosk: arguments, wiring, exit code. 0 = well; 1 = something failed, a script's line too; 2 = the
 * arguments make no sense. */
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/arguments_linux.h"
#include "app/loop_sdl.h"
#include "app/monkey_linux.h"
#include "app/script_linux.h"
#include "app/staff_card_linux.h"
#include "app/starts_linux.h"
#include "platform/clock_linux.h"
#include "platform/files_linux.h"
#include "platform/log_linux.h"

#ifndef KIOSK_VERSION /* the Makefile gives it; the lints do not */
#define KIOSK_VERSION "unknown"
#endif

/* ---------------------------------------------------------------- running */

static int set_pin(const struct arguments *a)
{
	char pin[64] = "";
	struct diag d = { 0 };
	bool good = a->kiosk.state_dir != NULL;

	if (!good)
		return arguments_bad("--set-pin needs --state DIR, the folder it is kept in");
	good = fgets(pin, sizeof(pin), stdin) != NULL;
	pin[strcspn(pin, "\r\n")] = '\0';
	good = good && staff_pin_first(a->kiosk.state_dir, pin, &d) == ERR_OK;
	explicit_bzero(pin, sizeof(pin));
	if (!good)
		fprintf(stderr, "kiosk: %s\n", d.text[0] ? d.text : "no PIN on standard input");
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Never on a terminal: whoever reads over a shoulder would have the card. */
static int set_card(const struct arguments *a)
{
	char text[CARD_TEXT_MAX] = "";
	struct staff_pin pin;
	struct diag d = { 0 };
	bool good;

	if (!a->kiosk.state_dir)
		return arguments_bad(
			"--set-card needs --state DIR, the folder its hash is kept in");
	if (isatty(STDOUT_FILENO))
		return arguments_bad("--set-card writes to a pipe or a file, not to a screen: add "
				     "| qrencode -o card.png");
	good = staff_pin_load(&pin, a->kiosk.state_dir, 0, &d) == ERR_OK &&
	       staff_card_make(&pin, text, &d) == ERR_OK;
	if (good)
		good = puts(text) >= 0 && fflush(stdout) == 0;
	explicit_bzero(text, sizeof(text));
	if (!good)
		fprintf(stderr, "kiosk: %s\n", d.text[0] ? d.text : "the card cannot be written");
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int play(
	const struct arguments *a, struct kiosk **kiosk, const struct panel *panel, int64_t now_ms)
{
	struct arena *arena = arena_create(0);
	struct diag d = { 0 };
	struct stage stage = { 0 };
	char *text = NULL;
	bool good = arena != NULL;

	if (good && a->script)
		good = file_read(arena, a->script, FILE_TEXT_MAX, &text, NULL, &d) == ERR_OK;
	if (good)
		good = stage_open(&stage, *kiosk, panel, now_ms, &d) == ERR_OK;
	if (!good)
		fprintf(stderr, "kiosk: %s\n", d.text);
	else if (a->script)
		good = script_run(&stage, a->script, text);
	else
		good = *kiosk && monkey_run(&stage, a->monkey_seed, a->monkey_count);
	if (stage.kiosk)
		*kiosk = stage.kiosk; /* other content may have come meanwhile */
	stage_close(&stage);
	arena_destroy(arena);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int show(const struct arguments *a, struct kiosk **kiosk, const struct panel *panel)
{
	struct render_config config = { .width_px = panel->width_px,
		.height_px = panel->height_px,
		.fullscreen = a->fullscreen,
		.window_w = a->window_w,
		.window_h = a->window_h,
		.title = "Kiosk" };
	struct loop_options loop = { .fixed_date = a->fixed_date };
	struct render *render;
	struct diag d = { 0 };
	enum err err = render_open(&config, &render, &d);

	if (err == ERR_OK && a->watches)
		err = watch_open(a->kiosk.content_dir, &loop.watch, &d);
	if (err == ERR_OK && *kiosk)
		err = loop_run(kiosk, render, &loop, &d);
	else if (err == ERR_OK)
		err = loop_run_out_of_order(render, &d);
	if (err != ERR_OK)
		log_line(LOG_ERROR, "kiosk", "%s", d.text);
	watch_close(loop.watch);
	render_close(render);
	return err == ERR_OK && *kiosk ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void open_starts(struct starts *starts, struct arguments *a)
{
	struct diag d = { 0 };

	if (starts_open(starts, a->kiosk.state_dir, NULL, a->kiosk.today, a->kiosk.day_ms, &d) !=
		ERR_OK)
		log_line(LOG_WARNING, "starts", "%s", d.text);
	a->kiosk.starts = &starts->view;
}

static void close_starts(const struct starts *starts)
{
	struct diag d = { 0 };

	if (starts_end(starts, &d) != ERR_OK)
		log_line(LOG_WARNING, "starts", "%s", d.text);
}

int main(int argc, char **argv)
{
	struct arguments a = { 0 };
	struct starts starts;
	struct kiosk_failure failure;
	struct kiosk *kiosk;
	bool headless;
	int64_t now_ms;
	int code;

	a.kiosk.version = KIOSK_VERSION;
	clock_today(a.kiosk.today);
	code = arguments_parse(&a, argc, argv);
	if (code)
		return code < 0 ? EXIT_SUCCESS : code;
	if (a.sets_pin)
		return set_pin(&a);
	if (a.sets_card)
		return set_card(&a);
	headless = a.script || a.has_monkey;
	if (!headless && !a.fixed_date) { /* a script's time is its own */
		clock_local(a.kiosk.today, &a.kiosk.day_ms);
		a.kiosk.has_time = true;
	}
	if (headless && !a.kiosk.printer)
		a.kiosk.printer = "sim"; /* nothing is saved */
	now_ms = headless ? 0 : clock_now_ms();
	open_starts(&starts, &a);
	if (kiosk_start(&a.kiosk, now_ms, &kiosk, &failure) != ERR_OK) {
		if (failure.is_argument) {
			close_starts(&starts);
			return arguments_bad("%s", failure.diag.text);
		}
		log_line(LOG_ERROR, "kiosk", "%s", failure.diag.text);
	}
	code = headless ? play(&a, &kiosk, &failure.panel, now_ms)
			: show(&a, &kiosk, &failure.panel);
	/* A script may look at the out-of-order screen, but the start has failed all the same. */
	if (!kiosk)
		code = EXIT_FAILURE;
	kiosk_destroy(kiosk);
	close_starts(&starts);
	SDL_Quit();
	return code;
}
