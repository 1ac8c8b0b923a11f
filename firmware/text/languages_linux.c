#include "text/languages_linux.h"

#include <stdlib.h>
#include <string.h>

#include "platform/files_linux.h"

#define SUFFIX ".ini"

static enum err load_one(
	struct arena *a, const char *dir, const char *name, struct lang *lang, struct diag *d)
{
	const char *path = arena_printf(a, "%s/%s", dir, name);
	char *text;
	enum err err;

	if (!path)
		return diag_fail(d, ERR_MEMORY, "%s: no memory", name);
	err = file_read(a, path, FILE_TEXT_MAX, &text, NULL, d);
	if (err == ERR_OK)
		err = lang_parse(a, path, text, lang, d);
	if (err != ERR_OK)
		return err;
	if (strlen(name) != strlen(lang->code) + strlen(SUFFIX) ||
		strncmp(name, lang->code, strlen(lang->code)) != 0)
		return diag_fail(d, ERR_SYNTAX,
			"%s: its code is %s; name the file %s" SUFFIX " or correct the code", path,
			lang->code, lang->code);
	return ERR_OK;
}

/* A language without the file is one nobody has counted: a draft. */
static enum err load_status(
	struct arena *a, const char *content_dir, struct lang *lang, struct diag *d)
{
	const char *path = arena_printf(a, "%s/locale/%s/status.ini", content_dir, lang->code);
	struct diag missing = { 0 };
	char *text;
	enum err err;

	if (!path)
		return diag_fail(d, ERR_MEMORY, "languages: no memory");
	err = file_read(a, path, FILE_TEXT_MAX, &text, NULL, &missing);
	if (err == ERR_MISSING)
		return ERR_OK;
	return err == ERR_OK ? lang_parse_status(a, path, text, lang, d)
			     : diag_fail(d, err, "%s", missing.text);
}

static int compare(const void *a, const void *b)
{
	return lang_compare(a, b);
}

/* One number, one language: staff have the table on paper. */
static enum err check_keypad(const struct lang *langs, int count, const char *dir, struct diag *d)
{
	for (int i = 0; i < count; i++)
		for (int n = 0; n < i; n++)
			if (langs[i].keypad && langs[i].keypad == langs[n].keypad)
				return diag_fail(d, ERR_RANGE,
					"%s: %s and %s both have keypad = %d; give the newer one a "
					"number of its own",
					dir, langs[n].code, langs[i].code, langs[i].keypad);
	return ERR_OK;
}

enum err languages_load(
	struct arena *a, const char *content_dir, struct lang_table *table_out, struct diag *d)
{
	const char *dir = arena_printf(a, "%s/languages", content_dir), **names = NULL;
	struct lang *langs;
	int count = 0;
	enum err err;

	*table_out = (struct lang_table){ 0 };
	if (!dir)
		return diag_fail(d, ERR_MEMORY, "languages: no memory");
	err = dir_list(a, dir, SUFFIX, &names, &count, d);
	if (err != ERR_OK)
		return err;
	if (count == 0)
		return diag_fail(d, ERR_MISSING, "%s: has no language file (CODE" SUFFIX ")", dir);
	langs = arena_array(a, (size_t)count, sizeof(*langs));
	if (!langs)
		return diag_fail(d, ERR_MEMORY, "%s: no memory", dir);
	for (int i = 0; i < count && err == ERR_OK; i++)
		err = load_one(a, dir, names[i], &langs[i], d);
	for (int i = 0; i < count && err == ERR_OK; i++)
		err = load_status(a, content_dir, &langs[i], d);
	if (err == ERR_OK)
		err = check_keypad(langs, count, dir, d);
	if (err != ERR_OK)
		return err;
	qsort(langs, (size_t)count, sizeof(*langs), compare);
	*table_out = (struct lang_table){ langs, count };
	return ERR_OK;
}
