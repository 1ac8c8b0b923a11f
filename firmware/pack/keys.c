#include "pack/keys.h"

#include <string.h>

#include "base/inifile.h"

static bool is_same_root(const struct minisign_key *a, const struct minisign_key *b)
{
	return memcmp(a->key, b->key, sizeof(a->key)) == 0;
}

/* Whether this root is among those before it: a key given twice counts once. */
static bool is_repeated(const struct minisign_key *roots, int i)
{
	for (int j = 0; j < i; j++) {
		if (is_same_root(&roots[j], &roots[i]))
			return true;
	}
	return false;
}

enum err pack_keys_verify(const struct minisign_key *roots, int root_count,
	const struct minisign_signature *signatures, int signature_count,
	const uint8_t hash[MINISIGN_HASH_BYTES], const char *name, const char **comment_out,
	struct diag *d)
{
	const char *comment = NULL;
	int valid = 0;

	for (int i = 0; i < root_count; i++) {
		bool has_signed = false;

		for (int j = 0; j < signature_count && !has_signed; j++) {
			if (minisign_verify(&signatures[j], &roots[i], hash, name, NULL) != ERR_OK)
				continue;
			if (comment && strcmp(comment, signatures[j].comment) != 0)
				return diag_fail(d, ERR_SYNTAX,
					"%s: its root signatures carry different trusted comments; "
					"all must sign with the same one",
					name);
			comment = signatures[j].comment;
			has_signed = true;
		}
		valid += has_signed && !is_repeated(roots, i);
	}
	if (valid < PACK_ROOTS_NEEDED)
		return diag_fail(d, ERR_SYNTAX,
			"%s: is signed by %d of the root keys, %d must sign it; nothing of it is "
			"used",
			name, valid, PACK_ROOTS_NEEDED);
	*comment_out = comment;
	return ERR_OK;
}

struct parse {
	struct pack_keys *out;
	struct arena *a;
	const char *name;
	bool is_product;
};

static bool take_day(char place[11], const char *value)
{
	if (place[0] || !pack_day_is_valid(value))
		return false;
	memcpy(place, value, 11);
	return true;
}

static bool on_head(struct parse *p, const char *key, const char *value)
{
	uint64_t number = 0;

	if (strcmp(key, "product") == 0 && !p->is_product) {
		p->is_product = strcmp(value, PACK_PRODUCT) == 0;
		return p->is_product;
	}
	if (strcmp(key, "version") == 0 && !p->out->id.seq) {
		if (!pack_number_parse(value, PACK_SEQ_MAX, &number) || !number)
			return false;
		p->out->id.seq = (uint32_t)number;
		return true;
	}
	if (strcmp(key, "issued") == 0)
		return take_day(p->out->id.issued, value);
	return strcmp(key, "expires") == 0 && take_day(p->out->id.expires, value);
}

/* `*`, a file, or a folder with its slash. */
static bool is_pattern(const char *value)
{
	char path[PACK_PATH_MAX + 1];
	size_t size = strlen(value);

	if (strcmp(value, "*") == 0)
		return true;
	if (size < 1 || size > PACK_PATH_MAX)
		return false;
	memcpy(path, value, size + 1);
	if (path[size - 1] == '/')
		path[size - 1] = '\0';
	return pack_path_check("", path, NULL) == ERR_OK;
}

static bool keep(struct parse *p, const char **list, int *count, int max, const char *value)
{
	if (*count == max)
		return false;
	list[*count] = arena_strdup(p->a, value);
	return list[(*count)++] != NULL;
}

static bool on_pack_key(struct parse *p, struct pack_key *k, const char *key, const char *value)
{
	static const uint8_t none[8];

	if (strcmp(key, "key") == 0)
		return memcmp(k->key.id, none, sizeof(none)) == 0 &&
		       minisign_key_parse_line(p->name, value, &k->key, NULL) == ERR_OK;
	if (strcmp(key, "expires") == 0)
		return take_day(k->expires, value);
	if (strcmp(key, "pack") == 0)
		return pack_name_is_valid(value) && strcmp(value, PACK_KEYS_NAME) != 0 &&
		       keep(p, k->packs, &k->pack_count, PACK_KEY_PACKS_MAX, value);
	return strcmp(key, "path") == 0 && is_pattern(value) &&
	       keep(p, k->paths, &k->path_count, PACK_KEY_PATHS_MAX, value);
}

static struct pack_key *section_key(struct parse *p, const char *section)
{
	struct pack_keys *keys = p->out;

	for (int i = 0; i < keys->count; i++) {
		if (strcmp(keys->keys[i].title, section) == 0)
			return &keys->keys[i];
	}
	if (keys->count == PACK_KEYS_MAX || !pack_name_is_valid(section))
		return NULL;
	keys->keys[keys->count].title = arena_strdup(p->a, section);
	return keys->keys[keys->count].title ? &keys->keys[keys->count++] : NULL;
}

