/* The store on a disk: what attacks need one for, the health check's child, trial, rollback,
 * sweeping. Cuts at every system call are tried by tests/pack/cuts.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pack/child_linux.h"
#include "pack/folder_linux.h"
#include "pack/install_linux.h"
#include "pack/stage_linux.h"
#include "pack/unpack_linux.h"
#include "pack_scene.h"
#include "platform/files_linux.h"

static void test_store_installs_and_rolls_back(void **state)
{
	struct scene s;
	(void)state;

	scene_begin(&s);
	scene_bring(&s, 11, "sweden", 1, "facts.xml", "one", ERR_OK, NULL);
	assert_string_equal(scene_shown(&s, "facts.xml"), "one");
	scene_bring(&s, 12, "lang-so", 1, "locale/so/guides-so.mo", "haa", ERR_OK, NULL);
	scene_bring(&s, 11, "sweden", 2, "facts.xml", "two", ERR_OK, NULL);
	assert_string_equal(scene_shown(&s, "facts.xml"), "two");
	assert_string_equal(scene_shown(&s, "locale/so/guides-so.mo"), "haa");
	assert_int_equal(s.store.state.current, 3);
	assert_int_equal(install_rollback(&s.store, &s.d), ERR_OK);
	assert_string_equal(scene_shown(&s, "facts.xml"), "one");
	assert_string_equal(scene_shown(&s, "locale/so/guides-so.mo"), "haa");
	/* The mark stays: the older one may not come in anew, the newer one may. */
	scene_bring(&s, 11, "sweden", 1, "facts.xml", "one", ERR_RANGE, NULL);
	scene_bring(&s, 11, "sweden", 2, "facts.xml", "two", ERR_OK, NULL);
	assert_string_equal(scene_shown(&s, "facts.xml"), "two");
	scene_end(&s);
}

static void test_store_keeps_current_and_previous_only(void **state)
{
	struct scene s;
	const char **names;
	int count, folder;
	char path[160];
	(void)state;

	scene_begin(&s);
	for (uint32_t i = 1; i <= 4; i++) {
		char text[16];

		snprintf(text, sizeof(text), "number %u", (unsigned)i);
		scene_bring(&s, 11, "sweden", i, "facts.xml", text, ERR_OK, NULL);
	}
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/%s", s.store_path,
			i ? "generations" : "packs/sweden");
		folder = open(path, O_RDONLY | O_DIRECTORY);
		assert_int_equal(folder_list(s.a, folder, path, &names, &count, &s.d), ERR_OK);
		assert_int_equal(count, 2);
		close(folder);
	}
	snprintf(path, sizeof(path), "%s/staging", s.store_path);
	assert_int_equal(access(path, F_OK), -1);
	scene_end(&s);
}

static void test_store_refuses_what_two_packs_bring(void **state)
{
	struct scene s;
	(void)state;

	scene_begin(&s);
	scene_bring(&s, 11, "sweden", 1, "facts.xml", "112", ERR_OK, NULL);
	scene_bring(&s, 12, "lang-so", 1, "facts.xml", "113", ERR_SYNTAX,
		"\"lang-so\" and \"sweden\" both bring \"facts.xml\"");
	assert_string_equal(scene_shown(&s, "facts.xml"), "112");
	scene_end(&s);
}

/* A script as the judge; its path is in the arena. */
static const char *write_check(struct scene *s, const char *lines)
{
	const char *path = arena_printf(s->a, "%s/check", s->dir);
	struct buf text = { 0 };

	buf_printf(&text, "#!/bin/sh\n%s\n", lines);
	scene_put(path, &text);
	buf_finish(&text);
	assert_int_equal(chmod(path, 0755), 0);
	return path;
}

static void test_store_check_that_refuses_crashes_or_hangs_refuses(void **state)
{
	static const struct {
		const char *lines, *says;
	} cases[] = {
		{ "echo the Somali pages overflow; exit 1", "the Somali pages overflow" },
		{ "kill -SEGV $$", "crashed with signal 11" },
		{ "sleep 60", "was not done after 1 seconds" },
		{ "sleep 60 & exit 3", "refused it" },
	};
	struct scene s;
	(void)state;

	scene_begin(&s);
	scene_write_pack(&s, 11, "sweden", 1, "facts.xml", "one");
	assert_int_equal(
		scene_install_with(&s, write_check(&s, "grep -q one $1/facts.xml"), 10), ERR_OK);
	scene_write_pack(&s, 11, "sweden", 2, "facts.xml", "two");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_not_equal(
			scene_install_with(&s, write_check(&s, cases[i].lines), 1), ERR_OK);
		scene_assert_says(&s, cases[i].says);
		assert_string_equal(scene_shown(&s, "facts.xml"), "one");
		assert_int_equal(s.store.state.marks[0].seq, 1);
	}
	assert_int_not_equal(scene_install_with(&s, "/no/such/check", 1), ERR_OK);
	assert_int_equal(scene_install(&s), ERR_OK);
	scene_end(&s);
}

