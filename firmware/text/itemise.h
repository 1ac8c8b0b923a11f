/* A paragraph cut into items: maximal runs of one level, script, language, weight and font. */
#pragma once

#include "base/err.h"
#include "text/chain.h"
#include "text/paragraph.h"

/* How a stretch of the paragraph speaks: what a span or the paragraph itself asks for. */
struct voice {
	uint32_t byte_start, byte_end;
	const struct lang *lang;
	bool bold;
	struct chain *chain;
};

/* Script of each character by UAX #24, 5.2: Common and Inherited take the script before them, at
 * the start the one after; the second of a bracket pair takes the script of the first, and so does
 * the end of an isolate, because the text around goes on there. lang's script if there is none. */
void itemise_scripts(struct paragraph *p, const struct lang *lang);

/* Fonts and items. voices cover the paragraph without gaps, in order. Levels and scripts must be
 * there. An extended grapheme cluster (UAX #29) takes one font, the first of the chain that has
 * all of it; blanks and invisible characters take the font before them, else the one after. */
MUST_CHECK enum err itemise(struct paragraph *p, struct chars *chars, struct chains *chains,
	const struct voice *voices, int voice_count);
