/* The checklist as a QR code for a phone: plain text, no network needed. */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "checklist/checklist.h"
#include "content/rich.h"

/* modules: size x size bytes in the arena, 1 = black. ERR_RANGE when the list is empty,
 * ERR_MEMORY. A long list loses detail before it loses topics: documents go first, then steps, then
 * addresses; in the end the Swedish terms stand alone. */
MUST_CHECK enum err list_code_create(struct arena *a, const struct rich_context *rich,
	const struct checklist *list, const uint8_t **modules_out, int *size_out);