/* A trial that nobody ended: the kiosk was switched off. */
static void test_store_ends_a_trial_that_was_cut_off(void **state)
{
	struct scene s;
	struct store_state trial;
	(void)state;

	scene_begin(&s);
	scene_bring(&s, 11, "sweden", 1, "facts.xml", "one", ERR_OK, NULL);
	scene_bring(&s, 11, "sweden", 2, "facts.xml", "two", ERR_OK, NULL);
	trial = s.store.state;
	store_state_try(&trial, 1);
	assert_int_equal(store_save(&s.store, &trial, &s.d), ERR_OK);
	assert_int_equal(store_choose(&s.store, 1, &s.d), ERR_OK);
	assert_string_equal(scene_shown(&s, "facts.xml"), "one");
	store_close(&s.store);
	scene_open_store(&s);
	assert_string_equal(scene_shown(&s, "facts.xml"), "two");
	assert_int_equal(s.store.state.trying, 0);
	scene_end(&s);
}

static void test_store_has_one_writer(void **state)
{
	struct scene s;
	struct pack_store other;
	(void)state;

	scene_begin(&s);
	assert_int_equal(store_open(s.a, s.store_path, true, &other, &s.d), ERR_BUSY);
	store_close(&other);
	scene_end(&s);
}

static enum err stage(struct scene *s, int from, uint64_t cap_bytes, uint8_t hash[])
{
	struct progress progress = { .began_ms = -1 };

	return stage_copy(from, s->store.folder, cap_bytes, "x.pack", &progress, hash, &s->d);
}

static void test_attack_endless_data(void **state)
{
	struct scene s;
	uint8_t hash[MINISIGN_HASH_BYTES];
	char path[160];
	int zero = open("/dev/zero", O_RDONLY);
	struct stat st;
	(void)state;

	scene_begin(&s);
	assert_int_equal(stage(&s, zero, 1000000, hash), ERR_RANGE);
	scene_assert_says(&s, "goes on after 1000000 bytes");
	snprintf(path, sizeof(path), "%s/staging/pack", s.store_path);
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_size <= 1000000);
	close(zero);
	/* A file that is only said to be large, and what is no file. */
	scene_write_pack(&s, 11, "sweden", 1, "facts.xml", "one");
	assert_int_equal(truncate(s.file, 1LL << 40), 0);
	assert_int_equal(scene_install(&s), ERR_RANGE);
	assert_int_equal(unlink(s.file), 0);
	assert_int_equal(mkfifo(s.file, 0600), 0);
	assert_int_equal(scene_install(&s), ERR_RANGE);
	scene_end(&s);
}

struct swap {
	struct scene *s;
	const struct buf *evil;
};

/* The stick changes its mind once its bytes were copied. */
static enum err swap_and_admit(void *ctx, const struct pack_manifest *m, struct diag *d)
{
	const struct swap *swap = ctx;

	(void)m, (void)d;
	scene_put(swap->s->file, swap->evil);
	return ERR_OK;
}

static void test_attack_pack_swapped_between_the_reads(void **state)
{
	struct scene s;
	struct buf evil = { 0 };
	struct swap swap = { &s, &evil };
	struct progress progress = { .began_ms = -1 };
	struct pack_manifest m;
	struct pack_identity id = forge_identity("sweden", 1, "2026-11-30", "2027-05-30");
	struct forge_file file = { "facts.xml", "evil" };
	uint8_t hash[MINISIGN_HASH_BYTES], expected[MINISIGN_HASH_BYTES];
	struct store_pack pack = { .name = "sweden", .seq = 1 };
	char path[STORE_PATH_BYTES], *text;
	size_t size;
	int from;
	(void)state;

	scene_begin(&s);
	forge_pack(&id, &file, 1, &evil);
	scene_write_pack(&s, 11, "sweden", 1, "facts.xml", "good");
	assert_int_equal(file_read(s.a, s.file, FILE_TEXT_MAX, &text, &size, &s.d), ERR_OK);
	forge_hash(text, size, expected);
	from = open(s.file, O_RDONLY);
	assert_int_equal(stage(&s, from, PACK_BYTES_MAX, hash), ERR_OK);
	close(from);
	assert_memory_equal(hash, expected, sizeof(hash));
	assert_int_equal(
		unpack_pack(&s.store, "x.pack", swap_and_admit, &swap, &progress, &m, &s.d),
		ERR_OK);
	memcpy(pack.manifest, m.hash, sizeof(pack.manifest));
	store_pack_path(&pack, path);
	assert_int_equal(folder_read(s.a, s.store.folder, arena_printf(s.a, "%s/facts.xml", path),
				 100, &text, NULL, &s.d),
		ERR_OK);
	assert_string_equal(text, "good");
	buf_finish(&evil);
	scene_end(&s);
}

