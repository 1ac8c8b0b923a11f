#include "visits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print/receipt_raster.h"

#define DEFUSED_DOTS_MAX 8 /* dots the encoder may add to keep a real-time command out */
#define END_BYTES 60
#define FROZEN_FOR_GOOD_MS 1500
#define MENDING_MS 60 /* nobody mends a printer faster after the visitor's last tap */

/* The last must not be mended: garbage of another kind each time. */
static const char *const faults[] = { "paper-end", "cover-open", "cutter", "offline", "hot",
	"broken", "unplug", "power-off", "stall", "slow=300", "paper-low", "garbage", "garbage=" };
#define FAULT_COUNT (sizeof(faults) / sizeof(faults[0]))
_Static_assert(FAULT_COUNT <= VISITS_FAULTS_MAX, "room for the counts");

static uint32_t pick(struct visits *v, uint32_t n)
{
	return dots_next(&v->random) % n;
}

__attribute__((noreturn)) static void die(const char *what)
{
	fprintf(stderr, "visits: %s\n", what);
	exit(EXIT_FAILURE);
}

static int64_t now_ms(const struct visits *v)
{
	return v->line.now_ms(v->line.self);
}

static struct print_report turn(struct visits *v)
{
	return v->line.turn(v->line.self);
}

/* ---------------------------------------------------------------- the printer */

static void set_fault(struct visits *v, const char *name)
{
	struct diag d = { 0 };
	enum err err = simulator_fault(v->line.lock(v->line.self), name, &d);

	v->line.unlock(v->line.self);
	if (err != ERR_OK)
		die(d.text);
}

static void mend(struct visits *v)
{
	if (v->is_mended)
		return;
	set_fault(v, "none");
	if (v->standing)
		set_fault(v, v->standing);
	v->is_mended = true;
}

/* Until the job has ended or waits. */
static struct print_report run(struct visits *v, int64_t limit_ms)
{
	int64_t until = now_ms(v) + limit_ms;
	struct print_report report = turn(v);

	while ((report.state == PRINT_STARTING || report.state == PRINT_SENDING ||
		       report.state == PRINT_FINISHING) &&
		now_ms(v) < until)
		report = turn(v);
	return report;
}

void visits_idle(struct visits *v, int64_t ms)
{
	for (int64_t until = now_ms(v) + ms; now_ms(v) < until;)
		turn(v);
}

static void start(struct visits *v)
{
	enum err err;

	stopwatch_begin(&v->calls);
	err = printer_start(v->printer, &v->receipt, RECEIPT_REGULAR, now_ms(v));
	stopwatch_end(&v->calls);
	if (err != ERR_OK)
		die("the printer is busy at the start of a job");
}

/* ---------------------------------------------------------------- the paper */

/* Papers that are cut off; without a cutter the one that hangs out is the visitor's too. */
static int paper_count(const struct visits *v, const struct simulator *s)
{
	const struct bitmap *paper;
	int n = simulator_jobs(s);

	return n + (v->model->cut == MODEL_CUT_NONE && simulator_paper(s, n, &paper));
}

