/* Many visits at a simulated printer behind real lines, each with a fault at a random byte of its
 * job (tests/support/visits.h says how they are judged).
 *
 *   visits-with-faults VISITS [SEED]
 *
 * Runs in simulated time, as fast as the lines carry the bytes. Days follow each other on
 * pseudo-terminals and TCP, with printers of several kinds. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "../support/visits.h"
#include "print/port_open_linux.h"
#include "print/simulator_edge_linux.h"

#define IDLE_TURN_MS 5
#define VISITS_A_DAY 10
#define BUFFER_BYTES 4096

struct day {
	const char *name;
	struct printer_model model;
	const char *standing;
	long held_dots;
	size_t job_bytes; /* 0: not measured yet */
};

struct rig {
	struct visits visits;
	struct paper paper;
	struct simulator *simulator;
	struct simulator_edge *edge;
	bool is_tcp;
	int64_t now_ms;
};

static void die(const char *what)
{
	fprintf(stderr, "visits-with-faults: %s\n", what);
	exit(EXIT_FAILURE);
}

/* ---------------------------------------------------------------- the line */

/* A port as the kiosk gets it; real time is waited for only while TCP connects. */
static void plug(struct rig *r)
{
	struct stopwatch *calls = &r->visits.calls;
	struct port port;
	int drained = 0;
	enum err err;

	simulator_edge_step(r->edge);
	stopwatch_begin(calls);
	err = port_open(simulator_edge_uri(r->edge), &port, NULL);
	stopwatch_end(calls);
	if (err != ERR_OK)
		return;
	for (int i = 0; i < 2000 && port.ops->is_drained(port.self, &drained) == ERR_OK && !drained;
		i++)
		poll(NULL, 0, 1);
	stopwatch_begin(calls);
	printer_set_port(r->visits.printer, port, r->now_ms);
	stopwatch_end(calls);
}

static int64_t now_ms(void *self)
{
	return ((struct rig *)self)->now_ms;
}

static struct print_report turn(void *self)
{
	struct rig *r = self;
	struct print_report report;
	size_t moved;

	stopwatch_begin(&r->visits.calls);
	report = printer_step(r->visits.printer, r->now_ms);
	stopwatch_end(&r->visits.calls);
	moved = simulator_edge_step(r->edge);
	r->now_ms += moved ? 1 : IDLE_TURN_MS;
	/* A connection that is broken off and made anew takes real time. */
	if (!moved && r->is_tcp && report.state == PRINT_IDLE && report.next_ms != INT64_MAX)
		poll(NULL, 0, 1);
	if (!report.has_port && *simulator_edge_uri(r->edge))
		plug(r);
	return report;
}

static struct simulator *lock(void *self)
{
	return ((struct rig *)self)->simulator;
}

static void unlock(void *self)
{
	(void)self; /* one thread */
}

/* ---------------------------------------------------------------- days */

static struct day days[] = {
	{ .name = "384 dots", .model = { .dots = 384, .raster = MODEL_GS_V_0 } },
	{ .name = "ESC *", .model = { .dots = 384, .raster = MODEL_ESC_STAR } },
	{ .name = "GS ( L", .model = { .dots = 576, .raster = MODEL_GS_L } },
	/* 11.5 bytes a millisecond: 115200 baud */
	{ .name = "a slow line",
		.model = { .dots = 384, .raster = MODEL_GS_V_0 },
		.standing = "slow=12" },
	/* Its buffer is full when it stops, and then it hears nothing: what it holds comes out. */
	{ .name = "a buffer of 45 bytes",
		.model = { .dots = 384, .raster = MODEL_GS_V_0 },
		.standing = "buffer=45",
		.held_dots = 45 * 8 },
	/* As generic-58mm: no id of the end, nothing to clear it with; torn off by hand. */
	{ .name = "a simple 58 mm printer",
		.model = { .dots = 384, .raster = MODEL_GS_V_0, .cut = MODEL_CUT_NONE },
		.held_dots = BUFFER_BYTES * 8 },
};
#define DAY_COUNT (sizeof(days) / sizeof(days[0]))

static void make_models(void)
{
	for (size_t i = 0; i < DAY_COUNT; i++) {
		struct printer_model *m = &days[i].model;
		bool is_simple = days[i].held_dots >= BUFFER_BYTES * 8;

		*m = paper_model(m->dots, m->raster);
		m->buffer_bytes = BUFFER_BYTES;
		if (!is_simple)
			continue;
		m->cut = MODEL_CUT_NONE;
		m->cut_feed_mm = 12;
		m->has_completion = m->has_clear = false;
	}
}

static void open_day(struct rig *r, struct day *day, bool is_tcp)
{
	struct visits *v = &r->visits;
	struct diag d = { 0 };

	r->is_tcp = is_tcp;
	r->simulator = simulator_create(&day->model);
	v->model = &day->model;
	v->standing = day->standing;
	v->held_dots = day->held_dots;
	v->printer = printer_create(&day->model, r->paper.f.engine, r->paper.glyphs);
	if (!r->simulator || !v->printer ||
		(is_tcp ? simulator_tcp_open(r->simulator, 0, &r->edge, &d)
			: simulator_pty_open(r->simulator, &r->edge, &d)) != ERR_OK)
		die(d.text);
	plug(r);
	visits_idle(v, 1000);
	if (!day->job_bytes) {
		visits_measure(v);
		day->job_bytes = v->job_bytes;
	}
	v->job_bytes = day->job_bytes;
}

static void close_day(struct rig *r)
{
	struct simulator_notes n = simulator_notes(r->simulator);

	/* Clearing in the middle of a picture is meant; drawers and switches are not. */
	if (n.drawer_pulses || n.power_offs) {
		r->visits.foreign++;
		printf("EXECUTED %d drawer pulses, %d power offs\n", n.drawer_pulses, n.power_offs);
	}
	printer_destroy(r->visits.printer);
	simulator_edge_close(r->edge);
	simulator_destroy(r->simulator);
}

int main(int argc, char **argv)
{
	static struct rig r;
	int visits = argc > 1 ? atoi(argv[1]) : 60;
	unsigned long long seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;

	paper_open(&r.paper);
	r.visits.paper = &r.paper;
	r.visits.line = (struct visits_line){ now_ms, turn, lock, unlock, &r };
	dots_seed(&r.visits.random, seed);
	make_models();
	for (int i = 0; i < visits; i++) {
		int n = i / VISITS_A_DAY;
		struct day *day = &days[n / 2 % DAY_COUNT];
		int before = r.visits.lost + r.visits.doubled + r.visits.foreign;

		if (i % VISITS_A_DAY == 0)
			open_day(&r, day, n % 2);
		visits_run_one(&r.visits);
		if (r.visits.lost + r.visits.doubled + r.visits.foreign != before)
			printf("  on %s, %s\n", n % 2 ? "TCP" : "a pseudo-terminal", day->name);
		if (i % VISITS_A_DAY == VISITS_A_DAY - 1 || i == visits - 1)
			close_day(&r);
	}
	paper_close(&r.paper);
	printf("visits-with-faults: seed %llu\n", seed);
	return visits_tell(&r.visits, "visits-with-faults", false) ? EXIT_SUCCESS : EXIT_FAILURE;
}
