#include "app/loop_sdl.h"

#include <SDL.h>
#include <limits.h>
#include <string.h>

#include "platform/clock_linux.h"
#include "platform/hid_linux.h"
#include "platform/log_linux.h"
#include "platform/poller_linux.h"
#include "ui/outoforder_sdl.h"

/* An editor saves several files, or one in several steps: all of it is read together. */
#define WATCH_QUIET_MS 250
#define CLOCK_LOOK_MS 3600000
/* Of a scanner or keypad in one go; the rest waits until a frame is shown. */
#define KEYS_MAX 256

struct loop {
	struct kiosk *kiosk; /* NULL: out of order */
	struct render *render;
	Uint32 news_event; /* the printer's descriptor has news */
	bool is_finger_down;
	SDL_FingerID finger; /* the first finger is the one that counts */
	bool is_ending;
	struct hid *hid; /* NULL: neither scanner nor keypad are set */
};

struct pollers { /* one thread each that waits */
	struct poller *printer;
	struct poller *files;   /* NULL: nothing is watched */
	struct poller *devices; /* NULL: neither scanner nor keypad */
};

/* On the poller's thread. SDL_PushEvent may be called from any. */
static void push_news(void *ctx)
{
	const struct loop *loop = ctx;
	SDL_Event e = { .type = loop->news_event };

	SDL_PushEvent(&e);
}

/* ---------------------------------------------------------------- events */

static void point(struct loop *l, enum pointer_phase phase, double window_x, double window_y)
{
	int x, y;
	bool inside = render_to_panel(l->render, window_x, window_y, &x, &y);

	/* A touch may not begin in the letter box, but may end there. */
	if (l->kiosk && (inside || phase != POINTER_DOWN))
		kiosk_pointer(l->kiosk, phase, x, y, clock_now_ms());
}

static void on_finger(struct loop *l, const SDL_TouchFingerEvent *e)
{
	int w, h;
	double x, y;

	render_window_size(l->render, &w, &h);
	x = (double)e->x * w;
	y = (double)e->y * h;
	if (e->type == SDL_FINGERDOWN && !l->is_finger_down) {
		l->is_finger_down = true;
		l->finger = e->fingerId;
		point(l, POINTER_DOWN, x, y);
	} else if (l->is_finger_down && e->fingerId == l->finger) {
		if (e->type == SDL_FINGERUP)
			l->is_finger_down = false;
		point(l, e->type == SDL_FINGERUP ? POINTER_UP : POINTER_MOVE, x, y);
	}
}

static void on_window(struct loop *l, const SDL_WindowEvent *e)
{
	switch (e->event) {
	case SDL_WINDOWEVENT_EXPOSED:
	case SDL_WINDOWEVENT_SIZE_CHANGED:
	case SDL_WINDOWEVENT_RESTORED:
		render_expose(l->render);
		break;
	case SDL_WINDOWEVENT_FOCUS_LOST:
		l->is_finger_down = false;
		point(l, POINTER_CANCEL, 0, 0);
		break;
	default:
		break;
	}
}

/* Only with --keyboard-scanner: SDL cannot tell one keyboard from another, so what it says about
 * keys counts for nothing. */
static void on_key(struct loop *l, const SDL_Event *e)
{
	if (!l->kiosk || !l->kiosk->options.has_keyboard_scanner)
		return;
	if (e->type == SDL_KEYDOWN &&
		(e->key.keysym.sym == SDLK_RETURN || e->key.keysym.sym == SDLK_KP_ENTER))
		kiosk_input(l->kiosk, KIOSK_SCANNER, '\n', clock_now_ms());
	for (const char *c = e->text.text; e->type == SDL_TEXTINPUT && *c; c++)
		kiosk_input(l->kiosk, KIOSK_SCANNER, *c, clock_now_ms());
}

