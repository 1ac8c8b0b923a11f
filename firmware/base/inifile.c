#include "base/inifile.h"

#include <assert.h>
#include <ini.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* inih reports the line only at the end and its handler gets none (as Debian builds it), so the
 * reader below hands out the lines and counts them. */
struct walk {
	const char *name, *next;
	int line;
	inifile_each_fn each;
	void *ctx;
	enum err err;
	struct diag *d;
};

static char *read_line(char *out, int size, void *stream)
{
	struct walk *w = stream;
	int n = 0;

	if (!*w->next || w->err != ERR_OK)
		return NULL;
	w->line++;
	while (*w->next && n < size - 1) {
		char c = *w->next++;

		out[n++] = c;
		if (c == '\n')
			break;
	}
	out[n] = '\0';
	if (n == size - 1 && out[n - 1] != '\n' && *w->next) {
		w->err = diag_fail(w->d, ERR_RANGE, "%s:%d: the line is longer than %d bytes",
			w->name, w->line, size - 2);
		return NULL;
	}
	return out;
}

static int on_key(void *ctx, const char *section, const char *key, const char *value)
{
	struct walk *w = ctx;

	if (w->err == ERR_OK)
		w->err = w->each(w->ctx, section, key, value, w->line, w->d);
	return w->err == ERR_OK;
}

enum err inifile_each(
	const char *name, const char *text, inifile_each_fn each, void *ctx, struct diag *d)
{
	struct walk w = { .name = name, .next = text, .each = each, .ctx = ctx, .d = d };
	int bad_line, line = 1;
	size_t bad_at;

	if (!utf8_is_valid(text, strlen(text), &bad_at)) {
		for (size_t i = 0; i < bad_at; i++)
			line += text[i] == '\n';
		return diag_fail(
			d, ERR_SYNTAX, "%s:%d: is not UTF-8; save the file as UTF-8", name, line);
	}
	bad_line = ini_parse_stream(read_line, &w, on_key, &w);
	if (w.err != ERR_OK)
		return w.err;
	if (bad_line < 0)
		return diag_fail(d, ERR_MEMORY, "%s: no memory to read it", name);
	if (bad_line > 0)
		return diag_fail(d, ERR_SYNTAX,
			"%s:%d: this line is neither `key = value`, a [section] nor a # comment",
			name, bad_line);
	return ERR_OK;
}

struct reading {
	struct arena *a;
	const char *name;
	const struct inifile_key *keys;
	int key_count;
	char *out;
	uint64_t seen; /* bit n: keys[n] was there */
};

static void list_names(struct buf *b, const struct inifile_key *keys, int count)
{
	for (int i = 0; i < count; i++)
		buf_printf(b, "%s%s", i ? ", " : "", keys[i].name);
}

static enum err fail_choice(const struct reading *r, const struct inifile_key *key,
	const char *value, int line, struct diag *d)
{
	struct buf list = { 0 };
	enum err err;

	for (int i = 0; key->choices[i]; i++)
		buf_printf(&list, "%s%s", i ? ", " : "", key->choices[i]);
	err = diag_fail(d, ERR_SYNTAX, "%s:%d: %s = %s is unknown; possible: %s", r->name, line,
		key->name, value, buf_str(&list));
	buf_finish(&list);
	return err;
}

static enum err read_number(const struct reading *r, const struct inifile_key *key,
	const char *value, int line, double *number_out, struct diag *d)
{
	char *end;
	double number = strtod(value, &end);

	if (end == value || *end)
		return diag_fail(d, ERR_SYNTAX, "%s:%d: %s = %s is not a number", r->name, line,
			key->name, value);
	if (!(number >= key->min && number <= key->max))
		return diag_fail(d, ERR_RANGE, "%s:%d: %s = %s is outside %g to %g", r->name, line,
			key->name, value, key->min, key->max);
	if (key->kind == INIFILE_INT && number != (double)(int)number)
		return diag_fail(d, ERR_SYNTAX, "%s:%d: %s = %s is not a whole number", r->name,
			line, key->name, value);
	*number_out = number;
	return ERR_OK;
}

static enum err read_value(struct reading *r, const struct inifile_key *key, const char *value,
	int line, struct diag *d)
{
	char *place = r->out + key->offset;
	double number = 0; /* gcc cannot see that diag_fail never returns ERR_OK */
	const char *copy;
	enum err err;

	switch (key->kind) {
	case INIFILE_TEXT:
		if (!*value)
			return diag_fail(
				d, ERR_SYNTAX, "%s:%d: %s is empty", r->name, line, key->name);
		copy = arena_strdup(r->a, value);
		if (!copy)
			return diag_fail(d, ERR_MEMORY, "%s: no memory", r->name);
		memcpy(place, &copy, sizeof(copy));
		return ERR_OK;
	case INIFILE_INT:
	case INIFILE_NUMBER:
		err = read_number(r, key, value, line, &number, d);
		if (err != ERR_OK)
			return err;
		if (key->kind == INIFILE_INT)
			memcpy(place, &(int){ (int)number }, sizeof(int));
		else
			memcpy(place, &number, sizeof(number));
		return ERR_OK;
	case INIFILE_CHOICE:
		for (int i = 0; key->choices[i]; i++) {
			if (strcmp(key->choices[i], value) != 0)
				continue;
			memcpy(place, &i, sizeof(i));
			return ERR_OK;
		}
		return fail_choice(r, key, value, line, d);
	case INIFILE_BOOL:
		if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
			return diag_fail(d, ERR_SYNTAX, "%s:%d: %s = %s must be yes or no", r->name,
				line, key->name, value);
		*(bool *)(void *)place = value[0] == 'y';
		return ERR_OK;
	}
	return ERR_OK;
}

static enum err on_value(void *ctx, const char *section, const char *key, const char *value,
	int line, struct diag *d)
{
	struct reading *r = ctx;
	struct buf list = { 0 };
	enum err err;

	(void)section;
	for (int i = 0; i < r->key_count; i++) {
		if (strcmp(r->keys[i].name, key) != 0)
			continue;
		if (r->seen >> i & 1)
			return diag_fail(
				d, ERR_SYNTAX, "%s:%d: %s is there twice", r->name, line, key);
		r->seen |= UINT64_C(1) << i;
		return read_value(r, &r->keys[i], value, line, d);
	}
	list_names(&list, r->keys, r->key_count);
	err = diag_fail(d, ERR_SYNTAX, "%s:%d: the key %s is unknown; possible: %s", r->name, line,
		key, buf_str(&list));
	buf_finish(&list);
	return err;
}

enum err inifile_read(struct arena *a, const char *name, const char *text,
	const struct inifile_key *keys, int key_count, void *out, struct diag *d)
{
	struct reading r = {
		.a = a, .name = name, .keys = keys, .key_count = key_count, .out = out
	};
	enum err err;

	assert(key_count <= 64);
	err = inifile_each(name, text, on_value, &r, d);
	for (int i = 0; err == ERR_OK && i < key_count; i++) {
		if (!keys[i].is_optional && !(r.seen >> i & 1))
			err = diag_fail(
				d, ERR_MISSING, "%s: the key %s is missing", name, keys[i].name);
	}
	return err;
}
