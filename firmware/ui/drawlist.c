#include "ui/drawlist.h"

#include <string.h>

void drawlist_init(struct drawlist *d, struct arena *a)
{
	*d = (struct drawlist){ .arena = a };
}

/* A full array moves to one of twice the size; the old one stays in the arena until its reset,
 * which is at the next frame. */
static void *grow(struct drawlist *d, void *items, int count, int *capacity, size_t size)
{
	int wanted = *capacity ? *capacity * 2 : 64;
	void *more = arena_array(d->arena, (size_t)wanted, size);

	if (!more) {
		d->failed = true;
		return NULL;
	}
	if (count)
		memcpy(more, items, (size_t)count * size);
	*capacity = wanted;
	return more;
}

int drawlist_cmd(struct drawlist *d, struct draw_cmd cmd)
{
	if (d->cmd_count == d->cmd_capacity) {
		struct draw_cmd *more =
			grow(d, d->cmds, d->cmd_count, &d->cmd_capacity, sizeof(*d->cmds));

		if (!more)
			return -1;
		d->cmds = more;
	}
	d->cmds[d->cmd_count] = cmd;
	return d->cmd_count++;
}

int drawlist_node(struct drawlist *d, struct draw_node node)
{
	if (d->node_count == d->node_capacity) {
		struct draw_node *more =
			grow(d, d->nodes, d->node_count, &d->node_capacity, sizeof(*d->nodes));

		if (!more)
			return -1;
		d->nodes = more;
	}
	if (!node.id)
		node.id = "";
	d->nodes[d->node_count] = node;
	return d->node_count++;
}

int drawlist_hit(const struct drawlist *d, int x, int y)
{
	for (int i = d->node_count - 1; i >= 0; i--) {
		const struct draw_node *n = &d->nodes[i];

		if (n->enabled && n->action.kind != 0 && rect_contains(n->rect, x, y))
			return i;
	}
	return -1;
}

int drawlist_find(const struct drawlist *d, const char *id)
{
	for (int i = 0; i < d->node_count; i++)
		if (strcmp(d->nodes[i].id, id) == 0)
			return i;
	return -1;
}

struct rect draw_cmd_bounds(const struct draw_cmd *c)
{
	struct rect r = c->rect;
	int overhang;

	if (c->kind != DRAW_TEXT || !c->layout)
		return r;
	/* Ink may stand outside the box made of advances and line heights: swashes of Arabic, marks
	 * above Vietnamese capitals. Half an em holds all of it, and the painter cuts there. */
	overhang = c->layout->size_26_6 / 128 + 1;
	r = rect_union(r, (struct rect){ r.x, r.y, (c->layout->width + 63) / 64,
				  (c->layout->height + 63) / 64 });
	return (struct rect){ r.x - overhang, r.y - overhang, r.w + 2 * overhang,
		r.h + 2 * overhang };
}

static bool runs_equal(const struct layout *a, const struct layout_run *p, const struct layout *b,
	const struct layout_run *q)
{
	if (p->font != q->font || p->glyph_count != q->glyph_count)
		return false;
	for (int i = 0; i < p->glyph_count; i++) {
		const struct layout_glyph *g = &a->glyphs[p->first_glyph + i];
		const struct layout_glyph *h = &b->glyphs[q->first_glyph + i];

		if (g->id != h->id || g->x != h->x || g->y != h->y)
			return false;
	}
	return true;
}

static bool layouts_equal(const struct layout *a, const struct layout *b)
{
	if (a == b)
		return true;
	if (!a || !b || a->size_26_6 != b->size_26_6 || a->hinted != b->hinted ||
		a->line_count != b->line_count || a->run_count != b->run_count ||
		a->glyph_count != b->glyph_count)
		return false;
	for (int i = 0; i < a->line_count; i++) {
		const struct layout_line *k = &a->lines[i], *l = &b->lines[i];

		if (k->baseline != l->baseline || k->run_count != l->run_count)
			return false;
		for (int j = 0; j < k->run_count; j++)
			if (!runs_equal(
				    a, &a->runs[k->first_run + j], b, &b->runs[l->first_run + j]))
				return false;
	}
	return true;
}

static bool names_equal(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool draw_cmd_equal(const struct draw_cmd *a, const struct draw_cmd *b)
{
	if (a->kind != b->kind || !rect_equal(a->rect, b->rect) || a->color != b->color)
		return false;
	switch (a->kind) {
	case DRAW_FILL:
		return a->radius_px == b->radius_px && a->border_px == b->border_px;
	case DRAW_TEXT:
		return layouts_equal(a->layout, b->layout);
	case DRAW_ICON:
		return a->mirrored == b->mirrored && names_equal(a->icon, b->icon);
	case DRAW_QR:
		return a->qr_size == b->qr_size &&
		       (a->qr == b->qr ||
			       (a->qr && b->qr &&
				       memcmp(a->qr, b->qr,
					       (size_t)a->qr_size * (size_t)a->qr_size) == 0));
	}
	return false;
}

struct rect drawlist_difference(const struct drawlist *before, const struct drawlist *after)
{
	struct rect dirty = { 0, 0, 0, 0 };
	int first = 0, before_end = before->cmd_count, after_end = after->cmd_count;

	while (first < before_end && first < after_end &&
		draw_cmd_equal(&before->cmds[first], &after->cmds[first]))
		first++;
	while (before_end > first && after_end > first &&
		draw_cmd_equal(&before->cmds[before_end - 1], &after->cmds[after_end - 1])) {
		before_end--;
		after_end--;
	}
	/* What is left of both lists is paired in order. A pixel outside every unpaired command is
	 * painted by the same commands in the same order, so it is the same. */
	for (int i = first, seen = first; i < after_end || seen < before_end; i++) {
		int match = seen;

		if (i < after_end) {
			while (match < before_end &&
				!draw_cmd_equal(&before->cmds[match], &after->cmds[i]))
				match++;
			if (match == before_end) {
				dirty = rect_union(dirty, draw_cmd_bounds(&after->cmds[i]));
				continue;
			}
		} else {
			match = before_end;
		}
		for (; seen < match; seen++)
			dirty = rect_union(dirty, draw_cmd_bounds(&before->cmds[seen]));
		if (seen < before_end)
			seen++;
	}
	return dirty;
}
