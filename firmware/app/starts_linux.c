#include "app/starts_linux.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/state_file_linux.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/inifile.h"
#include "platform/files_linux.h"

#define BOOT_FILE "/proc/sys/kernel/random/boot_id"
#define COUNT_MAX 100000000
#define WHEN_BYTES 16 /* "2026-11-28 07:55" */

enum why { WHY_FIRST, WHY_RESTART, WHY_REBOOT, WHY_CRASH, WHY_POWER, WHY_DAMAGED, WHYS };

static const char *const names[WHYS] = { "first", "restart", "reboot", "crash", "power",
	"damaged" };
static const char *const sentences[WHYS] = {
	"Första starten.",
	"Programmet startades om i ordning.",
	"Datorn startades om i ordning.",
	"Programmet slutade utan förvarning.",
	"Strömmen försvann, eller datorn stannade.",
	"Räkningen av starter var skadad och började om.",
};

struct file {
	int count, unclean;
	bool clean;
	const char *boot;
	const char *last[UI_STARTS];
};

static enum err read_file(
	const struct starts *s, struct arena *a, struct file *file, struct diag *d)
{
	static const struct inifile_key keys[] = {
		{ "count", INIFILE_INT, offsetof(struct file, count), false, 0, COUNT_MAX, NULL },
		{ "unclean", INIFILE_INT, offsetof(struct file, unclean), true, 0, COUNT_MAX,
			NULL },
		{ "clean", INIFILE_BOOL, offsetof(struct file, clean), false, 0, 0, NULL },
		{ "boot", INIFILE_TEXT, offsetof(struct file, boot), false, 0, 0, NULL },
		{ "last-1", INIFILE_TEXT, offsetof(struct file, last[0]), true, 0, 0, NULL },
		{ "last-2", INIFILE_TEXT, offsetof(struct file, last[1]), true, 0, 0, NULL },
		{ "last-3", INIFILE_TEXT, offsetof(struct file, last[2]), true, 0, 0, NULL },
		{ "last-4", INIFILE_TEXT, offsetof(struct file, last[3]), true, 0, 0, NULL },
		{ "last-5", INIFILE_TEXT, offsetof(struct file, last[4]), true, 0, 0, NULL },
	};
	char path[STATE_PATH_BYTES], *text;
	enum err err = state_path(s->state_dir, "starts.ini", path, d);

	if (err == ERR_OK)
		err = file_read(a, path, FILE_TEXT_MAX, &text, NULL, d);
	if (err == ERR_OK)
		err = inifile_read(a, path, text, keys, sizeof(keys) / sizeof(*keys), file, d);
	return err;
}

static enum err write_file(const struct starts *s, bool is_clean, struct diag *d)
{
	char path[STATE_PATH_BYTES];
	struct buf text = { 0 };
	enum err err;

	if (!s->state_dir)
		return ERR_OK;
	buf_printf(&text,
		"# How often the kiosk started, and why; the kiosk writes this file.\n"
		"count = %d\nunclean = %d\nclean = %s\nboot = %s\n",
		s->view.count, s->view.unclean, is_clean ? "yes" : "no", s->boot);
	for (int i = 0; i < s->view.known; i++)
		buf_printf(
			&text, "last-%d = %s %s\n", i + 1, s->view.last[i].when, names[s->why[i]]);
	err = text.failed ? diag_fail(d, ERR_MEMORY, "no memory to keep the starts")
			  : state_path(s->state_dir, "starts.ini", path, d);
	if (err == ERR_OK)
		err = file_write(path, text.data, text.size, d);
	buf_finish(&text);
	return err;
}

static void add(struct starts *s, const char *when, enum why why)
{
	struct ui_start *start;

	if (s->view.known == UI_STARTS)
		return;
	s->why[s->view.known] = (int)why;
	start = &s->view.last[s->view.known++];
	snprintf(start->when, sizeof(start->when), "%.*s", WHEN_BYTES, when);
	start->why = sentences[why];
}

/* "2026-11-28 07:55 power"; what is nothing of the kind is left out. */
static void add_kept(struct starts *s, const char *line)
{
	if (!line || strlen(line) <= WHEN_BYTES + 1)
		return;
	for (int i = 0; i < WHYS; i++)
		if (strcmp(line + WHEN_BYTES + 1, names[i]) == 0)
			add(s, line, (enum why)i);
}

static enum why reason(enum err read, const struct file *file, const char *boot)
{
	if (read == ERR_MISSING)
		return WHY_FIRST;
	if (read != ERR_OK)
		return WHY_DAMAGED;
	if (strcmp(file->boot, boot) == 0)
		return file->clean ? WHY_RESTART : WHY_CRASH;
	return file->clean ? WHY_REBOOT : WHY_POWER;
}

/* A file of /proc has no size to go by. */
static void read_boot(struct starts *s, const char *boot)
{
	char text[STARTS_BOOT_BYTES] = "";
	int fd = boot ? -1 : open(BOOT_FILE, O_RDONLY | O_CLOEXEC);

	if (fd >= 0 && read(fd, text, sizeof(text) - 1) > 0) {
		text[strcspn(text, "\n")] = '\0';
		boot = text;
	}
	if (fd >= 0)
		close(fd);
	snprintf(s->boot, sizeof(s->boot), "%s", boot && *boot ? boot : "unknown");
}

enum err starts_open(struct starts *s, const char *state_dir, const char *boot, const char *today,
	int64_t day_ms, struct diag *d)
{
	struct arena *a = arena_create(0);
	struct file file = { 0 };
	int minutes = (int)(day_ms > 0 ? day_ms / 60000 : 0);
	char when[40];
	enum err err, written;

	*s = (struct starts){ .state_dir = state_dir };
	if (!a)
		return diag_fail(d, ERR_MEMORY, "no memory to count the starts");
	read_boot(s, boot);
	err = state_dir ? read_file(s, a, &file, d) : ERR_MISSING;
	snprintf(when, sizeof(when), "%.10s %02d:%02d", today, minutes / 60 % 24, minutes % 60);
	add(s, when, reason(err, &file, s->boot));
	for (int i = 0; err == ERR_OK && i < UI_STARTS; i++)
		add_kept(s, file.last[i]);
	s->view.count = (err == ERR_OK ? file.count : 0) + 1;
	s->view.unclean = (err == ERR_OK ? file.unclean + !file.clean : 0);
	arena_destroy(a);
	if (err == ERR_MISSING) {
		err = ERR_OK;
		if (d)
			d->text[0] = '\0';
	}
	written = write_file(s, false, d);
	return err == ERR_OK ? written : err;
}

enum err starts_end(const struct starts *s, struct diag *d)
{
	return write_file(s, true, d);
}
