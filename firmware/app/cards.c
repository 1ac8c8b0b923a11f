#include "app/cards.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "checklist/code.h"

#define LANGUAGE_BEGINS "KIOSK-LANG-"
#define STAFF_BEGINS "KIOSK-STAFF-"
#define CARD_BEGINS "KIOSK-"
#define CHECK_SYMBOLS 4
#define SECRET_SYMBOLS 26 /* 128 bits, five to a symbol */

/* ---------------------------------------------------------------- writing */

static void check_of(const char *text, size_t size, char out[CHECK_SYMBOLS + 1])
{
	unsigned char hash[crypto_generichash_BYTES];

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text, size, NULL, 0);
	for (int i = 0; i < CHECK_SYMBOLS; i++)
		out[i] = code_symbols[hash[i] & 31u];
	out[CHECK_SYMBOLS] = '\0';
}

static void add_check(char text[CARD_TEXT_MAX])
{
	size_t size = strlen(text);
	char check[CHECK_SYMBOLS + 1];

	check_of(text, size, check);
	snprintf(text + size, CARD_TEXT_MAX - size, "-%s", check);
}

static char capital(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

enum err card_write_language(const char *code, char text_out[CARD_TEXT_MAX])
{
	size_t size;

	text_out[0] = '\0';
	if (!*code || strlen(code) >= CARD_LANG_MAX)
		return ERR_RANGE;
	size = (size_t)snprintf(text_out, CARD_TEXT_MAX, LANGUAGE_BEGINS);
	for (; *code; code++)
		text_out[size++] = capital(*code);
	text_out[size] = '\0';
	add_check(text_out);
	return ERR_OK;
}

void card_write_staff(const uint8_t secret[CARD_SECRET_BYTES], char text_out[CARD_TEXT_MAX])
{
	size_t size = (size_t)snprintf(text_out, CARD_TEXT_MAX, STAFF_BEGINS);

	for (int i = 0; i < SECRET_SYMBOLS; i++) {
		unsigned symbol = 0;

		for (int bit = i * 5; bit < i * 5 + 5; bit++) /* the last ones are zeros */
			symbol =
				symbol << 1 |
				(bit < CARD_SECRET_BYTES * 8 ? secret[bit / 8] >> (7 - bit % 8) & 1u
							     : 0u);
		text_out[size++] = code_symbols[symbol];
	}
	text_out[size] = '\0';
	add_check(text_out);
}

/* ---------------------------------------------------------------- reading */

static bool begins(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static bool read_language(const char *body, size_t size, struct card *card)
{
	if (!size || size >= sizeof(card->lang))
		return false;
	for (size_t i = 0; i < size; i++)
		card->lang[i] = (char)(body[i] >= 'A' && body[i] <= 'Z' ? body[i] + 32 : body[i]);
	card->lang[size] = '\0';
	return true;
}

static bool read_secret(const char *body, size_t size, struct card *card)
{
	if (size != SECRET_SYMBOLS)
		return false;
	for (int i = 0; i < SECRET_SYMBOLS; i++) {
		const char *at = body[i] ? strchr(code_symbols, body[i]) : NULL;
		unsigned symbol = at ? (unsigned)(at - code_symbols) : 32u;

		if (symbol > 31u)
			return false;
		for (int n = 0; n < 5; n++) {
			int bit = i * 5 + n;
			unsigned one = symbol >> (4 - n) & 1u;

			if (bit < CARD_SECRET_BYTES * 8)
				card->secret[bit / 8] |= (uint8_t)(one << (7 - bit % 8));
			else if (one)
				return false;
		}
	}
	return true;
}

/* text: capitals; size: without the check symbols and their hyphen. */
static enum card_kind read_body(const char *text, size_t size, struct card *card)
{
	size_t language = strlen(LANGUAGE_BEGINS), staff = strlen(STAFF_BEGINS);

	if (begins(text, LANGUAGE_BEGINS) && size > language &&
		read_language(text + language, size - language, card))
		return CARD_LANGUAGE;
	if (begins(text, STAFF_BEGINS) && size > staff &&
		read_secret(text + staff, size - staff, card))
		return CARD_STAFF;
	return CARD_BAD;
}

void card_read(const char *text, struct card *card)
{
	char copy[CARD_TEXT_MAX] = "", check[CHECK_SYMBOLS + 1];
	size_t size = strlen(text), body;

	*card = (struct card){ .kind = CARD_NONE };
	for (size_t i = 0; i < size && i + 1 < sizeof(copy); i++)
		copy[i] = capital(text[i]);
	if (!begins(copy, CARD_BEGINS))
		return;
	card->kind = CARD_BAD;
	body = size > CHECK_SYMBOLS + 1 ? size - CHECK_SYMBOLS - 1 : 0;
	if (size >= sizeof(copy) || !body || copy[body] != '-')
		return;
	check_of(copy, body, check);
	if (strcmp(copy + body + 1, check) == 0)
		card->kind = read_body(copy, body, card);
	explicit_bzero(copy, sizeof(copy));
}

/* ---------------------------------------------------------------- the keypad */

const struct lang *card_keypad_find(const struct lang_table *table, const char *digits)
{
	char number[12];

	for (int i = 0; i < table->count; i++) {
		const struct lang *lang = &table->langs[i];

		snprintf(number, sizeof(number), "%d", lang->keypad);
		if (lang->order > 0 && lang->keypad > 0 && strcmp(number, digits) == 0)
			return lang;
	}
	return NULL;
}
