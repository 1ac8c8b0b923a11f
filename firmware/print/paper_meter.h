/* How much paper is left on the roll, by counting what was fed: rows printed, feeds and cuts. Plain
 * and pure; the app owns one, app/paper_file_linux keeps it in STATE/paper.ini.
 *
 * What it can know, and what not: it does not see paper that staff feed with the printer's key or
 * tear off, nor a roll that is longer or shorter than the setting says, nor a half-used one. So
 * staff are told too early rather than too late: the sensor's "low" cuts the estimate down, and
 * only a paper end, or a lid that was opened while the roll was low, counts as a new roll by
 * itself. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "print/status.h"

#define PAPER_MM_MAX 2000000000

struct paper_meter {
	int used_mm;       /* of the roll that is in */
	int total_mm;      /* since the kiosk was new */
	int rolls;         /* put in since then */
	bool is_low;       /* the sensor has said so of this roll */
	bool has_ended;    /* the roll has run out; the next paper is a new one */
	bool lid_was_open; /* since the sensor said low */
};

/* So much was fed. */
void paper_meter_feed(struct paper_meter *m, int mm);
/* What the printer says of its paper now. warn_mm: what is left at most when the sensor says low,
 * 0: not known. True if something changed that is worth keeping at once. */
bool paper_meter_sense(
	struct paper_meter *m, const struct printer_status *s, int roll_mm, int warn_mm);
/* Staff say that a new roll is in. */
void paper_meter_new_roll(struct paper_meter *m);
/* -1 when nobody has said how long a roll is (roll_mm 0). */
int paper_meter_left_mm(const struct paper_meter *m, int roll_mm);
/* True if staff should have a new roll at hand: by the sensor, or by the count (warn_mm 0: never).
 */
bool paper_meter_is_low(const struct paper_meter *m, int roll_mm, int warn_mm);

/* The file's text, and back. ERR_SYNTAX, ERR_RANGE: *m is empty then; name is for the sentence. */
void paper_meter_write(const struct paper_meter *m, struct buf *out);
MUST_CHECK enum err paper_meter_parse(
	struct arena *a, const char *name, const char *text, struct paper_meter *m, struct diag *d);
