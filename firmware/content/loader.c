/* What is read goes into drafts; at the end everything that names something else is resolved. */
#include "content/loader.h"

#include <string.h>

#include "content/markup.h"

void *vec_add(struct arena *a, struct vec *v, size_t size)
{
	if (v->count == v->capacity) {
		int capacity = v->capacity ? v->capacity * 2 : 8;
		void *items = arena_array(a, (size_t)capacity, size);

		if (!items)
			return NULL;
		if (v->count)
			memcpy(items, v->items, (size_t)v->count * size);
		v->items = items;
		v->capacity = capacity;
	}
	return (char *)v->items + (size_t)v->count++ * size;
}

struct where where_now(const struct xml_reader *r)
{
	return (struct where){ xml_file(r), xml_line(r) };
}

struct content_loader *content_loader_create(struct arena *a)
{
	struct content_loader *l = arena_alloc(a, sizeof(*l));

	if (l)
		l->arena = a;
	return l;
}

enum err loader_note_facts(struct content_loader *l, struct xml_reader *r, const char *msgid)
{
	struct markup m = markup_begin(msgid);
	struct markup_token t;

	for (t = markup_next(&m); t.kind != MARKUP_END && t.kind != MARKUP_WRONG;
		t = markup_next(&m)) {
		struct ref *ref;

		if (t.kind != MARKUP_FACT)
			continue;
		ref = vec_add(l->arena, &l->fact_refs, sizeof(*ref));
		if (!ref)
			return ERR_MEMORY;
		ref->id = arena_copy(l->arena, t.bytes, t.size);
		ref->at = where_now(r);
		if (!ref->id)
			return ERR_MEMORY;
	}
	return ERR_OK;
}

enum err loader_fail_twice(
	const char *what, const char *id, struct where first, struct where second, struct diag *d)
{
	return diag_fail(d, ERR_SYNTAX,
		"%s:%d: the %s \"%.60s\" is there already (%s:%d); rename one of them", second.file,
		second.line, what, id, first.file, first.line);
}

enum err content_finish_loading(
	struct content_loader *l, const struct content **content_out, struct diag *d)
{
	struct content *c = arena_alloc(l->arena, sizeof(*c));
	enum err err;

	if (!c)
		return diag_fail(d, ERR_MEMORY, "no memory for the content");
	err = resolve_facts(l, c, d);
	if (err == ERR_OK)
		err = resolve_authorities(l, c, d);
	if (err == ERR_OK)
		err = resolve_questions(l, c, d);
	if (err == ERR_OK)
		err = resolve_rules(l, c, d);
	if (err == ERR_OK)
		err = resolve_guides(l, c, d);
	if (err == ERR_OK)
		err = resolve_stations(l, c, d);
	if (err == ERR_OK)
		err = resolve_changes(l, c, d);
	if (err == ERR_OK)
		err = resolve_fact_refs(l, c, d);
	c->local = l->local;
	if (err == ERR_OK)
		*content_out = c;
	return err;
}
