#include <string.h>

#include "content/loader.h"

enum {
	EL_GUIDE = RULE_EL_COUNT,
	EL_REQUIRES,
	EL_RECOMMENDS,
	EL_ANY_GUIDE, /* <any ref="..."/> in the two above, not the rule */
	EL_APPLIES,
	EL_NAME,
	EL_TITLE,
	EL_SUMMARY,
	EL_PAPER,
	EL_SAY,
	EL_SECTION,
	EL_STEP,
	EL_STEP_TITLE,
	EL_DOC,
	EL_WHEN,
	EL_PARAGRAPH,
	EL_TEXT,
	EL_SOURCE,
	EL_COUNT
};

#define IN_GUIDE XML_BIT(EL_GUIDE)

static const struct xml_element elements[EL_COUNT] = {
	RULE_ELEMENTS(XML_BIT(EL_APPLIES) | XML_BIT(EL_WHEN)),
	[EL_GUIDE] = { "guide", XML_ROOT, XML_CHILDREN, false, false,
		{ { "id", XML_FORM_ID, false }, { "order", XML_FORM_NUMBER, false },
			{ "station", XML_FORM_NUMBER, false }, { "authority", XML_FORM_ID, false },
			{ "icon", XML_FORM_ID, false }, { "term", XML_FORM_TEXT, false },
			{ "web", XML_FORM_HTTPS, false }, { "checked", XML_FORM_DATE, false },
			{ "topic", XML_FORM_TOPIC, true }, { "shared", XML_FORM_YES_NO, true },
			{ "place", XML_FORM_ID, true } } },
	[EL_REQUIRES] = { "requires", IN_GUIDE, XML_CHILDREN, false, false, { { 0 } } },
	[EL_RECOMMENDS] = { "recommends", IN_GUIDE, XML_CHILDREN, false, false, { { 0 } } },
	[EL_ANY_GUIDE] = { "any", XML_BIT(EL_REQUIRES) | XML_BIT(EL_RECOMMENDS), XML_EMPTY, false,
		true, { { "ref", XML_FORM_ID, false } } },
	[EL_APPLIES] = { "applies", IN_GUIDE, XML_CHILDREN, true, false, { { 0 } } },
	[EL_NAME] = { "name", IN_GUIDE, XML_RICH, true, false, { { 0 } } },
	[EL_TITLE] = { "title", IN_GUIDE, XML_RICH, true, true, { { 0 } } },
	[EL_SUMMARY] = { "summary", IN_GUIDE, XML_RICH, true, true, { { 0 } } },
	[EL_PAPER] = { "paper", IN_GUIDE, XML_TEXT, false, false, { { 0 } } },
	[EL_SAY] = { "say", IN_GUIDE, XML_TEXT, true, false, { { 0 } } },
	[EL_SECTION] = { "section", IN_GUIDE, XML_CHILDREN, false, false,
		{ { "kind", XML_FORM_ID, false } } },
	[EL_STEP] = { "step", IN_GUIDE, XML_CHILDREN, false, true,
		{ { "id", XML_FORM_ID, false }, { "icon", XML_FORM_ID, false }, XML_VALIDITY } },
	[EL_STEP_TITLE] = { "title", XML_BIT(EL_STEP), XML_RICH, true, true, { { 0 } } },
	[EL_DOC] = { "doc", IN_GUIDE, XML_CHILDREN, false, false,
		{ { "id", XML_FORM_ID, false }, { "icon", XML_FORM_ID, false },
			{ "term", XML_FORM_TEXT, false }, XML_VALIDITY } },
	[EL_WHEN] = { "when",
		XML_BIT(EL_STEP) | XML_BIT(EL_DOC) | XML_BIT(EL_REQUIRES) | XML_BIT(EL_RECOMMENDS),
		XML_CHILDREN, true, false, { { 0 } } },
	[EL_PARAGRAPH] = { "p", XML_BIT(EL_SECTION) | XML_BIT(EL_STEP), XML_RICH, false, true,
		{ XML_VALIDITY } },
	[EL_TEXT] = { "text", XML_BIT(EL_DOC), XML_RICH, true, true, { { 0 } } },
	[EL_SOURCE] = { "source", IN_GUIDE, XML_EMPTY, false, true,
		{ { "href", XML_FORM_HTTPS, false }, { "checked", XML_FORM_DATE, false } } },
};

