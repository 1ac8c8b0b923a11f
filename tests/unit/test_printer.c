/* The job's state machine on the simulated printer: every way through it, and every fault in the
 * middle; judged by what is on the simulated paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/dots.h"
#include "../support/paper.h"
#include "print/printer.h"
#include "print/simulator.h"

/* A port in front of the simulator's that can do less than it, as real ones do. */
struct narrow {
	struct port inner;
	size_t most;    /* bytes a write; 0: no limit */
	bool is_busy;   /* takes nothing */
	bool has_reset; /* as usblp; without: as TCP */
	bool has_1284, is_one_way, never_drains;
	enum err fails; /* what write says */
	int jobs_begun, closed;
	size_t written;
};

static enum err narrow_begin_job(void *self)
{
	((struct narrow *)self)->jobs_begun++;
	return ERR_OK;
}

static enum err narrow_write(void *self, const uint8_t *bytes, size_t n, size_t *taken_out)
{
	struct narrow *w = self;
	enum err err;

	*taken_out = 0;
	if (w->fails != ERR_OK)
		return w->fails;
	if (w->is_busy)
		return ERR_OK;
	err = w->inner.ops->write(
		w->inner.self, bytes, w->most && n > w->most ? w->most : n, taken_out);
	w->written += *taken_out;
	return err;
}

static enum err narrow_read(void *self, uint8_t *bytes, size_t n, size_t *got_out)
{
	struct narrow *w = self;

	*got_out = 0;
	return w->is_one_way ? ERR_UNSUPPORTED
			     : w->inner.ops->read(w->inner.self, bytes, n, got_out);
}

static enum err narrow_status_1284(void *self, uint8_t *byte_out)
{
	struct narrow *w = self;

	return w->has_1284 ? w->inner.ops->status_1284(w->inner.self, byte_out) : ERR_UNSUPPORTED;
}

static enum err narrow_is_drained(void *self, int *drained_out)
{
	struct narrow *w = self;

	*drained_out = 0;
	return w->never_drains ? ERR_OK : w->inner.ops->is_drained(w->inner.self, drained_out);
}

static enum err narrow_reset(void *self)
{
	struct narrow *w = self;

	return w->has_reset ? w->inner.ops->reset(w->inner.self) : ERR_UNSUPPORTED;
}

static int narrow_poll_fd(void *self)
{
	(void)self;
	return 7;
}

static void narrow_close(void *self)
{
	((struct narrow *)self)->closed++;
}

static const struct port_ops narrow_ops = { narrow_begin_job, narrow_write, narrow_read,
	narrow_status_1284, narrow_is_drained, narrow_reset, narrow_poll_fd, narrow_close, false };

struct bench {
	struct paper paper;
	struct printer_model model;
	struct simulator *simulator;
	struct narrow narrow;
	struct printer *printer;
	const struct receipt *receipt;
	int64_t now_ms;
};

static int setup(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));

	paper_open(&b->paper);
	b->receipt = paper_receipt(&b->paper, "ar", 4);
	*state = b;
	return 0;
}

static int teardown(void **state)
{
	struct bench *b = *state;

	paper_close(&b->paper);
	free(b);
	return 0;
}

static struct port begin(struct bench *b)
{
	b->model = paper_model(576, MODEL_GS_V_0);
	b->simulator = simulator_create(&b->model);
	b->narrow = (struct narrow){ .inner = port_simulator(b->simulator) };
	b->printer = printer_create(&b->model, b->paper.f.engine, b->paper.glyphs);
	b->now_ms = 1000;
	return (struct port){ &narrow_ops, &b->narrow };
}

static void end(struct bench *b)
{
	printer_destroy(b->printer);
	simulator_destroy(b->simulator);
}

static void fault(struct bench *b, const char *name)
{
	assert_int_equal(simulator_fault(b->simulator, name, NULL), ERR_OK);
}

static struct print_report step(struct bench *b)
{
	struct print_report r = printer_step(b->printer, b->now_ms);

	assert_true(r.next_ms >= b->now_ms);
	return r;
}

/* Steps as the main loop does, until the state is left or `limit_ms` have passed. */
static struct print_report run(struct bench *b, int64_t limit_ms)
{
	int64_t until = b->now_ms + limit_ms;
	struct print_report r = step(b);

	while ((r.state == PRINT_STARTING || r.state == PRINT_SENDING ||
		       r.state == PRINT_FINISHING) &&
		b->now_ms < until) {
		assert_true(r.next_ms <= b->now_ms + 250);
		b->now_ms = r.next_ms > b->now_ms ? r.next_ms : b->now_ms + 1;
		r = step(b);
	}
	return r;
}

static void settle(struct bench *b)
{
	for (int i = 0; i < 200; i++) {
		struct print_report r = step(b);

		if (r.next_ms == INT64_MAX)
			return;
		b->now_ms = r.next_ms > b->now_ms ? r.next_ms : b->now_ms + 1;
	}
}

static void start(struct bench *b)
{
	assert_int_equal(printer_start(b->printer, b->receipt, RECEIPT_REGULAR, b->now_ms), ERR_OK);
}

