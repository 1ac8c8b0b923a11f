/* The staff's pages, all in Swedish and written here in Swedish: no visitor reads them, so nobody
 * translates them. They show how the kiosk is and what staff can do; nothing of a visitor's
 * answers. */
#include <string.h>

#include "ui/flow.h"
#include "ui/key_grid.h"
#include "ui/screens.h"

static struct rich_text words(struct ui_build *b, const char *swedish)
{
	return ui_plain(ui_swedish(b), swedish ? swedish : "");
}

static struct ui_button leave_button(struct ui_build *b)
{
	return (struct ui_button){ .id = "staff:leave",
		.action = { ACTION_STAFF_LEAVE, 0 },
		.style = BUTTON_SECONDARY,
		.icon = "lock",
		.label = words(b, "Lås") };
}

/* ---------------------------------------------------------------- the PIN */

static const char *pin_title(enum ui_pin pin)
{
	switch (pin) {
	case UI_PIN_ASK:
		return "Personalens kod";
	case UI_PIN_WRONG:
		return "Fel kod";
	case UI_PIN_LOCKED:
		return "Vänta en stund";
	case UI_PIN_CHOOSE:
		return "Välj en egen kod";
	case UI_PIN_REPEAT:
		return "Samma kod en gång till";
	case UI_PIN_WEAK:
		return "Välj en annan kod";
	case UI_PIN_NONE:
		return "Ingen kod är vald";
	}
	return "";
}

static const char *pin_note(struct ui_build *b, const struct ui_staff *s)
{
	switch (s->pin) {
	case UI_PIN_ASK:
		return "Sex siffror. Siffrorna byter plats varje gång.";
	case UI_PIN_WRONG:
		return "Koden stämmer inte. Försök igen.";
	case UI_PIN_LOCKED:
		return arena_printf(b->a, "För många fel koder. Sekunder kvar: %d", s->wait_s);
	case UI_PIN_CHOOSE:
		return "Den första koden får bara användas en gång. Välj sex siffror som ni alla "
		       "minns.";
	case UI_PIN_REPEAT:
		return "Skriv den nya koden igen.";
	case UI_PIN_WEAK:
		return "De två koderna var olika, eller koden är för lätt att gissa eller den "
		       "gamla.";
	case UI_PIN_NONE:
		return "Den som sköter kiosken väljer den första: se sidan För personalen.";
	}
	return "";
}

static void draw_dots(struct ui_build *b, struct rect r, int typed)
{
	const struct theme *t = b->t;
	int side = r.h / 3, step = side * 2, x = r.x + (r.w - (PIN_DIGITS * step - side)) / 2;

	for (int i = 0; i < PIN_DIGITS; i++, x += step) {
		struct rect dot = { x, r.y + (r.h - side) / 2, side, side };

		if (i < typed)
			ui_fill(b, dot, COLOR_ACCENT, side / 2);
		else
			ui_frame(b, dot, COLOR_EDGE, side / 2, t->border * 2);
	}
}

static void draw_pad(struct ui_build *b, const struct ui_staff *s, struct rect area)
{
	const struct theme *t = b->t;
	int w, h;

	if (area.w > panel_px(t->panel, 120)) {
		area.x += (area.w - panel_px(t->panel, 120)) / 2;
		area.w = panel_px(t->panel, 120);
	}
	w = (area.w - 2 * t->gap) / 3;
	h = (area.h - 3 * t->gap) / 4;
	if (h > panel_px(t->panel, 32))
		h = panel_px(t->panel, 32);
	/* Nine digits, then the one that takes back, the tenth, and "that was all". */
	for (int i = 0; i < 12; i++) {
		struct rect r = { area.x + i % 3 * (w + t->gap), area.y + i / 3 * (h + t->gap), w,
			h };
		int digit = s->digits[i < 9 ? i : 9];
		const char *name = arena_printf(b->a, "%d", digit);
		const char *id = arena_printf(b->a, "pin:%d", digit);
		struct ui_button key = { .id = id ? id : "",
			.action = { ACTION_PIN, digit },
			.style = BUTTON_CARD,
			.is_centered = true,
			.label = words(b, name),
			.label_size = t->title };

		if (i == 9)
			key = (struct ui_button){ .id = "pin:delete",
				.action = { ACTION_PIN, -1 },
				.style = BUTTON_SECONDARY,
				.is_disabled = !s->typed,
				.label = words(b, "Sudda") };
		if (i == 11)
			key = (struct ui_button){ .id = "pin:ok",
				.action = { ACTION_PIN, -2 },
				.style = BUTTON_PRIMARY,
				.is_disabled = s->typed < PIN_DIGITS,
				.label = words(b, "Klar") };
		ui_draw_button(b, &key, r);
	}
}

