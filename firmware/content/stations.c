/* stations.xml: the five stations of the way through the authorities. */
#include <string.h>

#include "content/loader.h"

enum { EL_STATIONS, EL_STATION, EL_TITLE, EL_TEXT, EL_COUNT };

static const struct xml_element elements[EL_COUNT] = {
	[EL_STATIONS] = { "stations", XML_ROOT, XML_CHILDREN, false, false, { { 0 } } },
	[EL_STATION] = { "station", XML_BIT(EL_STATIONS), XML_CHILDREN, false, true,
		{ { "number", XML_FORM_NUMBER, false }, { "id", XML_FORM_ID, false },
			{ "icon", XML_FORM_ID, false } } },
	[EL_TITLE] = { "title", XML_BIT(EL_STATION), XML_RICH, true, true, { { 0 } } },
	[EL_TEXT] = { "text", XML_BIT(EL_STATION), XML_RICH, true, true, { { 0 } } },
};

static struct station_draft *last(struct content_loader *l)
{
	return (struct station_draft *)l->stations.items + l->stations.count - 1;
}

static enum err on_open(void *ctx, struct xml_reader *r, int element)
{
	struct content_loader *l = ctx;
	struct station_draft *draft;
	struct station *s;

	if (element != EL_STATION)
		return ERR_OK;
	draft = vec_add(l->arena, &l->stations, sizeof(*draft));
	if (!draft)
		return ERR_MEMORY;
	draft->at = where_now(r);
	s = &draft->station;
	s->id = xml_attribute(r, "id");
	s->icon = xml_attribute(r, "icon");
	s->number = xml_attribute_number(r, "number");
	if (!s->id || !s->icon)
		return ERR_MEMORY;
	if (s->number < 1 || s->number > STATIONS)
		return xml_fail(r, ERR_RANGE, "number=\"%d\" is none of the stations 1 to %d",
			s->number, STATIONS);
	return ERR_OK;
}

static enum err on_close(void *ctx, struct xml_reader *r, int element, const char *text)
{
	struct content_loader *l = ctx;

	if (!text)
		return ERR_OK;
	if (element == EL_TITLE)
		last(l)->station.title.msgid = text;
	else
		last(l)->station.text.msgid = text;
	return loader_note_facts(l, r, text);
}

enum err content_add_stations(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d)
{
	static const struct xml_grammar grammar = { elements, EL_COUNT, on_open, on_close };

	return xml_read(l->arena, &grammar, l, name, xml, size, d);
}

enum err resolve_stations(struct content_loader *l, struct content *c, struct diag *d)
{
	const struct station_draft *drafts = l->stations.items, *first[STATIONS] = { NULL };
	struct station *list = arena_array(l->arena, STATIONS, sizeof(*list));
	int i, j;

	if (!list)
		return diag_fail(d, ERR_MEMORY, "no memory for the stations");
	for (i = 0; i < l->stations.count; i++) {
		const struct station_draft *draft = &drafts[i];
		const struct station_draft **slot = &first[draft->station.number - 1];

		if (*slot)
			return diag_fail(d, ERR_SYNTAX,
				"%s:%d: the station %d is there already (line %d); give one of "
				"them another number",
				draft->at.file, draft->at.line, draft->station.number,
				(*slot)->at.line);
		*slot = draft;
		for (j = 0; j < i; j++)
			if (strcmp(drafts[j].station.id, draft->station.id) == 0)
				return diag_fail(d, ERR_SYNTAX,
					"%s:%d: the station \"%.60s\" is there already (line %d); "
					"rename one of them",
					draft->at.file, draft->at.line, draft->station.id,
					drafts[j].at.line);
		list[draft->station.number - 1] = draft->station;
	}
	for (i = 0; i < STATIONS; i++)
		if (!first[i])
			return diag_fail(d, ERR_MISSING,
				"stations.xml: the station %d is missing; write <station "
				"number=\"%d\" ...>",
				i + 1, i + 1);
	c->stations = list;
	return ERR_OK;
}
