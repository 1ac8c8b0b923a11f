/* PNG files by libpng, written whole and renamed into place. */
#pragma once

#include <stdint.h>

#include "base/err.h"

/* height rows of stride_px words, xRGB: a screenshot. */
MUST_CHECK enum err png_write_rgb(const char *path, const uint32_t *pixels, int width, int height,
	int stride_px, struct diag *d);
/* 1 bit a dot, MSB left, 1 = black (struct bitmap's rows): paper. dpi goes into the file; 0 =
 * unknown. */
MUST_CHECK enum err png_write_bits(const char *path, const uint8_t *bits, int width, int height,
	int stride_bytes, int dpi, struct diag *d);
