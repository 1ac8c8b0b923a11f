/* What a job that broke off leaves behind: a printer in the middle of a picture, with a visitor's
 * dots in its buffer. It is emptied, told to begin afresh, and the remnant is cut off. */
#include "print/escpos.h"
#include "print/printer_internal.h"

#define CLEAR_WAIT_MS 1000
#define REMNANT_FEED_MM 5

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
		printer_count_feed(p, model_mm_to_dots(p->model, REMNANT_FEED_MM), true);
	}
	printer_greet(p);
	if (p->asks_model && !p->is_one_way && !p->decoder.identity[0])
		escpos_ask_model(&p->out);
}

static void open_cleaned(struct printer *p)
{
	p->cleaning = CLEANING_OPENED;
	queue_opening(p, true);
}

static void ask_reset(struct printer *p, int64_t now_ms)
{
	enum err err = p->port.ops->reset(p->port.self);

	if (err == ERR_BUSY)
		return;
	if (err != ERR_OK && p->model->has_clear) {
		escpos_clear(&p->out); /* in real time, also in the middle of a picture */
		p->cleaning = CLEANING_ASKED;
		p->cleaning_ms = now_ms;
	} else {
		open_cleaned(p);
	}
}

/* A job broke off after some of its bytes had left. White dots would only print what stands before
 * them, so the buffer is cleared first where that is possible. */
void printer_clean_begin(struct printer *p, int64_t now_ms)
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
	} else {
		p->cleaning = CLEANING_RESETS;
		ask_reset(p, now_ms);
	}
}

void printer_clean_step(struct printer *p, int64_t now_ms)
{
	if (p->cleaning == CLEANING_RESETS) {
		ask_reset(p, now_ms);
	} else if (p->cleaning == CLEANING_ASKED && p->decoder.cleared) {
		p->white_left = 0;
		open_cleaned(p);
	} else if (p->cleaning == CLEANING_ASKED && now_ms - p->cleaning_ms >= CLEAR_WAIT_MS) {
		if (p->sent == 0) {
			/* Not one byte of the command was taken: it must not come late. */
			printer_wipe_out(p);
			open_cleaned(p);
		} else if (printer_is_sent(p)) {
			open_cleaned(p);
		}
	} else if (p->cleaning == CLEANING_OPENED && printer_is_sent(p)) {
		p->cleaning = CLEAN;
	}
}
