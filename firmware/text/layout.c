#include "text/layout.h"

#include <stdlib.h>
#include <string.h>

#include "text/bidi.h"
#include "text/engine.h"
#include "text/lines.h"

#define SIZE_26_6_MAX (4096 * 64)

struct text_engine *text_engine_create(struct fonts *fonts)
{
	struct text_engine *e = calloc(1, sizeof(*e));

	if (!e)
		return NULL;
	e->fonts = e->chains.fonts = fonts;
	e->bidi = ubidi_open();
	e->buffer = hb_buffer_create();
	if (!e->bidi || !hb_buffer_allocation_successful(e->buffer)) {
		text_engine_destroy(e);
		return NULL;
	}
	return e;
}

void text_engine_destroy(struct text_engine *e)
{
	if (!e)
		return;
	chars_finish(&e->chars);
	chains_finish(&e->chains);
	breakers_finish(&e->breakers);
	ubidi_close(e->bidi);
	hb_buffer_destroy(e->buffer);
	paragraph_finish(&e->paragraph);
	free(e->voices);
	free(e->trial);
	free(e->pieces);
	free(e->piece_levels);
	free(e->piece_order);
	free(e->lines);
	free(e->runs);
	free(e->glyphs);
	free(e);
}

struct fonts *text_engine_fonts(struct text_engine *e)
{
	return e->fonts;
}

static enum err add_voice(struct text_engine *e, uint32_t start, uint32_t end,
	const struct layout_params *params, const struct text_span *span)
{
	struct voice voice = { .byte_start = start, .byte_end = end };

	if (start >= end && e->voice_count)
		return ERR_OK;
	voice.lang = span && span->lang ? span->lang : params->lang;
	voice.bold = params->bold || (span && span->bold);
	if (!scratch_grow((void **)&e->voices, &e->voice_capacity, e->voice_count + 1,
		    sizeof(*e->voices)))
		return ERR_MEMORY;
	e->voices[e->voice_count++] = voice;
	return chains_get(&e->chains, voice.lang, params->lang, voice.bold,
		&e->voices[e->voice_count - 1].chain);
}

/* The spans and what lies between them, without gaps. Spans out of order or past the end are cut to
 * what is left. */
static enum err make_voices(
	struct text_engine *e, const struct text_rich *text, const struct layout_params *params)
{
	uint32_t at = 0, size = (uint32_t)text->size;
	enum err err;

	e->voice_count = 0;
	err = chains_get(&e->chains, params->lang, NULL, params->bold, &e->own_chain);
	for (int i = 0; i < text->span_count && err == ERR_OK; i++) {
		const struct text_span *span = &text->spans[i];
		uint32_t start = span->start < at ? at : span->start > size ? size : span->start;
		uint32_t end = span->end < start ? start : span->end > size ? size : span->end;

		if (start == end)
			continue;
		if (start > at)
			err = add_voice(e, at, start, params, NULL);
		if (err == ERR_OK)
			err = add_voice(e, start, end, params, span);
		at = end;
	}
	if (err == ERR_OK)
		err = add_voice(e, at, size, params, NULL);
	return err;
}

static enum err explain(
	enum err err, const struct layout_params *params, const char *stage, struct diag *d)
{
	const char *code = params->lang->code;

	switch (err) {
	case ERR_OK:
		return ERR_OK;
	case ERR_MISSING:
		return diag_fail(d, err,
			"language %s: none of its fonts is loaded; look at `fonts` in "
			"languages/%s.ini and at fonts.ini",
			code, code);
	case ERR_UNSUPPORTED:
		return diag_fail(d, err, "language %s: ICU has no line breaking for the locale %s",
			code, params->lang->icu_locale);
	case ERR_RANGE:
		return diag_fail(d, err,
			"language %s: a paragraph is too long or a line too wide to lay out (%s)",
			code, stage);
	case ERR_MEMORY:
	case ERR_IO:
	case ERR_SYNTAX:
	case ERR_BUSY:
	case ERR_GONE:
		break;
	}
	return diag_fail(d, err, "language %s: no memory to lay out a paragraph (%s)", code, stage);
}

static enum bidi_base base_of(const struct layout_params *params)
{
	bool rtl = params->lang->direction == TEXT_RTL;

	if (params->direction_from_text)
		return rtl ? BIDI_AUTO_RTL : BIDI_AUTO_LTR;
	return rtl ? BIDI_RTL : BIDI_LTR;
}

/* Line height and the baseline's place in it, from the first font of the paragraph's own chain, so
 * that all lines of a language are alike, whatever is embedded and whatever the chain ends with. */
static void line_metrics(struct text_engine *e, const struct layout_params *params,
	int32_t *height_out, int32_t *baseline_out)
{
	struct font_metrics m = fonts_metrics(e->fonts, e->own_chain->fonts[0], params->size_26_6);
	int32_t height = params->line_height_26_6;

	if (height <= 0)
		height = (m.ascent + m.descent + 63) & ~63;
	*height_out = height;
	*baseline_out = (height - m.ascent - m.descent) / 2 + m.ascent;
}

