#include "content/catalogue_linux.h"

#include <errno.h>
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "content/mo.h"
#include "platform/files_linux.h"

#define DOMAINS 2

/* gettext looks for DIR/LANGUAGE/LC_MESSAGES/DOMAIN.mo. Each domain is bound to the folder of its
 * one language, and the fixed LANGUAGE "." means that folder itself: every domain is looked for in
 * exactly one place, and the C library's own messages (strerror) stay English. */
#define FIXED_LANGUAGE "."

static const char *const domain_names[DOMAINS] = {
	[STRINGS_KIOSK] = "kiosk", [STRINGS_GUIDES] = "guides"
};
static const char *const source_languages[DOMAINS] = {
	[STRINGS_KIOSK] = "en", [STRINGS_GUIDES] = "sv"
};

struct slot { /* one language */
	const char *code;
	const char *domain[DOMAINS]; /* "guides-ar"; NULL: not used */
};

struct catalogue {
	struct arena *arena;
	struct slot *slots;
	int slot_count;
	const char **faults;
	int fault_count;
	struct strings strings;
	/* a string known to be in a checked catalogue, for the test at start */
	const char *known_domain, *known_msgid, *known_text;
};

static const struct slot *find_slot(const struct catalogue *c, const char *code)
{
	int i;

	for (i = 0; i < c->slot_count; i++)
		if (strcmp(c->slots[i].code, code) == 0)
			return &c->slots[i];
	return NULL;
}

static const char *domain_of(
	const struct catalogue *c, const char *code, enum strings_domain domain)
{
	const struct slot *slot = find_slot(c, code);

	return slot ? slot->domain[domain] : NULL;
}

/* gettext gives the very pointer back that it was asked with when it has no translation. */
static const char *lookup(void *ctx, const char *lang_code, enum strings_domain domain,
	const char *context, const char *msgid)
{
	const char *name = domain_of(ctx, lang_code, domain), *text;
	struct buf key = { 0 };

	if (!name || !msgid[0]) /* "" is the catalogue's header */
		return NULL;
	if (!context) {
		text = dcgettext(name, msgid, LC_MESSAGES);
		return text == msgid ? NULL : text;
	}
	buf_printf(&key, "%s\004%s", context, msgid);
	text = key.failed ? NULL : dcgettext(name, key.data, LC_MESSAGES);
	if (text == key.data)
		text = NULL;
	buf_finish(&key);
	return text;
}

static const char *lookup_plural(void *ctx, const char *lang_code, enum strings_domain domain,
	const char *msgid, const char *msgid_plural, unsigned long n)
{
	const char *name = domain_of(ctx, lang_code, domain), *text;

	if (!name || !msgid[0])
		return NULL;
	text = dcngettext(name, msgid, msgid_plural, n, LC_MESSAGES);
	return text == msgid || text == msgid_plural ? NULL : text;
}

static enum err add_fault(struct catalogue *c, const char *sentence, const char *code)
{
	const char **faults = arena_array(c->arena, (size_t)c->fault_count + 1, sizeof(*faults));
	const char *fault = arena_printf(c->arena,
		"%s; until then the texts in \"%s\" are shown in Swedish", sentence, code);

	if (!faults || !fault)
		return ERR_MEMORY;
	if (c->fault_count)
		memcpy(faults, c->faults, (size_t)c->fault_count * sizeof(*faults));
	faults[c->fault_count++] = fault;
	c->faults = faults;
	return ERR_OK;
}

/* Remembers the first entry without context or plural as the known string. */
static void remember_known(struct catalogue *c, const struct mo *mo, const char *domain)
{
	uint32_t i;

	for (i = 1; i < mo->count && !c->known_domain; i++) {
		struct mo_entry e = mo_entry(mo, i);
		const char *msgid, *text;

		if (e.context || e.msgid_plural)
			continue;
		msgid = arena_strdup(c->arena, e.msgid);
		text = arena_strdup(c->arena, e.form[0]);
		if (msgid && text) {
			c->known_domain = domain;
			c->known_msgid = msgid;
			c->known_text = text;
		}
	}
}

/* ERR_OK also when the file is missing or damaged: then there is a fault and no domain. */
static enum err open_one(struct catalogue *c, const char *locale_dir, const struct lang *lang,
	enum strings_domain domain, struct slot *slot)
{
	const char *name = arena_printf(c->arena, "%s-%s", domain_names[domain], lang->code);
	const char *folder = arena_printf(c->arena, "%s/%s", locale_dir, lang->code);
	const char *path = arena_printf(c->arena, "%s/LC_MESSAGES/%s.mo", folder, name ? name : "");
	struct file_map map;
	struct diag why = { 0 };
	struct mo mo;
	enum err err;

