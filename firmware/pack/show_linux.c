/* kiosk-pack verify and show: what a maintainer wants to know of a pack before it travels. */
#include <errno.h>
#include <expat.h>
#include <fcntl.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/inifile.h"
#include "pack/folder_linux.h"
#include "pack/options_linux.h"
#include "pack/reader.h"
#include "pack/trust_linux.h"
#include "pack/verbs_linux.h"

#define KEPT_MAX (4u << 20) /* bytes of a file that is looked into */
#define LANGUAGES_MAX 64

static const char verify_usage[] =
	"kiosk-pack verify FILE: the signature in FILE.minisig, and every file in the pack\n"
	"  --pubkey FILE.pub     verify with this key alone, or with\n"
	"  --roots DIR           the root keys (*.pub) and\n"
	"  --keys FILE           the key file they have signed (FILE.1.minisig ...)\n"
	"  --json                the result as JSON\n";
static const char show_usage[] =
	"kiosk-pack show FILE: what is in a pack (not whether it is genuine: see verify)\n"
	"  --json                the same as JSON\n";

struct language {
	const char *code;
	int texts, translated, is_signed;
};

struct inspection {
	struct pack_options o;
	struct arena *arena;
	struct pack_manifest m;
	struct language languages[LANGUAGES_MAX];
	int language_count;
	int facts;
	char oldest_check[11], first_check_by[11];
	const struct pack_file *file; /* being read */
	struct buf kept;
	int fd;
	struct progress progress;
	struct diag d;
};

/* ---------------------------------------------------------------- what is in the files */

static void XMLCALL on_fact(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct inspection *s = ctx;

	if (strcmp(name, "fact") != 0)
		return;
	s->facts++;
	for (int i = 0; attributes[i]; i += 2) {
		bool is_check = strcmp(attributes[i], "checked") == 0;
		char *place = is_check ? s->oldest_check : s->first_check_by;

		if (!is_check && strcmp(attributes[i], "check-by") != 0)
			continue;
		if (pack_day_is_valid(attributes[i + 1]) &&
			(!*place || strcmp(attributes[i + 1], place) < 0))
			memcpy(place, attributes[i + 1], sizeof(s->oldest_check));
	}
}

static void read_facts(struct inspection *s)
{
	XML_Parser parser = XML_ParserCreate(NULL);

	if (!parser)
		return;
	XML_SetUserData(parser, s);
	XML_SetElementHandler(parser, on_fact, NULL);
	/* What is no XML the proof of the content refuses; here it only has no days. */
	(void)XML_Parse(parser, buf_str(&s->kept), (int)s->kept.size, 1);
	XML_ParserFree(parser);
}

static enum err on_status(void *ctx, const char *section, const char *key, const char *value,
	int line, struct diag *d)
{
	struct language *l = ctx;
	uint64_t number = 0;

	(void)section, (void)line, (void)d;
	(void)pack_number_parse(value, 1000000, &number);
	if (strcmp(key, "texts") == 0)
		l->texts = (int)number;
	if (strcmp(key, "translated") == 0)
		l->translated = (int)number;
	if (strcmp(key, "signed") == 0)
		l->is_signed = (int)number;
	return ERR_OK;
}

/* The code of locale/CODE/status.ini, NULL of another file. */
static const char *status_language(struct inspection *s, const char *path)
{
	const char *rest = strncmp(path, "locale/", 7) == 0 ? path + 7 : "";
	size_t size = strcspn(rest, "/");

	if (strcmp(rest + size, "/status.ini") != 0)
		return NULL;
	return arena_copy(s->arena, rest, size);
}

static bool is_looked_into(struct inspection *s, const struct pack_file *file)
{
	return file->size <= KEPT_MAX &&
	       (strcmp(file->path, "facts.xml") == 0 || status_language(s, file->path));
}

static enum err on_begin(void *ctx, const struct pack_file *file, struct diag *d)
{
	struct inspection *s = ctx;

	(void)d;
	s->file = is_looked_into(s, file) ? file : NULL;
	buf_clear(&s->kept);
	return ERR_OK;
}

static enum err on_write(void *ctx, const void *bytes, size_t size, struct diag *d)
{
	struct inspection *s = ctx;

