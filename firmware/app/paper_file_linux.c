#include "app/paper_file_linux.h"

#include <stdio.h>

#include "platform/files_linux.h"

#define PATH_BYTES 4096

static enum err make_path(const char *state_dir, char path[PATH_BYTES], struct diag *d)
{
	int size = snprintf(path, PATH_BYTES, "%s/paper.ini", state_dir);

	return size > 0 && size < PATH_BYTES
		       ? ERR_OK
		       : diag_fail(d, ERR_RANGE, "the state folder's name is too long");
}

enum err paper_file_load(const char *state_dir, struct paper_meter *m, struct diag *d)
{
	char path[PATH_BYTES], *text;
	struct diag why = { 0 };
	struct arena *a;
	enum err err;

	*m = (struct paper_meter){ 0 };
	if (!state_dir)
		return ERR_OK;
	err = make_path(state_dir, path, d);
	if (err != ERR_OK)
		return err;
	a = arena_create(0);
	if (!a)
		return diag_fail(d, ERR_MEMORY, "no memory to read %s", path);
	err = file_read(a, path, FILE_TEXT_MAX, &text, NULL, &why);
	if (err == ERR_OK)
		err = paper_meter_parse(a, path, text, m, d);
	else if (err == ERR_MISSING)
		err = ERR_OK;
	else
		diag_fail(d, err, "%s", why.text);
	arena_destroy(a);
	return err;
}

enum err paper_file_save(const char *state_dir, const struct paper_meter *m, struct diag *d)
{
	char path[PATH_BYTES];
	struct buf text = { 0 };
	enum err err;

	if (!state_dir)
		return ERR_OK;
	err = make_path(state_dir, path, d);
	paper_meter_write(m, &text);
	if (err == ERR_OK && text.failed)
		err = diag_fail(d, ERR_MEMORY, "no memory to write %s", path);
	if (err == ERR_OK)
		err = file_write(path, text.data, text.size, d);
	buf_finish(&text);
	return err;
}