static const char *const section_names[SECTION_KINDS] = { "what", "who", "cost", "where", "time",
	"get", "mistakes", "next" };

struct parse {
	struct content_loader *loader;
	struct guide *guide;
	struct guide_draft *draft;
	struct vec steps, docs, sources, paragraphs, papers;
	struct guide_step step; /* the one being read */
	struct guide_doc doc;
	struct validity valid; /* of the paragraph */
	enum guide_section_kind section;
	struct rule_builder rule;
};

static enum err open_guide(struct parse *p, struct xml_reader *r)
{
	struct guide *g = arena_alloc(p->loader->arena, sizeof(*g));
	const char *place = xml_attribute(r, "place");

	p->draft = vec_add(p->loader->arena, &p->loader->guides, sizeof(*p->draft));
	if (!g || !p->draft)
		return ERR_MEMORY;
	p->guide = p->draft->guide = g;
	p->draft->at = p->draft->authority.at = where_now(r);
	p->draft->authority.id = xml_attribute(r, "authority");
	g->id = xml_attribute(r, "id");
	g->icon = xml_attribute(r, "icon");
	g->term = xml_attribute(r, "term");
	g->web = xml_attribute(r, "web");
	g->checked = xml_attribute(r, "checked");
	g->topic = xml_attribute(r, "topic");
	g->order = xml_attribute_number(r, "order");
	g->station = xml_attribute_number(r, "station");
	g->line = xml_line(r);
	g->is_shared = xml_attribute_yes(r, "shared");
	g->place_kind = -1;
	if (!p->draft->authority.id || !g->id || !g->icon || !g->term || !g->web || !g->checked)
		return ERR_MEMORY;
	if (g->station < 1 || g->station > 5)
		return xml_fail(
			r, ERR_RANGE, "station=\"%d\" is none of the stations 1 to 5", g->station);
	return place ? local_kind_find(r, place, &g->place_kind) : ERR_OK;
}

static enum err open_requirement(struct parse *p, struct xml_reader *r, bool is_recommended_only)
{
	struct requirement_draft *q =
		vec_add(p->loader->arena, &p->draft->requirements, sizeof(*q));

	(void)r;
	if (!q)
		return ERR_MEMORY;
	q->is_recommended_only = is_recommended_only;
	return ERR_OK;
}

static enum err open_any_guide(struct parse *p, struct xml_reader *r)
{
	struct vec *v = &p->draft->requirements;
	struct requirement_draft *q = (struct requirement_draft *)v->items + v->count - 1;

	if (q->count == GUIDE_REQUIRES_MAX)
		return xml_fail(r, ERR_RANGE, "more than %d alternatives; split the group",
			GUIDE_REQUIRES_MAX);
	q->any_of[q->count].id = xml_attribute(r, "ref");
	q->any_of[q->count].at = where_now(r);
	return q->any_of[q->count++].id ? ERR_OK : ERR_MEMORY;
}

static enum err open_section(struct parse *p, struct xml_reader *r)
{
	const char *kind = xml_attribute(r, "kind");
	int i;

	if (!kind)
		return ERR_MEMORY;
	for (i = 0; i < SECTION_KINDS && strcmp(section_names[i], kind) != 0; i++)
		;
	if (i == SECTION_KINDS)
		return xml_fail(r, ERR_SYNTAX,
			"the section \"%.40s\" is none of what, who, cost, where, time, get, "
			"mistakes, next",
			kind);
	if (p->guide->sections[i].paragraph_count)
		return xml_fail(r, ERR_SYNTAX,
			"the section \"%s\" stands here twice; make one of both", kind);
	p->section = (enum guide_section_kind)i;
	p->paragraphs = (struct vec){ 0 };
	return ERR_OK;
}

