/* The way to a USB printer on the kernel's own usblp: print/port_usblp_linux under the job's state
 * machine, against a printer made of software (usb_printer.h). Runs in a virtual machine as root:
 *
 *   program FUNCTIONFS UDC */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "../support/dots.h"
#include "../support/paper.h"
#include "platform/poller_linux.h"
#include "print/port_open_linux.h"
#include "print/printer.h"
#include "usb_printer.h"

#define NODE "/dev/usb/lp0"
#define ADDRESS "usblp:" NODE
#define ROW_BYTES 72
#define FROZEN_MS 1000 /* the driver's patience with a silent printer is 5 s */
#define WHITE_ROWS_MAX                                                                             \
	256 /* what cleaning may add to a remnant: a band, feeds, the way to the cutter */

/* One printer and one receipt for all tests; a test leaves the printer plugged in and well. */
struct rig {
	struct paper paper;
	struct printer_model model;
	const struct receipt *receipt;
	struct bitmap whole;
	struct simulator *simulator;
	struct usb_printer *usb;
	struct printer *printer;
	int64_t skipped_ms; /* time that no test sleeps through */
	int64_t longest_step_ms;
	struct poller *poller; /* watches while the main thread steps, as in the kiosk */
	int news_fd;
};

static int64_t clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t now_ms(const struct rig *r)
{
	return clock_ms() + r->skipped_ms;
}

/* ---------------------------------------------------------------- the host's side */

static struct print_report step(struct rig *r)
{
	int64_t begun = clock_ms();
	struct print_report report = printer_step(r->printer, now_ms(r));
	int64_t took_ms = clock_ms() - begun;

	if (took_ms > r->longest_step_ms)
		r->longest_step_ms = took_ms;
	return report;
}

static bool is_running(const struct print_report *report)
{
	return report->state == PRINT_STARTING || report->state == PRINT_SENDING ||
	       report->state == PRINT_FINISHING;
}

/* On the poller's thread. */
static void push_news(void *ctx)
{
	uint64_t one = 1;

	if (write(((struct rig *)ctx)->news_fd, &one, sizeof(one)) < 0)
		perror("news");
}

/* Sleeps as the kiosk does: until its poller has news or the report's next moment. */
static void wait_for_news(struct rig *r, const struct print_report *report, int64_t most_ms)
{
	struct pollfd p = { .fd = r->news_fd, .events = POLLIN };
	int64_t left_ms = report->next_ms == INT64_MAX ? most_ms : report->next_ms - now_ms(r);
	uint64_t count;

	if (left_ms > most_ms)
		left_ms = most_ms;
	poller_arm(r->poller, printer_poll_fd(r->printer), report->state == PRINT_SENDING);
	if (left_ms > 0 && poll(&p, 1, (int)left_ms) > 0 &&
		read(r->news_fd, &count, sizeof(count)) < 0)
		perror("news");
}

static struct print_report run(struct rig *r, int64_t limit_ms)
{
	int64_t until = clock_ms() + limit_ms;
	struct print_report report = step(r);

	while (is_running(&report) && clock_ms() < until) {
		wait_for_news(r, &report, 100);
		report = step(r);
	}
	return report;
}

/* Until nothing is due, not even the answers to what was asked last. */
static struct print_report settle(struct rig *r)
{
	int64_t quiet_since = clock_ms(), until = quiet_since + 10000;
	struct print_report report = step(r);

	while (clock_ms() < until && clock_ms() - quiet_since < 100) {
		wait_for_news(r, &report, 20);
		report = step(r);
		if (report.next_ms != INT64_MAX)
			quiet_since = clock_ms();
	}
	assert_true(report.next_ms == INT64_MAX);
	return report;
}

static void start(struct rig *r)
{
	assert_int_equal(printer_start(r->printer, r->receipt, RECEIPT_REGULAR, now_ms(r)), ERR_OK);
}

/* Steps until the printer has taken all it may. */
static struct print_report run_until_full(struct rig *r)
{
	int64_t until = clock_ms() + 20000;
	struct print_report report = step(r);

	while (is_running(&report) && !usb_printer_is_full(r->usb) && clock_ms() < until) {
		wait_for_news(r, &report, 20);
		report = step(r);
	}
	assert_true(usb_printer_is_full(r->usb));
	return report;
}

