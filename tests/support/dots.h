/* Pictures for the printing tests: made, compared and counted without the text engine. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/bitmap.h"

/* A fixed sequence per seed (xorshift64*); never 0 states. */
struct dots_random {
	uint64_t state;
};
void dots_seed(struct dots_random *r, uint64_t seed);
uint32_t dots_next(struct dots_random *r);

/* White; aborts without memory. Freed by dots_free. */
struct bitmap dots_create(int width, int height);
void dots_free(struct bitmap *b);

enum dots_pattern {
	DOTS_NOISE,   /* every dot by chance */
	DOTS_HAZARDS, /* bytes drawn from 10, 04, 05, 14 and a few others: pairs everywhere */
	DOTS_DITHER,  /* ordered 4 x 4, a gradient */
	DOTS_RULES,   /* solid and dashed lines, boxes */
	DOTS_MODULES, /* a field of squares like a QR code's */
	DOTS_PATTERNS
};
void dots_paint(struct bitmap *b, enum dots_pattern pattern, struct dots_random *r);

/* How many dots differ; sizes must be equal. */
size_t dots_difference(const struct bitmap *a, const struct bitmap *b);
bool dots_at(const struct bitmap *b, int x, int y);
/* Occurrences of 10 04, 10 05 and 10 14. */
size_t dots_count_realtime(const uint8_t *bytes, size_t n);
