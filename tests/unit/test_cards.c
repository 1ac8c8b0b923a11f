/* The cards' text and the keypad's numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/fixtures.h"
#include "app/cards.h"

/* Printed cards lie in drawers for years: their text must stay what it is. */
static void test_cards_text_stays(void **state)
{
	static const uint8_t secret[CARD_SECRET_BYTES] = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66,
		0x77, 0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF };
	char text[CARD_TEXT_MAX];

	(void)state;
	assert_int_equal(card_write_language("ar", text), ERR_OK);
	assert_string_equal(text, "KIOSK-LANG-AR-S9V0");
	card_write_staff(secret, text);
	assert_string_equal(text, "KIOSK-STAFF-008J4CT4ANK7F24SNAXWSQFEZW-C6SX");
}

static void test_cards_come_back(void **state)
{
	uint8_t secret[CARD_SECRET_BYTES];
	char text[CARD_TEXT_MAX];
	struct fixtures f;
	struct card card;

	(void)state;
	fixtures_open(&f);
	for (int i = 0; i < f.langs.count; i++) {
		assert_int_equal(card_write_language(f.langs.langs[i].code, text), ERR_OK);
		card_read(text, &card);
		assert_int_equal(card.kind, CARD_LANGUAGE);
		assert_string_equal(card.lang, f.langs.langs[i].code);
		for (char *c = text; *c; c++) /* caps lock on the scanner */
			*c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
		card_read(text, &card);
		assert_int_equal(card.kind, CARD_LANGUAGE);
	}
	fixtures_close(&f);
	for (int round = 0; round < 256; round++) {
		for (int i = 0; i < CARD_SECRET_BYTES; i++)
			secret[i] = (uint8_t)(round * 37 + i * 101 + round * i);
		card_write_staff(secret, text);
		card_read(text, &card);
		assert_int_equal(card.kind, CARD_STAFF);
		assert_memory_equal(card.secret, secret, sizeof(secret));
	}
}

/* Every single wrong character, and what other shops print. */
static void test_cards_refuse_all_else(void **state)
{
	static const char *const others[] = { "", "KIOSK", "7310865004703", "4F2K-9QWX-1A4F",
		"https://www.skatteverket.se", "KIOSKLANGAR", "LANG-AR-0000" };
	static const char *const bad[] = { "KIOSK-", "KIOSK-LANG-", "KIOSK-LANG-AR", "KIOSK-LANG--",
		"KIOSK-LANG-AR-0000", "KIOSK-STAFF-", "KIOSK-STAFF-AAAA-0000",
		"KIOSK-LANG-AR-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000" };
	char text[CARD_TEXT_MAX];
	struct card card;

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		card_read(others[i], &card);
		assert_int_equal(card.kind, CARD_NONE);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		card_read(bad[i], &card);
		assert_int_equal(card.kind, CARD_BAD);
	}
	assert_int_equal(card_write_language("ckb", text), ERR_OK);
	for (size_t i = 6; i < strlen(text); i++) {
		char kept = text[i];

		for (char c = '-'; c <= 'Z'; c++) {
			if (c == kept)
				continue;
			text[i] = c;
			card_read(text, &card);
			assert_int_equal(card.kind, CARD_BAD);
		}
		text[i] = kept;
	}
	assert_int_equal(card_write_language("", text), ERR_RANGE);
	assert_int_equal(card_write_language("a-language-without-an-end", text), ERR_RANGE);
}

/* The table hangs at the desk: a number that once was given stays, and a key that sticks is none.
 */
static void test_cards_keypad(void **state)
{
	static const struct {
		int number;
		const char *code;
	} given[] = { { 10, "sv" }, { 12, "en" }, { 13, "ar" }, { 14, "uk" }, { 15, "fa" },
		{ 16, "ti" }, { 17, "prs" }, { 18, "ru" }, { 19, "so" }, { 20, "tr" }, { 21, "pl" },
		{ 23, "es" }, { 24, "ckb" }, { 25, "ps" }, { 26, "am" }, { 27, "th" },
		{ 28, "kmr" }, { 29, "ur" } };
	static const char *const none[] = { "", "1", "11", "130", "013", "0", "99", "-13", "1e1",
		"9999999999999999" };
	struct fixtures f;

	(void)state;
	fixtures_open(&f);
	for (size_t i = 0; i < sizeof(given) / sizeof(*given); i++) {
		char path[64], line[32], *text;

		snprintf(path, sizeof(path), "assets/languages/%s.ini", given[i].code);
		snprintf(line, sizeof(line), "\nkeypad = %d\n", given[i].number);
		text = fixtures_read_file(path, NULL);
		assert_non_null(text);
		assert_non_null(strstr(text, line));
		free(text);
	}
	assert_string_equal(card_keypad_find(&f.langs, "13")->code, "ar");
	assert_null(card_keypad_find(&f.langs, "29")); /* Urdu is not offered */
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_null(card_keypad_find(&f.langs, none[i]));
	for (int i = 0; i < f.langs.count; i++) {
		const struct lang *lang = &f.langs.langs[i];

		assert_true(lang->order == 0 || lang->keypad > 0);
		for (int n = 0; n < i; n++)
			assert_int_not_equal(lang->keypad, f.langs.langs[n].keypad);
	}
	fixtures_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cards_text_stays),
		cmocka_unit_test(test_cards_come_back),
		cmocka_unit_test(test_cards_refuse_all_else),
		cmocka_unit_test(test_cards_keypad),
	};

	return cmocka_run_group_tests_name("cards", tests, NULL, NULL);
}
