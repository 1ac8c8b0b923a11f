/* A .minisig file and a public key from anywhere: refused with a sentence, or parsed, and then it
 * has signed nothing that it has not. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pack/minisign.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t hash[MINISIGN_HASH_BYTES] = { 1, 2, 3 };
	struct minisign_key key;
	struct minisign_signature s;
	struct diag d = { 0 };
	enum err err = minisign_key_parse("in.pub", (const char *)data, size, &key, &d);

	if (err != ERR_OK && !d.text[0])
		abort();
	d = (struct diag){ 0 };
	err = minisign_signature_parse("in.minisig", (const char *)data, size, &s, &d);
	if (err != ERR_OK && !d.text[0])
		abort();
	if (err == ERR_OK) {
		if (strlen(s.comment) > MINISIGN_COMMENT_MAX)
			abort();
		memcpy(key.id, s.id, sizeof(key.id));
		memset(key.key, 7, sizeof(key.key));
		if (minisign_verify(&s, &key, hash, "in", NULL) == ERR_OK)
			abort();
	}
	return 0;
}
