/* The text engine from inside: everything that lives longer than one layout. Not for other rooms.
 */
#pragma once

#include <hb.h>
#include <unicode/ubidi.h>

#include "text/break.h"
#include "text/chain.h"
#include "text/itemise.h"
#include "text/layout.h"
#include "text/paragraph.h"

/* A part of one item on one line, before it has its place. */
struct piece {
	const struct item *item;
	uint8_t level;
	uint32_t start, end;
	size_t glyph, glyph_end; /* indices in paragraph.glyphs */
};

struct text_engine {
	struct fonts *fonts;
	struct chars chars;
	struct chains chains;
	struct breakers breakers;
	UBiDi *bidi;
	hb_buffer_t *buffer;
	struct paragraph paragraph;

	struct chain *own_chain; /* of the paragraph's language and weight */
	struct voice *voices;
	size_t voice_count, voice_capacity;
	struct shaped *trial; /* re-shaped glyphs around a line break */
	size_t trial_capacity;
	struct piece *pieces; /* of the line being made */
	size_t piece_count, piece_capacity;
	uint8_t *piece_levels;
	size_t piece_levels_capacity;
	int *piece_order;
	size_t piece_order_capacity;
	struct layout_line *lines;
	size_t line_count, line_capacity;
	struct layout_run *runs;
	size_t run_count, run_capacity;
	struct layout_glyph *glyphs;
	size_t glyph_count, glyph_capacity;
};
