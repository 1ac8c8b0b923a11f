#include <string.h>

#include "content/loader.h"

static enum err push(struct rule_builder *b, struct xml_reader *r, struct rule *rule)
{
	if (!rule)
		return ERR_MEMORY;
	if (b->depth == XML_DEPTH_MAX)
		return xml_fail(r, ERR_RANGE, "the rule is nested too deeply; make it simpler");
	b->open[b->depth++] = rule;
	return ERR_OK;
}

enum err rule_build_begin(struct rule_builder *b, struct xml_reader *r)
{
	b->depth = 0;
	return push(b, r, arena_alloc(xml_arena(r), sizeof(struct rule)));
}

static enum err note_question(
	struct content_loader *l, struct xml_reader *r, struct rule *rule, const char *owner)
{
	struct rule_ref *ref = vec_add(l->arena, &l->rule_refs, sizeof(*ref));

	if (!ref)
		return ERR_MEMORY;
	ref->rule = rule;
	ref->question.id = xml_attribute(r, "question");
	ref->question.at = where_now(r);
	ref->values = xml_attribute(r, "in");
	ref->owner = owner;
	return ref->question.id && ref->values ? ERR_OK : ERR_MEMORY;
}

enum err rule_build_open(struct rule_builder *b, struct content_loader *l, struct xml_reader *r,
	int element, const char *owner)
{
	static const enum rule_kind kinds[] = { [RULE_EL_ALL] = RULE_ALL,
		[RULE_EL_ANY] = RULE_ANY,
		[RULE_EL_NOT] = RULE_NOT,
		[RULE_EL_IS] = RULE_IS };
	struct rule *parent = b->open[b->depth - 1];
	struct rule *rule = arena_alloc(xml_arena(r), sizeof(*rule));
	const struct rule **link = &parent->first_child;

	if (!rule)
		return ERR_MEMORY;
	if (parent->first_child && (b->depth == 1 || parent->kind == RULE_NOT))
		return xml_fail(r, ERR_SYNTAX,
			"a second rule where one is wanted; put both in <all> or <any>");
	while (*link)
		link = (const struct rule **)&(*link)->next;
	*link = rule;
	rule->kind = kinds[element];
	if (rule->kind == RULE_IS) {
		enum err err = note_question(l, r, rule, owner);

		if (err != ERR_OK)
			return err;
	}
	return push(b, r, rule);
}

enum err rule_build_close(struct rule_builder *b, struct xml_reader *r)
{
	const struct rule *rule = b->open[--b->depth];

	if (rule->kind != RULE_IS && !rule->first_child)
		return xml_fail(r, ERR_SYNTAX,
			"an empty rule; put <is question=\"...\" in=\"...\"/> in it or remove it");
	return ERR_OK;
}

enum err rule_build_finish(
	struct rule_builder *b, struct xml_reader *r, const struct rule **rule_out)
{
	*rule_out = b->open[0]->first_child;
	b->depth = 0;
	if (!*rule_out)
		return xml_fail(r, ERR_SYNTAX,
			"an empty rule; put <is question=\"...\" in=\"...\"/> in it or remove it");
	return ERR_OK;
}
