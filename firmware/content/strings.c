#include "content/strings.h"

#include <string.h>

#include "base/buf.h"

#define FSI "\xE2\x81\xA8" /* U+2068 first strong isolate */
#define PDI "\xE2\x81\xA9" /* U+2069 pop directional isolate */

/* The language the msgids themselves are written in. */
static const char *source_language(enum strings_domain domain)
{
	return domain == STRINGS_GUIDES ? "sv" : "en";
}

/* One language without any fallback: its catalogue, or the msgid if it is the source language. */
static const char *find(const struct strings *s, const char *lang_code, enum strings_domain domain,
	const char *context, const char *msgid)
{
	const char *text = s->lookup(s->ctx, lang_code, domain, context, msgid);

	if (!text && strcmp(lang_code, source_language(domain)) == 0)
		text = msgid;
	return text;
}

static const char *find_plural(const struct strings *s, const char *lang_code,
	enum strings_domain domain, const char *msgid, const char *msgid_plural, unsigned long n)
{
	const char *text = s->lookup_plural(s->ctx, lang_code, domain, msgid, msgid_plural, n);

	/* Swedish and English, the source languages, both have the rule n != 1. */
	if (!text && strcmp(lang_code, source_language(domain)) == 0)
		text = n == 1 ? msgid : msgid_plural;
	return text;
}

struct string_found strings_get(const struct strings *s, const char *lang_code,
	enum strings_domain domain, const char *context, const char *msgid)
{
	const char *text = find(s, lang_code, domain, context, msgid);

	if (text)
		return (struct string_found){ text, lang_code, true };
	text = find(s, "sv", domain, context, msgid);
	if (text)
		return (struct string_found){ text, "sv", false };
	return (struct string_found){ msgid, source_language(domain), false };
}

struct string_found strings_get_plural(const struct strings *s, const char *lang_code,
	enum strings_domain domain, const char *msgid, const char *msgid_plural, unsigned long n)
{
	const char *text = find_plural(s, lang_code, domain, msgid, msgid_plural, n);

	if (text)
		return (struct string_found){ text, lang_code, true };
	text = find_plural(s, "sv", domain, msgid, msgid_plural, n);
	if (text)
		return (struct string_found){ text, "sv", false };
	return (struct string_found){ n == 1 ? msgid : msgid_plural, source_language(domain),
		false };
}

/* Value of the pair whose name is name[0..size), NULL if there is none. */
static const char *pair_value(va_list pairs, const char *name, size_t size)
{
	const char *key, *found = NULL;
	va_list args;

	va_copy(args, pairs);
	while (!found && (key = va_arg(args, const char *))) {
		const char *value = va_arg(args, const char *);

		if (strlen(key) == size && memcmp(key, name, size) == 0)
			found = value;
	}
	va_end(args);
	return found;
}

static void format_into(struct buf *out, const char *format, va_list pairs)
{
	const char *p = format;

	while (*p) {
		size_t plain = strcspn(p, "{");
		const char *end, *value;

		buf_append(out, p, plain);
		p += plain;
		if (!*p)
			break;
		end = strchr(p, '}');
		value = end ? pair_value(pairs, p + 1, (size_t)(end - p - 1)) : NULL;
		if (value) {
			buf_printf(out, "%s%s%s", FSI, value, PDI);
			p = end + 1;
		} else {
			buf_putc(out, *p++);
		}
	}
}

const char *strings_format(struct arena *a, const char *format, ...)
{
	struct buf out = { 0 };
	const char *result = NULL;
	va_list pairs;

	va_start(pairs, format);
	format_into(&out, format, pairs);
	va_end(pairs);
	if (!out.failed)
		result = arena_copy(a, buf_str(&out), out.size);
	buf_finish(&out);
	return result;
}
