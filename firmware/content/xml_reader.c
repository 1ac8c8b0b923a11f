#include "content/xml_reader.h"

#include <expat.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "content/msgid.h"

struct level {
	int element, line;
	uint32_t seen; /* XML_BIT of the children so far */
};

struct xml_reader {
	struct arena *arena;
	const struct xml_grammar *grammar;
	void *ctx;
	const char *name;
	XML_Parser parser;
	struct diag *diag;
	enum err err;
	struct level stack[XML_DEPTH_MAX];
	int depth;
	const char **attributes; /* of the element being opened, expat's */
	struct msgid text;
};

__attribute__((format(printf, 4, 0))) static enum err fail(
	struct xml_reader *r, enum err err, int line, const char *format, va_list args)
{
	char sentence[480];

	vsnprintf(sentence, sizeof(sentence), format, args);
	diag_fail(r->diag, err, "%s:%d: %s", r->name, line, sentence);
	if (r->err == ERR_OK)
		r->err = err;
	XML_StopParser(r->parser, XML_FALSE);
	return err;
}

static int here(const struct xml_reader *r)
{
	return (int)XML_GetCurrentLineNumber(r->parser);
}

/* Names the line the parser is at; xml_fail names the line the element begins on. */
__attribute__((format(printf, 3, 4))) static enum err fail_here(
	struct xml_reader *r, enum err err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fail(r, err, here(r), format, args);
	va_end(args);
	return err;
}

enum err xml_fail(struct xml_reader *r, enum err err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fail(r, err, xml_line(r), format, args);
	va_end(args);
	return err;
}

const char *xml_file(const struct xml_reader *r)
{
	return r->name;
}

int xml_line(const struct xml_reader *r)
{
	return r->depth ? r->stack[r->depth - 1].line : here(r);
}

int xml_parent(const struct xml_reader *r)
{
	return r->depth > 1 ? r->stack[r->depth - 2].element : -1;
}

struct arena *xml_arena(const struct xml_reader *r)
{
	return r->arena;
}

static const char *raw_attribute(const struct xml_reader *r, const char *name)
{
	const char **a;

	for (a = r->attributes; a && a[0]; a += 2)
		if (strcmp(a[0], name) == 0)
			return a[1];
	return NULL;
}

const char *xml_attribute(const struct xml_reader *r, const char *name)
{
	const char *value = raw_attribute(r, name);

	return value ? arena_strdup(r->arena, value) : NULL;
}

int xml_attribute_number(const struct xml_reader *r, const char *name)
{
	const char *value = raw_attribute(r, name);

	return value ? atoi(value) : 0;
}

bool xml_attribute_yes(const struct xml_reader *r, const char *name)
{
	const char *value = raw_attribute(r, name);

	return value && strcmp(value, "yes") == 0;
}

static const struct xml_element *top(const struct xml_reader *r)
{
	return r->depth ? &r->grammar->elements[r->stack[r->depth - 1].element] : NULL;
}

static uint32_t top_bit(const struct xml_reader *r)
{
	return r->depth ? XML_BIT(r->stack[r->depth - 1].element) : XML_ROOT;
}

static const char *form_sentence(enum xml_form form)
{
	switch (form) {
	case XML_FORM_ID:
		return "a name of small letters, digits and hyphens such as id-card";
	case XML_FORM_IDS:
		return "names of small letters, digits and hyphens with one blank between them";
	case XML_FORM_TEXT:
		return "some text";
	case XML_FORM_NUMBER:
		return "a whole number from 0 to 9999";
	case XML_FORM_DATE:
		return "a day written YYYY-MM-DD";
	case XML_FORM_HTTPS:
		return "an address such as https://www.skatteverket.se/flytta";
	case XML_FORM_YES_NO:
		return "yes or no";
	case XML_FORM_TOPIC:
		return "T and the topic's number such as T8";
	case XML_FORM_PHONE:
		return "a number as people write it, such as 0771-567 567 or 112";
	}
	return "";
}

static enum err check_attributes(struct xml_reader *r, const struct xml_element *e)
{
	const struct xml_attribute *known;
	const char **a;

	for (a = r->attributes; a[0]; a += 2) {
		for (known = e->attributes; known->name; known++)
			if (strcmp(known->name, a[0]) == 0)
				break;
		if (!known->name)
			return xml_fail(r, ERR_SYNTAX,
				"<%s> has the attribute \"%.60s\", which it cannot have; remove it "
				"or mend its name",
				e->name, a[0]);
		if (!xml_form_holds(known->form, a[1]))
			return xml_fail(r, ERR_SYNTAX,
				"%s=\"%.80s\" in <%s> has the wrong form; write %s", a[0], a[1],
				e->name, form_sentence(known->form));
	}
	for (known = e->attributes; known->name; known++)
		if (!known->may_be_left_out && !raw_attribute(r, known->name))
			return xml_fail(r, ERR_MISSING, "<%s> lacks the attribute \"%s\"; write %s",
				e->name, known->name, form_sentence(known->form));
	return ERR_OK;
}

