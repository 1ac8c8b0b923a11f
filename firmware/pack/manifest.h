/* The manifest: the first file of a pack, an INI text in one form only, to the byte. It is read
 * when the pack's signature has been verified, never before.
 *
 *   product = servicekontor-kiosk
 *   name = sweden
 *   seq = 12
 *   issued = 2026-11-28
 *   expires = 2027-05-28
 *   min-firmware = 1
 *   size = 48213           bytes of all files together
 *   count = 176
 *   [files]
 *   facts.xml = 9120 5f1c...   bytes and BLAKE2b-256 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "pack/identity.h"
#include "pack/path.h"

#define PACK_MANIFEST_NAME "manifest.ini"
#define PACK_MANIFEST_MAX (1u << 20)       /* bytes */
#define PACK_FILES_MAX 4096                /* files */
#define PACK_FILE_MAX (UINT64_C(64) << 20) /* bytes of one file */
#define PACK_SIZE_MAX (UINT64_C(256) << 20)
#define PACK_BYTES_MAX (PACK_SIZE_MAX + (16u << 20)) /* bytes of the whole .pack file */

struct pack_file {
	const char *path;
	uint64_t size; /* bytes */
	uint8_t hash[PACK_HASH_BYTES];
};

struct pack_manifest {
	struct pack_identity id;
	int min_firmware;
	uint64_t size; /* bytes of all files together */
	int count;
	struct pack_file *files;       /* in the order of pack_path_compare */
	uint8_t hash[PACK_HASH_BYTES]; /* of the manifest's own text: names the pack's content */
};

/* text[size] must be a NUL. Strings and files are in the arena. ERR_SYNTAX, ERR_RANGE with line;
 * ERR_UNSUPPORTED: for another product, or for a newer firmware. */
MUST_CHECK enum err pack_manifest_parse(struct arena *a, const char *name, const char *text,
	size_t size, struct pack_manifest *out, struct diag *d);
void pack_manifest_write(const struct pack_manifest *m, struct buf *out);

/* BLAKE2b-256. */
void pack_hash(const void *bytes, size_t size, uint8_t hash_out[PACK_HASH_BYTES]);
