/* kiosk-pack diff: what a visitor will see change from one pack to the next, for whoever approves
 * it. Texts, facts and translations are compared one by one, everything else as files. */
#include <errno.h>
#include <expat.h>
#include <fcntl.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "content/mo.h"
#include "pack/folder_linux.h"
#include "pack/options_linux.h"
#include "pack/progress_linux.h"
#include "pack/reader.h"
#include "pack/verbs_linux.h"

#define KEPT_MAX (4u << 20) /* bytes of a file that is looked into */
#define DEPTH_MAX 32

static const char usage[] = "kiosk-pack diff A.pack B.pack: what changes from A to B: texts, "
			    "facts, translations, files\n"
			    "  --json                the same as JSON\n";

struct side {
	const char *name;
	struct arena *arena;
	struct pack_manifest m;
	char **texts; /* of each file, NULL if it is not looked into */
	int fd, reading;
	size_t filled;
	struct progress progress;
};

/* ---------------------------------------------------------------- reading a pack */

static bool ends_with(const char *path, const char *suffix)
{
	size_t size = strlen(path), own = strlen(suffix);

	return size >= own && strcmp(path + size - own, suffix) == 0;
}

static enum err on_accept(
	void *ctx, const struct pack_manifest *m, const char *text, size_t size, struct diag *d)
{
	struct side *s = ctx;

	(void)text, (void)size;
	progress_begin(&s->progress, "diff", m->size);
	s->texts = arena_array(s->arena, (size_t)m->count, sizeof(*s->texts));
	s->reading = -1;
	return s->texts ? ERR_OK : diag_fail(d, ERR_MEMORY, "no memory");
}

static enum err on_begin(void *ctx, const struct pack_file *file, struct diag *d)
{
	struct side *s = ctx;

	s->reading++;
	s->filled = 0;
	if (file->size > KEPT_MAX ||
		(!ends_with(file->path, ".xml") && !ends_with(file->path, ".mo")))
		return ERR_OK;
	s->texts[s->reading] = arena_array(s->arena, (size_t)file->size + 1, 1);
	return s->texts[s->reading] ? ERR_OK : diag_fail(d, ERR_MEMORY, "no memory");
}

static enum err on_write(void *ctx, const void *bytes, size_t size, struct diag *d)
{
	struct side *s = ctx;

	(void)d;
	progress_add(&s->progress, size);
	if (s->texts[s->reading])
		memcpy(s->texts[s->reading] + s->filled, bytes, size);
	s->filled += size;
	return ERR_OK;
}

static enum err read_side(struct side *s, struct diag *d)
{
	struct folder_source from;
	struct pack_source source = { folder_source_read, &from };
	struct pack_sink sink = { on_accept, on_begin, on_write, NULL, s };
	enum err err;

	s->fd = open(s->name, O_RDONLY | O_CLOEXEC);
	if (s->fd < 0)
		return folder_fail(d, s->name, "open");
	from = (struct folder_source){ s->fd, s->name };
	err = pack_read(s->arena, s->name, &source, &sink, &s->m, d);
	progress_end(&s->progress);
	close(s->fd);
	return err;
}

/* ---------------------------------------------------------------- the lines of a file */

/* An element's own text; what only marks words inside a sentence belongs to the sentence. */
struct lines {
	json_t *out;
	struct buf text[DEPTH_MAX];
	int depth;
	bool has_attributes; /* they are what is told (facts.xml) */
};

static bool is_inline(const char *name)
{
	return strcmp(name, "sv") == 0 || strcmp(name, "b") == 0 || strcmp(name, "web") == 0;
}

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct lines *l = ctx;
	struct buf *text;

	if (is_inline(name))
		return;
	if (strcmp(name, "fact") == 0 && !l->has_attributes) {
		if (l->depth > 0 && l->depth <= DEPTH_MAX && attributes[0])
			buf_printf(&l->text[l->depth - 1], "{%s}", attributes[1]);
		return;
	}
	if (l->depth++ >= DEPTH_MAX)
		return;
	text = &l->text[l->depth - 1];
	buf_clear(text);
	for (int i = 0; l->has_attributes && attributes[i]; i += 2)
		buf_printf(text, "%s=%s ", attributes[i], attributes[i + 1]);
}

static void XMLCALL on_text(void *ctx, const XML_Char *bytes, int size)
{
	struct lines *l = ctx;
	struct buf *text;

	if (l->depth < 1 || l->depth > DEPTH_MAX)
		return;
	text = &l->text[l->depth - 1];
	for (int i = 0; i < size; i++) {
		bool is_blank = strchr(" \t\r\n", bytes[i]) != NULL;

		if (!is_blank)
			buf_putc(text, bytes[i]);
		else if (text->size && text->data[text->size - 1] != ' ')
			buf_putc(text, ' ');
	}
}

static void XMLCALL on_end(void *ctx, const XML_Char *name)
{
	struct lines *l = ctx;

	if (is_inline(name) || (strcmp(name, "fact") == 0 && !l->has_attributes))
		return;
	if (l->depth-- > DEPTH_MAX)
		return;
	if (l->text[l->depth].size)
		json_array_append_new(
			l->out, json_sprintf("%s: %s", name, buf_str(&l->text[l->depth])));
}

