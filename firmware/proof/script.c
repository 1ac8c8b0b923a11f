#include "proof/script.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/utf8.h"
#include "content/markup.h"

struct letters {
	int own, other;
};

/* Persian, Dari and Sorani write U+06CC and U+06A9; keyboards for Arabic give these. Pashto writes
 * both ya: U+064A is its long i. */
static bool is_neighbours_letter(const struct lang *lang, uint32_t c)
{
	static const char *const codes[] = { "fa", "prs", "ps", "ckb", "ur" };

	if (c != 0x0643 && (c != 0x064A || strcmp(lang->code, "ps") == 0))
		return false;
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (strcmp(lang->code, codes[i]) == 0)
			return true;
	}
	return false;
}

static bool is_latin_letter(uint32_t c)
{
	UErrorCode status = U_ZERO_ERROR;

	return u_isalpha((UChar32)c) && uscript_getScript((UChar32)c, &status) == USCRIPT_LATIN;
}

/* A word in Latin letters that stands in the source too: a name. */
static bool is_name(const char *source, const char *word, size_t size)
{
	for (const char *at = source; *at; at++) {
		if (strncmp(at, word, size) == 0)
			return true;
	}
	return false;
}

static void count_letter(struct letters *n, UScriptCode own, uint32_t c)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript((UChar32)c, &status);

	if (!u_isalpha((UChar32)c) || script == USCRIPT_COMMON || script == USCRIPT_INHERITED)
		return;
	if (script == own) {
		n->own++;
		return;
	}
	n->other++;
}

static void count_text(
	struct letters *n, UScriptCode own, const char *source, const char *bytes, size_t size)
{
	size_t at = 0;

	while (at < size) {
		size_t start = at, end;
		uint32_t c = utf8_next(bytes, size, &at);

		if (own == USCRIPT_LATIN || !is_latin_letter(c)) {
			count_letter(n, own, c);
			continue;
		}
		for (end = at; end < size;) {
			size_t next = end;

			if (!is_latin_letter(utf8_next(bytes, size, &next)))
				break;
			end = next;
		}
		if (!is_name(source, bytes + start, end - start))
			n->other += (int)(end - start);
		at = end;
	}
}

static enum err check_letters(
	const struct lang *lang, const char *bytes, size_t size, struct diag *d)
{
	for (size_t at = 0; at < size;) {
		uint32_t c = utf8_next(bytes, size, &at);

		if (is_neighbours_letter(lang, c))
			return diag_fail(d, ERR_SYNTAX,
				"the Arabic letter U+%04X stands where this language writes "
				"U+%04X; "
				"replace it",
				c, c == 0x064A ? 0x06CCu : 0x06A9u);
	}
	return ERR_OK;
}

enum err proof_check_script(
	const struct lang *lang, const char *source, const char *markup, struct diag *d)
{
	UScriptCode own = (UScriptCode)u_getPropertyValueEnum(UCHAR_SCRIPT, lang->script);
	struct markup m = markup_begin(markup);
	struct letters n = { .own = 0 };
	struct markup_token t;

	while ((t = markup_next(&m)).kind != MARKUP_END && t.kind != MARKUP_WRONG) {
		enum markup_tag tag = m.depth ? m.open[m.depth - 1] : MARKUP_B;

		if (t.kind != MARKUP_TEXT || tag == MARKUP_SV || tag == MARKUP_WEB)
			continue;
		if (check_letters(lang, t.bytes, t.size, d) != ERR_OK)
			return ERR_SYNTAX;
		count_text(&n, own, source, t.bytes, t.size);
	}
	if (n.other > n.own)
		return diag_fail(d, ERR_SYNTAX,
			"%d letters are of the script %s and %d are not; write it in the "
			"language's own "
			"script",
			n.own, lang->script, n.other);
	return ERR_OK;
}
