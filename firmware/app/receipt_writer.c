#include "app/receipt_writer.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* A paragraph about the cost longer than this is for the screen, not for the paper. */
#define COST_CHARS_MAX 120

#define EN_DASH "\xE2\x80\x93"
#define WORD_JOINER "\xE2\x81\xA0"
#define NO_BREAK_SPACE "\xC2\xA0"

void writer_add(struct writer *w, struct receipt_line line)
{
	if (w->count < w->capacity)
		w->lines[w->count++] = line;
	else
		w->failed = true;
}

struct text_rich writer_plain(struct writer *w, const char *utf8)
{
	if (!utf8)
		w->failed = true;
	return (struct text_rich){ .utf8 = utf8 ? utf8 : "", .size = utf8 ? strlen(utf8) : 0 };
}

/* The Swedish beside a text: none where the text itself is Swedish, and nothing but Swedish. */
struct text_rich writer_beside(struct writer *w, const struct rich_text *text, struct rich_text sv)
{
	const struct text_rich none = { 0 };
	const struct lang *swedish = w->swedish.lang;

	return text->lang == swedish || sv.lang != swedish ? none : sv.rich;
}

void writer_add_interface(struct writer *w, enum receipt_kind kind, const char *msgid)
{
	struct rich_text text = rich_from_interface(&w->visitor, w->arena, msgid);

	writer_add(w, (struct receipt_line){ .kind = kind,
			      .text = text.rich,
			      .lang = text.lang,
			      .swedish = writer_beside(w, &text,
				      rich_from_interface(&w->swedish, w->arena, msgid)) });
}

void writer_add_content(struct writer *w, enum receipt_kind kind, struct content_text content)
{
	struct rich_text text = rich_from_content(&w->visitor, w->arena, content);

	writer_add(w, (struct receipt_line){ .kind = kind,
			      .text = text.rich,
			      .lang = text.lang,
			      .swedish = writer_beside(w, &text,
				      rich_from_content(&w->swedish, w->arena, content)) });
}

/* An interface text with one {name} in it, in one language; a day (YYYY-MM-DD) in its words. */
static struct rich_text with_value(struct writer *w, const struct rich_context *context,
	const char *msgid, const char *name, const char *value)
{
	struct string_found found =
		strings_get(context->strings, context->lang->code, STRINGS_KIOSK, NULL, msgid);
	const struct lang *lang = lang_find(context->langs, found.lang_code);
	const char *words;

	if (!lang)
		lang = context->lang;
	words = rich_date(w->arena, lang, value); /* what is no day stays as it is */
	return (struct rich_text){
		.rich = writer_plain(
			w, strings_format(w->arena, found.text, name, words ? words : value, NULL)),
		.lang = lang,
		.is_translated = found.is_translated,
	};
}

static void add_with_value(struct writer *w, enum receipt_kind kind, const char *msgid,
	const char *name, const char *value)
{
	struct rich_text text = with_value(w, &w->visitor, msgid, name, value);

	writer_add(w, (struct receipt_line){ .kind = kind,
			      .text = text.rich,
			      .lang = text.lang,
			      .swedish = writer_beside(
				      w, &text, with_value(w, &w->swedish, msgid, name, value)) });
}

void writer_add_date(struct writer *w, const char *msgid, const char *iso)
{
	add_with_value(w, RECEIPT_SMALL, msgid, "date", iso);
}

/* The text with "1. " before it; its spans move along. */
struct text_rich writer_numbered(struct writer *w, struct text_rich text, int number)
{
	const char *prefix = arena_printf(w->arena, "%d. ", number);
	uint32_t shift = prefix ? (uint32_t)strlen(prefix) : 0;
	const char *utf8 =
		prefix ? arena_printf(w->arena, "%s%.*s", prefix, (int)text.size, text.utf8) : NULL;
	struct text_span *spans = arena_array(w->arena, (size_t)text.span_count, sizeof(*spans));

	if (!utf8 || !spans) {
		w->failed = true;
		return text;
	}
	for (int i = 0; i < text.span_count; i++) {
		spans[i] = text.spans[i];
		spans[i].start += shift;
		spans[i].end += shift;
	}
	return (struct text_rich){ utf8, text.size + shift, spans, text.span_count };
}

