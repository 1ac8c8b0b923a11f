#include "print/printer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print/escpos.h"

#define BANDS_PER_STEP 4
#define RETRY_SENDING_MS 5
#define RETRY_WAITING_MS 20
#define RETRY_BLOCKED_MS 250 /* and how often LPGETSTATUS is asked meanwhile */
#define CLEAR_WAIT_MS 1000
#define REMNANT_FEED_MM 5

enum cleaning {
	CLEAN,           /* nothing to do */
	CLEANING_ASKED,  /* DLE DC4 8 is out; nothing may be sent until the answer */
	CLEANING_OPENED, /* the printer's buffer is empty, or cannot be emptied: white and ESC @ */
	CLEANING_POSTPONED /* the port is gone: when there is one again */
};

struct printer {
	const struct printer_model *model;
	struct text_engine *engine;
	struct glyphs *glyphs;
	struct port port;
	bool is_one_way; /* the port never answers */
	struct status_decoder decoder;
	enum print_state state;
	enum print_fault fault;
	struct diag diag;
	/* what is on its way out: one band, or a few commands */
	struct buf out;
	size_t sent;
	/* the job */
	struct receipt_raster *raster;
	const struct receipt *receipt;
	enum receipt_size size;
	unsigned char previous;
	bool has_begun; /* bytes of it have left */
	bool is_ended;  /* its last bytes stand in `out` */
	int papers_answered_before;
	uint32_t job_number;
	char id[4];
	int64_t started_ms, progress_ms, offline_since_ms, asked_1284_ms;
	/* after a job that broke off */
	enum cleaning cleaning;
	size_t white_left; /* bytes the printer may still take for dots */
	int64_t cleaning_ms;
};

struct printer *printer_create(
	const struct printer_model *m, struct text_engine *e, struct glyphs *g)
{
	struct printer *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->model = m;
	p->engine = e;
	p->glyphs = g;
	return p;
}

static void wipe_out(struct printer *p)
{
	if (p->out.data)
		explicit_bzero(p->out.data, p->out.capacity);
	buf_clear(&p->out);
	p->sent = 0;
}

static void drop_job(struct printer *p)
{
	receipt_raster_destroy(p->raster);
	p->raster = NULL;
	p->receipt = NULL;
	p->has_begun = p->is_ended = false;
}

static void close_port(struct printer *p)
{
	if (p->port.ops)
		p->port.ops->close(p->port.self);
	p->port = (struct port){ 0 };
	p->decoder = (struct status_decoder){ 0 };
	wipe_out(p);
}

void printer_destroy(struct printer *p)
{
	if (!p)
		return;
	drop_job(p);
	close_port(p);
	buf_finish(&p->out);
	free(p);
}

static bool is_running(const struct printer *p)
{
	return p->state == PRINT_STARTING || p->state == PRINT_SENDING ||
	       p->state == PRINT_FINISHING;
}

static bool is_sent(const struct printer *p)
{
	return p->sent == p->out.size;
}

/* ---------------------------------------------------------------- breaking off and cleaning */

static void ask_status(struct printer *p)
{
	if (!p->model->has_dle_eot || p->is_one_way)
		return;
	p->decoder.asked_count = 0; /* answers that never came would shift all later ones */
	for (int n = 1; n <= 4; n++) {
		escpos_ask_status(&p->out, n);
		status_asked(&p->decoder, n);
	}
}

/* The port is open: nothing that stands in the printer is ours any more. */
static void queue_opening(struct printer *p, bool cuts_remnant)
{
	static const char white[256];

	for (size_t left = p->white_left; left;) {
		size_t n = left < sizeof(white) ? left : sizeof(white);

		buf_append(&p->out, white, n);
		left -= n;
	}
	p->white_left = 0;
	escpos_begin(&p->out, p->model);
	if (cuts_remnant) {
		struct printer_model plain = *p->model;

		plain.has_completion = plain.has_paper_query = false;
		escpos_feed(&p->out, model_mm_to_dots(p->model, REMNANT_FEED_MM));
		escpos_end(&p->out, &plain, "----");
	}
	ask_status(p);
}

