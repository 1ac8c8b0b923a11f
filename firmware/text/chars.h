/* What the engine must know of a character, from ICU's property data, kept in pages of 256 that
 * are made on first use: a page of text asks some ten times per character. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Flags of a character; para.flags holds them for each UTF-16 unit (0 on a trail surrogate). */
enum {
	CHAR_START = 1 << 0,     /* begins an extended grapheme cluster (set while reading) */
	CHAR_SPACE = 1 << 1,     /* hangs at the end of a line: space, tab, newline; not NBSP */
	CHAR_L1 = 1 << 2,        /* goes to the paragraph's level at a line's end (UAX #9 L1) */
	CHAR_NEWLINE = 1 << 3,   /* forced break (UAX #14 BK, CR, LF, NL); has no glyph */
	CHAR_STICKY = 1 << 4,    /* takes the font of its neighbour */
	CHAR_IGNORABLE = 1 << 5, /* Default_Ignorable_Code_Point: needs no glyph */
	CHAR_BIDI = 1 << 6,      /* UAX #9 must run: R, AL, AN, or an explicit embedding */
	CHAR_PAIR = 1 << 7,      /* bracket, quotation mark or isolate: pairs for script runs */
};

/* White space and invisible characters that take no part in a line's width when they end it. */
static inline bool char_hangs(uint8_t flags)
{
	return (flags & CHAR_SPACE) ||
	       (flags & (CHAR_L1 | CHAR_IGNORABLE)) == (CHAR_L1 | CHAR_IGNORABLE);
}

/* The quotation mark that closes one that U+00AB, U+2018, U+201C or U+2039 opens; 0 for others. */
static inline uint32_t chars_quote_closer(uint32_t c)
{
	return c == 0xAB ? 0xBB : c == 0x2018 || c == 0x201C || c == 0x2039 ? c + 1 : 0;
}

struct char_props {
	uint8_t script; /* UScriptCode */
	uint8_t gcb;    /* enum grapheme_class */
	uint8_t flags;  /* all but CHAR_START */
};

/* Classes of UAX #29, table 2, with Extended_Pictographic for what is otherwise Other. */
enum grapheme_class {
	GRAPHEME_OTHER,
	GRAPHEME_CR,
	GRAPHEME_LF,
	GRAPHEME_CONTROL,
	GRAPHEME_EXTEND,
	GRAPHEME_ZWJ,
	GRAPHEME_REGIONAL,
	GRAPHEME_PREPEND,
	GRAPHEME_SPACING_MARK,
	GRAPHEME_L,
	GRAPHEME_V,
	GRAPHEME_T,
	GRAPHEME_LV,
	GRAPHEME_LVT,
	GRAPHEME_PICTOGRAPH,
};

/* Where a grapheme scan stands; zero-initialise at the start of text. */
struct grapheme_state {
	uint8_t previous;      /* enum grapheme_class */
	bool inside;           /* some character came before */
	bool odd_regional;     /* GB12/13: an unpaired regional indicator is open */
	bool pictograph;       /* GB11: ExtPict Extend* */
	bool pictograph_joins; /* GB11: ExtPict Extend* ZWJ */
};

/* True if a cluster begins before the next character (UAX #29, GB1-GB999, Unicode 15). */
bool grapheme_next(struct grapheme_state *s, uint8_t gcb);

/* The same, quick for ordinary letters after each other, which leave the state as it is (GB999). */
static inline bool grapheme_next_quick(struct grapheme_state *s, uint8_t gcb)
{
	if (gcb == GRAPHEME_OTHER && s->previous == GRAPHEME_OTHER && s->inside)
		return true;
	return grapheme_next(s, gcb);
}

#define CHARS_PAGES (0x110000 / 256)

struct chars {
	struct char_props *pages[CHARS_PAGES]; /* heap, NULL until asked for */
};

/* Makes a page; on no memory the answer is a static page of ordinary letters. */
const struct char_props *chars_page(struct chars *c, uint32_t code_point);
void chars_finish(struct chars *c);

static inline struct char_props chars_get(struct chars *c, uint32_t code_point)
{
	const struct char_props *page = c->pages[code_point >> 8];

	if (__builtin_expect(!page, 0))
		page = chars_page(c, code_point);
	return page[code_point & 255];
}
