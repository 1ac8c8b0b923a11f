#include "content/msgid.h"

#include <string.h>

#include "content/xml_reader.h"

void msgid_begin(struct msgid *m, bool is_plain)
{
	buf_clear(&m->text);
	m->is_plain = is_plain;
	m->has_blank = m->after_tag = false;
	m->depth = 0;
	memset(m->level, 0, sizeof(m->level));
	m->level[0].is_empty = true;
}

/* libxml2, which xgettext reads with, drops a text of only blanks between two tags unless the
 * element around it begins with text. */
static const char *write_blank_before_tag(struct msgid *m)
{
	if (!m->has_blank)
		return NULL;
	m->has_blank = false;
	if (m->level[m->depth].is_empty)
		return m->depth ? "has a blank at the start of an inline tag; put it before the tag"
				: NULL;
	if (m->after_tag && !m->level[m->depth].begins_with_text)
		return "has only a blank between two inline tags and does not begin with a word; "
		       "let it begin with a word, or write &#160; for the blank (xgettext would "
		       "drop it)";
	buf_putc(&m->text, ' ');
	return NULL;
}

static const char *open_allowed(const struct msgid *m, const char *tag, const char **attributes)
{
	const char *outer = m->depth ? m->level[m->depth].tag : NULL;
	bool is_fact = strcmp(tag, "fact") == 0;

	if (!is_fact && strcmp(tag, "sv") != 0 && strcmp(tag, "b") != 0 && strcmp(tag, "web") != 0)
		return "has an inline tag that is not <sv>, <b>, <web> or <fact ref=\"...\"/>";
	if (outer && (strcmp(outer, "b") != 0 || strcmp(tag, "b") == 0))
		return "has a tag inside <sv>, <web> or <fact>, or <b> inside <b>; only <b> may "
		       "hold "
		       "others";
	if (!is_fact && attributes[0])
		return "has an attribute on <sv>, <b> or <web>; they take none";
	if (is_fact && (!attributes[0] || strcmp(attributes[0], "ref") != 0 || attributes[2] ||
			       !xml_form_holds(XML_FORM_ID, attributes[1])))
		return "has a <fact> that is not of the form <fact ref=\"name-of-a-fact\"/>";
	return NULL;
}

const char *msgid_open_tag(struct msgid *m, const char *tag, const char **attributes)
{
	const char *wrong = open_allowed(m, tag, attributes);

	if (!wrong)
		wrong = write_blank_before_tag(m);
	if (wrong)
		return wrong;
	m->level[m->depth].is_empty = false;
	m->depth++;
	memset(&m->level[m->depth], 0, sizeof(m->level[0]));
	memcpy(m->level[m->depth].tag, tag, strlen(tag));
	m->level[m->depth].is_empty = true;
	if (strcmp(tag, "fact") == 0)
		buf_printf(&m->text, "<fact ref=\"%s\"/>", attributes[1]);
	else
		buf_printf(&m->text, "<%s>", tag);
	m->after_tag = true;
	return NULL;
}

const char *msgid_close_tag(struct msgid *m)
{
	const char *tag = m->level[m->depth].tag;
	bool is_fact = strcmp(tag, "fact") == 0;

	if (is_fact != m->level[m->depth].is_empty)
		return is_fact ? "has a <fact> with something in it; write <fact ref=\"...\"/>"
			       : "has an empty inline tag; remove it or put its text in";
	if (m->has_blank)
		return "has a blank at the end of an inline tag; put it after the tag";
	if (!is_fact)
		buf_printf(&m->text, "</%s>", tag);
	m->depth--;
	m->after_tag = true;
	return NULL;
}

static const char *add_char(struct msgid *m, char c)
{
	if (c == ' ' || c == '\t' || c == '\n') {
		m->has_blank = true;
		return NULL;
	}
	if ((unsigned char)c < ' ')
		return "has a control character; remove it";
	if (m->has_blank) {
		if (m->depth && m->level[m->depth].is_empty)
			return "has a blank at the start of an inline tag; put it before the tag";
		if (!m->level[m->depth].is_empty)
			buf_putc(&m->text, ' ');
		m->has_blank = false;
	}
	if (m->level[m->depth].is_empty)
		m->level[m->depth].begins_with_text = true;
	m->level[m->depth].is_empty = false;
	m->after_tag = false;
	if (c == '&' && !m->is_plain)
		buf_puts(&m->text, "&amp;");
	else if (c == '<' && !m->is_plain)
		buf_puts(&m->text, "&lt;");
	else if (c == '>' && !m->is_plain)
		buf_puts(&m->text, "&gt;");
	else
		buf_putc(&m->text, c);
	return NULL;
}

const char *msgid_add_text(struct msgid *m, const char *text, size_t size)
{
	const char *wrong = NULL;
	size_t i;

	if (m->text.size + size > XML_TEXT_MAX)
		return "is longer than any page can show; split it";
	for (i = 0; i < size && !wrong; i++)
		wrong = add_char(m, text[i]);
	return wrong;
}

const char *msgid_end(struct msgid *m)
{
	if (m->level[0].is_empty)
		return "is empty; write the text or remove the element";
	if (m->has_blank && m->after_tag)
		return "ends with a blank after an inline tag; close the element right after the "
		       "tag "
		       "(xgettext would keep the blank)";
	return NULL;
}

void msgid_finish(struct msgid *m)
{
	buf_finish(&m->text);
}
