/* Buttons and the two bars made of them. */
#include <string.h>

#include "ui/widget.h"

struct face { /* what a button looks like now */
	uint32_t fill, ink, quiet, edge;
	int border;
};

static bool is_pressed(const struct ui_build *b, const struct ui_button *button)
{
	return b->v->pressed[0] && strcmp(b->v->pressed, button->id) == 0;
}

static struct face face_of(const struct ui_build *b, const struct ui_button *button)
{
	bool pressed = is_pressed(b, button);
	int border = b->t->border;

	if (button->is_disabled)
		return (struct face){ COLOR_GROUND, COLOR_EDGE, COLOR_EDGE, COLOR_HAIR, border };
	if (button->style == BUTTON_PRIMARY)
		return (struct face){ pressed ? COLOR_ACCENT_DEEP : COLOR_ACCENT, COLOR_ON_ACCENT,
			COLOR_ON_ACCENT, pressed ? COLOR_ACCENT_DEEP : COLOR_ACCENT, border };
	if (pressed || button->is_selected)
		return (struct face){ pressed ? COLOR_ACCENT : COLOR_TINT,
			pressed ? COLOR_ON_ACCENT : COLOR_ACCENT,
			pressed ? COLOR_ON_ACCENT : COLOR_QUIET, COLOR_ACCENT,
			pressed ? border : border * 2 };
	if (button->style == BUTTON_SECONDARY)
		return (struct face){ COLOR_SURFACE, COLOR_ACCENT, COLOR_QUIET, COLOR_ACCENT,
			border };
	if (button->style == BUTTON_HEADER)
		return (struct face){ COLOR_SURFACE, COLOR_ACCENT, COLOR_QUIET, COLOR_SURFACE, 0 };
	return (struct face){ COLOR_SURFACE, COLOR_INK, COLOR_QUIET, COLOR_EDGE, border };
}

struct parts { /* a button's inside, laid out; offsets from the start edge */
	struct ui_text label, sub;
	int icon_size, icon_offset, text_offset, text_width, text_h;
};

static int widest_px(const struct ui_text *text)
{
	int widest = 0;

	for (int i = 0; text->layout && i < text->layout->line_count; i++) {
		if (text->layout->lines[i].width > widest)
			widest = text->layout->lines[i].width;
	}
	return (widest + 63) / 64;
}

/* Bars: icon and words stand together in the middle. */
static void center_group(
	const struct ui_build *b, const struct ui_button *button, int width, struct parts *p)
{
	int gap = p->icon_size ? b->t->pad * 3 / 4 : 0;
	int label = widest_px(&p->label), sub = widest_px(&p->sub);
	int words = label > sub ? label : sub;
	int start = (width - words - gap - p->icon_size) / 2;

	if (start < b->t->pad)
		start = b->t->pad;
	p->icon_offset = button->icon_at_end ? start + words + gap : start;
	p->text_offset = button->icon_at_end ? start : start + p->icon_size + gap;
}

static bool has_end_icon(const struct ui_button *button)
{
	return button->has_chevron || button->has_box ||
	       (button->is_selected && button->style == BUTTON_CARD);
}

static const char *end_icon_name(const struct ui_button *button)
{
	if (button->has_box)
		return button->is_selected ? "tick-box" : "empty-box";
	return button->is_selected ? "done" : "next";
}

static struct parts lay_out(struct ui_build *b, const struct ui_button *button, int width)
{
	const struct theme *t = b->t;
	struct parts p = { 0 };
	bool is_card = button->style == BUTTON_CARD;
	int end = t->pad;
	struct ui_font font = { .size = button->label_size ? button->label_size : t->body,
		.bold = true,
		.align = button->is_centered ? TEXT_CENTER : TEXT_START,
		.max_lines = is_card ? 0 : 2,
		.max_h = is_card || button->is_tall ? 0 : t->main_target - t->pad / 2 };

