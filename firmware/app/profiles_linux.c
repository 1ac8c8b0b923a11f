#include "app/profiles_linux.h"

#include <string.h>

#include "base/buf.h"
#include "base/inifile.h"
#include "checklist/code.h"
#include "platform/files_linux.h"

#define SUFFIX ".ini"

/* "a, b, c" of the names in a folder without their suffix. */
static const char *list_names(struct arena *a, const char *folder)
{
	const char **names;
	struct buf out = { 0 };
	const char *list;
	int count;

	if (dir_list(a, folder, SUFFIX, &names, &count, NULL) != ERR_OK)
		return "nothing, the folder cannot be read";
	for (int i = 0; i < count; i++)
		buf_printf(&out, "%s%.*s", i ? ", " : "", (int)(strlen(names[i]) - strlen(SUFFIX)),
			names[i]);
	list = arena_strdup(a, buf_str(&out));
	buf_finish(&out);
	return list && *list ? list : "nothing";
}

/* Reads DIR/KIND/NAME.ini; what: "panel" | "printer model". */
static enum err read_profile(struct arena *a, const char *dir, const char *kind, const char *what,
	const char *name, char **text_out, const char **file_out, struct diag *d)
{
	const char *folder = arena_printf(a, "%s/%s", dir, kind);
	const char *path = arena_printf(a, "%s/%s/%s" SUFFIX, dir, kind, name);
	bool is_plain = *name && *name != '.' && !strchr(name, '/');
	struct diag why = { 0 };
	enum err err = ERR_MISSING;

	if (!folder || !path)
		return diag_fail(d, ERR_MEMORY, "no memory to read a %s", what);
	if (is_plain)
		err = file_read(a, path, FILE_TEXT_MAX, text_out, NULL, &why);
	if (err == ERR_MISSING)
		return diag_fail(d, ERR_MISSING, "there is no %s \"%s\"; %s has: %s", what, name,
			folder, list_names(a, folder));
	if (err != ERR_OK)
		return diag_fail(d, err, "%s", why.text);
	*file_out = path;
	return ERR_OK;
}

enum err profiles_read_panel(
	struct arena *a, const char *dir, const char *name, struct panel *panel_out, struct diag *d)
{
	const char *file;
	char *text;
	enum err err = read_profile(a, dir, "panels", "panel", name, &text, &file, d);

	return err == ERR_OK ? panel_parse(a, file, text, panel_out, d) : err;
}

enum err profiles_read_printer(struct arena *a, const char *dir, const char *name,
	struct printer_model *model_out, struct diag *d)
{
	const char *file;
	char *text;
	enum err err = read_profile(a, dir, "printers", "printer model", name, &text, &file, d);

	return err == ERR_OK ? model_parse(a, file, text, model_out, d) : err;
}

enum err profiles_find_printer(struct arena *a, const char *dir, const char *identity,
	struct printer_model *model_out, struct diag *d)
{
	const char *folder = arena_printf(a, "%s/printers", dir);
	const char **names;
	int count;
	enum err err = folder ? dir_list(a, folder, SUFFIX, &names, &count, d) : ERR_MEMORY;

	for (int i = 0; err == ERR_OK && i < count; i++) {
		const char *name =
			arena_printf(a, "%.*s", (int)(strlen(names[i]) - strlen(SUFFIX)), names[i]);

		if (!name)
			return diag_fail(d, ERR_MEMORY, "no memory to look for a printer model");
		/* A profile that cannot be read is not this printer's. */
		if (profiles_read_printer(a, dir, name, model_out, NULL) == ERR_OK &&
			model_is_identity(model_out, identity))
			return ERR_OK;
	}
	return diag_fail(d, err == ERR_OK ? ERR_MISSING : err,
		"%s/printers: no profile is of a printer that says it is \"%s\"", dir, identity);
}

enum err profiles_read_content_number(
	struct arena *a, const char *dir, int *number_out, struct diag *d)
{
	static const struct inifile_key keys[] = {
		{ .name = "number", .kind = INIFILE_INT, .min = 0, .max = CODE_CONTENT_MAX },
	};
	const char *path = arena_printf(a, "%s/content.ini", dir);
	char *text;
	enum err err;

	*number_out = 0;
	if (!path)
		return diag_fail(d, ERR_MEMORY, "no memory to read the content's number");
	err = file_read(a, path, FILE_TEXT_MAX, &text, NULL, NULL);
	if (err == ERR_MISSING)
		return ERR_OK;
	if (err != ERR_OK)
		return diag_fail(d, err, "%s: cannot be read", path);
	return inifile_read(a, path, text, keys, 1, number_out, d);
}
