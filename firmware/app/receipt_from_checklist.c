#include "app/receipt_from_checklist.h"

#include <string.h>

#include "base/utf8.h"

#define LRI "\xE2\x81\xA6" /* U+2066: addresses and numbers keep their own order */
#define PDI "\xE2\x81\xA9"

/* A paragraph about the cost longer than this is for the screen, not for the paper. */
#define COST_CHARS_MAX 120

/* A longer list gets the short form: metres of paper are carried home and never read. */
#define FULL_ITEMS_MAX 6
#define ABOVE_VISIT_MM 2.0

/* Lines that are there whatever the list holds: head and foot, and around each item. */
#define LINES_FRAME 20
#define LINES_ITEM 16

struct writer {
	struct arena *arena;
	struct rich_context visitor, swedish;
	bool failed; /* no memory */
	struct receipt_line *lines;
	int count, capacity;
};

static void add(struct writer *w, struct receipt_line line)
{
	if (w->count < w->capacity)
		w->lines[w->count++] = line;
	else
		w->failed = true;
}

static struct text_rich plain(struct writer *w, const char *utf8)
{
	if (!utf8)
		w->failed = true;
	return (struct text_rich){ .utf8 = utf8 ? utf8 : "", .size = utf8 ? strlen(utf8) : 0 };
}

/* The Swedish beside a text: none where the text itself is Swedish, and nothing but Swedish. */
static struct text_rich beside(struct writer *w, const struct rich_text *text, struct rich_text sv)
{
	const struct text_rich none = { 0 };
	const struct lang *swedish = w->swedish.lang;

	return text->lang == swedish || sv.lang != swedish ? none : sv.rich;
}

static void add_interface(struct writer *w, enum receipt_kind kind, const char *msgid)
{
	struct rich_text text = rich_from_interface(&w->visitor, w->arena, msgid);

	add(w, (struct receipt_line){ .kind = kind,
		       .text = text.rich,
		       .lang = text.lang,
		       .swedish = beside(
			       w, &text, rich_from_interface(&w->swedish, w->arena, msgid)) });
}

static void add_content(struct writer *w, enum receipt_kind kind, struct content_text content)
{
	struct rich_text text = rich_from_content(&w->visitor, w->arena, content);

	add(w, (struct receipt_line){ .kind = kind,
		       .text = text.rich,
		       .lang = text.lang,
		       .swedish = beside(
			       w, &text, rich_from_content(&w->swedish, w->arena, content)) });
}

/* "Facts last checked: 22 November 2026" in one language. */
static struct rich_text dated(
	struct writer *w, const struct rich_context *context, const char *msgid, const char *iso)
{
	struct string_found found =
		strings_get(context->strings, context->lang->code, STRINGS_KIOSK, NULL, msgid);
	const struct lang *lang = lang_find(context->langs, found.lang_code);
	const char *date;

	if (!lang)
		lang = context->lang;
	date = rich_date(w->arena, lang, iso);
	return (struct rich_text){
		.rich = plain(
			w, strings_format(w->arena, found.text, "date", date ? date : iso, NULL)),
		.lang = lang,
		.is_translated = found.is_translated,
	};
}

static void add_date(struct writer *w, const char *msgid, const char *iso)
{
	struct rich_text text = dated(w, &w->visitor, msgid, iso);

	add(w, (struct receipt_line){ .kind = RECEIPT_SMALL,
		       .text = text.rich,
		       .lang = text.lang,
		       .swedish = beside(w, &text, dated(w, &w->swedish, msgid, iso)) });
}

/* The text with "1. " before it; its spans move along. */
static struct text_rich numbered(struct writer *w, struct text_rich text, int number)
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

static struct text_rich swedish_term(struct writer *w, const char *term)
{
	return plain(w, rich_term(w->arena, term));
}

