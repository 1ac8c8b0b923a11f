#include "pack/minisign.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define TRUSTED "trusted comment: "
#define UNTRUSTED "untrusted comment: "
#define KEY_BYTES 42
#define SIGNATURE_BYTES 74

/* The next line of text[*at..size), without its end; false if there is none. */
static bool next_line(
	const char *text, size_t size, size_t *at, const char **line_out, size_t *length_out)
{
	const char *end;

	if (*at >= size)
		return false;
	end = memchr(text + *at, '\n', size - *at);
	if (!end)
		end = text + size;
	*line_out = text + *at;
	*length_out = (size_t)(end - *line_out);
	*at = (size_t)(end - text) + 1;
	return true;
}

/* Exactly `bytes` bytes, and nothing but base64. */
static bool decode(const char *line, size_t length, uint8_t *out, size_t bytes)
{
	size_t got = 0;
	const char *end = NULL;

	return sodium_base642bin(out, bytes, line, length, NULL, &got, &end,
		       sodium_base64_VARIANT_ORIGINAL) == 0 &&
	       got == bytes && end == line + length;
}

static bool has_prefix(const char *line, size_t length, const char *prefix)
{
	return length >= strlen(prefix) && memcmp(line, prefix, strlen(prefix)) == 0;
}

static enum err take_key(
	const char *name, const char *line, size_t length, struct minisign_key *out, struct diag *d)
{
	uint8_t bytes[KEY_BYTES];

	if (!decode(line, length, bytes, sizeof(bytes)))
		return diag_fail(d, ERR_SYNTAX,
			"%s: is no minisign public key; it should begin with RW", name);
	if (bytes[0] != 'E' || bytes[1] != 'd')
		return diag_fail(d, ERR_UNSUPPORTED,
			"%s: is a key for another algorithm than Ed25519", name);
	memcpy(out->id, bytes + 2, sizeof(out->id));
	memcpy(out->key, bytes + 10, sizeof(out->key));
	return ERR_OK;
}

enum err minisign_key_parse_line(
	const char *name, const char *base64, struct minisign_key *out, struct diag *d)
{
	return take_key(name, base64, strlen(base64), out, d);
}

enum err minisign_key_parse(
	const char *name, const char *text, size_t size, struct minisign_key *out, struct diag *d)
{
	const char *line;
	size_t length, at = 0;

	if (size > MINISIGN_FILE_MAX || !next_line(text, size, &at, &line, &length) ||
		!has_prefix(line, length, UNTRUSTED) ||
		!next_line(text, size, &at, &line, &length) || at < size)
		return diag_fail(d, ERR_SYNTAX,
			"%s: is no minisign public key: a line of comment and a line of base64",
			name);
	return take_key(name, line, length, out, d);
}

static enum err take_comment(const char *name, const char *line, size_t length,
	struct minisign_signature *out, struct diag *d)
{
	if (!has_prefix(line, length, TRUSTED))
		return diag_fail(d, ERR_SYNTAX, "%s:3: does not begin with \"" TRUSTED "\"", name);
	line += strlen(TRUSTED);
	length -= strlen(TRUSTED);
	if (length > MINISIGN_COMMENT_MAX)
		return diag_fail(d, ERR_RANGE, "%s:3: the trusted comment is longer than %d bytes",
			name, MINISIGN_COMMENT_MAX);
	for (size_t i = 0; i < length; i++) {
		if (((unsigned char)line[i] < ' ' && line[i] != '\t') || line[i] == 127)
			return diag_fail(d, ERR_SYNTAX,
				"%s:3: the trusted comment has a control character", name);
	}
	memcpy(out->comment, line, length);
	out->comment[length] = '\0';
	return ERR_OK;
}

enum err minisign_signature_parse(const char *name, const char *text, size_t size,
	struct minisign_signature *out, struct diag *d)
{
	const char *line[4];
	size_t length[4], at = 0;
	uint8_t bytes[SIGNATURE_BYTES];
	int lines = 0;

	*out = (struct minisign_signature){ 0 };
	while (lines < 4 && size <= MINISIGN_FILE_MAX &&
		next_line(text, size, &at, &line[lines], &length[lines]))
		lines++;
	if (lines < 4 || at < size || !has_prefix(line[0], length[0], UNTRUSTED))
		return diag_fail(d, ERR_SYNTAX,
			"%s: is no minisign signature of four lines; sign again with minisign -S",
			name);
	if (!decode(line[1], length[1], bytes, sizeof(bytes)))
		return diag_fail(
			d, ERR_SYNTAX, "%s:2: is not the base64 of a minisign signature", name);
	if (bytes[0] != 'E' || bytes[1] != 'D')
		return diag_fail(d, ERR_UNSUPPORTED,
			"%s:2: the algorithm is \"%c%c\", only the prehashed ED counts; sign again "
			"with minisign -S, without -l",
			name, bytes[0] >= ' ' && bytes[0] < 127 ? bytes[0] : '?',
			bytes[1] >= ' ' && bytes[1] < 127 ? bytes[1] : '?');
	memcpy(out->id, bytes + 2, sizeof(out->id));
	memcpy(out->signature, bytes + 10, sizeof(out->signature));
	if (!decode(line[3], length[3], out->global, sizeof(out->global)))
		return diag_fail(
			d, ERR_SYNTAX, "%s:4: is not the base64 of a minisign signature", name);
	return take_comment(name, line[2], length[2], out, d);
}

enum err minisign_verify(const struct minisign_signature *s, const struct minisign_key *key,
	const uint8_t hash[MINISIGN_HASH_BYTES], const char *name, struct diag *d)
{
	uint8_t global[64 + MINISIGN_COMMENT_MAX];
	size_t comment = strlen(s->comment);
	char id[MINISIGN_ID_TEXT];

	minisign_id_write(s->id, id);
	if (memcmp(s->id, key->id, sizeof(key->id)) != 0)
		return diag_fail(
			d, ERR_SYNTAX, "%s: was signed with key %s, another key", name, id);
	if (crypto_sign_verify_detached(s->signature, hash, MINISIGN_HASH_BYTES, key->key) != 0)
		return diag_fail(d, ERR_SYNTAX,
			"%s: the signature of key %s does not fit the file; nothing of it is used",
			name, id);
	memcpy(global, s->signature, sizeof(s->signature));
	memcpy(global + 64, s->comment, comment);
	if (crypto_sign_verify_detached(s->global, global, 64 + comment, key->key) != 0)
		return diag_fail(d, ERR_SYNTAX,
			"%s: the trusted comment was changed after it was signed; nothing of it is "
			"used",
			name);
	return ERR_OK;
}

void minisign_id_write(const uint8_t id[8], char text_out[MINISIGN_ID_TEXT])
{
	for (int i = 0; i < 8; i++)
		snprintf(text_out + 2 * i, 3, "%02X", id[7 - i]);
}
