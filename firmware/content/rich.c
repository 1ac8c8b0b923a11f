#include "content/rich.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "content/loader.h"
#include "content/markup.h"

/* UAX #9, 2.5: explicit directional isolates. */
#define LRI "\xE2\x81\xA6"
#define FSI "\xE2\x81\xA8"
#define PDI "\xE2\x81\xA9"
#define NBSP "\xC2\xA0"
/* UAX #14, LB11: no break before or after a word joiner. */
#define WORD_JOINER "\xE2\x81\xA0"

struct writer {
	const struct rich_context *context;
	struct arena *arena;
	const struct lang *lang; /* of the paragraph */
	struct buf text;
	struct vec spans; /* struct text_span */
	const struct lang *span_lang;
	bool bold;
	bool failed;
};

/* Appends in the style now in force, as part of the span before if that ends here in that style. */
static void put(struct writer *w, const char *bytes, size_t size)
{
	struct text_span *last =
		w->spans.count ? (struct text_span *)w->spans.items + w->spans.count - 1 : NULL;
	uint32_t start = (uint32_t)w->text.size;

	buf_append(&w->text, bytes, size);
	if (!w->bold && !w->span_lang)
		return;
	if (!last || last->end != start || last->lang != w->span_lang || last->bold != w->bold) {
		last = vec_add(w->arena, &w->spans, sizeof(*last));
		if (!last) {
			w->failed = true;
			return;
		}
		*last = (struct text_span){ start, start, w->span_lang, w->bold };
	}
	last->end = (uint32_t)w->text.size;
}

static void put_string(struct writer *w, const char *s)
{
	put(w, s, strlen(s));
}

/* Keeps a Swedish term whole: visitors look for "UT-kort" on letters and doors, not for "UT-". */
static void put_term(struct writer *w, const char *bytes, size_t size)
{
	size_t from = 0;

	for (size_t i = 0; i < size; i++) {
		if ((bytes[i] != '-' && bytes[i] != '/') || i + 1 == size)
			continue;
		put(w, bytes + from, i + 1 - from);
		put_string(w, WORD_JOINER);
		from = i + 1;
	}
	put(w, bytes + from, size - from);
}

/* A phone number is not to be broken over two lines. */
static void put_unbroken(struct writer *w, const char *s)
{
	for (const char *blank; (blank = strchr(s, ' ')); s = blank + 1) {
		put_term(w, s, (size_t)(blank - s));
		put_string(w, NBSP);
	}
	put_term(w, s, strlen(s));
}

/* Thousands apart, as on Swedish papers: 1 250. */
static void put_amount(struct writer *w, const char *digits)
{
	size_t n = strlen(digits), i;

	for (i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			put_string(w, NBSP);
		put(w, digits + i, 1);
	}
}

/* An interface text inside of a content text, in its own language where it has no translation. */
static void put_interface(struct writer *w, const char *text, const struct lang *lang)
{
	const struct lang *outer = w->span_lang;

	put_string(w, FSI);
	if (lang && lang != w->lang)
		w->span_lang = lang;
	put_string(w, text);
	w->span_lang = outer;
	put_string(w, PDI);
}

/* In place of a fact that staff have withdrawn. */
static void put_withdrawn(struct writer *w)
{
	struct string_found found = strings_get(
		w->context->strings, w->lang->code, STRINGS_KIOSK, NULL, rich_ask_staff());

	put_interface(w, found.text, lang_find(w->context->langs, found.lang_code));
}

static void put_caution(struct writer *w, const struct fact *fact)
{
	/* Translators: stands after a fee or a phone number; {date} is "30 November 2026". */
	static const char caution[] = N_("(last checked {date}, ask the staff)");
	struct string_found found =
		strings_get(w->context->strings, w->lang->code, STRINGS_KIOSK, NULL, caution);
	const struct lang *lang = lang_find(w->context->langs, found.lang_code);
	const char *date = rich_date(w->arena, lang ? lang : w->lang, fact->checked);
	const char *text = date ? strings_format(w->arena, found.text, "date", date, NULL) : NULL;

	if (!text) {
		w->failed = true;
		return;
	}
	put_string(w, " ");
	put_interface(w, text, lang);
}

/* False if there is no such fact. */
static bool put_fact(struct writer *w, const struct markup_token *t)
{
	char id[128];
	const struct fact *fact;

	if (t->size >= sizeof(id))
		return false;
	memcpy(id, t->bytes, t->size);
	id[t->size] = '\0';
	fact = content_fact(w->context->content, id, w->context->today);
	if (!fact)
		return false;
	if (withdrawals_has(w->context->withdrawn, WITHDRAWN_FACT, id)) {
		put_withdrawn(w);
		return true;
	}
	put_string(w, fact->kind == FACT_DATE ? FSI : LRI);
	switch (fact->kind) {
	case FACT_PHONE:
		put_unbroken(w, fact->value);
		break;
	case FACT_AMOUNT:
		put_amount(w, fact->value);
		break;
	case FACT_DATE: {
		const char *date = rich_date(w->arena, w->lang, fact->value);

		put_string(w, date ? date : fact->value);
		break;
	}
	case FACT_NUMBER:
	case FACT_WEB:
		put_string(w, fact->value);
		break;
	}
	put_string(w, PDI);
	if (strcmp(w->context->today, fact->check_by) > 0)
		put_caution(w, fact);
	return true;
}

static void put_isolate(struct writer *w, enum markup_tag tag, bool opens)
{
	if (tag == MARKUP_SV)
		put_string(w, opens ? FSI : PDI);
	else if (tag == MARKUP_WEB)
		put_string(w, opens ? LRI : PDI);
}

