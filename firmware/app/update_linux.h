/* Carries updates out for the kiosk: notices the stick while the page is open, starts kiosk-pack
 * and hears its events through a pipe. Never blocks. Belongs to the main thread. */
#pragma once

#include <stddef.h>

#include "app/update.h"
#include "base/err.h"

struct update; /* opaque, heap */

struct update_options { /* borrowed */
	const char *store, *roots;
	const char *ports;     /* USB ports for the stick, "": none; copied */
	const char *check;     /* program that judges new content; NULL: kiosk-pack check */
	const char *state_dir; /* keeps how the last try ended; NULL: nothing is kept */
};

MUST_CHECK enum err update_create(
	const struct update_options *options, struct update **update_out, struct diag *d);
void update_destroy(struct update *u); /* NULL is fine; a work that lasts is killed */

/* Readable when update_step has something to do. */
int update_fd(const struct update *u);
/* A descriptor of somebody else that wakes the same sleeper. */
void update_also_wait_for(struct update *u, int fd);
/* The next step tells the view, changed or not: somebody new looks at it. */
void update_tell_again(struct update *u);
/* Takes what is there, without waiting; true: the view changed. today: YYYY-MM-DD. */
bool update_step(struct update *u, const char *today);
const struct ui_update *update_view(const struct update *u);
/* The part of the view about what is installed is the caller's to fill. */
struct ui_update *update_view_of(struct update *u);
/* A worker runs. */
bool update_is_busy(const struct update *u);

void update_act(struct update *u, enum ui_update_act act, int index, const char *today);
/* Writes the text to the stick, as a new file in a new folder. */
void update_report(struct update *u, const char *text, size_t size, const char *today);
/* A try to install has ended since the last call. */
bool update_take_end(struct update *u, bool *is_refused_out);
/* Instead of a real stick: this image, or none (NULL). For tests. */
void update_plug(struct update *u, const char *image);
