/* Headers of plain ustar (POSIX.1-1988), one block at a time. Read: regular files and folders below
 * the archive's own folder, nothing else. Written: always the same bytes for the same name and
 * size. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "pack/path.h"

#define TAR_BLOCK 512

enum tar_kind { TAR_FILE, TAR_FOLDER, TAR_END };

struct tar_entry {
	enum tar_kind kind;
	char path[PACK_PATH_MAX + 1]; /* of a folder without its last slash */
	uint64_t size;                /* bytes; 0 for a folder */
};

/* name and the offset in bytes are for the sentence. An empty block: TAR_END (two of them and
 * nothing else end an archive; the reader of the archive counts). ERR_SYNTAX: no header.
 * ERR_UNSUPPORTED: a link, a device or another kind of thing. ERR_RANGE: larger than max_bytes. */
MUST_CHECK enum err tar_header_parse(const uint8_t block[TAR_BLOCK], const char *name,
	uint64_t offset, uint64_t max_bytes, struct tar_entry *out, struct diag *d);
/* path as pack_path_check allows, size below 8 GiB. */
void tar_header_write(const char *path, uint64_t size, uint8_t block_out[TAR_BLOCK]);
/* Bytes of padding after `size` bytes. */
static inline uint64_t tar_padding(uint64_t size)
{
	return (TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK;
}
