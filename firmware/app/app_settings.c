/* The settings that staff change by touch, with their Swedish words. What is not named here (texts:
 * hours, folders) is changed in the file. */
#include <stdio.h>
#include <string.h>

#include "app/app_state.h"

static const char *const yes_no[] = { "Nej", "Ja", NULL };
static const char *const short_lists[] = { "När papperet snart är slut", "Alltid", "Aldrig", NULL };
static const char *const ways[] = { "Visas inte", "Till vänster", "Till höger", "Rakt fram",
	"Bakom besökaren", "En trappa upp", "En trappa ner", NULL };

static const char screen_heading[] = "Skärm och ljud", closed_heading[] = "När kiosken är stängd",
		  paper_heading[] = "Papper";

/* In the order of the page. */
static const struct words {
	const char *name, *heading, *label, *note, *unit;
	int step;
	const char *const *choices;
} words[] = {
	{ "brightness", screen_heading, "Skärmens ljus", NULL, "%", 10, NULL },
	{ "volume", screen_heading, "Ljudstyrka", NULL, "%", 10, NULL },
	{ "counter-way", closed_heading, "Vägen till disken",
		"Sett från kiosken. Visas med en pil när kiosken är stängd.", NULL, 0, ways },
	{ "closed-is-locked", closed_heading, "Lås kiosken när kontoret är stängt",
		"Nej: besökaren kan trycka sig vidare till vägledningen. Ja: bara nödnumren går "
		"att "
		"nå.",
		NULL, 0, yes_no },
	{ "roll-m", paper_heading, "Papper på en ny rulle", "Står på rullens kartong.", "m", 5,
		NULL },
	{ "roll-warn-m", paper_heading, "Säg till när det är kvar",
		"0: bara skrivarens egen givare säger till.", "m", 1, NULL },
	{ "short-list", paper_heading, "Kort lista på papperet",
		"Den korta listan sparar papper och har bara rubriker och papper att ta med.", NULL,
		0, short_lists },
};

#define WORDS ((int)(sizeof(words) / sizeof(*words)))

static int read_value(const struct inifile_key *key, const struct settings *s)
{
	const char *place = (const char *)s + key->offset;
	bool yes;
	int number;

	if (key->kind == INIFILE_BOOL) {
		memcpy(&yes, place, sizeof(yes));
		return yes;
	}
	memcpy(&number, place, sizeof(number));
	return number;
}

static void write_value(const struct inifile_key *key, struct settings *s, int value)
{
	char *place = (char *)s + key->offset;
	bool yes = value != 0;

	if (key->kind == INIFILE_BOOL)
		memcpy(place, &yes, sizeof(yes));
	else
		memcpy(place, &value, sizeof(value));
}

static const struct inifile_key *key_of(int index)
{
	int row = index >= 0 && index < WORDS ? settings_find(words[index].name) : -1;

	return row >= 0 ? settings_key(row) : NULL;
}

static int choice_count(const struct words *w)
{
	int count = 0;

	while (w->choices && w->choices[count])
		count++;
	return count;
}

/* Light and sound say what they can do at this kiosk. */
static const char *note_of(const struct app *app, const struct words *w)
{
	if (strcmp(w->name, "brightness") == 0)
		return app->config.light;
	return strcmp(w->name, "volume") == 0 ? app->config.sound : w->note;
}

const struct ui_setting *app_settings_view(const struct app *app, struct arena *a, int *count_out)
{
	const struct settings *s = &app->settings;
	struct ui_setting *out = arena_array(a, WORDS, sizeof(*out));

	*count_out = out ? WORDS : 0;
	for (int i = 0; out && i < WORDS; i++) {
		const struct words *w = &words[i];
		const struct inifile_key *key = key_of(i);
		int now = key ? read_value(key, s) : 0, choices = choice_count(w);

		out[i] = (struct ui_setting){ .id = w->name,
			.heading = w->heading,
			.label = w->label,
			.note = note_of(app, w),
			.is_number = !w->choices,
			.now = now,
			.min = key ? (int)key->min : 0,
			.max = key ? (int)key->max : 0,
			.step = w->step,
			.choices = w->choices,
			.choice_count = choices,
			.value = w->choices ? (now >= 0 && now < choices ? w->choices[now] : "")
					    : arena_printf(a, "%d\u00a0%s", now, w->unit) };
	}
	return out;
}

bool app_setting_is_named(const char *name)
{
	for (int i = 0; i < WORDS; i++)
		if (strcmp(words[i].name, name) == 0)
			return true;
	return false;
}

void app_setting_open(struct app *app, int index)
{
	const struct inifile_key *key = key_of(index);

	app->acts.setting = index;
	app->acts.has_setting = key != NULL;
	app->acts.setting_before = key ? read_value(key, &app->settings) : 0;
}

void app_setting_set(struct app *app, int value, struct app_effects *effects)
{
	const struct inifile_key *key = key_of(app->acts.setting);
	struct settings wanted = app->settings;

	if (!app->acts.has_setting || !key || read_value(key, &wanted) == value)
		return;
	if (!words[app->acts.setting].choices && (value < key->min || value > key->max))
		return;
	write_value(key, &wanted, value);
	app_emit(effects, (struct app_effect){ .kind = APP_EFFECT_SETTINGS, .settings = wanted });
}

/* One line for what somebody tapped ten times to reach. */
void app_setting_close(struct app *app, struct app_effects *effects)
{
	const struct words *w = &words[app->acts.setting];
	const struct inifile_key *key = key_of(app->acts.setting);
	char what[ACT_DETAIL_BYTES];
	int now;

	if (!app->acts.has_setting || !key)
		return;
	app->acts.has_setting = false;
	now = read_value(key, &app->settings);
	if (now == app->acts.setting_before)
		return;
	if (w->choices)
		snprintf(what, sizeof(what), "%s: %s", w->label, w->choices[now]);
	else
		snprintf(what, sizeof(what), "%s: %d %s", w->label, now, w->unit);
	app_act(app, "Ändrade en inställning", what, effects);
}
