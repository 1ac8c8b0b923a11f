/* The topics, and above them the way to one's own checklist. */
#include "ui/flow.h"
#include "ui/screens.h"

static void add_topic(struct flow *f, int index)
{
	struct ui_build *b = f->b;
	const struct guide *g = b->v->rich.content->guides[index];
	const char *id = arena_printf(b->a, "topic:%s", g->id);
	bool is_swedish = b->v->rich.lang == ui_swedish(b);
	struct ui_button button = { .id = id ? id : "",
		.action = { ACTION_TOPIC, index },
		.style = BUTTON_CARD,
		.icon = g->icon,
		.is_tall = true,
		.has_chevron = true,
		.label = ui_content(b, g->title) };

	if (!is_swedish && g->term)
		button.sub = ui_plain(ui_swedish(b), g->term);
	else if (g->authority)
		button.sub = ui_plain(ui_swedish(b), g->authority->name);
	flow_button(f, &button);
}

int screen_topics_build(struct ui_build *b)
{
	struct ui_button footer[2];
	const int weights[2] = { 1, 1 };
	struct rect column;
	struct flow f;
	int parts, count = 0;

	ui_header(b);
	footer[count++] = (struct ui_button){ .id = "finish",
		.action = { ACTION_FINISH, 0 },
		.style = BUTTON_SECONDARY,
		.icon = "finish-erase",
		.mirrors = true,
		.label = ui_interface(b, N_("Finish and erase")) };
	footer[count++] = ui_more_button(b, N_("More topics"));
	column = screen_head_draw(
		b, &(struct screen_head){
			   .title = ui_interface(b, N_("What do you need help with?")) });
	flow_init(&f, b, column);
	flow_button(&f,
		&(struct ui_button){ .id = "checklist",
			.action = { ACTION_CHECKLIST, 0 },
			.style = BUTTON_PRIMARY,
			.icon = "checklist",
			.is_tall = true,
			.has_chevron = true,
			.label = ui_interface(b, N_("Make my own checklist")),
			.sub = ui_interface(b, N_("Answer a few questions. Nothing is saved.")) });
	for (int i = 0; i < b->v->rich.content->guide_count; i++)
		add_topic(&f, i);
	if (rich_draft_note(&b->v->rich))
		flow_notice(&f, "info", ui_interface(b, rich_draft_note(&b->v->rich)));
	flow_mark_untranslated(&f);
	parts = flow_draw(&f, b->v->part % flow_parts(&f));
	ui_footer(b, footer, weights, parts > 1 ? 2 : 1);
	return parts;
}
