#include "content/withdraw.h"

#include <stdlib.h>
#include <string.h>

#include "base/inifile.h"
#include "content/xml_reader.h"

static const char *const sections[] = { [WITHDRAWN_TOPIC] = "topics", [WITHDRAWN_FACT] = "facts" };

static int find(const struct withdrawals *w, enum withdrawn_kind kind, const char *id)
{
	for (int i = 0; w && i < w->count; i++) {
		if (w->items[i].kind == kind && strcmp(w->items[i].id, id) == 0)
			return i;
	}
	return -1;
}

bool withdrawals_has(const struct withdrawals *w, enum withdrawn_kind kind, const char *id)
{
	return find(w, kind, id) >= 0;
}

enum err withdrawals_add(
	struct withdrawals *w, enum withdrawn_kind kind, const char *id, const char *day)
{
	struct withdrawal *item;

	if (!xml_form_holds(XML_FORM_ID, id) || !xml_form_holds(XML_FORM_DATE, day) ||
		strlen(id) >= WITHDRAWN_ID_MAX)
		return ERR_RANGE;
	if (find(w, kind, id) >= 0)
		return ERR_OK;
	if (w->count == WITHDRAWN_MAX)
		return ERR_RANGE;
	item = &w->items[w->count++];
	*item = (struct withdrawal){ .kind = kind };
	memcpy(item->id, id, strlen(id) + 1);
	memcpy(item->day, day, sizeof(item->day));
	return ERR_OK;
}

void withdrawals_remove(struct withdrawals *w, enum withdrawn_kind kind, const char *id)
{
	int at = find(w, kind, id);

	if (at >= 0)
		w->items[at] = w->items[--w->count];
}

struct parse {
	struct withdrawals *out;
	const char *name;
	int content_number, found_number;
};

static enum err on_key(void *ctx, const char *section, const char *key, const char *value, int line,
	struct diag *d)
{
	struct parse *p = ctx;

	if (!*section && strcmp(key, "content") == 0) {
		p->found_number = atoi(value);
		return ERR_OK;
	}
	for (int kind = WITHDRAWN_TOPIC; kind <= WITHDRAWN_FACT; kind++) {
		if (strcmp(section, sections[kind]) != 0)
			continue;
		if (withdrawals_add(p->out, (enum withdrawn_kind)kind, key, value) == ERR_OK)
			return ERR_OK;
		return diag_fail(d, ERR_RANGE,
			"%s:%d: \"%.60s = %.20s\" is no withdrawal; write an id and a day "
			"(YYYY-MM-DD), at most %d of them",
			p->name, line, key, value, WITHDRAWN_MAX);
	}
	return diag_fail(d, ERR_SYNTAX,
		"%s:%d: \"%.60s\" belongs to nothing; the file has content, [topics] and [facts]",
		p->name, line, key);
}

enum err withdrawals_parse(const char *name, const char *ini, int content_number,
	struct withdrawals *out, struct diag *d)
{
	struct parse p = { .out = out, .name = name, .found_number = -1 };
	enum err err;

	out->count = 0;
	err = inifile_each(name, ini, on_key, &p, d);
	if (err != ERR_OK || p.found_number != content_number)
		out->count = 0;
	return err;
}

void withdrawals_write(const struct withdrawals *w, int content_number, struct buf *out)
{
	buf_puts(out, "# What staff have withdrawn. The kiosk writes this file.\n");
	buf_printf(out, "content = %d\n", content_number);
	for (int kind = WITHDRAWN_TOPIC; kind <= WITHDRAWN_FACT; kind++) {
		buf_printf(out, "[%s]\n", sections[kind]);
		for (int i = 0; i < w->count; i++) {
			if ((int)w->items[i].kind == kind)
				buf_printf(out, "%s = %s\n", w->items[i].id, w->items[i].day);
		}
	}
}
