/* Topics and facts that staff take off the screen and bring back. */
#include <string.h>

#include "ui/staff_pages.h"

static void add_switch(struct flow *f, const char *id, struct ui_action action, const char *label,
	const char *where, bool is_off)
{
	const char *sub =
		is_off ? arena_printf(f->b->a, "BORTTAGET. Tryck för att visa igen. %s", where)
		       : where;

	flow_button(f, &(struct ui_button){ .id = id ? id : "",
			       .action = action,
			       .style = BUTTON_CARD,
			       .icon = is_off ? "warning" : "done",
			       .is_selected = is_off,
			       .label = staff_words(f->b, label),
			       .sub = staff_words(f->b, sub) });
}

static void add_keeping(struct flow *f)
{
	if (f->b->v->staff->cannot_keep)
		flow_notice(f, "warning",
			staff_words(f->b,
				"Det gäller nu, men kan inte sparas: efter en omstart visas det "
				"igen. Ring den som sköter kiosken."));
}

void staff_topics_add(struct flow *f)
{
	const struct content *c = f->b->v->rich.content;

	add_keeping(f);
	for (int i = 0; i < c->guide_count; i++) {
		const struct guide *g = c->guides[i];
		struct rich_text title = ui_content(f->b, g->name.msgid ? g->name : g->title);

		add_switch(f, arena_printf(f->b->a, "staff:topic:%s", g->id),
			(struct ui_action){ ACTION_STAFF_TOPIC, i }, title.rich.utf8,
			g->authority ? g->authority->name : "",
			withdrawals_has(f->b->v->rich.withdrawn, WITHDRAWN_TOPIC, g->id));
	}
}

const char *staff_fact_name(const struct fact *fact)
{
	return fact->name ? fact->name : fact->id;
}

static void add_fact(struct flow *f, int index)
{
	const struct content *c = f->b->v->rich.content;
	const struct fact *fact = &c->facts[index];
	const char *today = f->b->v->rich.today;
	const char *source =
		strncmp(fact->source, "https://", 8) == 0 ? fact->source + 8 : fact->source;
	const char *old = strcmp(fact->check_by, today) < 0 ? "KONTROLLERA. " : "";
	const char *where = arena_printf(f->b->a, "%s%s, kontrollerat %s, %.*s", old,
		staff_fact_name(fact), fact->checked, (int)strcspn(source, "/"), source);

	if (content_fact(c, fact->id, today) != fact)
		return; /* another version holds today */
	add_switch(f, arena_printf(f->b->a, "staff:fact:%s", fact->id),
		(struct ui_action){ ACTION_STAFF_FACT, index }, fact->value, where ? where : "",
		withdrawals_has(f->b->v->rich.withdrawn, WITHDRAWN_FACT, fact->id));
}

/* Staff know the figure that is wrong, and of what kind it is. */
void staff_facts_add(struct flow *f)
{
	static const struct {
		enum fact_kind kind;
		const char *heading;
	} kinds[] = {
		{ FACT_PHONE, "Telefonnummer" },
		{ FACT_AMOUNT, "Belopp i kronor" },
		{ FACT_NUMBER, "Tider, åldrar och antal" },
		{ FACT_DATE, "Datum" },
		{ FACT_WEB, "Webbadresser" },
	};
	const struct content *c = f->b->v->rich.content;

	add_keeping(f);
	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		bool has_any = false;

		for (int i = 0; i < c->fact_count; i++) {
			if (c->facts[i].kind != kinds[k].kind)
				continue;
			if (!has_any)
				flow_heading(f, staff_words(f->b, kinds[k].heading));
			has_any = true;
			add_fact(f, i);
		}
	}
}
