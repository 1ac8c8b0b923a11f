/* What staff did, and closing the kiosk for visitors. */
#include <string.h>

#include "ui/staff_pages.h"

#define DAY_BYTES 10
#define TIME_AT 11 /* in "2026-11-28 14:05 Act" */
#define TIME_BYTES 5
#define ACT_AT 17

/* Newest first, under the day on which it was. */
void staff_log_add(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct ui_acts *acts = b->v->acts;
	struct ui_font font = { .size = b->t->small };
	const char *day = "";

	if (!acts)
		return;
	if (!acts->log_count)
		flow_text(f, staff_words(b, "Personalen har inte gjort något än."),
			(struct ui_font){ .size = b->t->body }, COLOR_INK, NODE_TEXT, 0);
	for (int i = 0; i < acts->log_count; i++) {
		const char *line = acts->log[i];

		if (strlen(line) <= ACT_AT)
			continue;
		if (strncmp(line, day, DAY_BYTES) != 0)
			flow_heading(f, staff_words(b, arena_printf(b->a, "%.10s", line)));
		day = line;
		flow_text(f,
			staff_words(b, arena_printf(b->a, "%.*s\u2002 %s", TIME_BYTES,
					       line + TIME_AT, line + ACT_AT)),
			font, COLOR_INK, NODE_TEXT, b->t->gap);
	}
	if (acts->log_total > acts->log_count)
		flow_text(f,
			staff_words(b, arena_printf(b->a, "De %d senaste av %d.", acts->log_count,
					       acts->log_total)),
			font, COLOR_QUIET, NODE_TEXT, b->t->margin);
}

static const char *way_in_swedish(enum ui_way way)
{
	static const char *const ways[] = { "Ingen väg till disken visas.", "Disken: till vänster.",
		"Disken: till höger.", "Disken: rakt fram.", "Disken: bakom besökaren.",
		"Disken: en trappa upp.", "Disken: en trappa ner." };

	return ways[way];
}

void staff_close_add(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct ui_acts *acts = b->v->acts;
	bool is_closed = acts && acts->is_out_of_service;

	if (!acts)
		return;
	if (b->v->staff->settings_not_kept)
		flow_notice(f, "warning",
			staff_words(b, "Det gäller nu, men kan inte sparas: efter en omstart är "
				       "det som förut. Ring den som sköter kiosken."));
	flow_text(f,
		staff_words(b,
			is_closed ? "Kiosken är stängd för besökare. Skärmen säger det på alla "
				    "språk och visar vägen till disken. Nödnumren går att nå."
				  : "Skärmen säger på alla språk att kiosken är stängd, och visar "
				    "vägen till disken. Nödnumren går att nå. Det gäller tills "
				    "ni öppnar igen, också efter en omstart."),
		(struct ui_font){ .size = b->t->body }, COLOR_INK, NODE_TEXT, 0);
	flow_row(f, "clerk", staff_words(b, "Vägen till disken"),
		staff_words(b, arena_printf(b->a, "%s Ändras under Inställningar.",
				       way_in_swedish(acts->way))));
	flow_button(
		f, &(struct ui_button){ .id = is_closed ? "staff:open-kiosk" : "staff:close-kiosk",
			   .action = { ACTION_CLOSE, !is_closed },
			   .style = BUTTON_PRIMARY,
			   .icon = is_closed ? "done" : "closed",
			   .is_tall = true,
			   .label = staff_words(b, is_closed ? "Öppna för besökare" : "Stäng nu"),
			   .sub = staff_words(
				   b, is_closed ? "Första sidan visas igen."
						: "Ett påbörjat besök avslutas och raderas.") });
}
