#include "app/receipt_from_checklist.h"

#include <string.h>

#include "app/receipt_writer.h"

/* A longer list gets the short form. */
#define FULL_ITEMS_MAX 6

/* Lines that are there whatever the list holds: head and foot, and around each item. */
#define LINES_FRAME 20
#define LINES_ITEM 20
#define LINES_PERSON 4

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

	writer_add(
		w, (struct receipt_line){ .kind = RECEIPT_HEADING,
			   .text = count > 1 ? writer_numbered(w, title.rich, number) : title.rich,
			   .lang = title.lang,
			   .swedish = writer_plain(w, swedish) });
}

static void add_cost(struct writer *w, const struct guide *g)
{
	const struct content_text *cost = writer_cost(w, g);

	if (!cost)
		return;
	writer_add_interface(w, RECEIPT_SUBHEADING, N_("Cost"));
	writer_add_content(w, RECEIPT_TEXT, *cost);
}

static void add_documents(struct writer *w, const struct checklist_item *item)
{
	if (item->doc_count)
		writer_add_interface(w, RECEIPT_SUBHEADING, N_("Bring with you"));
	for (int i = 0; i < item->doc_count; i++) {
		const struct guide_doc *doc = item->docs[i];
		struct rich_text text = rich_from_content(&w->visitor, w->arena, doc->text);
		struct receipt_line line = {
			.kind = RECEIPT_TICK, .text = text.rich, .lang = text.lang
		};

		if (text.lang != w->swedish.lang && doc->term)
			line.swedish = writer_term(w, doc->term);
		writer_add(w, line);
	}
}

static void add_say(struct writer *w, const struct guide *g)
{
	if (!g->say)
		return;
	/* Translators: on the paper, above a Swedish sentence in a frame. */
	writer_add_interface(w, RECEIPT_SUBHEADING, N_("Show this sentence at the counter"));
	writer_add(w, (struct receipt_line){ .kind = RECEIPT_SAY,
			      .text = writer_plain(w, g->say),
			      .lang = w->swedish.lang });
}

/* The official address as a code, and in letters beside it with whom to call. */
static void add_address(struct writer *w, const struct guide *g)
{
	const struct authority *authority = g->authority;
	const char *phone = writer_phone(w, authority), *web = g->web, *text;

	if (!web)
		return;
	if (strncmp(web, "https://", 8) == 0)
		web += 8;
	if (strncmp(web, "www.", 4) == 0)
		web += 4;
	text = arena_printf(w->arena, LRI "%s" PDI "%s%s%s%s%s%s", web, authority ? "\n" LRI : "",
		authority ? authority->name : "", authority ? PDI : "", phone ? "\n" LRI : "",
		phone ? phone : "", phone ? PDI : "");
	writer_add(w, (struct receipt_line){ .kind = RECEIPT_QR,
			      .text = writer_plain(w, text),
			      .lang = w->swedish.lang,
			      .qr = g->web });
}

static void add_item(struct writer *w, const struct checklist *list, int index)
{
	const struct checklist_item *item = &list->items[index];

	writer_add_person(w, index);
	writer_add(w, (struct receipt_line){ .kind = RECEIPT_RULE });
	add_heading(w, item, writer_number_of(list, index), list->item_count);
	if (writer_add_withdrawn(w, item->guide))
		return;
	if (item->applies == RULE_MAYBE)
		writer_add_interface(w, RECEIPT_TEXT, N_("Ask the staff if this is for you."));
	if (item->must_wait)
		writer_add_interface(w, RECEIPT_TEXT, N_("Do this after the steps above."));
	for (int i = 0; i < item->step_count; i++)
		writer_add_content(w, RECEIPT_TICK, item->steps[i]->title);
	add_documents(w, item);
	add_cost(w, item->guide);
	add_say(w, item->guide);
	add_address(w, item->guide);
	writer_add_local(w, item->guide);
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
	writer_add(w, (struct receipt_line){ .kind = RECEIPT_RULE });
	text = arena_printf(w->arena, LRI "%s" PDI, code);
	writer_add(w, (struct receipt_line){ .kind = RECEIPT_QR,
			      .text = writer_plain(w, text),
			      .lang = w->swedish.lang,
			      .qr = arena_strdup(w->arena, code) });
	writer_add_interface(w, RECEIPT_SMALL,
		N_("Type or scan this code at any kiosk. Your list comes back, in any language."));
}