static enum err on_key(void *ctx, const char *section, const char *key, const char *value, int line,
	struct diag *d)
{
	struct parse *p = ctx;
	struct pack_key *k = *section ? section_key(p, section) : NULL;
	bool is_good = *section ? k && on_pack_key(p, k, key, value) : on_head(p, key, value);

	return is_good ? ERR_OK
		       : diag_fail(d, ERR_SYNTAX,
				 "%s:%d: [%.40s] %.40s = %.60s is unknown, there twice or of the "
				 "wrong "
				 "form",
				 p->name, line, section, key, value);
}

static enum err check_whole(const struct parse *p, const char *comment, struct diag *d)
{
	const struct pack_keys *keys = p->out;
	char expected[PACK_COMMENT_BYTES];

	if (!p->is_product || !keys->id.seq || !keys->id.issued[0] || !keys->id.expires[0] ||
		!keys->count)
		return diag_fail(d, ERR_MISSING,
			"%s: product, version, issued, expires or the keys are missing", p->name);
	for (int i = 0; i < keys->count; i++) {
		const struct pack_key *k = &keys->keys[i];

		if (!k->expires[0] || !k->pack_count || !k->path_count)
			return diag_fail(d, ERR_MISSING,
				"%s: [%s] needs key, expires, pack and path", p->name, k->title);
		if (pack_keys_find(keys, k->key.id) != k)
			return diag_fail(d, ERR_SYNTAX, "%s: [%s] has the key of another section",
				p->name, k->title);
	}
	pack_identity_comment(&keys->id, expected);
	if (strcmp(expected, comment) != 0)
		return diag_fail(d, ERR_SYNTAX,
			"%s: the signed comment must be \"%s\" and is \"%.100s\"", p->name,
			expected, comment);
	return ERR_OK;
}

enum err pack_keys_parse(struct arena *a, const char *name, const char *text, size_t size,
	const char *comment, struct pack_keys *out, struct diag *d)
{
	struct parse p = { .out = out, .a = a, .name = name };
	enum err err;

	*out = (struct pack_keys){ .id = { .name = PACK_KEYS_NAME } };
	if (size > PACK_KEYS_FILE_MAX || memchr(text, '\0', size))
		return diag_fail(d, ERR_SYNTAX, "%s: is no text of at most %u bytes", name,
			PACK_KEYS_FILE_MAX);
	err = inifile_each(name, text, on_key, &p, d);
	return err == ERR_OK ? check_whole(&p, comment, d) : err;
}

const struct pack_key *pack_keys_find(const struct pack_keys *keys, const uint8_t id[8])
{
	for (int i = 0; i < keys->count; i++) {
		if (memcmp(keys->keys[i].key.id, id, 8) == 0)
			return &keys->keys[i];
	}
	return NULL;
}

bool pack_key_may_sign(const struct pack_key *key, const char *pack_name)
{
	for (int i = 0; i < key->pack_count; i++) {
		if (strcmp(key->packs[i], pack_name) == 0)
			return true;
	}
	return false;
}

static bool covers(const struct pack_key *key, const char *path)
{
	for (int i = 0; i < key->path_count; i++) {
		const char *pattern = key->paths[i];
		size_t size = strlen(pattern);

		if (strcmp(pattern, "*") == 0 || strcmp(pattern, path) == 0)
			return true;
		if (pattern[size - 1] == '/' && strncmp(pattern, path, size) == 0)
			return true;
	}
	return false;
}

enum err pack_keys_admit(const struct pack_keys *keys, const struct pack_key *key,
	const struct pack_manifest *m, const char *today, const char *name, struct diag *d)
{
	if (strcmp(today, keys->id.expires) > 0)
		return diag_fail(d, ERR_RANGE,
			"%s: the list of keys (version %u) ended on %s; bring a newer one", name,
			(unsigned)keys->id.seq, keys->id.expires);
	if (strcmp(today, key->expires) > 0)
		return diag_fail(d, ERR_RANGE,
			"%s: the key \"%s\" ended on %s; sign with a newer key", name, key->title,
			key->expires);
	if (!pack_key_may_sign(key, m->id.name))
		return diag_fail(d, ERR_UNSUPPORTED,
			"%s: the key \"%s\" may not sign the pack \"%s\"", name, key->title,
			m->id.name);
	for (int i = 0; i < m->count; i++) {
		if (!covers(key, m->files[i].path))
			return diag_fail(d, ERR_UNSUPPORTED,
				"%s: the key \"%s\" may not replace \"%s\"; nothing of it is used",
				name, key->title, m->files[i].path);
	}
	return ERR_OK;
}
