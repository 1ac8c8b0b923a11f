/* The fonts: bytes come in as memory (the edge maps the files), faces are made on first use.
 * One set per thread that shapes or rasterises; the bytes must outlive the set. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "text/lang.h"

#define FONTS_MAX 64 /* name x weight; a glyph key has 6 bits for it */

struct fonts; /* opaque, heap */

struct fonts *fonts_create(void);
void fonts_destroy(struct fonts *f);

/* Adds one weight of a named font. bytes are borrowed for the set's life. ERR_SYNTAX when FreeType
 * or HarfBuzz cannot open it, ERR_RANGE past FONTS_MAX. name as in fonts.ini: "NotoSansArabic". */
MUST_CHECK enum err fonts_add(struct fonts *f, const char *name, bool bold, const char *file,
	const void *bytes, size_t size, struct diag *d);

/* Index of a font, -1 if there is none. A missing bold falls back to the regular. */
int fonts_find(const struct fonts *f, const char *name, bool bold);
int fonts_count(const struct fonts *f);
/* Base name of the file it came from, for kiosk-text's output. */
const char *fonts_file(const struct fonts *f, int font);
/* True if the font maps the code point (nominal glyph). Cheap: answered by HarfBuzz's cmap. */
bool fonts_has(const struct fonts *f, int font, uint32_t code_point);

/* Vertical metrics of a font at a size, 26.6 pixels, positive numbers (OS/2 or hhea as HarfBuzz
 * gives them); cap_height is what the millimetre rules of EN 301 549 5.1.4 are about. */
struct font_metrics {
	int32_t ascent, descent, cap_height;
};
struct font_metrics fonts_metrics(const struct fonts *f, int font, int32_t size_26_6);
