#include "app/staff_pin_linux.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "app/state_file_linux.h"
#include "base/buf.h"
#include "base/inifile.h"
#include "platform/files_linux.h"

#define FAILURES_MAX 1000

_Static_assert(STAFF_HASH_BYTES == crypto_pwhash_STRBYTES, "libsodium's hash has its own size");

struct file { /* as it stands in staff.ini */
	const char *pin;
	bool change;
	int failures;
	const char *card;
};

/* ---------------------------------------------------------------- the file */

static enum err read_file(struct staff_pin *p, const char *name, struct diag *d)
{
	static const struct inifile_key keys[] = {
		{ "pin", INIFILE_TEXT, offsetof(struct file, pin), false, 0, 0, NULL },
		{ "change", INIFILE_BOOL, offsetof(struct file, change), false, 0, 0, NULL },
		{ "failures", INIFILE_INT, offsetof(struct file, failures), false, 0, FAILURES_MAX,
			NULL },
		{ "card", INIFILE_TEXT, offsetof(struct file, card), true, 0, 0, NULL },
	};
	struct arena *a = arena_create(0);
	struct file file = { .card = "" };
	char path[STATE_PATH_BYTES], *text;
	enum err err = a ? state_path(p->state_dir, name, path, d) : ERR_MEMORY;

	if (err == ERR_OK)
		err = file_read(a, path, FILE_TEXT_MAX, &text, NULL, d);
	if (err == ERR_OK)
		err = inifile_read(a, path, text, keys, 4, &file, d);
	if (err == ERR_OK && (strlen(file.pin) >= STAFF_HASH_BYTES ||
				     strncmp(file.pin, crypto_pwhash_STRPREFIX,
					     strlen(crypto_pwhash_STRPREFIX)) != 0))
		err = diag_fail(d, ERR_SYNTAX,
			"%s: pin is no hash; set a new PIN with kiosk --set-pin", path);
	if (err == ERR_OK && *file.card &&
		(strlen(file.card) != STAFF_CARD_HASH_BYTES - 1 ||
			strspn(file.card, "0123456789abcdef") != STAFF_CARD_HASH_BYTES - 1))
		err = diag_fail(d, ERR_SYNTAX,
			"%s: card is no hash; make a new card with kiosk --set-card", path);
	if (err == ERR_OK) {
		memset(p->card, 0, sizeof(p->card));
		memcpy(p->card, file.card, strlen(file.card));
		memset(p->hash, 0, sizeof(p->hash));
		memcpy(p->hash, file.pin, strlen(file.pin));
		p->must_change = file.change;
		p->failures = file.failures;
		p->has_pin = true;
	}
	arena_destroy(a);
	return err;
}

/* The copy is written after the file itself is whole: one of the two always is. */
enum err staff_pin_save(const struct staff_pin *p, struct diag *d)
{
	static const char *const names[] = { "staff.ini", "staff.ini.last" };
	char path[STATE_PATH_BYTES];
	struct buf text = { 0 };
	enum err err = ERR_OK;

	if (!p->state_dir)
		return ERR_OK;
	buf_printf(&text,
		"# The staff's PIN as a hash (Argon2id) and their card's (BLAKE2b). The kiosk "
		"writes this\n"
		"# file; kiosk --set-pin gives a new first PIN when the old one is forgotten.\n"
		"pin = %s\nchange = %s\nfailures = %d\n",
		p->hash, p->must_change ? "yes" : "no", p->failures);
	if (p->card[0])
		buf_printf(&text, "card = %s\n", p->card);
	if (text.failed)
		err = diag_fail(d, ERR_MEMORY, "no memory to keep the staff's PIN");
	for (int i = 0; i < 2 && err == ERR_OK; i++) {
		err = state_path(p->state_dir, names[i], path, d);
		if (err == ERR_OK)
			err = file_write(path, text.data, text.size, d);
	}
	buf_finish(&text);
	return err;
}

/* ---------------------------------------------------------------- the lock-out */

static int64_t wait_ms(int failures)
{
	int64_t wait = STAFF_FIRST_WAIT_MS;

	if (failures < STAFF_FREE_TRIES)
		return 0;
	for (int i = STAFF_FREE_TRIES; i < failures && wait < STAFF_LONGEST_WAIT_MS; i++)
		wait *= 2;
	return wait < STAFF_LONGEST_WAIT_MS ? wait : STAFF_LONGEST_WAIT_MS;
}

enum err staff_pin_load(struct staff_pin *p, const char *state_dir, int64_t now_ms, struct diag *d)
{
	struct diag last = { 0 };
	enum err err;

	*p = (struct staff_pin){ .state_dir = state_dir };
	if (sodium_init() < 0)
		return diag_fail(d, ERR_UNSUPPORTED, "libsodium does not start; no staff pages");
	if (!state_dir)
		return ERR_OK;
	err = read_file(p, "staff.ini", d);
	if (err != ERR_OK && read_file(p, "staff.ini.last", &last) == ERR_OK)
		return err; /* the copy holds; the sentence is for the log */
	p->locked_until_ms = now_ms + wait_ms(p->failures);
	if (err == ERR_MISSING && !p->has_pin)
		return ERR_OK;
	return err;
}

