/* The checklist as a QR code for a phone: plain text, no network needed. */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "checklist/checklist.h"
#include "content/rich.h"

/* modules: size x size bytes in the arena, 1 = black. ERR_RANGE when nothing fits, ERR_MEMORY. Long
 * lists lose their last words before their first lines: steps go before titles. */
MUST_CHECK enum err list_code_create(struct arena *a, const struct rich_context *rich,
	const struct checklist *list, const uint8_t **modules_out, int *size_out);
