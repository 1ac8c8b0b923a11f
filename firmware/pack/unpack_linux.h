/* From a stick into the store: staged, unpacked, composed. Nothing here changes what counts. */
#pragma once

#include "pack/install.h"
#include "pack/store_linux.h"

/* Copies what is left to read of `from` to `to`, at most cap_bytes (more is ERR_RANGE), and hashes
 * the bytes as they are written: a stick that answers differently the second time is never asked
 * again. */
MUST_CHECK enum err unpack_stage(int from, int to, uint64_t cap_bytes, const char *name,
	struct progress *progress, uint8_t hash_out[MINISIGN_HASH_BYTES], struct diag *d);

/* Whether the pack of this manifest may come in. */
typedef enum err (*unpack_admit_fn)(void *ctx, const struct pack_manifest *m, struct diag *d);

/* Unpacks the file `staging/pack` into packs/NAME/SEQ-HASH, lasting. */
MUST_CHECK enum err unpack_pack(struct pack_store *s, const char *name, unpack_admit_fn admit,
	void *ctx, struct progress *progress, struct pack_manifest *out, struct diag *d);

/* Makes generations/N, lasting, of the packs it lists. ERR_SYNTAX: two packs bring the same file.
 */
MUST_CHECK enum err unpack_compose(
	struct pack_store *s, const struct store_generation *g, struct diag *d);