static struct port wait_for_port(void)
{
	int64_t until = clock_ms() + 10000;
	struct port port;
	struct diag d = { 0 };
	enum err err;

	while ((err = port_open(ADDRESS, &port, &d)) != ERR_OK && clock_ms() < until)
		poll(NULL, 0, 10);
	if (err != ERR_OK)
		fail_msg("%s", d.text);
	return port;
}

static void open_port(struct rig *r)
{
	printer_set_port(r->printer, wait_for_port(), now_ms(r));
}

/* ---------------------------------------------------------------- the printer's side */

static void fault(struct rig *r, const char *name)
{
	assert_int_equal(usb_printer_fault(r->usb, name), ERR_OK);
}

static void pull(struct rig *r, const char *way)
{
	fault(r, way);
	assert_true(usb_printer_pull(r->usb));
}

static void plug(struct rig *r)
{
	fault(r, "none");
	assert_true(usb_printer_plug(r->usb));
}

static int papers(struct rig *r)
{
	int n = simulator_jobs(usb_printer_lock(r->usb));

	usb_printer_unlock(r->usb);
	return n;
}

/* Rows of that paper so far, 0 if there is none. */
static int paper_rows(struct rig *r, int job)
{
	const struct bitmap *paper;
	int rows = simulator_paper(usb_printer_lock(r->usb), job, &paper) ? paper->height : 0;

	usb_printer_unlock(r->usb);
	return rows;
}

static size_t paper_bytes(struct rig *r, int job)
{
	const uint8_t *bytes;
	size_t size = 0;

	if (!simulator_bytes(usb_printer_lock(r->usb), job, &bytes, &size))
		size = 0;
	usb_printer_unlock(r->usb);
	return size;
}

/* The paper is the whole receipt, dot by dot. */
static void assert_whole(struct rig *r, int job)
{
	const struct bitmap *paper;
	bool is_there = simulator_paper(usb_printer_lock(r->usb), job, &paper);
	bool is_whole = is_there && paper->height == r->whole.height &&
			dots_difference(&r->whole, paper) <= 4;

	usb_printer_unlock(r->usb);
	if (!is_whole)
		fail_msg("paper %d is not the whole receipt", job);
}

/* Nothing of the old job stands below the row where it broke off. */
static void assert_remnant(struct rig *r, int job, int rows)
{
	const struct bitmap *paper;
	int ink = 0, height = 0;

	if (simulator_paper(usb_printer_lock(r->usb), job, &paper)) {
		height = paper->height;
		for (int y = rows; y < height; y++) {
			for (int x = 0; x < paper->width; x++)
				ink += dots_at(paper, x, y);
		}
	}
	usb_printer_unlock(r->usb);
	assert_int_equal(ink, 0);
	assert_in_range(height, rows, rows + WHITE_ROWS_MAX);
}

static void assert_clean_stream(struct rig *r)
{
	struct simulator_notes n = simulator_notes(usb_printer_lock(r->usb));

	usb_printer_unlock(r->usb);
	assert_int_equal(n.text_bytes, 0);
	assert_int_equal(n.unknown_commands, 0);
	assert_int_equal(n.drawer_pulses + n.power_offs, 0);
}

static void assert_prints_whole(struct rig *r)
{
	int job = papers(r);
	struct print_report report;

	start(r);
	report = run(r, 30000);
	assert_int_equal(report.fault, PRINT_FAULT_NONE);
	assert_int_equal(report.state, PRINT_DONE);
	assert_int_equal(papers(r), job + 1);
	assert_whole(r, job);
	assert_clean_stream(r);
	printer_forget(r->printer, now_ms(r));
	settle(r);
}

/* ---------------------------------------------------------------- the port by itself */

static enum err write_white(struct port port, size_t *taken_out)
{
	static const uint8_t white[20000];

	return port.ops->write(port.self, white, sizeof(white), taken_out);
}

/* The answer comes at once from a printer that is well, unless the machine is busy elsewhere. */
static enum err status_after_all(struct port port, uint8_t *byte_out, uint8_t wanted)
{
	int64_t until = clock_ms() + 5000;
	enum err err;

	do {
		int64_t begun = clock_ms();

		err = port.ops->status_1284(port.self, byte_out);
		assert_true(clock_ms() - begun < FROZEN_MS);
		if (err == ERR_BUSY || *byte_out != wanted)
			poll(NULL, 0, 1);
	} while ((err == ERR_BUSY || (err == ERR_OK && *byte_out != wanted)) && clock_ms() < until);
	return err;
}

