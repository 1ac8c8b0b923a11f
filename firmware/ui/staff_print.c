/* Sheets for staff, and a visitor's list printed again from the code on their paper. */
#include <string.h>

#include "checklist/code.h"
#include "ui/key_grid.h"
#include "ui/staff_pages.h"

static void add_state(struct flow *f)
{
	const struct ui_acts *acts = f->b->v->acts;

	if (acts && acts->print)
		flow_notice(
			f, acts->is_printing ? "print" : "info", staff_words(f->b, acts->print));
}

static void add_sheet(struct flow *f, const char *id, enum ui_sheet sheet, const char *icon,
	const char *label, const char *sub)
{
	flow_button(f, &(struct ui_button){ .id = id,
			       .action = { ACTION_SHEET, (int)sheet },
			       .style = BUTTON_CARD,
			       .icon = icon,
			       .is_tall = true,
			       .is_disabled = f->b->v->acts && f->b->v->acts->is_printing,
			       .label = staff_words(f->b, label),
			       .sub = staff_words(f->b, sub) });
}

void staff_print_add(struct flow *f)
{
	add_state(f);
	add_sheet(f, "sheet:staff", UI_SHEET_STAFF, "document", "För personalen",
		"Hur kiosken sköts, på en sida.");
	add_sheet(f, "sheet:cards", UI_SHEET_CARDS, "language", "Språkkorten",
		"Ett kort för varje språk, att klippa isär och hålla under läsaren.");
	add_sheet(f, "sheet:keypad", UI_SHEET_KEYPAD, "door-name", "Knappsatsens tabell",
		"Numret till varje språk, att lägga vid disken.");
	add_sheet(f, "sheet:log", UI_SHEET_LOG, "checklist", "Loggen",
		"Det senaste som personalen har gjort.");
	flow_button(
		f, &(struct ui_button){ .id = "staff:reprint",
			   .action = { ACTION_STAFF_PAGE, SCREEN_STAFF_REPRINT },
			   .style = BUTTON_CARD,
			   .icon = "paper",
			   .is_tall = true,
			   .has_chevron = true,
			   .label = staff_words(f->b, "Skriv ut igen från koden"),
			   .sub = staff_words(f->b, "Besökarens lista, från koden på papperet.") });
}

static void draw_field(struct ui_build *b, const char *code, struct rect r)
{
	const struct theme *t = b->t;
	struct ui_font font = {
		.size = t->title, .bold = true, .align = TEXT_CENTER, .max_lines = 1
	};
	char groups[CODE_TEXT_MAX * 2] = "";
	size_t at = 0;
	struct ui_text text;
	const char *copy;

	for (size_t i = 0; code[i] && at + 2 < sizeof(groups); i++) {
		if (i && i % 4 == 0)
			groups[at++] = '-';
		groups[at++] = code[i];
	}
	copy = arena_strdup(b->a, groups);
	ui_fill(b, r, COLOR_SURFACE, t->radius);
	ui_frame(b, r, COLOR_ACCENT, t->radius, t->border * 2);
	text = ui_layout_fit(b, staff_words(b, copy), font, r.w - 2 * t->pad);
	ui_draw_text(b, text, r.x + t->pad, r.y + (r.h - text.h) / 2, r.w - 2 * t->pad, COLOR_INK,
		NODE_TEXT);
}

/* The keys of the code, as on the visitor's own page. */
void staff_reprint_add(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct ui_acts *acts = b->v->acts;
	int count = (int)strlen(code_symbols) + 1, field = b->t->target;
	struct ui_key *keys = arena_array(b->a, (size_t)count, sizeof(*keys));
	struct ui_key_grid grid = { keys, count, true, true };
	struct rect area = f->area;

	if (!keys || !acts || !acts->code)
		return;
	for (int i = 0; i + 1 < count; i++) {
		const char *symbol = arena_printf(b->a, "%c", code_symbols[i]);
		const char *id = arena_printf(b->a, "key:%c", code_symbols[i]);

		keys[i] =
			(struct ui_key){ id ? id : "", { ACTION_KEY, i }, staff_words(b, symbol) };
	}
	keys[count - 1] =
		(struct ui_key){ "key:delete", { ACTION_KEY, -1 }, staff_words(b, "Sudda") };
	if (b->t->is_landscape) {
		/* All the height belongs to the keys: what is typed stands under the title. */
		int w = b->content.w - area.w - 2 * b->t->margin;

		draw_field(b, acts->code,
			(struct rect){
				b->content.x, b->content.y + b->content.h - field, w, field });
	} else {
		draw_field(b, acts->code, (struct rect){ area.x, area.y, area.w, field });
		area.y += field + b->t->gap;
		area.h -= field + b->t->gap;
	}
	ui_key_grid_draw(b, &grid, 0, area);
}

const char *staff_reprint_title(const struct ui_build *b)
{
	return b->v->acts && b->v->acts->code_is_wrong ? "Koden stämmer inte"
						       : "Skriv ut igen från koden";
}

struct ui_button staff_reprint_button(struct ui_build *b)
{
	return (struct ui_button){ .id = "next",
		.action = { ACTION_NEXT, 0 },
		.style = BUTTON_PRIMARY,
		.icon = "next",
		.icon_at_end = true,
		.is_disabled = !b->v->acts || !b->v->acts->code || !b->v->acts->code[0],
		.label = staff_words(b, "Språk") };
}

void staff_reprint_languages_add(struct flow *f)
{
	const struct lang_table *table = f->b->v->rich.langs;
	int order[STAFF_LANGS_MAX], count = staff_languages_sort(table, order, STAFF_LANGS_MAX);

	add_state(f);
	for (int i = 0; i < count; i++) {
		const struct lang *lang = &table->langs[order[i]];
		const char *id = arena_printf(f->b->a, "reprint:%s", lang->code);

		flow_button(f, &(struct ui_button){ .id = id ? id : "",
				       .action = { ACTION_REPRINT, order[i] },
				       .style = BUTTON_CARD,
				       .is_disabled = f->b->v->acts && f->b->v->acts->is_printing,
				       .label = staff_words(f->b, lang->swedish),
				       .sub = ui_plain(lang, lang->endonym) });
	}
}
