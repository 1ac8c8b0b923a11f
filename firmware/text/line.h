/* One line: its pieces of items in visual order. */
#pragma once

#include "base/err.h"
#include "text/engine.h"

/* Appends the line [start, end) to the engine's lines, runs and glyphs; its glyphs are
 * paragraph.glyphs[glyph_head, glyph_end). *item: cursor over the items, moved to the one where the
 * next line starts. ends_in_hyphen: nothing hangs. */
MUST_CHECK enum err line_emit(struct text_engine *e, int *item, uint32_t start, uint32_t end,
	size_t glyph_end, bool ends_in_hyphen);
