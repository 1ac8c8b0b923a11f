#include "app/stage_linux.h"

#include <poll.h>
#include <string.h>

#include "base/utf8.h"
#include "platform/clock_linux.h"
#include "ui/outoforder_sdl.h"

/* A person needs longer between two taps; the kiosk ignores repeats within half a second. */
#define TAP_PACE_MS 600
#define TAP_DOWN_MS 60
#define PRINTED_LOOK_MS 50
#define UPDATED_LOOK_MS 50
#define STAGE_UPDATE_MS 300000

static void show(struct stage *s)
{
	struct rect dirty;

	if (!s->kiosk)
		return;
	s->list = kiosk_frame(s->kiosk, s->now_ms, &dirty);
	render_frame(s->render, s->kiosk->paint, s->list, dirty);
}

enum err stage_open(struct stage *s, struct kiosk *kiosk, const struct panel *panel, int64_t now_ms,
	struct diag *d)
{
	struct render_config config = {
		.width_px = panel->width_px, .height_px = panel->height_px, .headless = true
	};
	int width, height, stride;
	uint32_t *pixels;
	enum err err;

	*s = (struct stage){
		.kiosk = kiosk, .panel = *panel, .now_ms = now_ms, .tapped_ms = INT64_MIN / 2
	};
	err = render_open(&config, &s->render, d);
	if (err != ERR_OK)
		return err;
	if (kiosk) {
		show(s);
		return ERR_OK;
	}
	s->arena = arena_create(0);
	if (!s->arena) {
		stage_close(s);
		return diag_fail(d, ERR_MEMORY, "no memory for the out-of-order screen");
	}
	drawlist_init(&s->out_of_order, s->arena);
	s->list = &s->out_of_order;
	pixels = render_pixels(s->render, &width, &height, &stride);
	return outoforder_paint(pixels, width, height, stride, &s->out_of_order, d);
}

void stage_close(struct stage *s)
{
	render_close(s->render);
	arena_destroy(s->arena);
	*s = (struct stage){ 0 };
}

/* One thing the kiosk wants to do, at most until `until`; false if nothing was left to do. */
static bool step_once(struct stage *s, int64_t until)
{
	int64_t next = kiosk_next_ms(s->kiosk);

	if (next > until)
		return false;
	/* What is due now and stays due gets a millisecond, or time would stand still. */
	s->now_ms = next > s->now_ms ? next : s->now_ms + 1;
	if (s->now_ms > until)
		s->now_ms = until;
	kiosk_step(s->kiosk, s->now_ms);
	show(s);
	return s->now_ms < until;
}

void stage_wait(struct stage *s, int64_t ms)
{
	int64_t until = s->now_ms + ms;

	while (s->kiosk && step_once(s, until))
		;
	s->now_ms = until;
	if (s->kiosk) {
		kiosk_step(s->kiosk, s->now_ms);
		kiosk_follow(&s->kiosk, s->now_ms);
		show(s);
	}
}

void stage_settle(struct stage *s)
{
	while (s->kiosk && app_is_moving(s->kiosk->app, s->now_ms))
		stage_wait(s, 10);
	show(s);
}

void stage_pointer(struct stage *s, enum pointer_phase phase, int x, int y)
{
	if (!s->kiosk)
		return;
	kiosk_pointer(s->kiosk, phase, x, y, s->now_ms);
	show(s);
}

void stage_tap(struct stage *s, int x, int y, bool hurried)
{
	if (!hurried && s->now_ms - s->tapped_ms < TAP_PACE_MS)
		stage_wait(s, TAP_PACE_MS - (s->now_ms - s->tapped_ms));
	stage_pointer(s, POINTER_DOWN, x, y);
	if (!hurried)
		stage_wait(s, TAP_DOWN_MS);
	stage_pointer(s, POINTER_UP, x, y);
	s->tapped_ms = s->now_ms;
}

/* Time to let pass before the next look at the job. A real printer is not in our time: as much as
 * it took to have news, or the job would be given up before the bytes can have travelled. */
static int64_t wait_for_device(const struct stage *s)
{
	struct pollfd p = { .fd = printer_poll_fd(s->kiosk->printer), .events = POLLIN };
	int64_t start = clock_now_ms(), took;

	if (s->kiosk->simulator || p.fd < 0)
		return PRINTED_LOOK_MS;
	if (s->kiosk->report.state == PRINT_SENDING)
		p.events |= POLLOUT;
	poll(&p, 1, PRINTED_LOOK_MS);
	took = clock_now_ms() - start;
	return took > 0 ? took : 1;
}

