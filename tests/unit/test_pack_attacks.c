/* Every attack on a content pack by its name (The Update Framework's list, and those on archives).
 * Each must be refused with a sentence; beside each stands what is nearly the same and must pass.
 * What needs a disk is in tests/edge/test_pack_store.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../support/pack_forge.h"
#include "pack/install.h"
#include "pack/tar.h"

#define TODAY "2026-12-01"

static const struct forge_file files[] = { { "facts.xml", "<facts/>" },
	{ "guides/sfi.xml", "<guide/>" }, { "locale/so/kiosk-so.mo", "112" } };
#define FILES 3

/* ---------------------------------------------------------------- who signs */

/* A kiosk with its keys, and what arrives at it. */
struct scene {
	struct arena *a;
	struct pack_keys keys;
	struct store_state state;
	struct store_generation current;
	struct pack_manifest manifest;
	struct diag d;
};

static void begin(struct scene *s)
{
	*s = (struct scene){ .a = arena_create(0) };
}

static void end(struct scene *s)
{
	arena_destroy(s->a);
}

static void add_key(struct buf *text, const char *title, uint8_t number, const char *rest)
{
	struct forge_key k = forge_key(number);

	buf_printf(text, "[%s]\nkey = ", title);
	forge_key_line(&k, text);
	buf_printf(text, "\n%s", rest);
}

static void read_keys(struct scene *s, uint32_t version, const char *title, uint8_t number)
{
	struct buf text = { 0 };
	char comment[PACK_COMMENT_BYTES];
	struct pack_identity id = forge_identity("keys", version, "2026-11-28", "2028-11-28");

	buf_printf(&text,
		"product = servicekontor-kiosk\nversion = %u\nissued = %s\nexpires = %s\n",
		(unsigned)version, id.issued, id.expires);
	add_key(&text, title, number, "expires = 2027-11-28\npack = sweden\npath = *\n");
	add_key(&text, "somali", 12,
		"expires = 2027-06-30\npack = lang-so\npath = locale/so/guides-so.mo\n");
	pack_identity_comment(&id, comment);
	if (pack_keys_parse(s->a, "keys", buf_str(&text), text.size, comment, &s->keys, &s->d) !=
		ERR_OK)
		fail_msg("%s", s->d.text);
	buf_finish(&text);
}

static void make_pack(
	const char *name, uint32_t seq, const char *issued, const char *expires, struct buf *out)
{
	struct pack_identity id = forge_identity(name, seq, issued, expires);

	buf_clear(out);
	forge_pack(&id, files, FILES, out);
}

/* The way of install_linux without a disk: signature, then the pack, then whether it may come in.
 */
static enum err arrive(struct scene *s, const struct buf *pack, const struct buf *minisig,
	const char *today, struct store_mark *mark_out)
{
	struct minisign_signature signature;
	struct install_candidate c = { .name = "x.pack",
		.manifest = &s->manifest,
		.keys = &s->keys,
		.comment = signature.comment };
	struct forge_reader r;
	struct pack_source source = forge_source(&r, pack->data, pack->size);
	uint8_t hash[MINISIGN_HASH_BYTES];
	bool is_here;
	enum err err;

	s->d = (struct diag){ 0 };
	err = minisign_signature_parse(
		"x.minisig", minisig->data, minisig->size, &signature, &s->d);
	if (err != ERR_OK)
		return err;
	c.key = pack_keys_find(&s->keys, signature.id);
	if (!c.key)
		return diag_fail(&s->d, ERR_SYNTAX, "none of the keys");
	forge_hash(pack->data, pack->size, hash);
	err = minisign_verify(&signature, &c.key->key, hash, "x.pack", &s->d);
	if (err == ERR_OK)
		err = pack_read(s->a, "x.pack", &source, NULL, &s->manifest, &s->d);
	today = store_state_today(&s->state, &s->keys, today);
	if (err == ERR_OK)
		err = install_admit(&c, &s->state, &s->current, today, &is_here, &s->d);
	if (err != ERR_OK || !mark_out)
		return err;
	*mark_out = (struct store_mark){ .seq = s->manifest.id.seq };
	memcpy(mark_out->name, s->manifest.id.name, sizeof(mark_out->name));
	memcpy(mark_out->issued, s->manifest.id.issued, sizeof(mark_out->issued));
	memcpy(mark_out->key_id, signature.id, sizeof(mark_out->key_id));
	memcpy(mark_out->manifest, s->manifest.hash, sizeof(mark_out->manifest));
	return ERR_OK;
}

