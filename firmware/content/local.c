/* local.xml: the municipality's own offices. Its texts are Swedish and not translated. */
#include <string.h>

#include "content/loader.h"

enum { EL_LOCAL, EL_PLACE, EL_COUNT };

static const struct xml_element elements[EL_COUNT] = {
	[EL_LOCAL] = { "local", XML_ROOT, XML_CHILDREN, false, false,
		{ { "municipality", XML_FORM_TEXT, false }, { "sample", XML_FORM_YES_NO, true } } },
	[EL_PLACE] = { "place", XML_BIT(EL_LOCAL), XML_EMPTY, false, false,
		{ { "id", XML_FORM_ID, false }, { "kind", XML_FORM_ID, false },
			{ "name", XML_FORM_TEXT, false }, { "address", XML_FORM_TEXT, true },
			{ "hours", XML_FORM_TEXT, true }, { "phone", XML_FORM_PHONE, true },
			{ "web", XML_FORM_HTTPS, true } } },
};

static const char *const kinds[LOCAL_KINDS] = { [LOCAL_MUNICIPALITY] = "kommun",
	[LOCAL_SCHOOL] = "school",
	[LOCAL_PRESCHOOL] = "preschool",
	[LOCAL_UPPER_SECONDARY] = "upper-secondary",
	[LOCAL_ADULT_EDUCATION] = "adult-education",
	[LOCAL_SFI] = "sfi",
	[LOCAL_CIVIC_ORIENTATION] = "civic-orientation",
	[LOCAL_SOCIAL] = "social",
	[LOCAL_HOUSING] = "housing",
	[LOCAL_HEALTH] = "health",
	[LOCAL_OFFICE] = "office",
	[LOCAL_OTHER] = "other" };

const char *local_kind_name(enum local_kind kind)
{
	return kinds[kind];
}

struct parse {
	struct content_loader *loader;
	struct local *local;
	struct vec places; /* struct local_place */
};

static enum err open_local(struct parse *p, struct xml_reader *r)
{
	p->local = arena_alloc(p->loader->arena, sizeof(*p->local));
	if (!p->local)
		return ERR_MEMORY;
	if (p->loader->local)
		return xml_fail(r, ERR_SYNTAX, "there is a municipality already; keep one file");
	p->local->municipality = xml_attribute(r, "municipality");
	p->local->is_sample = xml_attribute_yes(r, "sample");
	return p->local->municipality ? ERR_OK : ERR_MEMORY;
}

enum err local_kind_find(struct xml_reader *r, const char *name, int *kind_out)
{
	struct closest closest = closest_begin(name);
	int i;

	for (i = 0; i < LOCAL_KINDS; i++) {
		if (strcmp(kinds[i], name) == 0) {
			*kind_out = i;
			return ERR_OK;
		}
		closest_offer(&closest, kinds[i]);
	}
	return xml_fail(r, ERR_SYNTAX,
		"\"%.40s\" is no kind of place; write one of those in guides/local.rng%s", name,
		closest_sentence(&closest));
}

static enum err open_place(struct parse *p, struct xml_reader *r)
{
	const char *id = xml_attribute(r, "id"), *kind = xml_attribute(r, "kind");
	const struct local_place *others = p->places.items;
	struct local_place *place;
	enum err err;
	int i, kind_found = LOCAL_OTHER;

	if (!id || !kind)
		return ERR_MEMORY;
	for (i = 0; i < p->places.count; i++)
		if (strcmp(others[i].id, id) == 0)
			return xml_fail(r, ERR_SYNTAX,
				"the place \"%.40s\" stands here twice; rename one", id);
	place = vec_add(p->loader->arena, &p->places, sizeof(*place));
	if (!place)
		return ERR_MEMORY;
	place->id = id;
	place->name = xml_attribute(r, "name");
	place->address = xml_attribute(r, "address");
	place->hours = xml_attribute(r, "hours");
	place->phone = xml_attribute(r, "phone");
	place->web = xml_attribute(r, "web");
	if (!place->name)
		return ERR_MEMORY;
	err = local_kind_find(r, kind, &kind_found);
	place->kind = (enum local_kind)kind_found;
	return err;
}

static enum err on_open(void *ctx, struct xml_reader *r, int element)
{
	return element == EL_LOCAL ? open_local(ctx, r) : open_place(ctx, r);
}

static enum err on_close(void *ctx, struct xml_reader *r, int element, const char *text)
{
	struct parse *p = ctx;

	(void)r;
	(void)text;
	if (element != EL_LOCAL)
		return ERR_OK;
	p->local->places = p->places.items;
	p->local->place_count = p->places.count;
	p->loader->local = p->local;
	return ERR_OK;
}

enum err content_add_local(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d)
{
	static const struct xml_grammar grammar = { elements, EL_COUNT, on_open, on_close };
	struct parse p = { .loader = l };

	return xml_read(l->arena, &grammar, &p, name, xml, size, d);
}
