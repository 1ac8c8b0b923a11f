/* A store on a disk, key files, packs and installing them: what tests of the store share. Every
 * function fails the test where it cannot do its part. */
#pragma once

#include <stdint.h>

#include "../support/pack_forge.h"
#include "pack/install_linux.h"

#define SCENE_TODAY "2026-12-01"

struct scene {
	char dir[64], store_path[96], roots[96], file[128];
	struct arena *a;
	struct pack_store store;
	struct diag d;
};

/* A section of a key file; the number makes the key (forge_key). */
struct scene_key {
	uint8_t number;
	const char *pack, *path, *expires;
};

/* Root keys 1 to 3; a store with a key file by which key 11 signs "sweden" and 12 "lang-so", any
 * file. */
void scene_begin(struct scene *s);
void scene_end(struct scene *s);
void scene_open_store(struct scene *s);
/* The next key file, signed by two of the roots, comes in. */
void scene_bring_keys(struct scene *s, uint32_t version, const uint8_t roots[2],
	const struct scene_key *keys, int count);
void scene_put(const char *path, const struct buf *text);

/* x.pack with its signature: one file; of this firmware or, with `firmware`, of another. */
void scene_write_pack(struct scene *s, uint8_t key, const char *name, uint32_t seq,
	const char *path, const char *text);
void scene_write_pack_for(struct scene *s, uint8_t key, const struct pack_identity *id,
	const struct forge_file *files, int count, char firmware);
MUST_CHECK enum err scene_install_with(struct scene *s, const char *check, int timeout_s);
MUST_CHECK enum err scene_install(struct scene *s);
/* Writes x.pack and installs it, with this result; words: what it says, or NULL. */
void scene_bring(struct scene *s, uint8_t key, const char *name, uint32_t seq, const char *path,
	const char *text, enum err expected, const char *words);
/* What the kiosk would show of a file; "" if it is not there. */
const char *scene_shown(struct scene *s, const char *path);
void scene_assert_says(const struct scene *s, const char *words);