/* The paper must be the whole receipt, dot by dot, then white. */
static void assert_whole_receipt(struct bench *b, int job)
{
	const struct bitmap *paper;
	struct bitmap all;

	assert_int_equal(receipt_raster_all(b->paper.f.engine, b->paper.glyphs, b->receipt,
				 &b->model, RECEIPT_REGULAR, &all, NULL),
		ERR_OK);
	assert_true(simulator_paper(b->simulator, job, &paper));
	assert_int_equal(paper->height, all.height);
	assert_true(dots_difference(&all, paper) <= 4);
	bitmap_finish(&all);
}

/* No ink at all: what is left of a visitor may be a remnant, but never on someone else's paper. */
static bool is_white(const struct bitmap *b)
{
	for (size_t i = 0; i < (size_t)b->stride * (size_t)b->height; i++) {
		if (b->bits[i])
			return false;
	}
	return true;
}

static void assert_clean_stream(struct bench *b)
{
	struct simulator_notes n = simulator_notes(b->simulator);

	assert_int_equal(n.text_bytes, 0);
	assert_int_equal(n.unknown_commands, 0);
	assert_int_equal(n.drawer_pulses + n.power_offs, 0);
}

static void test_printer_prints_and_proves_it(void **state)
{
	struct bench *b = *state;
	struct port port = begin(b);
	struct print_report r;

	printer_set_port(b->printer, port, b->now_ms);
	r = step(b);
	assert_int_equal(r.state, PRINT_IDLE);
	assert_true(r.has_port && r.can_print && r.status.is_known && !r.paper_low);
	assert_int_equal(r.next_ms, INT64_MAX); /* no wake-ups */
	assert_int_equal(printer_poll_fd(b->printer), 7);
	start(b);
	assert_int_equal(
		printer_start(b->printer, b->receipt, RECEIPT_REGULAR, b->now_ms), ERR_BUSY);
	r = run(b, 10000);
	assert_int_equal(r.state, PRINT_DONE);
	assert_int_equal(r.fault, PRINT_FAULT_NONE);
	assert_int_equal(r.next_ms, INT64_MAX);
	assert_int_equal(b->narrow.jobs_begun, 1);
	assert_int_equal(simulator_jobs(b->simulator), 1);
	assert_whole_receipt(b, 0);
	printer_forget(b->printer, b->now_ms);
	r = step(b);
	assert_int_equal(r.state, PRINT_IDLE);
	start(b);
	assert_int_equal(run(b, 10000).state, PRINT_DONE);
	assert_whole_receipt(b, 1);
	assert_clean_stream(b);
	end(b);
	assert_int_equal(b->narrow.closed, 1);
}

/* The first step after the start already sends dots: only the first band has to be drawn. */
static void test_printer_first_band_leaves_at_once(void **state)
{
	struct bench *b = *state;
	struct port port = begin(b);
	size_t before;

	printer_set_port(b->printer, port, b->now_ms);
	settle(b);
	before = b->narrow.written;
	start(b);
	step(b);
	assert_true(b->narrow.written > before + 1000);
	end(b);
}

static void test_printer_without_a_port_fails_at_once(void **state)
{
	struct bench *b = *state;
	struct print_report r;

	begin(b);
	start(b);
	r = step(b);
	assert_int_equal(r.state, PRINT_FAILED);
	assert_int_equal(r.fault, PRINT_FAULT_NO_PRINTER);
	assert_false(r.can_print);
	assert_int_equal(r.next_ms, INT64_MAX);
	end(b);
}

static void test_printer_every_fault_before_the_start(void **state)
{
	static const struct {
		const char *name;
		enum print_fault fault;
	} cases[] = {
		{ "paper-end", PRINT_FAULT_PAPER_END },
		{ "cover-open", PRINT_FAULT_COVER },
		{ "cutter", PRINT_FAULT_CUTTER },
		{ "offline", PRINT_FAULT_OFFLINE },
		{ "broken", PRINT_FAULT_OFFLINE },
	};
	struct bench *b = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct port port = begin(b);
		const struct bitmap *paper;
		struct print_report r;

		printer_set_port(b->printer, port, b->now_ms);
		settle(b);
		fault(b, cases[i].name);
		assert_false(step(b).can_print);
		start(b);
		r = run(b, 5000);
		assert_int_equal(r.state, PRINT_FAILED);
		assert_int_equal(r.fault, cases[i].fault);
		assert_false(simulator_paper(b->simulator, 0, &paper)); /* not a dot */
		fault(b, "none");
		assert_true(step(b).can_print);
		start(b);
		assert_int_equal(run(b, 10000).state, PRINT_DONE);
		assert_whole_receipt(b, 0);
		end(b);
	}
}

/* Breaks the job off in the middle, mends the printer, prints again: first a remnant without a dot
 * of the old job after the fault, then the whole. */
