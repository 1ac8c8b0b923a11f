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
#include "base/inifile.h"

/* Where the counter is, seen from the kiosk. */
enum counter_way {
	COUNTER_NONE,
	COUNTER_LEFT,
	COUNTER_RIGHT,
	COUNTER_AHEAD,
	COUNTER_BEHIND,
	COUNTER_UPSTAIRS,
	COUNTER_DOWNSTAIRS
};

enum short_list { SHORT_LIST_WHEN_LOW, SHORT_LIST_ALWAYS, SHORT_LIST_NEVER };

struct settings { /* texts are "" when not set, else in the arena they were read into */
	/* [paper] */
	int roll_m;      /* metres of a new roll */
	int roll_warn_m; /* tell staff when so much is left; 0: only the sensor does */
	enum short_list short_list;
	/* [maintenance] */
	const char *usb_ports; /* where staff plug a stick in: "1-1.2" */
	/* [input]: base/usb_id.h */
	const char *scanner, *keypad;
	/* [staff] */
	const char *languages_first; /* codes with blanks between: first in the staff's list */
	/* [call]: app/call_config.h */
	const char *call_gpio, *call_command, *call_over_command;
	/* [closed] */
	bool out_of_service;          /* staff have closed the kiosk for visitors */
	const char *notice_languages; /* codes; "": all */
	enum counter_way counter_way;
	/* [hours] */
	const char *open_days[7]; /* Monday first: "09:00-16:00", "closed", "" */
	const char *closed_days;  /* YYYY-MM-DD YYYY-MM-DD ... */
	bool closed_is_locked;    /* the notice has no way on */
	/* [screen] */
	int brightness, volume; /* percent */
	const char *backlight;  /* folder of the screen's light; "": found */
};

/* What holds where nothing is set. */
void settings_default(struct settings *s);
/* Reads the text over the defaults; name is for the sentence. ERR_SYNTAX, ERR_RANGE: file, line,
 * key and what is allowed; *s is then the defaults. */
MUST_CHECK enum err settings_parse(
	struct arena *a, const char *name, const char *text, struct settings *s, struct diag *d);
/* The whole file with its comments; what settings_parse reads back as the same. */
void settings_write(const struct settings *s, struct buf *out);

/* The rows of the file, 0 ... settings_count() - 1, for who shows or changes one of them. A value
 * lives at (char *)s + key->offset. */
int settings_count(void);
const struct inifile_key *settings_key(int row);
int settings_find(const char *name); /* -1: there is none */
