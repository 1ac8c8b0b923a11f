/* minisign's files and the key file that two of three root keys sign. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../support/pack_forge.h"

#define TEXT "anything at all"
#define COMMENT "pack:sweden seq:12 issued:2026-11-28 expires:2027-05-28"

static void test_signature_of_ours_verifies(void **state)
{
	struct forge_key k = forge_key(1), other = forge_key(2);
	struct minisign_signature s = forge_signature(&k, TEXT, strlen(TEXT), COMMENT);
	uint8_t hash[MINISIGN_HASH_BYTES];
	(void)state;

	forge_hash(TEXT, strlen(TEXT), hash);
	assert_string_equal(s.comment, COMMENT);
	assert_int_equal(minisign_verify(&s, &k.public, hash, "x", NULL), ERR_OK);
	assert_int_equal(minisign_verify(&s, &other.public, hash, "x", NULL), ERR_SYNTAX);
	/* Another key that claims to be this one. */
	memcpy(other.public.id, k.public.id, 8);
	assert_int_equal(minisign_verify(&s, &other.public, hash, "x", NULL), ERR_SYNTAX);
	hash[0] ^= 1;
	assert_int_equal(minisign_verify(&s, &k.public, hash, "x", NULL), ERR_SYNTAX);
}

/* Made once by stock minisign 0.11: `minisign -G -W`, `printf 'kiosk\n'`, `minisign -S -t 'seq:1'`.
 */
static void test_signature_of_stock_minisign_verifies(void **state)
{
	static const char key[] =
		"untrusted comment: minisign public key "
		"69A2DB0BA318FEA3\nRWSj/hijC9uiaTvQus1c5nZqGP0hhr+sY382roqY0m45szCkzvDwPrdO\n";
	static const char signature[] = "untrusted comment: signature from minisign secret key\n"
					"RUSj/"
					"hijC9uiaeiDEordBvafx++"
					"49heHDIebRjsTGNNin0gvf3wpdn6bCvjXwtFFw4xacfaHxz6q4pFJP0MAS"
					"Sk8k58Cb9dkjQk=\ntrusted comment: "
					"seq:1\nifRnK4FNPCM4kqogrGtbGlBqIDrZStuvjAPpryTDESV8frS+Yr/"
					"/vQPHGFit2EXNw1xMMp5JKWKXt45/NGQCAA==\n";
	struct minisign_key k;
	struct minisign_signature s;
	uint8_t hash[MINISIGN_HASH_BYTES];
	char id[MINISIGN_ID_TEXT];
	(void)state;

	assert_int_equal(minisign_key_parse("k", key, strlen(key), &k, NULL), ERR_OK);
	assert_int_equal(
		minisign_signature_parse("s", signature, strlen(signature), &s, NULL), ERR_OK);
	minisign_id_write(k.id, id);
	assert_string_equal(id, "69A2DB0BA318FEA3");
	forge_hash("kiosk\n", 6, hash);
	assert_int_equal(minisign_verify(&s, &k, hash, "s", NULL), ERR_OK);
	s.comment[4] = '2';
	assert_int_equal(minisign_verify(&s, &k, hash, "s", NULL), ERR_SYNTAX);
}

static void test_signature_every_changed_byte_is_refused(void **state)
{
	struct forge_key k = forge_key(1);
	struct buf text = { 0 };
	uint8_t hash[MINISIGN_HASH_BYTES];
	size_t from;
	(void)state;

	forge_sign(&k, TEXT, strlen(TEXT), COMMENT, false, &text);
	forge_hash(TEXT, strlen(TEXT), hash);
	from = strcspn(text.data, "\n");
	for (size_t at = from; at < text.size; at++) {
		struct minisign_signature s;

		text.data[at] ^= 1;
		if (minisign_signature_parse("s", text.data, text.size, &s, NULL) == ERR_OK &&
			minisign_verify(&s, &k.public, hash, "s", NULL) == ERR_OK)
			fail_msg("byte %zu may be changed", at);
		text.data[at] ^= 1;
	}
	for (size_t size = 0; size + 1 < text.size; size++) {
		struct minisign_signature s;

		if (minisign_signature_parse("s", text.data, size, &s, NULL) == ERR_OK)
			fail_msg("%zu of %zu bytes are enough", size, text.size);
	}
	buf_finish(&text);
}

static void test_signature_caps_and_extra_lines(void **state)
{
	struct forge_key k = forge_key(1);
	char long_comment[1100];
	struct buf text = { 0 };
	struct minisign_signature s;
	struct diag d = { 0 };
	(void)state;

	memset(long_comment, 'x', sizeof(long_comment) - 1);
	long_comment[sizeof(long_comment) - 1] = '\0';
	forge_sign(&k, TEXT, strlen(TEXT), long_comment, false, &text);
	assert_int_equal(minisign_signature_parse("s", text.data, text.size, &s, &d), ERR_RANGE);
	buf_clear(&text);
	forge_sign(&k, TEXT, strlen(TEXT), "a\x01 b", false, &text);
	assert_int_equal(minisign_signature_parse("s", text.data, text.size, &s, NULL), ERR_SYNTAX);
	buf_clear(&text);
	forge_sign(&k, TEXT, strlen(TEXT), COMMENT, false, &text);
	buf_puts(&text, "more\n");
	assert_int_equal(minisign_signature_parse("s", text.data, text.size, &s, NULL), ERR_SYNTAX);
	buf_finish(&text);
}

/* ---------------------------------------------------------------- the key file */