static void break_in_the_middle(struct bench *b, const char *name, enum print_fault expected)
{
	struct print_report r;
	const struct bitmap *paper;
	int jobs, remnant_rows;

	b->narrow.most = 700;
	settle(b);
	start(b);
	for (int i = 0; i < 3; i++) {
		r = step(b);
		b->now_ms++;
	}
	assert_int_equal(r.state, PRINT_SENDING);
	fault(b, name);
	r = run(b, 60000);
	assert_int_equal(r.state, expected == PRINT_FAULT_STUCK || strcmp(name, "broken") == 0
					  ? PRINT_FAILED
					  : PRINT_WAITING);
	assert_int_equal(r.fault, expected);
	assert_int_equal(r.is_unknowable, expected == PRINT_FAULT_STUCK);
	if (r.state == PRINT_WAITING) { /* the visitor goes: nothing is printed again */
		assert_int_equal(printer_start(b->printer, b->receipt, RECEIPT_REGULAR, b->now_ms),
			ERR_BUSY);
		printer_forget(b->printer, b->now_ms);
		assert_int_equal(step(b).state, PRINT_IDLE);
	}
	remnant_rows = simulator_paper(b->simulator, 0, &paper) ? paper->height : 0;
	assert_int_equal(simulator_jobs(b->simulator), 0);
	for (int i = 0; i < 20; i++) { /* while it is still broken */
		b->now_ms += 250;
		step(b);
	}
	fault(b, "none");
	settle(b);
	b->now_ms += 2000;
	settle(b);
	/* The remnant is cut off; what came after the fault is white, at most a band. */
	jobs = simulator_jobs(b->simulator);
	assert_int_equal(jobs, 1);
	assert_true(simulator_paper(b->simulator, 0, &paper));
	for (int y = remnant_rows + 1; y < paper->height; y++) {
		for (int x = 0; x < paper->width; x++)
			assert_false(dots_at(paper, x, y));
	}
	b->narrow.most = 0;
	start(b);
	assert_int_equal(run(b, 10000).state, PRINT_DONE);
	assert_whole_receipt(b, jobs);
	assert_clean_stream(b);
}

static void test_printer_faults_in_the_middle(void **state)
{
	static const struct {
		const char *name;
		enum print_fault fault;
		bool has_reset;
	} cases[] = {
		{ "paper-end", PRINT_FAULT_PAPER_END, true },
		{ "paper-end", PRINT_FAULT_PAPER_END, false },
		{ "cover-open", PRINT_FAULT_COVER, true },
		{ "cover-open", PRINT_FAULT_COVER, false },
		{ "cutter", PRINT_FAULT_CUTTER, true },
		{ "offline", PRINT_FAULT_OFFLINE, true },
		{ "broken", PRINT_FAULT_OFFLINE, false },
		{ "stall", PRINT_FAULT_STUCK, true },
	};
	struct bench *b = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct port port = begin(b);

		b->narrow.has_reset = cases[i].has_reset;
		printer_set_port(b->printer, port, b->now_ms);
		break_in_the_middle(b, cases[i].name, cases[i].fault);
		end(b);
	}
}

/* A clone without ASB, GS ( H and DLE DC4 8 behind a port that cannot reset: asked at the start. */
static void test_printer_simple_clone(void **state)
{
	struct bench *b = *state;
	struct port port = begin(b);
	struct print_report r;

	b->model.has_asb = b->model.has_completion = b->model.has_clear = false;
	printer_set_port(b->printer, port, b->now_ms);
	settle(b);
	fault(b, "cover-open");
	assert_true(step(b).can_print); /* it does not say so by itself */
	start(b);
	r = run(b, 5000);
	assert_int_equal(r.fault, PRINT_FAULT_COVER);
	fault(b, "none");
	settle(b);
	start(b);
	assert_int_equal(run(b, 5000).state, PRINT_DONE);
	assert_whole_receipt(b, 0);
	assert_clean_stream(b);
	end(b);
}

static void test_printer_hot_head_is_waited_for(void **state)
{
	struct bench *b = *state;
	struct port port = begin(b);
	struct print_report r;

	printer_set_port(b->printer, port, b->now_ms);
	b->narrow.most = 500;
	settle(b);
	start(b);
	step(b);
	fault(b, "hot");
	r = run(b, 40000);
	assert_int_equal(r.state, PRINT_SENDING);
	fault(b, "none");
	assert_int_equal(run(b, 10000).state, PRINT_DONE);
	assert_whole_receipt(b, 0);
	end(b);
}

static void test_printer_short_offline_is_no_fault(void **state)
{
	struct bench *b = *state;
	struct port port = begin(b);

	printer_set_port(b->printer, port, b->now_ms);
	b->narrow.most = 500;
	settle(b);
	start(b);
	step(b);
	fault(b, "offline");
	assert_int_equal(run(b, PRINT_OFFLINE_GRACE_MS / 2).state, PRINT_SENDING);
	fault(b, "none");
	assert_int_equal(run(b, 10000).state, PRINT_DONE);
	end(b);
}

static void test_printer_paper_low_still_prints(void **state)
{
	struct bench *b = *state;
	struct port port = begin(b);
	struct print_report r;

	printer_set_port(b->printer, port, b->now_ms);
	settle(b);
	fault(b, "paper-low");
	r = step(b);
	assert_true(r.paper_low && r.can_print);
	start(b);
	assert_int_equal(run(b, 10000).state, PRINT_DONE);
	end(b);
}

