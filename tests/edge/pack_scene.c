#include "pack_scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pack/folder_linux.h"
#include "platform/files_linux.h"

void scene_put(const char *path, const struct buf *text)
{
	if (file_write(path, text->data, text->size, NULL) != ERR_OK)
		fail_msg("cannot write %s", path);
}

static void write_roots(struct scene *s)
{
	for (uint8_t i = 1; i <= 3; i++) {
		struct forge_key k = forge_key(i);
		struct buf out = { 0 };
		char path[160];

		buf_puts(&out, "untrusted comment: root\n");
		forge_key_line(&k, &out);
		buf_putc(&out, '\n');
		snprintf(path, sizeof(path), "%s/%u.pub", s->roots, (unsigned)i);
		scene_put(path, &out);
		buf_finish(&out);
	}
}

/* DIR/keys and its two signatures. */
static void write_keys(struct scene *s, uint32_t version, const uint8_t roots[2],
	const struct scene_key *keys, int count)
{
	struct buf text = { 0 }, out = { 0 };
	char path[160], comment[80];

	buf_printf(&text,
		"product = servicekontor-kiosk\nversion = %u\nissued = 2026-11-28\n"
		"expires = 2028-11-28\n",
		(unsigned)version);
	for (int i = 0; i < count; i++) {
		struct forge_key k = forge_key(keys[i].number);

		buf_printf(&text, "[key-%u]\nkey = ", (unsigned)keys[i].number);
		forge_key_line(&k, &text);
		buf_printf(&text, "\nexpires = %s\npath = %s\npack = %s\n", keys[i].expires,
			keys[i].path, keys[i].pack);
	}
	snprintf(path, sizeof(path), "%s/keys", s->dir);
	scene_put(path, &text);
	snprintf(comment, sizeof(comment), "pack:keys seq:%u issued:2026-11-28 expires:2028-11-28",
		(unsigned)version);
	for (int i = 0; i < 2; i++) {
		struct forge_key k = forge_key(roots[i]);

		buf_clear(&out);
		forge_sign(&k, text.data, text.size, comment, false, &out);
		snprintf(path, sizeof(path), "%s/keys.%d.minisig", s->dir, i + 1);
		scene_put(path, &out);
	}
	buf_finish(&text);
	buf_finish(&out);
}

void scene_bring_keys(struct scene *s, uint32_t version, const uint8_t roots[2],
	const struct scene_key *keys, int count)
{
	static struct pack_trust fresh;
	char path[160];

	write_keys(s, version, roots, keys, count);
	snprintf(path, sizeof(path), "%s/keys", s->dir);
	if (trust_read_roots(s->a, s->roots, &fresh, &s->d) != ERR_OK ||
		trust_read_keys_at(s->a, path, &fresh, &s->d) != ERR_OK ||
		store_adopt_keys(&s->store, &fresh, SCENE_TODAY, "keys", &s->d) != ERR_OK)
		fail_msg("%s", s->d.text);
}

void scene_open_store(struct scene *s)
{
	if (store_open(s->a, s->store_path, true, &s->store, &s->d) != ERR_OK ||
		store_read_trust(&s->store, s->roots, &s->d) != ERR_OK)
		fail_msg("%s", s->d.text);
}

void scene_begin(struct scene *s)
{
	static const uint8_t roots[] = { 1, 2 };
	static const struct scene_key keys[] = { { 11, "sweden", "*", "2028-01-01" },
		{ 12, "lang-so", "*", "2028-01-01" } };

	*s = (struct scene){ .a = arena_create(0) };
	snprintf(s->dir, sizeof(s->dir), "/tmp/kiosk-pack-test.XXXXXX");
	assert_non_null(mkdtemp(s->dir));
	snprintf(s->store_path, sizeof(s->store_path), "%s/store", s->dir);
	snprintf(s->roots, sizeof(s->roots), "%s/roots", s->dir);
	snprintf(s->file, sizeof(s->file), "%s/x.pack", s->dir);
	assert_int_equal(mkdir(s->roots, 0755), 0);
	write_roots(s);
	scene_open_store(s);
	scene_bring_keys(s, 1, roots, keys, 2);
}

void scene_end(struct scene *s)
{
	int tmp = open("/tmp", O_RDONLY | O_DIRECTORY);

	store_close(&s->store);
	arena_destroy(s->a);
	assert_int_equal(folder_remove(tmp, s->dir + 5), 0);
	close(tmp);
}

void scene_write_pack_for(struct scene *s, uint8_t key, const struct pack_identity *id,
	const struct forge_file *files, int count, char firmware)
{
	static const char field[] = "min-firmware = ";
	struct forge_key k = forge_key(key);
	struct buf pack = { 0 }, minisig = { 0 };
	char comment[PACK_COMMENT_BYTES], minisig_path[160];

	forge_pack(id, files, count, &pack);
	if (firmware) {
		char *at = memmem(pack.data, pack.size, field, strlen(field));

		assert_non_null(at);
		at[strlen(field)] = firmware;
	}
	pack_identity_comment(id, comment);
	forge_sign(&k, pack.data, pack.size, comment, false, &minisig);
	scene_put(s->file, &pack);
	snprintf(minisig_path, sizeof(minisig_path), "%s.minisig", s->file);
	scene_put(minisig_path, &minisig);
	buf_finish(&pack);
	buf_finish(&minisig);
}

void scene_write_pack(struct scene *s, uint8_t key, const char *name, uint32_t seq,
	const char *path, const char *text)
{
	struct pack_identity id = forge_identity(name, seq, "2026-11-30", "2027-05-30");
	struct forge_file file = { path, text };

	scene_write_pack_for(s, key, &id, &file, 1, 0);
}

enum err scene_install_with(struct scene *s, const char *check, int timeout_s)
{
	struct install_job job = { .store = &s->store,
		.file = s->file,
		.check = check,
		.today = SCENE_TODAY,
		.timeout_s = timeout_s };

	s->d = (struct diag){ 0 };
	return install_run(&job, &s->d);
}

enum err scene_install(struct scene *s)
{
	return scene_install_with(s, "/bin/true", 10);
}

const char *scene_shown(struct scene *s, const char *path)
{
	const char *full = arena_printf(s->a, "%s/current/content/%s", s->store_path, path);
	char *text;

	return file_read(s->a, full, FILE_TEXT_MAX, &text, NULL, NULL) == ERR_OK ? text : "";
}

void scene_assert_says(const struct scene *s, const char *words)
{
	if (!strstr(s->d.text, words))
		fail_msg("said \"%s\", not \"%s\"", s->d.text, words);
}

void scene_bring(struct scene *s, uint8_t key, const char *name, uint32_t seq, const char *path,
	const char *text, enum err expected, const char *words)
{
	scene_write_pack(s, key, name, seq, path, text);
	assert_int_equal(scene_install(s), expected);
	if (words)
		scene_assert_says(s, words);
}
