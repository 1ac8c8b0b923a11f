#include "pack/store_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pack/folder_linux.h"
#include "pack/hold_linux.h"

#define STATE "state.ini"

void store_pack_path(const struct store_pack *pack, char path_out[STORE_PATH_BYTES])
{
	char hex[PACK_HEX_BYTES];

	pack_hash_write(pack->manifest, hex);
	snprintf(path_out, STORE_PATH_BYTES, "packs/%s/%u-%.16s", pack->name, (unsigned)pack->seq,
		hex);
}

static enum err read_state(struct pack_store *s, struct diag *d)
{
	struct diag why = { 0 };
	struct stat st;
	char *text;
	enum err err = folder_read(s->arena, s->folder, STATE, 1u << 16, &text, NULL, &why);

	s->state = (struct store_state){ 0 };
	if (err == ERR_MISSING) {
		if (fstatat(s->folder, "current", &st, AT_SYMLINK_NOFOLLOW) == 0)
			return diag_fail(d, ERR_MISSING,
				"%s: %s is gone, so nobody knows what is good; nothing is changed",
				s->path, STATE);
		return ERR_OK;
	}
	return err == ERR_OK ? store_state_parse(STATE, text, &s->state, d)
			     : diag_fail(d, err, "%s", why.text);
}

enum err store_read_generation(
	struct pack_store *s, uint32_t number, struct store_generation *out, struct diag *d)
{
	char path[STORE_PATH_BYTES], *text;
	enum err err;

	*out = (struct store_generation){ 0 };
	if (number == 0)
		return ERR_OK;
	snprintf(path, sizeof(path), "generations/%u/generation.ini", (unsigned)number);
	err = folder_read(s->arena, s->folder, path, 1u << 16, &text, NULL, d);
	return err == ERR_OK ? store_generation_parse(path, text, out, d) : err;
}

enum err store_read_manifest(struct pack_store *s, const struct store_pack *pack,
	struct pack_manifest *out, struct diag *d)
{
	char folder[STORE_PATH_BYTES], *text;
	const char *path;
	size_t size;
	enum err err;

	store_pack_path(pack, folder);
	path = arena_printf(s->arena, "%s/%s", folder, PACK_MANIFEST_NAME);
	if (!path)
		return diag_fail(d, ERR_MEMORY, "no memory to read %s", folder);
	err = folder_read(s->arena, s->folder, path, PACK_MANIFEST_MAX, &text, &size, d);
	if (err == ERR_OK)
		err = pack_manifest_parse(s->arena, path, text, size, out, d);
	if (err == ERR_OK && memcmp(out->hash, pack->manifest, sizeof(out->hash)) != 0)
		err = diag_fail(d, ERR_SYNTAX, "%s: is damaged on the disk", path);
	return err;
}

/* ---------------------------------------------------------------- what counts */

enum err store_save(struct pack_store *s, const struct store_state *state, struct diag *d)
{
	struct buf text = { 0 };
	enum err err;

	s->is_lasting = false;
	store_state_write(state, &text);
	err = text.failed ? diag_fail(d, ERR_MEMORY, "no memory to write %s", STATE)
			  : folder_replace(s->folder, STATE, text.data, text.size, d);
	buf_finish(&text);
	s->is_lasting = err == ERR_OK;
	if (err == ERR_OK)
		s->state = *state;
	return err;
}

enum err store_choose(struct pack_store *s, uint32_t number, struct diag *d)
{
	char target[STORE_PATH_BYTES] = "", now[STORE_PATH_BYTES];
	ssize_t size = readlinkat(s->folder, "current", now, sizeof(now) - 1);
	enum err err;

	if (number)
		snprintf(target, sizeof(target), "generations/%u", (unsigned)number);
	now[size > 0 ? size : 0] = '\0';
	/* Whoever was killed may have renamed without syncing. */
	if (strcmp(now, target) == 0 && s->is_lasting)
		return ERR_OK;
	s->is_lasting = false;
	if (number == 0) {
		if (unlinkat(s->folder, "current", 0) < 0 && errno != ENOENT)
			return folder_fail(d, "current", "remove");
	} else if (strcmp(now, target) != 0) {
		if (unlinkat(s->folder, "current.new", 0) < 0 && errno != ENOENT)
			return folder_fail(d, "current.new", "remove");
		if (symlinkat(target, s->folder, "current.new") < 0)
			return folder_fail(d, "current.new", "make the link");
		if (renameat(s->folder, "current.new", s->folder, "current") < 0)
			return folder_fail(d, "current", "rename into place");
	}
	err = folder_sync(s->folder, s->path, d);
	s->is_lasting = err == ERR_OK;
	return err;
}

/* ---------------------------------------------------------------- what may go */

static enum err discard(struct pack_store *s, const char *path, struct diag *d)
{
	int trash = folder_make(s->folder, "trash");
	char name[32];
	enum err err = ERR_OK;

	if (trash < 0)
		return folder_fail(d, "trash", "make the folder");
	/* Renamed first: what is being deleted no longer stands where it would be found. */
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "%d", i);
		if (renameat(s->folder, path, trash, name) == 0 ||
			(errno != EEXIST && errno != ENOTEMPTY))
			break;
	}
	if (folder_remove(trash, name) < 0 || folder_remove(s->folder, path) < 0)
		err = folder_fail(d, path, "remove");
	close(trash);
	return err;
}

static bool needs_pack(const struct store_generation *g, const char *path)
{
	char own[STORE_PATH_BYTES];

	for (int i = 0; i < g->count; i++) {
		store_pack_path(&g->packs[i], own);
		if (strcmp(own, path) == 0)
			return true;
	}
	return false;
}

