#include "fixtures.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/inifile.h"

static const char *const codes[] = { "sv", "en", "ar", "fa", "uk", "ti", "th", "ps", "ckb", "kmr",
	"ur", "prs" };
#define CODE_COUNT (sizeof(codes) / sizeof(codes[0]))

#define NOTO "/usr/share/fonts/truetype/noto/"

__attribute__((format(printf, 1, 2), noreturn)) static void give_up(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("fixtures: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(EXIT_FAILURE);
}

char *fixtures_read_file(const char *path, size_t *size_out)
{
	FILE *f = fopen(path, "rb");
	char *bytes = NULL;
	long size;

	if (!f)
		return NULL;
	if (fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0 && fseek(f, 0, SEEK_SET) == 0) {
		bytes = malloc((size_t)size + 1);
		if (bytes && fread(bytes, 1, (size_t)size, f) == (size_t)size) {
			bytes[size] = '\0';
			if (size_out)
				*size_out = (size_t)size;
		} else {
			free(bytes);
			bytes = NULL;
		}
	}
	fclose(f);
	return bytes;
}

static char *must_read(const char *path, size_t *size_out)
{
	char *bytes = fixtures_read_file(path, size_out);

	if (!bytes)
		give_up("cannot read %s", path);
	return bytes;
}

static int compare(const void *a, const void *b)
{
	return lang_compare(a, b);
}

static void load_languages(struct fixtures *f)
{
	struct lang *langs = arena_array(f->arena, CODE_COUNT, sizeof(*langs));

	for (size_t i = 0; i < CODE_COUNT; i++) {
		struct diag d = { "" };
		char path[128], *text;

		snprintf(path, sizeof(path), "assets/languages/%s.ini", codes[i]);
		text = must_read(path, NULL);
		if (lang_parse(f->arena, path, text, &langs[i], &d) != ERR_OK)
			give_up("%s", d.text);
		free(text);
	}
	qsort(langs, CODE_COUNT, sizeof(*langs), compare);
	f->langs = (struct lang_table){ langs, (int)CODE_COUNT };
}

static enum err on_font(void *context, const char *section, const char *key, const char *value,
	int line, struct diag *d)
{
	struct fixtures *f = context;
	char path[256];
	size_t size;
	void *bytes;

	(void)line;
	snprintf(path, sizeof(path), NOTO "%s", value);
	bytes = must_read(path, &size);
	f->files[f->file_count++] = bytes;
	return fonts_add(f->fonts, section, strcmp(key, "bold") == 0, value, bytes, size, d);
}

void fixtures_open(struct fixtures *f)
{
	struct diag d = { "" };
	char *table;

	*f = (struct fixtures){ .arena = arena_create(0), .fonts = fonts_create() };
	if (!f->arena || !f->fonts)
		give_up("no memory");
	load_languages(f);
	table = must_read("assets/fonts.ini", NULL);
	if (inifile_each("assets/fonts.ini", table, on_font, f, &d) != ERR_OK)
		give_up("%s", d.text);
	free(table);
	f->engine = text_engine_create(f->fonts);
	if (!f->engine)
		give_up("no text engine");
}

void fixtures_close(struct fixtures *f)
{
	text_engine_destroy(f->engine);
	fonts_destroy(f->fonts);
	for (int i = 0; i < f->file_count; i++)
		free(f->files[i]);
	arena_destroy(f->arena);
}

const struct lang *fixtures_lang(const struct fixtures *f, const char *code)
{
	const struct lang *lang = lang_find(&f->langs, code);

	if (!lang)
		give_up("no language %s", code);
	return lang;
}

static void report_difference(
	const char *path, const char *want, size_t want_size, const char *got, size_t got_size)
{
	size_t at = 0;
	int line = 1;

	while (at < want_size && at < got_size && want[at] == got[at])
		line += want[at++] == '\n';
	fprintf(stderr, "%s: differs at byte %zu, line %d; UPDATE_GOLDEN=1 writes it anew\n", path,
		at, line);
}

bool fixtures_golden(const char *name, const void *bytes, size_t size)
{
	const char *update = getenv("UPDATE_GOLDEN");
	size_t want_size = 0;
	char path[512], *want;
	bool same;

	snprintf(path, sizeof(path), "tests/golden/%s", name);
	if (update && strcmp(update, "1") == 0) {
		FILE *f = fopen(path, "wb");
		bool written = f && fwrite(bytes, 1, size, f) == size;

		if (!f || fclose(f) != 0 || !written)
			give_up("cannot write %s", path);
		return true;
	}
	want = fixtures_read_file(path, &want_size);
	if (!want) {
		fprintf(stderr, "%s: is missing; UPDATE_GOLDEN=1 writes it\n", path);
		return false;
	}
	same = want_size == size && memcmp(want, bytes, size) == 0;
	if (!same)
		report_difference(path, want, want_size, bytes, size);
	free(want);
	return same;
}
