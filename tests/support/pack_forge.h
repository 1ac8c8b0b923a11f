/* Packs, signatures and key files made in memory for tests: right ones, and wrong ones on purpose.
 * The keys come from a number, so every run makes the same bytes. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "pack/keys.h"
#include "pack/minisign.h"
#include "pack/reader.h"

struct forge_key {
	struct minisign_key public;
	uint8_t secret[64];
};

struct forge_file {
	const char *path, *text;
};

struct forge_key forge_key(uint8_t number);
/* minisign's public key, the line without the comment. */
void forge_key_line(const struct forge_key *k, struct buf *out);
/* A whole .minisig file; is_legacy: the algorithm Ed, over the bytes themselves. */
void forge_sign(const struct forge_key *k, const void *bytes, size_t size, const char *comment,
	bool is_legacy, struct buf *out);
void forge_hash(const void *bytes, size_t size, uint8_t hash_out[MINISIGN_HASH_BYTES]);
struct minisign_signature forge_signature(
	const struct forge_key *k, const void *bytes, size_t size, const char *comment);

struct pack_identity forge_identity(
	const char *name, uint32_t seq, const char *issued, const char *expires);
/* The manifest of these files, as text. */
void forge_manifest(
	const struct pack_identity *id, const struct forge_file *files, int count, struct buf *out);
/* One member of an archive, with its padding. */
void forge_member(const char *path, const void *bytes, size_t size, struct buf *out);
void forge_end(struct buf *out);
void forge_pack(
	const struct pack_identity *id, const struct forge_file *files, int count, struct buf *out);
/* Makes the checksum of the header at `at` right again after a change. */
void forge_checksum(struct buf *archive, size_t at);

/* Reads memory as a file. */
struct forge_reader {
	const char *bytes;
	size_t size, at;
};
struct pack_source forge_source(struct forge_reader *r, const void *bytes, size_t size);
