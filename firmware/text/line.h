/* One line: its pieces of items in visual order. */
#pragma once

#include "base/err.h"
#include "text/engine.h"

/* Adds up a line's glyphs in logical order; what hangs counts only when something comes after. */
struct pen {
	int64_t width, hanging;
};

static inline void pen_add(struct pen *pen, const struct shaped *glyph)
{
	if (glyph->hangs) {
		pen->hanging += glyph->advance;
		return;
	}
	pen->width += pen->hanging + glyph->advance;
	pen->hanging = 0;
}

/* Appends the line [start, end) to the engine's lines, runs and glyphs; its glyphs are
 * paragraph.glyphs[glyph_head, glyph_end). *item: cursor over the items, moved to the one where the
 * next line starts. ends_in_hyphen: nothing hangs. */
MUST_CHECK enum err line_emit(struct text_engine *e, int *item, uint32_t start, uint32_t end,
	size_t glyph_end, bool ends_in_hyphen);
