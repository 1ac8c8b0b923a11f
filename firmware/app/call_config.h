/* How a call reaches the staff, read from the settings' texts. Pure. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

#define CALL_WORDS_MAX 16

struct call_gpio {
	const char *chip; /* "gpiochip0"; NULL: no lamp */
	unsigned line;
	bool is_active_low; /* the lamp shines when the line is low */
};

/* "", "gpiochip0:17" or "gpiochip0:17:low". ERR_SYNTAX with a sentence that begins with name. */
MUST_CHECK enum err call_gpio_parse(
	struct arena *a, const char *name, const char *text, struct call_gpio *out, struct diag *d);
/* The words of a command, divided at blanks and ended with NULL; no shell ever sees them, so there
 * are no quotes. "" gives no word. The first must be a whole path. ERR_SYNTAX, ERR_RANGE (too many
 * words), ERR_MEMORY. */
MUST_CHECK enum err call_command_parse(struct arena *a, const char *name, const char *text,
	const char *argv_out[CALL_WORDS_MAX + 1], struct diag *d);
