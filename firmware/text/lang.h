/* The languages the kiosk speaks: one INI file each in assets/languages/, read once at start.
 * Owns its strings; immutable after loading, so it may be shared. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum text_direction { TEXT_LTR, TEXT_RTL };

#define LANG_FONTS_MAX 8

struct lang {
	const char *code;    /* our id and the catalogue's name: sv, ar, prs, kmr, ... */
	const char *endonym; /* in its own script: العربية */
	const char *swedish; /* the Swedish name, lower case: arabiska */
	const char *english; /* for maintainers and logs */
	const char *bcp47;   /* language tag given to HarfBuzz (BCP 47), usually the code */
	const char
		*icu_locale; /* what ICU is asked for; prs -> fa_AF, kmr -> ku: mapped on purpose */
	const char *script;  /* ISO 15924 of its main script: Latn, Arab, Ethi, Thai, Cyrl */
	enum text_direction direction;
	const char *fonts[LANG_FONTS_MAX]; /* chain of names in fonts.ini, most wanted first */
	int font_count;
	int order; /* place on the language page, from 1; 0: not offered there */
	/* Baseline to baseline in em, on screen and paper. A font's own ascent and descent leave
	 * room for stacked marks that running text never has (Noto Sans Arabic: 2.1 em). */
	double leading;
	/* How far the translation is, counted when the content was staged (locales/review.py):
	 * texts there are, translated, and of those signed by a native reader as they stand now. */
	int texts, translated, signed_texts;
	const char *greeting; /* "Welcome" on the language page, in this language */
	int keypad; /* its number on the desk's keypad, two digits that differ; never changes; 0:
		       none */
};

struct lang_table {
	const struct lang *langs; /* offered ones by order, then those with order 0 by code */
	int count;
};

/* Reads one INI text (inih). name is for the sentence only ("languages/ar.ini"). Strings are copied
 * into the arena. ERR_SYNTAX / ERR_MISSING / ERR_RANGE with a sentence naming file and key, and the
 * line unless the fault shows only when all is read. */
MUST_CHECK enum err lang_parse(
	struct arena *a, const char *name, const char *ini, struct lang *lang_out, struct diag *d);

/* Reads locale/CODE/status.ini into the language's counts. Left out or 0 texts: nobody knows, so it
 * counts as a draft. */
MUST_CHECK enum err lang_parse_status(
	struct arena *a, const char *name, const char *ini, struct lang *lang, struct diag *d);
/* Every text is translated and signed. A signature is bound to source and translation: when one of
 * them changes it counts no longer. */
bool lang_is_signed(const struct lang *lang);

/* The order of a table: < 0 if a comes first. */
int lang_compare(const struct lang *a, const struct lang *b);

/* NULL if unknown. */
const struct lang *lang_find(const struct lang_table *table, const char *code);