static void open_cleaned(struct printer *p)
{
	p->cleaning = CLEANING_OPENED;
	queue_opening(p, true);
}

/* A job broke off after some of its bytes had left. White dots would only print what stands before
 * them, so the buffer is cleared first where that is possible. */
static void begin_cleaning(struct printer *p, int64_t now_ms)
{
	/* What is lost on the way is not known: a whole band at most. White that comes after the
	 * picture's end is NUL, which printers skip. */
	p->white_left = (size_t)p->model->band_rows * (size_t)((p->model->dots + 7) / 8) + 64;
	p->decoder.papers_asked = 0;
	p->cleaning_ms = now_ms;
	p->decoder.cleared = false;
	if (!p->port.ops) {
		p->cleaning = CLEANING_POSTPONED;
	} else if (p->is_one_way) {
		open_cleaned(p);
	} else if (p->port.ops->reset(p->port.self) != ERR_OK && p->model->has_clear) {
		escpos_clear(&p->out); /* in real time, also in the middle of a picture */
		p->cleaning = CLEANING_ASKED;
	} else {
		open_cleaned(p);
	}
}

static void step_cleaning(struct printer *p, int64_t now_ms)
{
	if (p->cleaning == CLEANING_ASKED && p->decoder.cleared) {
		p->white_left = 0;
		open_cleaned(p);
	} else if (p->cleaning == CLEANING_ASKED && now_ms - p->cleaning_ms >= CLEAR_WAIT_MS) {
		if (p->sent == 0) {
			/* Not one byte of the command was taken: it must not come late. */
			wipe_out(p);
			open_cleaned(p);
		} else if (is_sent(p)) {
			open_cleaned(p);
		}
	} else if (p->cleaning == CLEANING_OPENED && is_sent(p)) {
		p->cleaning = CLEAN;
	}
}

/* Ends the job where it stands. */
static void break_off(
	struct printer *p, enum print_state state, enum print_fault fault, int64_t now_ms)
{
	bool has_begun = p->has_begun;

	if (is_running(p))
		wipe_out(p);
	drop_job(p);
	p->state = state;
	p->fault = fault;
	if (has_begun)
		begin_cleaning(p, now_ms);
}

static void fail(struct printer *p, enum print_fault fault, int64_t now_ms)
{
	break_off(p, PRINT_FAILED, fault, now_ms);
}

static void lose_port(struct printer *p, int64_t now_ms)
{
	bool was_running = is_running(p), has_begun = p->has_begun;

	close_port(p);
	if (p->cleaning != CLEAN)
		p->cleaning = CLEANING_POSTPONED;
	if (!was_running)
		return;
	p->has_begun = false;
	fail(p, PRINT_FAULT_GONE, now_ms);
	if (has_begun)
		begin_cleaning(p, now_ms);
}

/* ---------------------------------------------------------------- bytes in and out */

static bool check_port(struct printer *p, enum err err, int64_t now_ms)
{
	if (err == ERR_OK)
		return true;
	lose_port(p, now_ms);
	return false;
}

static bool read_status(struct printer *p, int64_t now_ms)
{
	uint8_t bytes[64];
	size_t got;

	while (!p->is_one_way) {
		enum err err = p->port.ops->read(p->port.self, bytes, sizeof(bytes), &got);

		if (err == ERR_UNSUPPORTED) {
			p->is_one_way = true;
			break;
		}
		if (!check_port(p, err, now_ms))
			return false;
		if (got == 0)
			break;
		status_feed(&p->decoder, bytes, got);
	}
	return true;
}

