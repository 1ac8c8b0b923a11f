/* Carries a visitor's call to the staff: a lamp on a GPIO line, a command, both or none. Nothing
 * here waits, and nothing of the visitor goes along. Belongs to the main thread. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "app/settings.h"

#define CALLER_COMMAND_MS 10000 /* then it is killed with all it has started */

struct caller; /* opaque, heap */

/* How the lamp is reached: GPIO lines, or what a test counts. */
struct caller_lamp {
	/* False: it stays dark; a sentence in d. */
	bool (*set)(void *ctx, bool is_on, struct diag *d);
	void (*close)(void *ctx);
	void *ctx;
};

/* Takes the settings' line at once, so that the lamp is dark from the start. What is wrong with it
 * is logged: a call is shown on the screen all the same. NULL: no memory. */
struct caller *caller_create(const struct settings *s);
/* The same with another lamp; the caller owns it then. */
struct caller *caller_create_with(const struct settings *s, struct caller_lamp lamp);
/* The lamp goes dark, a command that still runs is ended. NULL is fine. */
void caller_destroy(struct caller *c);

/* Somebody calls, or it is over. A command that still runs is ended for the new one. */
void caller_call(struct caller *c, bool is_on, int64_t now_ms);
/* Looks after a running command; call by caller_next_ms. */
void caller_step(struct caller *c, int64_t now_ms);
/* INT64_MAX: no command runs. */
int64_t caller_next_ms(const struct caller *c);