/* Signs with key `number` and the right comment, and lets it arrive; accepts what may come in. */
static enum err sign_and_arrive(struct scene *s, uint8_t number, const char *name, uint32_t seq,
	const char *issued, const char *expires, const char *today)
{
	struct forge_key k = forge_key(number);
	struct pack_identity id = forge_identity(name, seq, issued, expires);
	struct buf pack = { 0 }, minisig = { 0 };
	char comment[PACK_COMMENT_BYTES];
	struct store_mark mark;
	enum err err;

	make_pack(name, seq, issued, expires, &pack);
	pack_identity_comment(&id, comment);
	forge_sign(&k, pack.data, pack.size, comment, false, &minisig);
	err = arrive(s, &pack, &minisig, today, &mark);
	if (err == ERR_OK) {
		store_state_try(&s->state, s->state.last + 1);
		assert_int_equal(store_state_accept(&s->state, &mark), ERR_OK);
	}
	buf_finish(&pack);
	buf_finish(&minisig);
	return err;
}

static void assert_says(const struct scene *s, const char *words)
{
	if (!strstr(s->d.text, words))
		fail_msg("said \"%s\", not \"%s\"", s->d.text, words);
}

/* The same; words: what the refusal says, or NULL. */
static void expect_arrival(struct scene *s, uint8_t number, const char *name, uint32_t seq,
	const char *issued, const char *expires, const char *today, enum err expected,
	const char *words)
{
	assert_int_equal(sign_and_arrive(s, number, name, seq, issued, expires, today), expected);
	if (words)
		assert_says(s, words);
}

static void test_attack_arbitrary_installation(void **state)
{
	struct scene s;
	(void)state;

	begin(&s);
	read_keys(&s, 1, "national", 11);
	expect_arrival(&s, 99, "sweden", 1, "2026-11-30", "2027-05-30", TODAY, ERR_SYNTAX,
		"none of the keys");
	/* The stranger's key under a name that counts. */
	for (int i = 0; i < s.keys.count; i++)
		memset(s.keys.keys[i].key.id, 99, sizeof(s.keys.keys[i].key.id));
	expect_arrival(&s, 99, "sweden", 1, "2026-11-30", "2027-05-30", TODAY, ERR_SYNTAX,
		"does not fit the file");
	end(&s);
}

/* Two genuine packs: the signature of one beside the other, and a comment of one over the other. */
static void test_attack_mix_and_match(void **state)
{
	struct forge_key k = forge_key(11);
	struct buf pack = { 0 }, other = { 0 }, minisig = { 0 };
	struct scene s;
	(void)state;

	begin(&s);
	read_keys(&s, 1, "national", 11);
	make_pack("sweden", 2, "2026-11-30", "2027-05-30", &pack);
	make_pack("sweden", 3, "2026-11-30", "2027-05-30", &other);
	forge_sign(&k, other.data, other.size,
		"pack:sweden seq:3 issued:2026-11-30 expires:2027-05-30", false, &minisig);
	assert_int_equal(arrive(&s, &pack, &minisig, TODAY, NULL), ERR_SYNTAX);
	assert_says(&s, "does not fit the file");
	assert_int_equal(arrive(&s, &other, &minisig, TODAY, NULL), ERR_OK);
	buf_clear(&minisig);
	forge_sign(&k, pack.data, pack.size,
		"pack:sweden seq:3 issued:2026-11-30 expires:2027-05-30", false, &minisig);
	assert_int_equal(arrive(&s, &pack, &minisig, TODAY, NULL), ERR_SYNTAX);
	assert_says(&s, "the manifest says");
	buf_finish(&pack);
	buf_finish(&other);
	buf_finish(&minisig);
	end(&s);
}

static void test_attack_rollback(void **state)
{
	struct scene s;
	(void)state;

	begin(&s);
	read_keys(&s, 1, "national", 11);
	expect_arrival(&s, 11, "sweden", 5, "2026-11-30", "2027-05-30", TODAY, ERR_OK, NULL);
	expect_arrival(
		&s, 11, "sweden", 4, "2026-11-29", "2027-05-30", TODAY, ERR_RANGE, "rollback only");
	/* The same number with other content. */
	expect_arrival(
		&s, 11, "sweden", 5, "2026-11-29", "2027-05-30", TODAY, ERR_RANGE, "next number");
	expect_arrival(&s, 11, "sweden", 6, "2026-11-30", "2027-05-30", TODAY, ERR_OK, NULL);
	/* Staff have gone back on purpose: the very pack of the mark may come again. */
	expect_arrival(&s, 11, "sweden", 6, "2026-11-30", "2027-05-30", TODAY, ERR_OK, NULL);
	end(&s);
}

