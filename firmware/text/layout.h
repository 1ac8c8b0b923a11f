/* A paragraph of text laid out: the one truth for screen, paper and tests.
 *
 *   UTF-8 + spans -> UTF-16 -> bidi levels (ICU ubidi, UAX #9) -> script runs (UAX #24) -> font
 * runs by grapheme cluster along the language's chain -> shaped runs (HarfBuzz: script, direction,
 * language)
 *   -> break opportunities (ICU line iterator of that language, UAX #14) -> lines -> visual order.
 *
 * Widths come from the same shaping that is painted. All positions are 26.6 fixed point pixels (or
 * printer dots) unless a name says _px. Engine: one per thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "text/fonts.h"
#include "text/lang.h"

/* A stretch of the text that differs from its paragraph: an embedded Swedish term, bold words.
 * Byte offsets into the paragraph; spans do not overlap and are in order. Isolation is not a span:
 * it is done by the U+2066..U+2069 characters that whoever composes the text puts around (UAX
 * #9, 2.5). */
struct text_span {
	uint32_t start, end;
	const struct lang *lang; /* NULL: the paragraph's */
	bool bold;               /* or-ed with the paragraph's weight */
};

/* Text with its spans; borrowed strings. What everything above the text engine passes around. */
struct text_rich {
	const char *utf8;
	size_t size; /* bytes */
	const struct text_span *spans;
	int span_count;
};

enum text_align { TEXT_START, TEXT_CENTER, TEXT_END };

struct layout_params {
	const struct lang *lang;
	int32_t size_26_6;        /* em size in 26.6 pixels */
	int32_t width_26_6;       /* wrap width; <= 0: never wrap */
	int32_t line_height_26_6; /* baseline to baseline; 0: ascent + descent of the language's
				     first font */
	enum text_align align;    /* start/end follow the paragraph's direction */
	bool bold;
	bool hinted; /* paper: 1-bit hinted glyphs at whole dots */
	/* The paragraph's base direction: the language's, or taken from the first strong character
	 * (UAX #9 P2-P3) when this is set, for text whose language is not known. */
	bool direction_from_text;
	int max_lines; /* 0: no limit. Lines past it are not made; `truncated` is set */
};

struct layout_glyph {
	uint32_t id;      /* glyph index in the run's font; 0 = no font has it: a visible box */
	uint32_t cluster; /* byte offset in the paragraph of the cluster's first byte */
	int32_t x, y; /* pen origin + offset, from the layout's left / the line's baseline; y up */
	int32_t advance; /* >= 0, to the right in visual order */
};

struct layout_run { /* same font, script, language, level; in visual order left to right */
	int font;   /* index in struct fonts */
	const struct lang *lang;
	uint32_t script; /* hb_script_t / ISO 15924 tag */
	uint8_t level;   /* UAX #9 embedding level: odd = right to left */
	bool bold;
	uint32_t byte_start, byte_end; /* logical range in the paragraph */
	int32_t x, width;              /* left edge and advance sum, layout coordinates */
	int first_glyph, glyph_count;  /* glyphs in visual order */
};

struct layout_line {
	int32_t x, width; /* ink-independent: without trailing white space */
	int32_t baseline; /* from the layout's top, down */
	uint32_t byte_start, byte_end;
	int first_run, run_count;
};

struct layout {
	enum text_direction direction; /* of the paragraph */
	int32_t width, height;         /* the widest line; lines x line height */
	int32_t size_26_6;
	bool hinted;
	bool truncated; /* stopped at max_lines */
	bool overflows; /* a single unbreakable piece is wider than the width */
	int missing;    /* clusters no font has */
	struct layout_line *lines;
	int line_count;
	struct layout_run *runs;
	int run_count;
	struct layout_glyph *glyphs;
	int glyph_count;
};

struct text_engine; /* opaque: fonts, ICU iterators and bidi object per language, scratch memory */

/* fonts is borrowed for the engine's life. NULL when there is no memory. */
struct text_engine *text_engine_create(struct fonts *fonts);
void text_engine_destroy(struct text_engine *e);
struct fonts *text_engine_fonts(struct text_engine *e);

/* Lays out one paragraph (a '\n' is a forced break: UAX #14 BK). The layout and its arrays live in
 * the arena. Malformed UTF-8 is laid out as U+FFFD, never refused. ERR_MEMORY; ERR_RANGE past a
 * megabyte of text or a size over 4096 px; ERR_UNSUPPORTED if
 * ICU cannot make the language's iterator; ERR_MISSING if the language's chain names no loaded
 * font. */
MUST_CHECK enum err layout_create(struct text_engine *e, struct arena *a,
	const struct text_rich *text, const struct layout_params *params,
	const struct layout **layout_out, struct diag *d);

/* The same for plain UTF-8 in one language. */
MUST_CHECK enum err layout_create_plain(struct text_engine *e, struct arena *a, const char *utf8,
	const struct layout_params *params, const struct layout **layout_out, struct diag *d);
