/* From the staged copy into the store: unpacked, composed. Nothing here changes what counts. */
#pragma once

#include "pack/install.h"
#include "pack/store_linux.h"

/* Whether the pack of this manifest may come in. */
typedef enum err (*unpack_admit_fn)(void *ctx, const struct pack_manifest *m, struct diag *d);

/* Unpacks the file `staging/pack` into packs/NAME/SEQ-HASH and deletes it. */
MUST_CHECK enum err unpack_pack(struct pack_store *s, const char *name, unpack_admit_fn admit,
	void *ctx, struct progress *progress, struct pack_manifest *out, struct diag *d);

/* Makes generations/N of the packs it lists, and makes it lasting with all that was unpacked.
 * ERR_SYNTAX: two packs bring the same file. */
MUST_CHECK enum err unpack_compose(
	struct pack_store *s, const struct store_generation *g, struct diag *d);
