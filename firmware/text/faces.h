/* What the text room itself takes out of a struct fonts: HarfBuzz fonts to shape with and FreeType
 * faces to rasterise with. Both belong to the set. Not for other rooms. */
#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include "text/fonts.h"

/* The HarfBuzz font at a size, cached. hinted: advances are FreeType's hinted ones, whole dots, so
 * that text on paper is spaced as its bitmaps were fitted to the grid. NULL when there is no
 * memory. Valid until the next call of this function. */
hb_font_t *faces_hb(struct fonts *f, int font, int32_t size_26_6, bool hinted);

/* The FreeType face set to a size; NULL if FreeType refuses the size. */
FT_Face faces_ft(struct fonts *f, int font, int32_t size_26_6);

/* FreeType load flags that belong to hinted glyphs: the advance and the bitmap must use the same.
 */
#define FACES_MONO_FLAGS (FT_LOAD_TARGET_MONO | FT_LOAD_NO_BITMAP)

/* The visible hyphen of a font (U+2010, else U+002D); 0 if it has neither. */
uint32_t faces_hyphen(struct fonts *f, int font);
