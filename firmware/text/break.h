/* Line break opportunities (UAX #14) by ICU's iterator of the language, which has the dictionaries
 * for scripts without blanks. Iterators are made once per ICU locale and reused. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <unicode/ubrk.h>

#include "base/err.h"
#include "text/paragraph.h"

#define BREAKERS_MAX 64

struct breaker {
	char icu_locale[32];
	UBreakIterator *iterator;
};

struct breakers {
	struct breaker breakers[BREAKERS_MAX];
	int count;
};

/* The iterator of a locale. ERR_UNSUPPORTED if ICU refuses. Owned by b, valid until finish. */
MUST_CHECK enum err breakers_get(
	struct breakers *b, const char *icu_locale, UBreakIterator **iterator_out);
void breakers_finish(struct breakers *b);

/* Points the iterator at the paragraph, which must stay as it is while it is asked. */
MUST_CHECK enum err break_text(UBreakIterator *iterator, const struct paragraph *p);

/* The last opportunity at or before a position, 0 if there is none after the start of the text.
 * A line may end before the character at that position. */
uint32_t break_at_or_before(UBreakIterator *iterator, const struct paragraph *p, uint32_t at);
