#include "app/script_linux.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cards.h"
#include "app/dump_linux.h"
#include "platform/png_linux.h"

#define LINE_BYTES 1024
#define TEXT_BYTES 8192
#define WAIT_MS_MAX 86400000
#define REACH_TURNS_MAX 40

struct script {
	struct stage *stage;
	int actions; /* taps, cards and numbers since the stopwatch; a PIN's digits do not count */
	int64_t started_ms;
	bool hurried; /* `wait 0` came before this line */
	struct diag diag;
};

/* ---------------------------------------------------------------- the commands */

/* Each gets what stands after its name; false: it did not hold, the sentence is in s->diag. */

__attribute__((format(printf, 2, 3))) static bool fail(struct script *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(s->diag.text, sizeof(s->diag.text), format, args);
	va_end(args);
	return false;
}

/* A screen and a button may have the same id ("finish"): what can be tapped comes first. */
static int find_target(const struct drawlist *list, const char *id)
{
	for (int i = 0; i < list->node_count; i++)
		if (list->nodes[i].action.kind != 0 && strcmp(list->nodes[i].id, id) == 0)
			return i;
	return drawlist_find(list, id);
}

static bool command_tap(struct script *s, char *rest)
{
	struct stage *stage = s->stage;
	int x, y, used = 0, i;
	struct rect r;

	s->actions += strncmp(rest, "pin:", 4) != 0;
	if (sscanf(rest, "%d %d%n", &x, &y, &used) == 2 && rest[used] == '\0') {
		stage_tap(stage, x, y, s->hurried);
		return true;
	}
	i = find_target(stage->list, rest);
	if (i < 0)
		return fail(s, "there is no \"%s\" on this screen", rest);
	if (!stage->list->nodes[i].enabled)
		return fail(s, "\"%s\" is there but cannot be tapped: it is disabled", rest);
	r = stage->list->nodes[i].rect;
	x = r.x + r.w / 2;
	y = r.y + r.h / 2;
	if (drawlist_hit(stage->list, x, y) != i)
		return fail(s, "a tap in the middle of \"%s\" would meet something else", rest);
	stage_tap(stage, x, y, s->hurried);
	return true;
}

static bool has_text(const struct drawlist *list, const char *wanted)
{
	char text[TEXT_BYTES];

	for (int i = 0; i < list->node_count; i++)
		if (stage_node_text(&list->nodes[i], text, sizeof(text)) && strstr(text, wanted))
			return true;
	return false;
}

static bool expect_at_most(struct script *s, const char *what, int64_t got, const char *rest)
{
	char *end;
	long most = strtol(rest, &end, 10);

	if (end == rest || *end || most < 0)
		return fail(s, "\"%s\" is not a number of %s", rest, what);
	return got <= most ? true
			   : fail(s, "it took %lld %s since the stopwatch, at most %ld are allowed",
				     (long long)got, what, most);
}

static bool command_expect(struct script *s, char *rest)
{
	size_t size = strlen(rest);

	if (strncmp(rest, "screen ", 7) == 0) {
		if (strcmp(stage_screen(s->stage), rest + 7) == 0)
			return true;
		return fail(s, "this is not the screen \"%s\"", rest + 7);
	}
	if (strncmp(rest, "text \"", 6) == 0 && size > 7 && rest[size - 1] == '"') {
		rest[size - 1] = '\0';
		if (has_text(s->stage->list, rest + 6))
			return true;
		return fail(s, "no text on this screen has \"%s\"", rest + 6);
	}
	if (strncmp(rest, "actions ", 8) == 0)
		return expect_at_most(s, "actions", s->actions, rest + 8);
	if (strncmp(rest, "seconds ", 8) == 0)
		return expect_at_most(
			s, "seconds", (s->stage->now_ms - s->started_ms + 999) / 1000, rest + 8);
	return fail(s,
		"expect what? \"%s\" is neither screen ID nor text \"...\", actions N or seconds N",
		rest);
}

static bool command_wait(struct script *s, char *rest)
{
	char *end;
	long ms;

	errno = 0;
	ms = strtol(rest, &end, 10);
	if (end == rest || *end || ms < 0 || ms > WAIT_MS_MAX || errno)
		return fail(s, "\"%s\" is not a number of milliseconds (0 to 86400000)", rest);
	stage_wait(s->stage, ms);
	return true;
}

static bool command_shot(struct script *s, char *rest)
{
	int width, height, stride;
	const uint32_t *pixels = render_pixels(s->stage->render, &width, &height, &stride);

	return png_write_rgb(rest, pixels, width, height, stride, &s->diag) == ERR_OK;
}

