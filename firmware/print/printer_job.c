/* The job's states; printer.h draws them. */
#include <string.h>

#include "print/escpos.h"
#include "print/printer_internal.h"

#define BANDS_PER_STEP 4
#define BANDS_COUNTED 2
#define COMMANDS_BYTES 128 /* what stands around the bands, and the command to forget them */

bool printer_job_is_sending(const struct printer *p)
{
	return p->state == PRINT_STARTING || p->state == PRINT_SENDING ||
	       p->state == PRINT_FINISHING;
}

/* What stands in this attempt alone. */
static void drop_attempt(struct printer *p)
{
	receipt_raster_destroy(p->raster);
	p->raster = NULL;
	p->has_begun = p->is_ended = false;
}

void printer_job_drop(struct printer *p)
{
	drop_attempt(p);
	p->receipt = (struct receipt){ 0 };
	p->is_again = p->may_be_whole = false;
}

/* Whether dots are still to come after the band that is on its way. */
static bool has_more_ink(struct printer *p)
{
	bool has_ink = true;

	return receipt_raster_has_ink(p->raster, &has_ink, NULL) != ERR_OK || has_ink;
}

/* Stops sending; true if something of the job has left. The cleaning's own bytes stay. */
static bool stop(struct printer *p)
{
	bool has_begun = p->has_begun;

	if (has_begun && p->raster && !p->may_be_whole)
		p->may_be_whole = !has_more_ink(p);
	if (printer_job_is_sending(p) && p->cleaning == CLEAN)
		printer_wipe_out(p);
	drop_attempt(p);
	return has_begun;
}

void printer_job_end(
	struct printer *p, enum print_state state, enum print_fault fault, int64_t now_ms)
{
	bool has_begun = stop(p), was_begun = has_begun || p->is_again;

	/* A fault the printer names is before the end of the list, unless all of it had left. */
	p->is_unknowable =
		state == PRINT_FAILED && was_begun &&
		(fault == PRINT_FAULT_GONE || fault == PRINT_FAULT_STUCK || p->may_be_whole);
	printer_job_drop(p);
	p->state = state;
	p->fault = fault;
	if (has_begun)
		printer_clean_begin(p, now_ms);
}

static void fail(struct printer *p, enum print_fault fault, int64_t now_ms)
{
	printer_job_end(p, PRINT_FAILED, fault, now_ms);
}

/* ---------------------------------------------------------------- faults in mid-job */

/* What the status says stops a job, with its cause; NONE while it may be a passing thing. */
static enum print_fault fault_of(struct printer *p, int64_t now_ms)
{
	const struct printer_status *s = &p->decoder.status;

	if (s->is_known && s->paper == PAPER_END)
		return PRINT_FAULT_PAPER_END;
	if (s->cover_open)
		return PRINT_FAULT_COVER;
	if (s->cutter_error || s->recoverable)
		return PRINT_FAULT_CUTTER;
	if (s->unrecoverable)
		return PRINT_FAULT_OFFLINE;
	if (s->auto_recoverable) { /* a hot head: it goes on when it has cooled */
		p->progress_ms = now_ms;
		p->offline_since_ms = INT64_MAX;
		return PRINT_FAULT_NONE;
	}
	if (!s->is_offline && !s->waits_to_resume) {
		p->offline_since_ms = INT64_MAX;
		return PRINT_FAULT_NONE;
	}
	if (p->offline_since_ms == INT64_MAX)
		p->offline_since_ms = now_ms;
	return now_ms - p->offline_since_ms >= PRINT_OFFLINE_GRACE_MS ? PRINT_FAULT_OFFLINE
								      : PRINT_FAULT_NONE;
}

/* Somebody can mend it while the visitor stands here: new paper, the cover, the cutter. */
static bool is_mendable(const struct printer *p, enum print_fault fault)
{
	return fault == PRINT_FAULT_PAPER_END || fault == PRINT_FAULT_COVER ||
	       fault == PRINT_FAULT_CUTTER ||
	       (fault == PRINT_FAULT_OFFLINE && !p->decoder.status.unrecoverable);
}

/* Breaks the attempt off. A list of which something has left waits, to be printed anew. */
static void break_off(struct printer *p, enum print_fault fault, int64_t now_ms)
{
	bool has_begun = p->has_begun;

	if (!is_mendable(p, fault) || !(has_begun || p->is_again)) {
		fail(p, fault, now_ms);
		return;
	}
	stop(p);
	p->state = PRINT_WAITING;
	p->fault = fault;
	p->is_again = true;
	if (has_begun)
		printer_clean_begin(p, now_ms);
}

/* ---------------------------------------------------------------- counted bands */

