/* UAX #9: levels of a paragraph by ICU, trailing white space of a line (L1) and visual order (L2).
 */
#pragma once

#include <unicode/ubidi.h>

#include "base/err.h"
#include "text/paragraph.h"

/* Where the base direction comes from (UAX #9 P2-P3, HL1). */
enum bidi_base {
	BIDI_LTR,
	BIDI_RTL,
	BIDI_AUTO_LTR, /* from the first strong character, left to right if there is none */
	BIDI_AUTO_RTL,
};

/* Fills p->levels and p->base_level. A newline ends a paragraph in the sense of UAX #9: isolates do
 * not reach past it. bidi: reused between calls; not touched when the text cannot need it. */
MUST_CHECK enum err bidi_resolve(struct paragraph *p, UBiDi *bidi, enum bidi_base base);

/* L1: the start of the trailing white space of [start, end): what goes to the paragraph's level. */
uint32_t bidi_trailing(const struct paragraph *p, uint32_t start, uint32_t end);

/* L2: order_out[k] is the index of the piece that comes k-th from the left. */
void bidi_order(const uint8_t *levels, int count, int *order_out);
