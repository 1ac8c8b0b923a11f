#include "app/staff_card_linux.h"

#include <sodium.h>
#include <string.h>

_Static_assert(STAFF_CARD_HASH_BYTES == crypto_generichash_BYTES * 2 + 1, "a hash in hex");

/* One hash and no slow one: there is nothing to guess in random bits. */
static void hash_of(const uint8_t secret[CARD_SECRET_BYTES], char hex_out[STAFF_CARD_HASH_BYTES])
{
	static const unsigned char purpose[] = "kiosk staff card";
	unsigned char hash[crypto_generichash_BYTES];

	crypto_generichash(
		hash, sizeof(hash), secret, CARD_SECRET_BYTES, purpose, sizeof(purpose) - 1);
	sodium_bin2hex(hex_out, STAFF_CARD_HASH_BYTES, hash, sizeof(hash));
}

static bool is_right(const struct staff_pin *p, const uint8_t secret[CARD_SECRET_BYTES])
{
	char hash[STAFF_CARD_HASH_BYTES];

	hash_of(secret, hash);
	return p->card[0] && sodium_memcmp(hash, p->card, sizeof(hash)) == 0;
}

void staff_card_try(struct staff_pin *p, const uint8_t secret[CARD_SECRET_BYTES], int64_t now_ms,
	struct app_staff_reply *reply, struct diag *d)
{
	bool good = is_right(p, secret);

	if (good && p->failures) {
		p->failures = 0;
		p->locked_until_ms = 0;
		if (staff_pin_save(p, d) != ERR_OK && !d->text[0])
			diag_fail(d, ERR_IO, "the lock-out cannot be kept");
	} else if (!good) {
		staff_pin_count_wrong(p, now_ms, d);
	}
	staff_pin_pad(p, now_ms, reply);
	reply->is_open = good;
	reply->was_wrong = !good;
	if (!good && reply->pin == UI_PIN_ASK)
		reply->pin = UI_PIN_CARD;
}

enum err staff_card_make(struct staff_pin *p, char text_out[CARD_TEXT_MAX], struct diag *d)
{
	uint8_t secret[CARD_SECRET_BYTES];
	struct staff_pin next = *p;
	enum err err;

	text_out[0] = '\0';
	if (!p->has_pin)
		return diag_fail(
			d, ERR_MISSING, "there is no PIN yet: set one first (kiosk --set-pin)");
	randombytes_buf(secret, sizeof(secret));
	hash_of(secret, next.card);
	err = staff_pin_save(&next, d) == ERR_OK ? ERR_OK : ERR_IO;
	if (err == ERR_OK) {
		*p = next;
		card_write_staff(secret, text_out);
	}
	explicit_bzero(secret, sizeof(secret));
	return err;
}
