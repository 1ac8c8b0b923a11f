/* The staff's pages, all in Swedish and written here in Swedish: no visitor reads them, so nobody
 * translates them. They show how the kiosk is and what staff can do; nothing of a visitor's
 * answers. */
#include "ui/staff_pages.h"

struct rich_text staff_words(struct ui_build *b, const char *swedish)
{
	return ui_plain(ui_swedish(b), swedish ? swedish : "");
}

static struct ui_button leave_button(struct ui_build *b)
{
	return (struct ui_button){ .id = "staff:leave",
		.action = { ACTION_STAFF_LEAVE, 0 },
		.style = BUTTON_SECONDARY,
		.icon = "lock",
		.label = staff_words(b, "Lås") };
}

static void add_page(struct flow *f, const char *id, enum ui_screen page, const char *icon,
	const char *label, const char *sub)
{
	flow_button(f, &(struct ui_button){ .id = id,
			       .action = { ACTION_STAFF_PAGE, (int)page },
			       .style = BUTTON_CARD,
			       .icon = icon,
			       .is_tall = true,
			       .has_chevron = true,
			       .label = staff_words(f->b, label),
			       .sub = staff_words(f->b, sub) });
}

static void add_menu(struct flow *f)
{
	add_page(f, "staff:language", SCREEN_STAFF_LANGUAGE, "language", "Språk åt besökaren",
		"Byter språk. Besökarens plats och svar är kvar.");
	add_page(f, "staff:topics", SCREEN_STAFF_TOPICS, "document", "Ta bort ett ämne",
		"Skärmen säger \u201dfråga personalen\u201d i stället, genast och på alla språk.");
	add_page(f, "staff:facts", SCREEN_STAFF_FACTS, "money", "Ta bort en uppgift",
		"Ett belopp, ett telefonnummer eller en tid som är fel i dag.");
	add_page(f, "staff:translations", SCREEN_STAFF_TRANSLATIONS, "speech", "Översättningarna",
		"Hur långt varje språk har kommit.");
	add_page(f, "staff:kiosk", SCREEN_STAFF_KIOSK, "info", "Så mår kiosken",
		"Skrivaren, innehållet, versionen.");
	add_page(f, "staff:paper", SCREEN_STAFF_PAPER,
		f->b->v->staff->paper.is_low ? "roll-low" : "print", "Papper och skrivare",
		staff_paper_summary(f->b));
}

static const struct {
	enum ui_screen screen;
	const char *title, *icon;
	void (*add)(struct flow *f);
} pages[] = {
	{ SCREEN_STAFF, "Personal", "clerk", add_menu },
	{ SCREEN_STAFF_LANGUAGE, "Språk åt besökaren", "language", staff_languages_add },
	{ SCREEN_STAFF_TOPICS, "Ta bort ett ämne", "document", staff_topics_add },
	{ SCREEN_STAFF_FACTS, "Ta bort en uppgift", "money", staff_facts_add },
	{ SCREEN_STAFF_TRANSLATIONS, "Översättningarna", "speech", staff_translations_add },
	{ SCREEN_STAFF_KIOSK, "Så mår kiosken", "info", staff_kiosk_add },
	{ SCREEN_STAFF_PAPER, "Papper och skrivare", "print", staff_paper_add },
};

int screen_staff_build(struct ui_build *b)
{
	struct ui_button footer[3];
	const int weights[3] = { 1, 1, 1 };
	struct flow f;
	int parts, count = 0;

	if (!b->v->staff)
		return 1;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		if (pages[i].screen != b->v->screen)
			continue;
		flow_init(&f, b,
			screen_head_draw(b, &(struct screen_head){ .icon = pages[i].icon,
						    .title = staff_words(b, pages[i].title) }));
		pages[i].add(&f);
	}
	parts = flow_draw(&f, b->v->part % flow_parts(&f));
	if (b->v->screen != SCREEN_STAFF) {
		footer[count] = ui_back_button(b);
		footer[count].id = "staff:back";
		footer[count++].action = (struct ui_action){ ACTION_STAFF_PAGE, SCREEN_STAFF };
	}
	if (parts > 1) {
		footer[count++] = ui_more_button(b, N_("More"));
	}
	footer[count++] = leave_button(b);
	ui_footer(b, footer, weights, count);
	return parts;
}
