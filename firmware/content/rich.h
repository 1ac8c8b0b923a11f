/* From a content text to what the text engine takes: translation looked up, inline tags turned into
 * spans and isolates, facts put in.
 *
 *   <sv>folkbokföring</sv>  Swedish term: span lang sv, bold, wrapped in FSI..PDI
 *   <b>...</b>              bold span
 *   <web>skatteverket.se</web>  LRI..PDI, never translated
 *   <fact ref="id-card-fee"/>   the fact's value, as on Swedish papers: phones, amounts, numbers
 * and addresses LRI..PDI (blanks in phones and between thousands are U+00A0: never broken over two
 * lines), dates FSI..PDI in the language's words; past its check-by date followed by the caution,
 * FSI..PDI; withdrawn: "(ask the staff)" in its place
 *
 * The isolates stand outside of the spans. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "content/content.h"
#include "content/strings.h"
#include "content/withdraw.h"
#include "text/layout.h"

struct rich_context {
	const struct content *content;
	const struct strings *strings;
	const struct lang_table *langs;
	const struct lang *lang;             /* the visitor's */
	const char *today;                   /* YYYY-MM-DD */
	const struct withdrawals *withdrawn; /* by staff; NULL: nothing */
};

/* The fact in force today; NULL: there is none, or staff have withdrawn it. For whoever shows a
 * fact without a sentence around it. */
const struct fact *rich_fact(const struct rich_context *c, const char *id);
/* Interface string for the place of such a fact: "(ask the staff)". */
const char *rich_ask_staff(void);

/* Staff have taken this topic off: only that the staff is to be asked may be shown of it. */
bool rich_is_withdrawn(const struct rich_context *c, const struct guide *g);
/* Interface string that says so. */
const char *rich_withdrawn_note(void);

struct rich_text {
	struct text_rich rich;   /* in the arena */
	const struct lang *lang; /* the language it really is in: Swedish when untranslated */
	bool is_translated;
};

/* Never fails visibly: damaged markup in a translation falls back to Swedish, and without memory
 * the text is empty. */
struct rich_text rich_from_content(
	const struct rich_context *c, struct arena *a, struct content_text text);
/* A Swedish term (plain, as in guide.term) that is not broken at its hyphens: visitors look for
 * "UT-kort", not for "UT-". In the arena; NULL: no memory. */
const char *rich_term(struct arena *a, const char *term);
/* Does the text name the Swedish term? Then it need not stand beside it
 * once more. Letters of ASCII in either case. */
bool rich_has_term(const struct rich_text *text, const char *term);
/* Plain interface string (msgid in English) through the same path. */
struct rich_text rich_from_interface(
	const struct rich_context *c, struct arena *a, const char *msgid);
/* Checks that a translation has the same tags and facts as its source, and the same Swedish terms
 * and addresses in them; says which differs. content (may be NULL) tells which facts there are. For
 * the build-time check of catalogues. */
MUST_CHECK enum err rich_check_translation(
	const char *msgid, const char *msgstr, const struct content *content, struct diag *d);
/* The same for an interface string: the {names} of both sides are the same. */
MUST_CHECK enum err rich_check_interface(const char *msgid, const char *msgstr, struct diag *d);
/* "30 november 2026" in the language, by ICU, in the calendar and digits of the written rule
 * (firmware/content/README.md: Gregorian and Western digits everywhere, because the papers have
 * them). iso: YYYY-MM-DD; what is no date or cannot be written comes back as it is. NULL when there
 * is no memory. */
const char *rich_date(struct arena *a, const struct lang *lang, const char *iso);
/* "måndag 30 november": the same, with the day of the week and without the year. */
const char *rich_weekday(struct arena *a, const struct lang *lang, const char *iso);

/* Interface string said on the screen and on the paper of every language no native reader has
 * signed string by string; NULL where there is nothing to say. */
const char *rich_draft_note(const struct rich_context *c);
