/* Bytes from the printer -> what state it is in. Pure stream decoder: DLE EOT replies, ASB blocks,
 * GS ( H completion, XON/XOFF, tolerant of garbage. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum paper_state { PAPER_OK, PAPER_LOW, PAPER_END };

struct printer_status {
	bool is_known; /* anything has answered yet */
	bool is_offline, cover_open, feeding, cutter_error, unrecoverable, auto_recoverable;
	enum paper_state paper;
};

struct status_decoder { /* zero-initialise */
	struct printer_status status;
	uint8_t pending[80];
	int pending_size;
	int dle_eot_asked; /* which n the next single byte answers, 0 = none */
	bool completed;    /* a completion id arrived; see completed_id */
	char completed_id[4];
};

/* Feeds n bytes; true if the status or completion changed. */
bool status_feed(struct status_decoder *d, const uint8_t *bytes, size_t n);
/* The LPGETSTATUS byte of usblp (IEEE 1284: 20 paper out, 10 selected, 08 no error). */
bool status_feed_1284(struct status_decoder *d, uint8_t byte);
/* True if a job can be started. */
bool status_can_print(const struct printer_status *s);
