/* How the kiosk is. */
#include <string.h>

#include "ui/staff_pages.h"

void staff_kiosk_add(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct content *c = b->v->rich.content;
	int off = b->v->rich.withdrawn ? b->v->rich.withdrawn->count : 0, old = 0, verified = 0;

	for (int i = 0; i < c->fact_count; i++) {
		old += strcmp(c->facts[i].check_by, b->v->rich.today) < 0;
		verified += fact_is_verified(&c->facts[i]);
	}
	if (b->v->staff->settings_damaged)
		flow_notice(f, "warning",
			staff_words(b,
				"Inställningarna på disken gick inte att läsa. De senaste som "
				"gick att läsa gäller. Ring den som sköter kiosken."));
	if (b->v->staff->settings_not_kept)
		flow_notice(f, "warning",
			staff_words(b, "Inställningarna gäller nu, men kan inte sparas: efter en "
				       "omstart är de som förut. Ring den som sköter kiosken."));
	flow_row(f, "print", staff_words(b, "Skrivaren"), staff_words(b, b->v->staff->printer));
	flow_row(f, "document", staff_words(b, "Innehållet"),
		staff_words(b, arena_printf(b->a, "Nummer %d, %d ämnen, %d uppgifter.",
				       b->v->content_number, c->guide_count, c->fact_count)));
	flow_row(f, old ? "warning" : "done", staff_words(b, "Uppgifter som ska kontrolleras"),
		staff_words(
			b, arena_printf(b->a, "Förbi sin dag: %d. Kontrollerade av två: %d av %d.",
				   old, verified, c->fact_count)));
	flow_row(f, off ? "warning" : "done", staff_words(b, "Borttaget av personalen"),
		staff_words(b, arena_printf(b->a, "%d ämnen och uppgifter.", off)));
	flow_row(f, "info", staff_words(b, "Programmets version"),
		staff_words(b, b->v->staff->version));
	staff_health_add(f);
}
