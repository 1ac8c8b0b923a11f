#include "pack/manifest.h"

#include <sodium.h>
#include <string.h>

#include "base/inifile.h"

void pack_hash(const void *bytes, size_t size, uint8_t hash_out[PACK_HASH_BYTES])
{
	crypto_generichash(hash_out, PACK_HASH_BYTES, bytes, size, NULL, 0);
}

void pack_manifest_write(const struct pack_manifest *m, struct buf *out)
{
	buf_printf(out, "product = %s\nname = %s\nseq = %u\nissued = %s\nexpires = %s\n",
		PACK_PRODUCT, m->id.name, (unsigned)m->id.seq, m->id.issued, m->id.expires);
	buf_printf(out, "min-firmware = %d\nsize = %llu\ncount = %d\n[files]\n", m->min_firmware,
		(unsigned long long)m->size, m->count);
	for (int i = 0; i < m->count; i++) {
		char hex[PACK_HEX_BYTES];

		pack_hash_write(m->files[i].hash, hex);
		buf_printf(out, "%s = %llu %s\n", m->files[i].path,
			(unsigned long long)m->files[i].size, hex);
	}
}

struct parse {
	struct pack_manifest *out;
	struct arena *a;
	const char *name;
	const char *product;
	int seen; /* files */
};

static enum err bad_value(
	const struct parse *p, const char *key, const char *value, int line, struct diag *d)
{
	return diag_fail(d, ERR_SYNTAX, "%s:%d: %s = %.60s has not the form it must have", p->name,
		line, key, value);
}

static bool take_text(char *place, size_t size, const char *value)
{
	if (strlen(value) >= size)
		return false;
	memcpy(place, value, strlen(value) + 1);
	return true;
}

/* The keys before [files]. Missing and repeated ones show in the comparison at the end. */
static enum err on_head(
	struct parse *p, const char *key, const char *value, int line, struct diag *d)
{
	struct pack_manifest *m = p->out;
	uint64_t number = 0;
	bool is_good = false;

	if (strcmp(key, "product") == 0) {
		p->product = arena_strdup(p->a, value);
		is_good = p->product != NULL;
	} else if (strcmp(key, "name") == 0) {
		is_good = pack_name_is_valid(value) &&
			  take_text(m->id.name, sizeof(m->id.name), value);
	} else if (strcmp(key, "issued") == 0) {
		is_good = pack_day_is_valid(value) &&
			  take_text(m->id.issued, sizeof(m->id.issued), value);
	} else if (strcmp(key, "expires") == 0) {
		is_good = pack_day_is_valid(value) &&
			  take_text(m->id.expires, sizeof(m->id.expires), value);
	} else if (strcmp(key, "seq") == 0) {
		is_good = pack_number_parse(value, PACK_SEQ_MAX, &number) && number > 0;
		m->id.seq = (uint32_t)number;
	} else if (strcmp(key, "min-firmware") == 0) {
		is_good = pack_number_parse(value, 1000000, &number);
		m->min_firmware = (int)number;
	} else if (strcmp(key, "size") == 0) {
		is_good = pack_number_parse(value, PACK_SIZE_MAX, &m->size);
	} else if (strcmp(key, "count") == 0) {
		is_good = pack_number_parse(value, PACK_FILES_MAX, &number) && number > 0;
		m->count = (int)number;
	}
	return is_good ? ERR_OK : bad_value(p, key, value, line, d);
}

/* The table is as long as `count` says, which is capped. */
static enum err on_file(
	struct parse *p, const char *key, const char *value, int line, struct diag *d)
{
	struct pack_manifest *m = p->out;
	struct pack_file *file;
	const char *blank = strchr(value, ' ');
	char size[24];
	enum err err;