/* Names in `folder` of the store; none if it is not there. */
static enum err names_in(struct pack_store *s, const char *folder, const char ***names_out,
	int *count_out, struct diag *d)
{
	int fd = folder_open(s->folder, folder);
	enum err err;

	*count_out = 0;
	if (fd < 0)
		return errno == ENOENT ? ERR_OK : folder_fail(d, folder, "open");
	err = folder_list(s->arena, fd, folder, names_out, count_out, d);
	close(fd);
	return err;
}

/* Discards all in `folder` but the two names. */
static enum err keep_only(
	struct pack_store *s, const char *folder, uint32_t one, uint32_t two, struct diag *d)
{
	const char **names;
	int count;
	enum err err = names_in(s, folder, &names, &count, d);

	for (int i = 0; err == ERR_OK && i < count; i++) {
		uint64_t number = 0;
		char path[2 * STORE_PATH_BYTES];

		if (pack_number_parse(names[i], PACK_SEQ_MAX, &number) &&
			(number == one || number == two))
			continue;
		snprintf(path, sizeof(path), "%s/%.255s", folder, names[i]);
		/* A kiosk shows it still: a later sweep takes it. */
		if (hold_is_taken(s->folder, path))
			continue;
		err = discard(s, path, d);
	}
	return err;
}

static enum err gc_packs(struct pack_store *s, const struct store_generation *current,
	const struct store_generation *previous, struct diag *d)
{
	const char **names;
	int count;
	enum err err = names_in(s, "packs", &names, &count, d);

	for (int i = 0; err == ERR_OK && i < count; i++) {
		char folder[STORE_PATH_BYTES], path[2 * STORE_PATH_BYTES];
		const char **own;
		int own_count;

		snprintf(folder, sizeof(folder), "packs/%.200s", names[i]);
		err = names_in(s, folder, &own, &own_count, d);
		for (int j = 0; err == ERR_OK && j < own_count; j++) {
			snprintf(path, sizeof(path), "%s/%.200s", folder, own[j]);
			if (!needs_pack(current, path) && !needs_pack(previous, path))
				err = discard(s, path, d);
		}
		if (err == ERR_OK && unlinkat(s->folder, folder, AT_REMOVEDIR) < 0 &&
			errno != ENOTEMPTY && errno != EEXIST)
			err = folder_fail(d, folder, "remove");
	}
	return err;
}

/* Without the previous one there is no way back, but the way forward must stay open. */
static enum err read_previous(struct pack_store *s, struct store_generation *out, struct diag *d)
{
	enum err err = store_read_generation(s, s->state.previous, out, NULL);

	if (err == ERR_OK || err == ERR_MISSING)
		return ERR_OK;
	return diag_fail(
		d, err, "%s: generation %u cannot be read", s->path, (unsigned)s->state.previous);
}

enum err store_gc(struct pack_store *s, struct diag *d)
{
	struct store_generation previous;
	enum err err = store_read_generation(s, s->state.current, &s->current, d);

	if (err == ERR_OK)
		err = read_previous(s, &previous, d);
	/* Links first: a generation never stands there without its packs. */
	if (err == ERR_OK)
		err = keep_only(s, "generations", s->state.current, s->state.previous, d);
	if (err == ERR_OK)
		err = gc_packs(s, &s->current, &previous, d);
	if (err == ERR_OK)
		err = keep_only(s, "keys", s->state.keys, s->state.keys, d);
	if (err == ERR_OK && folder_remove(s->folder, "trash") < 0)
		err = folder_fail(d, "trash", "remove");
	return err;
}

enum err store_recover(struct pack_store *s, struct diag *d)
{
	enum err err = read_state(s, d);

	if (err == ERR_OK && (s->state.trying || s->state.current))
		err = store_choose(s, s->state.current, d);
	if (err == ERR_OK && s->state.trying) {
		struct store_state state = s->state;

		store_state_revert(&state);
		err = store_save(s, &state, d);
	}
	if (err == ERR_OK &&
		(folder_remove(s->folder, "staging") < 0 || folder_remove(s->folder, "trash") < 0))
		err = folder_fail(d, s->path, "sweep staging and trash");
	return err == ERR_OK ? store_gc(s, d) : err;
}

enum err store_open(
	struct arena *a, const char *path, bool is_writer, struct pack_store *out, struct diag *d)
{
	enum err err;

	*out = (struct pack_store){ .path = path, .folder = -1, .lock = -1, .arena = a };
	if (is_writer && mkdir(path, 0755) < 0 && errno != EEXIST)
		return folder_fail(d, path, "make the folder");
	out->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out->folder < 0)
		return folder_fail(d, path, "open the store");
	if (!is_writer) {
		err = read_state(out, d);
		return err == ERR_OK
			       ? store_read_generation(out, out->state.current, &out->current, d)
			       : err;
	}
	out->lock = openat(out->folder, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (out->lock < 0)
		return folder_fail(d, path, "make the lock");
	if (flock(out->lock, LOCK_EX | LOCK_NB) < 0)
		return errno == EWOULDBLOCK
			       ? diag_fail(d, ERR_BUSY,
					 "%s: somebody else works on it; try again later", path)
			       : folder_fail(d, path, "lock");
	return store_recover(out, d);
}

void store_close(struct pack_store *s)
{
	if (s->lock >= 0)
		close(s->lock);
	if (s->folder >= 0)
		close(s->folder);
	s->lock = s->folder = -1;
}
