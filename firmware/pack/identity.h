/* Which pack it is, and the small forms that manifests, key files and signatures are written in.
 * Plain data, no state. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PACK_PRODUCT "servicekontor-kiosk"
/* What this firmware can read: one more whenever content needs a newer program than before. */
#define PACK_FIRMWARE 1

#define PACK_NAME_MAX 32 /* bytes without the NUL */
#define PACK_SEQ_MAX 999999999u
#define PACK_COMMENT_BYTES 128
#define PACK_HASH_BYTES 32 /* BLAKE2b-256 */
#define PACK_HEX_BYTES (2 * PACK_HASH_BYTES + 1)

struct pack_identity {
	char name[PACK_NAME_MAX + 1]; /* a letter, then letters, digits, hyphens; small */
	uint32_t seq;                 /* 1 to PACK_SEQ_MAX; a newer one is larger */
	char issued[11], expires[11]; /* YYYY-MM-DD; the last day on which it may be installed */
};

bool pack_name_is_valid(const char *name);
bool pack_day_is_valid(const char *day); /* YYYY-MM-DD, a day of the Gregorian calendar */
/* Decimal digits only, no sign, no zero in front, at most `max`. */
bool pack_number_parse(const char *text, uint64_t max, uint64_t *number_out);
bool pack_hash_parse(const char *hex, uint8_t hash_out[PACK_HASH_BYTES]); /* small letters */
void pack_hash_write(const uint8_t hash[PACK_HASH_BYTES], char hex_out[PACK_HEX_BYTES]);

/* The trusted comment a signature of this identity must carry, to the byte. */
void pack_identity_comment(const struct pack_identity *id, char comment_out[PACK_COMMENT_BYTES]);
