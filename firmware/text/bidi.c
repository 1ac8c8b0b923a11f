#include "text/bidi.h"

#include <string.h>

enum err bidi_resolve(struct paragraph *p, UBiDi *bidi, enum bidi_base base)
{
	static const UBiDiLevel icu_base[] = {
		[BIDI_LTR] = 0,
		[BIDI_RTL] = 1,
		[BIDI_AUTO_LTR] = UBIDI_DEFAULT_LTR,
		[BIDI_AUTO_RTL] = UBIDI_DEFAULT_RTL,
	};
	UErrorCode status = U_ZERO_ERROR;

	if (p->length == 0 || (!p->has_bidi && (base == BIDI_LTR || base == BIDI_AUTO_LTR))) {
		p->base_level = base == BIDI_RTL || base == BIDI_AUTO_RTL;
		p->levels = p->levels_storage;
		memset(p->levels_storage, 0, p->length);
		return ERR_OK;
	}
	ubidi_setPara(
		bidi, (const UChar *)p->text, (int32_t)p->length, icu_base[base], NULL, &status);
	/* What follows a newline keeps the direction found before it: they are one text. */
	if (base >= BIDI_AUTO_LTR && U_SUCCESS(status) && ubidi_countParagraphs(bidi) > 1)
		ubidi_setPara(bidi, (const UChar *)p->text, (int32_t)p->length,
			ubidi_getParaLevel(bidi) & 1, NULL, &status);
	p->levels = ubidi_getLevels(bidi, &status);
	if (U_FAILURE(status))
		return ERR_MEMORY; /* the only thing that can fail with valid arguments */
	p->base_level = ubidi_getParaLevel(bidi) & 1;
	return ERR_OK;
}

uint32_t bidi_trailing(const struct paragraph *p, uint32_t start, uint32_t end)
{
	while (end > start) {
		uint32_t at = end - 1;

		if (at > start && p->flags[at] == 0 && p->text[at] >= 0xDC00 &&
			p->text[at] < 0xE000)
			at--;
		if (!(p->flags[at] & CHAR_L1))
			break;
		end = at;
	}
	return end;
}

void bidi_order(const uint8_t *levels, int count, int *order_out)
{
	int highest = 0, lowest_odd = 255;

	for (int i = 0; i < count; i++) {
		order_out[i] = i;
		if (levels[i] > highest)
			highest = levels[i];
		if ((levels[i] & 1) && levels[i] < lowest_odd)
			lowest_odd = levels[i];
	}
	for (int level = highest; level >= lowest_odd; level--) {
		for (int i = 0; i < count; i++) {
			int end = i;

			while (end < count && levels[end] >= level)
				end++;
			for (int a = i, b = end - 1; a < b; a++, b--) {
				int swap = order_out[a];

				order_out[a] = order_out[b];
				order_out[b] = swap;
			}
			if (end > i)
				i = end;
		}
	}
}
