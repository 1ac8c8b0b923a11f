#include "pack/reader.h"

#include <sodium.h>
#include <string.h>

#include "pack/tar.h"

#define PIECE_BYTES (128u << 10)

struct reading {
	struct arena *a;
	const char *name;
	const struct pack_source *source;
	const struct pack_sink *sink;
	struct pack_manifest *m;
	uint64_t offset; /* bytes read */
	uint8_t *piece;  /* PIECE_BYTES */
	int headers;
};

static enum err take(struct reading *r, void *to, size_t size, struct diag *d)
{
	size_t got = 0;
	enum err err = r->source->read(r->source->ctx, to, size, &got, d);

	if (err == ERR_OK && got < size)
		return diag_fail(d, ERR_SYNTAX,
			"%s: ends at byte %llu, in the middle; copy the file again", r->name,
			(unsigned long long)(r->offset + got));
	r->offset += got;
	return err;
}

static enum err take_header(
	struct reading *r, uint64_t max_bytes, struct tar_entry *out, struct diag *d)
{
	uint64_t offset = r->offset;
	uint8_t block[TAR_BLOCK];
	enum err err;

	if (++r->headers > 2 * PACK_FILES_MAX)
		return diag_fail(
			d, ERR_RANGE, "%s: has more than %d entries", r->name, 2 * PACK_FILES_MAX);
	err = take(r, block, sizeof(block), d);
	return err == ERR_OK ? tar_header_parse(block, r->name, offset, max_bytes, out, d) : err;
}

static enum err take_padding(struct reading *r, uint64_t size, struct diag *d)
{
	uint8_t block[TAR_BLOCK];
	size_t padding = (size_t)tar_padding(size);
	enum err err = take(r, block, padding, d);

	if (err == ERR_OK && !sodium_is_zero(block, padding))
		err = diag_fail(d, ERR_SYNTAX, "%s: byte %llu: the padding is not empty", r->name,
			(unsigned long long)(r->offset - padding));
	return err;
}

static enum err read_manifest(struct reading *r, struct diag *d)
{
	struct tar_entry entry;
	char *text;
	enum err err = take_header(r, PACK_MANIFEST_MAX, &entry, d);

	if (err != ERR_OK)
		return err;
	if (entry.kind != TAR_FILE || strcmp(entry.path, PACK_MANIFEST_NAME) != 0)
		return diag_fail(d, ERR_SYNTAX, "%s: does not begin with %s; it is no pack",
			r->name, PACK_MANIFEST_NAME);
	text = arena_array(r->a, (size_t)entry.size + 1, 1);
	if (!text)
		return diag_fail(d, ERR_MEMORY, "%s: no memory for the manifest", r->name);
	err = take(r, text, (size_t)entry.size, d);
	if (err == ERR_OK)
		err = take_padding(r, entry.size, d);
	if (err == ERR_OK)
		err = pack_manifest_parse(r->a, r->name, text, (size_t)entry.size, r->m, d);
	if (err == ERR_OK && r->sink && r->sink->accept)
		err = r->sink->accept(r->sink->ctx, r->m, text, (size_t)entry.size, d);
	return err;
}

/* The header of the next file. Folders come from the names of the files; one that stands in the
 * archive by itself must be one of theirs. */
static enum err find_file(struct reading *r, const struct pack_file *file, struct diag *d)
{
	struct tar_entry entry;
	enum err err;

