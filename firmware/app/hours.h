/* When the office is open, from the settings and the local time: plain arithmetic, no clock. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "app/settings.h"

struct hours_state {
	bool is_set;        /* some hours are set; if not, the office counts as open */
	bool is_open;       /* now */
	bool opens;         /* closed, and opens_day and opens_at say when it opens */
	char opens_day[11]; /* YYYY-MM-DD */
	char opens_at[6];   /* HH:MM */
	int64_t left_ms;    /* until is_open changes; INT64_MAX: not that anybody knows */
};

#define HOURS_LOOK_DAYS 60 /* a longer holiday: the notice names no day */

/* day: the local day, YYYY-MM-DD; day_ms: milliseconds since its midnight, may be more than a day.
 */
void hours_at(const struct settings *s, const char *day, int64_t day_ms, struct hours_state *out);

/* "", "closed" or "09:00-16:00": from before until, on one day. */
bool hours_day_holds(const char *text);
/* "" or days (YYYY-MM-DD) with blanks or commas between them. */
bool hours_days_hold(const char *text);
