/* Whatever is sent to the simulated printer, in any pieces, with a fault now and then. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "print/simulator.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char *const faults[] = { "none", "paper-end", "cover-open", "cutter", "hot",
		"unplug", "power-off", "stall", "garbage", "paper-end-after=3", "buffer=45" };
	static const struct printer_model models[] = {
		{ .name = "a",
			.title = "a",
			.dots = 384,
			.dpi = 203,
			.cut = MODEL_CUT_PARTIAL,
			.cut_feed_mm = 2,
			.has_completion = true },
		{ .name = "b",
			.title = "b",
			.dots = 420,
			.dpi = 180,
			.cut = MODEL_CUT_NONE,
			.cut_feed_mm = 12 },
	};
	struct simulator *s = simulator_create(&models[size % 2]);
	const struct bitmap *paper;
	uint8_t replies[64];

	if (!s)
		return 0;
	for (size_t at = 0; at < size;) {
		size_t n = 1 + bytes[at] % 200;

		if (n > size - at)
			n = size - at;
		simulator_write(s, bytes + at, n);
		at += n;
		simulator_read(s, replies, sizeof(replies));
		if (n % 7 == 3 && simulator_fault(s, faults[n % 11], NULL) != ERR_OK)
			abort();
		if (n % 7 == 4 && simulator_fault(s, "none", NULL) != ERR_OK)
			abort();
	}
	for (int job = 0; simulator_paper(s, job, &paper); job++) {
		if (paper->width != models[size % 2].dots)
			abort();
	}
	simulator_destroy(s);
	return 0;
}
