/* The paragraph being laid out: one scratch for all stages, kept by the engine and grown when a
 * longer text comes. Each stage fills its part:
 *
 *   paragraph_read   UTF-8 -> text, byte_of, flags, script (raw)
 *   bidi_resolve     levels, base_level
 *   itemise          script (resolved), font, items
 *   shape            glyphs
 *
 * Positions are UTF-16 units, because that is what ICU speaks; byte_of leads back. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "text/chars.h"
#include "text/layout.h"

/* A maximal run of one font, script, language, weight and level. Never holds a newline. */
struct item {
	uint32_t start, end;
	uint32_t script; /* ISO 15924 tag */
	const struct lang *lang;
	uint8_t font, level;
	bool bold;
};

/* A shaped glyph, in logical order also where the run is right to left. */
struct shaped {
	uint32_t id;
	uint32_t cluster; /* position of the cluster's first unit */
	int32_t advance, x_offset, y_offset;
	bool unsafe; /* a line break before this cluster needs shaping again */
	bool hangs;  /* nothing of its cluster is visible: no width at a line's end */
};

struct paragraph {
	uint16_t *text;
	uint32_t *byte_of; /* length + 1 entries */
	uint8_t *flags, *script, *font;
	uint8_t *levels_storage;
	const uint8_t *levels; /* ICU's own or levels_storage */
	uint32_t length, capacity;
	uint8_t base_level;
	bool has_bidi; /* some character makes UAX #9 necessary */

	struct item *items;
	int item_count, item_capacity;

	/* [glyph_head, glyph_end) of glyphs is in use; there is room before it so that lines can be
	 * re-shaped in place. */
	struct shaped *glyphs;
	size_t glyph_head, glyph_end, glyph_capacity;
};

#define PARAGRAPH_BYTES_MAX (1u << 20) /* a page has some 2,000; more is no text of ours */

/* Reads UTF-8 (malformed sequences become U+FFFD). ERR_MEMORY, ERR_RANGE. */
MUST_CHECK enum err paragraph_read(
	struct paragraph *p, struct chars *chars, const char *utf8, size_t size);
void paragraph_finish(struct paragraph *p);

/* Grows an array to hold at least `want` elements; false when there is no memory. */
bool scratch_grow(void **array, size_t *capacity, size_t want, size_t element_bytes);

/* Code point at a position that is no trail surrogate. */
static inline uint32_t paragraph_char(const struct paragraph *p, uint32_t at)
{
	uint32_t c = p->text[at];

	if (c >= 0xD800 && c < 0xDC00)
		return ((c & 0x3FF) << 10) + (p->text[at + 1] & 0x3FF) + 0x10000;
	return c;
}

static inline uint32_t paragraph_after(const struct paragraph *p, uint32_t at)
{
	return at + 1 + (p->text[at] >= 0xD800 && p->text[at] < 0xDC00);
}
