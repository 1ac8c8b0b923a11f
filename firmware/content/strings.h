/* Translations reach pure code through one function handed in: gettext behind the edge
 * catalogue_linux, a table in tests. Source language: Swedish for content, English for the
 * interface. */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "text/lang.h"

enum strings_domain { STRINGS_KIOSK, STRINGS_GUIDES };

/* Marks a string for xgettext without translating it. */
#define N_(s) (s)

struct strings {
	/* The translation of msgid in the language's catalogue, or NULL if it has none (or a fuzzy
	 * one). context may be NULL. The result lives as long as the catalogue is open. */
	const char *(*lookup)(void *ctx, const char *lang_code, enum strings_domain domain,
		const char *context, const char *msgid);
	/* With a plural: the form for n. NULL if missing. */
	const char *(*lookup_plural)(void *ctx, const char *lang_code, enum strings_domain domain,
		const char *msgid, const char *msgid_plural, unsigned long n);
	void *ctx;
};

/* What was found, and in which language it really is: a text without translation comes back in
 * Swedish (interface: Swedish, else English) and is marked, never silently another language. */
struct string_found {
	const char *text;
	const char *lang_code;
	bool is_translated; /* false: shown in another language than was asked for */
};

struct string_found strings_get(const struct strings *s, const char *lang_code,
	enum strings_domain domain, const char *context, const char *msgid);
struct string_found strings_get_plural(const struct strings *s, const char *lang_code,
	enum strings_domain domain, const char *msgid, const char *msgid_plural, unsigned long n);

/* Replaces {name} by the value of the pair with that name; pairs are name, value, ..., NULL. An
 * unknown {name} stays as it is. Values are wrapped in FSI..PDI (U+2068, U+2069) so that they keep
 * their own order inside right-to-left text. NULL when there is no memory. */
const char *strings_format(struct arena *a, const char *format, ...) __attribute__((sentinel));
