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

static void add_words(struct flow *f, const char *msgid)
{
	struct ui_font font = { .size = f->b->t->heading };
	struct ui_font small = { .size = f->b->t->body };

	flow_text(f, ui_interface(f->b, msgid), font, COLOR_INK, NODE_TEXT, f->b->t->margin);
	flow_text(f, in_english(f->b, msgid), small, COLOR_QUIET, NODE_TEXT, 0);
}

static void add_call(struct flow *f)
{
	/* Translators: a button; a lamp is lit at the staff's desk. */
	const char *msgid = N_("Call the staff");

	flow_button(f, &(struct ui_button){ .id = "call",
			       .action = { ACTION_CALL, 0 },
			       .style = BUTTON_PRIMARY,
			       .icon = "bell",
			       .is_tall = true,
			       .label = ui_interface(f->b, msgid),
			       .label_size = f->b->t->heading,
			       .sub = in_english(f->b, msgid) });
}

static void add_answer(struct flow *f)
{
	add_words(f, N_("Please wait here. Somebody comes to you."));
	add_words(f, N_("Nobody comes? Go to the counter."));
}

int screen_help_build(struct ui_build *b)
{
	bool is_called = b->v->has_called;
	struct screen_head head = { .icon = is_called ? "bell" : "clerk", .has_picture = true };
	struct ui_button footer[3];
	const int weights[3] = { 1, 1, 1 };
	int count = 0, parts;
	struct flow f;

	ui_header(b);
	head.title = ui_interface(
		b, is_called ? N_("The staff have been called") : N_("Do you need help?"));
	flow_init(&f, b, screen_head_draw(b, &head));
	if (is_called)
		add_answer(&f);
	else
		add_call(&f);
	flow_mark_untranslated(&f);
	parts = flow_draw(&f, b->v->part % flow_parts(&f));
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