static bool command_dump(struct script *s, char *rest)
{
	const struct stage *stage = s->stage;
	const struct lang *lang = stage->kiosk ? app_lang(stage->kiosk->app) : NULL;

	return dump_write(rest, stage->list, &stage->panel, stage_screen(stage),
		       lang ? lang->code : NULL, &s->diag) == ERR_OK;
}

static bool command_printed(struct script *s, char *rest)
{
	if (*rest)
		return fail(s, "printed takes nothing, not \"%s\"", rest);
	return stage_printed(s->stage, &s->diag);
}

static bool command_printer(struct script *s, char *rest)
{
	struct stage *stage = s->stage;

	if (!stage->kiosk)
		return fail(s, "there is no printer: the kiosk is out of order");
	if (kiosk_printer_fault(stage->kiosk, rest, stage->now_ms, &s->diag) != ERR_OK)
		return false;
	stage_wait(stage, 0);
	return true;
}

/* "topic:ID" or "fact:ID" */
static bool withdraw(struct script *s, const char *rest, bool is_withdrawn)
{
	struct stage *stage = s->stage;
	bool is_topic = strncmp(rest, "topic:", 6) == 0;

	if (!stage->kiosk)
		return fail(s, "there is nothing to withdraw: the kiosk is out of order");
	if (!is_topic && strncmp(rest, "fact:", 5) != 0)
		return fail(s, "\"%s\" is neither topic:ID nor fact:ID", rest);
	if (kiosk_withdraw(stage->kiosk, is_topic ? WITHDRAWN_TOPIC : WITHDRAWN_FACT,
		    rest + (is_topic ? 6 : 5), is_withdrawn, stage->now_ms, &s->diag) != ERR_OK)
		return false;
	stage_wait(stage, 0);
	return true;
}

static bool command_withdraw(struct script *s, char *rest)
{
	return withdraw(s, rest, true);
}

static bool command_restore(struct script *s, char *rest)
{
	return withdraw(s, rest, false);
}

/* ---------------------------------------------------------------- scanner and keypad */

static bool has_listener(struct script *s)
{
	return s->stage->kiosk ? true : fail(s, "nobody listens: the kiosk is out of order");
}

/* As a scanner: all at once. */
static bool command_type(struct script *s, char *rest)
{
	struct stage *stage = s->stage;

	if (!has_listener(s))
		return false;
	s->actions++;
	kiosk_scan(stage->kiosk, rest, stage->now_ms);
	stage_wait(stage, 0);
	return true;
}

/* "FILE" plugs an image in, "out" pulls it; "wait": until nothing is at work, "wait MS": or so
 * long, in real time, because the work is done by other programs. */
static bool command_stick(struct script *s, char *rest)
{
	struct stage *stage = s->stage;
	bool is_wait = strncmp(rest, "wait", 4) == 0 && (rest[4] == '\0' || rest[4] == ' ');

	if (!stage->kiosk)
		return fail(s, "nobody reads a stick: the kiosk is out of order");
	if (is_wait)
		return stage_updated(stage, rest[4] ? atoi(rest + 5) : 0, &s->diag);
	if (kiosk_plug(stage->kiosk, strcmp(rest, "out") == 0 ? NULL : rest, stage->now_ms,
		    &s->diag) != ERR_OK)
		return false;
	stage_wait(stage, 0);
	return true;
}

/* Turns the parts of a page until the button is there, then taps it. */
static bool command_reach(struct script *s, char *rest)
{
	for (int turns = 0; turns < REACH_TURNS_MAX && find_target(s->stage->list, rest) < 0;
		turns++) {
		char more[] = "more";

		if (!command_tap(s, more))
			return fail(s, "there is no \"%s\" on any part of this screen", rest);
		stage_settle(s->stage);
	}
	return command_tap(s, rest);
}

static bool command_card(struct script *s, char *rest)
{
	char text[CARD_TEXT_MAX];

	if (strncmp(rest, "lang:", 5) != 0 || card_write_language(rest + 5, text) != ERR_OK)
		return fail(
			s, "\"%s\" is no card; say card lang:CODE, or type what is on it", rest);
	return command_type(s, text);
}

static bool command_keypad(struct script *s, char *rest)
{
	struct stage *stage = s->stage;

	if (!has_listener(s))
		return false;
	s->actions++;
	for (; *rest; rest++)
		kiosk_input(stage->kiosk, KIOSK_KEYPAD, *rest, stage->now_ms);
	kiosk_input(stage->kiosk, KIOSK_KEYPAD, '\n', stage->now_ms);
	stage_wait(stage, 0);
	return true;
}

#define NOISE_MAX 1000000

