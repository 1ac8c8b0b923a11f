#include "ui/flow.h"

#include <string.h>

void flow_init(struct flow *f, struct ui_build *b, struct rect area)
{
	*f = (struct flow){ .b = b, .area = area };
}

static struct flow_block *add(struct flow *f)
{
	if (f->count == f->capacity) {
		int capacity = f->capacity ? f->capacity * 2 : 16;
		struct flow_block *more = arena_array(f->b->a, (size_t)capacity, sizeof(*more));

		if (!more) {
			f->b->d->failed = true;
			return NULL;
		}
		if (f->count)
			memcpy(more, f->blocks, (size_t)f->count * sizeof(*more));
		f->blocks = more;
		f->capacity = capacity;
	}
	return &f->blocks[f->count++];
}

void flow_text(struct flow *f, struct rich_text text, struct ui_font font, uint32_t color,
	enum node_role role, int gap)
{
	struct ui_text t = ui_layout(f->b, text, font, f->area.w);
	struct flow_block *block = t.layout ? add(f) : NULL;

	if (block)
		*block = (struct flow_block){
			.gap = gap, .h = t.h, .text = t, .color = color, .role = role
		};
}

void flow_heading(struct flow *f, struct rich_text text)
{
	struct ui_font font = { .size = f->b->t->body, .bold = true };

	flow_text(f, text, font, COLOR_ACCENT, NODE_HEADING, f->b->t->margin);
	if (f->count)
		f->blocks[f->count - 1].keeps_with_next = true;
}

void flow_paragraphs(struct flow *f, const struct content_text *texts, int count)
{
	struct ui_font font = { .size = f->b->t->body };
	int shown = 0;

	for (int i = 0; i < count; i++)
		if (validity_holds(texts[i].valid, f->b->v->rich.today))
			flow_text(f, ui_content(f->b, texts[i]), font, COLOR_INK, NODE_TEXT,
				shown++ ? f->b->t->body / 64 * 6 / 10 : f->b->t->pad / 2);
}

static int icon_size(const struct theme *t, const struct flow_block *block)
{
	return block->is_picture ? t->icon_big : t->icon;
}

static int row_offset(const struct theme *t, const struct flow_block *block)
{
	return (block->is_notice ? t->icon_small + t->pad : icon_size(t, block)) + t->pad;
}

static void add_row(struct flow *f, struct flow_block row, struct rich_text text,
	struct rich_text sub, int32_t size)
{
	const struct theme *t = f->b->t;
	struct flow_block *block = add(f);
	struct ui_font font = { .size = size, .bold = true };
	struct ui_font small = { .size = t->small };
	int width;

	if (!block)
		return;
	*block = row;
	block->color = COLOR_INK;
	block->role = NODE_TEXT;
	width = f->area.w - row_offset(t, block);
	block->text = ui_layout(f->b, text, font, width);
	block->sub = ui_layout(f->b, sub, small, width);
	block->h = block->text.h + block->sub.h;
	if (block->h < icon_size(t, block))
		block->h = icon_size(t, block);
}

void flow_row(struct flow *f, const char *icon, struct rich_text text, struct rich_text sub)
{
	add_row(f, (struct flow_block){ .gap = f->b->t->gap, .icon = icon }, text, sub,
		f->b->t->body);
}

void flow_large_row(struct flow *f, const char *icon, struct rich_text text, struct rich_text sub)
{
	add_row(f, (struct flow_block){ .gap = f->b->t->pad * 3 / 2, .icon = icon }, text, sub,
		f->b->t->title);
}

void flow_picture_row(struct flow *f, const char *icon, struct rich_text text, struct rich_text sub)
{
	add_row(f, (struct flow_block){ .gap = f->b->t->gap, .icon = icon, .is_picture = true },
		text, sub, f->b->t->body);
}

void flow_button(struct flow *f, const struct ui_button *button)
{
	int w = f->columns == 2 ? (f->area.w - f->b->t->gap) / 2 : f->area.w;
	int h = ui_button_height(f->b, button, w);
	struct flow_block *block = add(f), *before;

	if (!block)
		return;
	before = f->count > 1 ? block - 1 : NULL;
	*block = (struct flow_block){ .gap = f->b->t->gap, .h = h, .button = *button, .w = w };
	if (f->columns != 2 || !before || before->w != w || before->is_beside)
		return;
	/* A pair is as high as the higher of the two. */
	block->is_beside = true;
	block->h = before->h = h > before->h ? h : before->h;
}

static struct flow_block notice_block(struct flow *f, const char *icon, struct rich_text text)
{
	const struct theme *t = f->b->t;
	struct flow_block block = { .gap = t->gap,
		.color = COLOR_INK,
		.role = NODE_TEXT,
		.icon = icon,
		.is_notice = true };
	struct ui_font font = { .size = t->small };

	block.text = ui_layout(f->b, text, font, f->area.w - row_offset(t, &block) - t->pad);
	block.h = block.text.h + t->pad;
	if (block.h < t->icon_small + t->pad)
		block.h = t->icon_small + t->pad;
	return block;
}

