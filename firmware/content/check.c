/* Is a translation consistent with its source? Each text is a bag of items (a tag with what must
 * not be translated in it, a fact, a {name}); the bags must be equal. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "content/markup.h"
#include "content/rich.h"

struct item {
	char kind; /* 's' sv, 'b', 'w' web, 'f' fact, 'n' {name}; 0: none */
	const char *bytes;
	size_t size;
};

struct items { /* walks over one text */
	struct markup markup;
	bool has_markup;
	const char *names_at, *names_end; /* plain text in which {names} are looked for */
};

static struct items items_begin(const char *text, bool has_markup)
{
	struct items it = { .markup = markup_begin(text), .has_markup = has_markup };

	if (!has_markup) {
		it.names_at = text;
		it.names_end = text + strlen(text);
	}
	return it;
}

static struct item next_name(struct items *it)
{
	while (it->names_at < it->names_end) {
		const char *open =
			memchr(it->names_at, '{', (size_t)(it->names_end - it->names_at));
		const char *close = open ? memchr(open, '}', (size_t)(it->names_end - open)) : NULL;

		if (!close)
			break;
		it->names_at = close + 1;
		return (struct item){ 'n', open, (size_t)(close + 1 - open) };
	}
	it->names_at = it->names_end;
	return (struct item){ 0 };
}

/* What stands in <sv> and <web> belongs to the item. after: the walk just past the opening tag, by
 * value: looking ahead does not move it. */
static struct item tag_item(struct markup after, enum markup_tag tag)
{
	struct markup_token inner;

	if (tag == MARKUP_B)
		return (struct item){ 'b', "", 0 };
	inner = markup_next(&after);
	if (inner.kind != MARKUP_TEXT)
		inner = (struct markup_token){ .bytes = "" };
	return (struct item){ tag == MARKUP_SV ? 's' : 'w', inner.bytes, inner.size };
}

/* kind 0 at the end. Wrong markup ends the walk; it is found before by check_markup. */
static struct item next_item(struct items *it)
{
	for (;;) {
		struct item name = next_name(it);
		struct markup_token t;

		if (name.kind || !it->has_markup)
			return name;
		t = markup_next(&it->markup);
		switch (t.kind) {
		case MARKUP_TEXT:
			it->names_at = t.bytes;
			it->names_end = t.bytes + t.size;
			break;
		case MARKUP_FACT:
			return (struct item){ 'f', t.bytes, t.size };
		case MARKUP_OPEN:
			return tag_item(it->markup, t.tag);
		case MARKUP_CLOSE:
			break;
		case MARKUP_END:
		case MARKUP_WRONG:
			return (struct item){ 0 };
		}
	}
}

static bool is_same(struct item a, struct item b)
{
	return a.kind == b.kind && a.size == b.size && memcmp(a.bytes, b.bytes, a.size) == 0;
}

static int count(const char *text, bool has_markup, struct item wanted)
{
	struct items it = items_begin(text, has_markup);
	struct item item;
	int n = 0;

	while ((item = next_item(&it)).kind)
		n += is_same(item, wanted);
	return n;
}

static void describe(struct item item, char out[120])
{
	int size = item.size < 80 ? (int)item.size : 80;

	switch (item.kind) {
	case 's':
		snprintf(out, 120, "<sv>%.*s</sv>", size, item.bytes);
		break;
	case 'w':
		snprintf(out, 120, "<web>%.*s</web>", size, item.bytes);
		break;
	case 'f':
		snprintf(out, 120, "<fact ref=\"%.*s\"/>", size, item.bytes);
		break;
	case 'b':
		snprintf(out, 120, "<b>");
		break;
	default:
		snprintf(out, 120, "%.*s", size, item.bytes);
	}
}

/* Every item of `of` stands as often in the one as in the other. */
static enum err compare(
	const char *of, const char *msgid, const char *msgstr, bool has_markup, struct diag *d)
{
	struct items it = items_begin(of, has_markup);
	struct item item;

	while ((item = next_item(&it)).kind) {
		int wanted = count(msgid, has_markup, item), got = count(msgstr, has_markup, item);
		char name[120];

		if (wanted == got)
			continue;
		describe(item, name);
		return diag_fail(d, ERR_SYNTAX,
			"%s stands %d times in the source and %d times in the translation; make "
			"them equal",
			name, wanted, got);
	}
	return ERR_OK;
}

static enum err check_markup(
	const char *side, const char *text, const struct content *content, struct diag *d)
{
	struct markup m = markup_begin(text);

	for (;;) {
		struct markup_token t = markup_next(&m);
		char id[128];

		if (t.kind == MARKUP_END)
			return ERR_OK;
		if (t.kind == MARKUP_WRONG)
			return diag_fail(d, ERR_SYNTAX, "the %s %s; mend it", side, t.bytes);
		if (t.kind != MARKUP_FACT || !content)
			continue;
		snprintf(id, sizeof(id), "%.*s", t.size < 127 ? (int)t.size : 127, t.bytes);
		if (!content_has_fact(content, id))
			return diag_fail(d, ERR_MISSING,
				"the %s names the fact \"%s\", which facts.xml does not have; mend "
				"the "
				"name",
				side, id);
	}
}

/* Directions come from tags and facts; a control left open would turn the rest of the line around.
 */
static enum err check_characters(const char *text, struct diag *d)
{
	size_t size = strlen(text), pos = 0, bad;

	if (!utf8_is_valid(text, size, &bad))
		return diag_fail(d, ERR_SYNTAX, "the translation is not UTF-8 at byte %zu", bad);
	while (pos < size) {
		uint32_t c = utf8_next(text, size, &pos);

		if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
			return diag_fail(d, ERR_SYNTAX,
				"the translation has the invisible direction character U+%04X; "
				"remove "
				"it (tags and {names} are isolated by the program)",
				c);
	}
	return ERR_OK;
}

static enum err check(const char *msgid, const char *msgstr, bool has_markup, struct diag *d)
{
	enum err err = check_characters(msgstr, d);

	if (err == ERR_OK)
		err = compare(msgid, msgid, msgstr, has_markup, d);
	if (err == ERR_OK)
		err = compare(msgstr, msgid, msgstr, has_markup, d);
	return err;
}

enum err rich_check_translation(
	const char *msgid, const char *msgstr, const struct content *content, struct diag *d)
{
	enum err err = check_markup("source", msgid, content, d);

	if (err == ERR_OK)
		err = check_markup("translation", msgstr, content, d);
	return err == ERR_OK ? check(msgid, msgstr, true, d) : err;
}

enum err rich_check_interface(const char *msgid, const char *msgstr, struct diag *d)
{
	return check(msgid, msgstr, false, d);
}
