/* The way through the offices with its topics, and above it the way to one's own checklist. */
#include "ui/flow.h"
#include "ui/screens.h"

static void add_topic(struct flow *f, int index)
{
	struct ui_build *b = f->b;
	const struct guide *g = b->v->rich.content->guides[index];
	const char *id = arena_printf(b->a, "topic:%s", g->id);
	bool is_swedish = b->v->rich.lang == ui_swedish(b);
	struct rich_text title = ui_content(b, g->title);
	struct ui_button button = { .id = id ? id : "",
		.action = { ACTION_TOPIC, index },
		.style = BUTTON_CARD,
		.icon = g->icon,
		.is_tall = true,
		.has_chevron = true,
		.label = title };

	/* The Swedish name once: where the title has it, the authority stands below. */
	if (!is_swedish && g->term && !rich_has_term(&title, g->term))
		button.sub = ui_plain(ui_swedish(b), rich_term(b->a, g->term));
	else if (g->authority)
		button.sub = ui_plain(ui_swedish(b), g->authority->name);
	flow_button(f, &button);
}

/* A handful of topics stands here at once; more of them stand behind their station of the way. */
#define TOPICS_AT_ONCE 6

static void add_station(struct flow *f, const struct station *station)
{
	struct ui_build *b = f->b;
	const char *id = arena_printf(b->a, "station:%d", station->number);
	struct ui_button button = { .id = id ? id : "",
		.action = { ACTION_STATION, station->number },
		.style = BUTTON_CARD,
		.icon = station->icon,
		.is_tall = true,
		.has_chevron = true,
		.label = ui_content(b, station->title) };

	if (station->number == b->v->here_station)
		button.sub = ui_interface(b, N_("You are here now."));
	flow_button(f, &button);
}

int screen_topics_build(struct ui_build *b)
{
	const struct content *c = b->v->rich.content;
	struct ui_button footer[3];
	const int weights[3] = { 1, 1, 1 };
	struct rect column;
	struct flow f;
	int parts;

	ui_header(b);
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
	if (c->guide_count <= TOPICS_AT_ONCE || !c->stations) {
		for (int i = 0; i < c->guide_count; i++)
			add_topic(&f, i);
	} else {
		flow_heading(&f, ui_interface(b, N_("Your way, step by step")));
		for (int i = 0; i < STATIONS; i++)
			add_station(&f, &c->stations[i]);
	}
	flow_button(&f, &(struct ui_button){ .id = "code",
				.action = { ACTION_CODE, 0 },
				.style = BUTTON_CARD,
				.icon = "paper",
				.is_tall = true,
				.has_chevron = true,
				.label = ui_interface(b, N_("I have a paper from before")),
				.sub = ui_interface(b, N_("Its code brings my list back.")) });
	if (rich_draft_note(&b->v->rich))
		flow_notice(&f, "info", ui_interface(b, rich_draft_note(&b->v->rich)));
	flow_mark_untranslated(&f);
	parts = flow_draw(&f, b->v->part % flow_parts(&f));
	footer[0] = (struct ui_button){ .id = "finish",
		.action = { ACTION_FINISH, 0 },
		.style = BUTTON_SECONDARY,
		.icon = "finish-erase",
		.mirrors = true,
		.label = ui_interface(b, N_("Finish and erase")) };
	footer[1] = (struct ui_button){ .id = "find",
		.action = { ACTION_FIND, FIND_NAMES },
		.style = BUTTON_SECONDARY,
		.icon = "search",
		.mirrors = true,
		.label = ui_interface(b, N_("Find a topic")) };
	footer[2] = ui_more_button(b, N_("More topics"));
	ui_footer(b, footer, weights, parts > 1 ? 3 : 2);
	return parts;
}

int screen_station_build(struct ui_build *b)
{
	const struct content *c = b->v->rich.content;
	const struct station *station = &c->stations[b->v->station - 1];
	struct screen_head head = { .icon = station->icon, .title = ui_content(b, station->title) };
	struct ui_button footer[2];
	const int weights[2] = { 1, 1 };
	struct flow f;
	int parts;

	ui_header(b);
	/* Beside the topics of a lying panel; else above the first of them only. */
	head.note = ui_content(b, station->text);
	head.is_note_beside_only = true;
	flow_init(&f, b, screen_head_draw(b, &head));
	if (!head.has_note)
		flow_text(&f, head.note, (struct ui_font){ .size = b->t->small }, COLOR_QUIET,
			NODE_TEXT, 0);
	for (int i = 0; i < c->guide_count; i++) {
		if (c->guides[i]->station == b->v->station)
			add_topic(&f, i);
	}
	flow_mark_untranslated(&f);
	parts = flow_draw(&f, b->v->part % flow_parts(&f));
	footer[0] = ui_back_button(b);
	footer[1] = ui_more_button(b, N_("More topics"));
	ui_footer(b, footer, weights, parts > 1 ? 2 : 1);
	return parts;
}