	for (;;) {
		size_t size;

		err = take_header(r, PACK_FILE_MAX, &entry, d);
		if (err != ERR_OK)
			return err;
		size = strlen(entry.path);
		if (entry.kind != TAR_FOLDER)
			break;
		if (strncmp(entry.path, file->path, size) != 0 || file->path[size] != '/')
			return diag_fail(d, ERR_SYNTAX,
				"%s: the folder \"%s\" has no file of the manifest", r->name,
				entry.path);
	}
	if (entry.kind == TAR_END)
		return diag_fail(d, ERR_MISSING, "%s: the file \"%s\" of the manifest is missing",
			r->name, file->path);
	if (strcmp(entry.path, file->path) != 0)
		return diag_fail(d, ERR_SYNTAX, "%s: holds \"%s\" where the manifest has \"%s\"",
			r->name, entry.path, file->path);
	if (entry.size != file->size)
		return diag_fail(d, ERR_RANGE, "%s: \"%s\" has %llu bytes, the manifest says %llu",
			r->name, file->path, (unsigned long long)entry.size,
			(unsigned long long)file->size);
	return ERR_OK;
}

static enum err read_bytes(struct reading *r, const struct pack_file *file,
	uint8_t hash[PACK_HASH_BYTES], struct diag *d)
{
	crypto_generichash_state state;
	uint64_t left = file->size;
	enum err err = ERR_OK;

	crypto_generichash_init(&state, NULL, 0, PACK_HASH_BYTES);
	while (err == ERR_OK && left > 0) {
		size_t size = left < PIECE_BYTES ? (size_t)left : PIECE_BYTES;

		err = take(r, r->piece, size, d);
		if (err != ERR_OK)
			break;
		crypto_generichash_update(&state, r->piece, size);
		if (r->sink && r->sink->write)
			err = r->sink->write(r->sink->ctx, r->piece, size, d);
		left -= size;
	}
	crypto_generichash_final(&state, hash, PACK_HASH_BYTES);
	return err;
}

static enum err read_file(struct reading *r, const struct pack_file *file, struct diag *d)
{
	uint8_t hash[PACK_HASH_BYTES] = { 0 };
	enum err err = find_file(r, file, d);

	if (err == ERR_OK && r->sink && r->sink->begin)
		err = r->sink->begin(r->sink->ctx, file, d);
	if (err == ERR_OK)
		err = read_bytes(r, file, hash, d);
	if (err == ERR_OK)
		err = take_padding(r, file->size, d);
	if (err == ERR_OK && memcmp(hash, file->hash, sizeof(hash)) != 0)
		err = diag_fail(d, ERR_SYNTAX,
			"%s: \"%s\" is not what the manifest says; nothing of it is used", r->name,
			file->path);
	if (err == ERR_OK && r->sink && r->sink->end)
		err = r->sink->end(r->sink->ctx, d);
	return err;
}

static enum err read_end(struct reading *r, struct diag *d)
{
	struct tar_entry entry;
	uint8_t more;
	size_t got = 0;

	for (int i = 0; i < 2; i++) {
		enum err err = take_header(r, PACK_FILE_MAX, &entry, d);

		if (err != ERR_OK)
			return err;
		if (entry.kind != TAR_END)
			return diag_fail(d, ERR_SYNTAX,
				"%s: \"%s\" is not in the manifest; refused", r->name, entry.path);
	}
	if (r->source->read(r->source->ctx, &more, 1, &got, d) != ERR_OK)
		return ERR_IO;
	return got == 0 ? ERR_OK
			: diag_fail(d, ERR_SYNTAX, "%s: goes on after its end, at byte %llu",
				  r->name, (unsigned long long)r->offset);
}

enum err pack_read(struct arena *a, const char *name, const struct pack_source *source,
	const struct pack_sink *sink, struct pack_manifest *out, struct diag *d)
{
	struct reading r = { .a = a, .name = name, .source = source, .sink = sink, .m = out };
	enum err err;

	r.piece = arena_array(a, PIECE_BYTES, 1);
	if (!r.piece)
		return diag_fail(d, ERR_MEMORY, "%s: no memory to read it", name);
	err = read_manifest(&r, d);
	for (int i = 0; err == ERR_OK && i < out->count; i++)
		err = read_file(&r, &out->files[i], d);
	return err == ERR_OK ? read_end(&r, d) : err;
}