static void shuffle(uint8_t digits[10])
{
	for (int i = 0; i < 10; i++)
		digits[i] = (uint8_t)i;
	for (int i = 9; i > 0; i--) {
		int other = (int)randombytes_uniform((uint32_t)i + 1);
		uint8_t kept = digits[i];

		digits[i] = digits[other];
		digits[other] = kept;
	}
}

void staff_pin_pad(struct staff_pin *p, int64_t now_ms, struct app_staff_reply *reply)
{
	shuffle(reply->digits);
	reply->is_open = reply->was_wrong = false;
	reply->locked_ms = 0;
	reply->pin = UI_PIN_ASK;
	if (!p->has_pin)
		reply->pin = UI_PIN_NONE;
	else if (p->locked_until_ms > now_ms) {
		reply->pin = UI_PIN_LOCKED;
		reply->locked_ms = p->locked_until_ms - now_ms;
	}
}

static bool is_right(const struct staff_pin *p, const char *pin)
{
	return crypto_pwhash_str_verify(p->hash, pin, strlen(pin)) == 0;
}

void staff_pin_count_wrong(struct staff_pin *p, int64_t now_ms, struct diag *d)
{
	if (!p->has_pin || p->locked_until_ms > now_ms)
		return;
	if (p->failures < FAILURES_MAX)
		p->failures++;
	p->locked_until_ms = now_ms + wait_ms(p->failures);
	if (staff_pin_save(p, d) != ERR_OK && !d->text[0])
		diag_fail(d, ERR_IO, "the lock-out cannot be kept");
}

void staff_pin_try(struct staff_pin *p, const char *pin, int64_t now_ms,
	struct app_staff_reply *reply, struct diag *d)
{
	staff_pin_pad(p, now_ms, reply);
	if (reply->pin != UI_PIN_ASK)
		return;
	/* Counted before it is checked: pulling the plug saves no try. */
	if (p->failures < FAILURES_MAX)
		p->failures++;
	if (staff_pin_save(p, d) != ERR_OK && !d->text[0])
		diag_fail(d, ERR_IO, "the lock-out cannot be kept");
	if (is_right(p, pin)) {
		p->failures = 0;
		p->locked_until_ms = 0;
		if (staff_pin_save(p, d) != ERR_OK && !d->text[0])
			diag_fail(d, ERR_IO, "the lock-out cannot be kept");
		reply->is_open = !p->must_change;
		reply->pin = UI_PIN_CHOOSE;
		return;
	}
	p->locked_until_ms = now_ms + wait_ms(p->failures);
	staff_pin_pad(p, now_ms, reply);
	reply->was_wrong = true;
	if (reply->pin == UI_PIN_ASK)
		reply->pin = UI_PIN_WRONG;
}

/* ---------------------------------------------------------------- another PIN */

static bool has_form(const char *pin)
{
	return strlen(pin) == PIN_DIGITS && strspn(pin, "0123456789") == PIN_DIGITS;
}

static bool is_weak(const char *pin)
{
	int step = pin[1] - pin[0];

	if (step < -1 || step > 1)
		return false;
	for (int i = 1; i < PIN_DIGITS; i++) {
		if (pin[i] - pin[i - 1] != step)
			return false;
	}
	return true;
}

static enum err store(struct staff_pin *p, const char *pin, bool must_change, struct diag *d)
{
	struct staff_pin next = *p;

	if (crypto_pwhash_str(next.hash, pin, strlen(pin), crypto_pwhash_OPSLIMIT_INTERACTIVE,
		    crypto_pwhash_MEMLIMIT_MIN) != 0)
		return diag_fail(d, ERR_MEMORY, "no memory to hash the PIN");
	next.must_change = must_change;
	next.has_pin = true;
	next.failures = 0;
	next.locked_until_ms = 0;
	if (staff_pin_save(&next, d) != ERR_OK)
		return ERR_IO;
	*p = next;
	return ERR_OK;
}

void staff_pin_set(struct staff_pin *p, const char *pin, int64_t now_ms,
	struct app_staff_reply *reply, struct diag *d)
{
	staff_pin_pad(p, now_ms, reply);
	reply->pin = UI_PIN_WEAK;
	if (!p->has_pin || !p->must_change || !has_form(pin) || is_weak(pin) || is_right(p, pin))
		return;
	/* What cannot be kept does not count: the first PIN would come back with a restart. */
	reply->is_open = store(p, pin, false, d) == ERR_OK;
}

enum err staff_pin_first(const char *state_dir, const char *pin, struct diag *d)
{
	struct staff_pin p = { .state_dir = state_dir };

	if (sodium_init() < 0)
		return diag_fail(d, ERR_UNSUPPORTED, "libsodium does not start");
	if (!has_form(pin))
		return diag_fail(d, ERR_RANGE, "a PIN has %d digits", PIN_DIGITS);
	/* A card there is goes on; a file that cannot be read is written anew. */
	(void)!read_file(&p, "staff.ini", NULL);
	return store(&p, pin, true, d);
}