static void test_printer_unplug_and_replug_in_the_middle(void **state)
{
	static const char *const ways[] = { "unplug", "power-off" };
	struct bench *b = *state;

	for (size_t i = 0; i < 4; i++) {
		struct port port = begin(b);
		const struct bitmap *paper;
		struct print_report r;
		int rows;

		b->narrow.has_reset = i >= 2;
		printer_set_port(b->printer, port, b->now_ms);
		settle(b);
		b->narrow.most = 900;
		start(b);
		for (int n = 0; n < 3; n++)
			step(b);
		fault(b, ways[i % 2]);
		r = run(b, 1000);
		assert_int_equal(r.state, PRINT_FAILED);
		assert_int_equal(r.fault, PRINT_FAULT_GONE);
		assert_false(r.has_port || r.can_print);
		assert_int_equal(b->narrow.closed, 1);
		assert_int_equal(printer_poll_fd(b->printer), -1);
		assert_true(simulator_paper(b->simulator, 0, &paper));
		rows = paper->height;
		printer_forget(b->printer, b->now_ms); /* the visit ends before the plug is back */
		fault(b, "none");
		printer_set_port(b->printer, port, b->now_ms);
		settle(b);
		b->now_ms += 2000;
		settle(b);
		assert_int_equal(simulator_jobs(b->simulator), 1);
		assert_true(simulator_paper(b->simulator, 0, &paper));
		for (int y = rows + 1; y < paper->height; y++) {
			for (int x = 0; x < paper->width; x++)
				assert_false(dots_at(paper, x, y));
		}
		b->narrow.most = 0;
		start(b);
		assert_int_equal(run(b, 10000).state, PRINT_DONE);
		assert_whole_receipt(b, 1);
		assert_clean_stream(b);
		end(b);
	}
}

static void test_printer_idle_loss_is_noticed(void **state)
{
	struct bench *b = *state;
	struct port port = begin(b);
	struct print_report r;

	printer_set_port(b->printer, port, b->now_ms);
	settle(b);
	fault(b, "unplug");
	r = step(b);
	assert_int_equal(r.state, PRINT_IDLE);
	assert_false(r.has_port || r.can_print);
	assert_int_equal(r.next_ms, INT64_MAX);
	end(b);
}

static void test_printer_a_file_is_done_when_written(void **state)
{
	struct bench *b = *state;
	struct port port = begin(b);
	struct print_report r;

	b->narrow.is_one_way = true;
	printer_set_port(b->printer, port, b->now_ms);
	assert_int_equal(b->narrow.written, 0); /* nobody to greet */
	start(b);
	r = run(b, 1000);
	assert_int_equal(r.state, PRINT_DONE);
	assert_whole_receipt(b, 0);
	b->narrow.fails = ERR_IO; /* the disk is full */
	start(b);
	r = run(b, 1000);
	assert_int_equal(r.state, PRINT_FAILED);
	assert_int_equal(r.fault, PRINT_FAULT_GONE);
	end(b);
}

/* All bytes have been taken, but nobody ever says that they are on paper: by the time the visitor
 * has waited long enough that is a fault, not a success. */
static void test_printer_no_word_of_the_end_is_no_success(void **state)
{
	struct bench *b = *state;

	for (int i = 0; i < 3; i++) {
		struct port port = begin(b);
		struct printer_model other;
		struct print_report r;
		int64_t begun;

		/* What stands behind the port knows neither GS ( H nor, in the last round, ends its
		 * buffer. */
		simulator_destroy(b->simulator);
		other = b->model;
		other.has_completion = false;
		b->simulator = simulator_create(&other);
		b->narrow.inner = port_simulator(b->simulator);
		b->narrow.never_drains = i == 2;
		b->model.has_completion = i == 0;
		printer_set_port(b->printer, port, b->now_ms);
		settle(b);
		start(b);
		begun = b->now_ms;
		r = run(b, 60000);
		if (i == 1) { /* GS r is answered: that proves it */
			assert_int_equal(r.state, PRINT_DONE);
		} else {
			assert_int_equal(r.state, PRINT_FAILED);
			assert_int_equal(r.fault, PRINT_FAULT_STUCK);
			assert_in_range(b->now_ms - begun, PRINT_STUCK_MS, PRINT_STUCK_MS + 2000);
		}
		end(b);
	}
}

/* The visit ends in the middle of the job: nothing more of it comes out, now or later. */
static void test_printer_forget_in_the_middle(void **state)
{
	struct bench *b = *state;

	for (int i = 0; i < 2; i++) {
		struct port port = begin(b);
		const struct bitmap *paper;
		int rows;

		b->narrow.has_reset = i == 1;
		printer_set_port(b->printer, port, b->now_ms);
		settle(b);
		b->narrow.most = 2000;
		start(b);
		step(b);
		step(b);
		assert_true(simulator_paper(b->simulator, 0, &paper));
		rows = paper->height;
		printer_forget(b->printer, b->now_ms);
		assert_int_equal(step(b).state, PRINT_IDLE);
		settle(b);
		assert_int_equal(simulator_jobs(b->simulator), 1);
		assert_true(simulator_paper(b->simulator, 0, &paper));
		assert_false(is_white(paper));
		for (int y = rows + 1; y < paper->height; y++) {
			for (int x = 0; x < paper->width; x++)
				assert_false(dots_at(paper, x, y));
		}
		assert_clean_stream(b);
		end(b);
	}
}

