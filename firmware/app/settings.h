/* What can be set at one kiosk: STATE/settings.ini, one commented file that people may read and
 * change too. Plain and pure: a table of keys (settings.c) says name, form, limits, default and the
 * comment that stands above each in the file. app/settings_linux reads and writes it.
 *
 * A new setting: a field here, a row in the table there. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum short_list { SHORT_LIST_WHEN_LOW, SHORT_LIST_ALWAYS, SHORT_LIST_NEVER };

struct settings { /* texts are "" when not set, else in the arena they were read into */
	/* [paper] */
	int roll_m;      /* metres of a new roll */
	int roll_warn_m; /* tell staff when so much is left; 0: only the sensor does */
	enum short_list short_list;
	/* [maintenance] */
	const char *usb_ports; /* where staff plug a stick in: "1-1.2" */
};

/* What holds where nothing is set. */
void settings_default(struct settings *s);
/* Reads the text over the defaults; name is for the sentence. ERR_SYNTAX, ERR_RANGE: file, line,
 * key and what is allowed; *s is then the defaults. */
MUST_CHECK enum err settings_parse(
	struct arena *a, const char *name, const char *text, struct settings *s, struct diag *d);
/* The whole file with its comments; what settings_parse reads back as the same. */
void settings_write(const struct settings *s, struct buf *out);
