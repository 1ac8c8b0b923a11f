/* minisign's public keys and signatures: parsed and verified, never made. Only the prehashed form
 * (`ED`, over the file's BLAKE2b-512) counts: the older `Ed` is refused. The form is that of
 * minisign 0.11: two lines of base64, each after a line of comment. */
#pragma once

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

#define MINISIGN_COMMENT_MAX 1024 /* bytes; longer ones are refused */
#define MINISIGN_FILE_MAX 4096    /* bytes of a signature or key file */
#define MINISIGN_HASH_BYTES 64    /* BLAKE2b-512 of the signed file */
#define MINISIGN_ID_TEXT 17       /* bytes with the NUL */

struct minisign_key {
	uint8_t id[8], key[32];
};

struct minisign_signature {
	uint8_t id[8], signature[64], global[64];
	char comment[MINISIGN_COMMENT_MAX + 1]; /* the trusted one; believed only after verify */
};

/* name is for the sentence. ERR_SYNTAX; ERR_UNSUPPORTED: another algorithm. */
MUST_CHECK enum err minisign_key_parse(
	const char *name, const char *text, size_t size, struct minisign_key *out, struct diag *d);
/* One line of base64, as it stands in a key file. */
MUST_CHECK enum err minisign_key_parse_line(
	const char *name, const char *base64, struct minisign_key *out, struct diag *d);
MUST_CHECK enum err minisign_signature_parse(const char *name, const char *text, size_t size,
	struct minisign_signature *out, struct diag *d);

/* ERR_OK: this key signed a file with this hash, and the trusted comment. Otherwise ERR_SYNTAX. */
MUST_CHECK enum err minisign_verify(const struct minisign_signature *s,
	const struct minisign_key *key, const uint8_t hash[MINISIGN_HASH_BYTES], const char *name,
	struct diag *d);

/* As minisign shows it: hexadecimal, most significant byte first. */
void minisign_id_write(const uint8_t id[8], char text_out[MINISIGN_ID_TEXT]);