/* A job that is started while the printer is still being cleaned waits for it. */
static void test_printer_start_waits_for_the_cleaning(void **state)
{
	struct bench *b = *state;
	struct port port = begin(b);
	struct print_report r;

	printer_set_port(b->printer, port, b->now_ms);
	settle(b);
	b->narrow.most = 2000;
	start(b);
	step(b);
	step(b);
	b->narrow.is_busy = true;
	printer_forget(b->printer, b->now_ms);
	start(b);
	r = run(b, 3000);
	assert_int_equal(r.state, PRINT_STARTING);
	b->narrow.is_busy = false;
	r = run(b, 5000);
	assert_int_equal(r.state, PRINT_DONE);
	assert_int_equal(simulator_jobs(b->simulator), 2);
	assert_whole_receipt(b, 1);
	printer_forget(b->printer, b->now_ms);
	b->narrow.most = 2000;
	start(b);
	step(b);
	step(b);
	b->narrow.is_busy = true;
	printer_forget(b->printer, b->now_ms);
	start(b);
	r = run(b, 60000);
	assert_int_equal(r.fault, PRINT_FAULT_STUCK);
	end(b);
}

/* Whatever place the fault hits, the paper afterwards is whole and the remnant without the rest. A
 * printer whose buffer was full when it stopped hears no command; where the port cannot reset it
 * either, that buffer still comes out, on the remnant. */
static void test_printer_paper_end_at_any_row(void **state)
{
	struct bench *b = *state;

	for (int rows = 1; rows < 2200; rows += 173) {
		struct port port = begin(b);
		char name[64];
		struct print_report r;
		const struct bitmap *paper;

		b->narrow.has_reset = rows % 2;
		b->narrow.most = 1500;
		printer_set_port(b->printer, port, b->now_ms);
		settle(b);
		snprintf(name, sizeof(name), "paper-end-after=%d", rows);
		fault(b, name);
		start(b);
		r = run(b, 60000);
		assert_int_equal(r.fault, PRINT_FAULT_PAPER_END);
		assert_true(simulator_paper(b->simulator, 0, &paper));
		assert_int_equal(paper->height, rows);
		printer_forget(b->printer, b->now_ms);
		fault(b, "none");
		settle(b);
		b->now_ms += 2000;
		settle(b);
		assert_int_equal(simulator_jobs(b->simulator), 1);
		assert_true(simulator_paper(b->simulator, 0, &paper));
		for (int y = rows + (b->narrow.has_reset ? 0 : 4096 / 72 + 1); y < paper->height;
			y++) {
			for (int x = 0; x < paper->width; x++)
				assert_false(dots_at(paper, x, y));
		}
		start(b);
		assert_int_equal(run(b, 10000).state, PRINT_DONE);
		assert_whole_receipt(b, 1);
		assert_clean_stream(b);
		end(b);
	}
}

/* Over a line that fills up the printer is never so full that it could not be told to forget:
 * wherever it stops, not a row of the visitor comes out after the end of the visit. */
static void test_printer_counted_bands_leave_nothing_behind(void **state)
{
	struct port_ops ops = narrow_ops;
	struct bench *b = *state;

	ops.fills_up = true;
	for (int rows = 5; rows < 2200; rows += 231) {
		struct port port = begin(b);
		const struct bitmap *paper;
		char name[64];
		struct print_report r;

		port.ops = &ops;
		b->model.buffer_bytes = 4096;
		printer_set_port(b->printer, port, b->now_ms);
		settle(b);
		snprintf(name, sizeof(name), "paper-end-after=%d", rows);
		fault(b, name);
		start(b);
		r = run(b, 60000);
		assert_int_equal(r.state, PRINT_WAITING);
		printer_forget(b->printer, b->now_ms);
		settle(b);
		fault(b, "none");
		settle(b);
		assert_true(simulator_paper(b->simulator, 0, &paper));
		for (int y = rows; y < paper->height; y++) {
			for (int x = 0; x < paper->width; x++)
				assert_false(dots_at(paper, x, y));
		}
		start(b);
		assert_int_equal(run(b, 10000).state, PRINT_DONE);
		assert_whole_receipt(b, 1);
		assert_clean_stream(b);
		end(b);
	}
}

static void test_printer_garbage_replies_do_no_harm(void **state)
{
	struct bench *b = *state;
	struct port port = begin(b);
	struct print_report r;

	printer_set_port(b->printer, port, b->now_ms);
	settle(b);
	b->narrow.most = 3000;
	start(b);
	do {
		fault(b, "garbage");
		r = step(b);
		b->now_ms++;
	} while (r.state == PRINT_SENDING);
	assert_int_equal(run(b, 10000).state, PRINT_DONE);
	assert_whole_receipt(b, 0);
	end(b);
}