	p.icon_offset = p.text_offset = t->pad;
	if (button->icon) {
		p.icon_size = is_card || button->is_tall ? t->icon : t->icon_small;
		p.text_offset += p.icon_size + t->pad;
	}
	if (has_end_icon(button))
		end += t->icon_small + t->pad / 2;
	p.text_width = width - p.text_offset - end;
	p.label = is_card && !button->is_centered
			  ? ui_layout(b, button->label, font, p.text_width)
			  : ui_layout_fit(b, button->label, font, p.text_width);
	if (is_card && !button->is_centered)
		p.label = ui_balance(b, button->label, font, p.label, p.text_width);
	font.size = t->small;
	font.bold = false;
	if (button->sub.rich.size)
		p.sub = ui_layout(b, button->sub, font, p.text_width);
	p.text_h = p.label.h + p.sub.h;
	if (!is_card && !button->is_tall)
		center_group(b, button, width, &p);
	return p;
}

int ui_button_height(struct ui_build *b, const struct ui_button *button, int width)
{
	struct parts p = lay_out(b, button, width);
	bool is_main = button->style == BUTTON_PRIMARY || button->style == BUTTON_SECONDARY;
	int least = is_main || button->is_tall ? b->t->main_target : b->t->target;
	int h = p.text_h + b->t->pad * 3 / 2;

	return h > least ? h : least;
}

static void add_node(struct ui_build *b, const struct ui_button *button, struct rect r,
	const struct ui_text *label, const struct ui_text *sub)
{
	struct draw_node node = { .id = button->id,
		.role = NODE_BUTTON,
		.text = label->utf8,
		.lang = label->lang ? label->lang : b->v->rich.lang,
		.rect = r,
		.parent = 0,
		.enabled = !button->is_disabled,
		.selected = button->is_selected,
		.mirrors = button->mirrors,
		.layout = label->layout };

	if (sub && sub->layout) {
		const char *both = arena_printf(b->a, "%s\n%s", label->utf8, sub->utf8);

		node.text = both ? both : node.text;
	}
	if (!button->is_disabled)
		node.action = button->action;
	drawlist_node(b->d, node);
}

void ui_draw_button(struct ui_build *b, const struct ui_button *button, struct rect r)
{
	const struct theme *t = b->t;
	struct face face = face_of(b, button);
	struct parts p = lay_out(b, button, r.w);
	int y = r.y + (r.h - p.text_h) / 2;
	int x = ui_x(b, r, p.text_offset, p.text_width);
	int end_icon = t->icon_small;

	ui_fill(b, r, face.fill, t->radius);
	if (face.border)
		ui_frame(b, r, face.edge, t->radius, face.border);
	if (button->icon) {
		int icon_x = ui_x(b, r, p.icon_offset, p.icon_size);
		int icon_y = r.y + (r.h - p.icon_size) / 2;

		if (button->style == BUTTON_CARD && !is_pressed(b, button))
			ui_badge(b, button->icon, icon_x, icon_y, p.icon_size);
		else
			ui_icon(b, button->icon, icon_x, icon_y, p.icon_size, face.ink);
	}
	ui_draw_text(b, p.label, x, y, p.text_width, face.ink, NODE_GROUP);
	ui_draw_text(b, p.sub, x, y + p.label.h, p.text_width, face.quiet, NODE_GROUP);
	if (has_end_icon(button))
		ui_icon(b, end_icon_name(button), ui_x(b, r, r.w - t->pad - end_icon, end_icon),
			r.y + (r.h - end_icon) / 2, end_icon, face.ink);
	add_node(b, button, r, &p.label, &p.sub);
}

/* ---- header: the same five things at the same place on every page (WCAG 3.2.3, 3.2.6) ---- */

struct header_item {
	const char *id, *icon, *msgid;
	int action;
	/* Of the row. The same in every language, so that a mirrored page is the mirror; by the
	 * longest words there are. */
	int percent;
};

static const struct header_item header_items[] = {
	{ "language", "language", N_("Language"), ACTION_LANGUAGE, 18 },
	{ "text-size", "text-size", N_("Text size"), ACTION_TEXT_SIZE, 25 },
	{ "home", "home", N_("Start"), ACTION_HOME, 17 },
	/* Translators: those who work here. Opens the page that calls them. */
	{ "staff", "clerk", N_("Staff"), ACTION_HELP, 18 },
	/* Translators: the page with emergency numbers (112 and others). */
	{ "emergency", "emergency", N_("Emergency"), ACTION_EMERGENCY, 22 },
};
#define HEADER_ITEMS (int)(sizeof(header_items) / sizeof(*header_items))