static void on_event(struct loop *l, const SDL_Event *e)
{
	switch (e->type) {
	case SDL_QUIT:
		l->is_ending = true;
		break;
	case SDL_WINDOWEVENT:
		on_window(l, &e->window);
		break;
	case SDL_MOUSEBUTTONDOWN:
	case SDL_MOUSEBUTTONUP:
		if (e->button.button == SDL_BUTTON_LEFT && e->button.which != SDL_TOUCH_MOUSEID)
			point(l, e->type == SDL_MOUSEBUTTONDOWN ? POINTER_DOWN : POINTER_UP,
				e->button.x, e->button.y);
		break;
	case SDL_MOUSEMOTION:
		if ((e->motion.state & SDL_BUTTON_LMASK) && e->motion.which != SDL_TOUCH_MOUSEID)
			point(l, POINTER_MOVE, e->motion.x, e->motion.y);
		break;
	case SDL_TEXTINPUT:
	case SDL_KEYDOWN:
		on_key(l, e);
		break;
	case SDL_FINGERDOWN:
	case SDL_FINGERMOTION:
	case SDL_FINGERUP:
		on_finger(l, &e->tfinger);
		break;
	default: /* the printer's news: kiosk_step follows anyway */
		break;
	}
}

/* Sleeps until there is an event or `until_ms`, then takes all that are there. */
static enum err wait_events(struct loop *l, int64_t until_ms, struct diag *d)
{
	int64_t left = until_ms == INT64_MAX ? -1 : until_ms - clock_now_ms();
	SDL_Event e;
	int got;

	if (until_ms == INT64_MAX)
		got = SDL_WaitEvent(&e);
	else
		got = SDL_WaitEventTimeout(&e, left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left);
	if (!got && until_ms == INT64_MAX)
		return diag_fail(d, ERR_IO, "display: no more events: %s", SDL_GetError());
	while (got && !l->is_ending) {
		on_event(l, &e);
		got = SDL_PollEvent(&e);
	}
	return ERR_OK;
}

/* ---------------------------------------------------------------- running */

static void show(struct loop *l)
{
	struct rect dirty;
	const struct drawlist *list = kiosk_frame(l->kiosk, clock_now_ms(), &dirty);

	render_frame(l->render, l->kiosk->paint, list, dirty);
}

/* What cannot be read is said; the picture stays as it was. */
static void reload(struct loop *l)
{
	struct kiosk_failure failure;

	if (kiosk_reload(&l->kiosk, true, clock_now_ms(), &failure) == ERR_OK)
		log_line(LOG_INFO, "watch", "content=read");
	else
		log_line(LOG_ERROR, "watch", "%s", failure.diag.text);
	render_title(l->render, failure.diag.text);
}