/* What each state does with each thing that can happen in it, as printer.h draws it. */
static void reach(struct bench *b, enum print_state state)
{
	struct port port = begin(b);

	printer_set_port(b->printer, port, b->now_ms);
	settle(b);
	if (state == PRINT_IDLE)
		return;
	b->narrow.most = 900;
	if (state == PRINT_STARTING) { /* held there: the cleaning before is not through */
		start(b);
		step(b);
		step(b);
		b->narrow.is_busy = true;
		printer_forget(b->printer, b->now_ms);
	}
	b->narrow.never_drains = state == PRINT_FINISHING;
	start(b);
	if (state == PRINT_WAITING) {
		step(b);
		step(b);
		fault(b, "paper-end");
		run(b, 5000);
	}
	for (int i = 0; i < 3000 && step(b).state != state; i++)
		b->now_ms++;
	assert_int_equal(step(b).state, state);
}

/* Goes on through WAITING. */
static struct print_report run_to_the_end(struct bench *b)
{
	struct print_report r = run(b, 20000);

	for (int i = 0; i < 100 && r.state == PRINT_WAITING; i++) {
		b->now_ms += 100;
		r = run(b, 20000);
	}
	return r;
}

static void test_printer_every_transition(void **state)
{
	static const struct {
		enum print_state from;
		const char *event; /* a fault, or "wait" */
		enum print_state to;
		enum print_fault fault;
		bool is_unknowable;
		enum print_state mended; /* after "none" */
	} cases[] = {
		{ PRINT_IDLE, "paper-low", PRINT_IDLE, PRINT_FAULT_NONE, false, PRINT_IDLE },
		{ PRINT_IDLE, "paper-end", PRINT_IDLE, PRINT_FAULT_NONE, false, PRINT_IDLE },
		{ PRINT_IDLE, "unplug", PRINT_IDLE, PRINT_FAULT_NONE, false, PRINT_IDLE },
		{ PRINT_STARTING, "paper-low", PRINT_DONE, PRINT_FAULT_NONE, false, PRINT_DONE },
		{ PRINT_STARTING, "paper-end", PRINT_FAILED, PRINT_FAULT_PAPER_END, false,
			PRINT_FAILED },
		{ PRINT_STARTING, "cover-open", PRINT_FAILED, PRINT_FAULT_COVER, false,
			PRINT_FAILED },
		{ PRINT_STARTING, "cutter", PRINT_FAILED, PRINT_FAULT_CUTTER, false, PRINT_FAILED },
		{ PRINT_STARTING, "offline", PRINT_FAILED, PRINT_FAULT_OFFLINE, false,
			PRINT_FAILED },
		{ PRINT_STARTING, "broken", PRINT_FAILED, PRINT_FAULT_OFFLINE, false,
			PRINT_FAILED },
		{ PRINT_STARTING, "hot", PRINT_STARTING, PRINT_FAULT_NONE, false, PRINT_DONE },
		{ PRINT_STARTING, "stall", PRINT_FAILED, PRINT_FAULT_STUCK, false, PRINT_FAILED },
		{ PRINT_STARTING, "unplug", PRINT_FAILED, PRINT_FAULT_GONE, false, PRINT_FAILED },
		{ PRINT_SENDING, "paper-low", PRINT_DONE, PRINT_FAULT_NONE, false, PRINT_DONE },
		{ PRINT_SENDING, "paper-end", PRINT_WAITING, PRINT_FAULT_PAPER_END, false,
			PRINT_DONE },
		{ PRINT_SENDING, "cover-open", PRINT_WAITING, PRINT_FAULT_COVER, false,
			PRINT_DONE },
		{ PRINT_SENDING, "cutter", PRINT_WAITING, PRINT_FAULT_CUTTER, false, PRINT_DONE },
		{ PRINT_SENDING, "offline", PRINT_WAITING, PRINT_FAULT_OFFLINE, false, PRINT_DONE },
		{ PRINT_SENDING, "broken", PRINT_FAILED, PRINT_FAULT_OFFLINE, false, PRINT_FAILED },
		{ PRINT_SENDING, "hot", PRINT_SENDING, PRINT_FAULT_NONE, false, PRINT_DONE },
		{ PRINT_SENDING, "stall", PRINT_FAILED, PRINT_FAULT_STUCK, true, PRINT_FAILED },
		{ PRINT_SENDING, "unplug", PRINT_FAILED, PRINT_FAULT_GONE, true, PRINT_FAILED },
		{ PRINT_SENDING, "power-off", PRINT_FAILED, PRINT_FAULT_GONE, true, PRINT_FAILED },
		{ PRINT_FINISHING, "paper-end", PRINT_WAITING, PRINT_FAULT_PAPER_END, false,
			PRINT_DONE },
		{ PRINT_FINISHING, "cover-open", PRINT_WAITING, PRINT_FAULT_COVER, false,
			PRINT_DONE },
		{ PRINT_FINISHING, "cutter", PRINT_WAITING, PRINT_FAULT_CUTTER, false, PRINT_DONE },
		{ PRINT_FINISHING, "offline", PRINT_WAITING, PRINT_FAULT_OFFLINE, false,
			PRINT_DONE },
		{ PRINT_FINISHING, "broken", PRINT_FAILED, PRINT_FAULT_OFFLINE, true,
			PRINT_FAILED },
		{ PRINT_FINISHING, "hot", PRINT_FINISHING, PRINT_FAULT_NONE, false, PRINT_DONE },
		{ PRINT_FINISHING, "wait", PRINT_FAILED, PRINT_FAULT_STUCK, true, PRINT_FAILED },
		{ PRINT_FINISHING, "unplug", PRINT_FAILED, PRINT_FAULT_GONE, true, PRINT_FAILED },
		{ PRINT_WAITING, "wait", PRINT_WAITING, PRINT_FAULT_PAPER_END, false, PRINT_DONE },
		{ PRINT_WAITING, "cover-open", PRINT_WAITING, PRINT_FAULT_PAPER_END, false,
			PRINT_DONE },
		{ PRINT_WAITING, "unplug", PRINT_FAILED, PRINT_FAULT_GONE, true, PRINT_FAILED },
	};
	struct bench *b = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct print_report r;

		reach(b, cases[i].from);
		if (strcmp(cases[i].event, "wait") != 0)
			fault(b, cases[i].event);
		b->narrow.is_busy = false;
		r = run(b, strcmp(cases[i].event, "hot") == 0 ? 20000 : 40000);
		if (r.state != cases[i].to || r.fault != cases[i].fault ||
			r.is_unknowable != cases[i].is_unknowable)
			fail_msg("case %zu, %s: state %d fault %d unknowable %d", i, cases[i].event,
				(int)r.state, (int)r.fault, (int)r.is_unknowable);
		b->narrow.never_drains = false;
		if (strcmp(cases[i].event, "unplug") != 0 &&
			strcmp(cases[i].event, "power-off") != 0)
			fault(b, "none");
		r = run_to_the_end(b);
		assert_int_equal(r.state, cases[i].mended);
		end(b);
	}
}

