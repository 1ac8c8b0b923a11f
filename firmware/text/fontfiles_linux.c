#include "text/fontfiles_linux.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/inifile.h"
#include "platform/files_linux.h"

#define INI_NAME "fonts.ini"
#define PATH_BYTES 4096

static const char *const system_dirs[] = {
	"/usr/share/fonts/truetype/noto",
	"/usr/share/fonts/opentype/noto",
	"/usr/local/share/fonts",
};

struct fontfiles {
	struct fonts *fonts;
	struct file_map maps[FONTS_MAX];
	int map_count;
};

struct reading {
	struct fontfiles *files;
	const char *content_dir;
	const char *ini_path;
};

/* The Debian package a file is likely to be in. */
static const char *package_of(const char *file)
{
	if (strncmp(file, "Noto", 4) != 0)
		return "the package that has it (apt-file search NAME)";
	if (strstr(file, "CJK"))
		return "Debian's fonts-noto-cjk";
	return "Debian's fonts-noto-core (or fonts-noto-extra)";
}

/* Tries one folder; ERR_MISSING leaves the diag alone. */
static enum err map_in(const char *dir, const char *file, struct file_map *map, struct diag *d)
{
	char path[PATH_BYTES];
	struct diag why = { "" };
	enum err err;

	if (snprintf(path, sizeof(path), "%s/%s", dir, file) >= (int)sizeof(path))
		return diag_fail(d, ERR_RANGE, "%s/%s: the path is too long", dir, file);
	err = file_map(path, FILE_FONT_MAX, map, &why);
	return err == ERR_OK || err == ERR_MISSING ? err : diag_fail(d, err, "%s", why.text);
}

static enum err map_font(
	const struct reading *r, const char *file, int line, struct file_map *map, struct diag *d)
{
	char own[PATH_BYTES];
	enum err err;

	if (strchr(file, '/'))
		return diag_fail(d, ERR_SYNTAX, "%s:%d: %s: give a file name without folders",
			r->ini_path, line, file);
	if (snprintf(own, sizeof(own), "%s/fonts", r->content_dir) >= (int)sizeof(own))
		return diag_fail(d, ERR_RANGE, "%s: the path is too long", r->content_dir);
	err = map_in(own, file, map, d);
	for (size_t i = 0; err == ERR_MISSING && i < sizeof(system_dirs) / sizeof(system_dirs[0]);
		i++)
		err = map_in(system_dirs[i], file, map, d);
	if (err == ERR_MISSING)
		return diag_fail(d, err,
			"%s:%d: the font %s is neither in %s nor in %s; install %s", r->ini_path,
			line, file, own, system_dirs[0], package_of(file));
	return err;
}

static enum err on_key(void *context, const char *section, const char *key, const char *value,
	int line, struct diag *d)
{
	struct reading *r = context;
	struct fontfiles *files = r->files;
	struct diag why = { "" };
	struct file_map *map;
	bool bold = strcmp(key, "bold") == 0;
	enum err err;

	if (!section[0])
		return diag_fail(d, ERR_SYNTAX, "%s:%d: %s: stands before the first [FontName]",
			r->ini_path, line, key);
	if (!bold && strcmp(key, "regular") != 0)
		return diag_fail(d, ERR_SYNTAX, "%s:%d: %s: is neither regular nor bold",
			r->ini_path, line, key);
	if (files->map_count == FONTS_MAX)
		return diag_fail(d, ERR_RANGE, "%s:%d: more than %d font files; remove one",
			r->ini_path, line, FONTS_MAX);
	map = &files->maps[files->map_count];
	err = map_font(r, value, line, map, d);
	if (err != ERR_OK)
		return err;
	files->map_count++;
	err = fonts_add(files->fonts, section, bold, value, map->bytes, map->size, &why);
	return err == ERR_OK ? ERR_OK
			     : diag_fail(d, err, "%s:%d: %s; install %s again", r->ini_path, line,
				       why.text, package_of(value));
}

static enum err read_table(struct fontfiles *files, const char *content_dir, struct diag *d)
{
	struct arena *a = arena_create(0);
	struct reading r = { .files = files, .content_dir = content_dir };
	char *text = NULL;
	enum err err;

	if (!a)
		return diag_fail(d, ERR_MEMORY, INI_NAME ": no memory");
	r.ini_path = arena_printf(a, "%s/" INI_NAME, content_dir);
	if (!r.ini_path)
		err = diag_fail(d, ERR_MEMORY, INI_NAME ": no memory");
	else
		err = file_read(a, r.ini_path, FILE_TEXT_MAX, &text, NULL, d);
	if (err == ERR_OK)
		err = inifile_each(r.ini_path, text, on_key, &r, d);
	if (err == ERR_OK && files->map_count == 0)
		err = diag_fail(d, ERR_MISSING, "%s: names no font", r.ini_path);
	arena_destroy(a);
	return err;
}

enum err fontfiles_open(const char *content_dir, struct fontfiles **files_out, struct diag *d)
{
	struct fontfiles *files = calloc(1, sizeof(*files));
	enum err err;

	*files_out = NULL;
	if (files)
		files->fonts = fonts_create();
	if (!files || !files->fonts) {
		free(files);
		return diag_fail(d, ERR_MEMORY, INI_NAME ": no memory");
	}
	err = read_table(files, content_dir, d);
	if (err != ERR_OK) {
		fontfiles_close(files);
		return err;
	}
	*files_out = files;
	return ERR_OK;
}

struct fonts *fontfiles_fonts(struct fontfiles *files)
{
	return files->fonts;
}

void fontfiles_close(struct fontfiles *files)
{
	if (!files)
		return;
	fonts_destroy(files->fonts);
	for (int i = 0; i < files->map_count; i++)
		file_unmap(&files->maps[i]);
	free(files);
}
