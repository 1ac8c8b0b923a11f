#include "pack/sound_linux.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pack/folder_linux.h"

static enum err check_size(int content, const struct pack_file *file, struct diag *d)
{
	int fd = folder_open_file(content, file->path);
	struct stat st;
	bool is_right = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
			(uint64_t)st.st_size == file->size;

	if (fd >= 0)
		close(fd);
	return is_right ? ERR_OK
			: diag_fail(d, ERR_SYNTAX, "%s: is damaged on the disk", file->path);
}

static enum err check_file(
	struct arena *a, int content, const struct pack_file *file, struct diag *d)
{
	uint8_t hash[PACK_HASH_BYTES];
	size_t size;
	char *text;
	enum err err;

	if (file->size > SOUND_FILE_MAX)
		return check_size(content, file, d);
	err = folder_read(a, content, file->path, SOUND_FILE_MAX, &text, &size, d);
	if (err != ERR_OK)
		return err;
	pack_hash(text, size, hash);
	return memcmp(hash, file->hash, sizeof(hash)) == 0
		       ? ERR_OK
		       : diag_fail(d, ERR_SYNTAX, "%s: is damaged on the disk", file->path);
}

static enum err check_pack(struct pack_store *s, const struct store_pack *pack, int content,
	struct arena *scratch, struct diag *d)
{
	struct pack_manifest m;
	enum err err = store_read_manifest(s, pack, &m, d);

	for (int i = 0; err == ERR_OK && i < m.count; i++) {
		err = check_file(scratch, content, &m.files[i], d);
		arena_reset(scratch);
	}
	return err;
}

enum err sound_check(struct pack_store *s, const struct store_generation *g, struct diag *d)
{
	struct arena *scratch = arena_create(2 * SOUND_FILE_MAX);
	char path[STORE_PATH_BYTES];
	enum err err = ERR_OK;
	int content;

	if (!scratch)
		return diag_fail(d, ERR_MEMORY, "no memory to look at what is installed");
	snprintf(path, sizeof(path), "generations/%u/content", (unsigned)g->number);
	content = folder_open(s->folder, path);
	if (content < 0)
		err = folder_fail(d, path, "open");
	for (int i = 0; err == ERR_OK && i < g->count; i++)
		err = check_pack(s, &g->packs[i], content, scratch, d);
	if (content >= 0)
		close(content);
	arena_destroy(scratch);
	return err;
}
