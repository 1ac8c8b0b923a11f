#include <stdio.h>
#include <string.h>

#include "content/loader.h"

enum { EL_FACTS, EL_AUTHORITY, EL_FACT, EL_COUNT };

static const struct xml_element elements[EL_COUNT] = {
	[EL_FACTS] = { "facts", XML_ROOT, XML_CHILDREN, false, false, { { 0 } } },
	[EL_AUTHORITY] = { "authority", XML_BIT(EL_FACTS), XML_EMPTY, false, false,
		{ { "id", XML_FORM_ID, false }, { "name", XML_FORM_TEXT, false },
			{ "phone", XML_FORM_ID, true }, { "web", XML_FORM_HTTPS, false } } },
	[EL_FACT] = { "fact", XML_BIT(EL_FACTS), XML_EMPTY, false, false,
		{ { "id", XML_FORM_ID, false }, { "kind", XML_FORM_ID, false },
			{ "value", XML_FORM_TEXT, false }, { "source", XML_FORM_HTTPS, false },
			{ "checked", XML_FORM_DATE, false }, { "check-by", XML_FORM_DATE, false },
			{ "checked-by", XML_FORM_ID, true }, { "confirmed", XML_FORM_DATE, true },
			{ "confirmed-by", XML_FORM_ID, true }, XML_VALIDITY,
			{ "name", XML_FORM_TEXT, true } } },
};

static const struct {
	const char *name, *form;
} kinds[] = {
	[FACT_PHONE] = { "phone", "a number as people write it, such as 0771-567 567 or 112" },
	[FACT_AMOUNT] = { "amount", "whole kronor in digits, such as 1250" },
	[FACT_NUMBER] = { "number", "digits, with a comma before decimals, such as 480 or 7,5" },
	[FACT_DATE] = { "date", "a day written YYYY-MM-DD" },
	[FACT_WEB] = { "web", "an address as people read it, such as skatteverket.se/idkort" },
};

#define KINDS (int)(sizeof(kinds) / sizeof(kinds[0]))

static bool is_amount(const char *v)
{
	size_t n = strspn(v, "0123456789");

	return n >= 1 && n <= 7 && !v[n] && (v[0] != '0' || n == 1);
}

static bool is_decimal(const char *v)
{
	size_t whole = strspn(v, "0123456789"), decimals;

	if (!whole || whole > 9)
		return false;
	if (!v[whole])
		return true;
	decimals = strspn(v + whole + 1, "0123456789");
	return v[whole] == ',' && decimals >= 1 && decimals <= 4 && !v[whole + 1 + decimals];
}

/* Shown to people, so without the scheme; otherwise what XML_FORM_HTTPS takes. */
static bool is_web(const char *v)
{
	char address[256];

	return strlen(v) < sizeof(address) - 8 && !strstr(v, "://") &&
	       snprintf(address, sizeof(address), "https://%s", v) > 0 &&
	       xml_form_holds(XML_FORM_HTTPS, address);
}

static bool value_holds(enum fact_kind kind, const char *value)
{
	switch (kind) {
	case FACT_PHONE:
		return xml_form_holds(XML_FORM_PHONE, value);
	case FACT_AMOUNT:
		return is_amount(value);
	case FACT_NUMBER:
		return is_decimal(value);
	case FACT_DATE:
		return xml_form_holds(XML_FORM_DATE, value);
	case FACT_WEB:
		return is_web(value);
	}
	return false;
}

static const char *const roles[] = {
	[ROLE_EDITOR] = "editor", [ROLE_REVIEWER] = "reviewer", [ROLE_AUTHORITY] = "authority"
};

bool fact_is_verified(const struct fact *f)
{
	return f->confirmed != NULL;
}

static enum check_role find_role(const char *name)
{
	for (int i = ROLE_EDITOR; i <= ROLE_AUTHORITY; i++) {
		if (strcmp(roles[i], name) == 0)
			return (enum check_role)i;
	}
	return ROLE_NONE;
}