static enum err fail_not_allowed(struct xml_reader *r, const char *tag)
{
	char list[300] = "";
	size_t used = 0;
	int i;

	for (i = 0; i < r->grammar->count; i++)
		if (r->grammar->elements[i].parents & top_bit(r) && used < sizeof(list) - 1)
			used += (size_t)snprintf(list + used, sizeof(list) - used, "%s<%s>",
				used ? ", " : "", r->grammar->elements[i].name);
	if (!r->depth)
		return fail_here(
			r, ERR_SYNTAX, "begins with <%.60s>, but must begin with %s", tag, list);
	if (!used)
		return fail_here(r, ERR_SYNTAX, "<%.60s> cannot stand in <%s>; remove it", tag,
			top(r)->name);
	return fail_here(r, ERR_SYNTAX, "<%.60s> cannot stand in <%s>; what can: %s", tag,
		top(r)->name, list);
}

static int find_element(const struct xml_reader *r, const char *tag)
{
	int i;

	for (i = 0; i < r->grammar->count; i++)
		if (r->grammar->elements[i].parents & top_bit(r) &&
			strcmp(r->grammar->elements[i].name, tag) == 0)
			return i;
	return -1;
}

static void open_element(struct xml_reader *r, const char *tag)
{
	int element = find_element(r, tag);
	const struct xml_element *e;
	enum err err;

	if (element < 0) {
		fail_not_allowed(r, tag);
		return;
	}
	e = &r->grammar->elements[element];
	if (r->depth == XML_DEPTH_MAX) {
		fail_here(r, ERR_RANGE, "elements are nested deeper than %d; make it simpler",
			XML_DEPTH_MAX);
		return;
	}
	if (r->depth) {
		uint32_t *seen = &r->stack[r->depth - 1].seen;

		if (e->at_most_once && *seen & XML_BIT(element)) {
			fail_here(r, ERR_SYNTAX, "<%s> has a second <%s>; keep one of them",
				top(r)->name, e->name);
			return;
		}
		*seen |= XML_BIT(element);
	}
	r->stack[r->depth++] = (struct level){ element, here(r), 0 };
	err = check_attributes(r, e);
	if (err == ERR_OK)
		err = r->grammar->open(r->ctx, r, element);
	if (err != ERR_OK && r->err == ERR_OK)
		fail_here(r, err, "no memory for <%s>", e->name);
	msgid_begin(&r->text, e->body == XML_TEXT);
}

static void XMLCALL on_start(void *user, const char *tag, const char **attributes)
{
	struct xml_reader *r = user;

	if (r->err != ERR_OK)
		return;
	if (r->depth && top(r)->body == XML_RICH) {
		const char *wrong = msgid_open_tag(&r->text, tag, attributes);

		if (wrong)
			xml_fail(r, ERR_SYNTAX, "the text of <%s> %s", top(r)->name, wrong);
		return;
	}
	r->attributes = attributes;
	open_element(r, tag);
	r->attributes = NULL;
}

/* The text of the element that ends, NULL if its kind has none or after a refusal. */
static const char *take_text(struct xml_reader *r, const struct xml_element *e)
{
	const char *wrong, *text;

	if (e->body != XML_RICH && e->body != XML_TEXT)
		return NULL;
	wrong = msgid_end(&r->text);
	if (wrong) {
		xml_fail(r, ERR_SYNTAX, "the text of <%s> %s", e->name, wrong);
		return NULL;
	}
	text = r->text.text.failed ? NULL : arena_strdup(r->arena, buf_str(&r->text.text));
	if (!text)
		xml_fail(r, ERR_MEMORY, "no memory for the text of <%s>", e->name);
	return text;
}

static void XMLCALL on_end(void *user, const char *tag)
{
	struct xml_reader *r = user;
	const struct xml_element *e;
	const char *text;
	enum err err;
	int i;

	(void)tag;
	if (r->err != ERR_OK)
		return;
	e = top(r);
	if (e->body == XML_RICH && r->text.depth) {
		const char *wrong = msgid_close_tag(&r->text);

		if (wrong)
			xml_fail(r, ERR_SYNTAX, "the text of <%s> %s", e->name, wrong);
		return;
	}
	for (i = 0; i < r->grammar->count; i++) {
		const struct xml_element *child = &r->grammar->elements[i];

		if (child->needed && child->parents & top_bit(r) &&
			!(r->stack[r->depth - 1].seen & XML_BIT(i))) {
			xml_fail(
				r, ERR_MISSING, "<%s> lacks <%s>; write one", e->name, child->name);
			return;
		}
	}
	text = take_text(r, e);
	if (r->err != ERR_OK)
		return;
	err = r->grammar->close(r->ctx, r, r->stack[r->depth - 1].element, text);
	if (err != ERR_OK && r->err == ERR_OK)
		fail_here(r, err, "no memory for <%s>", e->name);
	r->depth--;
}

