#include "app/state_file_linux.h"

#include <stdio.h>

#include "platform/files_linux.h"

enum err state_path(
	const char *state_dir, const char *name, char path_out[STATE_PATH_BYTES], struct diag *d)
{
	int size = snprintf(path_out, STATE_PATH_BYTES, "%s/%s", state_dir, name);

	return size > 0 && size < STATE_PATH_BYTES
		       ? ERR_OK
		       : diag_fail(d, ERR_RANGE, "the state folder's name is too long");
}

enum err state_file_read(struct arena *a, const char *state_dir, const char *name,
	char path_out[STATE_PATH_BYTES], char **text_out, struct diag *d)
{
	struct diag why = { 0 };
	enum err err = state_path(state_dir, name, path_out, d);

	if (err != ERR_OK)
		return err;
	err = file_read(a, path_out, FILE_TEXT_MAX, text_out, NULL, &why);
	return err == ERR_OK || err == ERR_MISSING ? err : diag_fail(d, err, "%s", why.text);
}

enum err state_file_write(
	const char *state_dir, const char *name, const struct buf *text, struct diag *d)
{
	char path[STATE_PATH_BYTES];
	enum err err;

	if (!state_dir)
		return ERR_OK;
	err = state_path(state_dir, name, path, d);
	if (err == ERR_OK && text->failed)
		err = diag_fail(d, ERR_MEMORY, "no memory to write %s", path);
	return err == ERR_OK ? file_write(path, text->data, text->size, d) : err;
}