/* A printer that stops with a full buffer hears nothing, not even that it should forget: what is in
 * it would come out in front of the next visitor. So no more is sent than it can hold, and a band
 * goes out only when the one before the last has been answered for (GS r comes back in its turn).
 */
static void choose_bands(struct printer *p)
{
	int row_bytes = (p->model->dots + 7) / 8;
	int rows = (p->model->buffer_bytes - COMMANDS_BYTES) / BANDS_COUNTED / row_bytes;

	p->job_model = *p->model;
	/* It answered when it was greeted: without that the bands would wait in vain. */
	p->is_counted = p->port.ops->fills_up && p->decoder.papers_answered > 0 &&
			rows >= ESCPOS_STRIP_ROWS;
	if (p->is_counted && rows < p->job_model.band_rows)
		p->job_model.band_rows = rows;
	p->papers_answered = p->decoder.papers_answered;
}

/* True while the next band may not go out yet. */
static bool is_full(struct printer *p, int64_t now_ms)
{
	if (p->papers_answered != p->decoder.papers_answered)
		p->progress_ms = now_ms;
	p->papers_answered = p->decoder.papers_answered;
	return p->is_counted && p->decoder.papers_asked >= BANDS_COUNTED;
}

/* ---------------------------------------------------------------- the states */

static void begin_attempt(struct printer *p, int64_t now_ms)
{
	p->fault = PRINT_FAULT_NONE;
	p->previous = 0;
	p->job_number++;
	for (int i = 0; i < 4; i++) /* base 26: printable, and another one for each attempt */
		p->id[i] = (char)('A' + p->job_number / (uint32_t[]){ 17576, 676, 26, 1 }[i] % 26);
	p->state = PRINT_STARTING;
	p->started_ms = p->progress_ms = now_ms;
	p->offline_since_ms = INT64_MAX;
}

/* With ASB the status is known already; without, it is as old as the last question. */
static void ask_anew(struct printer *p, int64_t now_ms)
{
	if (p->model->has_asb || p->is_one_way || p->cleaning != CLEAN || !printer_is_sent(p))
		return;
	p->decoder.spoken = p->decoder.status = (struct printer_status){ 0 };
	printer_ask_status(p);
	p->asked_ms = now_ms;
}

enum err printer_start(
	struct printer *p, const struct receipt *r, enum receipt_size size, int64_t now_ms)
{
	if (printer_job_is_sending(p) || p->state == PRINT_WAITING)
		return ERR_BUSY;
	p->diag.text[0] = '\0';
	p->receipt = *r;
	p->size = size;
	p->is_unknowable = p->is_again = p->may_be_whole = false;
	begin_attempt(p, now_ms);
	if (p->port.ops)
		ask_anew(p, now_ms);
	else
		fail(p, PRINT_FAULT_NO_PRINTER, now_ms);
	return ERR_OK;
}

/* The remnant is cut off and the printer is well: all of it again, from the first band. */
static void step_waiting(struct printer *p, int64_t now_ms)
{
	enum print_fault fault = fault_of(p, now_ms);

	if (fault != PRINT_FAULT_NONE)
		p->fault = fault;
	if (p->cleaning != CLEAN || !printer_is_sent(p))
		return;
	if (fault != PRINT_FAULT_NONE || !status_can_print(&p->decoder.status))
		return;
	/* Once all dots had left, the remnant may be the whole list: then this is another copy. */
	if (p->may_be_whole)
		p->receipt.copy = p->receipt.copy > 1 ? p->receipt.copy + 1 : 2;
	begin_attempt(p, now_ms);
	ask_anew(p, now_ms);
}

static bool is_stuck(const struct printer *p, int64_t now_ms)
{
	return now_ms - p->progress_ms >= PRINT_STUCK_MS;
}

static void step_starting(struct printer *p, int64_t now_ms)
{
	const struct printer_status *s = &p->decoder.status;
	bool has_waited = now_ms - p->started_ms >= PRINT_STATUS_WAIT_MS;
	bool is_answered = s->is_known && !p->decoder.papers_asked &&
			   (p->model->has_asb || p->decoder.asked_count == 0);
	enum print_fault fault = fault_of(p, now_ms);

	if (fault != PRINT_FAULT_NONE) {
		break_off(p, fault, now_ms);
		return;
	}
	if (p->cleaning != CLEAN || !printer_is_sent(p)) {
		if (is_stuck(p, now_ms))
			fail(p, PRINT_FAULT_STUCK, now_ms);
		return;
	}
	if (!p->is_one_way && !is_answered && !has_waited)
		return;
	if (s->is_known && !status_can_print(s)) {
		if (has_waited && !s->auto_recoverable)
			break_off(p, PRINT_FAULT_OFFLINE, now_ms);
		return;
	}
	choose_bands(p);
	if (receipt_raster_create(p->engine, p->glyphs, &p->receipt, &p->job_model, p->size,
		    &p->raster, &p->diag) != ERR_OK) {
		fail(p, PRINT_FAULT_INTERNAL, now_ms);
		return;
	}
	if (!printer_check_port(p, p->port.ops->begin_job(p->port.self), now_ms))
		return;
	escpos_begin(&p->out, p->model);
	p->state = PRINT_SENDING;
	p->progress_ms = now_ms;
}

