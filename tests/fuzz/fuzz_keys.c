/* A line with the signed comment, then a key file, from anywhere: refused with a sentence, or every
 * key in it is whole. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pack/keys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(8u << 20);
	char *comment = arena_copy(a, (const char *)data, size), *text;
	struct pack_keys keys;
	struct diag d = { 0 };

	text = comment ? memchr(comment, '\n', size) : NULL;
	if (!text) {
		arena_destroy(a);
		return 0;
	}
	*text++ = '\0';
	if (pack_keys_parse(a, "keys", text, size - (size_t)(text - comment), comment, &keys, &d) ==
		ERR_OK) {
		if (keys.count < 1 || keys.count > PACK_KEYS_MAX || !keys.id.seq)
			abort();
		for (int i = 0; i < keys.count; i++) {
			const struct pack_key *k = &keys.keys[i];

			if (k->pack_count < 1 || k->path_count < 1 || !k->expires[0] ||
				pack_key_may_sign(k, PACK_KEYS_NAME) ||
				pack_keys_find(&keys, k->key.id) != k)
				abort();
		}
	} else if (!d.text[0]) {
		abort(); /* refused without a word */
	}
	arena_destroy(a);
	return 0;
}
