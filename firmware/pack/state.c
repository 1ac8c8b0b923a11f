#include "pack/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/inifile.h"

#define FORMAT "1"

struct parse {
	struct store_state *state;
	struct store_generation *generation;
	const char *name;
	bool has_format;
};

static bool number_key(const char *value, uint32_t *out)
{
	uint64_t number = 0;

	if (!pack_number_parse(value, PACK_SEQ_MAX, &number))
		return false;
	*out = (uint32_t)number;
	return true;
}

/* Splits at blanks; false unless there are exactly `count` parts. */
static bool split(char *text, char **parts, int count)
{
	for (int i = 0; i < count; i++) {
		char *blank = strchr(text, ' ');

		parts[i] = text;
		if ((blank != NULL) != (i + 1 < count))
			return false;
		if (blank) {
			*blank = '\0';
			text = blank + 1;
		}
	}
	return true;
}

static bool read_id(const char *hex, uint8_t id[8])
{
	if (strlen(hex) != 16 || strspn(hex, "0123456789ABCDEF") != 16)
		return false;
	for (int i = 0; i < 8; i++) {
		char two[3] = { hex[2 * i], hex[2 * i + 1], '\0' };

		id[7 - i] = (uint8_t)strtoul(two, NULL, 16);
	}
	return true;
}

static bool on_mark(struct store_state *s, const char *key, const char *value)
{
	char copy[128], *part[4];
	struct store_mark mark = { .seq = 0 };

	if (strlen(value) >= sizeof(copy) || !pack_name_is_valid(key) ||
		s->mark_count == STORE_PACKS_MAX || store_state_mark(s, key))
		return false;
	memcpy(copy, value, strlen(value) + 1);
	if (!split(copy, part, 4) || !number_key(part[0], &mark.seq) ||
		!pack_day_is_valid(part[1]) || !read_id(part[2], mark.key_id) ||
		!pack_hash_parse(part[3], mark.manifest))
		return false;
	memcpy(mark.name, key, strlen(key) + 1);
	memcpy(mark.issued, part[1], sizeof(mark.issued));
	s->marks[s->mark_count++] = mark;
	return true;
}

static bool on_pack(struct store_generation *g, const char *key, const char *value)
{
	char copy[128], *part[2];
	struct store_pack pack = { .seq = 0 };
	int before = g->count;

	if (strlen(value) >= sizeof(copy) || !pack_name_is_valid(key))
		return false;
	memcpy(copy, value, strlen(value) + 1);
	if (!split(copy, part, 2) || !number_key(part[0], &pack.seq) ||
		!pack_hash_parse(part[1], pack.manifest))
		return false;
	memcpy(pack.name, key, strlen(key) + 1);
	return store_generation_put(g, &pack) == ERR_OK && g->count == before + 1;
}

static bool on_state(struct parse *p, const char *section, const char *key, const char *value)
{
	struct store_state *s = p->state;
	const struct {
		const char *key;
		uint32_t *place;
	} numbers[] = { { "current", &s->current }, { "previous", &s->previous },
		{ "trying", &s->trying }, { "last", &s->last }, { "keys", &s->keys } };

	if (strcmp(section, "marks") == 0)
		return on_mark(s, key, value);
	for (size_t i = 0; !*section && i < sizeof(numbers) / sizeof(*numbers); i++) {
		if (strcmp(numbers[i].key, key) == 0)
			return number_key(value, numbers[i].place);
	}
	return false;
}

static enum err on_key(void *ctx, const char *section, const char *key, const char *value, int line,
	struct diag *d)
{
	struct parse *p = ctx;
	bool is_good;

	if (!*section && strcmp(key, "format") == 0)
		is_good = p->has_format = strcmp(value, FORMAT) == 0;
	else if (p->state)
		is_good = on_state(p, section, key, value);
	else if (strcmp(section, "packs") == 0)
		is_good = on_pack(p->generation, key, value);
	else
		is_good = !*section && strcmp(key, "generation") == 0 &&
			  number_key(value, &p->generation->number);
	return is_good ? ERR_OK
		       : diag_fail(d, ERR_SYNTAX, "%s:%d: %.40s = %.60s is not what belongs here",
				 p->name, line, key, value);
}

static enum err parse(struct parse *p, const char *text, struct diag *d)
{
	enum err err = inifile_each(p->name, text, on_key, p, d);

