/* Many visits at a simulated printer behind real lines, each with a fault at a random byte of its
 * job, judged by nothing but what is on the simulated paper:
 *
 *   lost      the visitor was told that the list is printed, and no whole list is there
 *   doubled   two whole lists of one visitor without a mark on the second
 *   foreign   dots that are not this visitor's, or dots of a visitor after the end of the visit
 *
 *   visits-with-faults VISITS [SEED]
 *
 * Runs in simulated time, as fast as the lines carry the bytes. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/dots.h"
#include "../support/paper.h"
#include "print/port_open_linux.h"
#include "print/printer.h"
#include "print/receipt_raster.h"
#include "print/simulator_edge_linux.h"

#define VISITS_A_DAY 20
#define DEFUSED_DOTS_MAX 8 /* dots the encoder may add to keep a real-time command out */
#define COPIES_MAX 5
#define IDLE_TURN_MS 5
#define END_BYTES 60
#define MENDING_MS 60 /* nobody mends a printer faster after the visitor's last tap */

struct faults {
	const char *name;
	bool ends_itself; /* nothing has to be mended */
};

static const struct faults faults[] = { { "paper-end", false }, { "cover-open", false },
	{ "cutter", false }, { "offline", false }, { "hot", false }, { "broken", false },
	{ "unplug", false }, { "power-off", false }, { "stall", false }, { "garbage", true },
	{ "slow=300", true }, { "paper-low", true } };
#define FAULT_COUNT (sizeof(faults) / sizeof(faults[0]))

struct rig {
	struct paper paper;
	struct printer_model model;
	struct dots_random random;
	struct simulator *simulator;
	struct simulator_edge *edge;
	struct printer *printer;
	int64_t now_ms;
	size_t job_bytes;
	/* the visit */
	char words[64];
	struct receipt_line lines[2];
	struct receipt receipt;
	struct bitmap want[COPIES_MAX]; /* as copy 1 (without a mark), 2, ... */
	int first_paper;                /* the first paper of this visit */
	bool is_mended;
	/* counts */
	int done, told, asked, again, lost, doubled, foreign;
	int by_fault[FAULT_COUNT];
};

static uint32_t pick(struct rig *r, uint32_t n)
{
	return dots_next(&r->random) % n;
}

static void die(const char *what)
{
	fprintf(stderr, "visits-with-faults: %s\n", what);
	exit(EXIT_FAILURE);
}

/* ---------------------------------------------------------------- the kiosk */

static void set_fault(struct rig *r, const char *name)
{
	struct diag d = { 0 };

	if (simulator_fault(r->simulator, name, &d) != ERR_OK)
		die(d.text);
}

/* A port as the kiosk gets it; real time is waited for only while TCP connects. */
static void plug(struct rig *r)
{
	struct port port;
	int drained = 0;

	simulator_edge_step(r->edge);
	if (port_open(simulator_edge_uri(r->edge), &port, NULL) != ERR_OK)
		return;
	for (int i = 0; i < 2000 && port.ops->is_drained(port.self, &drained) == ERR_OK && !drained;
		i++)
		poll(NULL, 0, 1);
	printer_set_port(r->printer, port, r->now_ms);
}

static struct print_report turn(struct rig *r)
{
	struct print_report report = printer_step(r->printer, r->now_ms);
	size_t moved = simulator_edge_step(r->edge);

	r->now_ms += moved ? 1 : IDLE_TURN_MS;
	if (!report.has_port && *simulator_edge_uri(r->edge))
		plug(r);
	return report;
}

/* Until the job has ended or waits. */
static struct print_report run(struct rig *r, int64_t limit_ms)
{
	int64_t until = r->now_ms + limit_ms;
	struct print_report report = turn(r);

	while ((report.state == PRINT_STARTING || report.state == PRINT_SENDING ||
		       report.state == PRINT_FINISHING) &&
		r->now_ms < until)
		report = turn(r);
	return report;
}

static void idle(struct rig *r, int64_t ms)
{
	for (int64_t until = r->now_ms + ms; r->now_ms < until;)
		turn(r);
}

static void mend(struct rig *r)
{
	if (!r->is_mended)
		set_fault(r, "none");
	r->is_mended = true;
}

/* ---------------------------------------------------------------- the paper */

static bool is_at(const struct bitmap *b, int x, int y)
{
	return x < b->width && y < b->height && dots_at(b, x, y);
}

static long ink_of(const struct bitmap *b)
{
	long n = 0;

	for (size_t i = 0; i < (size_t)b->stride * (size_t)b->height; i++)
		n += __builtin_popcount(b->bits[i]);
	return n;
}

