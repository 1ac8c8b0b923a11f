/* The parts of a pack by themselves: manifest, names, ustar headers, the whole file. What an
 * attacker may try with them is in test_pack_attacks.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../support/pack_forge.h"
#include "pack/tar.h"

static const struct forge_file files[] = { { "facts.xml", "<facts/>" },
	{ "guides/sfi.xml", "<guide/>" }, { "guides/start.xml", "" },
	{ "languages/so.ini", "code = so\n" } };
#define FILES 4

static struct pack_identity sweden(void)
{
	return forge_identity("sweden", 12, "2026-11-28", "2027-05-28");
}

static void test_pack_forms_of_numbers_days_names(void **state)
{
	static const char *const bad_days[] = { "2026-02-29", "2026-13-01", "2026-1-01", "",
		"2026-11-28 ", "2026-00-10", "2100-02-29" };
	static const char *const bad_names[] = { "", "Sweden", "1a", "a_b", "../x",
		"a23456789012345678901234567890123" };
	static const char *const bad_numbers[] = { "", "-1", "+1", "01", "1000", "1 ", "0x1",
		"99999999999999999999999" };
	uint64_t n;
	(void)state;

	assert_true(pack_day_is_valid("2028-02-29"));
	assert_true(pack_name_is_valid("lang-so"));
	assert_true(pack_number_parse("999", 999, &n) && n == 999);
	assert_true(pack_number_parse("0", 999, &n) && n == 0);
	for (size_t i = 0; i < sizeof(bad_days) / sizeof(*bad_days); i++)
		assert_false(pack_day_is_valid(bad_days[i]));
	for (size_t i = 0; i < sizeof(bad_names) / sizeof(*bad_names); i++)
		assert_false(pack_name_is_valid(bad_names[i]));
	for (size_t i = 0; i < sizeof(bad_numbers) / sizeof(*bad_numbers); i++)
		assert_false(pack_number_parse(bad_numbers[i], 999, &n));
}

static void test_manifest_comes_back_as_it_was_written(void **state)
{
	struct arena *a = arena_create(0);
	struct pack_identity id = sweden();
	struct pack_manifest m;
	struct buf text = { 0 };
	struct diag d = { 0 };
	char comment[PACK_COMMENT_BYTES];
	uint8_t hash[PACK_HASH_BYTES];
	(void)state;

	forge_manifest(&id, files, FILES, &text);
	if (pack_manifest_parse(a, "m", text.data, text.size, &m, &d) != ERR_OK)
		fail_msg("%s", d.text);
	assert_int_equal(m.count, FILES);
	assert_string_equal(m.files[1].path, "guides/sfi.xml");
	assert_int_equal(m.files[1].size, 8);
	assert_int_equal(m.id.seq, 12);
	pack_hash("<facts/>", 8, hash);
	assert_memory_equal(m.files[0].hash, hash, sizeof(hash));
	pack_identity_comment(&m.id, comment);
	assert_string_equal(comment, "pack:sweden seq:12 issued:2026-11-28 expires:2027-05-28");
	buf_finish(&text);
	arena_destroy(a);
}

/* Replaces the first `old` in the text. */
static void edit(struct buf *text, const char *old, const char *new)
{
	struct buf out = { 0 };
	const char *at = strstr(buf_str(text), old);

	if (!at)
		fail_msg("\"%s\" is not in the manifest", old);
	buf_append(&out, text->data, (size_t)(at - text->data));
	buf_puts(&out, new);
	buf_puts(&out, at + strlen(old));
	buf_finish(text);
	*text = out;
}

