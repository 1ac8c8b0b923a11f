/* A bar on standard error for what takes longer than a second; nothing where nobody looks. */
#pragma once

#include <stdint.h>

struct progress {
	const char *what;
	uint64_t total, done; /* bytes */
	int64_t began_ms, shown_ms;
	int is_shown;
};

void progress_begin(struct progress *p, const char *what, uint64_t total_bytes);
void progress_add(struct progress *p, uint64_t bytes);
void progress_end(struct progress *p); /* clears the line */
