/* changes.xml: what has changed from one content to the next, in the words a visitor with an older
 * paper reads. Only added to: a paper may be years old. */
#include <stdlib.h>
#include <string.h>

#include "content/loader.h"

enum { EL_CHANGES, EL_CHANGE, EL_COUNT };

static const struct xml_element elements[EL_COUNT] = {
	[EL_CHANGES] = { "changes", XML_ROOT, XML_CHILDREN, false, false, { { 0 } } },
	[EL_CHANGE] = { "change", XML_BIT(EL_CHANGES), XML_RICH, false, false,
		{ { "content", XML_FORM_NUMBER, false }, { "date", XML_FORM_DATE, false },
			{ "guide", XML_FORM_ID, true } } },
};

static enum err on_open(void *ctx, struct xml_reader *r, int element)
{
	struct content_loader *l = ctx;
	struct change_draft *draft;

	if (element != EL_CHANGE)
		return ERR_OK;
	draft = vec_add(l->arena, &l->changes, sizeof(*draft));
	if (!draft)
		return ERR_MEMORY;
	draft->change.line = xml_line(r);
	draft->change.content = xml_attribute_number(r, "content");
	draft->change.date = xml_attribute(r, "date");
	draft->guide.id = xml_attribute(r, "guide");
	draft->guide.at = where_now(r);
	return draft->change.date ? ERR_OK : ERR_MEMORY;
}

static enum err on_close(void *ctx, struct xml_reader *r, int element, const char *text)
{
	struct content_loader *l = ctx;

	if (element != EL_CHANGE)
		return ERR_OK;
	((struct change_draft *)l->changes.items)[l->changes.count - 1].change.text.msgid = text;
	return loader_note_facts(l, r, text);
}

enum err content_add_changes(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d)
{
	static const struct xml_grammar grammar = { elements, EL_COUNT, on_open, on_close };

	return xml_read(l->arena, &grammar, l, name, xml, size, d);
}

static int compare(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->content != y->content)
		return x->content - y->content;
	return strcmp(x->date, y->date);
}

static enum err find_guide(
	const struct content *c, const struct ref *ref, const struct guide **out, struct diag *d)
{
	struct closest closest = closest_begin(ref->id);

	*out = content_guide(c, ref->id);
	if (*out)
		return ERR_OK;
	for (int i = 0; i < c->guide_count; i++)
		closest_offer(&closest, c->guides[i]->id);
	return diag_fail(d, ERR_MISSING, "%s:%d: there is no guide \"%.60s\"%s", ref->at.file,
		ref->at.line, ref->id, closest_sentence(&closest));
}

enum err resolve_changes(struct content_loader *l, struct content *c, struct diag *d)
{
	const struct change_draft *drafts = l->changes.items;
	struct change *list = arena_array(l->arena, (size_t)l->changes.count, sizeof(*list));
	enum err err = ERR_OK;

	if (!list)
		return diag_fail(d, ERR_MEMORY, "no memory for the changes");
	for (int i = 0; i < l->changes.count && err == ERR_OK; i++) {
		list[i] = drafts[i].change;
		if (drafts[i].guide.id)
			err = find_guide(c, &drafts[i].guide, &list[i].guide, d);
	}
	if (err != ERR_OK)
		return err;
	if (l->changes.count)
		qsort(list, (size_t)l->changes.count, sizeof(*list), compare);
	c->changes = list;
	c->change_count = l->changes.count;
	return ERR_OK;
}
