#include "pack/unpack_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pack/folder_linux.h"
#include "pack/reader.h"

/* ---------------------------------------------------------------- unpack */

struct unpacking {
	int folder, file; /* descriptors */
	const char *name;
	unpack_admit_fn admit;
	void *ctx;
	struct progress *progress;
};

static enum err create(struct unpacking *u, const char *path, struct diag *d)
{
	u->file = folder_create_file(u->folder, path, 0444);
	return u->file < 0 ? folder_fail(d, path, "create") : ERR_OK;
}

static enum err on_write(void *ctx, const void *bytes, size_t size, struct diag *d)
{
	const struct unpacking *u = ctx;

	progress_add(u->progress, size);
	return folder_write_all(u->file, bytes, size) < 0 ? folder_fail(d, u->name, "unpack it")
							  : ERR_OK;
}

static enum err on_end(void *ctx, struct diag *d)
{
	struct unpacking *u = ctx;
	int result;

	/* Only a hint, so that the disk works while the next file is hashed. */
	(void)!sync_file_range(u->file, 0, 0, SYNC_FILE_RANGE_WRITE);
	result = close(u->file);

	u->file = -1;
	return result < 0 ? folder_fail(d, u->name, "unpack it") : ERR_OK;
}

static enum err on_begin(void *ctx, const struct pack_file *file, struct diag *d)
{
	return create(ctx, file->path, d);
}

static enum err on_accept(
	void *ctx, const struct pack_manifest *m, const char *text, size_t size, struct diag *d)
{
	struct unpacking *u = ctx;
	enum err err = u->admit(u->ctx, m, d);

	if (err == ERR_OK)
		err = create(u, PACK_MANIFEST_NAME, d);
	if (err == ERR_OK)
		err = on_write(u, text, size, d);
	return err == ERR_OK ? on_end(u, d) : err;
}

/* staging/unpack becomes packs/NAME/SEQ-HASH, which is there already if the same pack was here. */
static enum err move_in(struct pack_store *s, const struct pack_manifest *m, struct diag *d)
{
	struct store_pack pack = { .seq = m->id.seq };
	char path[STORE_PATH_BYTES], parent[STORE_PATH_BYTES];
	int own;
	enum err err = ERR_OK;

	memcpy(pack.name, m->id.name, sizeof(pack.name));
	memcpy(pack.manifest, m->hash, sizeof(pack.manifest));
	store_pack_path(&pack, path);
	snprintf(parent, sizeof(parent), "packs/%s", pack.name);
	own = folder_make(s->folder, parent);
	if (own < 0)
		return folder_fail(d, parent, "make the folder");
	if (renameat(s->folder, "staging/unpack", s->folder, path) < 0 && errno != ENOTEMPTY &&
		errno != EEXIST)
		err = folder_fail(d, path, "rename into place");
	close(own);
	return err;
}

enum err unpack_pack(struct pack_store *s, const char *name, unpack_admit_fn admit, void *ctx,
	struct progress *progress, struct pack_manifest *out, struct diag *d)
{
	struct unpacking u = { .folder = folder_make(s->folder, "staging/unpack"),
		.file = -1,
		.name = name,
		.admit = admit,
		.ctx = ctx,
		.progress = progress };
	struct folder_source from = { folder_open_file(s->folder, "staging/pack"), "staging/pack" };
	struct pack_source source = { folder_source_read, &from };
	struct pack_sink sink = { on_accept, on_begin, on_write, on_end, &u };
	enum err err;

	if (from.fd < 0 || u.folder < 0)
		err = folder_fail(d, "staging", "open");
	else
		err = pack_read(s->arena, name, &source, &sink, out, d);
	if (u.file >= 0)
		close(u.file);
	/* It has done its work, and is not to be written to the disk with the rest. */
	if (err == ERR_OK && folder_remove(s->folder, "staging/pack") < 0)
		err = folder_fail(d, "staging/pack", "remove");
	if (u.folder >= 0)
		close(u.folder);
	if (from.fd >= 0)
		close(from.fd);
	return err == ERR_OK ? move_in(s, out, d) : err;
}

/* ---------------------------------------------------------------- compose */

