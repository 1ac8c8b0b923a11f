/* One output line of a GPIO chip (libgpiod), such as a lamp at the desk. */
#pragma once

#include <stdbool.h>

#include "base/err.h"

struct lamp; /* opaque, heap */

/* Takes the line and leaves it off. chip: "gpiochip0". ERR_IO with a sentence: no such chip or
 * line, not ours to use, or somebody holds it. */
MUST_CHECK enum err lamp_open(const char *chip, unsigned line, bool is_active_low,
	struct lamp **lamp_out, struct diag *d);
MUST_CHECK enum err lamp_set(struct lamp *lamp, bool is_on, struct diag *d);
/* Off, and given back; NULL is fine. */
void lamp_close(struct lamp *lamp);