static void assert_says_gone(struct port port)
{
	int64_t until = clock_ms() + 5000;
	uint8_t byte;
	size_t n;
	enum err err;

	while ((err = port.ops->read(port.self, &byte, 1, &n)) == ERR_OK && clock_ms() < until)
		poll(NULL, 0, 1); /* a question may still be on its way */
	assert_int_equal(err, ERR_GONE);
	assert_int_equal(write_white(port, &n), ERR_GONE);
	assert_int_equal(n, 0);
	assert_int_equal(port.ops->status_1284(port.self, &byte), ERR_GONE);
	assert_int_equal(port.ops->reset(port.self), ERR_GONE);
}

/* What the port's head says of the kernel, and what the printer's machine relies on. */
static void test_usblp_port_while_the_printer_takes_nothing(void **state)
{
	static const struct {
		const char *fault;
		uint8_t byte;
	} cases[] = { { "none", 0x18 }, { "paper-end", 0x28 }, { "cover-open", 0x08 },
		{ "cutter", 0x00 } };
	struct rig *r = *state;
	struct port port;
	uint8_t byte;
	size_t n;
	int drained;

	port = wait_for_port();
	assert_int_equal(port.ops->is_drained(port.self, &drained), ERR_OK);
	assert_int_equal(drained, 1);
	assert_int_equal(port.ops->read(port.self, &byte, 1, &n), ERR_OK);
	assert_int_equal(n, 0);
	usb_printer_limit(r->usb, 0);
	assert_int_equal(write_white(port, &n), ERR_OK);
	assert_int_equal(n, 8192);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t begun;

		fault(r, cases[i].fault);
		assert_int_equal(status_after_all(port, &byte, cases[i].byte), ERR_OK);
		begun = clock_ms();
		assert_int_equal(byte, cases[i].byte);
		assert_int_equal(write_white(port, &n), ERR_OK);
		assert_int_equal(n, 0);
		assert_int_equal(port.ops->is_drained(port.self, &drained), ERR_OK);
		assert_int_equal(drained, 0);
		assert_true(clock_ms() - begun < FROZEN_MS);
		fault(r, "none");
	}
	pull(r, "power-off");
	assert_says_gone(port);
	plug(r);
	port.ops->close(port.self);
}

/* ---------------------------------------------------------------- the port under the printer */

static void test_usblp_is_found_and_greets(void **state)
{
	struct rig *r = *state;
	struct print_report report;
	struct port second;
	struct diag d = { 0 };

	open_port(r);
	report = settle(r);
	assert_true(report.has_port && report.can_print && report.status.is_known);
	assert_int_equal(port_open(ADDRESS, &second, &d), ERR_BUSY);
	assert_non_null(strstr(d.text, "another program has it open"));
}

static void test_usblp_prints_and_proves_it(void **state)
{
	struct rig *r = *state;
	int64_t begun = clock_ms();

	assert_prints_whole(r);
	print_message("%zu bytes in %d ms of the machine's time\n", paper_bytes(r, papers(r) - 1),
		(int)(clock_ms() - begun));
}

/* A machine that is busy elsewhere needs more than one look until all answers are there. */
static struct print_report step_until(struct rig *r, bool can_print)
{
	int64_t until = clock_ms() + 5000;
	struct print_report report = step(r);

	while (report.can_print != can_print && clock_ms() < until) {
		wait_for_news(r, &report, 20);
		report = step(r);
	}
	return report;
}

/* Nobody asks: what happens at the printer wakes the kiosk by itself. */
static void test_usblp_status_comes_unasked(void **state)
{
	static const char *const names[] = { "paper-low", "paper-end", "cover-open", "cutter",
		"broken", "hot", "offline" };
	struct rig *r = *state;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct pollfd p = { .fd = printer_poll_fd(r->printer), .events = POLLIN };
		struct print_report report = settle(r);

		assert_true(report.can_print);
		assert_int_equal(poll(&p, 1, 0), 0);
		fault(r, names[i]);
		assert_int_equal(poll(&p, 1, 2000), 1);
		assert_int_equal(p.revents, POLLIN);
		report = step_until(r, i == 0);
		assert_int_equal(report.can_print, i == 0);
		assert_int_equal(report.paper_low, i == 0);
		fault(r, "none");
		assert_int_equal(poll(&p, 1, 2000), 1);
		while ((report = step_until(r, true)).paper_low)
			wait_for_news(r, &report, 20);
		assert_true(report.can_print && !report.paper_low);
	}
}