static enum err open_step(struct parse *p, struct xml_reader *r)
{
	const struct guide_step *others = p->steps.items;
	int i;

	p->step = (struct guide_step){
		.id = xml_attribute(r, "id"), .line = xml_line(r), .icon = xml_attribute(r, "icon")
	};
	p->paragraphs = (struct vec){ 0 };
	if (!p->step.id || !p->step.icon)
		return ERR_MEMORY;
	if (loader_validity(r, &p->step.valid) != ERR_OK)
		return ERR_RANGE;
	for (i = 0; i < p->steps.count; i++)
		if (strcmp(others[i].id, p->step.id) == 0 &&
			validity_overlaps(others[i].valid, p->step.valid))
			return xml_fail(r, ERR_SYNTAX,
				"the step \"%.40s\" stands here twice; rename one", p->step.id);
	return ERR_OK;
}

static enum err open_doc(struct parse *p, struct xml_reader *r)
{
	const struct guide_doc *others = p->docs.items;
	int i;

	p->doc = (struct guide_doc){ .id = xml_attribute(r, "id"),
		.line = xml_line(r),
		.icon = xml_attribute(r, "icon"),
		.term = xml_attribute(r, "term") };
	if (!p->doc.id || !p->doc.icon || !p->doc.term)
		return ERR_MEMORY;
	if (loader_validity(r, &p->doc.valid) != ERR_OK)
		return ERR_RANGE;
	for (i = 0; i < p->docs.count; i++)
		if (strcmp(others[i].id, p->doc.id) == 0 &&
			validity_overlaps(others[i].valid, p->doc.valid))
			return xml_fail(r, ERR_SYNTAX,
				"the document \"%.40s\" stands here twice; rename one", p->doc.id);
	return ERR_OK;
}

static enum err open_source(struct parse *p, struct xml_reader *r)
{
	struct guide_source *s = vec_add(p->loader->arena, &p->sources, sizeof(*s));

	if (!s)
		return ERR_MEMORY;
	s->href = xml_attribute(r, "href");
	s->checked = xml_attribute(r, "checked");
	return s->href && s->checked ? ERR_OK : ERR_MEMORY;
}

static enum err on_open(void *ctx, struct xml_reader *r, int element)
{
	struct parse *p = ctx;

	if (element < RULE_EL_COUNT)
		return rule_build_open(&p->rule, p->loader, r, element, NULL);
	switch (element) {
	case EL_GUIDE:
		return open_guide(p, r);
	case EL_REQUIRES:
	case EL_RECOMMENDS:
		return open_requirement(p, r, element == EL_RECOMMENDS);
	case EL_ANY_GUIDE:
		return open_any_guide(p, r);
	case EL_APPLIES:
	case EL_WHEN:
		return rule_build_begin(&p->rule, r);
	case EL_SECTION:
		return open_section(p, r);
	case EL_STEP:
		return open_step(p, r);
	case EL_DOC:
		return open_doc(p, r);
	case EL_PARAGRAPH:
		return loader_validity(r, &p->valid);
	case EL_SOURCE:
		return open_source(p, r);
	default:
		return ERR_OK;
	}
}

static enum err close_paragraph(struct parse *p, const char *text)
{
	struct content_text *t = vec_add(p->loader->arena, &p->paragraphs, sizeof(*t));

	if (!t)
		return ERR_MEMORY;
	t->msgid = text;
	t->valid = p->valid;
	return ERR_OK;
}

static enum err close_step(struct parse *p, struct xml_reader *r)
{
	struct guide_step *step = vec_add(p->loader->arena, &p->steps, sizeof(*step));