int screen_pin_build(struct ui_build *b)
{
	const struct ui_staff *s = b->v->staff;
	const struct theme *t = b->t;
	struct screen_head head = { .icon = "lock" };
	struct ui_button footer;
	const int weight = 1;
	struct rect area;

	if (!s)
		return 1;
	head.title = words(b, pin_title(s->pin));
	head.note = words(b, pin_note(b, s));
	area = screen_head_draw(b, &head);
	if (s->pin != UI_PIN_LOCKED && s->pin != UI_PIN_NONE) {
		struct rect dots = { area.x, area.y, area.w, t->target };

		draw_dots(b, dots, s->typed);
		area.y += dots.h + t->gap;
		area.h -= dots.h + t->gap;
		draw_pad(b, s, area);
	}
	footer = ui_back_button(b);
	footer.id = "staff:leave";
	footer.action = (struct ui_action){ ACTION_STAFF_LEAVE, 0 };
	ui_footer(b, &footer, &weight, 1);
	return 1;
}

/* ---------------------------------------------------------------- behind it */

static void add_page(struct flow *f, const char *id, enum ui_screen page, const char *icon,
	const char *label, const char *sub)
{
	flow_button(f, &(struct ui_button){ .id = id,
			       .action = { ACTION_STAFF_PAGE, (int)page },
			       .style = BUTTON_CARD,
			       .icon = icon,
			       .is_tall = true,
			       .has_chevron = true,
			       .label = words(f->b, label),
			       .sub = words(f->b, sub) });
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
}

/* Sorted by the Swedish name. Returns how many. */
static int sort_languages(const struct lang_table *table, int order[], int most)
{
	int count = 0;

	for (int i = 0; i < table->count && count < most; i++) {
		int at = count;

		if (table->langs[i].order <= 0)
			continue;
		for (; at > 0 &&
			strcmp(table->langs[order[at - 1]].swedish, table->langs[i].swedish) > 0;
			at--)
			order[at] = order[at - 1];
		order[at] = i;
		count++;
	}
	return count;
}

#define LANGS_MAX 64

static void add_languages(struct flow *f)
{
	const struct lang_table *table = f->b->v->rich.langs;
	int order[LANGS_MAX], count = sort_languages(table, order, LANGS_MAX);

	for (int i = 0; i < count; i++) {
		const struct lang *lang = &table->langs[order[i]];
		const char *id = arena_printf(f->b->a, "staff:lang:%s", lang->code);

		flow_button(f, &(struct ui_button){ .id = id ? id : "",
				       .action = { ACTION_STAFF_LANG, order[i] },
				       .style = BUTTON_CARD,
				       .label = words(f->b, lang->swedish),
				       .sub = ui_plain(lang, lang->endonym) });
	}
}

static const char *translation_state(struct arena *a, const struct lang *lang)
{
	if (lang_is_signed(lang))
		return arena_printf(a, "Alla %d texter är granskade.", lang->texts);
	if (lang->translated < lang->texts)
		return arena_printf(a,
			"%d av %d texter saknas och visas på svenska. Granskade: %d.",
			lang->texts - lang->translated, lang->texts, lang->signed_texts);
	return arena_printf(a, "Alla texter är översatta. Granskade: %d av %d.", lang->signed_texts,
		lang->texts);
}

static void add_translations(struct flow *f)
{
	const struct lang_table *table = f->b->v->rich.langs;
	int order[LANGS_MAX], count = sort_languages(table, order, LANGS_MAX);

	flow_text(f,
		words(f->b,
			"Det som inte är granskat är utkast. Besökaren ser det på första sidan."),
		(struct ui_font){ .size = f->b->t->small }, COLOR_QUIET, NODE_TEXT, 0);
	for (int i = 0; i < count; i++) {
		const struct lang *lang = &table->langs[order[i]];

		flow_row(f, lang_is_signed(lang) ? "done" : "document", words(f->b, lang->swedish),
			words(f->b, translation_state(f->b->a, lang)));
	}
}

static void add_switch(struct flow *f, const char *id, struct ui_action action, const char *label,
	const char *where, bool is_off)
{
	const char *sub =
		is_off ? arena_printf(f->b->a, "BORTTAGET. Tryck för att visa igen. %s", where)
		       : where;

	flow_button(f, &(struct ui_button){ .id = id ? id : "",
			       .action = action,
			       .style = BUTTON_CARD,
			       .icon = is_off ? "warning" : "done",
			       .is_selected = is_off,
			       .label = words(f->b, label),
			       .sub = words(f->b, sub) });
}

