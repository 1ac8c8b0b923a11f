/* Font chains: which fonts of a chain have a character, answered from pages made on first use.
 * Owned by the engine, few in number (languages x weights). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "text/chars.h"
#include "text/fonts.h"

#define CHAIN_FONTS_MAX 8 /* a bit each in a mask */

struct chain {
	uint8_t fonts[CHAIN_FONTS_MAX]; /* indices in struct fonts, most wanted first */
	int count;
	uint8_t *pages[CHARS_PAGES]; /* heap; a mask per character */
};

struct chains {
	struct fonts *fonts; /* borrowed */
	struct chain **chains;
	int count;
};

/* The chain of a language in a weight, followed by the paragraph's own fonts (also may be NULL):
 * what the span's fonts lack is looked for there. ERR_MISSING if it names no loaded font. */
MUST_CHECK enum err chains_get(struct chains *c, const struct lang *lang, const struct lang *also,
	bool bold, struct chain **chain_out);
void chains_finish(struct chains *c);

/* Bit i: font i of the chain can show the character (by itself or canonically decomposed: UAX #15,
 * as HarfBuzz does). All bits for a default ignorable. */
uint8_t chain_page_mask(
	struct chains *c, struct chain *chain, struct chars *chars, uint32_t code_point);

static inline uint8_t chain_mask(
	struct chains *c, struct chain *chain, struct chars *chars, uint32_t code_point)
{
	const uint8_t *page = chain->pages[code_point >> 8];

	if (__builtin_expect(page != NULL, 1))
		return page[code_point & 255];
	return chain_page_mask(c, chain, chars, code_point);
}
