/* A byte string that grows. Embedded: zero-initialise, then buf_finish. After a failed growth
 * `failed` stays set and further appends do nothing, so the check may come once at the end. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *data; /* NUL-terminated when size > 0 or after buf_str */
	size_t size, capacity;
	bool failed;
};

void buf_append(struct buf *b, const void *bytes, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *b, const char *format, ...);
/* The content as a C string, "" when empty or failed. Valid until the next change. */
const char *buf_str(struct buf *b);
void buf_clear(struct buf *b); /* keeps the memory */
void buf_finish(struct buf *b);