static void add_keeping(struct flow *f)
{
	if (f->b->v->staff->cannot_keep)
		flow_notice(f, "warning",
			words(f->b,
				"Det gäller nu, men kan inte sparas: efter en omstart visas det "
				"igen. Ring den som sköter kiosken."));
}

static void add_topics(struct flow *f)
{
	const struct content *c = f->b->v->rich.content;

	add_keeping(f);
	for (int i = 0; i < c->guide_count; i++) {
		const struct guide *g = c->guides[i];
		struct rich_text title = ui_content(f->b, g->name.msgid ? g->name : g->title);

		add_switch(f, arena_printf(f->b->a, "staff:topic:%s", g->id),
			(struct ui_action){ ACTION_STAFF_TOPIC, i }, title.rich.utf8,
			g->authority ? g->authority->name : "",
			withdrawals_has(f->b->v->rich.withdrawn, WITHDRAWN_TOPIC, g->id));
	}
}

static void add_fact(struct flow *f, int index)
{
	const struct content *c = f->b->v->rich.content;
	const struct fact *fact = &c->facts[index];
	const char *today = f->b->v->rich.today;
	const char *source =
		strncmp(fact->source, "https://", 8) == 0 ? fact->source + 8 : fact->source;
	const char *old = strcmp(fact->check_by, today) < 0 ? "KONTROLLERA. " : "";
	const char *where = arena_printf(f->b->a, "%s%s, kontrollerat %s, %.*s", old, fact->id,
		fact->checked, (int)strcspn(source, "/"), source);

	if (content_fact(c, fact->id, today) != fact)
		return; /* another version holds today */
	add_switch(f, arena_printf(f->b->a, "staff:fact:%s", fact->id),
		(struct ui_action){ ACTION_STAFF_FACT, index }, fact->value, where ? where : "",
		withdrawals_has(f->b->v->rich.withdrawn, WITHDRAWN_FACT, fact->id));
}

/* Staff know the figure that is wrong, and of what kind it is. */
static void add_facts(struct flow *f)
{
	static const struct {
		enum fact_kind kind;
		const char *heading;
	} kinds[] = {
		{ FACT_PHONE, "Telefonnummer" },
		{ FACT_AMOUNT, "Belopp i kronor" },
		{ FACT_NUMBER, "Tider, åldrar och antal" },
		{ FACT_DATE, "Datum" },
		{ FACT_WEB, "Webbadresser" },
	};
	const struct content *c = f->b->v->rich.content;

	add_keeping(f);
	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		bool has_any = false;

		for (int i = 0; i < c->fact_count; i++) {
			if (c->facts[i].kind != kinds[k].kind)
				continue;
			if (!has_any)
				flow_heading(f, words(f->b, kinds[k].heading));
			has_any = true;
			add_fact(f, i);
		}
	}
}

static void add_kiosk(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct content *c = b->v->rich.content;
	int off = b->v->rich.withdrawn ? b->v->rich.withdrawn->count : 0, old = 0, verified = 0;

	for (int i = 0; i < c->fact_count; i++) {
		old += strcmp(c->facts[i].check_by, b->v->rich.today) < 0;
		verified += fact_is_verified(&c->facts[i]);
	}
	flow_row(f, "print", words(b, "Skrivaren"), words(b, b->v->staff->printer));
	flow_row(f, "document", words(b, "Innehållet"),
		words(b, arena_printf(b->a, "Nummer %d, %d ämnen, %d uppgifter.",
				 b->v->content_number, c->guide_count, c->fact_count)));
	flow_row(f, old ? "warning" : "done", words(b, "Uppgifter som ska kontrolleras"),
		words(b, arena_printf(b->a, "Förbi sin dag: %d. Kontrollerade av två: %d av %d.",
				 old, verified, c->fact_count)));
	flow_row(f, off ? "warning" : "done", words(b, "Borttaget av personalen"),
		words(b, arena_printf(b->a, "%d ämnen och uppgifter.", off)));
	flow_row(f, "info", words(b, "Programmets version"), words(b, b->v->staff->version));
}

static const struct {
	enum ui_screen screen;
	const char *title, *icon;
	void (*add)(struct flow *f);
} pages[] = {
	{ SCREEN_STAFF, "Personal", "clerk", add_menu },
	{ SCREEN_STAFF_LANGUAGE, "Språk åt besökaren", "language", add_languages },
	{ SCREEN_STAFF_TOPICS, "Ta bort ett ämne", "document", add_topics },
	{ SCREEN_STAFF_FACTS, "Ta bort en uppgift", "money", add_facts },
	{ SCREEN_STAFF_TRANSLATIONS, "Översättningarna", "speech", add_translations },
	{ SCREEN_STAFF_KIOSK, "Så mår kiosken", "info", add_kiosk },
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
						    .title = words(b, pages[i].title) }));
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
