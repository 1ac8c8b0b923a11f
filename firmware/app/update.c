#include "app/update.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

const char *update_change_name(enum ui_change change)
{
	static const char *const names[UI_CHANGES] = { "topics-new", "topics-changed",
		"topics-gone", "phones-new", "phones-changed", "phones-gone", "facts-new",
		"facts-changed", "facts-gone", "facts-checked", "languages", "other" };

	return names[change];
}

static void forget_result(struct ui_update *u)
{
	u->reason[0] = u->sentence[0] = '\0';
	u->changes = (struct ui_update_changes){ 0 };
	u->percent = 0;
	u->step = UI_STEP_READ;
}

static bool is_busy(const struct ui_update *u)
{
	return u->state == UI_UPDATE_WORKING || u->state == UI_UPDATE_GOING_BACK ||
	       u->state == UI_UPDATE_REPORTING;
}

void update_stick_in(struct ui_update *u)
{
	u->has_stick = true;
	u->is_stick_gone = false;
}

bool update_stick_out(struct ui_update *u)
{
	bool is_reading = u->state == UI_UPDATE_READING ||
			  (u->state == UI_UPDATE_WORKING && u->step == UI_STEP_READ);

	u->has_stick = false;
	u->found_count = 0;
	if (is_reading) {
		u->chosen.file[0] = '\0';
		forget_result(u);
		u->is_stick_gone = true;
		u->state = UI_UPDATE_NO_STICK;
	} else if (u->state == UI_UPDATE_LISTED || u->state == UI_UPDATE_STRANGE) {
		u->state = UI_UPDATE_NO_STICK;
	}
	return is_reading;
}

void update_stick_strange(struct ui_update *u)
{
	if (!is_busy(u))
		u->state = UI_UPDATE_STRANGE;
}

void update_begin_list(struct ui_update *u)
{
	forget_result(u);
	u->found_count = 0;
	u->state = UI_UPDATE_READING;
}

void update_begin_install(struct ui_update *u, int found)
{
	u->chosen = u->found[found];
	forget_result(u);
	u->state = UI_UPDATE_WORKING;
}

void update_begin_back(struct ui_update *u)
{
	forget_result(u);
	u->state = UI_UPDATE_GOING_BACK;
}

void update_begin_report(struct ui_update *u)
{
	forget_result(u);
	u->state = UI_UPDATE_REPORTING;
}

/* ---------------------------------------------------------------- events */

/* A text of the event that fits, else "". */
static void text(json_t *event, const char *key, char *out, size_t size)
{
	const char *value = json_string_value(json_object_get(event, key));

	snprintf(out, size, "%s", value && strlen(value) < size ? value : "");
}

static int number(json_t *event, const char *key, int most)
{
	json_int_t value = json_integer_value(json_object_get(event, key));

	return value < 0 ? 0 : value > most ? most : (int)value;
}

/* The files come in the order of the folder, a signature before its pack or behind it. */
static struct ui_update_pack *find(struct ui_update *u, json_t *event)
{
	struct ui_update_pack pack = { .file = "" };

	text(event, "file", pack.file, sizeof(pack.file));
	for (int i = 0; i < u->found_count; i++)
		if (strcmp(u->found[i].file, pack.file) == 0)
			return &u->found[i];
	if (!pack.file[0] || u->found_count >= UI_UPDATE_PACKS)
		return NULL;
	u->found[u->found_count] = pack;
	return &u->found[u->found_count++];
}

static void hear_signature(struct ui_update *u, json_t *event)
{
	struct ui_update_pack *pack = find(u, event);

	if (!pack)
		return;
	text(event, "name", pack->name, sizeof(pack->name));
	text(event, "issued", pack->issued, sizeof(pack->issued));
	text(event, "expires", pack->expires, sizeof(pack->expires));
	pack->seq = (unsigned)number(event, "seq", 999999999);
}