/* Paper ends and the printer stops reading: the write stands still, but status still comes. */
static void break_by_paper_end(struct rig *r, int rows, int *remnant_out)
{
	char name[64];
	int job = papers(r);
	struct print_report report;

	snprintf(name, sizeof(name), "paper-end-after=%d", rows);
	fault(r, name);
	start(r);
	report = run(r, 30000);
	assert_int_equal(report.state, PRINT_WAITING);
	assert_int_equal(report.fault, PRINT_FAULT_PAPER_END);
	assert_true(report.has_port);
	assert_int_equal(paper_rows(r, job), rows);
	for (int i = 0; i < 8; i++) { /* the roll is changed; the kiosk goes on asking */
		poll(NULL, 0, 50);
		report = step(r);
		assert_true(report.has_port && !report.can_print);
	}
	printer_forget(r->printer, now_ms(r)); /* the visitor did not wait for it */
	fault(r, "none");
	report = settle(r);
	assert_true(report.can_print);
	for (int i = 0; i < 300 && papers(r) == job; i++) { /* the kernel still holds some of it */
		poll(NULL, 0, 10);
		step(r);
	}
	assert_int_equal(papers(r), job + 1);
	*remnant_out = job;
}

static void test_usblp_paper_end_in_the_middle(void **state)
{
	static const int rows[] = { 1, 130, 600, 1001 };
	struct rig *r = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int remnant, resets = usb_printer_resets(r->usb);

		break_by_paper_end(r, rows[i], &remnant);
		assert_true(usb_printer_resets(r->usb) > resets);
		assert_remnant(r, remnant, rows[i]);
		assert_prints_whole(r);
	}
}

/* A clone that does not care for the soft reset: what its own buffer held comes out on the remnant
 * that is cut off, and never on the next paper. */
static void test_usblp_paper_end_on_a_clone_without_reset(void **state)
{
	struct rig *r = *state;
	int remnant;

	usb_printer_ignore_reset(r->usb, true);
	break_by_paper_end(r, 600, &remnant);
	assert_remnant(r, remnant, 600 + (4096 + 512) / ROW_BYTES + 1);
	assert_prints_whole(r);
	usb_printer_ignore_reset(r->usb, false);
}

/* The printer takes nothing and says nothing: no call blocks, and the kiosk gives up in its time.
 */
static void test_usblp_stalled_output_blocks_nothing(void **state)
{
	struct rig *r = *state;
	int job = papers(r), rows;
	struct print_report report;

	usb_printer_limit(r->usb, 20000);
	start(r);
	run_until_full(r);
	r->longest_step_ms = 0;
	report = run(r, 1000);
	assert_int_equal(report.state, PRINT_SENDING);
	assert_true(r->longest_step_ms < FROZEN_MS);
	r->skipped_ms += PRINT_STUCK_MS;
	report = step(r);
	assert_int_equal(report.state, PRINT_FAILED);
	assert_int_equal(report.fault, PRINT_FAULT_STUCK);
	rows = paper_rows(r, job);
	usb_printer_limit(r->usb, USB_PRINTER_NO_LIMIT);
	settle(r);
	assert_remnant(r, job, rows);
	assert_prints_whole(r);
}

static void replug(struct rig *r)
{
	int64_t begun = clock_ms();

	plug(r);
	open_port(r);
	assert_true(settle(r).can_print);
	print_message("ready again after %d ms\n", (int)(clock_ms() - begun));
}

/* The pipe breaks some milliseconds before the kernel takes the node away; who opens it in between
 * gets one that is gone at once, or an error. */
static void assert_node_goes(void)
{
	int64_t until = clock_ms() + 2000;
	struct port port;
	enum err err;

	while ((err = port_open(ADDRESS, &port, NULL)) != ERR_MISSING && clock_ms() < until) {
		if (err == ERR_OK)
			port.ops->close(port.self);
		poll(NULL, 0, 5);
	}
	assert_int_equal(err, ERR_MISSING);
}

