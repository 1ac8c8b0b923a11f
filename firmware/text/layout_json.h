/* A layout as JSON, for kiosk-text, golden files and witnesses. */
#pragma once

#include <stdbool.h>

#include "base/buf.h"
#include "text/fonts.h"
#include "text/layout.h"

/* Appends one object: lines, runs and glyphs in visual order, lengths in pixels, a run a line.
 * False when there was no memory. */
bool layout_json(struct buf *out, const struct fonts *fonts, const struct layout *l);