/* Somebody goes on handing out what was right once, and sets the clock back. */
static void test_attack_indefinite_freeze(void **state)
{
	struct scene s;
	(void)state;

	begin(&s);
	read_keys(&s, 1, "national", 11);
	expect_arrival(&s, 11, "sweden", 1, "2026-11-28", "2026-12-31", "2026-12-31", ERR_OK, NULL);
	expect_arrival(&s, 11, "sweden", 2, "2026-11-28", "2026-12-31", "2027-01-01", ERR_RANGE,
		"could be installed until");
	expect_arrival(&s, 11, "sweden", 3, "2027-02-01", "2027-06-01", "1970-01-01", ERR_OK, NULL);
	expect_arrival(&s, 11, "sweden", 4, "2026-11-28", "2027-01-31", "1970-01-01", ERR_RANGE,
		"could be installed until");
	end(&s);
}

/* A stolen key uses the highest number up; a new key file frees the name again. */
static void test_attack_fast_forward(void **state)
{
	struct scene s;
	(void)state;

	begin(&s);
	read_keys(&s, 1, "national", 11);
	expect_arrival(
		&s, 11, "sweden", PACK_SEQ_MAX, "2026-11-30", "2027-05-30", TODAY, ERR_OK, NULL);
	read_keys(&s, 2, "national-2", 21);
	expect_arrival(&s, 21, "sweden", 7, "2026-11-30", "2027-05-30", TODAY, ERR_RANGE, NULL);
	store_state_rotate(&s.state, &s.keys);
	expect_arrival(&s, 21, "sweden", 7, "2026-11-30", "2027-05-30", TODAY, ERR_OK, NULL);
	end(&s);
}

static void test_attack_key_compromise_with_rotation(void **state)
{
	struct scene s;
	(void)state;

	begin(&s);
	read_keys(&s, 1, "national", 11);
	expect_arrival(&s, 11, "sweden", 1, "2026-11-30", "2027-05-30", TODAY, ERR_OK, NULL);
	read_keys(&s, 2, "national-2", 21);
	store_state_rotate(&s.state, &s.keys);
	assert_int_equal(s.state.keys, 2);
	expect_arrival(&s, 11, "sweden", 2, "2026-11-30", "2027-05-30", TODAY, ERR_SYNTAX,
		"none of the keys");
	/* A key that nobody took back ends by itself, and so does the list. */
	expect_arrival(&s, 21, "sweden", 3, "2026-11-30", "2030-05-30", "2027-11-29", ERR_RANGE,
		"the key \"national-2\" ended on 2027-11-28");
	expect_arrival(&s, 21, "sweden", 3, "2026-11-30", "2030-05-30", "2028-11-29", ERR_RANGE,
		"list of keys");
	end(&s);
}

/* The files hold the interface's catalogue, where the emergency text is: not the language team's.
 */
static void test_attack_language_key_cannot_replace_emergency_text(void **state)
{
	struct scene s;
	(void)state;

	begin(&s);
	read_keys(&s, 1, "national", 11);
	expect_arrival(&s, 12, "sweden", 1, "2026-11-30", "2027-05-30", TODAY, ERR_UNSUPPORTED,
		"may not sign the pack \"sweden\"");
	expect_arrival(&s, 12, "lang-so", 1, "2026-11-30", "2027-05-30", TODAY, ERR_UNSUPPORTED,
		"may not replace \"facts.xml\"");
	s.keys.keys[1].paths[0] = "facts.xml";
	s.keys.keys[1].paths[1] = "guides/";
	s.keys.keys[1].path_count = 2;
	expect_arrival(&s, 12, "lang-so", 1, "2026-11-30", "2027-05-30", TODAY, ERR_UNSUPPORTED,
		"may not replace \"locale/so/kiosk-so.mo\"");
	s.keys.keys[1].paths[2] = "locale/so/";
	s.keys.keys[1].path_count = 3;
	expect_arrival(&s, 12, "lang-so", 1, "2026-11-30", "2027-05-30", TODAY, ERR_OK, NULL);
	end(&s);
}

