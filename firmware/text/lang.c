#include "text/lang.h"

#include <ctype.h>
#include <string.h>

#include "base/inifile.h"

#define ORDER_MAX 999
#define LEADING_DEFAULT 1.38

/* As it stands in the file; what needs more than copying is taken from here. */
struct raw {
	struct lang lang;
	const char *fonts;
	int direction; /* index of the word */
};

static const char *const directions[] = { "ltr", "rtl", NULL };

#define TEXT(key, field)                                                                           \
	{                                                                                          \
		.name = key, .kind = INIFILE_TEXT, .offset = offsetof(struct raw, field)           \
	}
static const struct inifile_key keys[] = {
	TEXT("code", lang.code),
	TEXT("endonym", lang.endonym),
	TEXT("swedish", lang.swedish),
	TEXT("english", lang.english),
	TEXT("bcp47", lang.bcp47),
	TEXT("icu_locale", lang.icu_locale),
	TEXT("script", lang.script),
	TEXT("fonts", fonts),
	TEXT("greeting", lang.greeting),
	{ .name = "direction",
		.kind = INIFILE_CHOICE,
		.offset = offsetof(struct raw, direction),
		.choices = directions },
	{ .name = "order",
		.kind = INIFILE_INT,
		.offset = offsetof(struct raw, lang.order),
		.min = 0,
		.max = ORDER_MAX },
	{ .name = "leading",
		.kind = INIFILE_NUMBER,
		.offset = offsetof(struct raw, lang.leading),
		.is_optional = true,
		.min = 1.0,
		.max = 2.5 },
	{ .name = "keypad",
		.kind = INIFILE_INT,
		.offset = offsetof(struct raw, lang.keypad),
		.is_optional = true,
		.min = 10,
		.max = 98 },
};

/* Letters and digits in groups joined by one kind of separator: enough for what BCP 47 and ICU are
 * given, and safe to use in a path. */
static bool is_tag(const char *s, char separator)
{
	for (const char *c = s; *c; c++) {
		bool joins = *c == separator && c > s && c[1] && c[-1] != separator;

		if (!joins && !(isascii((unsigned char)*c) && isalnum((unsigned char)*c)))
			return false;
	}
	return true;
}

static bool is_script(const char *s)
{
	return strlen(s) == 4 && is_tag(s, '-') && isupper((unsigned char)s[0]) &&
	       islower((unsigned char)s[1]) && islower((unsigned char)s[2]) &&
	       islower((unsigned char)s[3]);
}

static enum err check_tags(const char *name, const struct lang *l, struct diag *d)
{
	if (!is_tag(l->code, '-'))
		return diag_fail(d, ERR_SYNTAX, "%s: code = %s is not a language tag such as ckb",
			name, l->code);
	if (!is_tag(l->bcp47, '-'))
		return diag_fail(d, ERR_SYNTAX,
			"%s: bcp47 = %s is not a language tag such as fa-AF", name, l->bcp47);
	if (!is_tag(l->icu_locale, '_'))
		return diag_fail(d, ERR_SYNTAX,
			"%s: icu_locale = %s is not an ICU locale such as fa_AF", name,
			l->icu_locale);
	if (!is_script(l->script))
		return diag_fail(d, ERR_SYNTAX,
			"%s: script = %s is not an ISO 15924 code such as Arab", name, l->script);
	if (l->keypad && l->keypad / 10 == l->keypad % 10)
		return diag_fail(d, ERR_RANGE,
			"%s: keypad = %d has the same digit twice, as a key that sticks would send",
			name, l->keypad);
	return ERR_OK;
}

static enum err split_fonts(
	struct arena *a, const char *name, const struct raw *raw, struct lang *l, struct diag *d)
{
	char *list = arena_strdup(a, raw->fonts), *rest = NULL;

	if (!list)
		return diag_fail(d, ERR_MEMORY, "%s: no memory", name);
	for (char *font = strtok_r(list, " \t", &rest); font; font = strtok_r(NULL, " \t", &rest)) {
		if (l->font_count == LANG_FONTS_MAX)
			return diag_fail(d, ERR_RANGE, "%s: fonts = names more than %d fonts", name,
				LANG_FONTS_MAX);
		l->fonts[l->font_count++] = font;
	}
	return ERR_OK;
}

enum err lang_parse(
	struct arena *a, const char *name, const char *ini, struct lang *lang_out, struct diag *d)
{
	struct raw raw = { .lang = { .leading = LEADING_DEFAULT } };
	enum err err =
		inifile_read(a, name, ini, keys, (int)(sizeof(keys) / sizeof(keys[0])), &raw, d);

	*lang_out = (struct lang){ 0 };
	if (err == ERR_OK)
		err = check_tags(name, &raw.lang, d);
	if (err == ERR_OK)
		err = split_fonts(a, name, &raw, &raw.lang, d);
	if (err != ERR_OK)
		return err;
	raw.lang.direction = raw.direction ? TEXT_RTL : TEXT_LTR;
	*lang_out = raw.lang;
	return ERR_OK;
}

#define COUNT(key, field)                                                                          \
	{                                                                                          \
		.name = key, .kind = INIFILE_INT, .offset = offsetof(struct lang, field),          \
		.min = 0, .max = 1000000                                                           \
	}

enum err lang_parse_status(
	struct arena *a, const char *name, const char *ini, struct lang *lang, struct diag *d)
{
	static const struct inifile_key counts[] = {
		COUNT("texts", texts),
		COUNT("translated", translated),
		COUNT("signed", signed_texts),
	};
	enum err err = inifile_read(
		a, name, ini, counts, (int)(sizeof(counts) / sizeof(*counts)), lang, d);

	if (err == ERR_OK &&
		(lang->translated > lang->texts || lang->signed_texts > lang->translated))
		err = diag_fail(d, ERR_RANGE,
			"%s: more is signed than translated, or translated than there is", name);
	if (err != ERR_OK)
		lang->texts = lang->translated = lang->signed_texts = 0;
	return err;
}

bool lang_is_signed(const struct lang *lang)
{
	return lang->texts > 0 && lang->signed_texts == lang->texts;
}

int lang_compare(const struct lang *a, const struct lang *b)
{
	if ((a->order == 0) != (b->order == 0))
		return a->order == 0 ? 1 : -1;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return strcmp(a->code, b->code);
}

const struct lang *lang_find(const struct lang_table *table, const char *code)
{
	for (int i = 0; i < table->count; i++) {
		if (strcmp(table->langs[i].code, code) == 0)
			return &table->langs[i];
	}
	return NULL;
}
