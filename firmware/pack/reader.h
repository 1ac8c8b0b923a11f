/* A whole pack, read once from front to back: the manifest first, then exactly the files it lists,
 * in its order, each with the size and the hash it says, then two empty blocks and the end. Where
 * the bytes come from and go to are functions handed in. */
#pragma once

#include <stddef.h>

#include "pack/manifest.h"

struct pack_source {
	/* Fills `to` as far as the file goes; *got_out < size only at its end. */
	enum err (*read)(void *ctx, void *to, size_t size, size_t *got_out, struct diag *d);
	void *ctx;
};

/* All may be NULL. */
struct pack_sink {
	/* Before the first file: whether this pack is wanted at all. */
	enum err (*accept)(void *ctx, const struct pack_manifest *m, const char *text, size_t size,
		struct diag *d);
	enum err (*begin)(void *ctx, const struct pack_file *file, struct diag *d);
	enum err (*write)(void *ctx, const void *bytes, size_t size, struct diag *d);
	/* The file is whole and has its hash. */
	enum err (*end)(void *ctx, struct diag *d);
	void *ctx;
};

/* name is for the sentence. On an error nothing that the sink got may be used. */
MUST_CHECK enum err pack_read(struct arena *a, const char *name, const struct pack_source *source,
	const struct pack_sink *sink, struct pack_manifest *out, struct diag *d);
