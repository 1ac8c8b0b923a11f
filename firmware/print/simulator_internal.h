/* What the two halves of the simulator share: simulator.c (stream, faults, replies, port) and
 * simulator_paper.c (commands, dots). Nobody else includes it. */
#pragma once

#include "print/simulator.h"

#define SIMULATOR_BUFFER_BYTES 4096
#define SIMULATOR_ROW_BYTES_MAX 0x10000

enum simulator_parse { PARSE_COMMAND, PARSE_RASTER, PARSE_GRAPHICS, PARSE_COLUMNS, PARSE_SKIP };

struct simulator_job {
	struct bitmap paper;
	int capacity; /* rows allocated */
	struct buf bytes;
	bool is_cut;
};

struct simulator {
	const struct printer_model *model;
	/* faults */
	bool paper_end, paper_low, cover_open, cutter_error, is_offline, is_hot, is_broken;
	bool is_gone, is_stalled;
	long rows_to_paper_end; /* -1: the roll is long */
	size_t bytes_to_fault;  /* 0: none is set */
	char next_fault[32];
	/* receiving */
	uint8_t received[SIMULATOR_BUFFER_BYTES];
	size_t slow_bytes; /* taken in one write; 0: no limit */
	size_t received_first, received_size, received_max;
	uint8_t realtime[16];
	int realtime_size;
	struct buf replies;
	size_t replies_read;
	uint8_t asb_mask;
	uint8_t asb_sent[4];
	/* commands */
	enum simulator_parse parse;
	uint8_t command[32];
	size_t command_size;
	uint8_t previous;
	size_t data_left; /* bytes of the picture still to come */
	uint8_t *row;     /* SIMULATOR_ROW_BYTES_MAX */
	size_t row_bytes, row_filled;
	struct buf graphics; /* GS ( L store: rows waiting for GS ( L 50 */
	size_t graphics_row_bytes;
	struct bitmap strip; /* ESC *: the line being collected, 24 rows */
	int strip_columns;
	size_t strip_filled; /* bytes of the strip so far */
	int text_columns;    /* characters waiting for a line feed */
	int line_spacing, unit_y, align, margin, area;
	/* paper */
	struct simulator_job *jobs;
	int job_count, job_capacity;
	struct bitmap carried; /* rows between head and cutter at the last cut */
	bool is_presented;     /* a paper stands in the mouth */
	struct simulator_notes notes;
};

/* simulator.c */
bool simulator_can_move(const struct simulator *s);
void simulator_reply(struct simulator *s, const uint8_t *bytes, size_t n);
/* Sends ASB if it is on and anything changed, or at once when forced. */
void simulator_report(struct simulator *s, bool is_forced);

/* simulator_paper.c */
void simulator_take(struct simulator *s, uint8_t byte);
/* Forgets a half-received command and all modes; what is on paper stays. */
void simulator_initialise(struct simulator *s);
void simulator_paper_finish(struct simulator *s);
