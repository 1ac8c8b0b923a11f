/* Typing the code of an earlier paper. The keys are the code's own symbols, in the same order in
 * every language: what is printed on the paper is read symbol by symbol, not as a word. */
#include <string.h>

#include "checklist/code.h"
#include "ui/screens.h"

#define KEY_MM 22.0

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

static void draw_key(
	struct ui_build *b, const char *id, struct rich_text label, int action, struct rect r)
{
	struct ui_button key = { .id = id,
		.action = { ACTION_KEY, action },
		.style = BUTTON_SECONDARY,
		.label = label };

	ui_draw_button(b, &key, r);
}

static void draw_keys(struct ui_build *b, struct rect area)
{
	const struct theme *t = b->t;
	int count = (int)strlen(code_symbols) + 1; /* and the one that takes back */
	int columns = (area.w + t->gap) / (panel_px(t->panel, KEY_MM) + t->gap);
	int w = (area.w - (columns - 1) * t->gap) / columns;
	int rows = (count + columns - 1) / columns;
	int h = (area.h - (rows - 1) * t->gap) / rows;

	if (h > t->main_target)
		h = t->main_target;
	if (h < t->target)
		h = t->target;
	for (int i = 0; i < count; i++) {
		/* Always from left to right, like the code on the paper. */
		struct rect r = { area.x + i % columns * (w + t->gap),
			area.y + i / columns * (h + t->gap), w, h };
		const char *symbol = arena_printf(b->a, "%c", code_symbols[i]);
		const char *id = arena_printf(b->a, "key:%c", code_symbols[i]);

		/* What is left of the last row. */
		if (i + 1 == count)
			r.w = area.x + area.w - r.x;
		if (i + 1 == count)
			draw_key(b, "key:delete", ui_interface(b, N_("Delete")), -1, r);
		else
			draw_key(b, id ? id : "", ui_plain(ui_swedish(b), symbol ? symbol : ""), i,
				r);
	}
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
