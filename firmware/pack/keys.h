/* Who may sign what. Three root keys are in the firmware's image; two of them must sign the file
 * `keys`, which names the keys that sign packs: which packs, which files in them, until when. A
 * later version replaces the whole list, which is how a key is taken back. INI, a section a key:
 *
 *   product = servicekontor-kiosk
 *   version = 3
 *   issued = 2026-11-28
 *   expires = 2028-11-28
 *   [somali]               what staff call this key
 *   key = RWQ...           minisign's public key, the line without the comment
 *   expires = 2027-11-28
 *   pack = lang-so         may be repeated
 *   path = locale/so/      may be repeated: a folder ends in /, * is every file */
#pragma once

#include "pack/manifest.h"
#include "pack/minisign.h"

#define PACK_ROOTS_MAX 3
#define PACK_ROOTS_NEEDED 2
#define PACK_KEYS_MAX 32
#define PACK_KEY_PACKS_MAX 8
#define PACK_KEY_PATHS_MAX 16
#define PACK_KEYS_FILE_MAX (64u << 10) /* bytes */
#define PACK_KEYS_NAME "keys"          /* no pack may have this name */

struct pack_key {
	const char *title;
	struct minisign_key key;
	char expires[11];
	const char *packs[PACK_KEY_PACKS_MAX], *paths[PACK_KEY_PATHS_MAX];
	int pack_count, path_count;
};

struct pack_keys {
	struct pack_identity id; /* name is "keys", seq is the version */
	struct pack_key keys[PACK_KEYS_MAX];
	int count;
};

/* How many different roots signed a file with this hash, all with the same trusted comment, which
 * is handed out. ERR_SYNTAX if fewer than PACK_ROOTS_NEEDED did. Before anything of the file is
 * parsed. */
MUST_CHECK enum err pack_keys_verify(const struct minisign_key *roots, int root_count,
	const struct minisign_signature *signatures, int signature_count,
	const uint8_t hash[MINISIGN_HASH_BYTES], const char *name, const char **comment_out,
	struct diag *d);
/* text[size] must be a NUL. comment: what the roots signed beside it; it must repeat version and
 * days. Strings are in the arena. */
MUST_CHECK enum err pack_keys_parse(struct arena *a, const char *name, const char *text,
	size_t size, const char *comment, struct pack_keys *out, struct diag *d);

const struct pack_key *pack_keys_find(const struct pack_keys *keys, const uint8_t id[8]);
bool pack_key_may_sign(const struct pack_key *key, const char *pack_name);
/* The key may sign this pack with these files, and is not past its last day, nor is the list. */
MUST_CHECK enum err pack_keys_admit(const struct pack_keys *keys, const struct pack_key *key,
	const struct pack_manifest *m, const char *today, const char *name, struct diag *d);