/* Dots of `a` that `b` does not have. */
static long missing(const struct bitmap *a, const struct bitmap *b)
{
	long n = 0;

	for (int y = 0; y < a->height; y++) {
		for (int x = 0; x < a->width; x++)
			n += dots_at(a, x, y) && !is_at(b, x, y);
	}
	return n;
}

static bool is_whole(const struct bitmap *paper, const struct bitmap *want)
{
	return missing(want, paper) == 0 && missing(paper, want) <= DEFUSED_DOTS_MAX;
}

static bool is_part_of(const struct bitmap *paper, const struct bitmap *want)
{
	return missing(paper, want) <= DEFUSED_DOTS_MAX;
}

static long all_ink(struct rig *r)
{
	const struct bitmap *paper;
	long n = 0;

	for (int i = r->first_paper;
		simulator_paper(r->simulator, i, &paper) || i < simulator_jobs(r->simulator); i++)
		n += simulator_paper(r->simulator, i, &paper) ? ink_of(paper) : 0;
	return n;
}

/* Whole papers of this visit from `first` on, with the mark of any copy or without. */
static int count_whole(struct rig *r, int first, bool is_marked)
{
	const struct bitmap *paper;
	int n = 0;

	for (int i = first; i < simulator_jobs(r->simulator); i++) {
		if (!simulator_paper(r->simulator, i, &paper))
			continue;
		for (int copy = is_marked ? 1 : 0; copy < (is_marked ? COPIES_MAX : 1); copy++)
			n += is_whole(paper, &r->want[copy]);
	}
	return n;
}

static void judge_papers(struct rig *r, const char *fault)
{
	const struct bitmap *paper;

	if (count_whole(r, r->first_paper, false) > 1) {
		r->doubled++;
		printf("DOUBLED %s (%s)\n", r->words, fault);
	}
	for (int i = r->first_paper; i < simulator_jobs(r->simulator); i++) {
		bool is_ours = false;

		if (!simulator_paper(r->simulator, i, &paper))
			continue;
		for (int copy = 0; copy < COPIES_MAX; copy++)
			is_ours |= is_part_of(paper, &r->want[copy]);
		if (!is_ours) {
			r->foreign++;
			printf("FOREIGN paper %d at %s (%s)\n", i, r->words, fault);
		}
	}
}

/* ---------------------------------------------------------------- a visit */

static void make_receipt(struct rig *r, int number)
{
	const struct lang *sv = fixtures_lang(&r->paper.f, "sv");

	snprintf(r->words, sizeof(r->words), "Besök %d %c%c%c", number, 'A' + pick(r, 26),
		'A' + pick(r, 26), 'A' + pick(r, 26));
	for (int i = 0; i < 2; i++)
		r->lines[i] = (struct receipt_line){ .kind = RECEIPT_TITLE,
			.text = { .utf8 = r->words, .size = strlen(r->words) },
			.lang = sv };
	r->receipt = (struct receipt){ sv, sv, r->lines, 2, 1 };
	for (int copy = 0; copy < COPIES_MAX; copy++) {
		struct receipt marked = r->receipt;

		marked.copy = copy + 1;
		if (receipt_raster_all(r->paper.f.engine, r->paper.glyphs, &marked, &r->model,
			    RECEIPT_REGULAR, &r->want[copy], NULL) != ERR_OK)
			die("no receipt");
	}
}

/* One job, with whatever waiting and mending the visitor sees; false if the visitor left in the
 * middle. */
static bool print_once(struct rig *r, const char *fault, struct print_report *report)
{
	int first = simulator_jobs(r->simulator);
	bool stays = pick(r, 3) > 0;

	if (printer_start(r->printer, &r->receipt, RECEIPT_REGULAR, r->now_ms) != ERR_OK)
		die("the printer is busy at the start of a job");
	*report = run(r, stays ? 8000 : 500 + pick(r, 4000));
	if (!stays && report->state != PRINT_DONE && report->state != PRINT_FAILED)
		return false;
	if (report->state == PRINT_WAITING) {
		idle(r, pick(r, 3000));
		mend(r);
		for (int i = 0; i < 200 && report->state == PRINT_WAITING; i++)
			*report = run(r, 60000);
		r->again++;
	} else if (report->state != PRINT_DONE && report->state != PRINT_FAILED) {
		if (pick(r, 2)) /* a hot head cools; a printer that stands still may go on */
			mend(r);
		*report = run(r, 60000);
	}
	if (report->state == PRINT_DONE &&
		count_whole(r, first, false) + count_whole(r, first, true) == 0) {
		r->lost++;
		printf("LOST %s (%s)\n", r->words, fault);
	}
	return true;
}

