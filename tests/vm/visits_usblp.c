/* Visits at a USB printer on the kernel's own usblp, each with a fault at a random byte of its job
 * (tests/support/visits.h says how they are judged). Runs in a virtual machine as root:
 *
 *   program FUNCTIONFS UDC
 *
 * with the number of visits and the seed in the environment, as the kernel hands its command line
 * on (visits=60 seed=1). Time is the machine's; while nothing moves it is skipped. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../support/visits.h"
#include "print/port_open_linux.h"
#include "usb_printer.h"

#define ADDRESS "usblp:/dev/usb/lp0"
#define TURN_MS 2
#define QUIET_TURNS 6 /* after so many nothing is on its way any more */
#define SKIP_MS 20
#define UNTIL_READY_MS 20000

struct rig {
	struct visits visits;
	struct paper paper;
	struct printer_model model;
	struct simulator *simulator;
	struct usb_printer *usb;
	bool is_plugged;
	int64_t skipped_ms;
	long moved;
	int quiet_turns;
};

__attribute__((noreturn)) static void die(const char *what)
{
	fprintf(stderr, "visits_usblp: %s\n", what);
	exit(EXIT_FAILURE);
}

static int64_t now_ms(void *self)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + ((struct rig *)self)->skipped_ms;
}

static struct simulator *lock(void *self)
{
	return usb_printer_lock(((struct rig *)self)->usb);
}

static void unlock(void *self)
{
	usb_printer_unlock(((struct rig *)self)->usb);
}

/* The simulated printer pulls its own plug; the bus has to hear of it. */
static void follow_plug(struct rig *r)
{
	bool is_there = simulator_is_there(lock(r));

	unlock(r);
	if (is_there == r->is_plugged)
		return;
	r->is_plugged = is_there;
	if (!(is_there ? usb_printer_plug(r->usb) : usb_printer_pull(r->usb)))
		die("the plug does not move");
}

static void look_for_port(struct rig *r)
{
	struct stopwatch *calls = &r->visits.calls;
	struct port port;
	enum err err;

	stopwatch_begin(calls);
	err = port_open(ADDRESS, &port, NULL);
	stopwatch_end(calls);
	if (err != ERR_OK)
		return;
	stopwatch_begin(calls);
	printer_set_port(r->visits.printer, port, now_ms(r));
	stopwatch_end(calls);
}

/* Sleeps until there is news, a little at most; skips time when nothing moves any more. */
static void wait_for_news(struct rig *r, const struct print_report *report)
{
	struct pollfd p = { .fd = printer_poll_fd(r->visits.printer), .events = POLLIN };
	int64_t left_ms = report->next_ms - now_ms(r);
	long moved;

	if (report->state == PRINT_SENDING)
		p.events |= POLLOUT;
	poll(&p, 1, left_ms <= 0 ? 0 : left_ms < TURN_MS ? (int)left_ms : TURN_MS);
	moved = usb_printer_moved(r->usb);
	r->quiet_turns =
		moved == r->moved && report->has_port == r->is_plugged ? r->quiet_turns + 1 : 0;
	r->moved = moved;
	if (r->quiet_turns > QUIET_TURNS)
		r->skipped_ms += SKIP_MS;
}

static struct print_report turn(void *self)
{
	struct rig *r = self;
	struct print_report report;

	stopwatch_begin(&r->visits.calls);
	report = printer_step(r->visits.printer, now_ms(r));
	stopwatch_end(&r->visits.calls);
	follow_plug(r);
	if (!report.has_port && r->is_plugged)
		look_for_port(r);
	wait_for_news(r, &report);
	return report;
}

/* The kernel finds a new device in its own time. */
static void wait_until_ready(struct rig *r)
{
	int64_t until = now_ms(r) + UNTIL_READY_MS;
	struct print_report report = turn(r);

	while (!(report.has_port && report.can_print && report.status.is_known &&
		 report.next_ms == INT64_MAX)) {
		if (now_ms(r) > until)
			die("the printer does not become ready");
		report = turn(r);
	}
}

static long number(const char *name, long otherwise)
{
	const char *text = getenv(name);

	return text ? atol(text) : otherwise;
}

int main(int argc, char **argv)
{
	static struct rig r;
	long visits = number("visits", 60), seed = number("seed", 1);
	struct simulator_notes notes;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc != 3)
		return EXIT_FAILURE;
	paper_open(&r.paper);
	r.model = paper_model(384, MODEL_GS_V_0);
	r.simulator = simulator_create(&r.model);
	r.usb = r.simulator ? usb_printer_create(argv[1], argv[2], r.simulator) : NULL;
	r.visits.printer = printer_create(&r.model, r.paper.f.engine, r.paper.glyphs);
	if (!r.usb || !r.visits.printer)
		die("no printer");
	r.visits.paper = &r.paper;
	r.visits.model = &r.model;
	r.visits.line = (struct visits_line){ now_ms, turn, lock, unlock, &r };
	dots_seed(&r.visits.random, (uint64_t)seed);
	wait_until_ready(&r);
	visits_measure(&r.visits);
	for (long i = 0; i < visits; i++) {
		visits_run_one(&r.visits);
		wait_until_ready(&r);
	}
	notes = simulator_notes(lock(&r));
	unlock(&r);
	if (notes.drawer_pulses || notes.power_offs)
		r.visits.foreign++;
	/* Closed and pulled before the program ends: Linux 6.1 does not forgive a function that
	 * goes while it is in use. */
	printer_destroy(r.visits.printer);
	usb_printer_pull(r.usb);
	printf("usblp visits: seed %ld, %d soft resets\n", seed, usb_printer_resets(r.usb));
	return visits_tell(&r.visits, "usblp visits", true) ? EXIT_SUCCESS : EXIT_FAILURE;
}
