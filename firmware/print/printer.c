#include "print/printer.h"

#include <stdlib.h>
#include <string.h>

#include "print/escpos.h"
#include "print/printer_internal.h"

#define RETRY_SENDING_MS 5
#define RETRY_WAITING_MS 20
#define ASK_AGAIN_MS 1000 /* while it cannot print */
#define CUTTER_MM 12      /* from the head, where the cut feeds by itself; VKP80III: 11.9 mm */

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

void printer_wipe_out(struct printer *p)
{
	if (p->out.data)
		explicit_bzero(p->out.data, p->out.capacity);
	buf_clear(&p->out);
	p->sent = 0;
}

bool printer_is_sent(const struct printer *p)
{
	return p->sent == p->out.size;
}

void printer_count_feed(struct printer *p, int dots, bool is_cut)
{
	p->fed_dots += dots;
	if (is_cut)
		p->fed_dots += model_mm_to_dots(
			p->model, p->model->cut_feed_mm ? p->model->cut_feed_mm : CUTTER_MM);
}

static void close_port(struct printer *p)
{
	if (p->port.ops)
		p->port.ops->close(p->port.self);
	p->port = (struct port){ 0 };
	p->decoder = (struct status_decoder){ 0 };
	printer_wipe_out(p);
}

void printer_destroy(struct printer *p)
{
	if (!p)
		return;
	printer_job_drop(p);
	close_port(p);
	buf_finish(&p->out);
	free(p);
}

void printer_ask_status(struct printer *p)
{
	if (!p->model->has_dle_eot || p->is_one_way)
		return;
	p->decoder.asked_count = 0; /* answers that never came would shift all later ones */
	for (int n = 1; n <= 4; n++) {
		escpos_ask_status(&p->out, n);
		status_asked(&p->decoder, n);
	}
}

void printer_greet(struct printer *p)
{
	printer_ask_status(p);
	if (!p->port.ops->fills_up || !p->model->has_paper_query || p->is_one_way)
		return;
	escpos_ask_paper(&p->out);
	status_asked_paper(&p->decoder);
}

void printer_ask_model(struct printer *p)
{
	p->asks_model = true;
}

/* First of all, when the port is new. */
static void introduce(struct printer *p, int64_t now_ms)
{
	if (p->cleaning != CLEAN) {
		printer_clean_begin(p, now_ms);
	} else if (!p->is_one_way) {
		printer_greet(p);
		if (p->model->has_asb)
			escpos_asb_on(&p->out);
		if (p->asks_model)
			escpos_ask_model(&p->out);
	}
}

enum err printer_change_model(struct printer *p, const struct printer_model *m, int64_t now_ms)
{
	if (printer_job_is_sending(p) || p->state == PRINT_WAITING)
		return ERR_BUSY;
	p->model = m;
	if (!p->port.ops || p->cleaning != CLEAN || p->is_one_way)
		return ERR_OK;
	printer_greet(p);
	if (m->has_asb)
		escpos_asb_on(&p->out);
	printer_flush(p, now_ms);
	return ERR_OK;
}

static void lose_port(struct printer *p, int64_t now_ms)
{
	bool had_job = printer_job_is_sending(p) || p->state == PRINT_WAITING;

	close_port(p);
	if (p->cleaning != CLEAN)
		p->cleaning = CLEANING_POSTPONED;
	if (had_job)
		printer_job_end(p, PRINT_FAILED, PRINT_FAULT_GONE, now_ms);
}

/* ---------------------------------------------------------------- bytes in and out */

bool printer_check_port(struct printer *p, enum err err, int64_t now_ms)
{
	if (err == ERR_OK)
		return true;
	lose_port(p, now_ms);
	return false;
}