static void end_visit(struct rig *r, const char *fault)
{
	long ink;

	printer_forget(r->printer, r->now_ms);
	ink = all_ink(r);
	idle(r, MENDING_MS + (pick(r, 2) ? pick(r, 3000) : 0));
	mend(r);
	idle(r, 4000);
	if (all_ink(r) > ink + DEFUSED_DOTS_MAX) {
		r->foreign++;
		printf("AFTER THE END %s (%s): %ld dots\n", r->words, fault, all_ink(r) - ink);
	}
	judge_papers(r, fault);
	for (int copy = 0; copy < COPIES_MAX; copy++)
		bitmap_finish(&r->want[copy]);
}

static void visit(struct rig *r, int number)
{
	size_t f = pick(r, FAULT_COUNT);
	uint32_t at;
	struct print_report report = { 0 };
	char fault[64];

	make_receipt(r, number);
	r->first_paper = simulator_jobs(r->simulator);
	/* The end of a job is where it is hardest to say whether all of it came out. */
	at = pick(r, 4) ? 1 + pick(r, (uint32_t)r->job_bytes)
			: (uint32_t)r->job_bytes - pick(r, END_BYTES);
	snprintf(fault, sizeof(fault), "at=%u:%s", at, faults[f].name);
	set_fault(r, fault);
	r->is_mended = false;
	r->by_fault[f]++;
	for (int tries = 0; tries < 2; tries++) {
		if (!print_once(r, fault, &report))
			break;
		if (report.state == PRINT_DONE)
			r->done++;
		if (report.state != PRINT_FAILED)
			break;
		r->told++;
		r->asked += report.is_unknowable;
		if (pick(r, 2))
			break;
		mend(r);
		idle(r, 3000);
		r->receipt.copy += report.is_unknowable;
	}
	end_visit(r, fault);
}

static void open_day(struct rig *r, bool is_tcp)
{
	struct diag d = { 0 };

	r->simulator = simulator_create(&r->model);
	r->printer = printer_create(&r->model, r->paper.f.engine, r->paper.glyphs);
	if (!r->simulator || !r->printer ||
		(is_tcp ? simulator_tcp_open(r->simulator, 0, &r->edge, &d)
			: simulator_pty_open(r->simulator, &r->edge, &d)) != ERR_OK)
		die(d.text);
	plug(r);
	idle(r, 1000);
}

static void close_day(struct rig *r)
{
	struct simulator_notes n = simulator_notes(r->simulator);

	/* Clearing in the middle of a picture is meant; drawers and switches are not. */
	if (n.drawer_pulses || n.power_offs)
		r->foreign++;
	printer_destroy(r->printer);
	simulator_edge_close(r->edge);
	simulator_destroy(r->simulator);
}

/* How many bytes a job has when nothing goes wrong. */
static void measure(struct rig *r)
{
	const uint8_t *bytes;

	open_day(r, false);
	make_receipt(r, 0);
	if (printer_start(r->printer, &r->receipt, RECEIPT_REGULAR, r->now_ms) != ERR_OK ||
		run(r, 20000).state != PRINT_DONE ||
		!simulator_bytes(r->simulator, 0, &bytes, &r->job_bytes) ||
		count_whole(r, 0, false) != 1)
		die("a job without a fault is not printed");
	close_day(r);
	for (int copy = 0; copy < COPIES_MAX; copy++)
		bitmap_finish(&r->want[copy]);
}

int main(int argc, char **argv)
{
	static struct rig r;
	int visits = argc > 1 ? atoi(argv[1]) : 60;

	dots_seed(&r.random, argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
	paper_open(&r.paper);
	r.model = paper_model(384, MODEL_GS_V_0);
	r.model.buffer_bytes = 4096;
	measure(&r);
	for (int i = 0; i < visits; i++) {
		if (i % VISITS_A_DAY == 0)
			open_day(&r, i / VISITS_A_DAY % 2);
		visit(&r, i + 1);
		if (i % VISITS_A_DAY == VISITS_A_DAY - 1 || i == visits - 1)
			close_day(&r);
	}
	paper_close(&r.paper);
	printf("visits-with-faults: %d visits of %zu bytes, %d printed, %d told that it failed (%d "
	       "of "
	       "them asked), %d begun again; lost %d, doubled %d, foreign %d\n",
		visits, r.job_bytes, r.done, r.told, r.asked, r.again, r.lost, r.doubled,
		r.foreign);
	return r.lost || r.doubled || r.foreign ? EXIT_FAILURE : EXIT_SUCCESS;
}
