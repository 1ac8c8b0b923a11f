#include "text/chars.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

static uint8_t grapheme_class(UChar32 c)
{
	switch ((UGraphemeClusterBreak)u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK)) {
	case U_GCB_CONTROL:
		return GRAPHEME_CONTROL;
	case U_GCB_CR:
		return GRAPHEME_CR;
	case U_GCB_LF:
		return GRAPHEME_LF;
	case U_GCB_EXTEND:
		return GRAPHEME_EXTEND;
	case U_GCB_ZWJ:
		return GRAPHEME_ZWJ;
	case U_GCB_REGIONAL_INDICATOR:
		return GRAPHEME_REGIONAL;
	case U_GCB_PREPEND:
		return GRAPHEME_PREPEND;
	case U_GCB_SPACING_MARK:
		return GRAPHEME_SPACING_MARK;
	case U_GCB_L:
		return GRAPHEME_L;
	case U_GCB_V:
		return GRAPHEME_V;
	case U_GCB_T:
		return GRAPHEME_T;
	case U_GCB_LV:
		return GRAPHEME_LV;
	case U_GCB_LVT:
		return GRAPHEME_LVT;
	case U_GCB_OTHER:
	case U_GCB_E_BASE:
	case U_GCB_E_BASE_GAZ:
	case U_GCB_E_MODIFIER:
	case U_GCB_GLUE_AFTER_ZWJ:
	case U_GCB_COUNT:
		break;
	}
	return u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) ? GRAPHEME_PICTOGRAPH
								   : GRAPHEME_OTHER;
}

static uint8_t bidi_flags(UChar32 c)
{
	switch (u_charDirection(c)) {
	case U_RIGHT_TO_LEFT:
	case U_RIGHT_TO_LEFT_ARABIC:
	case U_ARABIC_NUMBER:
		return CHAR_BIDI;
	case U_LEFT_TO_RIGHT_EMBEDDING:
	case U_LEFT_TO_RIGHT_OVERRIDE:
	case U_RIGHT_TO_LEFT_EMBEDDING:
	case U_RIGHT_TO_LEFT_OVERRIDE:
		return CHAR_BIDI | CHAR_L1;
	case U_FIRST_STRONG_ISOLATE:
	case U_LEFT_TO_RIGHT_ISOLATE:
	case U_RIGHT_TO_LEFT_ISOLATE:
		return CHAR_BIDI | CHAR_L1 | CHAR_PAIR;
	case U_POP_DIRECTIONAL_ISOLATE:
		return CHAR_L1 | CHAR_PAIR;
	case U_POP_DIRECTIONAL_FORMAT:
	case U_BOUNDARY_NEUTRAL:
		return CHAR_L1;
	case U_BLOCK_SEPARATOR:
	case U_SEGMENT_SEPARATOR:
	case U_WHITE_SPACE_NEUTRAL:
		return CHAR_L1 | (u_isUWhiteSpace(c) ? CHAR_SPACE : 0);
	case U_LEFT_TO_RIGHT:
	case U_EUROPEAN_NUMBER:
	case U_EUROPEAN_NUMBER_SEPARATOR:
	case U_EUROPEAN_NUMBER_TERMINATOR:
	case U_COMMON_NUMBER_SEPARATOR:
	case U_OTHER_NEUTRAL:
	case U_DIR_NON_SPACING_MARK:
	case U_CHAR_DIRECTION_COUNT:
		break;
	}
	return 0;
}

static uint8_t char_flags(UChar32 c)
{
	uint8_t flags = bidi_flags(c);
	int8_t category = u_charType(c);

	if ((c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029)
		flags |= CHAR_NEWLINE | CHAR_SPACE;
	if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
		flags |= CHAR_STICKY | CHAR_IGNORABLE;
	/* The Ogham space (U+1680) is the one blank with ink: it needs its own font. */
	if (category == U_CONTROL_CHAR || category == U_FORMAT_CHAR ||
		category == U_LINE_SEPARATOR || category == U_PARAGRAPH_SEPARATOR ||
		(category == U_SPACE_SEPARATOR && c != 0x1680))
		flags |= CHAR_STICKY;
	if (u_getIntPropertyValue(c, UCHAR_BIDI_PAIRED_BRACKET_TYPE) != U_BPT_NONE ||
		category == U_INITIAL_PUNCTUATION || category == U_FINAL_PUNCTUATION)
		flags |= CHAR_PAIR;
	return flags;
}

const struct char_props *chars_page(struct chars *c, uint32_t code_point)
{
	static const struct char_props letters[256];
	struct char_props *page = malloc(256 * sizeof(*page));

	if (!page)
		return letters;
	for (int i = 0; i < 256; i++) {
		UChar32 it = (UChar32)((code_point & ~255u) + (uint32_t)i);
		UErrorCode status = U_ZERO_ERROR;
		UScriptCode script = uscript_getScript(it, &status);

		page[i].script = (uint8_t)(U_FAILURE(status) ? USCRIPT_UNKNOWN : script);
		page[i].gcb = grapheme_class(it);
		page[i].flags = char_flags(it);
	}
	c->pages[code_point >> 8] = page;
	return page;
}

void chars_finish(struct chars *c)
{
	for (int i = 0; i < CHARS_PAGES; i++)
		free(c->pages[i]);
	*c = (struct chars){ 0 };
}

static bool joins(const struct grapheme_state *s, uint8_t next)
{
	uint8_t previous = s->previous;

	if (previous == GRAPHEME_CR)
		return next == GRAPHEME_LF; /* GB3 */
	if (previous == GRAPHEME_LF || previous == GRAPHEME_CONTROL || next == GRAPHEME_CR ||
		next == GRAPHEME_LF || next == GRAPHEME_CONTROL)
		return false; /* GB4, GB5 */
	if (next == GRAPHEME_EXTEND || next == GRAPHEME_ZWJ || next == GRAPHEME_SPACING_MARK ||
		previous == GRAPHEME_PREPEND)
		return true; /* GB9, GB9a, GB9b */
	if (previous == GRAPHEME_L)
		return next == GRAPHEME_L || next == GRAPHEME_V || next == GRAPHEME_LV ||
		       next == GRAPHEME_LVT; /* GB6 */
	if (previous == GRAPHEME_LV || previous == GRAPHEME_V)
		return next == GRAPHEME_V || next == GRAPHEME_T; /* GB7 */
	if (previous == GRAPHEME_LVT || previous == GRAPHEME_T)
		return next == GRAPHEME_T; /* GB8 */
	if (next == GRAPHEME_PICTOGRAPH)
		return s->pictograph_joins;                  /* GB11 */
	return next == GRAPHEME_REGIONAL && s->odd_regional; /* GB12, GB13 */
}

bool grapheme_next(struct grapheme_state *s, uint8_t gcb)
{
	bool starts = !s->inside || !joins(s, gcb);

	s->pictograph_joins = gcb == GRAPHEME_ZWJ && s->pictograph;
	if (gcb != GRAPHEME_EXTEND)
		s->pictograph = gcb == GRAPHEME_PICTOGRAPH;
	s->odd_regional = gcb == GRAPHEME_REGIONAL && (starts || !s->odd_regional);
	s->previous = gcb;
	s->inside = true;
	return starts;
}
