/* Several packs that stand side by side, and who may change what in them: scopes, expiry, lost
 * keys, other firmware. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "pack/stage_linux.h"
#include "pack/unpack_linux.h"
#include "pack_scene.h"
#include "platform/files_linux.h"

#define GUIDES_SO "locale/so/LC_MESSAGES/guides-so.mo"
#define KIOSK_SO "locale/so/LC_MESSAGES/kiosk-so.mo"

/* The nation, a town, and a language team, each with what is its own. */
static void begin_with_scopes(struct scene *s)
{
	static const uint8_t roots[] = { 1, 3 };
	static const struct scene_key keys[] = {
		{ 11, "sweden", "*", "2028-01-01" },
		{ 12, "lang-so", GUIDES_SO, "2028-01-01" },
		{ 13, "town", "local.xml", "2028-01-01" },
		{ 14, "lang-ar", "locale/ar/", "2026-11-30" },
	};

	scene_begin(s);
	scene_bring_keys(s, 2, roots, keys, 4);
}

static void install_three(struct scene *s)
{
	static const struct forge_file national[] = { { "facts.xml", "facts one" },
		{ KIOSK_SO, "emergency one" } };
	struct pack_identity id = forge_identity("sweden", 1, "2026-11-30", "2026-12-31");

	scene_write_pack_for(s, 11, &id, national, 2, 0);
	assert_int_equal(scene_install(s), ERR_OK);
	scene_write_pack(s, 13, "town", 1, "local.xml", "town one");
	assert_int_equal(scene_install(s), ERR_OK);
	scene_write_pack(s, 12, "lang-so", 1, GUIDES_SO, "haa");
	assert_int_equal(scene_install(s), ERR_OK);
}

static void assert_shows(struct scene *s, const char *facts, const char *town, const char *so)
{
	assert_string_equal(scene_shown(s, "facts.xml"), facts);
	assert_string_equal(scene_shown(s, KIOSK_SO), "emergency one");
	assert_string_equal(scene_shown(s, "local.xml"), town);
	assert_string_equal(scene_shown(s, GUIDES_SO), so);
}

static void test_generation_of_nation_town_and_language(void **state)
{
	struct scene s;
	(void)state;

	begin_with_scopes(&s);
	install_three(&s);
	assert_int_equal(s.store.current.count, 3);
	assert_shows(&s, "facts one", "town one", "haa");
	scene_bring(&s, 13, "town", 2, "local.xml", "town two", ERR_OK, NULL);
	assert_shows(&s, "facts one", "town two", "haa");
	assert_int_equal(install_rollback(&s.store, &s.d), ERR_OK);
	assert_shows(&s, "facts one", "town one", "haa");
	scene_end(&s);
}

static void test_scope_of_a_language_key(void **state)
{
	/* The emergency text of its own language, other languages, fonts, facts, the town's. */
	static const char *const foreign[] = { KIOSK_SO, "locale/ar/LC_MESSAGES/guides-ar.mo",
		"fonts.ini", "facts.xml", "local.xml", "locale/so/LC_MESSAGES/guides-so.mo.x" };
	struct scene s;
	(void)state;

	begin_with_scopes(&s);
	install_three(&s);
	for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++) {
		scene_bring(&s, 12, "lang-so", 2, foreign[i], "evil", ERR_UNSUPPORTED,
			"may not replace");
	}
	/* Not under another pack's name either. */
	scene_bring(
		&s, 12, "sweden", 2, GUIDES_SO, "evil", ERR_UNSUPPORTED, "may not sign the pack");
	assert_shows(&s, "facts one", "town one", "haa");
	scene_end(&s);
}

/* Content that is past its day is shown on and goes along into the next generation; a key that is
 * past its day installs nothing. */
static void test_expired_content_stays_and_expired_keys_do_not_install(void **state)
{
	struct scene s;
	struct install_job job = {
		.store = &s.store, .check = "/bin/true", .today = "2027-02-01", .timeout_s = 10
	};
	(void)state;

	begin_with_scopes(&s);
	install_three(&s);
	job.file = s.file;
	scene_write_pack(&s, 13, "town", 2, "local.xml", "town two");
	assert_int_equal(install_run(&job, &s.d), ERR_OK);
	assert_shows(&s, "facts one", "town two", "haa");
	scene_bring(&s, 14, "lang-ar", 1, "locale/ar/LC_MESSAGES/guides-ar.mo", "na'am", ERR_RANGE,
		"ended on 2026-11-30");
	assert_shows(&s, "facts one", "town two", "haa");
	scene_end(&s);
}

