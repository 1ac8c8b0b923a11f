/* The staff's card: 128 random bits on a paper, kept as a hash (libsodium) beside the PIN in
 * STATE/staff.ini. One card at a time: a new one ends the old. Belongs to the main thread. */
#pragma once

#include "app/cards.h"
#include "app/staff_pin_linux.h"

/* Is it this kiosk's card? The right one opens at any time: nobody guesses 128 bits, and a visitor
 * who typed wrong PINs must not keep staff out. A wrong one counts like a wrong PIN. *d has a
 * sentence if the lock-out cannot be kept. */
void staff_card_try(struct staff_pin *p, const uint8_t secret[CARD_SECRET_BYTES], int64_t now_ms,
	struct app_staff_reply *reply_out, struct diag *d);
/* Makes a card; text_out is what the scanner shall read: print it and overwrite it. ERR_IO: it
 * cannot be kept, and the old card stays. */
MUST_CHECK enum err staff_card_make(
	struct staff_pin *p, char text_out[CARD_TEXT_MAX], struct diag *d);
