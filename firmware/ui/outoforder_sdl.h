/* The screen that is shown when nothing else can be: "not working, ask the staff" in Swedish,
 * English and Arabic. SDL2_ttf alone, with fonts and sentences that are inside the program: no
 * content, no catalogue, no ICU, no file is needed. Works without a window. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "ui/drawlist.h"

#define OUTOFORDER_SCREEN "out-of-order" /* its id for scripts */

/* Paints into height rows of stride_px xRGB words. nodes (may be NULL) gets the tree of what is
 * shown. Even when a font fails the calm ground is painted; the sentence then says what failed. */
MUST_CHECK enum err outoforder_paint(uint32_t *pixels, int width, int height, int stride_px,
	struct drawlist *nodes, struct diag *d);