/* The guide's title; beside it what it is called in Swedish and at which authority. */
static void add_heading(struct writer *w, const struct checklist_item *item, int number, int count)
{
	const struct guide *g = item->guide;
	struct rich_text title = rich_from_content(&w->visitor, w->arena, g->title);
	const char *name = g->authority ? g->authority->name : "";
	const char *swedish =
		title.lang == w->swedish.lang || !g->term
			? arena_strdup(w->arena, name)
			: arena_printf(w->arena, "%s%s%s", g->term, *name ? " · " : "", name);

	add(w, (struct receipt_line){ .kind = RECEIPT_HEADING,
		       .text = count > 1 ? numbered(w, title.rich, number) : title.rich,
		       .lang = title.lang,
		       .swedish = plain(w, swedish) });
}

/* NULL: none */
static const char *phone_today(const struct writer *w, const struct authority *authority)
{
	const struct fact *phone = authority ? authority->phone : NULL;

	if (phone)
		phone = content_fact(w->visitor.content, phone->id, w->visitor.today);
	return phone ? phone->value : NULL;
}

/* ---------------------------------------------------------------- the short form */

/* What follows each other on the list at one authority: one way there, one line with its name and
 * telephone. Returns the item after it. */
static int visit_end(const struct checklist *list, int first)
{
	int end = first + 1;

	while (end < list->item_count &&
		list->items[end].guide->authority == list->items[first].guide->authority)
		end++;
	return end;
}

static void add_place(struct writer *w, const struct authority *authority)
{
	const char *phone;

	if (!authority)
		return;
	phone = phone_today(w, authority);
	add(w, (struct receipt_line){ .kind = RECEIPT_HEADING,
		       .text = plain(w, authority->name),
		       .lang = w->swedish.lang,
		       .swedish = plain(
			       w, phone ? arena_printf(w->arena, LRI "%s" PDI, phone) : "") });
}

static void add_topic(struct writer *w, const struct checklist_item *item, int number)
{
	const struct guide *g = item->guide;
	struct rich_text title = rich_from_content(&w->visitor, w->arena, g->title);
	struct receipt_line line = {
		.kind = RECEIPT_TICK, .text = numbered(w, title.rich, number), .lang = title.lang
	};

	if (title.lang != w->swedish.lang && g->term && !rich_has_term(&title, g->term))
		line.swedish = swedish_term(w, g->term);
	add(w, line);
	if (item->applies == RULE_MAYBE)
		add_interface(w, RECEIPT_SMALL, N_("Ask the staff if this is for you."));
}

/* Who reads Swedish gets the few words that stand beside the text of the others. */
static void add_short_document(struct writer *w, const struct guide_doc *doc)
{
	struct rich_text text = rich_from_content(&w->visitor, w->arena, doc->text);
	bool is_swedish = text.lang == w->swedish.lang;
	struct receipt_line line = {
		.kind = RECEIPT_TICK_SMALL, .text = text.rich, .lang = text.lang
	};

	if (is_swedish && doc->term)
		line.text = swedish_term(w, doc->term);
	else if (doc->term && !rich_has_term(&text, doc->term))
		line.swedish = swedish_term(w, doc->term);
	add(w, line);
}

static bool is_same_document(const struct guide_doc *a, const struct guide_doc *b)
{
	return a->term && b->term ? strcmp(a->term, b->term) == 0
				  : strcmp(a->text.msgid, b->text.msgid) == 0;
}

/* Is the document wanted by a topic of the visit before this one, or earlier by this one? */
static bool is_known_document(const struct checklist *list, int first, int item, int doc)
{
	const struct guide_doc *wanted = list->items[item].docs[doc];

	for (int i = first; i <= item; i++) {
		for (int j = 0; j < (i == item ? doc : list->items[i].doc_count); j++) {
			if (is_same_document(list->items[i].docs[j], wanted))
				return true;
		}
	}
	return false;
}

