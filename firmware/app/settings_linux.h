/* STATE/settings.ini and its last good copy, settings.ini.last. Owns the arena of the texts;
 * belongs to the main thread. */
#pragma once

#include "app/settings.h"

struct settings_file {
	struct settings now;   /* what holds; change, then settings_save */
	const char *state_dir; /* borrowed; NULL: nothing is kept */
	struct arena *arena;
	bool is_last_good; /* the file was damaged and the copy holds: staff must hear of it */
	bool is_default;   /* both were damaged: what holds where nothing is set */
};

/* No file: the defaults, and one is written for people to find. A damaged one: the copy holds, or
 * the defaults, the sentence is in d and the damaged file stays for who looks after the kiosk.
 * Settings never open a door: the PIN has a file of its own. ERR_MEMORY otherwise.
 * settings_close always. */
MUST_CHECK enum err settings_open(struct settings_file *f, const char *state_dir, struct diag *d);
/* Writes the file and then its copy, each whole (write, fsync, rename). ERR_IO: it holds until the
 * kiosk is started anew. */
MUST_CHECK enum err settings_save(struct settings_file *f, struct diag *d);
void settings_close(struct settings_file *f);
