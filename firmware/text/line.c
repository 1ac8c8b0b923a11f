#include "text/line.h"

#include "text/bidi.h"

static enum err add_piece(
	struct text_engine *e, const struct item *item, uint8_t level, uint32_t start, uint32_t end)
{
	struct piece *last = e->piece_count ? &e->pieces[e->piece_count - 1] : NULL;

	if (start >= end)
		return ERR_OK;
	if (last && last->item == item && last->level == level) {
		last->end = end;
		return ERR_OK;
	}
	if (!scratch_grow((void **)&e->pieces, &e->piece_capacity, e->piece_count + 1,
		    sizeof(*e->pieces)))
		return ERR_MEMORY;
	e->pieces[e->piece_count++] =
		(struct piece){ .item = item, .level = level, .start = start, .end = end };
	return ERR_OK;
}

/* Cuts the items of [start, end) and lowers what lies from `trailing` on to the paragraph's level
 * (UAX #9 L1). */
static enum err collect_pieces(
	struct text_engine *e, int *item, uint32_t start, uint32_t end, uint32_t trailing)
{
	const struct paragraph *p = &e->paragraph;
	enum err err = ERR_OK;

	e->piece_count = 0;
	while (*item < p->item_count && p->items[*item].end <= start)
		++*item;
	for (int i = *item; i < p->item_count && p->items[i].start < end && err == ERR_OK; i++) {
		const struct item *it = &p->items[i];
		uint32_t from = it->start > start ? it->start : start;
		uint32_t to = it->end < end ? it->end : end;
		uint32_t middle = trailing < from ? from : trailing > to ? to : trailing;

		err = add_piece(e, it, it->level, from, middle);
		if (err == ERR_OK)
			err = add_piece(e, it, p->base_level, middle, to);
	}
	return err;
}

static enum err order_pieces(struct text_engine *e)
{
	if (!scratch_grow((void **)&e->piece_levels, &e->piece_levels_capacity, e->piece_count,
		    sizeof(*e->piece_levels)) ||
		!scratch_grow((void **)&e->piece_order, &e->piece_order_capacity, e->piece_count,
			sizeof(*e->piece_order)))
		return ERR_MEMORY;
	for (size_t i = 0; i < e->piece_count; i++)
		e->piece_levels[i] = e->pieces[i].level;
	bidi_order(e->piece_levels, (int)e->piece_count, e->piece_order);
	return ERR_OK;
}

static void put_glyph(
	struct text_engine *e, const struct paragraph *p, const struct shaped *from, int32_t *pen)
{
	e->glyphs[e->glyph_count++] = (struct layout_glyph){
		.id = from->id,
		.cluster = p->byte_of[from->cluster],
		.x = *pen + from->x_offset,
		.y = from->y_offset,
		.advance = from->advance,
	};
	*pen += from->advance;
}

/* Room for the run is there already. */
static void put_run(struct text_engine *e, const struct piece *piece, int32_t *pen)
{
	const struct paragraph *p = &e->paragraph;
	struct layout_run *run = &e->runs[e->run_count++];

	*run = (struct layout_run){
		.font = piece->item->font,
		.lang = piece->item->lang,
		.script = piece->item->script,
		.level = piece->level,
		.bold = piece->item->bold,
		.byte_start = p->byte_of[piece->start],
		.byte_end = p->byte_of[piece->end],
		.x = *pen,
		.first_glyph = (int)e->glyph_count,
		.glyph_count = (int)(piece->glyph_end - piece->glyph),
	};
	if (piece->level & 1) {
		for (size_t i = piece->glyph_end; i > piece->glyph; i--)
			put_glyph(e, p, &p->glyphs[i - 1], pen);
	} else {
		for (size_t i = piece->glyph; i < piece->glyph_end; i++)
			put_glyph(e, p, &p->glyphs[i], pen);
	}
	run->width = *pen - run->x;
}

/* Finds each piece's glyphs, and how much of the line hangs. */
static struct pen measure(struct text_engine *e, size_t glyph_end)
{
	const struct paragraph *p = &e->paragraph;
	size_t g = p->glyph_head;
	struct pen pen = { 0 };

	for (size_t i = 0; i < e->piece_count; i++) {
		struct piece *piece = &e->pieces[i];

		piece->glyph = g;
		for (; g < glyph_end && p->glyphs[g].cluster < piece->end; g++)
			pen_add(&pen, &p->glyphs[g]);
		piece->glyph_end = g;
	}
	return pen;
}

enum err line_emit(struct text_engine *e, int *item, uint32_t start, uint32_t end, size_t glyph_end,
	bool ends_in_hyphen)
{
	const struct paragraph *p = &e->paragraph;
	uint32_t trailing = ends_in_hyphen ? end : bidi_trailing(p, start, end);
	struct layout_line line = { .byte_start = p->byte_of[start], .byte_end = p->byte_of[end] };
	struct pen sum;
	int32_t pen;
	enum err err = collect_pieces(e, item, start, end, trailing);

	if (err == ERR_OK)
		err = order_pieces(e);
	if (err != ERR_OK)
		return err;
	sum = measure(e, glyph_end);
	line.width = (int32_t)sum.width;
	line.first_run = (int)e->run_count;
	line.run_count = (int)e->piece_count;
	if (!scratch_grow(
		    (void **)&e->lines, &e->line_capacity, e->line_count + 1, sizeof(*e->lines)) ||
		!scratch_grow((void **)&e->runs, &e->run_capacity, e->run_count + e->piece_count,
			sizeof(*e->runs)) ||
		!scratch_grow((void **)&e->glyphs, &e->glyph_capacity,
			e->glyph_count + glyph_end - p->glyph_head, sizeof(*e->glyphs)))
		return ERR_MEMORY;
	/* What hangs lies past the line's end: on the left when the paragraph runs right to left.
	 */
	pen = p->base_level ? -(int32_t)sum.hanging : 0;
	for (size_t i = 0; i < e->piece_count; i++)
		put_run(e, &e->pieces[e->piece_order[i]], &pen);
	e->lines[e->line_count++] = line;
	return ERR_OK;
}