/* Each document of the visit once. */
static void add_visit_documents(struct writer *w, const struct checklist *list, int first, int end)
{
	bool is_first = true;

	for (int i = first; i < end; i++) {
		for (int j = 0; j < list->items[i].doc_count; j++) {
			if (is_known_document(list, first, i, j))
				continue;
			if (is_first)
				add_interface(w, RECEIPT_SUBHEADING, N_("Bring with you"));
			is_first = false;
			add_short_document(w, list->items[i].docs[j]);
		}
	}
}

static void add_visits(struct writer *w, const struct checklist *list)
{
	for (int first = 0, end; first < list->item_count; first = end) {
		end = visit_end(list, first);
		add(w, (struct receipt_line){ .kind = RECEIPT_SPACE, .space_mm = ABOVE_VISIT_MM });
		add_place(w, list->items[first].guide->authority);
		for (int i = first; i < end; i++)
			add_topic(w, &list->items[i], i + 1);
		add_visit_documents(w, list, first, end);
	}
}

/* ---------------------------------------------------------------- all of it */

static int chars_in(const struct text_rich *text)
{
	size_t pos = 0;
	int n = 0;

	for (; pos < text->size; n++)
		utf8_next(text->utf8, text->size, &pos);
	return n;
}

static void add_cost(struct writer *w, const struct guide *g)
{
	const struct guide_section *cost = &g->sections[SECTION_COST];
	struct rich_text text;
	int i = 0;

	while (i < cost->paragraph_count &&
		!validity_holds(cost->paragraphs[i].valid, w->visitor.today))
		i++;
	if (i == cost->paragraph_count)
		return;
	text = rich_from_content(&w->visitor, w->arena, cost->paragraphs[i]);
	if (chars_in(&text.rich) > COST_CHARS_MAX)
		return;
	add_interface(w, RECEIPT_SUBHEADING, N_("Cost"));
	add_content(w, RECEIPT_TEXT, cost->paragraphs[i]);
}

static void add_documents(struct writer *w, const struct checklist_item *item)
{
	if (item->doc_count)
		add_interface(w, RECEIPT_SUBHEADING, N_("Bring with you"));
	for (int i = 0; i < item->doc_count; i++) {
		const struct guide_doc *doc = item->docs[i];
		struct rich_text text = rich_from_content(&w->visitor, w->arena, doc->text);
		struct receipt_line line = {
			.kind = RECEIPT_TICK, .text = text.rich, .lang = text.lang
		};

		if (text.lang != w->swedish.lang && doc->term)
			line.swedish = swedish_term(w, doc->term);
		add(w, line);
	}
}

static void add_say(struct writer *w, const struct guide *g)
{
	if (!g->say)
		return;
	/* Translators: on the paper, above a Swedish sentence in a frame. */
	add_interface(w, RECEIPT_SUBHEADING, N_("Show this sentence at the counter"));
	add(w, (struct receipt_line){
		       .kind = RECEIPT_SAY, .text = plain(w, g->say), .lang = w->swedish.lang });
}

/* The official address as a code, and in letters beside it with whom to call. */
static void add_address(struct writer *w, const struct guide *g)
{
	const struct authority *authority = g->authority;
	const char *phone = phone_today(w, authority), *web = g->web, *text;

	if (!web)
		return;
	if (strncmp(web, "https://", 8) == 0)
		web += 8;
	if (strncmp(web, "www.", 4) == 0)
		web += 4;
	text = arena_printf(w->arena, LRI "%s" PDI "%s%s%s%s%s%s", web, authority ? "\n" LRI : "",
		authority ? authority->name : "", authority ? PDI : "", phone ? "\n" LRI : "",
		phone ? phone : "", phone ? PDI : "");
	add(w, (struct receipt_line){ .kind = RECEIPT_QR,
		       .text = plain(w, text),
		       .lang = w->swedish.lang,
		       .qr = g->web });
}