#define KEYS_COMMENT "pack:keys seq:3 issued:2026-11-28 expires:2028-11-28"

static void write_keys(struct buf *out)
{
	struct forge_key national = forge_key(11), somali = forge_key(12);

	buf_puts(out, "product = servicekontor-kiosk\nversion = 3\nissued = 2026-11-28\n"
		      "expires = 2028-11-28\n[national]\nkey = ");
	forge_key_line(&national, out);
	buf_puts(out, "\nexpires = 2027-11-28\npack = sweden\npath = *\n[somali]\nkey = ");
	forge_key_line(&somali, out);
	buf_puts(out, "\nexpires = 2027-06-30\npack = lang-so\npath = locale/so/\n"
		      "path = languages/so.ini\n");
}

static void test_keys_need_two_different_roots(void **state)
{
	struct forge_key a = forge_key(1), b = forge_key(2), c = forge_key(3), x = forge_key(9);
	struct minisign_key roots[] = { a.public, b.public, c.public };
	struct minisign_key doubled[] = { a.public, a.public, b.public };
	struct buf text = { 0 };
	uint8_t hash[MINISIGN_HASH_BYTES];
	struct minisign_signature s[3];
	const char *comment = NULL;
	struct diag d = { 0 };
	(void)state;

	write_keys(&text);
	forge_hash(text.data, text.size, hash);
	s[0] = forge_signature(&a, text.data, text.size, KEYS_COMMENT);
	s[1] = forge_signature(&c, text.data, text.size, KEYS_COMMENT);
	s[2] = forge_signature(&x, text.data, text.size, KEYS_COMMENT);
	assert_int_equal(pack_keys_verify(roots, 3, s, 2, hash, "keys", &comment, NULL), ERR_OK);
	assert_string_equal(comment, KEYS_COMMENT);
	assert_int_equal(pack_keys_verify(roots, 3, s, 1, hash, "keys", &comment, &d), ERR_SYNTAX);
	assert_non_null(strstr(d.text, "signed by 1 of the root keys"));
	/* The same signature twice, a stranger's, and one root given twice. */
	s[1] = s[0];
	assert_int_not_equal(
		pack_keys_verify(roots, 3, s, 3, hash, "keys", &comment, NULL), ERR_OK);
	assert_int_not_equal(
		pack_keys_verify(doubled, 3, s, 2, hash, "keys", &comment, NULL), ERR_OK);
	/* Two roots, but they signed different things about it. */
	s[1] = forge_signature(&c, text.data, text.size, "another comment");
	assert_int_not_equal(
		pack_keys_verify(roots, 3, s, 2, hash, "keys", &comment, NULL), ERR_OK);
	buf_finish(&text);
}

static void test_keys_are_read(void **state)
{
	struct arena *a = arena_create(0);
	struct forge_key somali = forge_key(12);
	struct buf text = { 0 };
	struct pack_keys keys;
	const struct pack_key *k;
	struct diag d = { 0 };
	(void)state;

	write_keys(&text);
	if (pack_keys_parse(a, "keys", text.data, text.size, KEYS_COMMENT, &keys, &d) != ERR_OK)
		fail_msg("%s", d.text);
	assert_int_equal(keys.count, 2);
	assert_int_equal(keys.id.seq, 3);
	k = pack_keys_find(&keys, somali.public.id);
	assert_non_null(k);
	assert_string_equal(k->title, "somali");
	assert_true(pack_key_may_sign(k, "lang-so"));
	assert_false(pack_key_may_sign(k, "sweden"));
	buf_finish(&text);
	arena_destroy(a);
}

static void test_keys_refused(void **state)
{
	static const struct {
		const char *line, *says; /* appended to the file above, in [somali] */
	} cases[] = {
		{ "pack = keys\n", "keys:" },
		{ "path = ../x\n", "keys:" },
		{ "path = /\n", "keys:" },
		{ "expires = 2030-01-01\n", "keys:" },
		{ "color = red\n", "color" },
		{ "[Somali]\npack = x\n", "Somali" },
		{ "[third]\npack = x\n", "[third] needs" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *a = arena_create(0);
		struct buf text = { 0 };
		struct pack_keys keys;
		struct diag d = { 0 };

		write_keys(&text);
		buf_puts(&text, cases[i].line);
		if (pack_keys_parse(a, "keys", buf_str(&text), text.size, KEYS_COMMENT, &keys,
			    &d) == ERR_OK)
			fail_msg("passed: %s", cases[i].line);
		if (!strstr(d.text, cases[i].says))
			fail_msg("%s: said %s", cases[i].line, d.text);
		buf_finish(&text);
		arena_destroy(a);
	}
}

static void test_keys_comment_must_agree(void **state)
{
	struct arena *a = arena_create(0);
	struct buf text = { 0 };
	struct pack_keys keys;
	(void)state;

	write_keys(&text);
	assert_int_not_equal(
		pack_keys_parse(a, "keys", text.data, text.size,
			"pack:keys seq:4 issued:2026-11-28 expires:2028-11-28", &keys, NULL),
		ERR_OK);
	buf_finish(&text);
	arena_destroy(a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_signature_of_ours_verifies),
		cmocka_unit_test(test_signature_of_stock_minisign_verifies),
		cmocka_unit_test(test_signature_every_changed_byte_is_refused),
		cmocka_unit_test(test_signature_caps_and_extra_lines),
		cmocka_unit_test(test_keys_need_two_different_roots),
		cmocka_unit_test(test_keys_are_read),
		cmocka_unit_test(test_keys_refused),
		cmocka_unit_test(test_keys_comment_must_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