static int64_t earliest(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void take_keys(struct loop *l)
{
	struct hid_key key;

	for (int i = 0; l->hid && i < KEYS_MAX && hid_read(l->hid, &key); i++)
		kiosk_input(l->kiosk, key.role == HID_SCANNER ? KIOSK_SCANNER : KIOSK_KEYPAD, key.c,
			clock_now_ms());
	explicit_bzero(&key, sizeof(key));
}

/* Without the devices that the settings name there is nothing to wait for. */
static void open_devices(struct loop *l)
{
	const struct settings *s = &l->kiosk->settings.now;
	struct usb_id ids[HID_ROLES];
	struct diag d = { 0 };

	/* The settings were read with the same check. */
	if (usb_id_parse("scanner", s->scanner, &ids[HID_SCANNER], &d) != ERR_OK ||
		usb_id_parse("keypad", s->keypad, &ids[HID_KEYPAD], &d) != ERR_OK ||
		(!ids[HID_SCANNER].is_set && !ids[HID_KEYPAD].is_set))
		return;
	if (hid_open(ids, &l->hid, &d) != ERR_OK)
		log_line(LOG_ERROR, "input", "%s", d.text);
}

static void arm(struct loop *l, struct pollers *p, struct watch *w)
{
	poller_arm(p->printer, printer_poll_fd(l->kiosk->printer),
		l->kiosk->report.state == PRINT_SENDING);
	poller_arm(p->files, w ? watch_fd(w) : kiosk_news_fd(l->kiosk), false);
	if (l->hid)
		poller_arm(p->devices, hid_fd(l->hid), false);
}

/* Whenever something wakes the loop: costs a glance, and a clock that was set (the network's time
 * after a start without a battery) is seen by the first touch at the latest. */
static void tell_clock(struct loop *l)
{
	char today[11];
	int64_t day_ms;

	clock_local(today, &day_ms);
	kiosk_set_clock(l->kiosk, today, day_ms, clock_now_ms());
}

/* Midnight changes the date. Where the screen depends on the time of day, an hour is the longest
 * that it may be wrong after the clock was set or summer time began. */
static int64_t next_clock_look(const struct loop *l, const struct loop_options *o)
{
	int64_t ms = clock_ms_to_midnight();

	if (o->fixed_date)
		return INT64_MAX;
	if (kiosk_has_hours(l->kiosk) && ms > CLOCK_LOOK_MS)
		ms = CLOCK_LOOK_MS;
	return clock_now_ms() + ms;
}

static enum err run(struct loop *l, struct pollers *p, const struct loop_options *o, struct diag *d)
{
	int64_t clock_ms = next_clock_look(l, o);
	int64_t reload_ms = INT64_MAX;
	enum err err = ERR_OK;

	show(l);
	/* With the clock's time, so that whoever started the process knows how long it took. */
	log_line(LOG_INFO, "loop", "first_frame=presented monotonic_us=%lld",
		(long long)clock_now_us());
	while (!l->is_ending && err == ERR_OK) {
		int64_t next = earliest(earliest(kiosk_next_ms(l->kiosk), clock_ms), reload_ms);

		arm(l, p, o->watch);
		err = wait_events(l, next, d);
		take_keys(l);
		if (!o->fixed_date)
			tell_clock(l);
		if (clock_now_ms() >= clock_ms)
			clock_ms = next_clock_look(l, o);
		if (o->watch && watch_take(o->watch))
			reload_ms = clock_now_ms() + WATCH_QUIET_MS;
		if (clock_now_ms() >= reload_ms) {
			reload_ms = INT64_MAX;
			reload(l);
		}
		kiosk_step(l->kiosk, clock_now_ms());
		kiosk_follow(&l->kiosk, clock_now_ms());
		show(l);
	}
	return err;
}

enum err loop_run(
	struct kiosk **k, struct render *r, const struct loop_options *options, struct diag *d)
{
	struct loop l = { .kiosk = *k, .render = r, .news_event = SDL_RegisterEvents(1) };
	struct render_stats stats;
	struct pollers p = { 0 };
	enum err err = poller_create(push_news, &l, &p.printer, d);

	open_devices(&l);
	if (err == ERR_OK)
		err = poller_create(push_news, &l, &p.files, d);
	if (err == ERR_OK && l.hid)
		err = poller_create(push_news, &l, &p.devices, d);
	if (err == ERR_OK)
		err = run(&l, &p, options, d);
	poller_destroy(p.printer);
	poller_destroy(p.files);
	poller_destroy(p.devices);
	hid_close(l.hid);
	*k = l.kiosk;
	stats = render_stats(r);
	log_line(LOG_INFO, "loop", "frames=%llu p50_us=%d p99_us=%d",
		(unsigned long long)stats.frames, stats.p50_us, stats.p99_us);
	return err;
}

enum err loop_run_out_of_order(struct render *r, struct diag *d)
{
	struct loop l = { .render = r };
	int width, height, stride;
	uint32_t *pixels = render_pixels(r, &width, &height, &stride);
	enum err err = outoforder_paint(pixels, width, height, stride, NULL, d);

	if (err != ERR_OK)
		log_line(LOG_ERROR, "out-of-order", "%s", d->text);
	err = ERR_OK;
	render_expose(r);
	while (!l.is_ending && err == ERR_OK)
		err = wait_events(&l, INT64_MAX, d);
	return err;
}
