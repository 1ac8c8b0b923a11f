#include "text/chain.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>

/* Font sets change only with the content pack, so chains live as long as their engine; this many
 * would mean a fault in the language files. */
#define CHAINS_MAX 128

/* What makes a chain; without its pages, which are far too big to be put aside for a look-up. */
struct chain_key {
	uint8_t fonts[CHAIN_FONTS_MAX];
	int count;
};

static void add_fonts(
	struct chain_key *key, const struct fonts *fonts, const struct lang *lang, bool bold)
{
	for (int i = 0; i < lang->font_count && key->count < CHAIN_FONTS_MAX; i++) {
		int font = fonts_find(fonts, lang->fonts[i], bold);

		if (font >= 0 && !memchr(key->fonts, font, (size_t)key->count))
			key->fonts[key->count++] = (uint8_t)font;
	}
}

enum err chains_get(struct chains *c, const struct lang *lang, const struct lang *also, bool bold,
	struct chain **chain_out)
{
	struct chain_key want = { .count = 0 };
	struct chain *made, **more;

	add_fonts(&want, c->fonts, lang, bold);
	if (also && also != lang)
		add_fonts(&want, c->fonts, also, bold);
	if (want.count == 0)
		return ERR_MISSING;
	for (int i = 0; i < c->count; i++) {
		if (c->chains[i]->count == want.count &&
			memcmp(c->chains[i]->fonts, want.fonts, (size_t)want.count) == 0) {
			*chain_out = c->chains[i];
			return ERR_OK;
		}
	}
	if (c->count == CHAINS_MAX)
		return ERR_MEMORY;
	made = calloc(1, sizeof(*made));
	more = realloc(c->chains, (size_t)(c->count + 1) * sizeof(*more));
	if (more)
		c->chains = more;
	if (!made || !more) {
		free(made);
		return ERR_MEMORY;
	}
	memcpy(made->fonts, want.fonts, sizeof(want.fonts));
	made->count = want.count;
	c->chains[c->count++] = made;
	*chain_out = made;
	return ERR_OK;
}

void chains_finish(struct chains *c)
{
	for (int i = 0; i < c->count; i++) {
		for (int page = 0; page < CHARS_PAGES; page++)
			free(c->chains[i]->pages[page]);
		free(c->chains[i]);
	}
	free(c->chains);
	*c = (struct chains){ 0 };
}

static bool has_decomposed(const struct fonts *fonts, int font, UChar32 c)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
	UChar parts[32];
	int32_t count, at = 0;

	if (U_FAILURE(status))
		return false;
	count = unorm2_getDecomposition(nfd, c, parts, 32, &status);
	if (U_FAILURE(status) || count <= 0)
		return false;
	while (at < count) {
		UChar32 part;

		U16_NEXT(parts, at, count, part);
		if (!fonts_has(fonts, font, (uint32_t)part))
			return false;
	}
	return true;
}

static uint8_t make_mask(struct chains *c, struct chain *chain, struct chars *chars, uint32_t it)
{
	uint8_t mask = 0;

	if (chars_get(chars, it).flags & CHAR_IGNORABLE)
		return 0xFF;
	for (int i = 0; i < chain->count; i++) {
		if (fonts_has(c->fonts, chain->fonts[i], it) ||
			has_decomposed(c->fonts, chain->fonts[i], (UChar32)it))
			mask |= (uint8_t)(1u << i);
	}
	return mask;
}

uint8_t chain_page_mask(
	struct chains *c, struct chain *chain, struct chars *chars, uint32_t code_point)
{
	uint8_t *page = malloc(256);

	if (!page)
		return make_mask(c, chain, chars, code_point);
	for (uint32_t i = 0; i < 256; i++)
		page[i] = make_mask(c, chain, chars, (code_point & ~255u) | i);
	chain->pages[code_point >> 8] = page;
	return page[code_point & 255];
}