static void test_manifest_refuses_with_a_place(void **state)
{
	static const struct {
		const char *old, *new, *says;
	} cases[] = {
		{ "seq = 12", "seq = 0", "m:3:" },
		{ "seq = 12", "seq = 1000000000", "m:3:" },
		{ "seq = 12", "seq = 12\nseq = 12", "not written as" },
		{ "seq = 12\n", "", "not written as" },
		{ "seq = 12", "seq =  12", "not written as" },
		{ "seq = 12", "seq = 12 ; newer", "not written as" },
		{ "name = sweden", "name = SWEDEN", "m:2:" },
		{ "issued = 2026-11-28", "issued = 2027-11-28", "before it was issued" },
		{ "min-firmware = 1", "min-firmware = 2", "needs firmware 2" },
		{ "count = 4", "count = 3", "more files than count" },
		{ "count = 4", "count = 5", "lists 4 files" },
		{ "count = 4", "count = 5000", "m:8:" },
		{ "size = 26", "size = 27", "size = 27" },
		{ "size = 26", "size = 300000000", "m:7:" },
		{ "[files]", "[more]", "m:10:" },
		{ "[files]", "[files]\nmanifest.ini = 0 x", "list itself" },
		{ "facts.xml = 8 ", "facts.xml = 9", "m:10:" },
		{ "facts.xml = 8", "facts.xml = 08", "m:10:" },
		{ "facts.xml = 8", "facts.xml = 99999999999", "m:10:" },
		{ "languages", "facts", "in order" },
		{ "guides/start.xml", "guides/../s.xml", "begins with a dot" },
		/* The reader of INI texts has ways back to the first section. */
		{ "guides/sfi", "[]\ncount = 4000\n[files]\nguides/sfi", "no section" },
		{ "code", "code", NULL },
	};
	struct pack_identity id = sweden();
	(void)state;

	for (size_t i = 0; cases[i].says; i++) {
		struct arena *a = arena_create(0);
		struct buf text = { 0 };
		struct pack_manifest m;
		struct diag d = { 0 };

		forge_manifest(&id, files, FILES, &text);
		edit(&text, cases[i].old, cases[i].new);
		if (pack_manifest_parse(a, "m", text.data, text.size, &m, &d) == ERR_OK)
			fail_msg("passed: %s", cases[i].new);
		if (!strstr(d.text, cases[i].says))
			fail_msg("%s: said: %s", cases[i].new, d.text);
		buf_finish(&text);
		arena_destroy(a);
	}
}