/* Pulled while nothing is printed: noticed without a question; after power-on, status comes again.
 */
static void test_usblp_pulled_and_power_cycled_while_idle(void **state)
{
	static const char *const ways[] = { "unplug", "power-off" };
	struct rig *r = *state;

	for (size_t i = 0; i < 2; i++) {
		struct pollfd p = { .fd = printer_poll_fd(r->printer), .events = POLLIN };
		struct print_report report = settle(r);

		assert_true(report.can_print);
		pull(r, ways[i]);
		assert_int_equal(poll(&p, 1, 2000), 1);
		report = step(r);
		assert_int_equal(report.state, PRINT_IDLE);
		assert_false(report.has_port || report.can_print);
		assert_node_goes();
		replug(r);
		test_usblp_status_comes_unasked(state);
	}
	assert_prints_whole(r);
}

/* The plug is pulled after so many bytes of a job and the visit ends. Returns the rows printed. */
static int pull_after(struct rig *r, size_t bytes, const char *way)
{
	int job = papers(r), rows;
	struct print_report report;

	usb_printer_limit(r->usb, bytes);
	start(r);
	run_until_full(r);
	rows = paper_rows(r, job);
	pull(r, way);
	report = run(r, 5000);
	assert_int_equal(report.state, PRINT_FAILED);
	assert_int_equal(report.fault, PRINT_FAULT_GONE);
	assert_false(report.has_port);
	printer_forget(r->printer, now_ms(r));
	return rows;
}

static void pull_in_mid_job(struct rig *r, size_t bytes, const char *way)
{
	int job = papers(r), rows = pull_after(r, bytes, way);

	assert_in_range(rows, 1, r->whole.height - 1);
	replug(r);
	assert_int_equal(papers(r), job + 1);
	assert_remnant(r, job, rows);
	assert_prints_whole(r);
}

static void test_usblp_pulled_in_mid_band(void **state)
{
	static const size_t bytes[] = { 700, 9300, 31000, 60011 };
	struct rig *r = *state;

	for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++)
		pull_in_mid_job(r, bytes[i], "unplug");
}

static void test_usblp_power_cycled_in_mid_band(void **state)
{
	static const size_t bytes[] = { 1300, 12345, 50000 };
	struct rig *r = *state;

	for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++)
		pull_in_mid_job(r, bytes[i], "power-off");
}

/* All has left for the kernel, the printer lacks the last bytes: that is no success. */
static void test_usblp_pulled_before_the_word_of_the_end(void **state)
{
	struct rig *r = *state;
	int job = papers(r);
	size_t size = paper_bytes(r, job - 1);

	assert_true(size > 10000);
	pull_after(r, size - 5, "unplug");
	assert_int_equal(papers(r), job + 1);
	assert_whole(r, job);
	replug(r);
	assert_int_equal(papers(r), job + 2);
	assert_remnant(r, job + 1, 0);
	assert_prints_whole(r);
}

/* A simple clone: no status by itself, no id of the end, no clearing; only the class' own status
 * byte and an answer in order. */
static void test_usblp_simple_clone(void **state)
{
	struct rig *r = *state;
	struct printer_model all = r->model;
	int remnant;

	r->model.has_asb = r->model.has_completion = r->model.has_clear = false;
	pull(r, "power-off");
	assert_false(step(r).has_port);
	replug(r);
	assert_prints_whole(r);
	break_by_paper_end(r, 600, &remnant);
	assert_remnant(r, remnant, 600);
	assert_prints_whole(r);
	pull_in_mid_job(r, 31000, "power-off");
	r->model = all;
	pull(r, "power-off");
	assert_false(step(r).has_port);
	replug(r);
	assert_prints_whole(r);
}

/* Its firmware hangs: neither data nor questions get through. The screen goes on, and so does the
 * printer after somebody has switched it off and on. */
