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
/* Size of the invisible layout control at s[0..size), 0 if there is none: word joiner U+2060 and
 * the isolates U+2066..U+2069, which serve the layout and are left out of plain text. */
size_t utf8_layout_control(const char *s, size_t size);
/* True if all of it is well-formed. *bad_at_out (may be NULL) gets the first bad offset. */
bool utf8_is_valid(const char *s, size_t size, size_t *bad_at_out);