bool stage_printed(struct stage *s, struct diag *d)
{
	int64_t until = s->now_ms + STAGE_PRINT_MS;

	if (!s->kiosk) {
		diag_fail(d, ERR_GONE, "nothing prints: the kiosk is out of order");
		return false;
	}
	for (;;) {
		switch (s->kiosk->report.state) {
		case PRINT_DONE:
			return true;
		case PRINT_IDLE:
			diag_fail(d, ERR_MISSING, "no job is printing");
			return false;
		case PRINT_FAILED:
		case PRINT_WAITING:
			diag_fail(d, ERR_IO, "the job failed");
			return false;
		case PRINT_STARTING:
		case PRINT_SENDING:
		case PRINT_FINISHING:
			break;
		}
		if (s->now_ms >= until) {
			diag_fail(d, ERR_BUSY, "the job has not ended after %d s",
				STAGE_PRINT_MS / 1000);
			return false;
		}
		stage_wait(s, wait_for_device(s));
	}
}

bool stage_updated(struct stage *s, int64_t most_ms, struct diag *d)
{
	int64_t start = clock_now_ms(), before = start, now;

	while (kiosk_is_updating(s->kiosk)) {
		struct pollfd p = { .fd = kiosk_news_fd(s->kiosk), .events = POLLIN };

		poll(&p, 1, UPDATED_LOOK_MS);
		now = clock_now_ms();
		stage_wait(s, now - before);
		before = now;
		if (most_ms && now - start >= most_ms)
			return true;
		if (now - start >= STAGE_UPDATE_MS) {
			diag_fail(d, ERR_BUSY, "the update has not ended after %d s",
				STAGE_UPDATE_MS / 1000);
			return false;
		}
	}
	stage_wait(s, 0);
	return true;
}

const char *stage_screen(const struct stage *s)
{
	return s->kiosk ? app_screen(s->kiosk->app) : OUTOFORDER_SCREEN;
}

bool stage_node_text(const struct draw_node *n, char *out, size_t size)
{
	size_t used = 0;

	if (!n->text)
		return false;
	for (const char *c = n->text; *c;) {
		size_t control = utf8_layout_control(c, strlen(c));

		if (control) {
			c += control;
			continue;
		}
		if (used + 1 >= size)
			return false;
		out[used++] = *c++;
	}
	out[used] = '\0';
	return true;
}

static bool check_node(const struct stage *s, const struct draw_node *n, struct diag *d)
{
	struct rect panel = { 0, 0, s->panel.width_px, s->panel.height_px };
	const char *name = n->id[0] ? n->id : n->text ? n->text : "a node without a name";

	if (!rect_is_inside(n->rect, panel))
		diag_fail(d, ERR_RANGE, "%s: stands outside the panel: %d, %d, %d x %d", name,
			n->rect.x, n->rect.y, n->rect.w, n->rect.h);
	else if (n->layout && n->layout->overflows)
		diag_fail(d, ERR_RANGE, "%s: a word is wider than its place", name);
	else if (n->layout && n->layout->truncated)
		diag_fail(d, ERR_RANGE, "%s: the text has more lines than its place", name);
	else if (n->layout && n->layout->missing)
		diag_fail(d, ERR_MISSING, "%s: no font has %d of its letters", name,
			n->layout->missing);
	else
		return true;
	return false;
}

bool stage_check(const struct stage *s, struct diag *d)
{
	const struct drawlist *list = s->list;
	int buttons = 0;

	if (list->failed) {
		diag_fail(d, ERR_MEMORY, "the screen was built without enough memory");
		return false;
	}
	for (int i = 0; i < list->node_count; i++) {
		if (!check_node(s, &list->nodes[i], d))
			return false;
		buttons += list->nodes[i].role == NODE_BUTTON && list->nodes[i].enabled;
	}
	if (list->cmd_count == 0 || buttons == 0) {
		diag_fail(d, ERR_MISSING, "the screen has %d things drawn and %d enabled buttons",
			list->cmd_count, buttons);
		return false;
	}
	return true;
}