/* Somebody has called and nobody has come: a bell on a round ground. */
static void draw_bell(struct ui_build *b, int x, int y, int size)
{
	int inset = size / 6, staff = drawlist_find(b->d, "staff");
	struct rect r = { x, y, size, size };

	ui_fill(b, r, COLOR_ACCENT, size / 2);
	ui_icon(b, "bell", x + inset, y + inset, size - 2 * inset, COLOR_ON_ACCENT);
	drawlist_node(b->d, (struct draw_node){ .id = "called",
				    .role = NODE_IMAGE,
				    .rect = r,
				    .parent = staff,
				    .enabled = true });
}

void ui_mark_staff(struct ui_build *b)
{
	int staff = drawlist_find(b->d, "staff"), size = panel_px(b->t->panel, 7);
	struct rect r;

	if (staff < 0)
		return;
	r = b->d->nodes[staff].rect;
	if (b->v->is_called)
		draw_bell(b, ui_x(b, r, r.w - size, size), r.y, size);
	else if (b->v->calls_staff)
		ui_icon(b, "warning", ui_x(b, r, r.w - size, size), r.y, size, COLOR_ACCENT);
}

/* A mark beside the picture: who works here sees from afar that the printer wants something. */
static void draw_call(struct ui_build *b, struct rect r, int icon)
{
	int size = icon * 6 / 10;
	struct rect mark = { ui_x(b, r, (r.w + icon) / 2, size), r.y + b->t->pad / 4, size, size };

	ui_icon(b, "warning", mark.x, mark.y, size, COLOR_ACCENT);
}

static void draw_header_item(struct ui_build *b, const struct header_item *item, struct rect r)
{
	const struct theme *t = b->t;
	struct ui_button button = { .id = item->id,
		.action = { item->action, 0 },
		.style = BUTTON_HEADER,
		.mirrors = true };
	struct face face = face_of(b, &button);
	struct ui_font font = { .size = theme_em_for_cap(t->panel, 3.9),
		.bold = true,
		.align = TEXT_CENTER,
		.max_lines = 1 };
	struct ui_text label = ui_layout_fit(b, ui_interface(b, item->msgid), font, r.w - t->pad);
	int icon = panel_px(t->panel, 9);
	int h = icon + label.h;
	int y = r.y + (r.h - h) / 2;

	ui_fill(b, r, face.fill, t->radius);
	ui_icon(b, item->icon, r.x + (r.w - icon) / 2, y, icon, face.ink);
	ui_draw_text(b, label, r.x + t->pad / 2, y + icon, r.w - t->pad, face.ink, NODE_GROUP);
	add_node(b, &button, r, &label, NULL);
	if (item->action == ACTION_HELP && b->v->is_called)
		draw_bell(b, ui_x(b, r, (r.w + icon) / 2 - icon * 3 / 16, icon * 3 / 4), y,
			icon * 3 / 4);
	else if (item->action == ACTION_HELP && b->v->calls_staff)
		draw_call(b, r, icon);
}

void ui_header(struct ui_build *b)
{
	const struct theme *t = b->t;
	struct rect bar = { 0, 0, b->page.w, t->header };
	struct rect row = { t->margin, 0, b->page.w - 2 * t->margin, t->header };
	int room = row.w - (HEADER_ITEMS - 1) * t->gap, inset = panel_px(t->panel, 1.2), offset = 0;

	ui_fill(b, bar, COLOR_SURFACE, 0);
	ui_fill(b, (struct rect){ 0, bar.h - t->border, bar.w, t->border }, COLOR_HAIR, 0);
	if (room > HEADER_ITEMS * panel_px(t->panel, 60))
		room = HEADER_ITEMS * panel_px(t->panel, 60);
	for (int i = 0; i < HEADER_ITEMS; i++) {
		int w = room * header_items[i].percent / 100;
		struct rect r;

		/* The emergency button keeps to the end edge, whatever the width. */
		if (i == HEADER_ITEMS - 1)
			offset = row.w - w;
		r = (struct rect){ ui_x(b, row, offset, w), inset, w, t->header - 2 * inset };
		draw_header_item(b, &header_items[i], r);
		offset += w + t->gap;
	}
	b->content.y = t->header + t->margin;
	b->content.h = b->page.h - t->margin - b->content.y;
}