static void test_attack_legacy_signature_algorithm(void **state)
{
	struct forge_key k = forge_key(11);
	struct buf pack = { 0 }, minisig = { 0 };
	struct scene s;
	(void)state;

	begin(&s);
	read_keys(&s, 1, "national", 11);
	make_pack("sweden", 2, "2026-11-30", "2027-05-30", &pack);
	forge_sign(&k, pack.data, pack.size,
		"pack:sweden seq:2 issued:2026-11-30 expires:2027-05-30", true, &minisig);
	assert_int_equal(arrive(&s, &pack, &minisig, TODAY, NULL), ERR_UNSUPPORTED);
	assert_says(&s, "without -l");
	buf_finish(&pack);
	buf_finish(&minisig);
	end(&s);
}

static void test_attack_changed_trusted_comment(void **state)
{
	struct forge_key k = forge_key(11);
	struct buf pack = { 0 }, minisig = { 0 };
	struct scene s;
	(void)state;

	begin(&s);
	read_keys(&s, 1, "national", 11);
	make_pack("sweden", 2, "2026-11-30", "2027-05-30", &pack);
	forge_sign(&k, pack.data, pack.size,
		"pack:sweden seq:1 issued:2026-11-30 expires:2027-05-30", false, &minisig);
	strstr(minisig.data, "seq:1")[4] = '2';
	assert_int_equal(arrive(&s, &pack, &minisig, TODAY, NULL), ERR_SYNTAX);
	assert_says(&s, "trusted comment was changed");
	buf_finish(&pack);
	buf_finish(&minisig);
	end(&s);
}

/* ---------------------------------------------------------------- what is in the archive */

static enum err read_pack(const void *bytes, size_t size, struct diag *d)
{
	struct arena *a = arena_create(64u << 20);
	struct forge_reader r;
	struct pack_source source = forge_source(&r, bytes, size);
	struct pack_manifest m;
	enum err err;

	*d = (struct diag){ 0 };
	err = pack_read(a, "x.pack", &source, NULL, &m, d);
	arena_destroy(a);
	return err;
}

static void refuse(const struct buf *pack, const char *words)
{
	struct diag d;

	if (read_pack(pack->data, pack->size, &d) == ERR_OK)
		fail_msg("passed, and should have said \"%s\"", words);
	if (!strstr(d.text, words))
		fail_msg("said \"%s\", not \"%s\"", d.text, words);
}

/* A pack whose first file's header (after the manifest) is given away to be spoilt. */
static uint8_t *good_pack(struct buf *pack, size_t *at_out)
{
	struct pack_identity id = forge_identity("sweden", 2, "2026-11-30", "2027-05-30");
	struct buf manifest = { 0 };
	struct diag d;

	buf_clear(pack);
	forge_manifest(&id, files, FILES, &manifest);
	*at_out = TAR_BLOCK + manifest.size + (size_t)tar_padding(manifest.size);
	buf_finish(&manifest);
	forge_pack(&id, files, FILES, pack);
	assert_int_equal(read_pack(pack->data, pack->size, &d), ERR_OK);
	return (uint8_t *)pack->data + *at_out;
}

static void spoil_name(const char *name, const char *words)
{
	struct buf pack = { 0 };
	size_t at;
	uint8_t *header = good_pack(&pack, &at);

	memset(header, 0, 100);
	memcpy(header, name, strlen(name));
	forge_checksum(&pack, at);
	refuse(&pack, words);
	buf_finish(&pack);
}

static void spoil_type(char type, const char *words)
{
	struct buf pack = { 0 };
	size_t at;

	good_pack(&pack, &at)[156] = (uint8_t)type;
	forge_checksum(&pack, at);
	refuse(&pack, words);
	buf_finish(&pack);
}

/* The manifest lists what the archive must not have. */
static void spoil_manifest(const struct forge_file *bad, int count, const char *words)
{
	struct pack_identity id = forge_identity("sweden", 2, "2026-11-30", "2027-05-30");
	struct buf pack = { 0 };

	forge_pack(&id, bad, count, &pack);
	refuse(&pack, words);
	buf_finish(&pack);
}

static void test_attack_wrong_product(void **state)
{
	struct buf pack = { 0 };
	size_t at;
	(void)state;

	good_pack(&pack, &at);
	memcpy(strstr(pack.data + TAR_BLOCK, "servicekontor"), "ticketmachine", 13);
	refuse(&pack, "not for this product");
	buf_finish(&pack);
}

