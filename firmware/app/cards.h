/* What stands on a card that the scanner reads, and the number of each language on the desk's
 * keypad. Pure; app/card_receipt prints them, the kiosk reads them.
 *
 *   KIOSK-LANG-AR-7Q4M            a language for the visitor; any kiosk, any printing of it
 *   KIOSK-STAFF-<26 symbols>-XXXX opens the staff's pages; 128 random bits, this kiosk's only
 *
 * Capitals, digits and hyphens: what a QR code holds in its dense form, a bar code of type 128
 * holds too, and what a scanner sends alike with and without caps lock. The last four symbols are
 * 20 bits of a hash (BLAKE2b) of the rest: no other shop's, parcel's or paper's code is one by
 * chance. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "text/lang.h"

#define CARD_TEXT_MAX 64 /* with the final NUL */
#define CARD_LANG_MAX 24
#define CARD_SECRET_BYTES 16

enum card_kind {
	CARD_NONE, /* no card of ours: perhaps a paper's code */
	CARD_BAD,  /* begins like one of ours; misread, forged or of another kind */
	CARD_LANGUAGE,
	CARD_STAFF
};

struct card {
	enum card_kind kind;
	char lang[CARD_LANG_MAX];          /* CARD_LANGUAGE: its code in small letters */
	uint8_t secret[CARD_SECRET_BYTES]; /* CARD_STAFF: overwrite it when it is checked */
};

/* ERR_RANGE: the code is too long for a card. */
MUST_CHECK enum err card_write_language(const char *code, char text_out[CARD_TEXT_MAX]);
void card_write_staff(const uint8_t secret[CARD_SECRET_BYTES], char text_out[CARD_TEXT_MAX]);
/* What a scanner sent, without its Enter; small letters count as capitals. */
void card_read(const char *text, struct card *card_out);

/* The offered language with this number on the keypad, NULL if there is none. The numbers stand in
 * assets/languages/CODE.ini and never change: two digits, never the same twice, so that a key that
 * sticks chooses nothing. */
const struct lang *card_keypad_find(const struct lang_table *table, const char *digits);
