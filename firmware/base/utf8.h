/* UTF-8 (RFC 3629): checked decoding and encoding. Pure, no state. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu

/* Decodes the code point at *pos of s[0..size) and moves *pos past it. A malformed sequence gives
 * U+FFFD and moves past its maximal subpart (Unicode 3.9, best practice). *pos must be < size. */
uint32_t utf8_next(const char *s, size_t size, size_t *pos);
/* Writes 1-4 bytes to out, returns how many. Invalid scalar values write U+FFFD. */
size_t utf8_put(uint32_t code_point, char out[4]);
/* True if all of it is well-formed. *bad_at_out (may be NULL) gets the first bad offset. */
bool utf8_is_valid(const char *s, size_t size, size_t *bad_at_out);
