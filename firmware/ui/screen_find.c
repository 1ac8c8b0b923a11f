/* The index: letters first, then what begins with one. Two lists: the topics in the visitor's own
 * language, and the Swedish words that stand on letters and forms. */
#include "content/find.h"
#include "ui/flow.h"
#include "ui/key_grid.h"
#include "ui/screens.h"

static struct ui_button list_button(struct ui_build *b, enum find_list list)
{
	bool is_names = list == FIND_NAMES;

	return (struct ui_button){ .id = is_names ? "find:names" : "find:papers",
		.action = { ACTION_FIND, list },
		.style = BUTTON_SECONDARY,
		.is_selected = b->v->find_list == list,
		.label =
			ui_interface(b, is_names ? N_("Topics") : N_("Swedish words on letters")) };
}

/* The two lists side by side at the top; returns what is left of the area. */
static struct rect draw_lists(struct ui_build *b, struct rect area)
{
	const struct theme *t = b->t;
	int w = (area.w - t->gap) / 2, h = t->target;
	struct ui_button buttons[2] = { list_button(b, FIND_NAMES), list_button(b, FIND_PAPERS) };

	for (int i = 0; i < 2; i++) {
		int needed = ui_button_height(b, &buttons[i], w);

		h = needed > h ? needed : h;
	}
	for (int i = 0; i < 2; i++)
		ui_draw_button(b, &buttons[i],
			(struct rect){ ui_x(b, area, i * (w + t->gap), w), area.y, w, h });
	area.y += h + 2 * t->gap;
	area.h -= h + 2 * t->gap;
	return area;
}

static int draw_letters(struct ui_build *b, struct rect area)
{
	const struct find_index *find = b->v->find;
	struct ui_key *keys = arena_array(b->a, (size_t)find->letter_count, sizeof(*keys));
	struct ui_key_grid grid = { keys, find->letter_count, find->lang->direction == TEXT_LTR,
		false };

	for (int i = 0; keys && i < find->letter_count; i++) {
		const char *id = arena_printf(b->a, "letter:%s", find->letters[i]);

		keys[i] = (struct ui_key){ id ? id : "", { ACTION_LETTER, i + 1 },
			ui_plain(find->lang, find->letters[i]) };
	}
	if (!keys)
		return 1;
	return ui_key_grid_draw(b, &grid, b->v->part, area);
}

static int draw_entries(struct ui_build *b, struct rect area)
{
	const struct find_index *find = b->v->find;
	const struct content *c = b->v->rich.content;
	bool is_swedish = b->v->rich.lang == ui_swedish(b);
	struct flow f;

	flow_init(&f, b, area);
	for (int i = 0; i < find->entry_count; i++) {
		const struct find_entry *entry = &find->entries[i];
		const struct guide *g = c->guides[entry->guide];
		const char *id = b->v->find_list == FIND_PAPERS
					 ? arena_printf(b->a, "paper:%s", entry->label.rich.utf8)
					 : arena_printf(b->a, "topic:%s", g->id);
		struct ui_button button = { .id = id ? id : "",
			.action = { ACTION_TOPIC, entry->guide },
			.style = BUTTON_CARD,
			.icon = g->icon,
			.is_tall = true,
			.has_chevron = true,
			.label = entry->label };

		if (entry->letter + 1 != b->v->letter)
			continue;
		if (b->v->find_list == FIND_PAPERS)
			button.sub = ui_content(b, g->name.msgid ? g->name : g->title);
		else if (!is_swedish && g->term)
			button.sub = ui_plain(ui_swedish(b), rich_term(b->a, g->term));
		flow_button(&f, &button);
	}
	flow_mark_untranslated(&f);
	return flow_draw(&f, b->v->part % flow_parts(&f));
}

int screen_find_build(struct ui_build *b)
{
	const struct find_index *find = b->v->find;
	bool has_letter = find && b->v->letter > 0 && b->v->letter <= find->letter_count;
	struct screen_head head = { .icon = "search" };
	struct ui_button footer[2];
	const int weights[2] = { 1, 1 };
	struct rect area;
	int parts = 1;

	ui_header(b);
	head.title = ui_interface(b, N_("Tap the first letter"));
	if (has_letter)
		head.title = ui_plain(find->lang, find->letters[b->v->letter - 1]);
	area = screen_head_draw(b, &head);
	if (!has_letter)
		area = draw_lists(b, area);
	if (has_letter)
		parts = draw_entries(b, area);
	else if (find)
		parts = draw_letters(b, area);
	footer[0] = ui_back_button(b);
	footer[1] = ui_more_button(b, N_("More"));
	ui_footer(b, footer, weights, parts > 1 ? 2 : 1);
	return parts;
}
