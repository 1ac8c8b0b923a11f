#include "app/shrink.h"

#include <stddef.h>

uint32_t shrink_pixel(const uint32_t *pixels, int stride, int x, int y, int by)
{
	unsigned sum[3] = { 0 }, count = (unsigned)(by * by);

	for (int i = 0; i < by * by; i++) {
		uint32_t p = pixels[(size_t)(y * by + i / by) * (size_t)stride +
				    (size_t)(x * by + i % by)];

		sum[0] += p >> 16 & 255;
		sum[1] += p >> 8 & 255;
		sum[2] += p & 255;
	}
	return 0xFF000000u | sum[0] / count << 16 | sum[1] / count << 8 | sum[2] / count;
}