static void hear_step(struct ui_update *u, json_t *event)
{
	static const struct {
		const char *name;
		enum ui_update_step step;
	} steps[] = { { "read", UI_STEP_READ }, { "stage", UI_STEP_VERIFY },
		{ "verify", UI_STEP_VERIFY }, { "unpack", UI_STEP_VERIFY },
		{ "compose", UI_STEP_VERIFY }, { "check", UI_STEP_CHECK },
		{ "try", UI_STEP_CHOOSE }, { "switch", UI_STEP_CHOOSE },
		{ "accept", UI_STEP_CHOOSE } };
	char name[16];

	text(event, "step", name, sizeof(name));
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (strcmp(steps[i].name, name) == 0)
			u->step = steps[i].step;
	u->percent = number(event, "percent", 100);
}

static void hear_change(struct ui_update *u, json_t *event)
{
	char name[32];

	text(event, "kind", name, sizeof(name));
	for (int i = 0; i < UI_CHANGES; i++) {
		if (strcmp(update_change_name((enum ui_change)i), name) != 0)
			continue;
		u->changes.count[i] = number(event, "count", 99999);
		text(event, "names", u->changes.names[i], sizeof(u->changes.names[i]));
	}
}

/* "/long/way/x.pack: is ..." tells no more than "x.pack: is ...". */
static void drop_folder(char *sentence)
{
	size_t size = strcspn(sentence, ": "), from = size;

	while (*sentence == '/' && from && sentence[from - 1] != '/')
		from--;
	if (*sentence == '/')
		memmove(sentence, sentence + from, strlen(sentence + from) + 1);
}

static void hear_result(struct ui_update *u, json_t *event)
{
	static const struct {
		const char *name;
		enum ui_update_state state;
	} results[] = { { "listed", UI_UPDATE_LISTED }, { "installed", UI_UPDATE_DONE },
		{ "here", UI_UPDATE_HERE }, { "reported", UI_UPDATE_REPORTED } };
	char name[16], step[16], reason[24];

	text(event, "result", name, sizeof(name));
	text(event, "step", step, sizeof(step));
	text(event, "reason", reason, sizeof(reason));
	text(event, "sentence", u->sentence, sizeof(u->sentence));
	drop_folder(u->sentence);
	u->state = UI_UPDATE_REFUSED;
	for (size_t i = 0; i < sizeof(results) / sizeof(*results); i++)
		if (strcmp(results[i].name, name) == 0)
			u->state = results[i].state;
	if (u->state == UI_UPDATE_REFUSED)
		snprintf(u->reason, sizeof(u->reason), "%s/%s", step, reason);
}

void update_hear(struct ui_update *u, const char *line)
{
	json_t *event = strlen(line) <= UPDATE_LINE_MAX ? json_loads(line, 0, NULL) : NULL;
	char kind[16];

	text(event, "event", kind, sizeof(kind));
	if (strcmp(kind, "pack") == 0)
		find(u, event);
	else if (strcmp(kind, "signature") == 0)
		hear_signature(u, event);
	else if (strcmp(kind, "step") == 0)
		hear_step(u, event);
	else if (strcmp(kind, "change") == 0)
		hear_change(u, event);
	else if (strcmp(kind, "result") == 0)
		hear_result(u, event);
	json_decref(event);
}

/* A signature without its pack is nothing to install. */
static void drop_lone_signatures(struct ui_update *u)
{
	int kept = 0;

	for (int i = 0; i < u->found_count; i++)
		if (strstr(u->found[i].file, ".pack"))
			u->found[kept++] = u->found[i];
	u->found_count = kept;
}

bool update_end(struct ui_update *u, bool is_good)
{
	bool is_install = u->chosen.file[0] != '\0';

	if (u->state == UI_UPDATE_GOING_BACK && is_good)
		u->state = UI_UPDATE_BACK;
	if (u->state == UI_UPDATE_READING || is_busy(u)) {
		u->state = UI_UPDATE_REFUSED;
		snprintf(u->reason, sizeof(u->reason), "worker/gone");
	}
	drop_lone_signatures(u);
	if (!is_install || u->state == UI_UPDATE_NO_STICK)
		return false;
	memcpy(u->last.name, u->chosen.name, sizeof(u->last.name));
	u->last.seq = u->chosen.seq;
	memcpy(u->last.reason, u->reason, sizeof(u->last.reason));
	u->chosen.file[0] = '\0'; /* its name and number are still shown */
	return true;
}
