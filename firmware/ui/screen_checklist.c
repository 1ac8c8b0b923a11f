/* The visitor's own list, in the order things must be done. */
#include "ui/flow.h"
#include "ui/screens.h"

static struct rich_text remark(struct ui_build *b, const struct checklist_item *item)
{
	if (rich_is_withdrawn(&b->v->rich, item->guide))
		return ui_interface(b, rich_withdrawn_note());
	if (item->applies == RULE_MAYBE)
		return ui_interface(b, N_("Ask the staff if this is for you."));
	if (item->must_wait)
		return ui_interface(b, N_("Do this after the steps above."));
	return ui_interface(b, N_("You can do this today."));
}

/* "topic:sfi"; in the part of the family's second person "topic:sfi@2". */
static const char *item_id(struct ui_build *b, const struct checklist_item *item)
{
	const char *id =
		item->person ? arena_printf(b->a, "topic:%s@%d", item->guide->id, item->person + 1)
			     : arena_printf(b->a, "topic:%s", item->guide->id);

	return id ? id : "";
}

static void add_item(struct flow *f, int index)
{
	struct ui_build *b = f->b;
	const struct checklist_item *item = &b->v->checklist->items[index];

	flow_button(f, &(struct ui_button){ .id = item_id(b, item),
			       .action = { ACTION_ITEM, index },
			       .style = BUTTON_CARD,
			       .icon = item->guide->icon,
			       .is_tall = true,
			       .has_chevron = true,
			       .label = ui_content(b, item->guide->title),
			       .sub = remark(b, item) });
}

/* ---------------------------------------------------------------- a family */

static struct ui_button person_button(struct ui_build *b, const char *verb, int person,
	enum ui_action_kind action, const char *icon)
{
	const char *id = arena_printf(b->a, "%s:%d", verb, person + 1);

	return (struct ui_button){ .id = id ? id : "",
		.action = { action, person + 1 },
		.style = BUTTON_SECONDARY,
		.icon = icon,
		.is_tall = true };
}

static void add_person_heading(struct flow *f, int person)
{
	struct ui_build *b = f->b;
	struct ui_button edit = person_button(b, "person", person, ACTION_PERSON_EDIT, "person");

	/* Translators: one of a family on a common list: "Person 2". Below it: how old. */
	edit.label = ui_format(b, N_("Person {n}"), "n", ui_number(b, person + 1), NULL, NULL);
	edit.sub = b->v->checklist->names[person].msgid
			   ? ui_content(b, b->v->checklist->names[person])
			   : ui_interface(b, N_("Change the answers"));
	edit.has_chevron = true;
	flow_button(f, &edit);
}

/* Above the list, so that a family finds it before the paper is printed. */
static void add_person_button(struct flow *f)
{
	struct ui_build *b = f->b;

	if (b->v->person_count < PERSONS_MAX)
		flow_button(f, &(struct ui_button){ .id = "person:add",
				       .action = { ACTION_PERSON_ADD, 0 },
				       .style = BUTTON_SECONDARY,
				       .icon = "family",
				       .is_tall = true,
				       .label = ui_interface(b, N_("Add a person in my family")),
				       .sub = ui_interface(
					       b, N_("One paper with a part for each of you.")) });
}

static void add_remove_button(struct flow *f)
{
	struct ui_build *b = f->b;
	int count = b->v->person_count;
	struct ui_button way;

	if (count <= 1)
		return;
	way = person_button(b, "remove", count - 1, ACTION_PERSON_REMOVE, "minus");
	way.label = ui_format(
		b, N_("Take person {n} off the list"), "n", ui_number(b, count), NULL, NULL);
	flow_button(f, &way);
}

/* ---------------------------------------------------------------- a list from an older paper */

static bool is_on_list(const struct checklist *list, const struct guide *g)
{
	for (int i = 0; i < list->item_count; i++) {
		if (list->items[i].guide == g)
			return true;
	}
	return false;
}

static bool concerns(const struct ui_view *v, const struct change *change)
{
	return change->content > v->code_content && change->content <= v->content_number &&
	       (!change->guide || is_on_list(v->checklist, change->guide));
}

/* What the visitor's paper does not know yet. */
static void add_changes(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct ui_view *v = b->v;
	const struct content *c = v->rich.content;
	bool has_any = false;

	if (v->code_content < 0 || v->code_content == v->content_number)
		return;
	if (v->code_content > v->content_number) {
		flow_notice(f, "warning",
			ui_interface(
				b, N_("Your paper is newer than this kiosk. Ask the staff what "
				      "is right.")));
		return;
	}
	for (int i = 0; i < c->change_count; i++) {
		const struct change *change = &c->changes[i];
		const char *date = rich_date(b->a, v->rich.lang, change->date);

		if (!concerns(v, change))
			continue;
		if (!has_any)
			flow_heading(f, ui_interface(b, N_("New since your paper was printed")));
		has_any = true;
		flow_row(f, "info", ui_content(b, change->text),
			ui_plain(v->rich.lang, date ? date : change->date));
	}
	if (!has_any)
		flow_notice(f, "info",
			ui_interface(
				b, N_("We know of no change for your list since your paper was "
				      "printed. This is the list of today.")));
	else
		flow_heading(f, ui_interface(b, N_("Your list today")));
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
	if (list)
		add_changes(&f);
	if (list && list->item_count)
		add_person_button(&f);
	for (int i = 0; list && i < list->item_count; i++) {
		int person = list->items[i].person;

		if (list->person_count > 1 && (!i || list->items[i - 1].person != person))
			add_person_heading(&f, person);
		add_item(&f, i);
	}
	if (!list || !list->item_count)
		flow_notice(&f, "info",
			ui_interface(b, N_("We found nothing for your answers here. Please ask the "
					   "staff.")));
	if (list)
		add_remove_button(&f);
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