	if (err == ERR_OK && !p->has_format)
		err = diag_fail(d, ERR_SYNTAX, "%s: format = " FORMAT " is missing", p->name);
	return err;
}

enum err store_state_parse(
	const char *name, const char *text, struct store_state *out, struct diag *d)
{
	struct parse p = { .state = out, .name = name };

	*out = (struct store_state){ 0 };
	return parse(&p, text, d);
}

void store_state_write(const struct store_state *s, struct buf *out)
{
	buf_puts(out, "# The kiosk writes this file.\nformat = " FORMAT "\n");
	buf_printf(out, "current = %u\nprevious = %u\ntrying = %u\nlast = %u\nkeys = %u\n[marks]\n",
		(unsigned)s->current, (unsigned)s->previous, (unsigned)s->trying, (unsigned)s->last,
		(unsigned)s->keys);
	for (int i = 0; i < s->mark_count; i++) {
		const struct store_mark *m = &s->marks[i];
		char id[MINISIGN_ID_TEXT], hex[PACK_HEX_BYTES];

		minisign_id_write(m->key_id, id);
		pack_hash_write(m->manifest, hex);
		buf_printf(
			out, "%s = %u %s %s %s\n", m->name, (unsigned)m->seq, m->issued, id, hex);
	}
}

enum err store_generation_parse(
	const char *name, const char *text, struct store_generation *out, struct diag *d)
{
	struct parse p = { .generation = out, .name = name };

	*out = (struct store_generation){ 0 };
	return parse(&p, text, d);
}

void store_generation_write(const struct store_generation *g, struct buf *out)
{
	buf_printf(out,
		"# The kiosk writes this file.\nformat = " FORMAT "\ngeneration = %u\n[packs]\n",
		(unsigned)g->number);
	for (int i = 0; i < g->count; i++) {
		char hex[PACK_HEX_BYTES];

		pack_hash_write(g->packs[i].manifest, hex);
		buf_printf(out, "%s = %u %s\n", g->packs[i].name, (unsigned)g->packs[i].seq, hex);
	}
}

const struct store_mark *store_state_mark(const struct store_state *s, const char *name)
{
	for (int i = 0; i < s->mark_count; i++) {
		if (strcmp(s->marks[i].name, name) == 0)
			return &s->marks[i];
	}
	return NULL;
}

enum err store_generation_put(struct store_generation *g, const struct store_pack *pack)
{
	int at = 0;

	while (at < g->count && strcmp(g->packs[at].name, pack->name) < 0)
		at++;
	if (at == g->count || strcmp(g->packs[at].name, pack->name) != 0) {
		if (g->count == STORE_PACKS_MAX)
			return ERR_RANGE;
		memmove(&g->packs[at + 1], &g->packs[at],
			(size_t)(g->count - at) * sizeof(*g->packs));
		g->count++;
	}
	g->packs[at] = *pack;
	return ERR_OK;
}

void store_state_try(struct store_state *s, uint32_t number)
{
	s->trying = number;
	if (number > s->last)
		s->last = number;
}

enum err store_state_accept(struct store_state *s, const struct store_mark *mark)
{
	int at = 0;

	if (mark) {
		while (at < s->mark_count && strcmp(s->marks[at].name, mark->name) != 0)
			at++;
		if (at == STORE_PACKS_MAX)
			return ERR_RANGE;
		s->marks[at] = *mark;
		if (at == s->mark_count)
			s->mark_count++;
	}
	s->previous = s->current;
	s->current = s->trying;
	s->trying = 0;
	return ERR_OK;
}

void store_state_revert(struct store_state *s)
{
	s->trying = 0;
}

void store_state_rotate(struct store_state *s, const struct pack_keys *keys)
{
	int kept = 0;

	for (int i = 0; i < s->mark_count; i++) {
		const struct pack_key *key = pack_keys_find(keys, s->marks[i].key_id);

		if (key && pack_key_may_sign(key, s->marks[i].name))
			s->marks[kept++] = s->marks[i];
	}
	s->mark_count = kept;
	s->keys = keys->id.seq;
}

const char *store_state_today(
	const struct store_state *s, const struct pack_keys *keys, const char *clock_day)
{
	const char *today = clock_day;

	if (keys && strcmp(keys->id.issued, today) > 0)
		today = keys->id.issued;
	for (int i = 0; i < s->mark_count; i++) {
		if (strcmp(s->marks[i].issued, today) > 0)
			today = s->marks[i].issued;
	}
	return today;
}
