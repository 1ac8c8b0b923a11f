/* The short form of the paper: way by way, what to do there, what it costs, what to bring and to
 * say. Metres of paper are carried home and never read. */
#include <string.h>

#include "app/receipt_writer.h"

#define ABOVE_VISIT_MM 2.0
/* A longer list has one sentence for each counter, where they ask about the rest, and says once
 * what the sentences are for. */
#define LONG_ITEMS 12

static bool has_document(const struct checklist_item *item, const struct guide_doc *doc)
{
	for (int i = 0; i < item->doc_count; i++) {
		if (item->docs[i] == doc)
			return true;
	}
	return false;
}

/* All that the paper says of the topic is said of it there too. */
static bool says_as_much(const struct checklist_item *there, const struct checklist_item *item)
{
	if (there->guide != item->guide || there->applies != item->applies)
		return false;
	for (int i = 0; i < item->doc_count; i++) {
		if (!has_document(there, item->docs[i]))
			return false;
	}
	return true;
}

/* Another person of the family does the same before this one: their papers are named there. A paper
 * that only this person needs (a minor's consent), or a "perhaps", keeps the topic in its own part.
 */
static bool is_repeated(const struct checklist *list, int index)
{
	const struct checklist_item *item = &list->items[index];

	for (int i = 0; i < index && list->items[i].person != item->person; i++) {
		if (says_as_much(&list->items[i], item))
			return true;
	}
	return false;
}

/* What follows each other on a person's list at one authority: one way there, one line with its
 * name and telephone. Returns the item after it. */
static int visit_end(const struct checklist *list, int first)
{
	int end = first + 1;

	while (end < list->item_count && list->items[end].person == list->items[first].person &&
		list->items[end].guide->authority == list->items[first].guide->authority)
		end++;
	return end;
}

static void add_place(struct writer *w, const struct authority *authority)
{
	const char *phone;

	if (!authority)
		return;
	phone = writer_phone(w, authority);
	writer_add(w, (struct receipt_line){ .kind = RECEIPT_HEADING,
			      .text = writer_plain(w, authority->name),
			      .lang = w->swedish.lang,
			      .swedish = writer_plain(w,
				      phone ? arena_printf(w->arena, LRI "%s" PDI, phone) : "") });
}

static void add_title(struct writer *w, const struct checklist_item *item, int number)
{
	const struct guide *g = item->guide;
	struct rich_text title = rich_from_content(&w->visitor, w->arena, g->title);
	struct receipt_line line = { .kind = RECEIPT_TICK,
		.text = writer_numbered(w, title.rich, number),
		.lang = title.lang };

	if (title.lang != w->swedish.lang && g->term && !rich_has_term(&title, g->term))
		line.swedish = writer_term(w, g->term);
	writer_add(w, line);
}

static void add_topic(struct writer *w, const struct checklist_item *item, int number)
{
	add_title(w, item, number);
	if (rich_is_withdrawn(&w->visitor, item->guide))
		writer_add_interface(w, RECEIPT_SMALL, rich_withdrawn_note());
	else if (item->applies == RULE_MAYBE)
		writer_add_interface(w, RECEIPT_SMALL, N_("Ask the staff if this is for you."));
}

/* The office, once for all that is done there. */
static void add_short_place(struct writer *w, const struct checklist *list, int first, int index)
{
	const struct content *c = w->visitor.content;
	const struct local_place *place = content_guide_place(c, list->items[index].guide);

	for (int i = first; i < index; i++) {
		if (content_guide_place(c, list->items[i].guide) == place)
			return;
	}
	writer_add_local(w, list->items[index].guide);
}