/* A hard link below `content` to a file of the pack. */
static int link_file(int pack, int content, const char *path)
{
	const char *slash = strrchr(path, '/');
	char parent[PACK_PATH_MAX + 1];
	int from = folder_open_file(pack, path), to, result;

	snprintf(parent, sizeof(parent), "%.*s", slash ? (int)(slash - path) : 0, path);
	to = from < 0 ? -1 : folder_make(content, parent);
	result = to < 0 ? -1 : linkat(pack, path, to, slash ? slash + 1 : path, 0);
	if (from >= 0 || to >= 0) {
		int keep = errno;

		if (from >= 0)
			close(from);
		if (to >= 0)
			close(to);
		errno = keep;
	}
	return result;
}

static enum err fail_link(struct pack_store *s, const struct store_generation *g, int i,
	const char *path, struct diag *d)
{
	if (errno != EEXIST && errno != ENOTDIR)
		return folder_fail(d, path, "link");
	for (int j = 0; j < i; j++) {
		struct pack_manifest m;

		if (store_read_manifest(s, &g->packs[j], &m, NULL) != ERR_OK)
			continue;
		for (int k = 0; k < m.count; k++) {
			if (strcmp(m.files[k].path, path) == 0)
				return diag_fail(d, ERR_SYNTAX,
					"the packs \"%s\" and \"%s\" both bring \"%s\"; each file "
					"must "
					"come from one pack",
					g->packs[j].name, g->packs[i].name, path);
		}
	}
	return diag_fail(d, ERR_SYNTAX,
		"the pack \"%s\" brings \"%s\", which is a folder of another", g->packs[i].name,
		path);
}

static enum err link_pack(
	struct pack_store *s, const struct store_generation *g, int i, int content, struct diag *d)
{
	char path[STORE_PATH_BYTES];
	struct pack_manifest m;
	enum err err = store_read_manifest(s, &g->packs[i], &m, d);
	int pack;

	if (err != ERR_OK)
		return err;
	store_pack_path(&g->packs[i], path);
	pack = folder_open(s->folder, path);
	if (pack < 0)
		return folder_fail(d, path, "open");
	for (int k = 0; err == ERR_OK && k < m.count; k++) {
		if (link_file(pack, content, m.files[k].path) < 0)
			err = fail_link(s, g, i, m.files[k].path, d);
	}
	close(pack);
	return err;
}

static enum err write_list(int folder, const struct store_generation *g, struct diag *d)
{
	struct buf text = { 0 };
	int fd = folder_create_file(folder, "generation.ini", 0444);
	enum err err = ERR_OK;

	store_generation_write(g, &text);
	if (fd < 0 || text.failed || folder_write_all(fd, text.data, text.size) < 0)
		err = folder_fail(d, "generation.ini", "write");
	if (fd >= 0 && close(fd) < 0 && err == ERR_OK)
		err = folder_fail(d, "generation.ini", "close");
	buf_finish(&text);
	return err;
}

static enum err publish(struct pack_store *s, uint32_t number, struct diag *d)
{
	char path[STORE_PATH_BYTES];
	int generations = folder_make(s->folder, "generations");

	snprintf(path, sizeof(path), "generations/%u", (unsigned)number);
	if (generations < 0)
		return folder_fail(d, "generations", "make the folder");
	close(generations);
	if (renameat(s->folder, "staging/generation", s->folder, path) < 0)
		return folder_fail(d, path, "rename into place");
	/* All that was unpacked and composed, in one go: a thousand fsyncs would each wait for the
	 * disk. What stands in place without being lasting is nothing that state.ini leads to, and
	 * is swept after a cut. The descriptor was opened before anything was written, so that it
	 * tells of every error since (syncfs(2), Linux 5.8). */
	return syncfs(s->folder) == 0 ? ERR_OK : folder_fail(d, s->path, "sync the disk");
}

enum err unpack_compose(struct pack_store *s, const struct store_generation *g, struct diag *d)
{
	int folder = folder_make(s->folder, "staging/generation"),
	    content = folder < 0 ? -1 : folder_make(folder, "content");
	enum err err = content < 0 ? folder_fail(d, "staging/generation", "make the folder")
				   : write_list(folder, g, d);

	for (int i = 0; err == ERR_OK && i < g->count; i++)
		err = link_pack(s, g, i, content, d);
	if (content >= 0)
		close(content);
	if (folder >= 0)
		close(folder);
	return err == ERR_OK ? publish(s, g->number, d) : err;
}
