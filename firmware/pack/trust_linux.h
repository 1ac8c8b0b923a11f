/* Signatures and keys as files: read, checked, and only then believed. */
#pragma once

#include "base/arena.h"
#include "pack/keys.h"
#include "pack/progress_linux.h"

struct pack_trust {
	struct minisign_key roots[PACK_ROOTS_MAX];
	int root_count;
	struct pack_keys keys;
	bool has_keys;
	const char *keys_text; /* as verified */
	size_t keys_size;
	/* The signatures beside it, as they stand in their files. */
	const char *signature_texts[PACK_ROOTS_MAX];
	size_t signature_sizes[PACK_ROOTS_MAX];
	int signature_count;
};

/* The root keys: all *.pub in the folder, PACK_ROOTS_MAX at most. */
MUST_CHECK enum err trust_read_roots(
	struct arena *a, const char *dir, struct pack_trust *out, struct diag *d);
/* The file `name` in an open folder with its signatures name.1.minisig to name.3.minisig, two of
 * them by roots. where is for the sentence. ERR_MISSING if the key file is not there. */
MUST_CHECK enum err trust_read_keys(struct arena *a, int folder, const char *name,
	const char *where, struct pack_trust *out, struct diag *d);
/* The same by its path. */
MUST_CHECK enum err trust_read_keys_at(
	struct arena *a, const char *path, struct pack_trust *out, struct diag *d);

/* A public key by its path. */
MUST_CHECK enum err trust_read_key(
	struct arena *a, const char *path, struct minisign_key *out, struct diag *d);
/* PATH.minisig. */
MUST_CHECK enum err trust_read_signature(
	struct arena *a, const char *path, struct minisign_signature *out, struct diag *d);
/* BLAKE2b-512 of what is left to read of fd. */
MUST_CHECK enum err trust_hash(int fd, const char *path, struct progress *progress,
	uint8_t hash_out[MINISIGN_HASH_BYTES], struct diag *d);
