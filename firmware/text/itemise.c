#include "text/itemise.h"

#include <hb.h>
#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#define PAIR_DEPTH 64 /* deeper nesting falls back to the script before */

struct pair {
	uint32_t closer; /* the character that ends it; isolates all end with U+2069 */
	uint8_t script;  /* 0 (Common) while no script has come yet */
};

struct script_scan {
	struct pair pairs[PAIR_DEPTH];
	int depth;
	uint8_t current; /* 0: none yet */
	uint32_t start;  /* the line's; until a script has come, all of it waits */
};

#define PDI 0x2069u

static bool is_real(uint8_t script)
{
	return script != USCRIPT_COMMON && script != USCRIPT_INHERITED;
}

/* What ends the pair that a character opens, 0 if it opens none. */
static uint32_t pair_closer(uint32_t c)
{
	if (c >= 0x2066 && c <= 0x2068)
		return PDI;
	if (u_getIntPropertyValue((UChar32)c, UCHAR_BIDI_PAIRED_BRACKET_TYPE) == U_BPT_OPEN)
		return (uint32_t)u_getBidiPairedBracket((UChar32)c);
	return chars_quote_closer(c);
}

/* A bracket, quotation mark or isolate: the script it must take, so that both of a pair have the
 * same (UAX #24, 5.1). Where one mark serves as both (U+201D in Swedish), there is no pair and it
 * goes with what is before. */
static uint8_t scan_pair(struct script_scan *s, uint32_t c)
{
	uint32_t closer = pair_closer(c);

	if (closer) {
		if (s->depth < PAIR_DEPTH) {
			s->pairs[s->depth].closer = closer;
			s->pairs[s->depth++].script = s->current;
		}
		return s->current;
	}
	for (int i = s->depth - 1; i >= 0; i--) {
		if (s->pairs[i].closer == c) {
			s->depth = i;
			if (s->pairs[i].script)
				s->current = s->pairs[i].script;
			break;
		}
		/* A bracket never closes across the edge of an isolate. */
		if (s->pairs[i].closer == PDI)
			break;
	}
	return s->current;
}

static void resolve_start(struct script_scan *s, struct paragraph *p, uint32_t at, uint8_t script)
{
	memset(p->script + s->start, script, at - s->start);
	for (int i = 0; i < s->depth; i++) {
		if (!s->pairs[i].script)
			s->pairs[i].script = script;
	}
	s->current = script;
}

static uint8_t main_script(const struct lang *lang)
{
	int32_t script = u_getPropertyValueEnum(UCHAR_SCRIPT, lang->script);

	return script > 0 && script < 256 ? (uint8_t)script : USCRIPT_LATIN;
}

static void scripts_of_line(
	struct paragraph *p, uint32_t start, uint32_t end, const struct lang *lang)
{
	struct script_scan s;

	s.depth = 0;
	s.current = 0;
	s.start = start;
	for (uint32_t i = start; i < end; i++) {
		uint8_t script = p->script[i];

		/* A cluster is never cut; a trail surrogate has no CHAR_START either. */
		if (!(p->flags[i] & CHAR_START) && i > start) {
			p->script[i] = p->script[i - 1];
		} else if (is_real(script)) {
			if (!s.current)
				resolve_start(&s, p, i, script);
			s.current = script;
		} else if (p->flags[i] & CHAR_PAIR) {
			p->script[i] = scan_pair(&s, paragraph_char(p, i));
		} else {
			p->script[i] = s.current;
		}
	}
	if (!s.current && end > start)
		memset(p->script + start, main_script(lang), end - start);
}

void itemise_scripts(struct paragraph *p, const struct lang *lang)
{
	uint32_t start = 0;

	for (uint32_t i = 0; i < p->length; i++) {
		if (!(p->flags[i] & CHAR_NEWLINE))
			continue;
		scripts_of_line(p, start, i, lang);
		start = i + 1;
	}
	scripts_of_line(p, start, p->length, lang);
}

struct font_scan {
	struct paragraph *p;
	struct chars *chars;
	struct chains *chains;
	const struct voice *voice;
	uint32_t pending; /* blanks from here on still wait for a font; UINT32_MAX: none */
};

static void give_font(struct font_scan *s, uint32_t start, uint32_t end, int place)
{
	memset(s->p->font + start, s->voice->chain->fonts[place], end - start);
}

/* The fonts that have all of a cluster; those of its first character if none does. */
static uint8_t cluster_mask(struct font_scan *s, uint32_t start, uint32_t end)
{
	struct chain *chain = s->voice->chain;
	uint8_t first = chain_mask(s->chains, chain, s->chars, paragraph_char(s->p, start));
	uint8_t all = first;

	for (uint32_t i = paragraph_after(s->p, start); i < end; i = paragraph_after(s->p, i))
		all &= chain_mask(s->chains, chain, s->chars, paragraph_char(s->p, i));
	return all ? all : first;
}