	(void)d;
	progress_add(&s->progress, size);
	if (s->file)
		buf_append(&s->kept, bytes, size);
	return ERR_OK;
}

static enum err on_end(void *ctx, struct diag *d)
{
	struct inspection *s = ctx;
	struct language *l;

	(void)d;
	if (!s->file || s->kept.failed)
		return ERR_OK;
	if (strcmp(s->file->path, "facts.xml") == 0) {
		read_facts(s);
	} else if (s->language_count < LANGUAGES_MAX) {
		l = &s->languages[s->language_count++];
		*l = (struct language){ .code = status_language(s, s->file->path) };
		if (inifile_each(s->file->path, buf_str(&s->kept), on_status, l, NULL) != ERR_OK)
			l->texts = 0;
	}
	return ERR_OK;
}

/* ---------------------------------------------------------------- the file */

static enum err open_pack(struct inspection *s, int passes)
{
	struct stat st;

	s->fd = open(s->o.args[0], O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (s->fd < 0)
		return folder_fail(&s->d, s->o.args[0], "open");
	if (fstat(s->fd, &st) < 0 || !S_ISREG(st.st_mode) || (uint64_t)st.st_size > PACK_BYTES_MAX)
		return diag_fail(&s->d, ERR_RANGE, "%s: is no file of at most %llu bytes",
			s->o.args[0], (unsigned long long)PACK_BYTES_MAX);
	progress_begin(&s->progress, s->o.verb, (uint64_t)st.st_size * (uint64_t)passes);
	return ERR_OK;
}

static enum err inspect(struct inspection *s)
{
	struct folder_source from = { s->fd, s->o.args[0] };
	struct pack_source source = { folder_source_read, &from };
	struct pack_sink sink = { .begin = on_begin, .write = on_write, .end = on_end, .ctx = s };

	return pack_read(s->arena, s->o.args[0], &source, &sink, &s->m, &s->d);
}

static json_t *identity_json(const struct inspection *s)
{
	const struct pack_manifest *m = &s->m;

	return json_pack("{ss si ss ss si si sI}", "name", m->id.name, "seq", (int)m->id.seq,
		"issued", m->id.issued, "expires", m->id.expires, "min-firmware", m->min_firmware,
		"files", m->count, "bytes", (json_int_t)m->size);
}

static void print_identity(const struct inspection *s)
{
	printf("pack     %s, number %u\nissued   %s, may be installed until %s\n"
	       "firmware %d or newer\nfiles    %d, %llu bytes\n",
		s->m.id.name, (unsigned)s->m.id.seq, s->m.id.issued, s->m.id.expires,
		s->m.min_firmware, s->m.count, (unsigned long long)s->m.size);
}

static void show_json(const struct inspection *s)
{
	json_t *json = identity_json(s), *languages = json_array();

	for (int i = 0; i < s->language_count; i++) {
		const struct language *l = &s->languages[i];

		json_array_append_new(
			languages, json_pack("{ss si si si}", "code", l->code, "texts", l->texts,
					   "translated", l->translated, "signed", l->is_signed));
	}
	json_object_set_new(json, "languages", languages);
	json_object_set_new(json, "facts",
		json_pack("{si ss ss}", "count", s->facts, "oldest-check", s->oldest_check,
			"first-check-by", s->first_check_by));
	options_json(json);
}

static void show_text(const struct inspection *s)
{
	print_identity(s);
	if (s->facts)
		printf("facts    %d, the oldest checked %s, the first to check again %s\n",
			s->facts, s->oldest_check, s->first_check_by);
	for (int i = 0; i < s->language_count; i++) {
		const struct language *l = &s->languages[i];

		printf("%-8s %d of %d texts translated, %d read and signed by a native reader\n",
			l->code, l->translated, l->texts, l->is_signed);
	}
}

static int finish(struct inspection *s, enum err err)
{
	progress_end(&s->progress);
	if (err != ERR_OK)
		options_fail(&s->o, s->d.text, 1);
	if (s->fd >= 0)
		close(s->fd);
	buf_finish(&s->kept);
	arena_destroy(s->arena);
	return err == ERR_OK ? 0 : 1;
}

int pack_show(int argc, char **argv)
{
	struct inspection s = { .fd = -1 };
	int status = options_parse(&s.o, argc, argv, " json ", 1, show_usage);
	enum err err;

	if (status >= 0)
		return status;
	if (sodium_init() < 0 || !(s.arena = arena_create(0)))
		return options_fail(&s.o, "no memory", 1);
	err = open_pack(&s, 1);
	if (err == ERR_OK)
		err = inspect(&s);
	if (err == ERR_OK && s.o.is_json)
		show_json(&s);
	else if (err == ERR_OK)
		show_text(&s);
	return finish(&s, err);
}

/* ---------------------------------------------------------------- verify */

/* The key that must have signed it: the one given, or the one the key file has under this id. */
static enum err find_key(struct inspection *s, const struct minisign_signature *signature,
	struct pack_trust *trust, const struct pack_key **key_out, struct minisign_key *out)
{
	char id[MINISIGN_ID_TEXT];
	enum err err;

