/* STATE/starts.ini: how often the program started, when, and why it had to. A start writes "not
 * ended in order"; a proper end writes that it was. What the next start finds, and whether the
 * machine itself was started in between (the kernel's boot id), tells a power cut from a crash.
 * Belongs to the main thread. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "ui/view_acts.h"

#define STARTS_BOOT_BYTES 40

struct starts {
	struct ui_starts view; /* for staff */
	const char *state_dir; /* borrowed; NULL: nothing is kept */
	char boot[STARTS_BOOT_BYTES];
	int why[UI_STARTS]; /* of view.last */
};

/* boot: of this run of the machine; NULL: the kernel's. today, day_ms: the local time. ERR_IO and
 * ERR_SYNTAX: what could be read is there, the sentence is for the log. */
MUST_CHECK enum err starts_open(struct starts *s, const char *state_dir, const char *boot,
	const char *today, int64_t day_ms, struct diag *d);
/* The program ends in order. */
MUST_CHECK enum err starts_end(const struct starts *s, struct diag *d);