/* Ink in these rows? */
static bool is_blank(const struct bitmap *b, int first, int end)
{
	for (int y = first; y < end; y++) {
		for (int x = 0; x < b->width; x++) {
			if (dots_at(b, x, y))
				return false;
		}
	}
	return true;
}

/* Mended while the visitor waits: the remnant is cut off, the whole follows, without a mark, for
 * what came out before cannot be taken for the list. */
static void test_printer_whole_list_again_after_mending(void **state)
{
	static const char *const faults[] = { "paper-end", "cover-open", "cutter", "offline" };
	struct bench *b = *state;

	for (size_t i = 0; i < 8; i++) {
		struct port port = begin(b);
		struct print_report r;

		b->narrow.has_reset = i >= 4;
		b->model.has_asb = i % 2;
		printer_set_port(b->printer, port, b->now_ms);
		settle(b);
		b->narrow.most = 700;
		b->narrow.has_1284 = true;
		start(b);
		for (int n = 0; n < 6; n++, b->now_ms += 250)
			step(b);
		fault(b, faults[i % 4]);
		if (i % 2 == 0) /* without ASB only the port tells, and no more than off line */
			b->now_ms += 3000;
		r = run(b, 20000);
		assert_int_equal(r.state, PRINT_WAITING);
		b->now_ms += 60000; /* it takes as long as it takes */
		assert_int_equal(step(b).state, PRINT_WAITING);
		fault(b, "none");
		r = run_to_the_end(b);
		assert_int_equal(r.state, PRINT_DONE);
		assert_int_equal(simulator_jobs(b->simulator), 2);
		assert_whole_receipt(b, 1);
		assert_clean_stream(b);
		end(b);
	}
}

/* All dots had left when it stopped: what lies there may be whole, so the next one is marked. */
static void test_printer_second_whole_paper_is_marked(void **state)
{
	struct bench *b = *state;
	const struct receipt *first = b->receipt;
	struct receipt marked = *first;

	reach(b, PRINT_FINISHING);
	fault(b, "cutter");
	assert_int_equal(run(b, 5000).state, PRINT_WAITING);
	b->narrow.never_drains = false;
	fault(b, "none");
	assert_int_equal(run_to_the_end(b).state, PRINT_DONE);
	marked.copy = 2;
	b->receipt = &marked;
	assert_whole_receipt(b, simulator_jobs(b->simulator) - 1);
	b->receipt = first;
	end(b);
}

static void test_printer_mark_of_a_copy_is_all_that_differs(void **state)
{
	struct bench *b = *state;
	struct receipt marked = *b->receipt;
	struct bitmap all, copy;
	int added;

	b->model = paper_model(576, MODEL_GS_V_0);
	assert_int_equal(receipt_raster_all(b->paper.f.engine, b->paper.glyphs, b->receipt,
				 &b->model, RECEIPT_REGULAR, &all, NULL),
		ERR_OK);
	marked.copy = 2;
	assert_int_equal(receipt_raster_all(b->paper.f.engine, b->paper.glyphs, &marked, &b->model,
				 RECEIPT_REGULAR, &copy, NULL),
		ERR_OK);
	added = copy.height - all.height;
	assert_in_range(added, 30, 150);
	assert_false(is_blank(&copy, 0, added));
	copy.bits += (size_t)added * (size_t)copy.stride;
	assert_memory_equal(copy.bits, all.bits, (size_t)all.height * (size_t)all.stride);
	copy.bits -= (size_t)added * (size_t)copy.stride;
	bitmap_finish(&all);
	bitmap_finish(&copy);
}

