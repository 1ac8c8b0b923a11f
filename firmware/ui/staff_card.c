/* A new card of the staff's. */
#include "ui/staff_pages.h"

static const char *card_words(enum ui_card card)
{
	switch (card) {
	case UI_CARD_NONE:
		return NULL;
	case UI_CARD_PRINTED:
		return "Kortet skrivs ut. Ta det ur skrivaren. Det förra kortet gäller inte "
		       "längre.";
	case UI_CARD_CANNOT_PRINT:
		return "Skrivaren kan inte skriva ut nu. Se Så mår kiosken.";
	case UI_CARD_CANNOT_KEEP:
		return "Kortet kan inte sparas. Det förra gäller. Ring den som sköter kiosken.";
	}
	return NULL;
}

void staff_card_add(struct flow *f)
{
	struct ui_build *b = f->b;
	enum ui_card card = b->v->staff->card;

	if (card_words(card))
		flow_notice(f, card == UI_CARD_PRINTED ? "done" : "warning",
			staff_words(b, card_words(card)));
	flow_text(f,
		staff_words(b, "Ett papper med en kod. Håll det framför läsaren så öppnas de här "
			       "sidorna utan siffror. Det finns ett kort åt gången: ett nytt gör "
			       "det förra ogiltigt."),
		(struct ui_font){ .size = b->t->body }, COLOR_INK, NODE_TEXT, 0);
	if (card != UI_CARD_PRINTED)
		flow_button(f, &(struct ui_button){ .id = "staff:card:print",
				       .action = { ACTION_STAFF_CARD, 0 },
				       .style = BUTTON_PRIMARY,
				       .icon = "print",
				       .is_tall = true,
				       .label = staff_words(b, "Skriv ut ett nytt personalkort") });
}