struct text_rich writer_term(struct writer *w, const char *term)
{
	return writer_plain(w, rich_term(w->arena, term));
}

/* NULL: none */
const char *writer_phone(const struct writer *w, const struct authority *authority)
{
	const struct fact *phone = authority ? authority->phone : NULL;

	if (phone)
		phone = rich_fact(&w->visitor, phone->id);
	return phone ? phone->value : NULL;
}

static int chars_in(const struct text_rich *text)
{
	size_t pos = 0;
	int n = 0;

	for (; pos < text->size; n++)
		utf8_next(text->utf8, text->size, &pos);
	return n;
}

const struct content_text *writer_cost(struct writer *w, const struct guide *g)
{
	const struct guide_section *cost = &g->sections[SECTION_COST];
	struct rich_text text;
	int i = 0;

	while (i < cost->paragraph_count &&
		!validity_holds(cost->paragraphs[i].valid, w->visitor.today))
		i++;
	if (i == cost->paragraph_count)
		return NULL;
	text = rich_from_content(&w->visitor, w->arena, cost->paragraphs[i]);
	return chars_in(&text.rich) <= COST_CHARS_MAX ? &cost->paragraphs[i] : NULL;
}

/* Where another person's part of a family's list begins. */
void writer_add_person(struct writer *w, int index)
{
	const struct checklist *list = w->list;
	int person = list->items[index].person;
	const char *number = arena_printf(w->arena, "%d", person + 1);

	if (list->person_count == 1 || (index && list->items[index - 1].person == person))
		return;
	writer_add(w, (struct receipt_line){ .kind = RECEIPT_RULE });
	add_with_value(w, RECEIPT_TITLE, N_("Person {n}"), "n", number ? number : "");
	if (list->names[person].msgid)
		writer_add_content(w, RECEIPT_TEXT, list->names[person]);
}

/* An item's number within its person's part, from 1. */
int writer_number_of(const struct checklist *list, int index)
{
	int first = index;

	while (first && list->items[first - 1].person == list->items[index].person)
		first--;
	return index - first + 1;
}

/* A number or a time stands on one line: no break at its dashes, nor, with_spaces, at its spaces.
 */
static const char *unbroken(struct writer *w, const char *text, bool with_spaces)
{
	struct buf out = { 0 };
	const char *kept;

	for (const char *c = text; *c; c++) {
		if (*c == ' ' && with_spaces) {
			buf_puts(&out, NO_BREAK_SPACE);
			continue;
		}
		if (strncmp(c, EN_DASH, sizeof(EN_DASH) - 1) == 0) {
			buf_puts(&out, EN_DASH WORD_JOINER);
			c += sizeof(EN_DASH) - 2;
			continue;
		}
		buf_putc(&out, *c);
	}
	kept = out.failed ? NULL : arena_strdup(w->arena, buf_str(&out));
	buf_finish(&out);
	return kept ? kept : "";
}

/* The municipality's own office, as it stands on its door. */
void writer_add_local(struct writer *w, const struct guide *g)
{
	const struct local *local = w->visitor.content->local;
	const struct local_place *place = content_guide_place(w->visitor.content, g);

	if (!place)
		return;
	writer_add(w, (struct receipt_line){ .kind = RECEIPT_SMALL,
			      .lang = w->swedish.lang,
			      .text = writer_plain(w,
				      arena_printf(w->arena, "%s%s%s%s%s%s%s%s%s",
					      local->is_sample ? "EXEMPEL: " : "", place->name,
					      place->address ? ", " : "",
					      place->address ? place->address : "",
					      place->hours ? ", " : "",
					      place->hours ? unbroken(w, place->hours, false) : "",
					      place->phone ? ", " LRI : "",
					      place->phone ? unbroken(w, place->phone, true) : "",
					      place->phone ? PDI : "")) });
}

/* Of a topic that staff have taken off only this is printed. */
bool writer_add_withdrawn(struct writer *w, const struct guide *g)
{
	if (!rich_is_withdrawn(&w->visitor, g))
		return false;
	writer_add_interface(w, RECEIPT_TEXT, rich_withdrawn_note());
	return true;
}