static int32_t line_x(const struct layout_params *params, enum text_direction direction,
	int32_t room, int32_t width)
{
	bool right = (params->align == TEXT_START) == (direction == TEXT_RTL);
	int32_t x = params->align == TEXT_CENTER ? (room - width) / 2 : right ? room - width : 0;

	return params->hinted ? x & ~63 : x;
}

/* Places the lines and counts clusters without a glyph. */
static void place(
	const struct layout_params *params, struct layout *l, int32_t line_height, int32_t baseline)
{
	int32_t room = params->width_26_6 > 0 ? params->width_26_6 : l->width;

	for (int i = 0; i < l->line_count; i++) {
		struct layout_line *line = &l->lines[i];

		line->x = line_x(params, l->direction, room, line->width);
		/* Baselines lie on whole pixels: glyphs have no vertical sub-positions. */
		line->baseline = (i * line_height + baseline + 32) & ~63;
		for (int r = line->first_run; r < line->first_run + line->run_count; r++) {
			struct layout_run *run = &l->runs[r];
			uint32_t missing = UINT32_MAX;

			run->x += line->x;
			for (int g = 0; g < run->glyph_count; g++) {
				struct layout_glyph *glyph = &l->glyphs[run->first_glyph + g];

				glyph->x += line->x;
				if (glyph->id == 0 && glyph->cluster != missing) {
					missing = glyph->cluster;
					l->missing++;
				}
			}
		}
	}
	l->height = l->line_count * line_height;
}

static void *copy_out(struct arena *a, const void *from, size_t count, size_t size)
{
	void *to = arena_array(a, count ? count : 1, size);

	if (to && count)
		memcpy(to, from, count * size);
	return to;
}

static enum err finish(struct text_engine *e, struct arena *a, const struct layout_params *params,
	const struct lines_result *result, const struct layout **layout_out)
{
	struct layout *l = arena_alloc(a, sizeof(*l));
	int32_t height, baseline;

	if (!l)
		return ERR_MEMORY;
	l->direction = e->paragraph.base_level ? TEXT_RTL : TEXT_LTR;
	l->size_26_6 = params->size_26_6;
	l->hinted = params->hinted;
	l->truncated = result->truncated;
	l->overflows = result->overflows;
	l->line_count = (int)e->line_count;
	l->run_count = (int)e->run_count;
	l->glyph_count = (int)e->glyph_count;
	l->lines = copy_out(a, e->lines, e->line_count, sizeof(*e->lines));
	l->runs = copy_out(a, e->runs, e->run_count, sizeof(*e->runs));
	l->glyphs = copy_out(a, e->glyphs, e->glyph_count, sizeof(*e->glyphs));
	if (!l->lines || !l->runs || !l->glyphs)
		return ERR_MEMORY;
	for (int i = 0; i < l->line_count; i++)
		l->width = l->lines[i].width > l->width ? l->lines[i].width : l->width;
	line_metrics(e, params, &height, &baseline);
	place(params, l, height, baseline);
	*layout_out = l;
	return ERR_OK;
}

enum err layout_create(struct text_engine *e, struct arena *a, const struct text_rich *text,
	const struct layout_params *params, const struct layout **layout_out, struct diag *d)
{
	struct paragraph *p = &e->paragraph;
	struct lines_params lines = {
		.shape = { .size_26_6 = params->size_26_6, .hinted = params->hinted },
		.width_26_6 = params->width_26_6,
		.max_lines = params->max_lines,
	};
	struct lines_result result;
	UBreakIterator *iterator = NULL;
	enum err err;

	if (params->size_26_6 <= 0 || params->size_26_6 > SIZE_26_6_MAX)
		return diag_fail(d, ERR_RANGE, "text size %g px is not between 0 and %d",
			params->size_26_6 / 64.0, SIZE_26_6_MAX / 64);
	err = paragraph_read(p, &e->chars, text->utf8, text->size);
	if (err == ERR_OK)
		err = make_voices(e, text, params);
	if (err == ERR_OK)
		err = bidi_resolve(p, e->bidi, base_of(params));
	if (err != ERR_OK)
		return explain(err, params, "reading", d);
	itemise_scripts(p, params->lang);
	err = itemise(p, &e->chars, &e->chains, e->voices, (int)e->voice_count);
	if (err == ERR_OK)
		err = shape_all(e, &lines.shape);
	if (err != ERR_OK)
		return explain(err, params, "shaping", d);
	if (params->width_26_6 > 0) {
		err = breakers_get(&e->breakers, params->lang->icu_locale, &iterator);
		if (err == ERR_OK)
			err = break_text(iterator, p);
	}
	if (err == ERR_OK)
		err = lines_make(e, iterator, &lines, &result);
	if (err == ERR_OK)
		err = finish(e, a, params, &result, layout_out);
	return explain(err, params, "breaking lines", d);
}

enum err layout_create_plain(struct text_engine *e, struct arena *a, const char *utf8,
	const struct layout_params *params, const struct layout **layout_out, struct diag *d)
{
	struct text_rich text = { .utf8 = utf8, .size = strlen(utf8) };

	return layout_create(e, a, &text, params, layout_out, d);
}
