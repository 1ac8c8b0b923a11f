/* What the kiosk counts about itself, in STATE/health.ini: starts, ends that were none, visits,
 * papers, updates. Sums since a day, nothing of any one visitor; they are written at the start, at
 * the end and after an update, not when somebody comes or goes. */
#pragma once

#include <stdbool.h>

#include "base/buf.h"

struct health_counts {
	const char *since;   /* YYYY-MM-DD */
	int starts, unclean; /* unclean: it was not ended before it was started again */
	int visits, papers;
	int installed, refused;
	bool is_running;
};

struct health; /* opaque, heap */

/* Counts a start. NULL without memory; state_dir NULL: nothing is kept. Damaged counts begin anew.
 */
struct health *health_open(const char *state_dir, const char *today);
void health_close(struct health *h); /* a clean end; NULL is fine */
/* As things are now: it counts what begins. */
void health_see(struct health *h, bool is_visit, bool is_paper_out);
void health_count_update(struct health *h, bool is_refused);
/* Lines for a report; visits and papers to the nearest ten. */
void health_write(const struct health *h, struct buf *out);
