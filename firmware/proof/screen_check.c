#include "proof/screen_check.h"

#include <stdio.h>

#define TARGET_MM 19.9 /* 20, less what rounding to pixels takes */
#define GAP_MM 2.54
#define PARTS_MAX 20

struct where {
	struct screen_check *check;
	const struct ui_view *view;
	const char *what, *path;
};

static void complain(const struct where *w, const char *problem, const struct draw_node *n,
	const struct draw_node *o)
{
	char place[256], sentence[512];

	snprintf(place, sizeof(place), "%s: %s, %s, %s, part %d", w->what, w->view->rich.lang->code,
		text_size_name(w->view->theme->text_size), w->check->panel_name, w->view->part + 1);
	snprintf(sentence, sizeof(sentence), "%s: %s \"%.60s\" (%d,%d %dx%d)%s%.40s", problem,
		n->id, n->text ? n->text : "", n->rect.x, n->rect.y, n->rect.w, n->rect.h,
		o ? " and " : "",
		!o        ? ""
		: o->text ? o->text
			  : o->id);
	proof_add(w->check->report, RULE_FITS, false, place, w->path, sentence);
}

static int widest_line_px(const struct layout *l)
{
	int widest = 0;

	for (int i = 0; i < l->line_count; i++)
		widest = l->lines[i].width > widest ? l->lines[i].width : widest;
	return (widest + 63) / 64;
}

static void check_node(const struct where *w, const struct draw_node *n)
{
	const struct panel *p = w->check->panel;
	struct rect page = { 0, 0, p->width_px, p->height_px };
	int least = panel_px(p, TARGET_MM);

	if (!rect_is_inside(n->rect, page))
		complain(w, "outside the panel", n, NULL);
	if (n->role == NODE_BUTTON && (n->rect.h < least || n->rect.w < least))
		complain(w, "target smaller than 20 mm", n, NULL);
	if ((n->role == NODE_BUTTON || n->role == NODE_TEXT || n->role == NODE_HEADING) &&
		(!n->text || !n->text[0]))
		complain(w, "no text", n, NULL);
	if (!n->layout)
		return;
	if (n->layout->overflows || n->layout->truncated)
		complain(w, "a word does not fit its line; write a shorter one", n, NULL);
	if (n->layout->missing)
		complain(w, "a glyph is missing", n, NULL);
	if (n->layout->height > n->rect.h * 64 || widest_line_px(n->layout) > n->rect.w)
		complain(w, "text larger than its box; write a shorter one", n, NULL);
}

static void check_pairs(const struct where *w, const struct drawlist *d)
{
	int gap = panel_px(w->check->panel, GAP_MM);

	for (int i = 1; i < d->node_count; i++) {
		for (int j = i + 1; j < d->node_count; j++) {
			const struct draw_node *a = &d->nodes[i], *b = &d->nodes[j];
			struct rect wide = a->rect;

			if (b->parent == i) /* a mark on the button it belongs to */
				continue;
			if (!rect_is_empty(rect_intersect(a->rect, b->rect)))
				complain(w, "overlap", a, b);
			if (a->role != NODE_BUTTON || b->role != NODE_BUTTON)
				continue;
			wide.x -= gap - 1;
			wide.y -= gap - 1;
			wide.w += 2 * (gap - 1);
			wide.h += 2 * (gap - 1);
			if (!rect_is_empty(rect_intersect(wide, b->rect)))
				complain(w, "gap smaller than 2.54 mm", a, b);
		}
	}
}

/* The same page in Swedish, reflected, has every mirroring target at the same place. */
static void check_mirrored(const struct where *w, const struct drawlist *d)
{
	struct ui_view swedish = *w->view;
	struct drawlist ltr;

	swedish.rich.lang = lang_find(w->view->rich.langs, "sv");
	swedish.part = 0;
	arena_reset(w->check->mirror);
	drawlist_init(&ltr, w->check->mirror);
	/* With more parts the Swedish page has another footer. */
	if (screen_build(&swedish, &ltr).part_count != 1)
		return;
	for (int i = 0; i < d->node_count; i++) {
		const struct draw_node *n = &d->nodes[i];
		int j = n->mirrors ? drawlist_find(&ltr, n->id) : -1;

		if (j >= 0 && n->rect.x != w->check->panel->width_px - ltr.nodes[j].rect.x -
						   ltr.nodes[j].rect.w)
			complain(w, "not mirrored", n, &ltr.nodes[j]);
	}
}

static bool has_way_on(const struct drawlist *d)
{
	for (int i = 0; i < d->node_count; i++) {
		if (d->nodes[i].role == NODE_BUTTON && d->nodes[i].enabled &&
			d->nodes[i].action.kind)
			return true;
	}
	return false;
}

static void check_ways(const struct where *w, const struct drawlist *d, int parts)
{
	/* While it is wiped the screen has none; it ends by itself. */
	bool has_way = has_way_on(d) || w->view->screen == SCREEN_CLEANING;

	if (d->failed || d->node_count < 2 || !has_way)
		complain(w, "empty, or without a way on", &d->nodes[0], NULL);
	/* The staff's own pages are not a visitor's. */
	if (!w->view->staff &&
		(drawlist_find(d, "emergency") < 0 ||
			(drawlist_find(d, "language") < 0 && w->view->screen != SCREEN_LANGUAGE &&
				w->view->screen != SCREEN_CLOSED)))
		complain(w, "no emergency numbers or languages one tap away", &d->nodes[0], NULL);
	if (!w->view->staff && drawlist_find(d, "staff") < 0)
		complain(w, "no way to call the staff one tap away", &d->nodes[0], NULL);
	if (parts > 1 && drawlist_find(d, "more") < 0 && drawlist_find(d, "next") < 0)
		complain(w, "no way to the other parts", &d->nodes[0], NULL);
	if (parts > PARTS_MAX && w->view->person_count <= 1 && !w->view->part)
		complain(w, "more than twenty parts", &d->nodes[0], NULL);
}

void screen_check_view(
	struct screen_check *c, struct ui_view view, const char *what, const char *path)
{
	struct where w = { c, &view, what, path };
	int parts = 1;

	for (view.part = 0; view.part < parts; view.part++) {
		struct drawlist d;

		arena_reset(c->frame);
		drawlist_init(&d, c->frame);
		parts = screen_build(&view, &d).part_count;
		c->screens++;
		if (c->picture)
			c->picture(c->picture_ctx, &d, what);
		check_ways(&w, &d, parts);
		for (int i = 1; i < d.node_count; i++)
			check_node(&w, &d.nodes[i]);
		check_pairs(&w, &d);
		if (parts == 1 && view.rich.lang->direction == TEXT_RTL &&
			view.screen != SCREEN_LANGUAGE && view.screen != SCREEN_FIND &&
			view.screen != SCREEN_CLOSED)
			check_mirrored(&w, &d);
	}
}