static void add_foot(struct writer *w, const struct checklist *list)
{
	const char *checked = oldest_check(list);

	writer_add(w, (struct receipt_line){ .kind = RECEIPT_RULE });
	/* Translators: at the foot of the paper. */
	writer_add_interface(w, RECEIPT_SMALL,
		N_("This paper is not a decision. Ask the staff if you are unsure."));
	if (rich_draft_note(&w->visitor))
		writer_add_interface(w, RECEIPT_SMALL, rich_draft_note(&w->visitor));
	/* Translators: at the foot of the paper. {date} is a day: "30 November 2026". */
	if (checked)
		writer_add_date(w, N_("The facts were last checked on {date}."), checked);
}

static int lines_needed(const struct checklist *list)
{
	int n = LINES_FRAME + list->person_count * LINES_PERSON;

	for (int i = 0; i < list->item_count; i++)
		n += LINES_ITEM + list->items[i].step_count + list->items[i].doc_count;
	return n;
}

/* For the mark at the top, should this list have to be printed once more. */
static void add_copy_words(struct writer *w)
{
	/* Translators: at the top of a paper that is printed once more. {n} is 2, 3, ... */
	struct rich_text text = rich_from_interface(&w->visitor, w->arena, N_("Copy {n}"));

	writer_add(w, (struct receipt_line){
			      .kind = RECEIPT_COPY_WORDS, .text = text.rich, .lang = text.lang });
}

enum err receipt_from_checklist(struct arena *a, const struct rich_context *rich,
	const struct checklist *list, const char *code, const struct receipt **receipt_out)
{
	enum receipt_form form =
		list->item_count > FULL_ITEMS_MAX ? RECEIPT_FORM_SHORT : RECEIPT_FORM_FULL;

	return receipt_in_form(a, rich, list, code, form, receipt_out);
}

enum err receipt_in_form(struct arena *a, const struct rich_context *rich,
	const struct checklist *list, const char *code, enum receipt_form form,
	const struct receipt **receipt_out)
{
	struct writer w = { .arena = a, .visitor = *rich, .swedish = *rich };
	struct receipt *receipt = arena_alloc(a, sizeof(*receipt));

	w.list = list;
	w.swedish.lang = lang_find(rich->langs, "sv");
	if (!w.swedish.lang || !list->item_count)
		return ERR_MISSING;
	w.capacity = lines_needed(list);
	w.lines = arena_array(a, (size_t)w.capacity, sizeof(*w.lines));
	if (!receipt || !w.lines)
		return ERR_MEMORY;
	writer_add(&w, (struct receipt_line){ .kind = RECEIPT_SMALL,
			       .text = writer_plain(&w, "Servicekontor"),
			       .lang = w.swedish.lang });
	writer_add_interface(&w, RECEIPT_TITLE, N_("My checklist"));
	/* Translators: at the head of the paper. {date} is a day: "30 November 2026". */
	writer_add_date(&w, N_("Printed on {date}"), rich->today);
	if (form == RECEIPT_FORM_SHORT)
		receipt_add_short(&w, list);
	for (int i = 0; i < list->item_count && form == RECEIPT_FORM_FULL; i++)
		add_item(&w, list, i);
	add_code(&w, code);
	add_foot(&w, list);
	add_copy_words(&w);
	if (w.failed)
		return ERR_MEMORY;
	*receipt = (struct receipt){ .lang = rich->lang,
		.swedish = w.swedish.lang,
		.lines = w.lines,
		.line_count = w.count,
		.copy = 1 };
	*receipt_out = receipt;
	return ERR_OK;
}