	if (!name || !folder || !path)
		return ERR_MEMORY;
	err = file_map(path, FILE_TEXT_MAX, &map, &why);
	if (err == ERR_MISSING && lang->order <= 0)
		return ERR_OK;
	if (err != ERR_OK)
		return add_fault(c, why.text, lang->code);
	err = mo_open(&mo, path, map.bytes, map.size, &why);
	if (err == ERR_OK) {
		remember_known(c, &mo, name);
		if (!bindtextdomain(name, folder) || !bind_textdomain_codeset(name, "UTF-8")) {
			file_unmap(&map);
			return ERR_MEMORY;
		}
		slot->domain[domain] = name;
	}
	file_unmap(&map);
	return err == ERR_OK ? ERR_OK : add_fault(c, why.text, lang->code);
}

static enum err open_all(struct catalogue *c, const char *content_dir,
	const struct lang_table *langs, struct diag *d)
{
	char real[PATH_MAX];
	const char *locale_dir;
	enum err err = ERR_OK;
	int i;

	/* gettext knows a catalogue by its path: `current` must not stand for two folders. */
	if (!realpath(content_dir, real))
		return diag_fail(d, errno == ENOENT ? ERR_MISSING : ERR_IO,
			"%s: cannot open the content folder: %s", content_dir, strerror(errno));
	locale_dir = arena_printf(c->arena, "%s/locale", real);
	c->slots = arena_array(c->arena, (size_t)langs->count, sizeof(*c->slots));
	if (!locale_dir || !c->slots)
		err = ERR_MEMORY;
	for (i = 0; i < langs->count && err == ERR_OK; i++) {
		const struct lang *lang = &langs->langs[i];
		struct slot *slot = &c->slots[c->slot_count++];
		int domain;

		slot->code = lang->code;
		for (domain = 0; domain < DOMAINS && err == ERR_OK; domain++)
			if (strcmp(lang->code, source_languages[domain]) != 0)
				err = open_one(
					c, locale_dir, lang, (enum strings_domain)domain, slot);
	}
	if (err != ERR_OK)
		return diag_fail(d, err, "%s: no memory for the catalogues", content_dir);
	return ERR_OK;
}

/* gettext translates nothing in the locale "C", and later versions treat C.UTF-8 the same; then a
 * real one must be there. What counts is that a string we know comes back translated. */
static enum err choose_locale(const struct catalogue *c, struct diag *d)
{
	static const char *const locales[] = { "C.UTF-8", "sv_SE.UTF-8", "en_GB.UTF-8",
		"en_US.UTF-8" };
	size_t i;

	if (setenv("LANGUAGE", FIXED_LANGUAGE, 1) != 0)
		return diag_fail(d, ERR_MEMORY, "no memory for LANGUAGE");
	for (i = 0; i < sizeof(locales) / sizeof(locales[0]); i++) {
		if (!setlocale(LC_MESSAGES, locales[i]) || !setlocale(LC_CTYPE, locales[i]))
			continue;
		if (!c->known_domain ||
			strcmp(dcgettext(c->known_domain, c->known_msgid, LC_MESSAGES),
				c->known_text) == 0)
			return ERR_OK;
	}
	return diag_fail(d, ERR_UNSUPPORTED,
		"gettext does not translate \"%.60s\" in %s with any of the locales C.UTF-8, "
		"sv_SE.UTF-8, en_GB.UTF-8, en_US.UTF-8; generate one of them (Debian: package "
		"locales, dpkg-reconfigure locales)",
		c->known_msgid ? c->known_msgid : "", c->known_domain ? c->known_domain : "");
}

enum err catalogue_open(const char *content_dir, const struct lang_table *langs,
	struct catalogue **catalogue_out, struct diag *d)
{
	struct catalogue *c = calloc(1, sizeof(*c));
	enum err err;

	if (c)
		c->arena = arena_create(0);
	if (!c || !c->arena) {
		free(c);
		return diag_fail(d, ERR_MEMORY, "no memory for the catalogues");
	}
	c->strings = (struct strings){ lookup, lookup_plural, c };
	err = open_all(c, content_dir, langs, d);
	if (err == ERR_OK)
		err = choose_locale(c, d);
	if (err != ERR_OK) {
		catalogue_close(c);
		return err;
	}
	*catalogue_out = c;
	return ERR_OK;
}

void catalogue_close(struct catalogue *c)
{
	if (!c)
		return;
	arena_destroy(c->arena);
	free(c);
}

const struct strings *catalogue_strings(const struct catalogue *c)
{
	return &c->strings;
}

bool catalogue_has(const struct catalogue *c, const char *lang_code, enum strings_domain domain)
{
	return strcmp(lang_code, source_languages[domain]) == 0 || domain_of(c, lang_code, domain);
}

int catalogue_fault_count(const struct catalogue *c)
{
	return c->fault_count;
}

const char *catalogue_fault(const struct catalogue *c, int index)
{
	return c->faults[index];
}
