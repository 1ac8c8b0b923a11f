/* What the parts of one printer share: printer.c (port, bytes in and out, report), printer_job.c
 * (the job's states) and printer_clean.c (after a job that broke off). Nobody else includes it. */
#pragma once

#include "print/printer.h"

#define PRINTER_BLOCKED_MS                                                                         \
	250 /* how often LPGETSTATUS is asked while the printer takes nothing                      \
	     */

enum printer_cleaning {
	CLEAN,           /* nothing to do */
	CLEANING_RESETS, /* the port is asked for a reset until it has answered */
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
	bool asks_model, is_asking_again;
	struct status_decoder decoder;
	enum print_state state;
	enum print_fault fault;
	struct diag diag;
	/* what is on its way out: one band, or a few commands */
	struct buf out;
	size_t sent;
	/* the job */
	struct receipt_raster *raster;
	struct receipt receipt; /* the caller's, but for the mark of a copy */
	enum receipt_size size;
	struct printer_model job_model; /* the model, with the bands of this port */
	bool is_counted; /* a band is sent when the one before the last is answered */
	unsigned char previous;
	bool is_again;      /* begun anew after a fault: the visitor waits for it */
	bool has_begun;     /* bytes of it have left */
	bool is_ended;      /* its last bytes stand in `out` */
	bool may_be_whole;  /* all its dots have left: what came out may be the whole list */
	bool is_unknowable; /* nobody can say what is on the paper */
	int papers_answered_before, papers_answered;
	uint32_t job_number;
	char id[4];
	int64_t started_ms, progress_ms, offline_since_ms, asked_1284_ms, asked_ms;
	/* after a job that broke off */
	enum printer_cleaning cleaning;
	size_t white_left; /* bytes the printer may still take for dots */
	int64_t cleaning_ms;
	int64_t fed_dots; /* all rows and feeds that were handed out, for the metre counter */
};

/* printer.c */
bool printer_is_sent(const struct printer *p);
void printer_wipe_out(struct printer *p);
/* Appends DLE EOT 1 to 4 to `out`, where the model has them. */
void printer_ask_status(struct printer *p);
/* The same, and GS r on a port that fills up, to learn whether it is answered. */
void printer_greet(struct printer *p);
/* True if err is ERR_OK; else the port is closed and the job fails: GONE. */
bool printer_check_port(struct printer *p, enum err err, int64_t now_ms);
/* Both false when the port is gone. */
bool printer_read_status(struct printer *p, int64_t now_ms);
bool printer_flush(struct printer *p, int64_t now_ms);

/* Counts rows, and a cut with the way to it, for the metre counter. */
void printer_count_feed(struct printer *p, int dots, bool is_cut);

/* printer_job.c */
bool printer_job_is_sending(const struct printer *p); /* STARTING, SENDING or FINISHING */
void printer_job_step(struct printer *p, int64_t now_ms);
/* Ends the job where it stands; what it left in the printer is cleaned away. */
void printer_job_end(
	struct printer *p, enum print_state state, enum print_fault fault, int64_t now_ms);
void printer_job_drop(struct printer *p);

/* printer_clean.c */
void printer_clean_begin(struct printer *p, int64_t now_ms);
void printer_clean_step(struct printer *p, int64_t now_ms);
