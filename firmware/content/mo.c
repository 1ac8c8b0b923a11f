#include "content/mo.h"

#include <stdbool.h>
#include <string.h>

#define MAGIC 0x950412DEu
#define HEADER_BYTES 28u
#define CONTEXT_END '\004'

static uint32_t word(const struct mo *mo, size_t at)
{
	const unsigned char *p = (const unsigned char *)mo->bytes + at;

	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static const char *string(const struct mo *mo, uint32_t table, uint32_t index, size_t *size_out)
{
	*size_out = word(mo, table + 8u * index);
	return mo->bytes + word(mo, table + 8u * index + 4u);
}

static bool is_table_inside(const struct mo *mo, uint32_t offset)
{
	return offset % 4 == 0 && offset >= HEADER_BYTES && offset <= mo->size &&
	       mo->count <= (mo->size - offset) / 8u;
}

static bool is_string_inside(const struct mo *mo, uint32_t table, uint32_t index)
{
	uint32_t size = word(mo, table + 8u * index), offset = word(mo, table + 8u * index + 4u);

	return offset < mo->size && size < mo->size - offset && mo->bytes[offset + size] == '\0';
}

static int count_nuls(const char *s, size_t size)
{
	int n = 0;
	size_t i;

	for (i = 0; i < size; i++)
		n += s[i] == '\0';
	return n;
}

/* The C library evaluates the plural expression: no division by what might be zero, no depth that
 * could exhaust its parser. */
static bool is_plural_safe(const char *p, size_t size)
{
	size_t i, depth = 0;

	if (size > 400)
		return false;
	for (i = 0; i < size; i++) {
		if (!strchr("0123456789n()?:&|=!<>%*+- \t", p[i]) || !p[i])
			return false;
		depth += p[i] == '(';
		if (depth > 20)
			return false;
		if (p[i] == '%') {
			size_t next = i + 1;

			while (next < size && p[next] == ' ')
				next++;
			if (next == size || p[next] < '1' || p[next] > '9')
				return false;
		}
	}
	return size > 0;
}

/* The line of the header that begins with the name; NULL if there is none. */
static const char *header_field(const char *header, const char *name, size_t *size_out)
{
	size_t name_size = strlen(name);

	while (*header) {
		size_t size = strcspn(header, "\n");

		if (size >= name_size && memcmp(header, name, name_size) == 0) {
			*size_out = size - name_size;
			return header + name_size;
		}
		header += size + (header[size] == '\n');
	}
	return NULL;
}

static enum err check_header(struct mo *mo, const char *name, struct diag *d)
{
	static const char plural_is[] = "plural=";
	size_t size, expression;
	const char *header = string(mo, mo->texts_offset, 0, &size), *field, *p;

	field = header_field(header, "Content-Type: ", &size);
	if (!field || size != strlen("text/plain; charset=UTF-8") ||
		memcmp(field, "text/plain; charset=UTF-8", size) != 0)
		return diag_fail(d, ERR_SYNTAX,
			"%s: its header does not say charset=UTF-8; mend the PO file", name);
	mo->forms = 1;
	field = header_field(header, "Plural-Forms: ", &size);
	if (!field)
		return ERR_OK;
	if (size < 12 || memcmp(field, "nplurals=", 9) != 0 || field[9] < '1' ||
		field[9] > '0' + MO_FORMS_MAX || field[10] != ';')
		return diag_fail(d, ERR_SYNTAX,
			"%s: its header's Plural-Forms does not begin with nplurals=1..%d;", name,
			MO_FORMS_MAX);
	mo->forms = field[9] - '0';
	p = field + 11;
	size -= 11;
	while (size && *p == ' ') {
		p++;
		size--;
	}
	expression = size > strlen(plural_is) && memcmp(p, plural_is, strlen(plural_is)) == 0
			     ? strcspn(p + strlen(plural_is), ";\n")
			     : 0;
	if (!is_plural_safe(p + strlen(plural_is), expression))
		return diag_fail(d, ERR_SYNTAX,
			"%s: its header's Plural-Forms has a rule that is not understood; mend the "
			"PO "
			"file",
			name);
	return ERR_OK;
}

static enum err check_entry(const struct mo *mo, const char *name, uint32_t i, struct diag *d)
{
	size_t id_size, text_size, before_size;
	const char *id, *text;
	int plural, nuls;

	if (!is_string_inside(mo, mo->ids_offset, i) || !is_string_inside(mo, mo->texts_offset, i))
		return diag_fail(d, ERR_SYNTAX,
			"%s: is damaged: string %u does not lie inside the file", name, i);
	id = string(mo, mo->ids_offset, i, &id_size);
	text = string(mo, mo->texts_offset, i, &text_size);
	if (i && strcmp(string(mo, mo->ids_offset, i - 1, &before_size), id) >= 0)
		return diag_fail(
			d, ERR_SYNTAX, "%s: is damaged: string %u is out of order", name, i);
	plural = count_nuls(id, id_size);
	nuls = count_nuls(text, text_size);
	if (plural > 1 || (!plural && nuls) || (plural && i && nuls != mo->forms - 1) || !*text)
		return diag_fail(d, ERR_SYNTAX,
			"%s: is damaged: string %u has %d forms instead of %d, or is empty", name,
			i, *text ? nuls + 1 : 0, plural ? mo->forms : 1);
	return ERR_OK;
}

enum err mo_open(struct mo *mo, const char *name, const void *bytes, size_t size, struct diag *d)
{
	uint32_t i;
	enum err err;

	*mo = (struct mo){ .bytes = bytes, .size = size, .forms = 1 };
	if (size < HEADER_BYTES || size > UINT32_MAX || word(mo, 0) != MAGIC || word(mo, 4) != 0)
		return diag_fail(d, ERR_SYNTAX,
			"%s: is no compiled catalogue (little endian, revision 0); run `make "
			"content`",
			name);
	mo->count = word(mo, 8);
	mo->ids_offset = word(mo, 12);
	mo->texts_offset = word(mo, 16);
	if (word(mo, 20) != 0)
		return diag_fail(d, ERR_SYNTAX,
			"%s: has a hash table; compile it with msgfmt --no-hash", name);
	if (!mo->count || mo->count > MO_STRINGS_MAX || !is_table_inside(mo, mo->ids_offset) ||
		!is_table_inside(mo, mo->texts_offset))
		return diag_fail(d, ERR_SYNTAX,
			"%s: is damaged: its tables do not lie inside the file", name);
	err = check_entry(mo, name, 0, d);
	if (err == ERR_OK && word(mo, mo->ids_offset) != 0)
		err = diag_fail(d, ERR_SYNTAX, "%s: has no header; mend the PO file", name);
	if (err == ERR_OK)
		err = check_header(mo, name, d);
	for (i = 1; i < mo->count && err == ERR_OK; i++)
		err = check_entry(mo, name, i, d);
	return err;
}

struct mo_entry mo_entry(const struct mo *mo, uint32_t index)
{
	struct mo_entry e = { 0 };
	size_t id_size, text_size, at;
	const char *id = string(mo, mo->ids_offset, index, &id_size);
	const char *text = string(mo, mo->texts_offset, index, &text_size);
	const char *end = strchr(id, CONTEXT_END);

	e.msgid = id;
	if (end) {
		e.context = id;
		e.context_size = (size_t)(end - id);
		e.msgid = end + 1;
	}
	if (strlen(id) < id_size)
		e.msgid_plural = id + strlen(id) + 1;
	for (at = 0; at <= text_size && e.form_count < MO_FORMS_MAX; at += strlen(text + at) + 1)
		e.form[e.form_count++] = text + at;
	return e;
}
