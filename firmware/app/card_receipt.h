/* The paper that becomes a card of the staff's. Pure. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "print/receipt.h"

/* text: what the scanner will read; copied into the arena, like all of the receipt. ERR_MEMORY. */
MUST_CHECK enum err card_receipt_staff(struct arena *a, const struct lang *swedish,
	const char *text, const struct receipt **receipt_out);