/* The clerk reads the Swedish, the visitor their own words, both with the number. */
static void test_printer_mark_of_a_copy_in_two_languages(void **state)
{
	static const char words[] = "نسخة {n}";
	struct bench *b = *state;
	const struct receipt *r = b->receipt;
	struct receipt_line *lines =
		arena_array(b->paper.f.arena, (size_t)r->line_count + 1, sizeof(*lines));
	struct receipt plain = *r, marked = *r;
	struct bitmap swedish, both;

	memcpy(lines, r->lines, (size_t)r->line_count * sizeof(*lines));
	lines[r->line_count] = (struct receipt_line){ .kind = RECEIPT_COPY_WORDS,
		.text = { words, sizeof(words) - 1, NULL, 0 },
		.lang = fixtures_lang(&b->paper.f, "ar") };
	marked.lines = lines;
	marked.line_count++;
	b->model = paper_model(576, MODEL_GS_V_0);
	/* A copy: one line with more on it, and below it all is the same. Else the words are
	 * nowhere. */
	for (int copy = 2; copy >= 1; copy--) {
		size_t top = copy == 2 ? 100 : 0;

		plain.copy = marked.copy = copy;
		assert_int_equal(receipt_raster_all(b->paper.f.engine, b->paper.glyphs, &plain,
					 &b->model, RECEIPT_REGULAR, &swedish, NULL),
			ERR_OK);
		assert_int_equal(receipt_raster_all(b->paper.f.engine, b->paper.glyphs, &marked,
					 &b->model, RECEIPT_REGULAR, &both, NULL),
			ERR_OK);
		assert_int_equal(both.height, swedish.height);
		top *= (size_t)both.stride;
		if (top)
			assert_memory_not_equal(both.bits, swedish.bits, top / 2);
		assert_memory_equal(both.bits + top, swedish.bits + top,
			(size_t)both.height * (size_t)both.stride - top);
		bitmap_finish(&both);
		bitmap_finish(&swedish);
	}
}

/* A job that fails before the cleaning of the one before is through must not take it along. */
static void test_printer_failed_start_leaves_the_cleaning(void **state)
{
	struct bench *b = *state;
	const struct bitmap *paper;

	reach(b, PRINT_STARTING);
	fault(b, "cover-open");
	b->narrow.is_busy = true;
	assert_int_equal(run(b, 5000).state, PRINT_FAILED);
	b->narrow.is_busy = false;
	fault(b, "none");
	settle(b);
	b->now_ms += 2000;
	settle(b);
	assert_int_equal(simulator_jobs(b->simulator), 1); /* the remnant is cut off */
	assert_true(simulator_paper(b->simulator, 0, &paper));
	b->narrow.most = 0;
	start(b);
	assert_int_equal(run(b, 10000).state, PRINT_DONE);
	assert_whole_receipt(b, 1);
	end(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_printer_prints_and_proves_it),
		cmocka_unit_test(test_printer_first_band_leaves_at_once),
		cmocka_unit_test(test_printer_without_a_port_fails_at_once),
		cmocka_unit_test(test_printer_every_fault_before_the_start),
		cmocka_unit_test(test_printer_faults_in_the_middle),
		cmocka_unit_test(test_printer_simple_clone),
		cmocka_unit_test(test_printer_hot_head_is_waited_for),
		cmocka_unit_test(test_printer_short_offline_is_no_fault),
		cmocka_unit_test(test_printer_paper_low_still_prints),
		cmocka_unit_test(test_printer_unplug_and_replug_in_the_middle),
		cmocka_unit_test(test_printer_idle_loss_is_noticed),
		cmocka_unit_test(test_printer_a_file_is_done_when_written),
		cmocka_unit_test(test_printer_no_word_of_the_end_is_no_success),
		cmocka_unit_test(test_printer_forget_in_the_middle),
		cmocka_unit_test(test_printer_start_waits_for_the_cleaning),
		cmocka_unit_test(test_printer_paper_end_at_any_row),
		cmocka_unit_test(test_printer_counted_bands_leave_nothing_behind),
		cmocka_unit_test(test_printer_garbage_replies_do_no_harm),
		cmocka_unit_test(test_printer_every_transition),
		cmocka_unit_test(test_printer_whole_list_again_after_mending),
		cmocka_unit_test(test_printer_second_whole_paper_is_marked),
		cmocka_unit_test(test_printer_mark_of_a_copy_is_all_that_differs),
		cmocka_unit_test(test_printer_mark_of_a_copy_in_two_languages),
		cmocka_unit_test(test_printer_failed_start_leaves_the_cleaning),
	};

	return cmocka_run_group_tests_name("printer", tests, setup, teardown);
}