static void test_attack_truncated_at_every_byte(void **state)
{
	struct buf pack = { 0 };
	size_t at;
	struct diag d;
	(void)state;

	good_pack(&pack, &at);
	for (size_t size = 0; size < pack.size; size++) {
		if (read_pack(pack.data, size, &d) == ERR_OK)
			fail_msg("%zu of %zu bytes are enough", size, pack.size);
		if (size < TAR_BLOCK && !strstr(d.text, "in the middle"))
			fail_msg("%zu bytes: said %s", size, d.text);
	}
	buf_putc(&pack, '\0');
	refuse(&pack, "goes on after its end");
	buf_finish(&pack);
}

static void test_attack_path_traversal(void **state)
{
	static const struct forge_file up[] = { { "../facts.xml", "x" } },
				       inside[] = { { "guides/../../facts.xml", "x" } },
				       hidden[] = { { ".profile", "x" } },
				       back[] = { { "guides\\..\\x", "x" } };
	(void)state;

	spoil_name("../facts.xml", "begins with a dot");
	spoil_name("guides/../../facts.xml", "begins with a dot");
	spoil_name("./facts.xml", "begins with a dot");
	spoil_manifest(up, 1, "begins with a dot");
	spoil_manifest(inside, 1, "begins with a dot");
	spoil_manifest(hidden, 1, "begins with a dot");
	spoil_manifest(back, 1, "a character other than");
}

static void test_attack_absolute_path(void **state)
{
	static const struct forge_file bad[] = { { "/etc/passwd", "x" } };
	(void)state;

	spoil_name("/etc/passwd", "is absolute");
	spoil_name("guides//facts.xml", "is absolute");
	spoil_manifest(bad, 1, "is absolute");
}

/* What stands behind the end of the name, and the prefix that ustar would put before it. */
static void test_attack_hidden_part_of_a_name(void **state)
{
	struct buf pack = { 0 };
	size_t at;
	uint8_t *header = good_pack(&pack, &at);
	(void)state;

	header[50] = 'x';
	forge_checksum(&pack, at);
	refuse(&pack, "has more behind it");
	header[50] = 0;
	memcpy(header + 345, "..", 2);
	forge_checksum(&pack, at);
	refuse(&pack, "has more behind it");
	buf_finish(&pack);
}

static void test_attack_symlink(void **state)
{
	(void)state;
	spoil_type('2', "is a symbolic link");
}

static void test_attack_hard_link(void **state)
{
	struct buf pack = { 0 };
	size_t at;
	uint8_t *header;
	(void)state;

	spoil_type('1', "is a hard link");
	header = good_pack(&pack, &at);
	memcpy(header + 157, "etc", 3);
	forge_checksum(&pack, at);
	refuse(&pack, "names a link");
	buf_finish(&pack);
}

static void test_attack_device_node(void **state)
{
	(void)state;
	spoil_type('3', "is a device");
	spoil_type('4', "is a device");
	spoil_type('6', "is a named pipe");
	spoil_type('x', "something else");
	spoil_type('g', "something else");
	spoil_type('L', "something else");
	spoil_type('\0', "something else");
}

static void test_attack_duplicate_names(void **state)
{
	static const struct forge_file twice[] = { { "facts.xml", "a" }, { "facts.xml", "b" } },
				       folder[] = { { "facts", "a" }, { "facts/x", "b" } };
	struct buf pack = { 0 };
	size_t at;
	(void)state;

	spoil_manifest(twice, 2, "is there twice;");
	spoil_manifest(folder, 2, "a file and a folder");
	/* Once in the manifest, twice in the archive. */
	good_pack(&pack, &at);
	pack.size -= (size_t)2 * TAR_BLOCK;
	forge_member("facts.xml", "<facts/>", 8, &pack);
	forge_end(&pack);
	refuse(&pack, "not in the manifest");
	buf_finish(&pack);
}

static void test_attack_names_in_another_case(void **state)
{
	static const struct forge_file file[] = { { "facts.xml", "a" }, { "FACTS.xml", "b" } },
				       folder[] = { { "guides/a.xml", "a" },
					       { "Guides/b.xml", "b" } },
				       itself[] = { { "Manifest.INI", "a" } };
	(void)state;

	spoil_manifest(file, 2, "in another case");
	spoil_manifest(folder, 2, "in another case");
	spoil_manifest(itself, 1, "list itself");
	spoil_name("Facts.xml", "where the manifest has");
}

/* A million folders, each a header of its own, and a manifest that says it lists a million. */
struct endless {
	struct buf head;
	size_t at;
	uint64_t blocks;
};

static enum err read_endless(void *ctx, void *to, size_t size, size_t *got_out, struct diag *d)
{
	struct endless *e = ctx;
	uint8_t block[TAR_BLOCK];