static void set_style(struct writer *w, const struct markup *m)
{
	int i;

	w->bold = false;
	w->span_lang = NULL;
	for (i = 0; i < m->depth; i++) {
		if (m->open[i] != MARKUP_WEB)
			w->bold = true;
		if (m->open[i] == MARKUP_SV)
			w->span_lang = lang_find(w->context->langs, "sv");
	}
}

/* False if the markup is damaged or names an unknown fact. Isolates stay outside of the span. */
static bool write_markup(struct writer *w, const char *markup)
{
	struct markup m = markup_begin(markup);

	for (;;) {
		struct markup_token t = markup_next(&m);

		switch (t.kind) {
		case MARKUP_TEXT:
			if (w->span_lang)
				put_term(w, t.bytes, t.size);
			else
				put(w, t.bytes, t.size);
			break;
		case MARKUP_OPEN:
			put_isolate(w, t.tag, true);
			set_style(w, &m);
			break;
		case MARKUP_CLOSE:
			set_style(w, &m);
			put_isolate(w, t.tag, false);
			break;
		case MARKUP_FACT:
			if (!put_fact(w, &t))
				return false;
			break;
		case MARKUP_END:
			return true;
		case MARKUP_WRONG:
			return false;
		}
	}
}

static struct rich_text empty(const struct rich_context *c)
{
	return (struct rich_text){ .rich = { .utf8 = "" }, .lang = c->lang };
}

/* False if the markup is damaged; then nothing is written to out. */
static bool write_text(const struct rich_context *c, struct arena *a, const struct lang *lang,
	const char *markup, struct rich_text *out)
{
	struct writer w = { .context = c, .arena = a, .lang = lang };
	bool is_whole = write_markup(&w, markup);
	const char *utf8 = NULL;

	if (is_whole && !w.failed && !w.text.failed)
		utf8 = arena_copy(a, buf_str(&w.text), w.text.size);
	*out = empty(c);
	if (utf8) {
		out->rich = (struct text_rich){ utf8, w.text.size, w.spans.items, w.spans.count };
		out->lang = lang;
	}
	buf_finish(&w.text);
	return is_whole;
}

/* The language the text was found in; a table without it is the caller's fault, shown as if it were
 * the visitor's. */
static const struct lang *lang_of(const struct rich_context *c, const struct string_found *found)
{
	const struct lang *lang;

	if (strcmp(found->lang_code, c->lang->code) == 0)
		return c->lang;
	lang = lang_find(c->langs, found->lang_code);
	return lang ? lang : c->lang;
}

struct rich_text rich_from_content(
	const struct rich_context *c, struct arena *a, struct content_text text)
{
	struct string_found found;
	struct rich_text out;

	if (!text.msgid)
		return empty(c);
	found = strings_get(c->strings, c->lang->code, STRINGS_GUIDES, text.context, text.msgid);
	if (!write_text(c, a, lang_of(c, &found), found.text, &out)) {
		found = (struct string_found){ text.msgid, "sv", strcmp(c->lang->code, "sv") == 0 };
		write_text(c, a, lang_of(c, &found), found.text, &out);
	}
	out.is_translated = found.is_translated;
	return out;
}

struct rich_text rich_from_interface(
	const struct rich_context *c, struct arena *a, const char *msgid)
{
	struct string_found found =
		strings_get(c->strings, c->lang->code, STRINGS_KIOSK, NULL, msgid);
	struct rich_text out = empty(c);
	size_t size = strlen(found.text);
	const char *utf8 = arena_copy(a, found.text, size);

	if (utf8) {
		out.rich = (struct text_rich){ utf8, size, NULL, 0 };
		out.lang = lang_of(c, &found);
	}
	out.is_translated = found.is_translated;
	return out;
}

const char *rich_term(struct arena *a, const char *term)
{
	struct buf out = { 0 };
	const char *kept;

	for (const char *c = term; *c; c++) {
		buf_putc(&out, *c);
		if ((*c == '-' || *c == '/') && c[1])
			buf_puts(&out, WORD_JOINER);
	}
	kept = out.failed ? NULL : arena_strdup(a, buf_str(&out));
	buf_finish(&out);
	return kept;
}

/* Does the text go on with the term at this byte? Layout controls do not count. */
static bool goes_on_with(const struct text_rich *text, size_t at, const char *term)
{
	while (*term && at < text->size) {
		size_t control = utf8_layout_control(text->utf8 + at, text->size - at);

		if (!control && strncasecmp(text->utf8 + at, term, 1) != 0)
			return false;
		at += control ? control : 1;
		term += !control;
	}
	return !*term;
}

bool rich_has_term(const struct rich_text *text, const char *term)
{
	for (size_t i = 0; term && *term && i < text->rich.size; i++) {
		if (goes_on_with(&text->rich, i, term))
			return true;
	}
	return false;
}

const struct fact *rich_fact(const struct rich_context *c, const char *id)
{
	return withdrawals_has(c->withdrawn, WITHDRAWN_FACT, id)
		       ? NULL
		       : content_fact(c->content, id, c->today);
}

const char *rich_ask_staff(void)
{
	/* Translators: in the place of a number, often inside a sentence. */
	return N_("(ask the staff)");
}

bool rich_is_withdrawn(const struct rich_context *c, const struct guide *g)
{
	return withdrawals_has(c->withdrawn, WITHDRAWN_TOPIC, g->id);
}

const char *rich_withdrawn_note(void)
{
	return N_("This topic is being checked. Ask the staff.");
}

const char *rich_draft_note(const struct rich_context *c)
{
	if (strcmp(c->lang->code, "sv") == 0 || lang_is_signed(c->lang))
		return NULL;
	return N_("This translation is a draft. If you are unsure, the Swedish text applies.");
}