/* One line in the visitor's language: at the counter they know what it costs. */
static void add_short_cost(struct writer *w, const struct checklist *list, int first, int index)
{
	const struct content_text *cost = writer_cost(w, list->items[index].guide);
	struct rich_text text;

	if (!cost || rich_is_withdrawn(&w->visitor, list->items[index].guide))
		return;
	for (int i = first; i < index; i++) {
		const struct content_text *said = writer_cost(w, list->items[i].guide);

		if (said && strcmp(said->msgid, cost->msgid) == 0)
			return; /* a line above at the same counter */
	}
	text = rich_from_content(&w->visitor, w->arena, *cost);
	writer_add(w, (struct receipt_line){
			      .kind = RECEIPT_SMALL, .text = text.rich, .lang = text.lang });
}

/* Small and without the Swedish beside it: what follows is Swedish itself. */
static void add_words(struct writer *w, const char *msgid)
{
	struct rich_text text = rich_from_interface(&w->visitor, w->arena, msgid);

	writer_add(w, (struct receipt_line){
			      .kind = RECEIPT_SMALL, .text = text.rich, .lang = text.lang });
}

/* What to show at the counter, a line for each thing to do there; on a long list for the first. */
static void add_visit_sentences(struct writer *w, const struct checklist *list, int first, int end)
{
	bool is_first = true, is_long = list->item_count > LONG_ITEMS;

	for (int i = first; i < end; i++) {
		const struct guide *g = list->items[i].guide;

		if (!g->say || is_repeated(list, i) || rich_is_withdrawn(&w->visitor, g))
			continue;
		if (is_long && !is_first)
			return;
		if (is_first && !(is_long && w->has_said_show))
			add_words(w, N_("Show this sentence at the counter"));
		w->has_said_show = true;
		is_first = false;
		writer_add(w, (struct receipt_line){ .kind = RECEIPT_SAY_SMALL,
				      .text = writer_plain(w, g->say),
				      .lang = w->swedish.lang });
	}
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
		line.text = writer_term(w, doc->term);
	else if (doc->term && !rich_has_term(&text, doc->term))
		line.swedish = writer_term(w, doc->term);
	writer_add(w, line);
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
			if (is_known_document(list, first, i, j) || is_repeated(list, i) ||
				rich_is_withdrawn(&w->visitor, list->items[i].guide))
				continue;
			if (is_first)
				writer_add_interface(w, RECEIPT_SUBHEADING, N_("Bring with you"));
			is_first = false;
			add_short_document(w, list->items[i].docs[j]);
		}
	}
}

/* False if all of the visit stands in an earlier person's part. */
static bool has_news(const struct checklist *list, int first, int end)
{
	for (int i = first; i < end; i++) {
		if (!is_repeated(list, i))
			return true;
	}
	return false;
}

/* What somebody else of the family does too: the titles to tick off, once for all ways. */
static void add_repeated(struct writer *w, const struct checklist *list, int first)
{
	bool is_first = true;

	for (int i = first; i < list->item_count; i++) {
		if (list->items[i].person != list->items[first].person)
			return;
		if (!is_repeated(list, i))
			continue;
		/* Translators: on a family's paper, above a person's topics that stand above for
		 * somebody else too. */
		if (is_first)
			writer_add_interface(w, RECEIPT_SUBHEADING,
				N_("As above, with this person’s own papers"));
		is_first = false;
		add_title(w, &list->items[i], writer_number_of(list, i));
	}
}

void receipt_add_short(struct writer *w, const struct checklist *list)
{
	for (int first = 0, end; first < list->item_count; first = end) {
		end = visit_end(list, first);
		writer_add_person(w, first);
		if (first && list->items[first - 1].person != list->items[first].person)
			add_repeated(w, list, first);
		if (!has_news(list, first, end))
			continue;
		writer_add(w,
			(struct receipt_line){ .kind = RECEIPT_SPACE, .space_mm = ABOVE_VISIT_MM });
		add_place(w, list->items[first].guide->authority);
		for (int i = first; i < end; i++) {
			if (is_repeated(list, i))
				continue;
			add_topic(w, &list->items[i], writer_number_of(list, i));
			add_short_place(w, list, first, i);
			add_short_cost(w, list, first, i);
		}
		add_visit_documents(w, list, first, end);
		add_visit_sentences(w, list, first, end);
	}
}
