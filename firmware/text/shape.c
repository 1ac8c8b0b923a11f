#include "text/shape.h"

#include <string.h>

#include "text/faces.h"

/* Room kept before the first glyph, for lines that have more glyphs after re-shaping. */
#define GLYPH_HEADROOM 64

static int32_t whole_dots(int32_t v)
{
	return (v + 32) & ~63;
}

static void copy_glyph(
	struct shaped *out, const hb_glyph_info_t *info, const hb_glyph_position_t *at, bool hinted)
{
	out->id = info->codepoint;
	out->cluster = info->cluster;
	out->advance = hinted ? whole_dots(at->x_advance) : at->x_advance;
	out->x_offset = hinted ? whole_dots(at->x_offset) : at->x_offset;
	out->y_offset = hinted ? whole_dots(at->y_offset) : at->y_offset;
	out->unsafe = (hb_glyph_info_get_glyph_flags(info) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
}

/* HarfBuzz's clusters may be longer than ours: all of one must hang. end: of the shaped text. */
static void mark_hanging(
	const struct paragraph *p, struct shaped *glyphs, size_t count, uint32_t end)
{
	uint32_t cluster = end;

	for (size_t i = count; i > 0; i--) {
		struct shaped *it = &glyphs[i - 1];

		if (i < count && it->cluster == glyphs[i].cluster) {
			it->hangs = glyphs[i].hangs;
			continue;
		}
		it->hangs = true;
		for (uint32_t at = it->cluster; at < cluster && it->hangs; at++)
			it->hangs = char_hangs(p->flags[at]);
		cluster = it->cluster;
	}
}

/* Fonts have no glyph for the tab; it is shown as a blank. */
static void blank_tabs(
	const struct paragraph *p, hb_font_t *font, struct shaped *glyphs, size_t count)
{
	hb_codepoint_t space;

	for (size_t i = 0; i < count; i++) {
		if (p->text[glyphs[i].cluster] != '\t' ||
			!hb_font_get_nominal_glyph(font, ' ', &space))
			continue;
		glyphs[i].id = space;
		glyphs[i].advance = hb_font_get_glyph_h_advance(font, space);
	}
}

enum err shape_range(struct text_engine *e, const struct item *item, uint32_t start, uint32_t end,
	const struct shape_params *params, struct shaped *glyphs, size_t room, size_t *count_out)
{
	const struct paragraph *p = &e->paragraph;
	hb_font_t *font = faces_hb(e->fonts, item->font, params->size_26_6, params->hinted);
	bool rtl = item->level & 1;
	const hb_glyph_info_t *infos;
	const hb_glyph_position_t *positions;
	unsigned count;

	if (!font)
		return ERR_MEMORY;
	hb_buffer_clear_contents(e->buffer);
	hb_buffer_add_utf16(e->buffer, p->text, (int)p->length, start, (int)(end - start));
	hb_buffer_set_direction(e->buffer, rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(e->buffer, (hb_script_t)item->script);
	hb_buffer_set_language(e->buffer, hb_language_from_string(item->lang->bcp47, -1));
	hb_buffer_set_flags(e->buffer,
		(start == 0 ? HB_BUFFER_FLAG_BOT : HB_BUFFER_FLAG_DEFAULT) |
			(end == p->length ? HB_BUFFER_FLAG_EOT : HB_BUFFER_FLAG_DEFAULT));
	hb_shape(font, e->buffer, NULL, 0);
	if (!hb_buffer_allocation_successful(e->buffer))
		return ERR_MEMORY;
	infos = hb_buffer_get_glyph_infos(e->buffer, &count);
	positions = hb_buffer_get_glyph_positions(e->buffer, NULL);
	*count_out = count;
	if (count > room)
		return ERR_OK;
	for (unsigned i = 0; i < count; i++) {
		unsigned from = rtl ? count - 1 - i : i;

		copy_glyph(&glyphs[i], &infos[from], &positions[from], params->hinted);
	}
	mark_hanging(p, glyphs, count, end);
	if (memchr(p->text + start, '\t', (end - start) * sizeof(*p->text)))
		blank_tabs(p, font, glyphs, count);
	return ERR_OK;
}

enum err shape_all(struct text_engine *e, const struct shape_params *params)
{
	struct paragraph *p = &e->paragraph;

	p->glyph_head = p->glyph_end = GLYPH_HEADROOM;
	for (int i = 0; i < p->item_count; i++) {
		const struct item *item = &p->items[i];
		size_t room = item->end - item->start, count;

		for (;;) {
			enum err err;

			if (!scratch_grow((void **)&p->glyphs, &p->glyph_capacity,
				    p->glyph_end + room, sizeof(*p->glyphs)))
				return ERR_MEMORY;
			err = shape_range(e, item, item->start, item->end, params,
				p->glyphs + p->glyph_end, room, &count);
			if (err != ERR_OK)
				return err;
			if (count <= room)
				break;
			room = count;
		}
		p->glyph_end += count;
	}
	return ERR_OK;
}
