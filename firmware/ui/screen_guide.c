/* A guide, one step on a page. Back and Next stand where they always stand, mirrored in RTL. */
#include "ui/flow.h"
#include "ui/guide_pages.h"
#include "ui/screens.h"

static void add_section(
	struct flow *f, const struct guide *g, enum guide_section_kind kind, const char *heading)
{
	const struct guide_section *s = &g->sections[kind];

	if (!content_texts_on(s->paragraphs, s->paragraph_count, f->b->v->rich.today))
		return;
	flow_heading(f, ui_interface(f->b, heading));
	flow_paragraphs(f, s->paragraphs, s->paragraph_count);
}

static void add_intro(struct flow *f, const struct guide *g)
{
	struct ui_font font = { .size = f->b->t->body, .bold = true };

	flow_text(f, ui_content(f->b, g->summary), font, COLOR_INK, NODE_TEXT, 0);
	add_section(f, g, SECTION_WHAT, N_("What it is"));
	add_section(f, g, SECTION_WHO, N_("Who it is for"));
}

static void add_docs(struct flow *f, const struct guide *g)
{
	struct ui_build *b = f->b;
	bool is_swedish = b->v->rich.lang == ui_swedish(b);

	for (int i = 0; i < g->doc_count; i++) {
		const struct guide_doc *doc = &g->docs[i];
		struct rich_text text = ui_content(b, doc->text), term = { 0 };

		if (!validity_holds(doc->valid, b->v->rich.today) ||
			rule_eval(doc->when, b->v->answers) == RULE_NO)
			continue;
		if (!is_swedish && doc->term && !rich_has_term(&text, doc->term))
			term = ui_plain(ui_swedish(b), rich_term(b->a, doc->term));
		flow_row(f, doc->icon ? doc->icon : "document", text, term);
	}
}

static struct rich_text page_title(struct ui_build *b, const struct guide_page *page)
{
	switch (page->kind) {
	case PAGE_INTRO:
		return ui_content(b, b->v->guide->title);
	case PAGE_STEP:
		return ui_content(b, page->step->title);
	case PAGE_BRING:
		return ui_interface(b, N_("Bring with you"));
	case PAGE_PRACTICAL:
		return ui_interface(b, N_("Cost, place and time"));
	case PAGE_AFTER:
		break;
	}
	return ui_interface(b, N_("Good to know"));
}

/* The municipality's own office for it, in Swedish as it stands on the door. */
static void add_place(struct flow *f, const struct guide *g)
{
	struct ui_build *b = f->b;
	const struct local *local = b->v->rich.content->local;
	const struct local_place *place = content_guide_place(b->v->rich.content, g);
	const char *name, *rest;

	if (!place)
		return;
	name = arena_printf(b->a, "%s%s", local->is_sample ? "EXEMPEL: " : "", place->name);
	rest = arena_printf(b->a, "%s%s%s%s%s", place->address ? place->address : "",
		place->address ? "\n" : "", place->hours ? place->hours : "",
		place->hours ? "\n" : "", place->phone ? place->phone : "");
	flow_heading(f, ui_interface(b, N_("In your municipality")));
	flow_row(f, "office", ui_plain(ui_swedish(b), name ? name : ""),
		ui_plain(ui_swedish(b), rest ? rest : ""));
}

static void add_page(struct flow *f, const struct guide *g, const struct guide_page *page)
{
	switch (page->kind) {
	case PAGE_INTRO:
		add_intro(f, g);
		break;
	case PAGE_STEP:
		flow_paragraphs(f, page->step->paragraphs, page->step->paragraph_count);
		break;
	case PAGE_BRING:
		add_docs(f, g);
		break;
	case PAGE_PRACTICAL:
		add_section(f, g, SECTION_COST, N_("Cost"));
		add_section(f, g, SECTION_WHERE, N_("Where and how"));
		add_place(f, g);
		add_section(f, g, SECTION_TIME, N_("How long it takes"));
		break;
	case PAGE_AFTER:
		add_section(f, g, SECTION_GET, N_("What you get"));
		add_section(f, g, SECTION_MISTAKES, N_("Common mistakes"));
		add_section(f, g, SECTION_NEXT, N_("What comes next"));
		break;
	}
}

/* A step that depends on an answer nobody has given yet must not be taken for everyone's. */
static void add_condition(struct flow *f, const struct guide_page *page)
{
	if (page->kind == PAGE_STEP && rule_eval(page->step->when, f->b->v->answers) == RULE_MAYBE)
		flow_notice(f, "info",
			ui_interface(
				f->b, N_("This step is only for some people. Your own checklist "
					 "shows what is for you.")));
}

int screen_guide_build(struct ui_build *b)
{
	const struct guide *g = b->v->guide;
	const char *today = b->v->rich.today;
	int count = guide_page_count(g, b->v->answers, today), n = b->v->guide_page, parts;
	struct guide_page page = guide_page_at(g, b->v->answers, today, n);
	bool is_withdrawn = rich_is_withdrawn(&b->v->rich, g);
	bool is_last = is_withdrawn || n + 1 >= count;
	struct ui_button footer[2];
	const int weights[2] = { 2, 3 };
	const char *icon = page.kind == PAGE_STEP        ? page.step->icon
			   : page.kind == PAGE_INTRO     ? g->icon
			   : page.kind == PAGE_BRING     ? "document"
			   : page.kind == PAGE_PRACTICAL ? "clock"
							 : "info";
	struct rect column;
	struct flow f;

	ui_header(b);
	column = screen_head_draw(b,
		&(struct screen_head){ /* Translators: {n} and {count} are numbers: Page 2 of 5. */
			.words = ui_format(b, N_("Page {n} of {count}"), "n", ui_number(b, n + 1),
				"count", ui_number(b, count)),
			.done = n + 1,
			.total = is_withdrawn ? 0 : count,
			.icon = icon,
			.has_picture = true,
			.title = page_title(b, &page) });
	flow_init(&f, b, column);
	if (is_withdrawn) {
		flow_notice(&f, "warning", ui_interface(b, rich_withdrawn_note()));
	} else {
		add_condition(&f, &page);
		add_page(&f, g, &page);
	}
	flow_mark_untranslated(&f);
	parts = flow_draw(&f, b->v->part);
	footer[0] = ui_back_button(b);
	footer[1] = ui_next_button(
		b, is_last && b->v->part + 1 >= parts ? N_("My checklist") : N_("Next"));
	ui_footer(b, footer, weights, 2);
	return parts;
}
