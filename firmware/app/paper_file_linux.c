#include "app/paper_file_linux.h"

#include "app/state_file_linux.h"

static const char name[] = "paper.ini";

enum err paper_file_load(const char *state_dir, struct paper_meter *m, struct diag *d)
{
	char path[STATE_PATH_BYTES], *text;
	struct arena *a;
	enum err err;

	*m = (struct paper_meter){ 0 };
	if (!state_dir)
		return ERR_OK;
	a = arena_create(0);
	if (!a)
		return diag_fail(d, ERR_MEMORY, "no memory to read %s", name);
	err = state_file_read(a, state_dir, name, path, &text, d);
	if (err == ERR_OK)
		err = paper_meter_parse(a, path, text, m, d);
	arena_destroy(a);
	return err == ERR_MISSING ? ERR_OK : err;
}

enum err paper_file_save(const char *state_dir, const struct paper_meter *m, struct diag *d)
{
	struct buf text = { 0 };
	enum err err;

	paper_meter_write(m, &text);
	err = state_file_write(state_dir, name, &text, d);
	buf_finish(&text);
	return err;
}
