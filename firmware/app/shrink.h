/* Pictures of pages made smaller, for people who look at many of them. */
#pragma once

#include <stdint.h>

/* The mean of the by x by pixels (xRGB) whose top left is at (x * by, y * by); stride in words. */
uint32_t shrink_pixel(const uint32_t *pixels, int stride, int x, int y, int by);
