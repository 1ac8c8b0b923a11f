/* STATE/staff-acts.log: appended to line by line, each line synced; when it has grown to twice what
 * is kept it is replaced whole by its last lines. Belongs to the main thread. */
#pragma once

#include "app/act_log.h"
#include "base/err.h"

struct act_log_file {
	const char *state_dir; /* borrowed; NULL: only in memory */
	int lines_in_file;
	struct act_log log;
};

/* A missing file is a new kiosk. ERR_IO: what can be read is there, the sentence is for the log. */
MUST_CHECK enum err act_log_open(struct act_log_file *f, const char *state_dir, struct diag *d);
/* ERR_IO: the line is in memory and shown, but not on the disk. */
MUST_CHECK enum err act_log_append(struct act_log_file *f, const char *line, struct diag *d);