	(void)d;
	*got_out = size;
	if (e->at < e->head.size) {
		memcpy(to, e->head.data + e->at, size);
		e->at += size;
		return ERR_OK;
	}
	tar_header_write("facts", 0, block);
	block[156] = '5';
	{
		struct buf one = { (char *)block, sizeof(block), sizeof(block), false };

		forge_checksum(&one, 0);
	}
	memcpy(to, block, size < sizeof(block) ? size : sizeof(block));
	e->blocks++;
	return ERR_OK;
}

static void test_attack_million_entries(void **state)
{
	static const struct forge_file deep[] = { { "facts/x", "a" } };
	struct pack_identity id = forge_identity("sweden", 2, "2026-11-30", "2027-05-30");
	struct arena *a = arena_create(16u << 20);
	struct endless e = { .at = 0 };
	struct pack_source source = { read_endless, &e };
	struct pack_manifest m;
	struct buf manifest = { 0 };
	struct diag d = { 0 };
	(void)state;

	forge_manifest(&id, deep, 1, &manifest);
	forge_member(PACK_MANIFEST_NAME, manifest.data, manifest.size, &e.head);
	assert_int_equal(pack_read(a, "x.pack", &source, NULL, &m, &d), ERR_RANGE);
	assert_non_null(strstr(d.text, "entries"));
	assert_true(e.blocks <= 2 * PACK_FILES_MAX);
	*strstr(manifest.data, "count = 1") = '#';
	d = (struct diag){ 0 };
	assert_int_not_equal(
		pack_manifest_parse(a, "m", manifest.data, manifest.size, &m, &d), ERR_OK);
	buf_clear(&manifest);
	buf_puts(&manifest, "product = servicekontor-kiosk\nname = sweden\nseq = 2\n"
			    "issued = 2026-11-30\nexpires = 2027-05-30\nmin-firmware = 1\n"
			    "size = 1\ncount = 1000000\n[files]\n");
	d = (struct diag){ 0 };
	assert_int_not_equal(
		pack_manifest_parse(a, "m", manifest.data, manifest.size, &m, &d), ERR_OK);
	assert_non_null(strstr(d.text, "count = 1000000"));
	buf_finish(&manifest);
	buf_finish(&e.head);
	arena_destroy(a);
}

static void test_attack_sparse_and_huge_sizes(void **state)
{
	static const char *const sizes[] = { "77777777777", "00777777777", "-0000000001",
		"0x000000010", "           " };
	struct buf pack = { 0 };
	size_t at;
	uint8_t *header;
	(void)state;

	spoil_type('S', "is a sparse file");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		header = good_pack(&pack, &at);
		memcpy(header + 124, sizes[i], 11);
		forge_checksum(&pack, at);
		refuse(&pack, "the size is not one of");
	}
	/* GNU's binary sizes. */
	header = good_pack(&pack, &at);
	memset(header + 124, 0xFF, 12);
	forge_checksum(&pack, at);
	refuse(&pack, "the size is not one of");
	/* A manifest of a gigabyte. */
	good_pack(&pack, &at);
	memcpy(pack.data + 124, "10000000000", 11);
	forge_checksum(&pack, 0);
	refuse(&pack, "the size is not one of");
	buf_finish(&pack);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_attack_arbitrary_installation),
		cmocka_unit_test(test_attack_mix_and_match),
		cmocka_unit_test(test_attack_rollback),
		cmocka_unit_test(test_attack_indefinite_freeze),
		cmocka_unit_test(test_attack_fast_forward),
		cmocka_unit_test(test_attack_key_compromise_with_rotation),
		cmocka_unit_test(test_attack_language_key_cannot_replace_emergency_text),
		cmocka_unit_test(test_attack_legacy_signature_algorithm),
		cmocka_unit_test(test_attack_changed_trusted_comment),
		cmocka_unit_test(test_attack_wrong_product),
		cmocka_unit_test(test_attack_truncated_at_every_byte),
		cmocka_unit_test(test_attack_path_traversal),
		cmocka_unit_test(test_attack_absolute_path),
		cmocka_unit_test(test_attack_hidden_part_of_a_name),
		cmocka_unit_test(test_attack_symlink),
		cmocka_unit_test(test_attack_hard_link),
		cmocka_unit_test(test_attack_device_node),
		cmocka_unit_test(test_attack_duplicate_names),
		cmocka_unit_test(test_attack_names_in_another_case),
		cmocka_unit_test(test_attack_million_entries),
		cmocka_unit_test(test_attack_sparse_and_huge_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
