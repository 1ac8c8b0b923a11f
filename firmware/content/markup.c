#include "content/markup.h"

#include <string.h>

static const char *const tag_names[MARKUP_TAGS] = { "sv", "b", "web" };

const char *markup_tag_name(enum markup_tag tag)
{
	return tag_names[tag];
}

struct markup markup_begin(const char *text)
{
	return (struct markup){ .at = text };
}

static struct markup_token wrong(const char *sentence)
{
	return (struct markup_token){ .kind = MARKUP_WRONG, .bytes = sentence };
}

static struct markup_token entity(struct markup *m)
{
	static const struct {
		const char *written, *meant;
	} entities[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" },
		{ "&apos;", "'" } };
	size_t i;

	for (i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
		size_t size = strlen(entities[i].written);

		if (strncmp(m->at, entities[i].written, size) == 0) {
			m->at += size;
			return (struct markup_token){
				.kind = MARKUP_TEXT, .bytes = entities[i].meant, .size = 1
			};
		}
	}
	return wrong("has an & that is not &amp; &lt; &gt; &quot; or &apos;");
}

static struct markup_token fact(struct markup *m)
{
	static const char opening[] = "<fact ref=\"";
	const char *id = m->at + sizeof(opening) - 1;
	size_t size;

	if (strncmp(m->at, opening, sizeof(opening) - 1) != 0)
		return wrong("has a <fact> that is not of the form <fact ref=\"name\"/>");
	size = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
	if (!size || strncmp(id + size, "\"/>", 3) != 0)
		return wrong("has a <fact> that is not of the form <fact ref=\"name\"/>");
	if (m->depth && m->open[m->depth - 1] != MARKUP_B)
		return wrong("has a <fact> inside <sv> or <web>");
	m->at = id + size + 3;
	return (struct markup_token){ .kind = MARKUP_FACT, .bytes = id, .size = size };
}

static struct markup_token tag(struct markup *m)
{
	int is_close = m->at[1] == '/';
	const char *name = m->at + 1 + is_close;
	int i;

	for (i = 0; i < MARKUP_TAGS; i++) {
		size_t size = strlen(tag_names[i]);

		if (strncmp(name, tag_names[i], size) == 0 && name[size] == '>')
			break;
	}
	if (i == MARKUP_TAGS)
		return wrong("has a < that begins none of <sv> <b> <web> <fact ref=\"name\"/> "
			     "(a plain < is written &lt;)");
	m->at = strchr(name, '>') + 1;
	if (is_close) {
		if (!m->depth || (int)m->open[m->depth - 1] != i)
			return wrong("closes an inline tag that is not open");
		m->depth--;
		return (struct markup_token){ .kind = MARKUP_CLOSE, .tag = (enum markup_tag)i };
	}
	if (m->depth && (m->depth == 2 || m->open[m->depth - 1] != MARKUP_B || i == MARKUP_B))
		return wrong("has a tag inside <sv> or <web>, or <b> inside <b>");
	m->open[m->depth++] = (enum markup_tag)i;
	return (struct markup_token){ .kind = MARKUP_OPEN, .tag = (enum markup_tag)i };
}

struct markup_token markup_next(struct markup *m)
{
	struct markup_token t = { .kind = MARKUP_TEXT, .bytes = m->at };

	t.size = strcspn(m->at, "<&");
	if (t.size) {
		m->at += t.size;
		return t;
	}
	if (*m->at == '&')
		return entity(m);
	if (*m->at == '<')
		return strncmp(m->at, "<fact", 5) == 0 ? fact(m) : tag(m);
	if (m->depth)
		return wrong("leaves an inline tag open");
	t.kind = MARKUP_END;
	return t;
}