	if (!m->files) {
		m->files = arena_array(p->a, (size_t)m->count, sizeof(*m->files));
		if (!m->files)
			return diag_fail(
				d, ERR_MEMORY, "%s: no memory for %d files", p->name, m->count);
	}
	if (p->seen == m->count)
		return diag_fail(d, ERR_RANGE, "%s:%d: there are more files than count = %d",
			p->name, line, m->count);
	err = pack_path_check(p->name, key, d);
	if (err == ERR_OK && pack_path_compare(key, PACK_MANIFEST_NAME) == 0)
		err = diag_fail(
			d, ERR_SYNTAX, "%s:%d: the manifest cannot list itself", p->name, line);
	if (err == ERR_OK)
		err = pack_path_follows(
			p->name, p->seen ? m->files[p->seen - 1].path : NULL, false, key, d);
	if (err != ERR_OK)
		return err;
	file = &m->files[p->seen++];
	file->path = arena_strdup(p->a, key);
	if (!blank || (size_t)(blank - value) >= sizeof(size))
		return bad_value(p, key, value, line, d);
	memcpy(size, value, (size_t)(blank - value));
	size[blank - value] = '\0';
	if (!file->path || !pack_number_parse(size, PACK_FILE_MAX, &file->size) ||
		!pack_hash_parse(blank + 1, file->hash))
		return bad_value(p, key, value, line, d);
	return ERR_OK;
}

static enum err on_key(void *ctx, const char *section, const char *key, const char *value, int line,
	struct diag *d)
{
	struct parse *p = ctx;

	/* Once the table of files is there, its length must not change any more. */
	if (!*section && !p->out->files)
		return on_head(p, key, value, line, d);
	if (strcmp(section, "files") == 0 && p->out->count > 0)
		return on_file(p, key, value, line, d);
	return diag_fail(d, ERR_SYNTAX, "%s:%d: [%.40s] is no section of a manifest", p->name, line,
		section);
}

/* One meaning, one text: whatever else the INI reader would have let pass is refused here. */
static enum err check_form(const struct pack_manifest *m, const char *name, const char *text,
	size_t size, struct diag *d)
{
	struct buf again = { 0 };
	bool is_same;

	pack_manifest_write(m, &again);
	is_same = !again.failed && again.size == size && memcmp(again.data, text, size) == 0;
	buf_finish(&again);
	return is_same ? ERR_OK
		       : diag_fail(d, ERR_SYNTAX,
				 "%s: the manifest is not written as kiosk-pack build writes it",
				 name);
}

static enum err check_whole(const struct parse *p, const char *text, size_t size, struct diag *d)
{
	const struct pack_manifest *m = p->out;
	uint64_t total = 0;

	if (!p->product || strcmp(p->product, PACK_PRODUCT) != 0)
		return diag_fail(d, ERR_UNSUPPORTED,
			"%s: is a pack for \"%.40s\", not for this product (%s)", p->name,
			p->product ? p->product : "", PACK_PRODUCT);
	for (int i = 0; i < p->seen; i++)
		total += m->files[i].size; /* at most PACK_FILES_MAX times PACK_FILE_MAX: fits */
	if (p->seen != m->count || total != m->size)
		return diag_fail(d, ERR_RANGE,
			"%s: lists %d files of %llu bytes, but says count = %d and size = %llu",
			p->name, p->seen, (unsigned long long)total, m->count,
			(unsigned long long)m->size);
	if (strcmp(m->id.issued, m->id.expires) > 0)
		return diag_fail(d, ERR_RANGE, "%s: expires (%s) before it was issued (%s)",
			p->name, m->id.expires, m->id.issued);
	if (m->min_firmware > PACK_FIRMWARE)
		return diag_fail(d, ERR_UNSUPPORTED,
			"%s: needs firmware %d, this is %d; install newer firmware first", p->name,
			m->min_firmware, PACK_FIRMWARE);
	return check_form(m, p->name, text, size, d);
}

enum err pack_manifest_parse(struct arena *a, const char *name, const char *text, size_t size,
	struct pack_manifest *out, struct diag *d)
{
	struct parse p = { .out = out, .a = a, .name = name };
	enum err err;

	*out = (struct pack_manifest){ 0 };
	if (size > PACK_MANIFEST_MAX || memchr(text, '\0', size))
		return diag_fail(d, ERR_SYNTAX, "%s: the manifest is no text of at most %u bytes",
			name, PACK_MANIFEST_MAX);
	err = inifile_each(name, text, on_key, &p, d);
	if (err == ERR_OK)
		err = check_whole(&p, text, size, d);
	pack_hash(text, size, out->hash);
	return err;
}
