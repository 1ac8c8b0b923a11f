/* From a content text to what the text engine takes: translation looked up, inline tags turned into
 * spans and isolates, facts put in.
 *
 *   <sv>folkbokföring</sv>  Swedish term: span lang sv, bold, wrapped in FSI..PDI
 *   <b>...</b>              bold span
 *   <web>skatteverket.se</web>  LRI..PDI, never translated
 *   <fact ref="id-card-fee"/>   the fact's value: phones and amounts LRI..PDI in the digits printed
 * on Swedish papers; past its check-by date followed by the caution
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "content/content.h"
#include "content/strings.h"
#include "text/layout.h"

struct rich_context {
	const struct content *content;
	const struct strings *strings;
	const struct lang_table *langs;
	const struct lang *lang; /* the visitor's */
	const char *today;       /* YYYY-MM-DD */
};

struct rich_text {
	struct text_rich rich;   /* in the arena */
	const struct lang *lang; /* the language it really is in: Swedish when untranslated */
	bool is_translated;
};

/* Never fails visibly: damaged markup in a translation falls back to Swedish, and without memory
 * the text is empty. */
struct rich_text rich_from_content(
	const struct rich_context *c, struct arena *a, struct content_text text);
/* Plain interface string (msgid in English) through the same path. */
struct rich_text rich_from_interface(
	const struct rich_context *c, struct arena *a, const char *msgid);
/* Checks that a translation has the same tags and facts as its source; says which differs. For the
 * build-time check of catalogues. */
MUST_CHECK enum err rich_check_translation(
	const char *msgid, const char *msgstr, const struct content *content, struct diag *d);
/* "30 november 2026" in the language, by ICU, in the calendar and digits of the written rule
 * (firmware/text/README or README: Gregorian and Western digits everywhere, because the papers have
 * them). iso: YYYY-MM-DD. */
const char *rich_date(struct arena *a, const struct lang *lang, const char *iso);
