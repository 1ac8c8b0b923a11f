#include "app/update_last_linux.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/inifile.h"
#include "pack/identity.h"
#include "platform/files_linux.h"
#include "platform/log_linux.h"

#define FILE_MAX 1024

struct texts {
	const char *day, *name, *reason;
	int seq;
};

static const struct inifile_key keys[] = {
	{ "day", INIFILE_TEXT, offsetof(struct texts, day), false, 0, 0, NULL },
	{ "name", INIFILE_TEXT, offsetof(struct texts, name), true, 0, 0, NULL },
	{ "seq", INIFILE_INT, offsetof(struct texts, seq), true, 0, 999999999, NULL },
	{ "reason", INIFILE_TEXT, offsetof(struct texts, reason), true, 0, 0, NULL },
};

void update_last_read(const char *state_dir, struct ui_update_last *out)
{
	struct arena *a = arena_create(0);
	const char *path = a && state_dir ? arena_printf(a, "%s/update.ini", state_dir) : NULL;
	struct texts t = { .name = "", .reason = "" };
	char *text;

	*out = (struct ui_update_last){ .day = "" };
	if (path && file_read(a, path, FILE_MAX, &text, NULL, NULL) == ERR_OK &&
		inifile_read(a, path, text, keys, sizeof(keys) / sizeof(*keys), &t, NULL) ==
			ERR_OK &&
		pack_day_is_valid(t.day)) {
		snprintf(out->day, sizeof(out->day), "%s", t.day);
		snprintf(out->name, sizeof(out->name), "%s", t.name);
		snprintf(out->reason, sizeof(out->reason), "%s", t.reason);
		out->seq = (unsigned)t.seq;
	}
	arena_destroy(a);
}

void update_last_write(const char *state_dir, const struct ui_update_last *last)
{
	char path[4096];
	struct buf text = { 0 };
	struct diag d = { 0 };

	if (!state_dir)
		return;
	snprintf(path, sizeof(path), "%s/update.ini", state_dir);
	buf_printf(&text, "day = %s\nseq = %u\n", last->day, last->seq);
	if (last->name[0])
		buf_printf(&text, "name = %s\n", last->name);
	if (last->reason[0])
		buf_printf(&text, "reason = %s\n", last->reason);
	if (text.failed || file_write(path, text.data, text.size, &d) != ERR_OK)
		log_line(LOG_ERROR, "update", "%s", d.text);
	buf_finish(&text);
}
