/* Whatever a printer says: every other byte decides what was asked before the next piece. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "print/status.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const uint8_t block[] = { 0x38, 0x08, 0x0C, 0x00 };
	struct status_decoder d = { 0 };

	for (size_t at = 0; at < size;) {
		size_t n = 1 + bytes[at] % 9;

		if (bytes[at] & 0x10)
			status_asked(&d, 1 + bytes[at] % 4);
		if (bytes[at] & 0x20)
			status_asked_paper(&d);
		if (bytes[at] & 0x40)
			status_feed_1284(&d, bytes[at]);
		if (n > size - at)
			n = size - at;
		status_feed(&d, bytes + at, n);
		at += n;
		if (d.pending_size < 0 || d.pending_size > (int)sizeof(d.pending) ||
			d.asked_count < 0 || d.asked_count > STATUS_ASKED_MAX)
			abort();
	}
	/* The second whole block is always understood. */
	for (int i = 0; i < 2; i++)
		status_feed(&d, block, sizeof(block));
	if (status_can_print(&d.status) || !d.status.cover_open || d.status.paper != PAPER_END)
		abort();
	return 0;
}