static int first_place(uint8_t mask)
{
	return mask ? __builtin_ctz(mask) : 0;
}

static bool has_font(uint8_t mask, int place)
{
	return place >= 0 && (mask >> place & 1);
}

/* Gives waiting blanks a font, or their own best one if that has no such blank. */
static void settle_pending(struct font_scan *s, uint32_t end, int place)
{
	uint32_t next;

	if (s->pending == UINT32_MAX)
		return;
	for (uint32_t i = s->pending; i < end; i = next) {
		uint8_t mask;

		next = paragraph_after(s->p, i);
		mask = cluster_mask(s, i, next);
		give_font(s, i, next, has_font(mask, place) ? place : first_place(mask));
	}
	s->pending = UINT32_MAX;
}

/* True if the most wanted font has all of [start, end): nearly every stretch. */
static bool first_font_has_all(struct font_scan *s, uint32_t start, uint32_t end)
{
	struct chain *chain = s->voice->chain;
	uint8_t all = 1;

	for (uint32_t i = start; i < end; i = paragraph_after(s->p, i))
		all &= chain_mask(s->chains, chain, s->chars, paragraph_char(s->p, i));
	return all;
}

/* The fonts of [start, end), which has one level, script and voice. Blanks between two fonts take
 * the more wanted one, so that words are as far apart before a number as after it. */
static void fonts_of_stretch(struct font_scan *s, uint32_t start, uint32_t end)
{
	const struct paragraph *p = s->p;
	uint32_t next;
	int current = -1; /* none yet */

	if (first_font_has_all(s, start, end)) {
		give_font(s, start, end, 0);
		return;
	}
	s->pending = UINT32_MAX;
	for (uint32_t i = start; i < end; i = next) {
		int place;

		next = paragraph_after(p, i);
		while (next < end && !(p->flags[next] & CHAR_START))
			next++;
		if (p->flags[i] & CHAR_STICKY && next == paragraph_after(p, i)) {
			if (s->pending == UINT32_MAX)
				s->pending = i;
			continue;
		}
		place = first_place(cluster_mask(s, i, next));
		settle_pending(s, i, current >= 0 && current < place ? current : place);
		give_font(s, i, next, place);
		current = place;
	}
	settle_pending(s, end, current);
}

static uint32_t script_tag(uint8_t script)
{
	const char *name = uscript_getShortName((UScriptCode)script);

	return hb_script_from_string(name, -1);
}

static enum err add_item(struct paragraph *p, const struct item *item)
{
	size_t capacity = (size_t)p->item_capacity;

	if (!scratch_grow((void **)&p->items, &capacity, (size_t)p->item_count + 1, sizeof(*item)))
		return ERR_MEMORY;
	p->item_capacity = (int)capacity;
	p->items[p->item_count++] = *item;
	return ERR_OK;
}

static enum err items_of_stretch(
	struct paragraph *p, const struct voice *voice, uint32_t start, uint32_t end)
{
	struct item item = { .lang = voice->lang, .bold = voice->bold };
	enum err err = ERR_OK;

	item.level = p->levels[start];
	item.script = script_tag(p->script[start]);
	for (uint32_t i = start; i < end && err == ERR_OK; i = item.end) {
		item.start = i;
		item.font = p->font[i];
		for (item.end = i + 1; item.end < end && p->font[item.end] == item.font;)
			item.end++;
		err = add_item(p, &item);
	}
	return err;
}

/* The end of what has the level, script and voice of start; voice_end is the voice's. */
static uint32_t stretch_end(const struct paragraph *p, uint32_t start, uint32_t voice_end)
{
	uint8_t level = p->levels[start], script = p->script[start];
	uint32_t i = start + 1;

	while (i < p->length && p->levels[i] == level && p->script[i] == script &&
		!(p->flags[i] & CHAR_NEWLINE) &&
		(p->byte_of[i] < voice_end || !(p->flags[i] & CHAR_START)))
		i++;
	return i;
}

enum err itemise(struct paragraph *p, struct chars *chars, struct chains *chains,
	const struct voice *voices, int voice_count)
{
	struct font_scan scan = { p, chars, chains, voices, UINT32_MAX };
	uint32_t end;
	enum err err = ERR_OK;

	p->item_count = 0;
	for (uint32_t start = 0; start < p->length && err == ERR_OK; start = end) {
		if (p->flags[start] & CHAR_NEWLINE) {
			end = start + 1;
			continue;
		}
		while (scan.voice < voices + voice_count - 1 &&
			p->byte_of[start] >= scan.voice->byte_end)
			scan.voice++;
		end = stretch_end(p, start, scan.voice->byte_end);
		fonts_of_stretch(&scan, start, end);
		err = items_of_stretch(p, scan.voice, start, end);
	}
	return err;
}
