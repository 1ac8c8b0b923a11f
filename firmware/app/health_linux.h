/* What the kiosk counts about its use, in STATE/health.ini: visits, papers, updates. Sums since a
 * day, nothing of any one visitor; they are written at the end and after an update, not when
 * somebody comes or goes. Starts are counted by app/starts_linux, metres by app/paper_file_linux.
 */
#pragma once

#include <stdbool.h>

#include "base/buf.h"

struct health_counts {
	const char *since; /* YYYY-MM-DD */
	int visits, papers;
	int installed, refused;
};

struct health; /* opaque, heap */

/* NULL without memory; state_dir NULL: nothing is kept. Damaged counts begin anew.
 */
struct health *health_open(const char *state_dir, const char *today);
void health_close(struct health *h); /* NULL is fine */
/* As things are now: it counts what begins. */
void health_see(struct health *h, bool is_visit, bool is_paper_out);
void health_count_update(struct health *h, bool is_refused);
/* Lines for a report; visits and papers to the nearest ten. */
void health_write(const struct health *h, struct buf *out);
