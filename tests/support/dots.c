#include "dots.h"

#include <stdlib.h>
#include <string.h>

void dots_seed(struct dots_random *r, uint64_t seed)
{
	r->state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
}

uint32_t dots_next(struct dots_random *r)
{
	r->state ^= r->state >> 12;
	r->state ^= r->state << 25;
	r->state ^= r->state >> 27;
	return (uint32_t)(r->state * UINT64_C(0x2545F4914F6CDD1D) >> 32);
}

struct bitmap dots_create(int width, int height)
{
	int stride = (width + 7) / 8;
	struct bitmap b = { width, height, stride, calloc((size_t)stride, (size_t)height + 1) };

	if (!b.bits)
		abort();
	return b;
}

void dots_free(struct bitmap *b)
{
	free(b->bits);
	b->bits = NULL;
}

bool dots_at(const struct bitmap *b, int x, int y)
{
	return b->bits[(size_t)y * (size_t)b->stride + (size_t)(x / 8)] >> (7 - x % 8) & 1;
}

static void set_dot(struct bitmap *b, int x, int y)
{
	if (x >= 0 && x < b->width && y >= 0 && y < b->height)
		b->bits[(size_t)y * (size_t)b->stride + (size_t)(x / 8)] |=
			(uint8_t)(0x80 >> x % 8);
}

static void paint_bytes(struct bitmap *b, bool hazards, struct dots_random *r)
{
	static const uint8_t palette[] = { 0x10, 0x10, 0x10, 0x04, 0x05, 0x14, 0x00, 0xFF };
	size_t size = (size_t)b->stride * (size_t)b->height;

	for (size_t i = 0; i < size; i++)
		b->bits[i] =
			hazards ? palette[dots_next(r) % sizeof(palette)] : (uint8_t)dots_next(r);
}

static void paint_dither(struct bitmap *b)
{
	static const int threshold[4][4] = { { 0, 8, 2, 10 }, { 12, 4, 14, 6 }, { 3, 11, 1, 9 },
		{ 15, 7, 13, 5 } };

	for (int y = 0; y < b->height; y++) {
		for (int x = 0; x < b->width; x++) {
			if (x * 16 / b->width > threshold[y % 4][x % 4])
				set_dot(b, x, y);
		}
	}
}

static void paint_rules(struct bitmap *b, struct dots_random *r)
{
	for (int i = 0; i < 40; i++) {
		int y = (int)(dots_next(r) % (uint32_t)b->height);
		int x = (int)(dots_next(r) % (uint32_t)b->width);
		int dash = (int)(dots_next(r) % 9), gap = (int)(dots_next(r) % 9);

		for (int j = x; j < b->width; j++) {
			if (j % (dash + gap + 1) <= dash)
				set_dot(b, j, y);
		}
		for (int j = y; j < b->height; j++)
			set_dot(b, x, j);
	}
}

static void paint_modules(struct bitmap *b, struct dots_random *r)
{
	int module = 1 + (int)(dots_next(r) % 9);

	for (int y = 0; y < b->height; y += module) {
		for (int x = (int)(dots_next(r) % 3); x < b->width; x += module) {
			if (dots_next(r) & 1)
				continue;
			for (int i = 0; i < module * module; i++)
				set_dot(b, x + i % module, y + i / module);
		}
	}
}

/* Dots right of the width are no part of a picture. */
static void clear_padding(struct bitmap *b)
{
	for (int y = 0; b->width % 8 && y < b->height; y++)
		b->bits[(size_t)(y + 1) * (size_t)b->stride - 1] &=
			(uint8_t)(0xFF << (8 - b->width % 8));
}

void dots_paint(struct bitmap *b, enum dots_pattern pattern, struct dots_random *r)
{
	switch (pattern) {
	case DOTS_NOISE:
	case DOTS_HAZARDS:
		paint_bytes(b, pattern == DOTS_HAZARDS, r);
		clear_padding(b);
		break;
	case DOTS_DITHER:
		paint_dither(b);
		break;
	case DOTS_RULES:
		paint_rules(b, r);
		break;
	case DOTS_MODULES:
		paint_modules(b, r);
		break;
	case DOTS_PATTERNS:
		abort();
	}
}

size_t dots_difference(const struct bitmap *a, const struct bitmap *b)
{
	size_t n = 0;

	for (int y = 0; y < a->height; y++) {
		for (int x = 0; x < a->width; x++)
			n += dots_at(a, x, y) != dots_at(b, x, y);
	}
	return n;
}

size_t dots_count_realtime(const uint8_t *bytes, size_t n)
{
	size_t count = 0;

	for (size_t i = 1; i < n; i++)
		count += bytes[i - 1] == 0x10 &&
			 (bytes[i] == 0x04 || bytes[i] == 0x05 || bytes[i] == 0x14);
	return count;
}
