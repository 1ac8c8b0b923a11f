#include "text/break.h"

#include <stdio.h>
#include <string.h>

enum err breakers_get(struct breakers *b, const char *icu_locale, UBreakIterator **iterator_out)
{
	UErrorCode status = U_ZERO_ERROR;
	struct breaker *made;

	for (int i = 0; i < b->count; i++) {
		if (strcmp(b->breakers[i].icu_locale, icu_locale) == 0) {
			*iterator_out = b->breakers[i].iterator;
			return ERR_OK;
		}
	}
	if (b->count == BREAKERS_MAX || strlen(icu_locale) >= sizeof(made->icu_locale))
		return ERR_RANGE;
	made = &b->breakers[b->count];
	made->iterator = ubrk_open(UBRK_LINE, icu_locale, NULL, 0, &status);
	if (U_FAILURE(status) || !made->iterator)
		return ERR_UNSUPPORTED;
	strcpy(made->icu_locale, icu_locale);
	b->count++;
	*iterator_out = made->iterator;
	return ERR_OK;
}

void breakers_finish(struct breakers *b)
{
	for (int i = 0; i < b->count; i++)
		ubrk_close(b->breakers[i].iterator);
	*b = (struct breakers){ 0 };
}

enum err break_text(UBreakIterator *iterator, const struct paragraph *p)
{
	UErrorCode status = U_ZERO_ERROR;

	ubrk_setText(iterator, (const UChar *)p->text, (int32_t)p->length, &status);
	return U_FAILURE(status) ? ERR_MEMORY : ERR_OK;
}

uint32_t break_at_or_before(UBreakIterator *iterator, const struct paragraph *p, uint32_t at)
{
	int32_t before;

	if (at == 0)
		return 0;
	if (at >= p->length)
		return p->length;
	/* Lines ask from left to right: going on from where the iterator stands reads every
	 * character once, while ICU looks for a safe place to read forward from at every jump. */
	before = ubrk_current(iterator);
	if (before > (int32_t)at) {
		/* ICU answers "before a position"; asked for the one after, it includes this one.
		 */
		before = ubrk_preceding(iterator, (int32_t)paragraph_after(p, at));
		return before > 0 ? (uint32_t)before : 0;
	}
	for (int32_t next = before; next != UBRK_DONE && next <= (int32_t)at;
		next = ubrk_next(iterator))
		before = next;
	return before > 0 ? (uint32_t)before : 0;
}
