/* Typing the code of an earlier paper. The keys are the code's own symbols, in the same order in
 * every language: what is printed on the paper is read symbol by symbol, not as a word. */
#include <string.h>

#include "checklist/code.h"
#include "ui/key_grid.h"
#include "ui/screens.h"

static void draw_field(struct ui_build *b, struct rect r)
{
	const struct theme *t = b->t;
	struct ui_font font = {
		.size = t->title, .bold = true, .align = TEXT_CENTER, .max_lines = 1
	};
	char groups[CODE_TEXT_MAX * 2] = "";
	size_t at = 0;
	struct ui_text text;
	const char *copy;

	for (size_t i = 0; b->v->code[i] && at + 2 < sizeof(groups); i++) {
		if (i && i % 4 == 0)
			groups[at++] = '-';
		groups[at++] = b->v->code[i];
	}
	copy = arena_strdup(b->a, groups);
	ui_fill(b, r, COLOR_SURFACE, t->radius);
	ui_frame(b, r, COLOR_ACCENT, t->radius, t->border * 2);
	text = ui_layout_fit(b, ui_plain(ui_swedish(b), copy ? copy : ""), font, r.w - 2 * t->pad);
	ui_draw_text(b, text, r.x + t->pad, r.y + (r.h - text.h) / 2, r.w - 2 * t->pad, COLOR_INK,
		NODE_TEXT);
}

static void draw_keys(struct ui_build *b, struct rect area)
{
	int count = (int)strlen(code_symbols) + 1; /* and the one that takes back */
	struct ui_key *keys = arena_array(b->a, (size_t)count, sizeof(*keys));
	struct ui_key_grid grid = { keys, count, true, true };

	for (int i = 0; keys && i + 1 < count; i++) {
		const char *symbol = arena_printf(b->a, "%c", code_symbols[i]);
		const char *id = arena_printf(b->a, "key:%c", code_symbols[i]);

		keys[i] = (struct ui_key){ id ? id : "", { ACTION_KEY, i },
			ui_plain(ui_swedish(b), symbol ? symbol : "") };
	}
	if (!keys)
		return;
	keys[count - 1] =
		(struct ui_key){ "key:delete", { ACTION_KEY, -1 }, ui_interface(b, N_("Delete")) };
	ui_key_grid_draw(b, &grid, 0, area);
}

int screen_code_build(struct ui_build *b)
{
	const struct theme *t = b->t;
	const int weights[2] = { 2, 3 };
	struct ui_button footer[2];
	struct screen_head head = { .icon = b->v->code_is_wrong ? "warning" : "paper" };
	struct rect area;
	int field = t->target;

	ui_header(b);
	head.title = ui_interface(b, b->v->code_is_wrong ? N_("This code is not right")
							 : N_("Type the code on your paper"));
	/* On a lying panel the keys need all the height; the title says enough. */
	if (!t->is_landscape)
		head.note = ui_interface(
			b, b->v->code_is_wrong
				   ? N_("Compare it with your paper and mend it. Nothing is lost.")
				   : N_("You can also hold the code under the scanner."));
	area = screen_head_draw(b, &head);
	if (t->is_landscape) {
		/* All the height belongs to the keys: what is typed stands under the title. */
		int w = b->content.w - area.w - 2 * t->margin;

		draw_field(b, (struct rect){ ui_x(b, b->content, 0, w),
				      b->content.y + b->content.h - field, w, field });
	} else {
		draw_field(b, (struct rect){ area.x, area.y, area.w, field });
		area.y += field + t->gap;
		area.h -= field + t->gap;
	}
	draw_keys(b, area);
	footer[0] = ui_back_button(b);
	footer[1] = ui_next_button(b, N_("Show my list"));
	footer[1].is_disabled = !b->v->code[0];
	ui_footer(b, footer, weights, 2);
	return 1;
}
