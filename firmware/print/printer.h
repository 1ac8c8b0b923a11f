/* One printer: its port, its status and the job on it, as a state machine fed with time.
 *
 *          start            well           last band taken        proved
 *   IDLE ---------> STARTING ----> SENDING ---------------> FINISHING ----> DONE
 *                    |    ^           |                        |
 *      cannot print, |    | mended,   | paper end, cover,      | the same
 *      stuck,        |    | remnant   | cutter, off line       |
 *      unplugged     |    | cut off   v                        |
 *                    |    +------- WAITING <-------------------+
 *                    v                |
 *                 FAILED <------------+----- from each of them: unplugged; from SENDING and
 *                                            FINISHING also stuck, broken for good
 *
 * (Ready is IDLE, rendering begins in STARTING and goes on band by band, sent is FINISHING.)
 * Paper low changes nothing, a hot head is waited for in the state where it is. printer_forget ends
 * each of them in IDLE. Proved is what the model can prove: printer_job.c, is_proved.
 *
 * In WAITING the visitor still stands there and the whole list is printed again, from its first
 * band, when the printer is well. If all dots had left before, the remnant may be a whole list:
 * then what follows is marked as a copy. A FAILED job is never begun again by itself; is_unknowable
 * says that nobody can know what came out, and whoever prints the list again marks it
 * (receipt.copy).
 *
 * A job that breaks off leaves a printer in the middle of a picture, with a visitor's dots in its
 * buffer. It is cleaned before anything else is sent (printer_clean.c): buffer cleared (DLE DC4 8,
 * or the port's reset, or white dots to the end of the picture), initialised, the remnant cut off.
 *
 * Pure: the port is functions, time is an argument. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "print/model.h"
#include "print/port.h"
#include "print/receipt_raster.h"
#include "print/status.h"

enum print_state {
	PRINT_IDLE,
	PRINT_STARTING,
	PRINT_SENDING,
	PRINT_FINISHING,
	PRINT_WAITING, /* broken off, and printed again when the printer is mended */
	PRINT_DONE,
	PRINT_FAILED
};

enum print_fault {
	PRINT_FAULT_NONE,
	PRINT_FAULT_NO_PRINTER, /* no port, or it does not open */
	PRINT_FAULT_PAPER_END,
	PRINT_FAULT_COVER,
	PRINT_FAULT_CUTTER,
	PRINT_FAULT_OFFLINE,
	PRINT_FAULT_GONE,  /* unplugged in the middle */
	PRINT_FAULT_STUCK, /* nothing taken, or no word of the end, for PRINT_STUCK_MS */
	PRINT_FAULT_INTERNAL
};

#define PRINT_STUCK_MS 15000
#define PRINT_STATUS_WAIT_MS 300    /* for the first answer; then it is printed blindly */
#define PRINT_OFFLINE_GRACE_MS 2000 /* off line without a cause: somebody feeds paper by key */

struct printer; /* opaque, heap */

struct print_report {
	enum print_state state;
	enum print_fault fault; /* in FAILED and WAITING */
	bool is_unknowable;     /* the last job may be on paper as a whole or not: ask */
	bool has_port;          /* false: none, or it is gone; open it again and printer_set_port */
	bool can_print;         /* as far as is known now */
	bool paper_low;
	struct printer_status status; /* for staff */
	int fed_mm; /* paper moved since printer_create: rows, feeds, cuts; a little too much when
		     * a job breaks off */
	int64_t next_ms; /* call printer_step again by then; INT64_MAX: only when the port has news
			  */
	const char *identity; /* its answer to GS I (printer_ask_model), "" while there is none;
				 borrowed until the next call */
};

/* model, engine and glyphs are borrowed. NULL when there is no memory. */
struct printer *printer_create(
	const struct printer_model *m, struct text_engine *e, struct glyphs *g);
void printer_destroy(struct printer *p); /* closes the port, forgets the job */
/* Ports that are handed over from now on are asked which model stands at their end (GS I). Not for
 * a printer whose model is known: one that does not know the question may print it. */
void printer_ask_model(struct printer *p);
/* Another model, as found out; borrowed. The printer is greeted as that one. ERR_BUSY while a job
 * runs or waits. */
MUST_CHECK enum err printer_change_model(
	struct printer *p, const struct printer_model *m, int64_t now_ms);
/* Hands over the port (ops NULL = none); closes the one before. A job that runs fails: GONE. */
void printer_set_port(struct printer *p, struct port port, int64_t now_ms);
/* Starts a job; the receipt is borrowed until DONE, FAILED or printer_forget. ERR_BUSY while one
 * runs or waits. Without a port the job fails at once: the report says so. */
MUST_CHECK enum err printer_start(
	struct printer *p, const struct receipt *r, enum receipt_size size, int64_t now_ms);
/* Moves things on; call on port readiness and at report.next_ms. Never takes longer than a few
 * bands. */
struct print_report printer_step(struct printer *p, int64_t now_ms);
/* End of the visit: the job is wiped from memory and from the printer's buffer. */
void printer_forget(struct printer *p, int64_t now_ms);
int printer_poll_fd(const struct printer *p); /* -1 none */
/* What went wrong inside (PRINT_FAULT_INTERNAL), a sentence for the log; "" if nothing. */
const char *printer_sentence(const struct printer *p);
