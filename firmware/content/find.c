#include "content/find.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/ulocdata.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>

#include "base/utf8.h"

#define LABEL_UNITS 256 /* UTF-16 of a label that decide its place */
#define KEY_BYTES 512
#define LETTERS_MAX 160 /* index characters of one language */
#define LETTER_UNITS 8

struct letter {
	UChar units[LETTER_UNITS];
	int size;
};

struct draft {
	struct find_entry entry;
	UChar units[LABEL_UNITS];
	int size;
	struct letter letter;
	uint8_t key[KEY_BYTES];
};

struct build {
	struct arena *arena;
	const struct rich_context *context;
	UCollator *order;   /* tells all letters apart */
	UCollator *primary; /* sees base letters only: which index letter a label belongs under */
	struct letter letters[LETTERS_MAX];
	int letter_count;
	struct draft *drafts;
	int count, capacity;
};

/* Without the isolates and joiners that only drawing needs. */
static int plain_units(const char *utf8, size_t size, UChar *out, int capacity)
{
	int count = 0;

	for (size_t at = 0; at < size && count + 2 <= capacity;) {
		size_t control = utf8_layout_control(utf8 + at, size - at);
		UChar32 c;

		if (control) {
			at += control;
			continue;
		}
		c = (UChar32)utf8_next(utf8, size, &at);
		if (U_IS_BMP(c)) {
			out[count++] = (UChar)c;
		} else {
			out[count++] = U16_LEAD(c);
			out[count++] = U16_TRAIL(c);
		}
	}
	return count;
}

static void add_letter(struct build *b, const UChar *units, int size)
{
	struct letter *l = &b->letters[b->letter_count];

	if (b->letter_count == LETTERS_MAX || size < 1 || size > LETTER_UNITS)
		return;
	memcpy(l->units, units, (size_t)size * sizeof(*units));
	l->size = size;
	b->letter_count++;
}

/* CLDR's index characters of the language; none where CLDR has none. */
static void load_letters(struct build *b, const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	ULocaleData *data = ulocdata_open(locale, &status);
	USet *set =
		data ? ulocdata_getExemplarSet(data, NULL, 0, ULOCDATA_ES_INDEX, &status) : NULL;

	for (int i = 0; set && U_SUCCESS(status) && i < uset_getItemCount(set); i++) {
		UChar text[LETTER_UNITS];
		UChar32 first, last;
		int size = uset_getItem(set, i, &first, &last, text, LETTER_UNITS, &status);

		if (size >= 2)
			add_letter(b, text, size);
		for (UChar32 c = first; size == 0 && c <= last; c++) {
			int used = 0;

			U16_APPEND_UNSAFE(text, used, c);
			add_letter(b, text, used);
		}
	}
	uset_close(set);
	ulocdata_close(data);
}

static UScriptCode script_of(const UChar *units, int size)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar32 c;
	int at = 0;

	U16_NEXT(units, at, size, c);
	return uscript_getScript(c, &status);
}

/* What the label itself begins with, as a capital: for a language without index characters and for
 * a word of another script. */
static struct letter own_letter(const struct draft *draft)
{
	struct letter own = { .size = 0 };
	UChar32 c;
	int at = 0;

	U16_NEXT(draft->units, at, draft->size, c);
	c = u_toupper(c);
	U16_APPEND_UNSAFE(own.units, own.size, c);
	return own;
}

/* The last index letter that is not after the label. A Thai vowel written first is no hindrance:
 * the collation knows which consonant the word begins with. */
static struct letter letter_of(const struct build *b, const struct draft *draft)
{
	const struct letter *best = NULL;

	for (int i = 0; i < b->letter_count; i++) {
		const struct letter *l = &b->letters[i];

		if (ucol_strcoll(b->primary, l->units, l->size, draft->units, draft->size) ==
				UCOL_GREATER ||
			script_of(l->units, l->size) != script_of(draft->units, draft->size))
			continue;
		if (!best || ucol_strcoll(b->primary, l->units, l->size, best->units, best->size) ==
				     UCOL_GREATER)
			best = l;
	}
	return best ? *best : own_letter(draft);
}

static void add(struct build *b, struct rich_text label, int guide)
{
	struct draft *draft = &b->drafts[b->count];

	if (b->count == b->capacity || !label.rich.size)
		return;
	*draft = (struct draft){ .entry = { .label = label, .guide = guide } };
	draft->size = plain_units(label.rich.utf8, label.rich.size, draft->units, LABEL_UNITS);
	if (!draft->size)
		return;
	draft->letter = letter_of(b, draft);
	ucol_getSortKey(b->order, draft->units, draft->size, draft->key, KEY_BYTES);
	draft->key[KEY_BYTES - 1] = 0;
	b->count++;
}