#define FOOTER_MAX 4
#define BAR_LEAST_PERCENT 80 /* of the body: rather a little smaller than on two lines */

static bool fits_bar(
	struct ui_build *b, const struct ui_button *button, int width, int32_t size, int max_lines)
{
	const struct theme *t = b->t;
	struct ui_font font = { .size = size, .bold = true, .max_lines = max_lines };
	int inside = width - 2 * t->pad - (button->icon ? t->icon_small + t->pad : 0);
	struct ui_text text = ui_layout(b, button->label, font, inside);

	return !text.layout || (!text.layout->overflows && !text.layout->truncated &&
				       text.h <= t->main_target - t->pad / 2);
}

/* One size for all the words of a bar: the largest at which each stands on one line, else on two. 0
 * where that would be much smaller than what the visitor chose: then each has its own. */
static int32_t bar_label_size(
	struct ui_build *b, const struct ui_button *buttons, const int *widths, int count)
{
	int32_t least = b->t->body * BAR_LEAST_PERCENT / 100;

	for (int lines = 1; lines <= 2; lines++) {
		for (int32_t size = b->t->body; size >= least; size = size * 96 / 100) {
			int fit = 0;

			while (fit < count && fits_bar(b, &buttons[fit], widths[fit], size, lines))
				fit++;
			if (fit == count)
				return size;
		}
	}
	return 0;
}

void ui_footer(struct ui_build *b, const struct ui_button *buttons, const int *weights, int count)
{
	const struct theme *t = b->t;
	struct rect bar = { 0, b->page.h - t->footer, b->page.w, t->footer };
	struct rect row = { t->margin, bar.y + (t->footer - t->main_target) / 2,
		b->page.w - 2 * t->margin, t->main_target };
	int total = 0, offset = 0, widths[FOOTER_MAX];
	int32_t size;

	ui_fill(b, bar, COLOR_SURFACE, 0);
	ui_fill(b, (struct rect){ 0, bar.y, bar.w, t->border }, COLOR_HAIR, 0);
	for (int i = 0; i < count; i++)
		total += weights[i];
	for (int i = 0; i < count; i++) {
		widths[i] = (row.w - (count - 1) * t->gap) * weights[i] / total;
		if (i == count - 1)
			widths[i] = row.w - offset;
		offset += widths[i] + t->gap;
	}
	size = bar_label_size(b, buttons, widths, count);
	offset = 0;
	for (int i = 0; i < count; i++) {
		struct ui_button button = buttons[i];

		button.label_size = size;
		ui_draw_button(b, &button,
			(struct rect){ ui_x(b, row, offset, widths[i]), row.y, widths[i], row.h });
		offset += widths[i] + t->gap;
	}
	b->content.h = bar.y - t->gap - b->content.y;
}

struct ui_button ui_back_button(struct ui_build *b)
{
	return (struct ui_button){ .id = "back",
		.action = { ACTION_BACK, 0 },
		.style = BUTTON_SECONDARY,
		.icon = "back",
		.mirrors = true,
		.label = ui_interface(b, N_("Back")) };
}

struct ui_button ui_next_button(struct ui_build *b, const char *msgid)
{
	return (struct ui_button){ .id = "next",
		.action = { ACTION_NEXT, 0 },
		.style = BUTTON_PRIMARY,
		.icon = "next",
		.icon_at_end = true,
		.mirrors = true,
		.label = ui_interface(b, msgid) };
}

struct ui_button ui_more_button(struct ui_build *b, const char *msgid)
{
	return (struct ui_button){ .id = "more",
		.action = { ACTION_MORE, 0 },
		.style = BUTTON_SECONDARY,
		.icon = "arrow-down",
		.mirrors = true,
		.label = ui_interface(b, msgid) };
}