bool printer_read_status(struct printer *p, int64_t now_ms)
{
	uint8_t bytes[64];
	size_t got;

	while (!p->is_one_way) {
		enum err err = p->port.ops->read(p->port.self, bytes, sizeof(bytes), &got);

		if (err == ERR_UNSUPPORTED) {
			p->is_one_way = true;
			break;
		}
		if (!printer_check_port(p, err, now_ms))
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
	return err != ERR_GONE || printer_check_port(p, err, now_ms);
}

/* Writes what stands in `out`; false when the port is gone. */
bool printer_flush(struct printer *p, int64_t now_ms)
{
	while (!printer_is_sent(p)) {
		size_t taken;
		enum err err = p->port.ops->write(p->port.self,
			(const uint8_t *)p->out.data + p->sent, p->out.size - p->sent, &taken);

		if (!printer_check_port(p, err, now_ms))
			return false;
		if (taken == 0)
			return true;
		p->sent += taken;
		p->progress_ms = now_ms;
		if (p->state == PRINT_SENDING)
			p->has_begun = true;
	}
	printer_wipe_out(p);
	return true;
}

void printer_set_port(struct printer *p, struct port port, int64_t now_ms)
{
	if (p->port.ops)
		lose_port(p, now_ms);
	p->port = port;
	p->is_one_way = false;
	if (!port.ops || !printer_read_status(p, now_ms))
		return;
	introduce(p, now_ms);
	if (p->port.ops)
		printer_flush(p, now_ms);
}

/* ---------------------------------------------------------------- outside */

static bool may_ask_again(const struct printer *p)
{
	return p->port.ops && !p->is_one_way && p->model->has_dle_eot &&
	       !printer_job_is_sending(p) && p->cleaning == CLEAN && printer_is_sent(p) &&
	       !status_can_print(&p->decoder.status);
}

static int64_t next_ms(const struct printer *p, int64_t now_ms)
{
	bool is_blocked = now_ms - p->progress_ms >= PRINTER_BLOCKED_MS;

	if (!p->port.ops)
		return INT64_MAX;
	if (p->state == PRINT_SENDING)
		return now_ms + (printer_is_sent(p) ? 0 : RETRY_SENDING_MS);
	if (p->state == PRINT_STARTING || p->state == PRINT_FINISHING)
		return now_ms + RETRY_WAITING_MS;
	if (p->state == PRINT_WAITING && p->cleaning == CLEAN)
		return now_ms + PRINTER_BLOCKED_MS;
	if (p->cleaning != CLEAN || !printer_is_sent(p))
		return now_ms + (is_blocked ? PRINTER_BLOCKED_MS : RETRY_WAITING_MS);
	if (may_ask_again(p))
		return p->asked_ms + ASK_AGAIN_MS > now_ms ? p->asked_ms + ASK_AGAIN_MS
							   : now_ms + ASK_AGAIN_MS;
	return INT64_MAX;
}

/* A printer without ASB does not tell that it has been mended, and one with it tells it once: if
 * that was lost, or nonsense looked like a fault, nobody could print any more. */
static void ask_again(struct printer *p, int64_t now_ms)
{
	bool was_asking = p->is_asking_again;

	p->is_asking_again = may_ask_again(p);
	if (!p->is_asking_again || (was_asking && now_ms - p->asked_ms < ASK_AGAIN_MS))
		return;
	p->asked_ms = now_ms;
	if (!was_asking) /* it has just said so */
		return;
	printer_ask_status(p);
	printer_flush(p, now_ms);
}

struct print_report printer_step(struct printer *p, int64_t now_ms)
{
	const struct printer_status *s = &p->decoder.status;
	struct print_report report;

	if (p->port.ops && printer_read_status(p, now_ms) &&
		(!printer_job_is_sending(p) || p->state == PRINT_STARTING ||
			now_ms - p->asked_1284_ms >= PRINTER_BLOCKED_MS))
		read_status_1284(p, now_ms);
	if (p->port.ops)
		printer_clean_step(p, now_ms);
	if (p->port.ops && printer_flush(p, now_ms) && p->port.ops)
		printer_clean_step(p, now_ms);
	if (p->port.ops)
		printer_job_step(p, now_ms);
	ask_again(p, now_ms);
	report = (struct print_report){ .state = p->state,
		.fault = p->fault,
		.is_unknowable = p->is_unknowable,
		.has_port = p->port.ops != NULL,
		.can_print = p->port.ops && status_can_print(s),
		.paper_low = s->paper == PAPER_LOW,
		.status = *s,
		.fed_mm = (int)(p->fed_dots * 254 / (p->model->dpi * 10)),
		.next_ms = next_ms(p, now_ms),
		.identity = p->decoder.identity };
	return report;
}

void printer_forget(struct printer *p, int64_t now_ms)
{
	printer_job_end(p, PRINT_IDLE, PRINT_FAULT_NONE, now_ms);
	if (p->port.ops)
		printer_flush(p, now_ms);
}

int printer_poll_fd(const struct printer *p)
{
	return p->port.ops ? p->port.ops->poll_fd(p->port.self) : -1;
}

const char *printer_sentence(const struct printer *p)
{
	return p->diag.text;
}