/* Dots of `a` that `b` does not have. Both are as wide as the printer. */
static long missing(const struct bitmap *a, const struct bitmap *b)
{
	size_t size_a = (size_t)a->stride * (size_t)a->height;
	size_t size_b = (size_t)b->stride * (size_t)b->height;
	long n = 0;

	for (size_t i = 0; i < size_a; i++)
		n += __builtin_popcount(a->bits[i] & ~(i < size_b ? b->bits[i] : 0u));
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

/* On all papers of this visit so far, also the one that still hangs in the printer. */
static long all_ink(struct visits *v)
{
	static const struct bitmap white;
	const struct simulator *s = v->line.lock(v->line.self);
	const struct bitmap *paper;
	long n = 0;

	for (int i = v->first_paper; i <= simulator_jobs(s); i++)
		n += simulator_paper(s, i, &paper) ? missing(paper, &white) : 0;
	v->line.unlock(v->line.self);
	return n;
}

/* Whole papers of this visit from `first` on, with the mark of any copy or without. */
static int count_whole(struct visits *v, int first, bool is_marked)
{
	const struct simulator *s = v->line.lock(v->line.self);
	const struct bitmap *paper;
	int n = 0;

	for (int i = first; i < paper_count(v, s); i++) {
		if (!simulator_paper(s, i, &paper))
			continue;
		for (int copy = is_marked ? 1 : 0; copy < (is_marked ? VISITS_COPIES_MAX : 1);
			copy++)
			n += is_whole(paper, &v->want[copy]);
	}
	v->line.unlock(v->line.self);
	return n;
}

static int papers_now(struct visits *v)
{
	int n = paper_count(v, v->line.lock(v->line.self));

	v->line.unlock(v->line.self);
	return n;
}

static void judge_papers(struct visits *v, const char *fault)
{
	const struct simulator *s;
	const struct bitmap *paper;

	if (count_whole(v, v->first_paper, false) > 1) {
		v->doubled++;
		printf("DOUBLED %s (%s)\n", v->words, fault);
	}
	s = v->line.lock(v->line.self);
	for (int i = v->first_paper; i < paper_count(v, s); i++) {
		bool is_ours = false;

		if (!simulator_paper(s, i, &paper))
			continue;
		for (int copy = 0; copy < VISITS_COPIES_MAX; copy++)
			is_ours |= is_part_of(paper, &v->want[copy]);
		if (!is_ours) {
			v->foreign++;
			printf("FOREIGN paper %d at %s (%s)\n", i, v->words, fault);
		}
	}
	v->line.unlock(v->line.self);
}

/* ---------------------------------------------------------------- a visit */

static void make_receipt(struct visits *v, int number)
{
	const struct lang *sv = fixtures_lang(&v->paper->f, "sv");

	snprintf(v->words, sizeof(v->words), "Besök %d %c%c%c", number, 'A' + pick(v, 26),
		'A' + pick(v, 26), 'A' + pick(v, 26));
	for (int i = 0; i < 2; i++)
		v->lines[i] = (struct receipt_line){ .kind = RECEIPT_TITLE,
			.text = { .utf8 = v->words, .size = strlen(v->words) },
			.lang = sv };
	v->receipt = (struct receipt){ sv, sv, v->lines, 2, 1 };
	for (int copy = 0; copy < VISITS_COPIES_MAX; copy++) {
		struct receipt marked = v->receipt;

		marked.copy = copy + 1;
		if (receipt_raster_all(v->paper->f.engine, v->paper->glyphs, &marked, v->model,
			    RECEIPT_REGULAR, &v->want[copy], NULL) != ERR_OK)
			die("no receipt");
	}
}

static void drop_receipt(struct visits *v)
{
	for (int copy = 0; copy < VISITS_COPIES_MAX; copy++)
		bitmap_finish(&v->want[copy]);
}

/* One job, with whatever waiting and mending the visitor sees; false if the visitor left in the
 * middle. */
static bool print_once(struct visits *v, const char *fault, struct print_report *report)
{
	int first = papers_now(v);
	bool stays = pick(v, 3) > 0;

	start(v);
	*report = run(v, stays ? 8000 : 500 + pick(v, 4000));
	if (!stays && report->state != PRINT_DONE && report->state != PRINT_FAILED)
		return false;
	if (report->state == PRINT_WAITING) {
		visits_idle(v, pick(v, 3000));
		mend(v);
		for (int i = 0; i < 200 && report->state == PRINT_WAITING; i++)
			*report = run(v, 60000);
		v->again++;
	} else if (report->state != PRINT_DONE && report->state != PRINT_FAILED) {
		if (pick(v, 2)) /* a hot head cools; a printer that stands still may go on */
			mend(v);
		*report = run(v, 60000);
	}
	if (report->state == PRINT_DONE &&
		count_whole(v, first, false) + count_whole(v, first, true) == 0) {
		v->lost++;
		printf("LOST %s (%s)\n", v->words, fault);
	}
	return true;
}

static void end_visit(struct visits *v, const char *fault)
{
	long ink;

	stopwatch_begin(&v->calls);
	printer_forget(v->printer, now_ms(v));
	stopwatch_end(&v->calls);
	ink = all_ink(v);
	visits_idle(v, MENDING_MS + (pick(v, 2) ? pick(v, 3000) : 0));
	mend(v);
	visits_idle(v, 4000);
	if (all_ink(v) > ink + DEFUSED_DOTS_MAX + v->held_dots) {
		v->foreign++;
		printf("AFTER THE END %s (%s): %ld dots\n", v->words, fault, all_ink(v) - ink);
	}
	judge_papers(v, fault);
	drop_receipt(v);
}

/* "at=BYTES:FAULT" */
static void choose_fault(struct visits *v, char *fault, size_t size)
{
	size_t f = pick(v, FAULT_COUNT);
	bool is_numbered = faults[f][strlen(faults[f]) - 1] == '=';
	/* The end of a job is where it is hardest to say whether all of it came out. */
	uint32_t at = pick(v, 4) ? 1 + pick(v, (uint32_t)v->job_bytes)
				 : (uint32_t)v->job_bytes - pick(v, END_BYTES);
	char number[16] = "";

	if (is_numbered)
		snprintf(number, sizeof(number), "%u", 1 + pick(v, 1000000));
	snprintf(fault, size, "at=%u:%s%s", at, faults[f], number);
	v->by_fault[f]++;
}

void visits_run_one(struct visits *v)
{
	struct print_report report = { 0 };
	char fault[64];

	make_receipt(v, ++v->visits);
	v->first_paper = papers_now(v);
	choose_fault(v, fault, sizeof(fault));
	set_fault(v, fault);
	v->is_mended = false;
	for (int tries = 0; tries < 2; tries++) {
		if (!print_once(v, fault, &report))
			break;
		if (report.state == PRINT_DONE)
			v->done++;
		if (report.state != PRINT_FAILED)
			break;
		v->told++;
		v->asked += report.is_unknowable;
		if (pick(v, 2))
			break;
		mend(v);
		visits_idle(v, 3000);
		v->receipt.copy += report.is_unknowable;
	}
	end_visit(v, fault);
}

void visits_measure(struct visits *v)
{
	const uint8_t *bytes;
	int first;

	v->is_mended = false;
	mend(v);
	first = papers_now(v);
	make_receipt(v, 0);
	start(v);
	if (run(v, 60000).state != PRINT_DONE || count_whole(v, first, false) != 1)
		die("a job without a fault is not printed");
	if (!simulator_bytes(v->line.lock(v->line.self), first, &bytes, &v->job_bytes))
		die("a job without bytes");
	v->line.unlock(v->line.self);
	printer_forget(v->printer, now_ms(v));
	visits_idle(v, 1000);
	drop_receipt(v);
}

/* Some calls are away for long because the machine was busy elsewhere, more of them where the
 * machine is emulated. One that waits for the printer is so in every visit with such a fault, and
 * until the fault or the driver's patience (5 s) ends. */
bool visits_tell(const struct visits *v, const char *program, bool is_emulated)
{
	const struct stopwatch *c = &v->calls;
	long most = is_emulated ? c->calls / 50 : v->visits / 20;
	bool is_frozen = c->frozen_asleep > most || c->longest_asleep_ms > FROZEN_FOR_GOOD_MS ||
			 (!is_emulated && c->frozen_at_work > most);

	printf("%s: %d visits of %zu bytes, %d printed, %d told that it failed (%d of them asked), "
	       "%d begun again; lost %d, doubled %d, foreign %d\n",
		program, v->visits, v->job_bytes, v->done, v->told, v->asked, v->again, v->lost,
		v->doubled, v->foreign);
	printf("%s: %ld calls, %d slept for more than %d ms (longest %.1f), %d worked for more "
	       "(longest %.1f)%s\n",
		program, c->calls, c->frozen_asleep, STOPWATCH_FROZEN_MS, c->longest_asleep_ms,
		c->frozen_at_work, c->longest_at_work_ms, is_frozen ? ": FROZEN" : "");
	return !is_frozen && !v->lost && !v->doubled && !v->foreign;
}