/* Names are resolved below the folder only, even if somebody has put links there. */
static void test_attack_symlink_in_the_folder(void **state)
{
	struct scene s;
	int folder, outside;
	(void)state;

	scene_begin(&s);
	folder = folder_make(s.store.folder, "staging/unpack");
	outside = open(s.dir, O_RDONLY | O_DIRECTORY);
	assert_true(folder >= 0 && outside >= 0);
	assert_int_equal(symlinkat(s.dir, folder, "guides"), 0);
	assert_int_equal(folder_create_file(folder, "guides/evil", 0644), -1);
	assert_int_equal(folder_create_file(folder, "../evil", 0644), -1);
	assert_int_equal(folder_create_file(folder, "/tmp/evil", 0644), -1);
	assert_int_equal(folder_create_file(folder, "guides", 0644), -1);
	assert_int_equal(faccessat(outside, "evil", F_OK, 0), -1);
	/* Sweeping does not follow it either. */
	assert_int_equal(folder_remove(s.store.folder, "staging"), 0);
	assert_int_equal(faccessat(outside, "keys", F_OK, 0), 0);
	close(folder);
	close(outside);
	scene_end(&s);
}

static void test_attack_keys_of_one_root_or_older(void **state)
{
	static struct pack_trust fresh;
	struct scene s;
	char path[160];
	(void)state;

	scene_begin(&s);
	snprintf(path, sizeof(path), "%s/keys", s.dir);
	assert_int_equal(trust_read_roots(s.a, s.roots, &fresh, &s.d), ERR_OK);
	assert_int_equal(trust_read_keys_at(s.a, path, &fresh, &s.d), ERR_OK);
	s.store.state.keys = 2;
	assert_int_equal(store_adopt_keys(&s.store, &fresh, SCENE_TODAY, "keys", &s.d), ERR_RANGE);
	scene_assert_says(&s, "version 2 is here already");
	snprintf(path, sizeof(path), "%s/keys.1.minisig", s.dir);
	assert_int_equal(unlink(path), 0);
	snprintf(path, sizeof(path), "%s/keys", s.dir);
	s.d = (struct diag){ 0 };
	assert_int_equal(trust_read_keys_at(s.a, path, &fresh, &s.d), ERR_SYNTAX);
	scene_assert_says(&s, "signed by 1 of the root keys");
	scene_end(&s);
}

/* The disk has lost the way back: forward stays open. */
static void test_store_without_the_previous_generation(void **state)
{
	struct scene s;
	(void)state;

	scene_begin(&s);
	scene_bring(&s, 11, "sweden", 1, "facts.xml", "one", ERR_OK, NULL);
	scene_bring(&s, 11, "sweden", 2, "facts.xml", "two", ERR_OK, NULL);
	assert_int_equal(folder_remove(s.store.folder, "generations/1"), 0);
	store_close(&s.store);
	scene_open_store(&s);
	assert_int_equal(install_rollback(&s.store, &s.d), ERR_MISSING);
	assert_string_equal(scene_shown(&s, "facts.xml"), "two");
	scene_bring(&s, 11, "sweden", 3, "facts.xml", "three", ERR_OK, NULL);
	assert_string_equal(scene_shown(&s, "facts.xml"), "three");
	scene_end(&s);
}

static void test_store_without_its_state_is_left_alone(void **state)
{
	struct scene s;
	char path[160];
	(void)state;

	scene_begin(&s);
	scene_bring(&s, 11, "sweden", 1, "facts.xml", "one", ERR_OK, NULL);
	snprintf(path, sizeof(path), "%s/state.ini", s.store_path);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(store_recover(&s.store, &s.d), ERR_MISSING);
	assert_string_equal(scene_shown(&s, "facts.xml"), "one");
	scene_end(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_store_installs_and_rolls_back),
		cmocka_unit_test(test_store_keeps_current_and_previous_only),
		cmocka_unit_test(test_store_refuses_what_two_packs_bring),
		cmocka_unit_test(test_store_check_that_refuses_crashes_or_hangs_refuses),
		cmocka_unit_test(test_store_ends_a_trial_that_was_cut_off),
		cmocka_unit_test(test_store_has_one_writer),
		cmocka_unit_test(test_attack_endless_data),
		cmocka_unit_test(test_attack_pack_swapped_between_the_reads),
		cmocka_unit_test(test_attack_symlink_in_the_folder),
		cmocka_unit_test(test_attack_keys_of_one_root_or_older),
		cmocka_unit_test(test_store_without_the_previous_generation),
		cmocka_unit_test(test_store_without_its_state_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
