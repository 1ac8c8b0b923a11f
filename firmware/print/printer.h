/* One printer: its port, its status and the job on it, as a state machine fed with time.
 *
 *   IDLE --start--> STARTING --status ok--> SENDING --last band taken--> FINISHING --drained/ack-->
 * DONE |                       |                            |
 *                      +---- cannot print -----+---- fault, gone, stuck ----+--> FAILED(reason)
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
	PRINT_FAULT_STUCK, /* nothing taken for PRINT_STUCK_MS */
	PRINT_FAULT_INTERNAL
};

#define PRINT_STUCK_MS 15000

struct printer; /* opaque, heap */

struct print_report {
	enum print_state state;
	enum print_fault fault;
	bool can_print; /* as far as is known now */
	bool paper_low;
	int64_t next_ms; /* call printer_step again by then; INT64_MAX: only when the port has news
			  */
};

/* engine and glyphs are borrowed. */
struct printer *printer_create(
	const struct printer_model *m, struct text_engine *e, struct glyphs *g);
void printer_destroy(struct printer *p); /* closes the port, forgets the job */
/* Hands over the port (ops NULL = none); closes the one before. */
void printer_set_port(struct printer *p, struct port port, int64_t now_ms);
/* Starts a job; the receipt is borrowed until DONE, FAILED or printer_forget. ERR_BUSY while one
 * runs. */
MUST_CHECK enum err printer_start(
	struct printer *p, const struct receipt *r, enum receipt_size size, int64_t now_ms);
/* Moves things on; call on port readiness and at report.next_ms. */
struct print_report printer_step(struct printer *p, int64_t now_ms);
/* End of the visit: the job is wiped from memory and from the printer's buffer. */
void printer_forget(struct printer *p, int64_t now_ms);
int printer_poll_fd(const struct printer *p); /* -1 none */