static void test_usblp_hung_firmware_freezes_nothing(void **state)
{
	struct rig *r = *state;
	struct print_report report;

	usb_printer_limit(r->usb, 20000);
	start(r);
	run_until_full(r);
	r->longest_step_ms = 0;
	usb_printer_mute(r->usb, true);
	report = run(r, 1500);
	assert_int_equal(report.state, PRINT_SENDING);
	assert_true(r->longest_step_ms < FROZEN_MS);
	r->skipped_ms += PRINT_STUCK_MS;
	report = step(r);
	assert_int_equal(report.state, PRINT_FAILED);
	assert_int_equal(report.fault, PRINT_FAULT_STUCK);
	printer_forget(r->printer, now_ms(r));
	for (int i = 0; i < 20; i++) {
		report = step(r);
		wait_for_news(r, &report, 50);
	}
	assert_true(r->longest_step_ms < FROZEN_MS);
	pull(r, "power-off");
	usb_printer_mute(r->usb, false);
	for (int i = 0; i < 200 && step(r).has_port; i++)
		poll(NULL, 0, 20);
	assert_true(r->longest_step_ms < FROZEN_MS);
	replug(r);
	assert_prints_whole(r);
}

/* The visit ends in the middle: nothing more of it comes out. */
static void test_usblp_forget_in_the_middle(void **state)
{
	struct rig *r = *state;
	int job = papers(r), rows;
	struct print_report report;

	usb_printer_limit(r->usb, 30000);
	start(r);
	run_until_full(r);
	rows = paper_rows(r, job);
	/* A pause in which the poller stands in its wait: the reset must get through all the same.
	 */
	report = run(r, 300);
	assert_int_equal(report.state, PRINT_SENDING);
	wait_for_news(r, &report, 50);
	printer_forget(r->printer, now_ms(r));
	usb_printer_limit(r->usb, USB_PRINTER_NO_LIMIT);
	assert_true(settle(r).has_port);
	assert_int_equal(papers(r), job + 1);
	assert_remnant(r, job, rows);
	assert_prints_whole(r);
}

/* ---------------------------------------------------------------- */

static struct rig the_rig;

static int set_up(void **state)
{
	struct rig *r = &the_rig;

	r->model = paper_model(576, MODEL_GS_V_0);
	r->receipt = paper_receipt(&r->paper, "ar", 1);
	if (receipt_raster_all(r->paper.f.engine, r->paper.glyphs, r->receipt, &r->model,
		    RECEIPT_REGULAR, &r->whole, NULL) != ERR_OK)
		return -1;
	r->printer = printer_create(&r->model, r->paper.f.engine, r->paper.glyphs);
	r->news_fd = eventfd(0, EFD_CLOEXEC);
	if (poller_create(push_news, r, &r->poller, NULL) != ERR_OK)
		return -1;
	*state = r;
	return r->printer && usb_printer_plug(r->usb) ? 0 : -1;
}

/* Pulled before the program ends: Linux 6.1 does not forgive a function that goes while it is in
 * use.
 */
static int tear_down(void **state)
{
	struct rig *r = *state;

	poller_destroy(r->poller);
	printer_destroy(r->printer);
	usb_printer_pull(r->usb);
	bitmap_finish(&r->whole);
	paper_close(&r->paper);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_usblp_port_while_the_printer_takes_nothing),
		cmocka_unit_test(test_usblp_is_found_and_greets),
		cmocka_unit_test(test_usblp_prints_and_proves_it),
		cmocka_unit_test(test_usblp_status_comes_unasked),
		cmocka_unit_test(test_usblp_paper_end_in_the_middle),
		cmocka_unit_test(test_usblp_paper_end_on_a_clone_without_reset),
		cmocka_unit_test(test_usblp_stalled_output_blocks_nothing),
		cmocka_unit_test(test_usblp_pulled_and_power_cycled_while_idle),
		cmocka_unit_test(test_usblp_pulled_in_mid_band),
		cmocka_unit_test(test_usblp_power_cycled_in_mid_band),
		cmocka_unit_test(test_usblp_pulled_before_the_word_of_the_end),
		cmocka_unit_test(test_usblp_forget_in_the_middle),
		cmocka_unit_test(test_usblp_simple_clone),
		cmocka_unit_test(test_usblp_hung_firmware_freezes_nothing),
	};
	struct rig *r = &the_rig;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc != 3)
		return EXIT_FAILURE;
	paper_open(&r->paper);
	r->model = paper_model(576, MODEL_GS_V_0);
	r->simulator = simulator_create(&r->model);
	r->usb = r->simulator ? usb_printer_create(argv[1], argv[2], r->simulator) : NULL;
	if (!r->usb)
		return EXIT_FAILURE;
	return cmocka_run_group_tests_name("usblp", tests, set_up, tear_down);
}
