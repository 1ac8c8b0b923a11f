/* What staff did, and when: one line an act, in Swedish, the newest last. Never anything of a
 * visitor: not even which language staff chose for one. Plain and pure; app/act_log_linux keeps it
 * in the state folder. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define ACT_LOG_LINES 500 /* older ones are forgotten */
#define ACT_LINE_BYTES 160

struct act_log {
	int count;
	char lines[ACT_LOG_LINES][ACT_LINE_BYTES]; /* "2026-11-28 14:05 Tog bort ämnet: Id-kort" */
};

/* "2026-11-28 14:05 act: detail"; day_ms since midnight, local; detail may be NULL or "". What is
 * too long is cut between two characters, line breaks become blanks. */
void act_line_write(char line_out[ACT_LINE_BYTES], const char *day, int64_t day_ms, const char *act,
	const char *detail);
void act_log_add(struct act_log *log, const char *line);
/* Adds the lines of a kept text; what does not begin with day and time is left out (the end of a
 * file that was cut off). */
void act_log_read(struct act_log *log, const char *text);
/* All lines as the file holds them: for the file itself and for a report on the kiosk's health. */
void act_log_write(const struct act_log *log, struct buf *out);
