#include "app/monkey_linux.h"

#include <stdio.h>
#include <string.h>

struct monkey {
	struct stage *stage;
	uint64_t state;
	char did[160]; /* the last thing, for the sentence */
	int taps, drags, waits, faults;
};

/* xorshift64* (Vigna 2016): the same everywhere, unlike rand(). */
static uint32_t next_random(struct monkey *m)
{
	m->state ^= m->state >> 12;
	m->state ^= m->state << 25;
	m->state ^= m->state >> 27;
	return (uint32_t)((m->state * 0x2545F4914F6CDD1Dull) >> 32);
}

static int below(struct monkey *m, int n)
{
	return n > 0 ? (int)(next_random(m) % (uint32_t)n) : 0;
}

/* Mostly a button, or the monkey would never leave the first page; sometimes anywhere. */
static void pick_point(struct monkey *m, int *x, int *y)
{
	const struct drawlist *list = m->stage->list;

	*x = below(m, m->stage->panel.width_px);
	*y = below(m, m->stage->panel.height_px);
	if (below(m, 8) == 0 || list->node_count == 0)
		return;
	for (int tries = 0; tries < 20; tries++) {
		const struct draw_node *n = &list->nodes[below(m, list->node_count)];

		if (n->action.kind == 0 || !n->enabled)
			continue;
		*x = n->rect.x + below(m, n->rect.w);
		*y = n->rect.y + below(m, n->rect.h);
		return;
	}
}

static void tap(struct monkey *m)
{
	bool hurried = below(m, 6) == 0;
	int x, y, i;

	pick_point(m, &x, &y);
	i = drawlist_hit(m->stage->list, x, y);
	snprintf(m->did, sizeof(m->did), "tap %d %d (%s)%s", x, y,
		i >= 0 ? m->stage->list->nodes[i].id : "nothing", hurried ? ", hurried" : "");
	stage_tap(m->stage, x, y, hurried);
	m->taps++;
}

static void drag(struct monkey *m)
{
	int x, y, to_x, to_y, steps = 1 + below(m, 6);

	pick_point(m, &x, &y);
	pick_point(m, &to_x, &to_y);
	snprintf(m->did, sizeof(m->did), "drag %d %d to %d %d", x, y, to_x, to_y);
	stage_pointer(m->stage, POINTER_DOWN, x, y);
	for (int i = 1; i <= steps; i++) {
		stage_pointer(m->stage, POINTER_MOVE, x + (to_x - x) * i / steps,
			y + (to_y - y) * i / steps);
		stage_wait(m->stage, below(m, 30));
	}
	stage_pointer(m->stage, below(m, 4) ? POINTER_UP : POINTER_CANCEL, to_x, to_y);
	m->drags++;
}

static void pass_time(struct monkey *m)
{
	static const int ms[] = { 1, 16, 100, 700, 5000, 31000, 125000, 200000 };
	int n = ms[below(m, (int)(sizeof(ms) / sizeof(ms[0])))];

	snprintf(m->did, sizeof(m->did), "wait %d", n);
	stage_wait(m->stage, n);
	m->waits++;
}

static void break_printer(struct monkey *m)
{
	/* Half of the time it is mended, so that printing is met too. */
	static const char *const faults[] = { "none", "paper-end", "none", "cover-open", "none",
		"offline", "none", "unplug", "none", "stall", "none", "paper-end-after=100", "none",
		"paper-low", "none", "cutter", "none", "power-off", "none", "garbage" };
	const char *fault = faults[below(m, (int)(sizeof(faults) / sizeof(faults[0])))];
	struct diag d = { 0 };

	snprintf(m->did, sizeof(m->did), "printer %s", fault);
	if (kiosk_printer_fault(m->stage->kiosk, fault, m->stage->now_ms, &d) != ERR_OK)
		return; /* a real printer, or none */
	stage_wait(m->stage, 0);
	m->faults++;
}

static void act(struct monkey *m)
{
	int n = below(m, 100);

	if (n < 78)
		tap(m);
	else if (n < 86)
		drag(m);
	else if (n < 95)
		pass_time(m);
	else
		break_printer(m);
}

bool monkey_run(struct stage *s, uint64_t seed, int count)
{
	struct monkey m = { .stage = s, .state = seed ^ 0x9E3779B97F4A7C15ull };
	struct diag d = { 0 };

	if (!m.state)
		m.state = 1;
	for (int i = 0; i < count; i++) {
		act(&m);
		/* A hurried finger meets pages on their way in; what stands is looked at. */
		if (!app_is_moving(s->kiosk->app, s->now_ms) && !stage_check(s, &d)) {
			fprintf(stderr, "monkey %llu: step %d of %d: %s\n  screen: %s, after: %s\n",
				(unsigned long long)seed, i + 1, count, d.text, stage_screen(s),
				m.did);
			return false;
		}
	}
	printf("monkey %llu: %d taps, %d drags, %d waits, %d printer faults, every screen whole\n",
		(unsigned long long)seed, m.taps, m.drags, m.waits, m.faults);
	return true;
}
