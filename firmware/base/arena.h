/* Memory by lifetime: boot, content, screen, job. Everything in an arena is freed together.
 * Not thread-safe; an arena belongs to one thread. */
#pragma once

#include <stddef.h>

struct arena; /* opaque, heap */

/* cap_bytes: the most that may ever be taken (0 = no cap). NULL when there is no memory. */
struct arena *arena_create(size_t cap_bytes);
void arena_destroy(struct arena *a); /* NULL is fine */
/* Frees all but the first block, which is kept for the next round. */
void arena_reset(struct arena *a);
/* The same, and every byte handed out is overwritten first: for what a visitor chose. */
void arena_erase(struct arena *a);

/* Zeroed memory aligned for any type. NULL when the cap or the memory is exhausted. */
void *arena_alloc(struct arena *a, size_t bytes);
/* The same for count * size with overflow checked. For sizes that come from outside. */
void *arena_array(struct arena *a, size_t count, size_t size);
/* NUL-terminated copy of n bytes. NULL as above. */
char *arena_copy(struct arena *a, const char *bytes, size_t n);
char *arena_strdup(struct arena *a, const char *s);
__attribute__((format(printf, 2, 3))) char *arena_printf(struct arena *a, const char *format, ...);
/* Bytes handed out since create or reset. */
size_t arena_used(const struct arena *a);
