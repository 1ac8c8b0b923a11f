#include "pack_forge.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/tar.h"

struct forge_key forge_key(uint8_t number)
{
	struct forge_key k;
	uint8_t seed[crypto_sign_SEEDBYTES];

	memset(seed, number, sizeof(seed));
	memset(k.public.id, number, sizeof(k.public.id));
	crypto_sign_seed_keypair(k.public.key, k.secret, seed);
	return k;
}

static void put_base64(const uint8_t *bytes, size_t size, struct buf *out)
{
	char text[256];

	buf_puts(out,
		sodium_bin2base64(text, sizeof(text), bytes, size, sodium_base64_VARIANT_ORIGINAL));
}

void forge_key_line(const struct forge_key *k, struct buf *out)
{
	uint8_t bytes[42] = "Ed";

	memcpy(bytes + 2, k->public.id, 8);
	memcpy(bytes + 10, k->public.key, 32);
	put_base64(bytes, sizeof(bytes), out);
}

void forge_hash(const void *bytes, size_t size, uint8_t hash_out[MINISIGN_HASH_BYTES])
{
	crypto_generichash(hash_out, MINISIGN_HASH_BYTES, bytes, size, NULL, 0);
}

void forge_sign(const struct forge_key *k, const void *bytes, size_t size, const char *comment,
	bool is_legacy, struct buf *out)
{
	uint8_t hash[MINISIGN_HASH_BYTES], sig[74], global[64], text[64 + 2048];
	size_t length = strlen(comment);

	forge_hash(bytes, size, hash);
	memcpy(sig, is_legacy ? "Ed" : "ED", 2);
	memcpy(sig + 2, k->public.id, 8);
	if (is_legacy)
		crypto_sign_detached(sig + 10, NULL, bytes, size, k->secret);
	else
		crypto_sign_detached(sig + 10, NULL, hash, sizeof(hash), k->secret);
	memcpy(text, sig + 10, 64);
	memcpy(text + 64, comment, length);
	crypto_sign_detached(global, NULL, text, 64 + length, k->secret);
	buf_puts(out, "untrusted comment: made by a test\n");
	put_base64(sig, sizeof(sig), out);
	buf_printf(out, "\ntrusted comment: %s\n", comment);
	put_base64(global, sizeof(global), out);
	buf_putc(out, '\n');
}

struct minisign_signature forge_signature(
	const struct forge_key *k, const void *bytes, size_t size, const char *comment)
{
	struct buf text = { 0 };
	struct minisign_signature s;
	struct diag d = { 0 };

	forge_sign(k, bytes, size, comment, false, &text);
	if (minisign_signature_parse("forged", text.data, text.size, &s, &d) != ERR_OK) {
		fprintf(stderr, "%s\n", d.text);
		abort();
	}
	buf_finish(&text);
	return s;
}

struct pack_identity forge_identity(
	const char *name, uint32_t seq, const char *issued, const char *expires)
{
	struct pack_identity id = { .seq = seq };

	snprintf(id.name, sizeof(id.name), "%s", name);
	snprintf(id.issued, sizeof(id.issued), "%s", issued);
	snprintf(id.expires, sizeof(id.expires), "%s", expires);
	return id;
}

void forge_manifest(
	const struct pack_identity *id, const struct forge_file *files, int count, struct buf *out)
{
	struct pack_file table[64];
	struct pack_manifest m = { .id = *id, .min_firmware = 1, .count = count, .files = table };

	for (int i = 0; i < count; i++) {
		table[i] =
			(struct pack_file){ .path = files[i].path, .size = strlen(files[i].text) };
		pack_hash(files[i].text, strlen(files[i].text), table[i].hash);
		m.size += table[i].size;
	}
	pack_manifest_write(&m, out);
}

void forge_member(const char *path, const void *bytes, size_t size, struct buf *out)
{
	static const uint8_t zeros[TAR_BLOCK];
	uint8_t block[TAR_BLOCK];

	tar_header_write(path, size, block);
	buf_append(out, block, sizeof(block));
	buf_append(out, bytes, size);
	buf_append(out, zeros, (size_t)tar_padding(size));
}

void forge_end(struct buf *out)
{
	static const uint8_t zeros[2 * TAR_BLOCK];

	buf_append(out, zeros, sizeof(zeros));
}

void forge_pack(
	const struct pack_identity *id, const struct forge_file *files, int count, struct buf *out)
{
	struct buf manifest = { 0 };

	forge_manifest(id, files, count, &manifest);
	forge_member(PACK_MANIFEST_NAME, manifest.data, manifest.size, out);
	for (int i = 0; i < count; i++)
		forge_member(files[i].path, files[i].text, strlen(files[i].text), out);
	forge_end(out);
	buf_finish(&manifest);
}

void forge_checksum(struct buf *archive, size_t at)
{
	uint8_t *block = (uint8_t *)archive->data + at;
	unsigned sum = 0;

	memset(block + 148, ' ', 8);
	for (int i = 0; i < TAR_BLOCK; i++)
		sum += block[i];
	snprintf((char *)block + 148, 8, "%06o", sum);
	block[155] = ' ';
}

static enum err read_memory(void *ctx, void *to, size_t size, size_t *got_out, struct diag *d)
{
	struct forge_reader *r = ctx;
	size_t left = r->size - r->at;

	(void)d;
	*got_out = size < left ? size : left;
	if (*got_out)
		memcpy(to, r->bytes + r->at, *got_out);
	r->at += *got_out;
	return ERR_OK;
}

struct pack_source forge_source(struct forge_reader *r, const void *bytes, size_t size)
{
	*r = (struct forge_reader){ bytes, size, 0 };
	return (struct pack_source){ read_memory, r };
}