static void test_paths_order_shows_what_must_not_be(void **state)
{
	static const struct {
		const char *before, *path, *says; /* NULL = allowed */
	} cases[] = {
		{ NULL, "a", NULL },
		{ "a", "b", NULL },
		{ "a/b", "a.b", NULL },
		{ "Ab/c", "Ab/d", NULL },
		{ "a", "a", "twice;" },
		{ "a/B", "a/b", "another case" },
		{ "a/b", "A/c", "another case" },
		{ "a", "a/b", "a file and a folder" },
		{ "b", "a", "in order" },
		{ "a.b", "a/b", "in order" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct diag d = { 0 };
		enum err err = pack_path_follows("x", cases[i].before, false, cases[i].path, &d);

		assert_int_equal(err == ERR_OK, cases[i].says == NULL);
		if (cases[i].says && !strstr(d.text, cases[i].says))
			fail_msg("%s: said: %s", cases[i].path, d.text);
	}
	assert_int_equal(pack_path_follows("x", "a", true, "a/b", NULL), ERR_OK);
}

static void test_tar_header_comes_back(void **state)
{
	uint8_t block[TAR_BLOCK];
	struct tar_entry e;
	char longest[PACK_PATH_MAX + 1];
	(void)state;

	memset(longest, 'a', PACK_PATH_MAX);
	longest[PACK_PATH_MAX] = '\0';
	tar_header_write(longest, 1234567, block);
	assert_int_equal(tar_header_parse(block, "t", 0, PACK_FILE_MAX, &e, NULL), ERR_OK);
	assert_int_equal(e.kind, TAR_FILE);
	assert_int_equal(e.size, 1234567);
	assert_string_equal(e.path, longest);
	memset(block, 0, sizeof(block));
	assert_int_equal(tar_header_parse(block, "t", 0, PACK_FILE_MAX, &e, NULL), ERR_OK);
	assert_int_equal(e.kind, TAR_END);
}

struct seen {
	struct buf text;
	int files;
};

static enum err see_begin(void *ctx, const struct pack_file *file, struct diag *d)
{
	struct seen *s = ctx;

	(void)d;
	s->files++;
	buf_printf(&s->text, "[%s]", file->path);
	return ERR_OK;
}

static enum err see_write(void *ctx, const void *bytes, size_t size, struct diag *d)
{
	(void)d;
	buf_append(&((struct seen *)ctx)->text, bytes, size);
	return ERR_OK;
}

static void test_pack_hands_out_its_files(void **state)
{
	struct arena *a = arena_create(0);
	struct pack_identity id = sweden();
	struct buf pack = { 0 };
	struct seen seen = { 0 };
	struct pack_sink sink = { .begin = see_begin, .write = see_write, .ctx = &seen };
	struct forge_reader r;
	struct pack_source source;
	struct pack_manifest m;
	struct diag d = { 0 };
	(void)state;

	forge_pack(&id, files, FILES, &pack);
	source = forge_source(&r, pack.data, pack.size);
	if (pack_read(a, "x.pack", &source, &sink, &m, &d) != ERR_OK)
		fail_msg("%s", d.text);
	assert_int_equal(seen.files, FILES);
	assert_string_equal(buf_str(&seen.text),
		"[facts.xml]<facts/>[guides/sfi.xml]<guide/>[guides/start.xml]"
		"[languages/so.ini]code = so\n");
	buf_finish(&seen.text);
	buf_finish(&pack);
	arena_destroy(a);
}

/* A member without bytes that is a folder. */
static void put_folder(struct buf *out, const char *path)
{
	size_t at = out->size;

	forge_member(path, "", 0, out);
	out->data[at + 156] = '5';
	forge_checksum(out, at);
}

static void test_pack_refuses_what_the_manifest_does_not_say(void **state)
{
	static const struct {
		/* Behind the manifest; a path that ends in / is a folder. */
		struct forge_file members[2];
		const char *says;
	} cases[] = {
		{ { { NULL, NULL } }, "\"facts.xml\" of the manifest is missing" },
		{ { { "guides/sfi.xml", "<guide/>" } },
			"holds \"guides/sfi.xml\" where the manifest has \"facts.xml\"" },
		{ { { "facts.xml", "<facts/>." } }, "has 9 bytes, the manifest says 8" },
		{ { { "facts.xml", "<faxts/>" } }, "\"facts.xml\" is not what the manifest says" },
		{ { { "icons/", "" } }, "the folder \"icons\" has no file of the manifest" },
		{ { { "facts.xml", "<facts/>" }, { "guides/", "" } },
			"\"guides/sfi.xml\" of the manifest is missing" },
	};
	struct pack_identity id = sweden();
	(void)state;

	for (size_t i = 0; i <= sizeof(cases) / sizeof(*cases); i++) {
		bool has_manifest = i < sizeof(cases) / sizeof(*cases);
		const struct forge_file *members = has_manifest ? cases[i].members : files;
		struct arena *a = arena_create(0);
		struct buf manifest = { 0 }, pack = { 0 };
		struct diag d = { 0 };
		struct pack_manifest m;
		struct forge_reader r;
		struct pack_source source;

		forge_manifest(&id, files, FILES, &manifest);
		if (has_manifest)
			forge_member(PACK_MANIFEST_NAME, manifest.data, manifest.size, &pack);
		for (int j = 0; j < 2 && members[j].path; j++) {
			if (members[j].path[strlen(members[j].path) - 1] == '/')
				put_folder(&pack, members[j].path);
			else
				forge_member(members[j].path, members[j].text,
					strlen(members[j].text), &pack);
		}
		forge_end(&pack);
		source = forge_source(&r, pack.data, pack.size);
		assert_int_not_equal(pack_read(a, "x.pack", &source, NULL, &m, &d), ERR_OK);
		if (!strstr(d.text, has_manifest ? cases[i].says : "does not begin with"))
			fail_msg("case %zu said \"%s\"", i, d.text);
		buf_finish(&manifest);
		buf_finish(&pack);
		arena_destroy(a);
	}
}

/* Every byte counts, though nobody has signed it; what the manifest says of itself only a signature
 * can hold. */
static void test_pack_any_changed_bit_is_seen(void **state)
{
	struct pack_identity id = sweden();
	struct buf pack = { 0 };
	int passed = 0;
	(void)state;

	forge_pack(&id, files, FILES, &pack);
	for (size_t at = 0; at < pack.size; at++) {
		struct arena *a;
		struct forge_reader r;
		struct pack_source source = forge_source(&r, pack.data, pack.size);
		struct pack_manifest m;

		if (at >= TAR_BLOCK &&
			at < (size_t)(strstr(pack.data + TAR_BLOCK, "[files]") - pack.data))
			continue;
		a = arena_create(0);
		pack.data[at] ^= 1;
		passed += pack_read(a, "x.pack", &source, NULL, &m, NULL) == ERR_OK;
		pack.data[at] ^= 1;
		arena_destroy(a);
	}
	assert_int_equal(passed, 0);
	buf_finish(&pack);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pack_forms_of_numbers_days_names),
		cmocka_unit_test(test_manifest_comes_back_as_it_was_written),
		cmocka_unit_test(test_manifest_refuses_with_a_place),
		cmocka_unit_test(test_paths_order_shows_what_must_not_be),
		cmocka_unit_test(test_tar_header_comes_back),
		cmocka_unit_test(test_pack_hands_out_its_files),
		cmocka_unit_test(test_pack_refuses_what_the_manifest_does_not_say),
		cmocka_unit_test(test_pack_any_changed_bit_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
