/* Bytes from the printer -> what state it is in. Pure stream decoder: DLE EOT replies, ASB blocks,
 * GS r replies, GS ( H completion, XON/XOFF, tolerant of garbage. The bits are Epson's, as
 * printing-and-packs part 1 lists them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum paper_state { PAPER_OK, PAPER_LOW, PAPER_END };

struct printer_status {
	bool is_known; /* anything has answered yet */
	bool is_offline, cover_open, feeding, cutter_error, unrecoverable, auto_recoverable;
	bool recoverable;     /* a recoverable error that is not said to be the cutter's */
	bool waits_to_resume; /* stopped until DLE ENQ or a key says go on */
	bool feed_key;        /* somebody presses the feed key */
	bool drawer_high;     /* the drawer connector's pin 3; tells nothing about printing */
	enum paper_state paper;
};

#define STATUS_ASKED_MAX 16
#define STATUS_IDENTITY_MAX 32 /* with the final NUL; a longer name is cut off */

struct status_decoder {               /* zero-initialise */
	struct printer_status status; /* what all sources say together: the worst of each */
	struct printer_status spoken; /* from the byte stream alone */
	uint8_t ieee1284;             /* the last port status byte */
	bool has_1284;
	uint8_t pending[80];
	int pending_size;
	uint8_t asked[STATUS_ASKED_MAX]; /* which n the next DLE EOT replies answer, in order */
	int asked_count;
	int papers_asked;    /* GS r 1 sent and not answered yet */
	int papers_answered; /* answers to GS r 1 so far */
	bool flow_stopped;   /* XOFF came last */
	bool cleared;        /* 37 25 00: the answer to DLE DC4 8 */
	bool completed;      /* a completion id arrived; see completed_id */
	char completed_id[4];
	/* What GS I was answered with last, as the printer spells it; "" while nothing was. */
	char identity[STATUS_IDENTITY_MAX];
};

/* A question was sent: replies to DLE EOT look all the same, so their order is remembered. */
void status_asked(struct status_decoder *d, int n);
void status_asked_paper(struct status_decoder *d);
/* Feeds n bytes; true if the status, completion, clearing, flow, identity or an awaited answer
 * changed. */
bool status_feed(struct status_decoder *d, const uint8_t *bytes, size_t n);
/* The LPGETSTATUS byte of usblp (IEEE 1284: 20 paper out, 10 selected, 08 no error). */
bool status_feed_1284(struct status_decoder *d, uint8_t byte);
/* True if a job can be started. */
bool status_can_print(const struct printer_status *s);
