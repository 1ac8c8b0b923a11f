/* A printer that was away, mute or mistaken can print again without anybody's help; asked by a port
 * that takes its time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../support/dots.h"
#include "../support/paper.h"
#include "print/printer.h"
#include "print/simulator.h"

/* The simulator's port, whose reset takes as many calls as usblp's may. */
struct slow_port {
	struct port inner;
	int busy_calls; /* until a reset is answered */
	enum err answer;
	int written_while_busy;
};

static enum err begin_job(void *self)
{
	(void)self;
	return ERR_OK;
}

static enum err write_bytes(void *self, const uint8_t *bytes, size_t n, size_t *taken_out)
{
	struct slow_port *p = self;

	p->written_while_busy += p->busy_calls > 0;
	return p->inner.ops->write(p->inner.self, bytes, n, taken_out);
}

static enum err read_bytes(void *self, uint8_t *bytes, size_t n, size_t *got_out)
{
	struct slow_port *p = self;

	return p->inner.ops->read(p->inner.self, bytes, n, got_out);
}

static enum err status_1284(void *self, uint8_t *byte_out)
{
	(void)self;
	*byte_out = 0;
	return ERR_BUSY;
}

static enum err is_drained(void *self, int *drained_out)
{
	struct slow_port *p = self;

	return p->inner.ops->is_drained(p->inner.self, drained_out);
}

static enum err reset(void *self)
{
	struct slow_port *p = self;

	if (p->busy_calls > 0 && p->busy_calls-- > 1)
		return ERR_BUSY;
	return p->answer == ERR_OK ? p->inner.ops->reset(p->inner.self) : p->answer;
}

static int poll_fd(void *self)
{
	(void)self;
	return -1;
}

static void close_port(void *self)
{
	(void)self;
}

struct bench {
	struct paper paper;
	struct printer_model model;
	struct simulator *simulator;
	struct slow_port port;
	struct printer *printer;
	const struct receipt *receipt;
	int64_t now_ms;
};

static void begin(struct bench *b, bool has_asb)
{
	static const struct port_ops ops = { begin_job, write_bytes, read_bytes, status_1284,
		is_drained, reset, poll_fd, close_port, false };

	*b = (struct bench){ .model = paper_model(384, MODEL_GS_V_0), .now_ms = 1000 };
	paper_open(&b->paper);
	b->receipt = paper_receipt(&b->paper, "sv", 1);
	b->model.has_asb = has_asb;
	b->simulator = simulator_create(&b->model);
	b->port.inner = port_simulator(b->simulator);
	b->printer = printer_create(&b->model, b->paper.f.engine, b->paper.glyphs);
	printer_set_port(b->printer, (struct port){ &ops, &b->port }, b->now_ms);
}

static void end(struct bench *b)
{
	printer_destroy(b->printer);
	simulator_destroy(b->simulator);
	paper_close(&b->paper);
}

static void fault(struct bench *b, const char *name)
{
	assert_int_equal(simulator_fault(b->simulator, name, NULL), ERR_OK);
}

/* As the kiosk does it: only when the report asks for it. */
static struct print_report run(struct bench *b, int64_t ms)
{
	int64_t until = b->now_ms + ms;
	struct print_report report = printer_step(b->printer, b->now_ms);

	while (report.next_ms <= until) {
		b->now_ms = report.next_ms > b->now_ms ? report.next_ms : b->now_ms + 1;
		report = printer_step(b->printer, b->now_ms);
	}
	b->now_ms = until;
	return report;
}

/* Nobody tells that a printer without ASB has new paper. */
static void test_printer_recovery_without_asb(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, false);
	assert_true(run(&b, 100).can_print);
	assert_int_equal(printer_start(b.printer, b.receipt, RECEIPT_REGULAR, b.now_ms), ERR_OK);
	fault(&b, "paper-end");
	assert_false(run(&b, 3000).can_print);
	printer_forget(b.printer, b.now_ms);
	assert_false(run(&b, 60000).can_print);
	fault(&b, "none");
	assert_true(run(&b, 3000).can_print);
	assert_true(run(&b, 3000).next_ms == INT64_MAX); /* and then it sleeps */
	end(&b);
}

/* Nonsense that looks like an open cover does not close the kiosk. */
static void test_printer_recovery_from_nonsense(void **state)
{
	struct bench b;
	struct print_report report = { 0 };

	(void)state;
	begin(&b, true);
	assert_true(run(&b, 100).can_print);
	/* until some of it holds a block that names a fault */
	for (int seed = 1; seed < 2000; seed++) {
		char name[32];

		snprintf(name, sizeof(name), "garbage=%d", seed);
		fault(&b, name);
		report = printer_step(b.printer, b.now_ms);
		if (!report.can_print)
			break;
	}
	assert_false(report.can_print);
	assert_true(run(&b, 3000).can_print);
	end(&b);
}

/* The visit ends in the middle and the reset takes its time: nothing is sent meanwhile, then the
 * remnant is cut off. */
static void forget_with_reset(enum err answer, int busy_calls)
{
	struct bench b;

	begin(&b, true);
	run(&b, 100);
	assert_int_equal(printer_start(b.printer, b.receipt, RECEIPT_REGULAR, b.now_ms), ERR_OK);
	fault(&b, "at=3000:hot");
	run(&b, 500);
	b.port.busy_calls = busy_calls;
	b.port.answer = answer;
	printer_forget(b.printer, b.now_ms);
	fault(&b, "none");
	assert_true(run(&b, 5000).can_print);
	assert_int_equal(b.port.busy_calls, 0);
	assert_int_equal(b.port.written_while_busy, 0);
	assert_int_equal(simulator_jobs(b.simulator), 1); /* the remnant */
	assert_int_equal(printer_start(b.printer, b.receipt, RECEIPT_REGULAR, b.now_ms), ERR_OK);
	assert_int_equal(run(&b, 5000).state, PRINT_DONE);
	assert_int_equal(simulator_jobs(b.simulator), 2);
	end(&b);
}

static void test_printer_recovery_by_a_slow_reset(void **state)
{
	(void)state;
	for (int calls = 1; calls < 30; calls += 7) {
		forget_with_reset(ERR_OK, calls);
		forget_with_reset(ERR_UNSUPPORTED, calls);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_printer_recovery_without_asb),
		cmocka_unit_test(test_printer_recovery_from_nonsense),
		cmocka_unit_test(test_printer_recovery_by_a_slow_reset),
	};

	return cmocka_run_group_tests_name("printer_recovery", tests, NULL, NULL);
}
