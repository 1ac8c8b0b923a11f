#include "app/settings.h"

#include <stddef.h>
#include <string.h>

#include "app/call_config.h"
#include "app/hours.h"
#include "base/usb_id.h"

static const char *const short_lists[] = { "when-low", "always", "never", NULL };
static const char *const counter_ways[] = { "none", "left", "right", "ahead", "behind", "upstairs",
	"downstairs", NULL };

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
		"The short list instead of the long one: when-low (paper), always or never. A list "
		"of more than six things is short in any case."),
	ROW("maintenance", "usb-ports", INIFILE_TEXT, usb_ports, 0, 0, NULL,
		"USB ports for the stick with new content, by the kernel's name: 1-1.2 (lsusb "
		"-t)."),
	ROW("input", "scanner", INIFILE_TEXT, scanner, 0, 0, NULL,
		"The code scanner, VENDOR:PRODUCT as lsusb shows it (0c2e:0901); with @PORT\n"
		"# (0c2e:0901@1-1.2) at this port only. It types as a US keyboard, with Enter."),
	ROW("input", "keypad", INIFILE_TEXT, keypad, 0, 0, NULL,
		"The desk's number pad for languages, the same way. No other keyboard counts."),
	ROW("staff", "languages-first", INIFILE_TEXT, languages_first, 0, 0, NULL,
		"Languages at the top of the staff's list, most used first: ar ti so."),
	ROW("call", "call-gpio", INIFILE_TEXT, call_gpio, 0, 0, NULL,
		"The lamp when a visitor calls: gpiochip0:17, or gpiochip0:17:low."),
	ROW("call", "call-command", INIFILE_TEXT, call_command, 0, 0, NULL,
		"Run when a visitor calls: a whole path and its words, no shell, 10 seconds."),
	ROW("call", "call-over-command", INIFILE_TEXT, call_over_command, 0, 0, NULL,
		"Run when somebody comes, or nobody waits any more."),
	ROW("closed", "out-of-service", INIFILE_BOOL, out_of_service, 0, 0, NULL,
		"yes: the kiosk shows only that it is closed. Staff change it on the screen."),
	ROW("closed", "notice-languages", INIFILE_TEXT, notice_languages, 0, 0, NULL,
		"The closed notice's languages by code, such as: sv en ar so. Without: all."),
	ROW("closed", "counter-way", INIFILE_CHOICE, counter_way, 0, 0, counter_ways,
		"Where the counter is, seen from the kiosk; the closed notice shows the way."),
	ROW("hours", "open-mon", INIFILE_TEXT, open_days[0], 0, 0, NULL,
		"Opening hours, such as 09:00-16:00, or closed. Without any the office counts as "
		"open."),
	ROW("hours", "open-tue", INIFILE_TEXT, open_days[1], 0, 0, NULL, "Tuesday."),
	ROW("hours", "open-wed", INIFILE_TEXT, open_days[2], 0, 0, NULL, "Wednesday."),
	ROW("hours", "open-thu", INIFILE_TEXT, open_days[3], 0, 0, NULL, "Thursday."),
	ROW("hours", "open-fri", INIFILE_TEXT, open_days[4], 0, 0, NULL, "Friday."),
	ROW("hours", "open-sat", INIFILE_TEXT, open_days[5], 0, 0, NULL, "Saturday."),
	ROW("hours", "open-sun", INIFILE_TEXT, open_days[6], 0, 0, NULL, "Sunday."),
	ROW("hours", "closed-days", INIFILE_TEXT, closed_days, 0, 0, NULL,
		"Days on which the office is closed all day: 2026-12-24 2026-12-25."),
	ROW("hours", "closed-is-locked", INIFILE_BOOL, closed_is_locked, 0, 0, NULL,
		"yes: outside the hours nobody can go on to the guide. no: a touch goes on."),
	ROW("screen", "brightness", INIFILE_INT, brightness, 10, 100, NULL,
		"The screen's light in percent."),
	ROW("screen", "volume", INIFILE_INT, volume, 0, 100, NULL,
		"The loudspeaker in percent. Nothing sounds yet."),
	ROW("screen", "backlight", INIFILE_TEXT, backlight, 0, 0, NULL,
		"The folder of the screen's light. Without: the first in /sys/class/backlight."),
};

#define ROWS ((int)(sizeof(rows) / sizeof(*rows)))

static const struct settings defaults = {
	.roll_m = 80,
	.roll_warn_m = 6,
	.short_list = SHORT_LIST_WHEN_LOW,
	.brightness = 100,
	.volume = 50,
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

/* Forms that only one setting has. */
static enum err check_forms(const char *name, const struct settings *s, struct diag *d)
{
	static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

	for (int i = 0; i < 7; i++)
		if (!hours_day_holds(s->open_days[i]))
			return diag_fail(d, ERR_SYNTAX,
				"%s: open-%s = %.40s is no time; write 09:00-16:00 or closed", name,
				days[i], s->open_days[i]);
	if (!hours_days_hold(s->closed_days))
		return diag_fail(d, ERR_SYNTAX,
			"%s: closed-days = %.60s has something that is no day; write YYYY-MM-DD "
			"YYYY-MM-DD",
			name, s->closed_days);
	return ERR_OK;
}

/* What a key's form alone cannot say. */
static enum err check(struct arena *a, const char *name, const struct settings *s, struct diag *d)
{
	const char *argv[CALL_WORDS_MAX + 1];
	struct call_gpio gpio;
	struct usb_id id;
	struct diag why = { 0 };
	enum err err = usb_id_parse("scanner", s->scanner, &id, &why);

	if (err == ERR_OK)
		err = usb_id_parse("keypad", s->keypad, &id, &why);
	if (err == ERR_OK)
		err = call_gpio_parse(a, "call-gpio", s->call_gpio, &gpio, &why);
	if (err == ERR_OK)
		err = call_command_parse(a, "call-command", s->call_command, argv, &why);
	if (err == ERR_OK)
		err = call_command_parse(a, "call-over-command", s->call_over_command, argv, &why);
	return err == ERR_OK ? ERR_OK : diag_fail(d, err, "%s: %s", name, why.text);
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
	if (err == ERR_OK)
		err = check_forms(name, s, d);
	if (err == ERR_OK)
		err = check(a, name, s, d);
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

int settings_count(void)
{
	return ROWS;
}

const struct inifile_key *settings_key(int row)
{
	return &rows[row].key;
}

int settings_find(const char *name)
{
	for (int i = 0; i < ROWS; i++)
		if (strcmp(rows[i].key.name, name) == 0)
			return i;
	return -1;
}
