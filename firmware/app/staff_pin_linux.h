/* The staff's PIN: kept as an Argon2id hash (libsodium) in STATE/staff.ini, with a lock-out that
 * grows with each wrong one and outlives a restart. The first PIN comes from who sets the kiosk up
 * (kiosk --set-pin) and opens nothing but the page to choose another. Belongs to the main thread.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "app/app.h"

#define STAFF_HASH_BYTES 128     /* crypto_pwhash_STRBYTES */
#define STAFF_CARD_HASH_BYTES 65 /* of BLAKE2b in hex */
/* Wrong ones that cost nothing; each one after them doubles the wait. */
#define STAFF_FREE_TRIES 3
#define STAFF_FIRST_WAIT_MS 30000
#define STAFF_LONGEST_WAIT_MS 900000

struct staff_pin {
	const char *state_dir; /* borrowed; NULL: nothing is kept, so there is no PIN */
	char hash[STAFF_HASH_BYTES];
	bool has_pin, must_change;
	int failures; /* in a row */
	int64_t locked_until_ms;
	char card[STAFF_CARD_HASH_BYTES]; /* "": no card; see staff_card_linux.h */
};

/* A damaged file falls back to the copy that was written with it, never to no PIN that opens:
 * ERR_SYNTAX and the sentence, and then nobody comes in. No file: has_pin is false. */
MUST_CHECK enum err staff_pin_load(
	struct staff_pin *p, const char *state_dir, int64_t now_ms, struct diag *d);
/* A pad in a new order (getrandom), and whether a PIN can be typed now. */
void staff_pin_pad(struct staff_pin *p, int64_t now_ms, struct app_staff_reply *reply_out);
/* Checks what was typed; *d has a sentence if the lock-out cannot be kept. */
void staff_pin_try(struct staff_pin *p, const char *pin, int64_t now_ms,
	struct app_staff_reply *reply_out, struct diag *d);
/* The new one of PIN_DIGITS digits. One digit six times, a row (123456, 654321) and the old one are
 * refused as weak. */
void staff_pin_set(struct staff_pin *p, const char *pin, int64_t now_ms,
	struct app_staff_reply *reply_out, struct diag *d);
/* For who sets the kiosk up: this one must be changed at its first use. ERR_RANGE: not six digits.
 */
MUST_CHECK enum err staff_pin_first(const char *state_dir, const char *pin, struct diag *d);

/* ---- for staff_card_linux.c ---- */
/* Writes the file and its copy. ERR_IO, ERR_MEMORY. */
MUST_CHECK enum err staff_pin_save(const struct staff_pin *p, struct diag *d);
/* One more wrong try; while there is a wait nothing is counted. */
void staff_pin_count_wrong(struct staff_pin *p, int64_t now_ms, struct diag *d);