/* Keys without an Enter, a millisecond each. */
static bool command_noise(struct script *s, char *rest)
{
	struct stage *stage = s->stage;
	bool is_scanner = strncmp(rest, "scanner ", 8) == 0;
	char *number = rest + (is_scanner ? 8 : 7), *end = rest;
	long count = 0;

	if (is_scanner || strncmp(rest, "keypad ", 7) == 0)
		count = strtol(number, &end, 10);
	if (count < 1 || count > NOISE_MAX || *end)
		return fail(s,
			"\"%s\" makes no noise; say noise scanner COUNT or noise keypad "
			"COUNT",
			rest);
	if (!has_listener(s))
		return false;
	for (long i = 0; i < count; i++)
		kiosk_input(stage->kiosk, is_scanner ? KIOSK_SCANNER : KIOSK_KEYPAD,
			(char)('0' + i % 10), stage->now_ms + i);
	stage_wait(stage, count);
	return true;
}

/* ---------------------------------------------------------------- the stopwatch */

static bool command_stopwatch(struct script *s, char *rest)
{
	if (*rest)
		return fail(s, "stopwatch takes nothing, not \"%s\"", rest);
	s->actions = 0;
	s->started_ms = s->stage->now_ms;
	return true;
}

static const struct {
	const char *name;
	bool (*run)(struct script *s, char *rest);
	bool needs_rest;
} commands[] = {
	{ "tap", command_tap, true },
	{ "expect", command_expect, true },
	{ "wait", command_wait, true },
	{ "shot", command_shot, true },
	{ "dump", command_dump, true },
	{ "printed", command_printed, false },
	{ "printer", command_printer, true },
	{ "type", command_type, true },
	{ "withdraw", command_withdraw, true },
	{ "restore", command_restore, true },
	{ "stick", command_stick, true },
	{ "card", command_card, true },
	{ "keypad", command_keypad, true },
	{ "noise", command_noise, true },
	{ "stopwatch", command_stopwatch, false },
	{ "reach", command_reach, true },
};

/* ---------------------------------------------------------------- lines */

static char *trim(char *line)
{
	size_t size;

	line += strspn(line, " \t");
	size = strlen(line);
	while (size && strchr(" \t\r", line[size - 1]))
		line[--size] = '\0';
	return line;
}

static bool run_line(struct script *s, char *line)
{
	size_t size = strcspn(line, " \t");
	char *rest = trim(line + size);

	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		bool is_wait_0 = commands[i].run == command_wait && strcmp(rest, "0") == 0;

		if (strlen(commands[i].name) != size || strncmp(line, commands[i].name, size) != 0)
			continue;
		if (commands[i].needs_rest && !*rest)
			return fail(s, "%s needs something after it", commands[i].name);
		if (!s->hurried && !is_wait_0)
			stage_settle(s->stage);
		if (!commands[i].run(s, rest))
			return false;
		s->hurried = is_wait_0;
		return true;
	}
	return fail(s,
		"\"%s\" is no command; possible: tap, expect screen, expect text, wait, shot, "
		"dump, printed, printer, type, withdraw, restore, stick, card, keypad, noise, "
		"stopwatch, reach",
		line);
}

static void tell_failure(const struct script *s, const char *name, int number, const char *line)
{
	const struct drawlist *list = s->stage->list;
	char text[TEXT_BYTES];

	fprintf(stderr, "%s:%d: %s\n  %s\n  screen: %s\n", name, number, line, s->diag.text,
		stage_screen(s->stage));
	for (int i = 0; i < list->node_count; i++) {
		const struct draw_node *n = &list->nodes[i];

		if (!stage_node_text(n, text, sizeof(text)) && !n->id[0])
			continue;
		fprintf(stderr, "  %s%s%s%s\n", n->id, n->id[0] ? ": " : "", n->text ? text : "",
			n->enabled ? "" : " (disabled)");
	}
}

bool script_run(struct stage *stage, const char *name, const char *text)
{
	struct script s = { .stage = stage };
	int number = 0;

	while (*text) {
		size_t size = strcspn(text, "\n");
		char original[LINE_BYTES], line[LINE_BYTES];
		char *command;

		number++;
		snprintf(original, sizeof(original), "%.*s", (int)size, text);
		memcpy(line, original, sizeof(line));
		text += size + (text[size] == '\n');
		command = trim(line);
		if (!*command || *command == '#')
			continue;
		if (size >= sizeof(line))
			fail(&s, "the line is longer than 1023 bytes");
		if (s.diag.text[0] || !run_line(&s, command)) {
			tell_failure(&s, name, number, trim(original));
			return false;
		}
	}
	return true;
}
