#include "ui/paint.h"

#include <pixman.h>
#include <stdlib.h>

#include "ui/corner.h"

#define OPAQUE 0xFF000000u

struct paint {
	struct glyphs *glyphs;
	struct icon_source icons;
	struct corner_cache corners;
};

/* The picture being painted, and the part of it that may change. */
struct target {
	pixman_image_t *image;
	uint32_t *pixels;
	int stride_px;
	struct rect clip;
};

struct paint *paint_create(struct glyphs *glyphs, struct icon_source icons)
{
	struct paint *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->glyphs = glyphs;
	p->icons = icons;
	return p;
}

void paint_destroy(struct paint *p)
{
	if (!p)
		return;
	corner_cache_finish(&p->corners);
	free(p);
}

static pixman_image_t *solid(uint32_t color)
{
	pixman_color_t c = { .red = (uint16_t)((color >> 16 & 0xFF) * 0x101),
		.green = (uint16_t)((color >> 8 & 0xFF) * 0x101),
		.blue = (uint16_t)((color & 0xFF) * 0x101),
		.alpha = 0xFFFF };

	return pixman_image_create_solid_fill(&c);
}

static void fill(const struct target *t, struct rect r, uint32_t color)
{
	r = rect_intersect(r, t->clip);
	if (!rect_is_empty(r))
		pixman_fill(t->pixels, t->stride_px, 32, r.x, r.y, r.w, r.h, OPAQUE | color);
}

static void fill_border(const struct target *t, struct rect r, int b, int corner, uint32_t color)
{
	fill(t, (struct rect){ r.x + corner, r.y, r.w - 2 * corner, b }, color);
	fill(t, (struct rect){ r.x + corner, r.y + r.h - b, r.w - 2 * corner, b }, color);
	fill(t, (struct rect){ r.x, r.y + corner, b, r.h - 2 * corner }, color);
	fill(t, (struct rect){ r.x + r.w - b, r.y + corner, b, r.h - 2 * corner }, color);
}

static void paint_corners(
	const struct target *t, const struct corner *c, const struct rect *r, uint32_t color)
{
	pixman_image_t *source = solid(color);
	int size = c->size_px;

	if (!source)
		return;
	for (int i = 0; i < 4; i++) {
		int right = i & 1, low = i >> 1;
		struct rect at = { right ? r->x + r->w - size : r->x,
			low ? r->y + r->h - size : r->y, size, size };

		if (rect_is_empty(rect_intersect(at, t->clip)))
			continue;
		pixman_image_composite32(PIXMAN_OP_OVER, source, c->image, t->image, 0, 0,
			right ? size : 0, low ? size : 0, at.x, at.y, size, size);
	}
	pixman_image_unref(source);
}

static void paint_fill(struct paint *p, const struct target *t, const struct draw_cmd *cmd)
{
	struct rect r = cmd->rect;
	int half = (r.w < r.h ? r.w : r.h) / 2;
	int radius = cmd->radius_px < half ? cmd->radius_px : half;
	/* A border as wide as half the shape leaves no hole: it is a filled shape. */
	int border = cmd->border_px > 0 && cmd->border_px < half ? cmd->border_px : 0;
	const struct corner *corner = radius > 0 ? corner_get(&p->corners, radius, border) : NULL;
	int size = corner ? corner->size_px : 0;

	if (border) {
		fill_border(t, r, border, size, cmd->color);
	} else {
		fill(t, (struct rect){ r.x, r.y + size, r.w, r.h - 2 * size }, cmd->color);
		fill(t, (struct rect){ r.x + size, r.y, r.w - 2 * size, size }, cmd->color);
		fill(t, (struct rect){ r.x + size, r.y + r.h - size, r.w - 2 * size, size },
			cmd->color);
	}
	if (corner)
		paint_corners(t, corner, &r, cmd->color);
}

struct text_brush {
	pixman_image_t *source, *atlas;
	const uint8_t *atlas_pixels;
	int atlas_stride;
};

static void paint_glyph(struct paint *p, const struct target *t, const struct text_brush *b,
	const struct layout *l, int font, const struct layout_glyph *g, int x, int baseline_26_6)
{
	/* Quarter pixels on screen; whole dots when the layout is hinted. */
	int quarters = l->hinted ? ((g->x + 32) >> 6) * 4 : (g->x + 8) >> 4;
	struct glyph_bitmap bitmap = glyphs_get(p->glyphs, font, g->id, l->size_26_6, quarters & 3);
	struct rect at = { x + (quarters >> 2) + bitmap.left,
		((baseline_26_6 - g->y + 32) >> 6) - bitmap.top, bitmap.width, bitmap.height };

	if (rect_is_empty(rect_intersect(at, t->clip)))
		return;
	pixman_image_composite32(PIXMAN_OP_OVER, b->source, b->atlas, t->image, 0, 0, bitmap.x,
		bitmap.y, at.x, at.y, at.w, at.h);
}

