#include "base/utf8.h"

/* The ranges of the second byte narrow for four lead bytes (Unicode table 3-7); that is what
 * refuses overlong forms, surrogates and what lies above U+10FFFF. */
uint32_t utf8_next(const char *s, size_t size, size_t *pos)
{
	const unsigned char *p = (const unsigned char *)s + *pos;
	size_t left = size - *pos, need, i;
	unsigned char low = 0x80, high = 0xBF;
	uint32_t c = p[0];

	if (c < 0x80) {
		*pos += 1;
		return c;
	}
	if (c >= 0xC2 && c <= 0xDF) {
		need = 1;
		c &= 0x1F;
	} else if (c >= 0xE0 && c <= 0xEF) {
		need = 2;
		low = c == 0xE0 ? 0xA0 : 0x80;
		high = c == 0xED ? 0x9F : 0xBF;
		c &= 0x0F;
	} else if (c >= 0xF0 && c <= 0xF4) {
		need = 3;
		low = c == 0xF0 ? 0x90 : 0x80;
		high = c == 0xF4 ? 0x8F : 0xBF;
		c &= 0x07;
	} else {
		*pos += 1;
		return UTF8_REPLACEMENT;
	}
	for (i = 1; i <= need; i++) {
		if (i >= left || p[i] < low || p[i] > high) {
			*pos += i;
			return UTF8_REPLACEMENT;
		}
		c = c << 6 | (p[i] & 0x3F);
		low = 0x80;
		high = 0xBF;
	}
	*pos += need + 1;
	return c;
}

size_t utf8_put(uint32_t c, char out[4])
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = UTF8_REPLACEMENT;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

bool utf8_is_valid(const char *s, size_t size, size_t *bad_at_out)
{
	size_t pos = 0;

	while (pos < size) {
		size_t start = pos;

		/* A real U+FFFD is three bytes EF BF BD; a malformed sequence never takes exactly
		 * that. */
		if (utf8_next(s, size, &pos) == UTF8_REPLACEMENT &&
			!(pos - start == 3 && (unsigned char)s[start] == 0xEF &&
				(unsigned char)s[start + 1] == 0xBF &&
				(unsigned char)s[start + 2] == 0xBD)) {
			if (bad_at_out)
				*bad_at_out = start;
			return false;
		}
	}
	return true;
}

size_t utf8_layout_control(const char *s, size_t size)
{
	const unsigned char *p = (const unsigned char *)s;

	if (size < 3 || p[0] != 0xE2 || p[1] != 0x81)
		return 0;
	return p[2] == 0xA0 || (p[2] >= 0xA6 && p[2] <= 0xA9) ? 3 : 0;
}
