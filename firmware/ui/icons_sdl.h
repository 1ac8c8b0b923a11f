/* Pictograms: SVG files of a folder -> A8 masks by SDL2_image, made on first use and kept by name,
 * size and side. Bounded: past ICONS_BYTES_MAX it starts over. Belongs to one thread. */
#pragma once

#include "ui/paint.h"

#define ICONS_MASKS_MAX 256
#define ICONS_BYTES_MAX (8u << 20)

struct icons; /* opaque, heap */

/* folder: where NAME.svg are; copied. NULL when there is no memory. */
struct icons *icons_create(const char *folder);
void icons_destroy(struct icons *i);
/* For paint_create. A name without a file, or a file that is no SVG, is logged once. */
struct icon_source icons_source(struct icons *i);
/* How many masks have been made from files so far. */
int icons_loaded(const struct icons *i);
