/* Calls the staff, and leads them to their own pages: one plainly named place for both, from every
 * page. */
#include <string.h>

#include "ui/flow.h"
#include "ui/screens.h"

/* Before a language is chosen the page is in Swedish, with the English beside it. */
static struct rich_text in_english(const struct ui_build *b, const char *msgid)
{
	const struct lang *en = lang_find(b->v->rich.langs, "en");

	if (b->v->in_visit || !en || strcmp(b->v->rich.lang->code, "sv") != 0)
		return (struct rich_text){ 0 };
	return ui_plain(en, msgid);
}

/* As large as the hand that looks for it is hurried. */
#define CALL_LEAST_MM 42.0

static void draw_call(struct ui_build *b, struct rect area)
{
	/* Translators: a button; a lamp is lit at the staff's desk. */
	const char *msgid = N_("Call the staff");
	struct ui_button call = { .id = "call",
		.action = { ACTION_CALL, 0 },
		.style = BUTTON_PRIMARY,
		.icon = "bell",
		.is_tall = true,
		.label = ui_interface(b, msgid),
		.label_size = b->t->title,
		.sub = in_english(b, msgid) };
	int least = panel_px(b->t->panel, CALL_LEAST_MM), h = ui_button_height(b, &call, area.w);

	area.y += b->t->pad;
	area.h = h > least ? h : least;
	ui_draw_button(b, &call, area);
}

static int draw_answer(struct ui_build *b, struct rect area)
{
	const char *wait = N_("Please wait here. Somebody comes to you.");
	const char *counter = N_("Nobody comes? Go to the counter.");
	struct flow f;

	flow_init(&f, b, area);
	flow_row(&f, "wait", ui_interface(b, wait), in_english(b, wait));
	flow_row(&f, "clerk", ui_interface(b, counter), in_english(b, counter));
	flow_mark_untranslated(&f);
	return flow_draw(&f, b->v->part % flow_parts(&f));
}

int screen_help_build(struct ui_build *b)
{
	bool is_called = b->v->has_called;
	struct screen_head head = { .icon = is_called ? "bell" : "clerk", .has_picture = true };
	struct ui_button footer[3];
	const int weights[3] = { 1, 1, 1 };
	int count = 0, parts = 1;
	struct rect area;

	ui_header(b);
	head.title = ui_interface(
		b, is_called ? N_("The staff have been called") : N_("Do you need help?"));
	area = screen_head_draw(b, &head);
	if (is_called)
		parts = draw_answer(b, area);
	else
		draw_call(b, area);
	footer[count++] = ui_back_button(b);
	if (parts > 1)
		footer[count++] = ui_more_button(b, N_("More"));
	footer[count++] = (struct ui_button){ .id = "staff:enter",
		.action = { ACTION_STAFF, 0 },
		.style = BUTTON_SECONDARY,
		.icon = "lock",
		.label = ui_plain(ui_swedish(b), "Personal (kod)") };
	ui_footer(b, footer, weights, count);
	return parts;
}