void flow_notice(struct flow *f, const char *icon, struct rich_text text)
{
	struct flow_block block = notice_block(f, icon, text);
	struct flow_block *slot = add(f);

	if (slot)
		*slot = block;
}

void flow_bar(struct flow *f, int percent, struct rich_text words)
{
	struct ui_text text = { .utf8 = words.rich.utf8, .lang = ui_swedish(f->b) };
	struct flow_block *block = add(f);

	if (block)
		*block = (struct flow_block){ .gap = f->b->t->pad,
			.h = panel_px(f->b->t->panel, 3),
			.text = text,
			.is_bar = true,
			.percent = percent < 0     ? 0
				   : percent > 100 ? 100
						   : percent };
}

void flow_mark_untranslated(struct flow *f)
{
	struct flow_block block;

	if (!f->b->has_untranslated)
		return;
	block = notice_block(f, "info",
		ui_interface(
			f->b, N_("Some of this text is not yet in your language. Ask the staff.")));
	if (!add(f))
		return;
	memmove(f->blocks + 1, f->blocks, (size_t)(f->count - 1) * sizeof(*f->blocks));
	f->blocks[0] = block;
	if (f->count > 1 && f->blocks[1].gap < f->b->t->pad)
		f->blocks[1].gap = f->b->t->pad;
}

/* The first block after the part that starts at `first`. A heading does not stay behind alone. */
static int part_end(const struct flow *f, int first)
{
	int y = 0, i = first;

	while (i < f->count) {
		int need = y + (i > first ? f->blocks[i].gap : 0) + f->blocks[i].h;

		if (!f->blocks[i].is_beside) {
			if (need > f->area.h && i > first)
				break;
			y = need;
		}
		i++;
	}
	while (i < f->count && i - 1 > first && f->blocks[i - 1].keeps_with_next)
		i--;
	return i;
}

int flow_parts(const struct flow *f)
{
	int parts = 0;

	for (int i = 0; i < f->count; i = part_end(f, i))
		parts++;
	return parts ? parts : 1;
}

static void draw_bar(struct flow *f, const struct flow_block *block, struct rect r)
{
	int full = (int)((int64_t)r.w * block->percent / 100);

	ui_fill(f->b, r, COLOR_HAIR, r.h / 2);
	if (full >= r.h)
		ui_fill(f->b, (struct rect){ ui_x(f->b, r, 0, full), r.y, full, r.h }, COLOR_ACCENT,
			r.h / 2);
	drawlist_node(f->b->d, (struct draw_node){ .id = "progress",
				       .role = NODE_PROGRESS,
				       .text = block->text.utf8,
				       .lang = block->text.lang,
				       .rect = r,
				       .parent = 0,
				       .enabled = true });
}

static void draw_block(struct flow *f, const struct flow_block *block, int y)
{
	struct ui_build *b = f->b;
	const struct theme *t = b->t;
	struct rect r = { f->area.x, y, block->w ? block->w : f->area.w, block->h };
	int offset, width, text_y, size = icon_size(t, block);

	if (block->button.id) {
		r.x = ui_x(b, f->area, block->is_beside ? f->area.w - r.w : 0, r.w);
		ui_draw_button(b, &block->button, r);
		return;
	}
	if (block->is_bar) {
		draw_bar(f, block, r);
		return;
	}
	if (!block->icon) {
		ui_draw_text(b, block->text, r.x, r.y, r.w, block->color, block->role);
		return;
	}
	offset = row_offset(t, block);
	width = r.w - offset - (block->is_notice ? t->pad : 0);
	text_y = r.y + (r.h - block->text.h - block->sub.h) / 2;
	if (block->is_notice) {
		ui_fill(b, r, COLOR_TINT, t->radius);
		ui_icon(b, block->icon, ui_x(b, r, t->pad, t->icon_small),
			r.y + (r.h - t->icon_small) / 2, t->icon_small, COLOR_ACCENT);
	} else {
		ui_badge(b, block->icon, ui_x(b, r, 0, size), r.y + (r.h - size) / 2, size);
	}
	ui_draw_text(b, block->text, ui_x(b, r, offset, width), text_y, width, block->color,
		block->role);
	ui_draw_text(b, block->sub, ui_x(b, r, offset, width), text_y + block->text.h, width,
		COLOR_QUIET, NODE_TEXT);
}

int flow_draw(struct flow *f, int part)
{
	int parts = flow_parts(f), first = 0, end, y = f->area.y;

	if (part >= parts)
		part = parts - 1;
	for (int i = 0; i < part; i++)
		first = part_end(f, first);
	end = part_end(f, first);
	for (int i = first; i < end; i++) {
		if (f->blocks[i].is_beside) {
			draw_block(f, &f->blocks[i], y - f->blocks[i].h);
			continue;
		}
		if (i > first)
			y += f->blocks[i].gap;
		draw_block(f, &f->blocks[i], y);
		y += f->blocks[i].h;
	}
	return parts;
}
