/* Numbers to call, in plain words, and a quick way out for somebody who is watched. */
#include "ui/flow.h"
#include "ui/screens.h"

struct number {
	const char *fact, *icon, *msgid;
};

static void add_number(struct flow *f, const struct number *number)
{
	struct ui_build *b = f->b;
	const struct fact *fact = rich_fact(&b->v->rich, number->fact);
	const char *value = fact ? fact->value : NULL;

	/* LRI..PDI: the groups of a number keep their order on a right-to-left page. */
	value = value ? arena_printf(b->a, "\u2066%s\u2069", value) : NULL;
	if (value)
		flow_large_row(f, number->icon, ui_plain(b->v->rich.lang, value),
			ui_interface(b, number->msgid));
	else if (content_has_fact(b->v->rich.content, number->fact))
		flow_large_row(f, number->icon, ui_interface(b, rich_ask_staff()),
			ui_interface(b, number->msgid));
}

int screen_emergency_build(struct ui_build *b)
{
	static const struct number numbers[] = {
		{ "tel-112", "emergency",
			N_("Danger to life: ambulance, police, fire brigade. Free, day and "
			   "night.") },
		{ "tel-1177", "health", N_("Advice when you are ill, day and night.") },
		{ "tel-11414", "phone", N_("The police, when it is not urgent.") },
		{ "tel-11313", "info", N_("Information at accidents and crises.") },
	};
	struct ui_button footer[2];
	const int weights[2] = { 1, 1 };
	struct rect column;
	struct flow f;
	int parts;

	ui_header(b);
	column = screen_head_draw(
		b, &(struct screen_head){ .title = ui_interface(b, N_("Emergency numbers")) });
	flow_init(&f, b, column);
	flow_button(
		&f, &(struct ui_button){ .id = "quick-exit",
			    .action = { ACTION_QUICK_EXIT, 0 },
			    .style = BUTTON_PRIMARY,
			    .icon = "exit",
			    .is_tall = true,
			    .label = ui_interface(b, N_("Leave this page quickly")),
			    .sub = ui_interface(b, N_("Everything on the screen is erased.")) });
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		add_number(&f, &numbers[i]);
	flow_notice(&f, "warning",
		/* Translators: to somebody who is beaten or threatened, perhaps by a person beside
		   them. */
		ui_interface(b,
			N_("Does somebody hurt or threaten you? In danger: call 112. You can also "
			   "ask the staff to talk with you alone.")));
	flow_text(&f,
		ui_interface(b, N_("You can call from any phone. Say your language: there are "
				   "interpreters. The staff here can call for you.")),
		(struct ui_font){ .size = b->t->body }, COLOR_INK, NODE_TEXT, b->t->margin);
	flow_mark_untranslated(&f);
	parts = flow_draw(&f, b->v->part % flow_parts(&f));
	footer[0] = ui_back_button(b);
	footer[1] = ui_more_button(b, N_("More numbers"));
	ui_footer(b, footer, weights, parts > 1 ? 2 : 1);
	return parts;
}
