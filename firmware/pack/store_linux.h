/* The store of packs on the kiosk's disk. One writer at a time.
 *
 *   state.ini               what is good, what is on trial, the marks (pack/state.h)
 *   current                 symbolic link to generations/N: what the kiosk shows
 *   generations/N/          generation.ini, and content/: hard links to the files of its packs
 *   packs/NAME/SEQ-HASH/    manifest.ini and the files of a pack, never changed
 *   keys/VERSION/           the accepted key file and the root signatures
 *   staging/ trash/         swept away whenever the store is opened for writing
 *
 * What state.ini does not lead to may be deleted at any time. */
#pragma once

#include "pack/state.h"
#include "pack/trust_linux.h"

#define STORE_PATH_BYTES 256

struct pack_store {
	const char *path;
	int folder, lock; /* descriptors, -1 = closed */
	bool is_lasting;  /* state.ini and current are on the disk as they are read */
	struct arena *arena;
	struct store_state state;
	struct store_generation current; /* number 0: none */
	struct pack_trust trust;
};

/* Opens, and for a writer makes the folder, takes the lock (ERR_BUSY), ends a trial that was cut
 * off and sweeps. Close it even after an error. */
MUST_CHECK enum err store_open(
	struct arena *a, const char *path, bool is_writer, struct pack_store *out, struct diag *d);
void store_close(struct pack_store *s);

/* Reads state.ini anew, chooses the good generation and ends the trial. */
MUST_CHECK enum err store_recover(struct pack_store *s, struct diag *d);
/* Writes state.ini, whole and lasting. */
MUST_CHECK enum err store_save(
	struct pack_store *s, const struct store_state *state, struct diag *d);
/* Points `current` at a generation (0: at nothing), whole and lasting. */
MUST_CHECK enum err store_choose(struct pack_store *s, uint32_t number, struct diag *d);
/* Deletes what neither the current nor the previous generation needs. */
MUST_CHECK enum err store_gc(struct pack_store *s, struct diag *d);

MUST_CHECK enum err store_read_generation(
	struct pack_store *s, uint32_t number, struct store_generation *out, struct diag *d);
/* packs/NAME/SEQ-HASH */
void store_pack_path(const struct store_pack *pack, char path_out[STORE_PATH_BYTES]);
/* Manifest of a pack that is in the store. */
MUST_CHECK enum err store_read_manifest(struct pack_store *s, const struct store_pack *pack,
	struct pack_manifest *out, struct diag *d);

/* Reads the root keys and the accepted key file into s->trust; has_keys says whether there is one.
 */
MUST_CHECK enum err store_read_trust(struct pack_store *s, const char *roots, struct diag *d);
/* Takes a key file in, with its signatures, if it is newer than what is here; an older one is
 * ERR_RANGE, the same version changes nothing. Marks of keys that are gone fall. */
MUST_CHECK enum err store_adopt_keys(struct pack_store *s, const struct pack_trust *fresh,
	const char *today, const char *name, struct diag *d);
