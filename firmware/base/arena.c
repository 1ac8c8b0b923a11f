#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES (64u * 1024u)

struct block {
	struct block *next;
	size_t size, used;
	alignas(max_align_t) char data[];
};

struct arena {
	struct block *first, *last;
	size_t cap_bytes, used;
};

static struct block *block_create(size_t bytes)
{
	size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
	struct block *b;

	if (size > SIZE_MAX - sizeof(*b))
		return NULL;
	b = malloc(sizeof(*b) + size);
	if (!b)
		return NULL;
	b->next = NULL;
	b->size = size;
	b->used = 0;
	return b;
}

struct arena *arena_create(size_t cap_bytes)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (!a)
		return NULL;
	a->first = a->last = block_create(BLOCK_BYTES);
	if (!a->first) {
		free(a);
		return NULL;
	}
	a->cap_bytes = cap_bytes;
	return a;
}

static void free_blocks(struct block *b)
{
	while (b) {
		struct block *next = b->next;

		free(b);
		b = next;
	}
}

void arena_destroy(struct arena *a)
{
	if (!a)
		return;
	free_blocks(a->first);
	free(a);
}

void arena_reset(struct arena *a)
{
	free_blocks(a->first->next);
	a->first->next = NULL;
	a->first->used = 0;
	a->last = a->first;
	a->used = 0;
}

void arena_erase(struct arena *a)
{
	for (struct block *b = a->first; b; b = b->next)
		explicit_bzero(b->data, b->used);
	arena_reset(a);
}

void *arena_alloc(struct arena *a, size_t bytes)
{
	const size_t align = alignof(max_align_t);
	struct block *b = a->last;
	size_t size;
	void *p;

	if (bytes > SIZE_MAX - align)
		return NULL;
	size = (bytes + align - 1) / align * align;
	if (a->cap_bytes && (size > a->cap_bytes || a->used > a->cap_bytes - size))
		return NULL;
	if (size > b->size - b->used) {
		b = block_create(size);
		if (!b)
			return NULL;
		a->last->next = b;
		a->last = b;
	}
	p = b->data + b->used;
	b->used += size;
	a->used += size;
	memset(p, 0, size);
	return p;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		return NULL;
	return arena_alloc(a, count * size);
}

char *arena_copy(struct arena *a, const char *bytes, size_t n)
{
	char *p = n < SIZE_MAX ? arena_alloc(a, n + 1) : NULL;

	if (p && n)
		memcpy(p, bytes, n);
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_copy(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	int n;
	char *p;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	p = n < 0 ? NULL : arena_alloc(a, (size_t)n + 1);
	if (!p)
		return NULL;
	va_start(args, format);
	vsnprintf(p, (size_t)n + 1, format, args);
	va_end(args);
	return p;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}