static bool read_status_1284(struct printer *p, int64_t now_ms)
{
	uint8_t byte;
	enum err err;

	if (p->is_one_way)
		return true;
	err = p->port.ops->status_1284(p->port.self, &byte);
	p->asked_1284_ms = now_ms;
	if (err == ERR_OK)
		status_feed_1284(&p->decoder, byte);
	return err != ERR_GONE || check_port(p, err, now_ms);
}

/* Writes what stands in `out`; false when the port is gone. */
static bool flush(struct printer *p, int64_t now_ms)
{
	while (!is_sent(p)) {
		size_t taken;
		enum err err = p->port.ops->write(p->port.self,
			(const uint8_t *)p->out.data + p->sent, p->out.size - p->sent, &taken);

		if (!check_port(p, err, now_ms))
			return false;
		if (taken == 0)
			return true;
		p->sent += taken;
		p->progress_ms = now_ms;
		if (p->state == PRINT_SENDING)
			p->has_begun = true;
	}
	wipe_out(p);
	return true;
}

void printer_set_port(struct printer *p, struct port port, int64_t now_ms)
{
	if (p->port.ops)
		lose_port(p, now_ms);
	p->port = port;
	p->is_one_way = false;
	if (!port.ops || !read_status(p, now_ms))
		return;
	if (p->cleaning != CLEAN) {
		begin_cleaning(p, now_ms);
	} else if (!p->is_one_way) {
		ask_status(p);
		if (p->model->has_asb)
			escpos_asb_on(&p->out);
	}
	flush(p, now_ms);
}

/* ---------------------------------------------------------------- the job */

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

enum err printer_start(
	struct printer *p, const struct receipt *r, enum receipt_size size, int64_t now_ms)
{
	if (is_running(p))
		return ERR_BUSY;
	p->fault = PRINT_FAULT_NONE;
	p->diag.text[0] = '\0';
	p->receipt = r;
	p->size = size;
	p->previous = 0;
	p->job_number++;
	for (int i = 0; i < 4; i++) /* base 26: printable, and another one for each job */
		p->id[i] = (char)('A' + p->job_number / (uint32_t[]){ 17576, 676, 26, 1 }[i] % 26);
	p->state = PRINT_STARTING;
	p->started_ms = p->progress_ms = now_ms;
	p->offline_since_ms = INT64_MAX;
	if (!p->port.ops) {
		fail(p, PRINT_FAULT_NO_PRINTER, now_ms);
		return ERR_OK;
	}
	/* With ASB the status is known already; without, it is as old as the last job. */
	if (!p->model->has_asb && !p->is_one_way && p->cleaning == CLEAN && is_sent(p)) {
		p->decoder.spoken = p->decoder.status = (struct printer_status){ 0 };
		ask_status(p);
	}
	return ERR_OK;
}

static bool is_stuck(const struct printer *p, int64_t now_ms)
{
	return now_ms - p->progress_ms >= PRINT_STUCK_MS;
}

static void step_starting(struct printer *p, int64_t now_ms)
{
	const struct printer_status *s = &p->decoder.status;
	bool has_waited = now_ms - p->started_ms >= PRINT_STATUS_WAIT_MS;
	bool is_answered = s->is_known && (p->model->has_asb || p->decoder.asked_count == 0);
	enum print_fault fault = fault_of(p, now_ms);

	if (fault != PRINT_FAULT_NONE) {
		fail(p, fault, now_ms);
		return;
	}
	if (p->cleaning != CLEAN || !is_sent(p)) {
		if (is_stuck(p, now_ms))
			fail(p, PRINT_FAULT_STUCK, now_ms);
		return;
	}
	if (!p->is_one_way && !is_answered && !has_waited)
		return;
	if (s->is_known && !status_can_print(s)) {
		if (has_waited)
			fail(p, PRINT_FAULT_OFFLINE, now_ms);
		return;
	}
	if (receipt_raster_create(p->engine, p->glyphs, p->receipt, p->model, p->size, &p->raster,
		    &p->diag) != ERR_OK) {
		fail(p, PRINT_FAULT_INTERNAL, now_ms);
		return;
	}
	if (!check_port(p, p->port.ops->begin_job(p->port.self), now_ms))
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
		escpos_band(&p->out, p->model, band, &p->previous);
	} else {
		escpos_end(&p->out, p->model, p->id);
		p->is_ended = true;
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
			fail(p, fault, now_ms);
			return;
		}
		if (!flush(p, now_ms) || !is_sent(p))
			return;
		if (p->is_ended) {
			p->state = PRINT_FINISHING;
			receipt_raster_destroy(p->raster);
			p->raster = NULL;
			return;
		}
		if (bands == BANDS_PER_STEP)
			return;
		if (!queue_next(p)) {
			fail(p, PRINT_FAULT_INTERNAL, now_ms);
			return;
		}
		if (!read_status(p, now_ms))
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
		return d->papers_answered != p->papers_answered_before;
	return true;
}