static void xml_lines(const char *path, const char *xml, size_t size, json_t *out)
{
	struct lines l = { .out = out, .has_attributes = ends_with(path, "facts.xml") };
	XML_Parser parser = XML_ParserCreate(NULL);

	if (!parser)
		return;
	XML_SetUserData(parser, &l);
	XML_SetElementHandler(parser, on_start, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	if (XML_Parse(parser, xml, (int)size, 1) != XML_STATUS_OK)
		json_array_append_new(out, json_string("(cannot be read as XML)"));
	XML_ParserFree(parser);
	for (int i = 0; i < DEPTH_MAX; i++)
		buf_finish(&l.text[i]);
}

static void mo_lines(const char *path, const char *bytes, size_t size, json_t *out)
{
	struct mo mo;

	if (mo_open(&mo, path, bytes, size, NULL) != ERR_OK) {
		json_array_append_new(out, json_string("(cannot be read as a catalogue)"));
		return;
	}
	for (uint32_t i = 0; i < mo.count; i++) {
		struct mo_entry e = mo_entry(&mo, i);

		for (int form = 0; *e.msgid && form < e.form_count; form++)
			json_array_append_new(out, json_sprintf("%s -> %s", e.msgid, e.form[form]));
	}
}

/* NULL: not looked into. The texts may be anything; what is no UTF-8 jansson leaves out. */
static json_t *lines_of(const struct side *s, int i)
{
	const struct pack_file *file = &s->m.files[i];
	json_t *out;

	if (!s->texts[i])
		return NULL;
	out = json_array();
	if (ends_with(file->path, ".xml"))
		xml_lines(file->path, s->texts[i], (size_t)file->size, out);
	else
		mo_lines(file->path, s->texts[i], (size_t)file->size, out);
	return out;
}

/* ---------------------------------------------------------------- comparing */

/* The lines of `from` that `other` has not, as often as they stand there. */
static json_t *only_in(json_t *from, json_t *other)
{
	json_t *left = json_object(), *out = json_array(), *line;
	size_t i;

	json_array_foreach(other, i, line)
	{
		const char *text = json_string_value(line);

		json_object_set_new(left, text,
			json_integer(json_integer_value(json_object_get(left, text)) + 1));
	}
	json_array_foreach(from, i, line)
	{
		const char *text = json_string_value(line);
		json_int_t count = json_integer_value(json_object_get(left, text));

		if (count > 0)
			json_object_set_new(left, text, json_integer(count - 1));
		else
			json_array_append(out, line);
	}
	json_decref(left);
	return out;
}

static void tell(json_t *out, const struct side *a, int i, const struct side *b, int j)
{
	const char *path = i >= 0 ? a->m.files[i].path : b->m.files[j].path;
	json_t *old = i >= 0 ? lines_of(a, i) : NULL, *new = j >= 0 ? lines_of(b, j) : NULL;
	json_t *entry = json_pack("{ss ss}", "file", path, "change",
		i < 0   ? "added"
		: j < 0 ? "removed"
			: "changed");

	/* Of a new or a removed file its name says enough. */
	if (old && new) {
		json_object_set_new(entry, "removed", only_in(old, new));
		json_object_set_new(entry, "added", only_in(new, old));
	}
	json_decref(old);
	json_decref(new);
	json_array_append_new(out, entry);
}

static json_t *compare(const struct side *a, const struct side *b)
{
	json_t *out = json_array();
	int i = 0, j = 0;

	while (i < a->m.count || j < b->m.count) {
		int order = i == a->m.count ? 1
			    : j == b->m.count
				    ? -1
				    : pack_path_compare(a->m.files[i].path, b->m.files[j].path);

		if (order < 0) {
			tell(out, a, i++, b, -1);
		} else if (order > 0) {
			tell(out, a, -1, b, j++);
		} else {
			if (memcmp(a->m.files[i].hash, b->m.files[j].hash, PACK_HASH_BYTES) != 0 ||
				strcmp(a->m.files[i].path, b->m.files[j].path) != 0)
				tell(out, a, i, b, j);
			i++;
			j++;
		}
	}
	return out;
}

static void print(const struct side *a, const struct side *b, json_t *changes)
{
	static const char *const kinds[] = { "removed", "added" };
	json_t *entry, *line;
	size_t i, k;

	printf("from %s number %u to %s number %u: %zu files differ\n", a->m.id.name,
		(unsigned)a->m.id.seq, b->m.id.name, (unsigned)b->m.id.seq,
		json_array_size(changes));
	json_array_foreach(changes, i, entry)
	{
		printf("%s %s\n", json_string_value(json_object_get(entry, "file")),
			json_string_value(json_object_get(entry, "change")));
		for (int kind = 0; kind < 2; kind++) {
			json_array_foreach(json_object_get(entry, kinds[kind]), k, line)
			{
				printf("  %c %s\n", kind ? '+' : '-', json_string_value(line));
			}
		}
	}
}

int pack_diff(int argc, char **argv)
{
	struct pack_options o;
	struct side sides[2];
	struct diag d = { 0 };
	struct arena *a;
	json_t *changes;
	int status = options_parse(&o, argc, argv, " json ", 2, usage);
	enum err err = ERR_OK;

	if (status >= 0)
		return status;
	if (sodium_init() < 0 || !(a = arena_create(0)))
		return options_fail(&o, "no memory", 1);
	for (int i = 0; err == ERR_OK && i < 2; i++) {
		sides[i] = (struct side){ .name = o.args[i], .arena = a };
		err = read_side(&sides[i], &d);
	}
	if (err == ERR_OK) {
		changes = compare(&sides[0], &sides[1]);
		if (o.is_json)
			options_json(json_incref(changes));
		else
			print(&sides[0], &sides[1], changes);
		json_decref(changes);
	} else {
		options_fail(&o, d.text, 1);
	}
	arena_destroy(a);
	return err == ERR_OK ? 0 : 1;
}
