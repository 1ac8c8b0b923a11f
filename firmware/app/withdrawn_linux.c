#include "app/withdrawn_linux.h"

#include "app/state_file_linux.h"

static const char name[] = "withdrawn.ini";

enum err withdrawn_load(
	const char *state_dir, int content_number, struct withdrawals *out, struct diag *d)
{
	char path[STATE_PATH_BYTES], *text;
	struct arena *a;
	enum err err;

	out->count = 0;
	if (!state_dir)
		return ERR_OK;
	a = arena_create(0);
	if (!a)
		return diag_fail(d, ERR_MEMORY, "no memory to read %s", name);
	err = state_file_read(a, state_dir, name, path, &text, d);
	if (err == ERR_OK)
		err = withdrawals_parse(path, text, content_number, out, d);
	arena_destroy(a);
	return err == ERR_MISSING ? ERR_OK : err;
}

enum err withdrawn_save(
	const char *state_dir, int content_number, const struct withdrawals *w, struct diag *d)
{
	struct buf text = { 0 };
	enum err err;

	withdrawals_write(w, content_number, &text);
	err = state_file_write(state_dir, name, &text, d);
	buf_finish(&text);
	return err;
}