static void step_finishing(struct printer *p, int64_t now_ms)
{
	enum print_fault fault = fault_of(p, now_ms);
	int drained = 0;

	if (!check_port(p, p->port.ops->is_drained(p->port.self, &drained), now_ms))
		return;
	/* The proof comes first: paper that ends right after the cut is no fault of this job. */
	if (drained && is_proved(p)) {
		drop_job(p);
		p->state = PRINT_DONE;
		return;
	}
	if (fault == PRINT_FAULT_NONE && is_stuck(p, now_ms))
		fault = PRINT_FAULT_STUCK;
	if (fault != PRINT_FAULT_NONE)
		fail(p, fault, now_ms);
}

static void step_state(struct printer *p, int64_t now_ms)
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
	case PRINT_IDLE:
	case PRINT_DONE:
	case PRINT_FAILED:
		break;
	}
}

static int64_t next_ms(const struct printer *p, int64_t now_ms)
{
	bool is_blocked = now_ms - p->progress_ms >= RETRY_BLOCKED_MS;

	if (!p->port.ops)
		return INT64_MAX;
	if (p->state == PRINT_SENDING)
		return now_ms + (is_sent(p) ? 0 : RETRY_SENDING_MS);
	if (p->state == PRINT_STARTING || p->state == PRINT_FINISHING)
		return now_ms + RETRY_WAITING_MS;
	if (p->cleaning != CLEAN || !is_sent(p))
		return now_ms + (is_blocked ? RETRY_BLOCKED_MS : RETRY_WAITING_MS);
	return INT64_MAX;
}

struct print_report printer_step(struct printer *p, int64_t now_ms)
{
	const struct printer_status *s = &p->decoder.status;
	struct print_report report;

	if (p->port.ops && read_status(p, now_ms) &&
		(!is_running(p) || p->state == PRINT_STARTING ||
			now_ms - p->asked_1284_ms >= RETRY_BLOCKED_MS))
		read_status_1284(p, now_ms);
	if (p->port.ops)
		step_cleaning(p, now_ms);
	if (p->port.ops && flush(p, now_ms) && p->port.ops)
		step_cleaning(p, now_ms);
	if (p->port.ops)
		step_state(p, now_ms);
	report = (struct print_report){ .state = p->state,
		.fault = p->fault,
		.has_port = p->port.ops != NULL,
		.can_print = p->port.ops && status_can_print(s),
		.paper_low = s->paper == PAPER_LOW,
		.status = *s,
		.next_ms = next_ms(p, now_ms) };
	return report;
}

void printer_forget(struct printer *p, int64_t now_ms)
{
	break_off(p, PRINT_IDLE, PRINT_FAULT_NONE, now_ms);
	if (p->port.ops)
		flush(p, now_ms);
}

int printer_poll_fd(const struct printer *p)
{
	return p->port.ops ? p->port.ops->poll_fd(p->port.self) : -1;
}

const char *printer_sentence(const struct printer *p)
{
	return p->diag.text;
}