static void add_paper(struct build *b, const char *word, int guide)
{
	struct rich_text label = { .lang = b->context->lang, .is_translated = true };
	const char *kept = rich_term(b->arena, word);

	label.rich =
		(struct text_rich){ .utf8 = kept ? kept : "", .size = kept ? strlen(kept) : 0 };
	add(b, label, guide);
}

static void add_all(struct build *b, enum find_list list)
{
	const struct content *c = b->context->content;

	for (int i = 0; i < c->guide_count; i++) {
		const struct guide *g = c->guides[i];

		if (list == FIND_NAMES)
			add(b,
				rich_from_content(
					b->context, b->arena, g->name.msgid ? g->name : g->title),
				i);
		for (int j = 0; list == FIND_PAPERS && j < g->paper_count; j++)
			add_paper(b, g->papers[j], i);
	}
}

static int compare(const void *a, const void *b)
{
	const struct draft *x = a, *y = b;
	int order = strcmp((const char *)x->key, (const char *)y->key);

	return order ? order : x->entry.guide - y->entry.guide;
}

static bool is_same_letter(const struct letter *a, const struct letter *b)
{
	return a->size == b->size && u_memcmp(a->units, b->units, a->size) == 0;
}

static const char *letter_text(struct arena *a, const struct letter *l)
{
	char utf8[LETTER_UNITS * 3 + 1];
	UErrorCode status = U_ZERO_ERROR;

	u_strToUTF8(utf8, sizeof(utf8), NULL, l->units, l->size, &status);
	return U_SUCCESS(status) ? arena_strdup(a, utf8) : NULL;
}

static enum err finish(struct build *b, struct find_index *out)
{
	struct find_entry *entries = arena_array(b->arena, (size_t)b->count, sizeof(*entries));
	const char **letters = arena_array(b->arena, (size_t)b->count, sizeof(*letters));

	if (!entries || !letters)
		return ERR_MEMORY;
	if (b->count)
		qsort(b->drafts, (size_t)b->count, sizeof(*b->drafts), compare);
	for (int i = 0; i < b->count; i++) {
		if (!i || !is_same_letter(&b->drafts[i].letter, &b->drafts[i - 1].letter)) {
			letters[out->letter_count] = letter_text(b->arena, &b->drafts[i].letter);
			if (!letters[out->letter_count++])
				return ERR_MEMORY;
		}
		entries[i] = b->drafts[i].entry;
		entries[i].letter = out->letter_count - 1;
	}
	out->entries = entries;
	out->entry_count = b->count;
	out->letters = letters;
	return ERR_OK;
}

static int entries_at_most(const struct content *c, enum find_list list)
{
	int count = 0;

	for (int i = 0; i < c->guide_count; i++)
		count += list == FIND_NAMES ? 1 : c->guides[i]->paper_count;
	return count;
}

enum err find_index_create(struct arena *a, const struct rich_context *context, enum find_list list,
	const struct find_index **index_out)
{
	struct rich_context in = *context;
	struct build b = { .arena = a, .context = &in };
	struct find_index *out = arena_alloc(a, sizeof(*out));
	UErrorCode status = U_ZERO_ERROR;
	enum err err = ERR_UNSUPPORTED;

	if (list == FIND_PAPERS)
		in.lang = lang_find(context->langs, "sv");
	b.capacity = entries_at_most(context->content, list);
	b.drafts = calloc((size_t)b.capacity + 1, sizeof(*b.drafts));
	b.order = in.lang ? ucol_open(in.lang->icu_locale, &status) : NULL;
	b.primary = in.lang ? ucol_open(in.lang->icu_locale, &status) : NULL;
	if (out && b.drafts && b.primary && U_SUCCESS(status)) {
		ucol_setStrength(b.primary, UCOL_PRIMARY);
		load_letters(&b, in.lang->icu_locale);
		add_all(&b, list);
		out->lang = in.lang;
		err = finish(&b, out);
	} else if (!out || !b.drafts) {
		err = ERR_MEMORY;
	}
	ucol_close(b.order);
	ucol_close(b.primary);
	free(b.drafts);
	*index_out = err == ERR_OK ? out : NULL;
	return err;
}
