#include "pack/trust_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pack/folder_linux.h"
#include "platform/files_linux.h"

#define PIECE_BYTES (128 << 10)
#define PATH_BYTES 4096

enum err trust_read_key(struct arena *a, const char *path, struct minisign_key *out, struct diag *d)
{
	char *text;
	size_t size;
	enum err err = file_read(a, path, MINISIGN_FILE_MAX, &text, &size, d);

	return err == ERR_OK ? minisign_key_parse(path, text, size, out, d) : err;
}

enum err trust_read_roots(struct arena *a, const char *dir, struct pack_trust *out, struct diag *d)
{
	const char **names;
	int count;
	enum err err = dir_list(a, dir, ".pub", &names, &count, d);

	if (err != ERR_OK)
		return err;
	if (count < PACK_ROOTS_NEEDED || count > PACK_ROOTS_MAX)
		return diag_fail(d, ERR_RANGE,
			"%s: holds %d root keys (*.pub); there must be %d, or %d of them", dir,
			count, PACK_ROOTS_MAX, PACK_ROOTS_NEEDED);
	for (int i = 0; err == ERR_OK && i < count; i++) {
		const char *path = arena_printf(a, "%s/%s", dir, names[i]);

		err = path ? trust_read_key(a, path, &out->roots[i], d) : ERR_MEMORY;
	}
	out->root_count = err == ERR_OK ? count : 0;
	return err;
}

static enum err verify_keys(
	struct arena *a, const char *where, struct pack_trust *t, struct diag *d)
{
	struct minisign_signature signatures[PACK_ROOTS_MAX];
	uint8_t hash[MINISIGN_HASH_BYTES];
	const char *comment = NULL;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < t->signature_count; i++)
		err = minisign_signature_parse(
			where, t->signature_texts[i], t->signature_sizes[i], &signatures[i], d);
	if (err != ERR_OK)
		return err;
	crypto_generichash(hash, sizeof(hash), (const void *)t->keys_text, t->keys_size, NULL, 0);
	err = pack_keys_verify(
		t->roots, t->root_count, signatures, t->signature_count, hash, where, &comment, d);
	if (err == ERR_OK)
		err = pack_keys_parse(a, where, t->keys_text, t->keys_size, comment, &t->keys, d);
	t->has_keys = err == ERR_OK;
	return err;
}

enum err trust_read_keys(struct arena *a, int folder, const char *name, const char *where,
	struct pack_trust *out, struct diag *d)
{
	char *text;
	enum err err = folder_read(a, folder, name, PACK_KEYS_FILE_MAX, &text, &out->keys_size, d);

	if (err != ERR_OK)
		return err;
	out->keys_text = text;
	out->signature_count = 0;
	for (int i = 1; i <= PACK_ROOTS_MAX; i++) {
		char file[PATH_BYTES];
		struct diag why = { 0 };
		int n = out->signature_count;

		snprintf(file, sizeof(file), "%s.%d.minisig", name, i);
		err = folder_read(
			a, folder, file, MINISIGN_FILE_MAX, &text, &out->signature_sizes[n], &why);
		if (err == ERR_MISSING)
			continue;
		if (err != ERR_OK)
			return diag_fail(d, err, "%s", why.text);
		out->signature_texts[n] = text;
		out->signature_count++;
	}
	return verify_keys(a, where, out, d);
}

enum err trust_read_keys_at(
	struct arena *a, const char *path, struct pack_trust *out, struct diag *d)
{
	char folder_copy[PATH_BYTES], name_copy[PATH_BYTES];
	int folder;
	enum err err;

	if (strlen(path) >= PATH_BYTES)
		return diag_fail(d, ERR_RANGE, "the path of the key file is too long");
	memcpy(folder_copy, path, strlen(path) + 1);
	memcpy(name_copy, path, strlen(path) + 1);
	folder = open(dirname(folder_copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return folder_fail(d, path, "open its folder");
	err = trust_read_keys(a, folder, basename(name_copy), path, out, d);
	close(folder);
	return err;
}

enum err trust_read_signature(
	struct arena *a, const char *path, struct minisign_signature *out, struct diag *d)
{
	const char *file = arena_printf(a, "%s.minisig", path);
	struct diag why = { 0 };
	char *text;
	size_t size;
	enum err err =
		file ? file_read(a, file, MINISIGN_FILE_MAX, &text, &size, &why) : ERR_MEMORY;

	if (err == ERR_MISSING)
		return diag_fail(
			d, err, "%s: is not there; a pack needs its signature beside it", file);
	if (err != ERR_OK)
		return diag_fail(d, err, "%s", why.text);
	return minisign_signature_parse(file, text, size, out, d);
}

enum err trust_hash(int fd, const char *path, struct progress *progress,
	uint8_t hash_out[MINISIGN_HASH_BYTES], struct diag *d)
{
	static uint8_t piece[PIECE_BYTES];
	crypto_generichash_state state;
	ssize_t n;

	crypto_generichash_init(&state, NULL, 0, MINISIGN_HASH_BYTES);
	while ((n = read(fd, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return folder_fail(d, path, "read");
		crypto_generichash_update(&state, piece, (size_t)n);
		if (progress)
			progress_add(progress, (uint64_t)n);
	}
	crypto_generichash_final(&state, hash_out, MINISIGN_HASH_BYTES);
	return ERR_OK;
}
