/* A whole pack from anywhere. Its first header is also tried by itself with its checksum made
 * right, which no fuzzer would find. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../support/pack_forge.h"
#include "pack/tar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct sink {
	uint64_t left;
	int open, files;
};

static enum err on_begin(void *ctx, const struct pack_file *file, struct diag *d)
{
	struct sink *s = ctx;

	(void)d;
	if (s->open++)
		abort();
	s->left = file->size;
	return ERR_OK;
}

static enum err on_write(void *ctx, const void *bytes, size_t size, struct diag *d)
{
	struct sink *s = ctx;

	(void)bytes, (void)d;
	if (!s->open || size > s->left)
		abort();
	s->left -= size;
	return ERR_OK;
}

static enum err on_end(void *ctx, struct diag *d)
{
	struct sink *s = ctx;

	(void)d;
	if (--s->open || s->left)
		abort();
	s->files++;
	return ERR_OK;
}

static void read_header(const uint8_t *data)
{
	struct buf block = { 0 };
	struct tar_entry entry;
	struct diag d = { 0 };

	buf_append(&block, data, TAR_BLOCK);
	forge_checksum(&block, 0);
	if (tar_header_parse((const uint8_t *)block.data, "in", 0, PACK_FILE_MAX, &entry, &d) ==
		ERR_OK) {
		if (entry.kind != TAR_END &&
			(entry.path[0] == '/' || strncmp(entry.path, "..", 2) == 0 ||
				strstr(entry.path, "/../") || entry.size > PACK_FILE_MAX ||
				strlen(entry.path) > PACK_PATH_MAX))
			abort();
	} else if (!d.text[0]) {
		abort();
	}
	buf_finish(&block);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(8u << 20);
	struct sink s = { 0 };
	struct pack_sink sink = { NULL, on_begin, on_write, on_end, &s };
	struct forge_reader r;
	struct pack_source source = forge_source(&r, data, size);
	struct pack_manifest m;
	struct diag d = { 0 };

	if (size >= TAR_BLOCK)
		read_header(data);
	if (pack_read(a, "in.pack", &source, &sink, &m, &d) == ERR_OK) {
		if (s.open || s.files != m.count || r.at != size)
			abort();
	} else if (!d.text[0]) {
		abort(); /* refused without a word */
	}
	arena_destroy(a);
	return 0;
}
