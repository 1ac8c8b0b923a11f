/* Paper and printer: what is wrong, what to do with a picture for each step, what is left. */
#include "ui/staff_pages.h"

static void add_button(struct flow *f, const char *id, int action, const char *icon,
	const char *label, const char *sub, bool is_disabled)
{
	flow_button(f, &(struct ui_button){ .id = id,
			       .action = { action, 0 },
			       .style = BUTTON_CARD,
			       .icon = icon,
			       .is_disabled = is_disabled,
			       .label = staff_words(f->b, label),
			       .sub = staff_words(f->b, sub) });
}

const char *staff_paper_summary(struct ui_build *b)
{
	const struct ui_staff_paper *p = &b->v->staff->paper;

	if (!p->code)
		return "Rullen, felen, provutskrift.";
	return arena_printf(b->a, "%s%s%s %s", p->is_well ? "" : p->code, p->is_well ? "" : ": ",
		p->sentence, p->left ? p->left : "");
}

void staff_paper_add(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct ui_staff_paper *p = &b->v->staff->paper;

	if (!p->code)
		return;
	flow_row(f, p->is_well ? "done" : "warning",
		staff_words(b, arena_printf(b->a, "%s  %s", p->code, p->sentence)),
		staff_words(b, p->left));
	for (int i = 0; i < p->step_count; i++)
		flow_picture_row(f, p->steps[i].picture,
			staff_words(b, p->step_count > 1 ? arena_printf(b->a, "Steg %d", i + 1)
							 : "Gör så här"),
			staff_words(b, p->steps[i].text));
	add_button(f, "staff:new-roll", ACTION_STAFF_NEW_ROLL, "roll-in", "Ny rulle isatt",
		"Räknaren börjar om. Tryck när du har lagt i en hel rulle.", false);
	add_button(f, "staff:test-page", ACTION_STAFF_TEST_PAGE, "print", "Provutskrift",
		p->is_testing ? "Skrivs ut nu."
		: p->can_test ? "Ett papper på ungefär 40 cm. Inget av en besökare står på det."
			      : "Går inte nu: skrivaren kan inte, eller en besökares lista väntar.",
		!p->can_test);
	if (p->not_kept)
		flow_notice(f, "warning",
			staff_words(b, "Räknaren gäller nu, men kan inte sparas. Ring den som "
				       "sköter kiosken."));
	flow_row(f, "roll", staff_words(b, "Använt papper"), staff_words(b, p->total));
	flow_heading(f, staff_words(b, "Senaste felen"));
	flow_text(f,
		staff_words(
			b, arena_printf(b->a, "%d fel sedan kiosken startade.", p->fault_total)),
		(struct ui_font){ .size = b->t->small }, COLOR_QUIET, NODE_TEXT, 0);
	for (int i = 0; i < p->faults_shown; i++)
		flow_text(f, staff_words(b, p->faults[i]), (struct ui_font){ .size = b->t->small },
			COLOR_INK, NODE_TEXT, b->t->pad / 2);
}