static void add_item(struct writer *w, const struct checklist_item *item, int number, int count)
{
	add(w, (struct receipt_line){ .kind = RECEIPT_RULE });
	add_heading(w, item, number, count);
	if (item->applies == RULE_MAYBE)
		add_interface(w, RECEIPT_TEXT, N_("Ask the staff if this is for you."));
	if (item->must_wait)
		add_interface(w, RECEIPT_TEXT, N_("Do this after the steps above."));
	for (int i = 0; i < item->step_count; i++)
		add_content(w, RECEIPT_TICK, item->steps[i]->title);
	add_documents(w, item);
	add_cost(w, item->guide);
	add_say(w, item->guide);
	add_address(w, item->guide);
}

/* The day the least recently checked of the guides was checked. */
static const char *oldest_check(const struct checklist *list)
{
	const char *oldest = NULL;

	for (int i = 0; i < list->item_count; i++) {
		const char *checked = list->items[i].guide->checked;

		if (checked && (!oldest || strcmp(checked, oldest) < 0))
			oldest = checked;
	}
	return oldest;
}

/* The same list again, at any kiosk and in any language. */
static void add_code(struct writer *w, const char *code)
{
	char *text;

	if (!code[0])
		return;
	add(w, (struct receipt_line){ .kind = RECEIPT_RULE });
	text = arena_printf(w->arena, LRI "%s" PDI, code);
	add(w, (struct receipt_line){ .kind = RECEIPT_QR,
		       .text = plain(w, text),
		       .lang = w->swedish.lang,
		       .qr = arena_strdup(w->arena, code) });
	add_interface(w, RECEIPT_SMALL,
		N_("Type or scan this code at any kiosk. Your list comes back, in any language."));
}

static void add_foot(struct writer *w, const struct checklist *list)
{
	const char *checked = oldest_check(list);

	add(w, (struct receipt_line){ .kind = RECEIPT_RULE });
	/* Translators: at the foot of the paper. */
	add_interface(w, RECEIPT_SMALL,
		N_("This paper is not a decision. Ask the staff if you are unsure."));
	if (rich_draft_note(&w->visitor))
		add_interface(w, RECEIPT_SMALL, rich_draft_note(&w->visitor));
	/* Translators: at the foot of the paper. {date} is a day: "30 November 2026". */
	if (checked)
		add_date(w, N_("The facts were last checked on {date}."), checked);
}

static int lines_needed(const struct checklist *list)
{
	int n = LINES_FRAME;

	for (int i = 0; i < list->item_count; i++)
		n += LINES_ITEM + list->items[i].step_count + list->items[i].doc_count;
	return n;
}

enum err receipt_from_checklist(struct arena *a, const struct rich_context *rich,
	const struct checklist *list, const char *code, const struct receipt **receipt_out)
{
	struct writer w = { .arena = a, .visitor = *rich, .swedish = *rich };
	struct receipt *receipt = arena_alloc(a, sizeof(*receipt));

	w.swedish.lang = lang_find(rich->langs, "sv");
	if (!w.swedish.lang || !list->item_count)
		return ERR_MISSING;
	w.capacity = lines_needed(list);
	w.lines = arena_array(a, (size_t)w.capacity, sizeof(*w.lines));
	if (!receipt || !w.lines)
		return ERR_MEMORY;
	add(&w, (struct receipt_line){ .kind = RECEIPT_SMALL,
			.text = plain(&w, "Servicekontor"),
			.lang = w.swedish.lang });
	add_interface(&w, RECEIPT_TITLE, N_("My checklist"));
	/* Translators: at the head of the paper. {date} is a day: "30 November 2026". */
	add_date(&w, N_("Printed on {date}"), rich->today);
	if (list->item_count > FULL_ITEMS_MAX)
		add_visits(&w, list);
	for (int i = 0; i < list->item_count && list->item_count <= FULL_ITEMS_MAX; i++)
		add_item(&w, &list->items[i], i + 1, list->item_count);
	add_code(&w, code);
	add_foot(&w, list);
	if (w.failed)
		return ERR_MEMORY;
	*receipt = (struct receipt){ rich->lang, w.swedish.lang, w.lines, w.count };
	*receipt_out = receipt;
	return ERR_OK;
}
