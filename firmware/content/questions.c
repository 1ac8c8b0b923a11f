#include <string.h>

#include "content/loader.h"

enum { EL_QUESTIONS = RULE_EL_COUNT, EL_QUESTION, EL_TEXT, EL_WHY, EL_WHEN, EL_ANSWER, EL_COUNT };

static const struct xml_element elements[EL_COUNT] = {
	RULE_ELEMENTS(XML_BIT(EL_WHEN)),
	[EL_QUESTIONS] = { "questions", XML_ROOT, XML_CHILDREN, false, false, { { 0 } } },
	[EL_QUESTION] = { "question", XML_BIT(EL_QUESTIONS), XML_CHILDREN, false, true,
		{ { "id", XML_FORM_ID, false }, { "icon", XML_FORM_ID, false },
			{ "many", XML_FORM_YES_NO, true }, { "done", XML_FORM_YES_NO, true },
			{ "shared", XML_FORM_YES_NO, true }, { "names", XML_FORM_YES_NO, true } } },
	[EL_TEXT] = { "text", XML_BIT(EL_QUESTION), XML_RICH, true, true, { { 0 } } },
	[EL_WHY] = { "why", XML_BIT(EL_QUESTION), XML_RICH, true, true, { { 0 } } },
	[EL_WHEN] = { "when", XML_BIT(EL_QUESTION), XML_CHILDREN, true, false, { { 0 } } },
	[EL_ANSWER] = { "answer", XML_BIT(EL_QUESTION), XML_RICH, false, true,
		{ { "value", XML_FORM_ID, false }, { "icon", XML_FORM_ID, true } } },
};

struct parse {
	struct content_loader *loader;
	struct question question; /* the one being read */
	struct where at;
	struct vec answers; /* struct question_answer */
	struct rule_builder rule;
};

static enum err open_answer(struct parse *p, struct xml_reader *r)
{
	struct question_answer *answer;
	const struct question_answer *others = p->answers.items;
	const char *value = xml_attribute(r, "value");
	int i;

	if (!value)
		return ERR_MEMORY;
	if (strcmp(value, "unknown") == 0)
		return xml_fail(r, ERR_SYNTAX,
			"the answer \"unknown\" is added by the program; remove it here");
	for (i = 0; i < p->answers.count; i++)
		if (strcmp(others[i].value, value) == 0)
			return xml_fail(r, ERR_SYNTAX,
				"the question \"%.40s\" has the answer \"%.40s\" twice; rename one",
				p->question.id, value);
	if (p->answers.count == ANSWERS_MAX)
		return xml_fail(r, ERR_RANGE, "the question \"%.40s\" has more than %d answers",
			p->question.id, ANSWERS_MAX);
	answer = vec_add(p->loader->arena, &p->answers, sizeof(*answer));
	if (!answer)
		return ERR_MEMORY;
	if (p->question.is_many && strcmp(value, "none") == 0)
		p->question.none = 1u << (p->answers.count - 1);
	answer->value = value;
	answer->icon = xml_attribute(r, "icon");
	return ERR_OK;
}

static enum err on_open(void *ctx, struct xml_reader *r, int element)
{
	struct parse *p = ctx;

	if (element < RULE_EL_COUNT)
		return rule_build_open(&p->rule, p->loader, r, element, p->question.id);
	switch (element) {
	case EL_QUESTION:
		p->question = (struct question){ .id = xml_attribute(r, "id"),
			.line = xml_line(r),
			.icon = xml_attribute(r, "icon"),
			.is_many = xml_attribute_yes(r, "many"),
			.is_done = xml_attribute_yes(r, "done"),
			.is_shared = xml_attribute_yes(r, "shared"),
			.names = xml_attribute_yes(r, "names") };
		p->at = where_now(r);
		p->answers = (struct vec){ 0 };
		return p->question.id && p->question.icon ? ERR_OK : ERR_MEMORY;
	case EL_WHEN:
		return rule_build_begin(&p->rule, r);
	case EL_ANSWER:
		return open_answer(p, r);
	default:
		return ERR_OK;
	}
}

static enum err close_question(struct parse *p)
{
	struct question_draft *draft =
		vec_add(p->loader->arena, &p->loader->questions, sizeof(*draft));

	if (!draft)
		return ERR_MEMORY;
	draft->question = p->question;
	draft->question.answers = p->answers.items;
	draft->question.answer_count = p->answers.count;
	draft->at = p->at;
	return ERR_OK;
}

static enum err on_close(void *ctx, struct xml_reader *r, int element, const char *text)
{
	struct parse *p = ctx;
	enum err err = text ? loader_note_facts(p->loader, r, text) : ERR_OK;

	if (err != ERR_OK)
		return err;
	if (element < RULE_EL_COUNT)
		return rule_build_close(&p->rule, r);
	switch (element) {
	case EL_TEXT:
		p->question.text.msgid = text;
		return ERR_OK;
	case EL_WHY:
		p->question.why.msgid = text;
		return ERR_OK;
	case EL_WHEN:
		return rule_build_finish(&p->rule, r, &p->question.when);
	case EL_ANSWER:
		((struct question_answer *)p->answers.items)[p->answers.count - 1].text.msgid =
			text;
		return ERR_OK;
	case EL_QUESTION:
		return close_question(p);
	default:
		return ERR_OK;
	}
}

enum err content_add_questions(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d)
{
	static const struct xml_grammar grammar = { elements, EL_COUNT, on_open, on_close };
	struct parse p = { .loader = l };

	return xml_read(l->arena, &grammar, &p, name, xml, size, d);
}
