/* The visitor's own list, in the order things must be done. */
#include "ui/flow.h"
#include "ui/screens.h"

static struct rich_text remark(struct ui_build *b, const struct checklist_item *item)
{
	if (item->applies == RULE_MAYBE)
		return ui_interface(b, N_("Ask the staff if this is for you."));
	if (item->must_wait)
		return ui_interface(b, N_("Do this after the steps above."));
	return ui_interface(b, N_("You can do this today."));
}

static int guide_index(const struct content *c, const struct guide *g)
{
	for (int i = 0; i < c->guide_count; i++) {
		if (c->guides[i] == g)
			return i;
	}
	return 0;
}

static void add_item(struct flow *f, const struct checklist_item *item)
{
	struct ui_build *b = f->b;
	const char *id = arena_printf(b->a, "topic:%s", item->guide->id);

	flow_button(
		f, &(struct ui_button){ .id = id ? id : "",
			   .action = { ACTION_TOPIC, guide_index(b->v->rich.content, item->guide) },
			   .style = BUTTON_CARD,
			   .icon = item->guide->icon,
			   .is_tall = true,
			   .has_chevron = true,
			   .label = ui_content(b, item->guide->title),
			   .sub = remark(b, item) });
}

static struct ui_button print_button(struct ui_build *b)
{
	/* Without a working printer the same button leads to the code on the screen. */
	return (struct ui_button){ .id = "print",
		.action = { ACTION_PRINT, 0 },
		.style = BUTTON_PRIMARY,
		.icon = b->v->can_print ? "print" : "phone-app",
		.mirrors = true,
		.label = ui_interface(
			b, b->v->can_print ? N_("Print my list") : N_("Take it with my phone")) };
}

int screen_checklist_build(struct ui_build *b)
{
	const struct checklist *list = b->v->checklist;
	struct ui_button footer[3];
	int weights[3], count = 0, parts;
	struct rect column;
	struct flow f;

	ui_header(b);
	column = screen_head_draw(b, &(struct screen_head){ .icon = "checklist",
					     .title = ui_interface(b, N_("My checklist")) });
	flow_init(&f, b, column);
	if (!b->v->can_print && list && list->item_count)
		flow_notice(&f, "printer-fault",
			ui_interface(
				b, N_("The printer cannot print now. You can take your list with "
				      "your phone.")));
	if (b->v->list_is_from_code)
		flow_notice(&f, "info",
			ui_interface(b, N_("Rules may have changed since your paper was printed. "
					   "This is the list of today.")));
	for (int i = 0; list && i < list->item_count; i++)
		add_item(&f, &list->items[i]);
	if (!list || !list->item_count)
		flow_notice(&f, "info",
			ui_interface(b, N_("We found nothing for your answers here. Please ask the "
					   "staff.")));
	flow_mark_untranslated(&f);
	parts = flow_draw(&f, b->v->part % flow_parts(&f));
	footer[count] = ui_back_button(b);
	weights[count++] = 2;
	if (parts > 1) {
		footer[count] = ui_more_button(b, N_("More"));
		weights[count++] = 2;
	}
	if (list && list->item_count) {
		footer[count] = print_button(b);
		weights[count++] = 3;
	} else {
		footer[count] = (struct ui_button){ .id = "finish",
			.action = { ACTION_FINISH, 0 },
			.style = BUTTON_SECONDARY,
			.icon = "finish-erase",
			.mirrors = true,
			.label = ui_interface(b, N_("Finish and erase")) };
		weights[count++] = 3;
	}
	ui_footer(b, footer, weights, count);
	return parts;
}