/* Four eyes: the second pair must belong to somebody in another role. */
static enum err read_checks(struct xml_reader *r, struct fact *f)
{
	const char *by = xml_attribute(r, "checked-by"), *again = xml_attribute(r, "confirmed-by");

	f->checked_by = by ? find_role(by) : ROLE_EDITOR;
	f->confirmed = xml_attribute(r, "confirmed");
	f->confirmed_by = again ? find_role(again) : ROLE_NONE;
	if (f->checked_by == ROLE_NONE || (again && f->confirmed_by == ROLE_NONE))
		return xml_fail(r, ERR_SYNTAX,
			"the fact \"%.40s\" was checked by a role that is none of editor, "
			"reviewer, "
			"authority",
			f->id);
	if (!f->confirmed != !again || (again && f->confirmed_by == f->checked_by))
		return xml_fail(r, ERR_SYNTAX,
			"the fact \"%.40s\" needs a second check by another role: write confirmed "
			"and confirmed-by together, with another role than checked-by",
			f->id);
	return ERR_OK;
}

static enum err open_fact(struct content_loader *l, struct xml_reader *r)
{
	struct fact_draft *draft = vec_add(l->arena, &l->facts, sizeof(*draft));
	const char *kind = xml_attribute(r, "kind");
	struct fact *f;
	int i;

	if (!draft || !kind)
		return ERR_MEMORY;
	draft->at = where_now(r);
	f = &draft->fact;
	f->line = xml_line(r);
	f->id = xml_attribute(r, "id");
	f->value = xml_attribute(r, "value");
	f->source = xml_attribute(r, "source");
	f->checked = xml_attribute(r, "checked");
	f->check_by = xml_attribute(r, "check-by");
	f->name = xml_attribute(r, "name");
	if (!f->id || !f->value || !f->source || !f->checked || !f->check_by)
		return ERR_MEMORY;
	for (i = 0; i < KINDS && strcmp(kinds[i].name, kind) != 0; i++)
		;
	if (i == KINDS)
		return xml_fail(r, ERR_SYNTAX,
			"the fact \"%.40s\" has the kind \"%.40s\"; the kinds are phone, amount, "
			"number, date, web",
			f->id, kind);
	f->kind = (enum fact_kind)i;
	if (!value_holds(f->kind, f->value))
		return xml_fail(r, ERR_SYNTAX,
			"the fact \"%.40s\" has the value \"%.60s\", which is no %s; write %s",
			f->id, f->value, kinds[i].name, kinds[i].form);
	if (strcmp(f->check_by, f->checked) < 0)
		return xml_fail(r, ERR_RANGE,
			"the fact \"%.40s\" is to be checked by %s, before it was checked (%s); "
			"mend one of the dates",
			f->id, f->check_by, f->checked);
	return read_checks(r, f) == ERR_OK ? loader_validity(r, &f->valid) : ERR_SYNTAX;
}

static enum err open_authority(struct content_loader *l, struct xml_reader *r)
{
	struct authority_draft *draft = vec_add(l->arena, &l->authorities, sizeof(*draft));

	if (!draft)
		return ERR_MEMORY;
	draft->at = draft->phone.at = where_now(r);
	draft->authority.id = xml_attribute(r, "id");
	draft->authority.name = xml_attribute(r, "name");
	draft->authority.web = xml_attribute(r, "web");
	draft->phone.id = xml_attribute(r, "phone");
	return draft->authority.id && draft->authority.name && draft->authority.web ? ERR_OK
										    : ERR_MEMORY;
}

static enum err on_open(void *ctx, struct xml_reader *r, int element)
{
	if (element == EL_FACT)
		return open_fact(ctx, r);
	if (element == EL_AUTHORITY)
		return open_authority(ctx, r);
	return ERR_OK;
}

static enum err on_close(void *ctx, struct xml_reader *r, int element, const char *text)
{
	(void)ctx;
	(void)r;
	(void)element;
	(void)text;
	return ERR_OK;
}

enum err content_add_facts(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d)
{
	static const struct xml_grammar grammar = { elements, EL_COUNT, on_open, on_close };

	return xml_read(l->arena, &grammar, l, name, xml, size, d);
}