	if (!step)
		return ERR_MEMORY;
	if (p->steps.count > GUIDE_STEPS_MAX)
		return xml_fail(
			r, ERR_RANGE, "more than %d steps; make two guides of it", GUIDE_STEPS_MAX);
	*step = p->step;
	step->paragraphs = p->paragraphs.items;
	step->paragraph_count = p->paragraphs.count;
	return ERR_OK;
}

static enum err close_doc(struct parse *p, struct xml_reader *r)
{
	struct guide_doc *doc = vec_add(p->loader->arena, &p->docs, sizeof(*doc));

	if (!doc)
		return ERR_MEMORY;
	if (p->docs.count > GUIDE_STEPS_MAX)
		return xml_fail(r, ERR_RANGE, "more than %d documents; make two guides of it",
			GUIDE_STEPS_MAX);
	*doc = p->doc;
	return ERR_OK;
}

static enum err close_guide(struct parse *p)
{
	p->guide->steps = p->steps.items;
	p->guide->step_count = p->steps.count;
	p->guide->docs = p->docs.items;
	p->guide->doc_count = p->docs.count;
	p->guide->sources = p->sources.items;
	p->guide->source_count = p->sources.count;
	p->guide->papers = p->papers.items;
	p->guide->paper_count = p->papers.count;
	return ERR_OK;
}

static enum err close_paper(struct parse *p, const char *text)
{
	const char **paper = vec_add(p->loader->arena, &p->papers, sizeof(*paper));

	if (!paper)
		return ERR_MEMORY;
	*paper = text;
	return ERR_OK;
}

static enum err close_when(struct parse *p, struct xml_reader *r)
{
	const struct vec *v = &p->draft->requirements;

	switch (xml_parent(r)) {
	case EL_STEP:
		return rule_build_finish(&p->rule, r, &p->step.when);
	case EL_DOC:
		return rule_build_finish(&p->rule, r, &p->doc.when);
	default: /* the <requires> or <recommends> that is open is the last one */
		return rule_build_finish(
			&p->rule, r, &((struct requirement_draft *)v->items)[v->count - 1].when);
	}
}

static enum err on_close(void *ctx, struct xml_reader *r, int element, const char *text)
{
	struct parse *p = ctx;
	bool is_rich = text && element != EL_SAY && element != EL_PAPER;
	enum err err = is_rich ? loader_note_facts(p->loader, r, text) : ERR_OK;

	if (err != ERR_OK)
		return err;
	if (element < RULE_EL_COUNT)
		return rule_build_close(&p->rule, r);
	switch (element) {
	case EL_GUIDE:
		return close_guide(p);
	case EL_APPLIES:
		return rule_build_finish(&p->rule, r, &p->guide->applies);
	case EL_WHEN:
		return close_when(p, r);
	case EL_NAME:
		p->guide->name.msgid = text;
		return ERR_OK;
	case EL_PAPER:
		return close_paper(p, text);
	case EL_TITLE:
		p->guide->title.msgid = text;
		return ERR_OK;
	case EL_SUMMARY:
		p->guide->summary.msgid = text;
		return ERR_OK;
	case EL_SAY:
		p->guide->say = text;
		return ERR_OK;
	case EL_PARAGRAPH:
		return close_paragraph(p, text);
	case EL_SECTION:
		p->guide->sections[p->section].paragraphs = p->paragraphs.items;
		p->guide->sections[p->section].paragraph_count = p->paragraphs.count;
		return ERR_OK;
	case EL_STEP_TITLE:
		p->step.title.msgid = text;
		return ERR_OK;
	case EL_STEP:
		return close_step(p, r);
	case EL_TEXT:
		p->doc.text.msgid = text;
		return ERR_OK;
	case EL_DOC:
		return close_doc(p, r);
	default:
		return ERR_OK;
	}
}

enum err content_add_guide(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d)
{
	static const struct xml_grammar grammar = { elements, EL_COUNT, on_open, on_close };
	struct parse p = { .loader = l };

	return xml_read(l->arena, &grammar, &p, name, xml, size, d);
}
