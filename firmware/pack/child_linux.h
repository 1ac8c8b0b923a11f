/* A program that judges: run as a child, with a limit of time, its last words kept. */
#pragma once

#include <stdbool.h>

#include "base/err.h"

#define CHILD_WORDS 256

/* argv ends with NULL. ERR_OK: it ended by itself with status 0. ERR_RANGE: it took longer than
 * timeout_s seconds and was killed with all it had started. ERR_SYNTAX: any other end. words_out
 * gets the end of what it printed. */
MUST_CHECK enum err child_run(
	const char *const *argv, int timeout_s, char words_out[CHILD_WORDS], struct diag *d);