/* Renders and encodes the next band, or the end. */
static bool queue_next(struct printer *p)
{
	const struct bitmap *band;

	if (receipt_raster_next(p->raster, &band, &p->diag) != ERR_OK)
		return false;
	if (band) {
		escpos_band(&p->out, &p->job_model, band, &p->previous);
		printer_count_feed(p, band->height, false);
		/* It says nothing by itself: ask between the bands, where a question costs no dots.
		 */
		if (!p->model->has_asb && p->decoder.asked_count == 0)
			printer_ask_status(p);
		if (p->is_counted) {
			escpos_ask_paper(&p->out);
			status_asked_paper(&p->decoder);
		}
	} else {
		escpos_end(&p->out, p->model, p->id);
		printer_count_feed(p, 0, true);
		p->is_ended = p->may_be_whole = true;
		p->decoder.completed = false;
		p->papers_answered_before = p->decoder.papers_answered;
		if (!p->model->has_completion && p->model->has_paper_query && !p->is_one_way)
			status_asked_paper(&p->decoder);
	}
	return !p->out.failed;
}

static void step_sending(struct printer *p, int64_t now_ms)
{
	for (int bands = 0; bands <= BANDS_PER_STEP; bands++) {
		enum print_fault fault = fault_of(p, now_ms);

		if (fault == PRINT_FAULT_NONE && is_stuck(p, now_ms))
			fault = PRINT_FAULT_STUCK;
		if (fault != PRINT_FAULT_NONE) {
			break_off(p, fault, now_ms);
			return;
		}
		if (!printer_flush(p, now_ms) || !printer_is_sent(p))
			return;
		if (p->is_ended) {
			p->state = PRINT_FINISHING;
			receipt_raster_destroy(p->raster);
			p->raster = NULL;
			return;
		}
		if (bands == BANDS_PER_STEP || is_full(p, now_ms))
			return;
		if (!queue_next(p)) {
			fail(p, PRINT_FAULT_INTERNAL, now_ms);
			return;
		}
		if (!printer_read_status(p, now_ms))
			return;
	}
}

/* What the printer can prove: the id it was given to say when all before it is on paper, or an
 * answer that comes in order, or, where nothing ever answers, that the bytes have left. */
static bool is_proved(const struct printer *p)
{
	const struct status_decoder *d = &p->decoder;

	if (p->is_one_way || !d->spoken.is_known)
		return true;
	if (p->model->has_completion)
		return d->completed && memcmp(d->completed_id, p->id, sizeof(p->id)) == 0;
	if (p->model->has_paper_query)
		return d->papers_answered != p->papers_answered_before && !d->papers_asked;
	return true;
}

static void step_finishing(struct printer *p, int64_t now_ms)
{
	enum print_fault fault = fault_of(p, now_ms);
	int drained = 0;

	if (!printer_check_port(p, p->port.ops->is_drained(p->port.self, &drained), now_ms))
		return;
	/* The proof comes first: paper that ends right after the cut is no fault of this job. */
	if (drained && is_proved(p)) {
		printer_job_drop(p);
		p->state = PRINT_DONE;
		return;
	}
	if (fault == PRINT_FAULT_NONE && is_stuck(p, now_ms))
		fault = PRINT_FAULT_STUCK;
	if (fault != PRINT_FAULT_NONE)
		break_off(p, fault, now_ms);
}

void printer_job_step(struct printer *p, int64_t now_ms)
{
	switch (p->state) {
	case PRINT_STARTING:
		step_starting(p, now_ms);
		if (p->port.ops && p->state == PRINT_SENDING)
			step_sending(p, now_ms);
		break;
	case PRINT_SENDING:
		step_sending(p, now_ms);
		break;
	case PRINT_FINISHING:
		step_finishing(p, now_ms);
		break;
	case PRINT_WAITING:
		step_waiting(p, now_ms);
		break;
	case PRINT_IDLE:
	case PRINT_DONE:
	case PRINT_FAILED:
		break;
	}
}