static void XMLCALL on_text(void *user, const char *s, int size)
{
	struct xml_reader *r = user;
	const struct xml_element *e = top(r);
	const char *wrong;
	int i;

	if (r->err != ERR_OK || !e)
		return;
	if (e->body == XML_RICH || e->body == XML_TEXT) {
		wrong = msgid_add_text(&r->text, s, (size_t)size);
		if (wrong)
			xml_fail(r, ERR_SYNTAX, "the text of <%s> %s", e->name, wrong);
		return;
	}
	for (i = 0; i < size; i++)
		if (!strchr(" \t\r\n", s[i]) || !s[i]) {
			fail_here(r, ERR_SYNTAX,
				"there is text straight in <%s>; put it in an element of its own",
				e->name);
			return;
		}
}

/* xgettext sees comments and CDATA inside a text in its own way; nothing needs them there. */
static void refuse_in_text(struct xml_reader *r, const char *what)
{
	const struct xml_element *e = top(r);

	if (r->err == ERR_OK && e && (e->body == XML_RICH || e->body == XML_TEXT))
		xml_fail(r, ERR_SYNTAX, "the text of <%s> has %s inside; move or remove it",
			e->name, what);
}

static void XMLCALL on_comment(void *user, const char *text)
{
	(void)text;
	refuse_in_text(user, "a comment");
}

static void XMLCALL on_cdata(void *user)
{
	refuse_in_text(user, "a CDATA section");
}

static void XMLCALL on_instruction(void *user, const char *target, const char *data)
{
	(void)target;
	(void)data;
	refuse_in_text(user, "a processing instruction");
}

static void XMLCALL on_doctype(
	void *user, const char *name, const char *system, const char *public, int has_subset)
{
	struct xml_reader *r = user;

	(void)name;
	(void)system;
	(void)public;
	(void)has_subset;
	if (r->err == ERR_OK)
		fail_here(r, ERR_SYNTAX,
			"has a <!DOCTYPE>; remove it (entities and outside files are never read)");
}

static void XMLCALL on_declaration(
	void *user, const char *version, const char *encoding, int standalone)
{
	struct xml_reader *r = user;

	(void)version;
	(void)standalone;
	if (encoding && strcmp(encoding, "UTF-8") != 0 && strcmp(encoding, "utf-8") != 0)
		fail_here(r, ERR_SYNTAX,
			"says another encoding than UTF-8; save the file as UTF-8 and say so");
}

static void install_handlers(struct xml_reader *r)
{
	XML_SetUserData(r->parser, r);
	XML_SetElementHandler(r->parser, on_start, on_end);
	XML_SetCharacterDataHandler(r->parser, on_text);
	XML_SetCommentHandler(r->parser, on_comment);
	XML_SetStartCdataSectionHandler(r->parser, on_cdata);
	XML_SetProcessingInstructionHandler(r->parser, on_instruction);
	XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
	XML_SetXmlDeclHandler(r->parser, on_declaration);
}

static int line_of(const char *text, size_t offset)
{
	int line = 1;
	size_t i;

	for (i = 0; i < offset; i++)
		line += text[i] == '\n';
	return line;
}

static enum err check_bytes(const char *name, const char *xml, size_t size, struct diag *d)
{
	size_t bad;

	if (!size)
		return diag_fail(d, ERR_SYNTAX, "%s:1: is empty; write it or remove it", name);
	if (size > XML_FILE_MAX)
		return diag_fail(d, ERR_RANGE, "%s:1: is larger than %u bytes; split it", name,
			XML_FILE_MAX);
	if (!utf8_is_valid(xml, size, &bad))
		return diag_fail(d, ERR_SYNTAX,
			"%s:%d: is not UTF-8 (byte %zu is 0x%02X); save the file as UTF-8", name,
			line_of(xml, bad), bad, (unsigned char)xml[bad]);
	return ERR_OK;
}

enum err xml_read(struct arena *a, const struct xml_grammar *g, void *ctx, const char *name,
	const char *xml, size_t size, struct diag *d)
{
	struct xml_reader r = { .arena = a, .grammar = g, .ctx = ctx, .diag = d };
	enum err err = check_bytes(name, xml, size, d);

	if (err != ERR_OK)
		return err;
	r.name = arena_strdup(a, name);
	r.parser = r.name ? XML_ParserCreate("UTF-8") : NULL;
	if (!r.parser)
		return diag_fail(d, ERR_MEMORY, "%s:1: no memory to read it", name);
	install_handlers(&r);
	if (XML_Parse(r.parser, xml, (int)size, XML_TRUE) != XML_STATUS_OK && r.err == ERR_OK)
		r.err = diag_fail(d, ERR_SYNTAX, "%s:%d: is not well-formed XML at column %d: %s",
			name, here(&r), (int)XML_GetCurrentColumnNumber(r.parser) + 1,
			XML_ErrorString(XML_GetErrorCode(r.parser)));
	XML_ParserFree(r.parser);
	msgid_finish(&r.text);
	return r.err;
}
