#include "app/settings.h"

#include <stddef.h>
#include <string.h>

#include "base/inifile.h"

static const char *const short_lists[] = { "when-low", "always", "never", NULL };

#define ROW(section, name, kind, field, min, max, choices, comment)                                \
	{                                                                                          \
		{ name, kind, offsetof(struct settings, field), true, min, max, choices },         \
			section, comment                                                           \
	}

/* In the order of the file; rows of a section stand together. */
static const struct row {
	struct inifile_key key;
	const char *section, *comment;
} rows[] = {
	ROW("paper", "roll-m", INIFILE_INT, roll_m, 5, 500, NULL,
		"Metres of paper on a new roll; it stands on the roll's box."),
	ROW("paper", "roll-warn-m", INIFILE_INT, roll_warn_m, 0, 100, NULL,
		"Staff are told when so many metres are left. 0: only the printer's own sensor."),
	ROW("paper", "short-list", INIFILE_CHOICE, short_list, 0, 0, short_lists,
		"The short list instead of the long one: when-low (paper), always or never."),
	ROW("maintenance", "usb-ports", INIFILE_TEXT, usb_ports, 0, 0, NULL,
		"USB ports for the stick with new content, by the kernel's name: 1-1.2 (lsusb "
		"-t)."),
};

#define ROWS ((int)(sizeof(rows) / sizeof(*rows)))

static const struct settings defaults = {
	.roll_m = 80,
	.roll_warn_m = 6,
	.short_list = SHORT_LIST_WHEN_LOW,
};

void settings_default(struct settings *s)
{
	*s = defaults;
	for (int i = 0; i < ROWS; i++) {
		const char **text = (const char **)(void *)((char *)s + rows[i].key.offset);

		if (rows[i].key.kind == INIFILE_TEXT && !*text)
			*text = "";
	}
}

enum err settings_parse(
	struct arena *a, const char *name, const char *text, struct settings *s, struct diag *d)
{
	struct inifile_key keys[ROWS];
	enum err err;

	for (int i = 0; i < ROWS; i++)
		keys[i] = rows[i].key;
	settings_default(s);
	err = inifile_read(a, name, text, keys, ROWS, s, d);
	if (err != ERR_OK)
		settings_default(s);
	return err;
}

static void write_value(const struct inifile_key *key, const char *place, struct buf *out)
{
	const char *text;
	double number;
	int whole;

	switch (key->kind) {
	case INIFILE_TEXT:
		memcpy(&text, place, sizeof(text));
		buf_puts(out, text);
		return;
	case INIFILE_INT:
		memcpy(&whole, place, sizeof(whole));
		buf_printf(out, "%d", whole);
		return;
	case INIFILE_NUMBER:
		memcpy(&number, place, sizeof(number));
		buf_printf(out, "%g", number);
		return;
	case INIFILE_CHOICE:
		memcpy(&whole, place, sizeof(whole));
		buf_puts(out, key->choices[whole]);
		return;
	case INIFILE_BOOL:
		buf_puts(out, *(const bool *)(const void *)place ? "yes" : "no");
		return;
	}
}

/* An empty text is no value: its line is a comment until somebody fills it in. */
static bool is_empty(const struct inifile_key *key, const char *place)
{
	const char *text = "x";

	if (key->kind == INIFILE_TEXT)
		memcpy(&text, place, sizeof(text));
	return !*text;
}

void settings_write(const struct settings *s, struct buf *out)
{
	const char *section = "";

	buf_puts(out, "# The settings of this kiosk. The kiosk writes this file when staff change "
		      "something on\n# the screen; who looks after it may change it too and "
		      "start the kiosk anew. What cannot\n# be read is said in the log, and the "
		      "last good settings hold.\n");
	for (int i = 0; i < ROWS; i++) {
		const struct inifile_key *key = &rows[i].key;
		const char *place = (const char *)s + key->offset;

		if (strcmp(section, rows[i].section) != 0)
			buf_printf(out, "\n[%s]\n", rows[i].section);
		section = rows[i].section;
		buf_printf(out, "# %s\n%s%s = ", rows[i].comment, is_empty(key, place) ? "# " : "",
			key->name);
		write_value(key, place, out);
		buf_putc(out, '\n');
	}
}