static void paint_text(struct paint *p, const struct target *t, const struct draw_cmd *cmd)
{
	const struct layout *l = cmd->layout;
	int width, height, em = l->size_26_6;
	const uint8_t *pixels = glyphs_atlas(p->glyphs, &width, &height);
	struct text_brush b = { .source = solid(cmd->color),
		.atlas = pixman_image_create_bits_no_clear(
			PIXMAN_a8, width, height, (uint32_t *)(uintptr_t)pixels, width) };

	for (int i = 0; b.source && b.atlas && i < l->line_count; i++) {
		const struct layout_line *line = &l->lines[i];
		int baseline = cmd->rect.y * 64 + line->baseline;

		if ((baseline + 2 * em) / 64 < t->clip.y ||
			(baseline - 2 * em) / 64 > t->clip.y + t->clip.h)
			continue;
		for (int j = 0; j < line->run_count; j++) {
			const struct layout_run *run = &l->runs[line->first_run + j];

			for (int k = 0; k < run->glyph_count; k++)
				paint_glyph(p, t, &b, l, run->font,
					&l->glyphs[run->first_glyph + k], cmd->rect.x, baseline);
		}
	}
	if (b.atlas)
		pixman_image_unref(b.atlas);
	if (b.source)
		pixman_image_unref(b.source);
}

static void paint_icon(struct paint *p, const struct target *t, const struct draw_cmd *cmd)
{
	struct icon_mask mask;
	pixman_image_t *source, *image;

	if (!cmd->icon || !p->icons.get ||
		!p->icons.get(p->icons.ctx, cmd->icon, cmd->rect.w, cmd->mirrored, &mask))
		return;
	source = solid(cmd->color);
	image = pixman_image_create_bits_no_clear(PIXMAN_a8, mask.size_px, mask.size_px,
		(uint32_t *)(uintptr_t)mask.pixels, mask.stride);
	if (source && image)
		pixman_image_composite32(PIXMAN_OP_OVER, source, image, t->image, 0, 0, 0, 0,
			cmd->rect.x, cmd->rect.y, mask.size_px, mask.size_px);
	if (image)
		pixman_image_unref(image);
	if (source)
		pixman_image_unref(source);
}

static void paint_qr(const struct target *t, const struct draw_cmd *cmd)
{
	int n = cmd->qr_size, module = n > 0 ? cmd->rect.w / n : 0;
	int left = cmd->rect.x + (cmd->rect.w - n * module) / 2;
	int top = cmd->rect.y + (cmd->rect.h - n * module) / 2;

	if (!cmd->qr || module < 1)
		return;
	for (int y = 0; y < n; y++) {
		const uint8_t *row = cmd->qr + (size_t)y * (size_t)n;

		for (int x = 0; x < n; x++) {
			int end = x;

			while (end < n && row[end])
				end++;
			if (end > x)
				fill(t,
					(struct rect){ left + x * module, top + y * module,
						(end - x) * module, module },
					cmd->color);
			x = end;
		}
	}
}

static void paint_cmd(struct paint *p, const struct target *t, const struct draw_cmd *cmd)
{
	switch (cmd->kind) {
	case DRAW_FILL:
		paint_fill(p, t, cmd);
		return;
	case DRAW_TEXT:
		if (cmd->layout)
			paint_text(p, t, cmd);
		return;
	case DRAW_ICON:
		paint_icon(p, t, cmd);
		return;
	case DRAW_QR:
		paint_qr(t, cmd);
		return;
	}
}

static void set_clip(const struct target *t)
{
	pixman_region32_t region;

	pixman_region32_init_rect(
		&region, t->clip.x, t->clip.y, (unsigned)t->clip.w, (unsigned)t->clip.h);
	pixman_image_set_clip_region32(t->image, &region);
	pixman_region32_fini(&region);
}

/* True if everything painted before inside clip is hidden under this one. */
static bool covers(const struct draw_cmd *cmd, struct rect clip)
{
	return cmd->kind == DRAW_FILL && cmd->border_px <= 0 && cmd->radius_px <= 0 &&
	       rect_is_inside(clip, cmd->rect);
}

void paint_drawlist(struct paint *p, uint32_t *pixels, int stride_px, int width, int height,
	const struct drawlist *d, struct rect clip)
{
	struct target t = { .pixels = pixels,
		.stride_px = stride_px,
		.clip = rect_intersect(clip, (struct rect){ 0, 0, width, height }) };
	struct rect inside = t.clip;
	int first = 0;

	if (rect_is_empty(t.clip))
		return;
	t.image = pixman_image_create_bits_no_clear(
		PIXMAN_x8r8g8b8, width, height, pixels, stride_px * 4);
	if (!t.image)
		return;
	for (int i = d->cmd_count - 1; i > 0 && !first; i--)
		if (covers(&d->cmds[i], t.clip))
			first = i;
	for (int i = first; i < d->cmd_count; i++) {
		t.clip = rect_intersect(inside, draw_cmd_bounds(&d->cmds[i]));
		if (rect_is_empty(t.clip))
			continue;
		set_clip(&t);
		paint_cmd(p, &t, &d->cmds[i]);
	}
	pixman_image_unref(t.image);
}
