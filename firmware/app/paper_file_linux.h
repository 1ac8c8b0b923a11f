/* STATE/paper.ini: the metre counter, written whole (write, fsync, rename) after a job and when a
 * roll is changed. A power cut loses what was printed since the last job's end. */
#pragma once

#include "print/paper_meter.h"

/* No folder (NULL) or no file: nothing has been used yet. A damaged one: the same, with the
 * sentence: a counter must not close a kiosk. The health report reads total_mm here. */
MUST_CHECK enum err paper_file_load(const char *state_dir, struct paper_meter *m, struct diag *d);
MUST_CHECK enum err paper_file_save(
	const char *state_dir, const struct paper_meter *m, struct diag *d);
