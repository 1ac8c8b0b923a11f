#include "app/settings_linux.h"

#include <stdio.h>

#include "app/state_file_linux.h"
#include "platform/files_linux.h"

static enum err read_one(struct settings_file *f, const char *name, struct diag *d)
{
	char path[STATE_PATH_BYTES], *text;
	enum err err = state_path(f->state_dir, name, path, d);

	if (err == ERR_OK)
		err = file_read(f->arena, path, FILE_TEXT_MAX, &text, NULL, d);
	if (err == ERR_OK)
		err = settings_parse(f->arena, path, text, &f->now, d);
	return err;
}

static enum err write_one(
	const struct settings_file *f, const char *name, const struct buf *text, struct diag *d)
{
	char path[STATE_PATH_BYTES];
	enum err err = state_path(f->state_dir, name, path, d);

	return err == ERR_OK ? file_write(path, text->data, text->size, d) : err;
}

enum err settings_save(struct settings_file *f, struct diag *d)
{
	struct buf text = { 0 };
	enum err err = ERR_OK;

	if (!f->state_dir)
		return ERR_OK;
	settings_write(&f->now, &text);
	if (text.failed)
		err = diag_fail(d, ERR_MEMORY, "no memory to keep the settings");
	/* The copy follows when the file itself is whole: one of the two always is. */
	if (err == ERR_OK)
		err = write_one(f, "settings.ini", &text, d);
	if (err == ERR_OK)
		err = write_one(f, "settings.ini.last", &text, d);
	buf_finish(&text);
	if (err == ERR_OK)
		f->is_last_good = f->is_default = false;
	return err;
}

/* What people wrote is good now: keep it for the day when it is not. */
static void keep_copy(struct settings_file *f)
{
	struct buf text = { 0 };

	settings_write(&f->now, &text);
	if (!text.failed)
		(void)!write_one(f, "settings.ini.last", &text, NULL);
	buf_finish(&text);
}

enum err settings_open(struct settings_file *f, const char *state_dir, struct diag *d)
{
	enum err err;

	*f = (struct settings_file){ .state_dir = state_dir, .arena = arena_create(0) };
	settings_default(&f->now);
	if (!f->arena)
		return diag_fail(d, ERR_MEMORY, "no memory to read the settings");
	if (!state_dir)
		return ERR_OK;
	err = read_one(f, "settings.ini", d);
	if (err == ERR_OK) {
		keep_copy(f);
		return ERR_OK;
	}
	f->is_last_good = read_one(f, "settings.ini.last", NULL) == ERR_OK;
	if (err == ERR_MISSING && !f->is_last_good) { /* a new kiosk */
		d->text[0] = '\0';
		return settings_save(f, d);
	}
	f->is_default = !f->is_last_good;
	return err;
}

void settings_close(struct settings_file *f)
{
	arena_destroy(f->arena);
	f->arena = NULL;
}