	*key_out = NULL;
	if (s->o.pubkey)
		return trust_read_key(s->arena, s->o.pubkey, out, &s->d);
	err = trust_read_roots(s->arena, s->o.roots, trust, &s->d);
	if (err == ERR_OK)
		err = trust_read_keys_at(s->arena, s->o.keys, trust, &s->d);
	if (err != ERR_OK)
		return err;
	*key_out = pack_keys_find(&trust->keys, signature->id);
	minisign_id_write(signature->id, id);
	if (!*key_out)
		return diag_fail(&s->d, ERR_SYNTAX,
			"%s: was signed with key %s, which the key file does not have",
			s->o.args[0], id);
	*out = (*key_out)->key;
	return ERR_OK;
}

static enum err verify(struct inspection *s, const struct pack_key **key_out)
{
	static struct pack_trust trust; /* large */
	struct minisign_signature signature;
	struct minisign_key key;
	uint8_t hash[MINISIGN_HASH_BYTES];
	char expected[PACK_COMMENT_BYTES];
	enum err err = trust_read_signature(s->arena, s->o.args[0], &signature, &s->d);

	if (err == ERR_OK)
		err = find_key(s, &signature, &trust, key_out, &key);
	if (err == ERR_OK)
		err = open_pack(s, 2);
	if (err == ERR_OK)
		err = trust_hash(s->fd, s->o.args[0], &s->progress, hash, &s->d);
	if (err == ERR_OK)
		err = minisign_verify(&signature, &key, hash, s->o.args[0], &s->d);
	if (err == ERR_OK && lseek(s->fd, 0, SEEK_SET) < 0)
		err = folder_fail(&s->d, s->o.args[0], "read again");
	if (err == ERR_OK)
		err = inspect(s);
	if (err != ERR_OK)
		return err;
	pack_identity_comment(&s->m.id, expected);
	if (strcmp(expected, signature.comment) != 0)
		return diag_fail(&s->d, ERR_SYNTAX,
			"%s: the signed comment is \"%.100s\", the manifest says \"%s\"; sign it "
			"with "
			"-t '%s'",
			s->o.args[0], signature.comment, expected, expected);
	return *key_out ? pack_keys_admit(
				  &trust.keys, *key_out, &s->m, s->m.id.issued, s->o.args[0], &s->d)
			: ERR_OK;
}

int pack_verify(int argc, char **argv)
{
	struct inspection s = { .fd = -1 };
	const struct pack_key *key = NULL;
	int status = options_parse(&s.o, argc, argv, " pubkey roots keys json ", 1, verify_usage);
	enum err err;

	if (status >= 0)
		return status;
	if (!s.o.pubkey == !s.o.keys)
		return options_fail(&s.o, "needs --pubkey, or --roots with --keys; see --help", 2);
	if (sodium_init() < 0 || !(s.arena = arena_create(0)))
		return options_fail(&s.o, "no memory", 1);
	err = verify(&s, &key);
	if (err == ERR_OK && s.o.is_json) {
		json_t *json = identity_json(&s);

		json_object_set_new(json, "signed-by", json_string(key ? key->title : s.o.pubkey));
		options_json(json);
	} else if (err == ERR_OK) {
		print_identity(&s);
		printf("genuine  signed by %s\n", key ? key->title : s.o.pubkey);
	}
	return finish(&s, err);
}