static void test_newer_firmware_is_needed(void **state)
{
	struct pack_identity id = forge_identity("sweden", 2, "2026-11-30", "2027-05-30");
	struct forge_file file = { "facts.xml", "facts two" };
	struct scene s;
	(void)state;

	begin_with_scopes(&s);
	install_three(&s);
	scene_write_pack_for(&s, 11, &id, &file, 1, '9');
	assert_int_equal(scene_install(&s), ERR_UNSUPPORTED);
	scene_assert_says(&s, "needs firmware 9");
	assert_shows(&s, "facts one", "town one", "haa");
	scene_end(&s);
}

/* Whoever stole the nation's key uses the highest number up. One root is lost as well: the other
 * two bring a new list of keys; the stolen key is out, and the numbers begin anew. */
static void test_lost_keys_and_used_up_numbers(void **state)
{
	static const uint8_t roots[] = { 2, 3 };
	static const struct scene_key keys[] = { { 21, "sweden", "*", "2028-01-01" },
		{ 12, "lang-so", GUIDES_SO, "2028-01-01" } };
	struct scene s;
	(void)state;

	begin_with_scopes(&s);
	scene_bring(&s, 12, "lang-so", 7, GUIDES_SO, "haa", ERR_OK, NULL);
	scene_bring(&s, 11, "sweden", PACK_SEQ_MAX, "facts.xml", "evil", ERR_OK, NULL);
	scene_bring(&s, 11, "sweden", 2, "facts.xml", "facts two", ERR_RANGE, NULL);
	scene_bring_keys(&s, 3, roots, keys, 2);
	scene_bring(&s, 11, "sweden", 3, "facts.xml", "evil again", ERR_SYNTAX,
		"none of the keys that count here");
	scene_bring(&s, 21, "sweden", 2, "facts.xml", "facts two", ERR_OK, NULL);
	assert_string_equal(scene_shown(&s, "facts.xml"), "facts two");
	/* Whose key is as before keeps its number. */
	scene_bring(&s, 12, "lang-so", 6, GUIDES_SO, "maya", ERR_RANGE, NULL);
	scene_end(&s);
}

static enum err admit_any(void *ctx, const struct pack_manifest *m, struct diag *d)
{
	(void)ctx, (void)m, (void)d;
	return ERR_OK;
}

/* A stick that gives each byte once: a pipe has no second reading. */
static void test_attack_pack_swapped_where_nothing_can_be_read_twice(void **state)
{
	struct progress progress = { .began_ms = -1 };
	uint8_t hash[MINISIGN_HASH_BYTES], expected[MINISIGN_HASH_BYTES];
	struct pack_manifest m;
	struct scene s;
	char *bytes;
	size_t size;
	int ends[2];
	(void)state;

	scene_begin(&s);
	scene_write_pack(&s, 11, "sweden", 1, "facts.xml", "good");
	assert_int_equal(file_read(s.a, s.file, FILE_TEXT_MAX, &bytes, &size, &s.d), ERR_OK);
	forge_hash(bytes, size, expected);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], bytes, size), size);
	close(ends[1]);
	assert_int_equal(stage_copy(ends[0], s.store.folder, PACK_BYTES_MAX, "x.pack", &progress,
				 hash, &s.d),
		ERR_OK);
	assert_memory_equal(hash, expected, sizeof(hash));
	assert_int_equal(read(ends[0], hash, 1), 0);
	close(ends[0]);
	assert_int_equal(
		unpack_pack(&s.store, "x.pack", admit_any, NULL, &progress, &m, &s.d), ERR_OK);
	assert_int_equal(m.count, 1);
	scene_end(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_generation_of_nation_town_and_language),
		cmocka_unit_test(test_scope_of_a_language_key),
		cmocka_unit_test(test_expired_content_stays_and_expired_keys_do_not_install),
		cmocka_unit_test(test_newer_firmware_is_needed),
		cmocka_unit_test(test_lost_keys_and_used_up_numbers),
		cmocka_unit_test(test_attack_pack_swapped_where_nothing_can_be_read_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
