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
			       .has_chevron = f->columns != 2, /* no room for it in a pair */
			       .label = staff_words(f->b, label),
			       .sub = staff_words(f->b, sub) });
}

static void add_cleaning(struct flow *f)
{
	flow_button(f, &(struct ui_button){ .id = "staff:clean",
			       .action = { ACTION_CLEAN, 0 },
			       .style = BUTTON_CARD,
			       .icon = "wipe",
			       .is_tall = true,
			       .label = staff_words(f->b, "Städa skärmen"),
			       .sub = staff_words(f->b, "30 sekunder utan tryck.") });
}

static void add_closing(struct flow *f)
{
	bool is_closed = f->b->v->acts && f->b->v->acts->is_out_of_service;

	add_page(f, "staff:close", SCREEN_STAFF_CLOSE, is_closed ? "warning" : "closed",
		is_closed ? "Öppna kiosken" : "Stäng av kiosken",
		is_closed ? "Den är stängd för besökare." : "Vägen till disken visas.");
}

/* Above all else: somebody stands and waits. */
static void add_call(struct flow *f)
{
	if (f->b->v->staff->is_called)
		flow_button(f,
			&(struct ui_button){ .id = "staff:call-taken",
				.action = { ACTION_CALL_TAKEN, 0 },
				.style = BUTTON_PRIMARY,
				.icon = "bell",
				.is_tall = true,
				.label = staff_words(f->b, "Jag tar det"),
				.sub = staff_words(f->b, "En besökare har kallat på hjälp. Lampan "
							 "släcks.") });
}

/* What there is a queue for comes first. */
static void add_menu(struct flow *f)
{
	add_call(f);
	add_page(f, "staff:language", SCREEN_STAFF_LANGUAGE, "language", "Språk åt besökaren",
		"Byter språk. Besökarens plats och svar är kvar.");
	add_page(f, "staff:paper", SCREEN_STAFF_PAPER,
		f->b->v->staff->paper.is_low ? "roll-low" : "print", "Papper och skrivare",
		staff_paper_summary(f->b));
	f->columns = 2;
	add_page(f, "staff:topics", SCREEN_STAFF_TOPICS, "document", "Ta bort ett ämne",
		"På alla språk, genast.");
	add_page(f, "staff:facts", SCREEN_STAFF_FACTS, "money", "Ta bort en uppgift",
		"Belopp eller nummer.");
	add_page(f, "staff:print", SCREEN_STAFF_PRINT, "document", "Skriv ut",
		"Hjälp, kort, listor.");
	add_cleaning(f);
	add_closing(f);
	add_page(f, "staff:settings", SCREEN_STAFF_SETTINGS, "settings", "Inställningar",
		"Ljus, papper med mera.");
	add_page(f, "staff:kiosk", SCREEN_STAFF_KIOSK, "info", "Så mår kiosken",
		"Skrivare, innehåll.");
	if (f->b->v->staff->update)
		add_page(f, "staff:update", SCREEN_STAFF_UPDATE, "arrow-down",
			"Uppdatera innehållet", "Från ett USB-minne.");
	add_page(f, "staff:log", SCREEN_STAFF_LOG, "checklist", "Logg", "Vad ni har gjort.");
	add_page(f, "staff:translations", SCREEN_STAFF_TRANSLATIONS, "speech", "Översättningarna",
		"Hur långt varje språk är.");
	add_page(f, "staff:card", SCREEN_STAFF_CARD, "key", "Personalkort", "Öppnar utan kod.");
}

static const struct {
	enum ui_screen screen;
	const char *title, *icon;
	void (*add)(struct flow *f); /* NULL: the grid of languages */
} pages[] = {
	{ SCREEN_STAFF, "Personal", "clerk", add_menu },
	{ SCREEN_STAFF_LANGUAGE, "Språk åt besökaren", "language", NULL },
	{ SCREEN_STAFF_TOPICS, "Ta bort ett ämne", "document", staff_topics_add },
	{ SCREEN_STAFF_FACTS, "Ta bort en uppgift", "money", staff_facts_add },
	{ SCREEN_STAFF_TRANSLATIONS, "Översättningarna", "speech", staff_translations_add },
	{ SCREEN_STAFF_KIOSK, "Så mår kiosken", "info", staff_kiosk_add },
	{ SCREEN_STAFF_UPDATE, "Uppdatera innehållet", "arrow-down", staff_update_add },
	{ SCREEN_STAFF_CARD, "Personalkort", "key", staff_card_add },
	{ SCREEN_STAFF_LOG, "Logg", "checklist", staff_log_add },
	{ SCREEN_STAFF_CLOSE, "Stäng av kiosken", "closed", staff_close_add },
	{ SCREEN_STAFF_SETTINGS, "Inställningar", "settings", staff_settings_add },
	{ SCREEN_STAFF_SETTING, NULL, "settings", staff_setting_add },
	{ SCREEN_STAFF_PRINT, "Skriv ut", "print", staff_print_add },
	{ SCREEN_STAFF_REPRINT, NULL, "paper", staff_reprint_add },
	{ SCREEN_STAFF_REPRINT_LANG, "Vilket språk?", "language", staff_reprint_languages_add },
	{ SCREEN_STAFF_PAPER, "Papper och skrivare", "print", staff_paper_add },
};

static const char *page_title(const struct ui_build *b, const char *title)
{
	if (title)
		return title;
	return b->v->screen == SCREEN_STAFF_SETTING ? staff_setting_title(b)
						    : staff_reprint_title(b);
}

/* Where Back leads. */
static enum ui_screen parent_of(enum ui_screen page)
{
	if (page == SCREEN_STAFF_SETTING)
		return SCREEN_STAFF_SETTINGS;
	if (page == SCREEN_STAFF_REPRINT_LANG)
		return SCREEN_STAFF_REPRINT;
	return page == SCREEN_STAFF_REPRINT ? SCREEN_STAFF_PRINT : SCREEN_STAFF;
}

static void draw_footer(struct ui_build *b, int parts)
{
	struct ui_button footer[4];
	const int weights[4] = { 1, 1, 1, 1 };
	int count = 0;

	if (b->v->screen != SCREEN_STAFF) {
		footer[count] = ui_back_button(b);
		footer[count].id = "staff:back";
		footer[count++].action =
			(struct ui_action){ ACTION_STAFF_PAGE, (int)parent_of(b->v->screen) };
	}
	if (b->v->screen == SCREEN_STAFF_REPRINT)
		footer[count++] = staff_reprint_button(b);
	if (parts > 1)
		footer[count++] = ui_more_button(b, N_("More"));
	footer[count++] = leave_button(b);
	ui_footer(b, footer, weights, count);
}

int screen_staff_build(struct ui_build *b)
{
	struct flow f;
	struct rect area;
	int parts = 1;

	if (!b->v->staff)
		return 1;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		if (pages[i].screen != b->v->screen)
			continue;
		area = screen_head_draw(
			b, &(struct screen_head){ .icon = pages[i].icon,
				   .title = staff_words(b, page_title(b, pages[i].title)) });
		if (!pages[i].add) {
			parts = staff_language_grid_draw(b, area);
			continue;
		}
		flow_init(&f, b, area);
		pages[i].add(&f);
		parts = flow_draw(&f, b->v->part % flow_parts(&f));
	}
	draw_footer(b, parts);
	return parts;
}
