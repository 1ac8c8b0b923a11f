/* Unicode's own conformance files (Debian's unicode-data, Unicode 15.0, as ICU 72) through the very
 * functions a layout uses: BidiTest and BidiCharacterTest from UTF-8 to the runs of a line,
 * GraphemeBreakTest through reading, LineBreakTest through the break function.
 *
 * Where ICU departs from the files, the lines are listed here with the reason; any other line, and
 * a listed line that begins to hold, fails the test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/fixtures.h"
#include "base/utf8.h"
#include "text/bidi.h"
#include "text/engine.h"
#include "text/line.h"

#define FOLDER "/usr/share/unicode/"
#define CHARS_MAX 256
#define LEVEL_NONE 255 /* x in the files: the character is removed by X9 */
#define ERRORS_SHOWN 10

static struct fixtures fixtures;

enum outcome {
	HOLDS,
	/* All characters run one way, and ICU gives them all one level of that parity instead of
	 * the resolved ones. The visual order is right. */
	SHORTCUT,
	DIFFERS
};

/* BidiTest: cases where ICU takes the shortcut. */
#define BIDI_TEST_CASES 770241
#define BIDI_TEST_SHORTCUTS 105785
#define BIDI_CHARACTER_CASES 91707
#define BIDI_CHARACTER_SHORTCUTS 1

/* Lines of BidiCharacterTest. None of these constructions occurs in our content: it isolates and
 * has neither overrides nor marks on brackets. */
static const struct known {
	int first, last;
	const char *reason;
} bidi_known[] = {
	{ 59, 62, "ICU does not apply an override to the isolate characters inside it" },
	{ 65, 80, "ICU pairs brackets of which one stands in an override" },
	{ 83, 88, "ICU leaves a mark on a paired bracket at the neutral's level (N0, last part)" },
	{ 102, 102, "the same, with a joiner between bracket and mark" },
	{ 108, 108, "the same" },
	{ 113, 113, "the same, with a zero width space" },
	{ 120, 120, "ICU's stack of open brackets is deeper than the 63 of BD16" },
};

/* Lines of LineBreakTest. ICU keeps together what the plain rules would part, as UAX #14, 8.2
 * allows: both are what a reader wants. */
static const struct known line_known[] = {
	{ 2265, 2265, "a hyphen before a word at the start is not parted from it (-#)" },
	{ 2267, 2267, "the same" },
	{ 2421, 2421, "the same" },
	{ 2423, 2423, "the same" },
	{ 2425, 2425, "the same" },
	{ 2427, 2427, "the same" },
	{ 2429, 2429, "the same" },
	{ 2431, 2431, "the same" },
	{ 2873, 2873, "a number keeps a separator before it (,0 .35 a.2)" },
	{ 2875, 2875, "the same" },
	{ 7477, 7477, "the same" },
	{ 7576, 7581, "the same" },
	{ 7583, 7587, "the same" },
};
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static bool is_known(const struct known *known, int count, int line)
{
	for (int i = 0; i < count; i++) {
		if (line >= known[i].first && line <= known[i].last)
			return true;
	}
	return false;
}

static int count_known(const struct known *known, int count)
{
	int lines = 0;

	for (int i = 0; i < count; i++)
		lines += known[i].last - known[i].first + 1;
	return lines;
}

/* One case: characters, and what must come out. */
struct bidi_case {
	uint32_t chars[CHARS_MAX];
	uint8_t levels[CHARS_MAX];
	int order[CHARS_MAX];
	int count, order_count;
};

static const char *next_line(const char **text, int *line)
{
	static char copy[16384];
	const char *end = strchr(*text, '\n');
	size_t size;

	if (!**text)
		return NULL;
	size = end ? (size_t)(end - *text) : strlen(*text);
	assert_true(size < sizeof(copy));
	memcpy(copy, *text, size);
	copy[size] = '\0';
	*text += size + (end != NULL);
	++*line;
	return copy;
}

/* The characters of the engine's one line in visual order, as indices; X9-removed ones left out. */
static int visual_order(const struct bidi_case *c, const struct paragraph *p, int *order)
{
	const struct text_engine *e = fixtures.engine;
	int count = 0, char_at[CHARS_MAX * 4] = { 0 };

	for (uint32_t i = 0, n = 0; i < p->length; i = paragraph_after(p, i))
		char_at[p->byte_of[i]] = (int)n++;
	for (size_t r = 0; r < e->run_count; r++) {
		const struct layout_run *run = &e->runs[r];
		int first = char_at[run->byte_start], last = first;

		while (last + 1 < c->count && (run->byte_end == p->byte_of[p->length] ||
						      last + 1 < char_at[run->byte_end]))
			last++;
		/* A final paragraph separator is in no run. */
		if (last == c->count - 1 && c->chars[last] == 0x2029)
			last--;
		for (int i = 0; i <= last - first; i++) {
			int at = run->level & 1 ? last - i : first + i;

			if (c->levels[at] != LEVEL_NONE)
				order[count++] = at;
		}
	}
	return count;
}

static bool order_is_right(const struct bidi_case *c, const struct paragraph *p)
{
	int got[CHARS_MAX], got_count = visual_order(c, p, got), want_count = 0;

	for (int i = 0; i < c->order_count; i++) {
		if (c->chars[c->order[i]] == 0x2029)
			continue;
		if (want_count >= got_count || got[want_count] != c->order[i])
			return false;
		want_count++;
	}
	return want_count == got_count;
}

/* Levels and visual order of one case; base_out: the paragraph level that was found. */
static enum outcome try_bidi(const struct bidi_case *c, enum bidi_base base, uint8_t *base_out)
{
	int parities_wanted = 0, parities_got = 0;
	bool levels_hold = true;
	struct text_engine *e = fixtures.engine;
	struct paragraph *p = &e->paragraph;
	struct voice voice = { .lang = fixtures_lang(&fixtures, "ar") };
	char utf8[CHARS_MAX * 4];
	size_t size = 0;
	int item = 0, n = 0;
	uint32_t end;

	for (int i = 0; i < c->count; i++)
		size += utf8_put(c->chars[i], utf8 + size);
	voice.byte_end = (uint32_t)size;
	assert_int_equal(paragraph_read(p, &e->chars, utf8, size), ERR_OK);
	assert_int_equal(chains_get(&e->chains, voice.lang, NULL, false, &voice.chain), ERR_OK);
	assert_int_equal(bidi_resolve(p, e->bidi, base), ERR_OK);
	itemise_scripts(p, voice.lang);
	assert_int_equal(itemise(p, &e->chars, &e->chains, &voice, 1), ERR_OK);
	*base_out = p->base_level;

	/* As a line without glyphs. */
	end = p->length;
	if (end && p->text[end - 1] == 0x2029)
		end--;
	p->glyph_head = p->glyph_end = 0;
	e->line_count = e->run_count = e->glyph_count = 0;
	assert_int_equal(line_emit(e, &item, 0, end, 0, false), ERR_OK);

	for (uint32_t i = 0; i < p->length; i = paragraph_after(p, i), n++) {
		uint8_t level = p->levels[i];

		if (c->levels[n] == LEVEL_NONE)
			continue;
		for (size_t r = 0; r < e->run_count; r++) {
			if (p->byte_of[i] >= e->runs[r].byte_start &&
				p->byte_of[i] < e->runs[r].byte_end)
				level = e->runs[r].level;
		}
		levels_hold = levels_hold && level == c->levels[n];
		parities_wanted |= 1 << (c->levels[n] & 1);
		parities_got |= 1 << (level & 1);
	}
	if (!order_is_right(c, p))
		return DIFFERS;
	if (levels_hold)
		return HOLDS;
	return parities_wanted == parities_got && parities_got != 3 ? SHORTCUT : DIFFERS;
}

static void parse_levels(const char *s, struct bidi_case *c)
{
	int n = 0;

	for (char *end; *s; s = end) {
		s += strspn(s, " \t");
		if (!*s)
			break;
		if (*s == 'x') {
			c->levels[n++] = LEVEL_NONE;
			end = (char *)(uintptr_t)s + 1;
			continue;
		}
		c->levels[n++] = (uint8_t)strtol(s, &end, 10);
	}
}

static void parse_order(const char *s, struct bidi_case *c)
{
	c->order_count = 0;
	for (char *end;; s = end) {
		long at = strtol(s, &end, 10);

		if (end == s)
			break;
		c->order[c->order_count++] = (int)at;
	}
}

static const struct {
	const char *name;
	uint32_t c;
} classes[] = {
	{ "L", 'a' },
	{ "R", 0x05D0 },
	{ "EN", '3' },
	{ "ES", '-' },
	{ "ET", '%' },
	{ "AN", 0x0660 },
	{ "CS", ',' },
	{ "B", 0x2029 },
	{ "S", '\t' },
	{ "WS", ' ' },
	{ "ON", '&' },
	{ "BN", 0x00AD },
	{ "NSM", 0x0300 },
	{ "AL", 0x0627 },
	{ "LRO", 0x202D },
	{ "RLO", 0x202E },
	{ "LRE", 0x202A },
	{ "RLE", 0x202B },
	{ "PDF", 0x202C },
	{ "LRI", 0x2066 },
	{ "RLI", 0x2067 },
	{ "FSI", 0x2068 },
	{ "PDI", 0x2069 },
};

static void parse_classes(char *s, struct bidi_case *c)
{
	char *rest = NULL;

	c->count = 0;
	for (char *word = strtok_r(s, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
		for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
			if (strcmp(classes[i].name, word) == 0)
				c->chars[c->count] = classes[i].c;
		}
		assert_true(c->chars[c->count] != 0);
		c->count++;
	}
}

static char *read_unicode(const char *name)
{
	char path[128], *text;

	snprintf(path, sizeof(path), FOLDER "%s", name);
	text = fixtures_read_file(path, NULL);
	if (!text)
		fail_msg("%s: cannot be read; install Debian's unicode-data", path);
	/* The line numbers below belong to this version. */
	assert_non_null(strstr(text, "-15.0.0.txt"));
	return text;
}

static void test_bidi_by_class(void **state)
{
	static const enum bidi_base bases[] = { BIDI_AUTO_LTR, BIDI_LTR, BIDI_RTL };
	char *file = read_unicode("BidiTest.txt");
	const char *text = file, *line;
	static struct bidi_case c;
	int number = 0, cases = 0, shortcuts = 0, failed = 0;

	(void)state;
	while ((line = next_line(&text, &number))) {
		char data[1024], *bits;

		if (strncmp(line, "@Levels:", 8) == 0)
			parse_levels(line + 8, &c);
		else if (strncmp(line, "@Reorder:", 9) == 0)
			parse_order(line + 9, &c);
		if (!*line || *line == '#' || *line == '@')
			continue;
		snprintf(data, sizeof(data), "%s", line);
		bits = strchr(data, ';');
		assert_non_null(bits);
		*bits++ = '\0';
		memset(c.chars, 0, sizeof(c.chars[0]) * 16);
		parse_classes(data, &c);
		for (int b = 0; b < 3; b++) {
			enum outcome outcome;
			uint8_t base;

			if (!(strtol(bits, NULL, 16) >> b & 1))
				continue;
			cases++;
			outcome = try_bidi(&c, bases[b], &base);
			shortcuts += outcome == SHORTCUT;
			if (outcome == DIFFERS && failed++ < ERRORS_SHOWN)
				print_message("BidiTest.txt:%d: %s\n", number, line);
		}
	}
	free(file);
	assert_int_equal(cases, BIDI_TEST_CASES);
	assert_int_equal(shortcuts, BIDI_TEST_SHORTCUTS);
	assert_int_equal(failed, 0);
}

static int parse_chars(const char *s, uint32_t *chars)
{
	int count = 0;

	for (char *end;; s = end) {
		unsigned long c = strtoul(s, &end, 16);

		if (end == s)
			return count;
		chars[count++] = (uint32_t)c;
	}
}

static void test_bidi_by_character(void **state)
{
	static const enum bidi_base bases[] = { BIDI_LTR, BIDI_RTL, BIDI_AUTO_LTR };
	char *file = read_unicode("BidiCharacterTest.txt");
	const char *text = file, *line;
	static struct bidi_case c;
	int number = 0, cases = 0, shortcuts = 0, known = 0, failed = 0;

	(void)state;
	while ((line = next_line(&text, &number))) {
		char data[2048], *field[5], *rest = data;
		enum outcome outcome;
		uint8_t base;
		int direction;

		if (!*line || *line == '#')
			continue;
		snprintf(data, sizeof(data), "%s", line);
		for (int i = 0; i < 5; i++)
			assert_non_null(field[i] = strsep(&rest, ";"));
		c.count = parse_chars(field[0], c.chars);
		direction = atoi(field[1]);
		parse_levels(field[3], &c);
		parse_order(field[4], &c);
		cases++;
		outcome = try_bidi(&c, bases[direction], &base);
		shortcuts += outcome == SHORTCUT;
		if (outcome != DIFFERS && base == atoi(field[2]))
			continue;
		if (is_known(bidi_known, COUNT(bidi_known), number))
			known++;
		else if (failed++ < ERRORS_SHOWN)
			print_message("BidiCharacterTest.txt:%d: %s\n", number, line);
	}
	free(file);
	assert_int_equal(cases, BIDI_CHARACTER_CASES);
	assert_int_equal(shortcuts, BIDI_CHARACTER_SHORTCUTS);
	assert_int_equal(known, count_known(bidi_known, COUNT(bidi_known)));
	assert_int_equal(failed, 0);
}

/* A line of the break tests: characters with ÷ (break) and × (none) between them. */
struct break_case {
	uint32_t chars[CHARS_MAX];
	bool breaks[CHARS_MAX + 1]; /* before character i; count: at the end */
	int count;
};

static bool parse_breaks(const char *line, struct break_case *c)
{
	char data[2048], *rest = NULL, *hash;
	bool next = false;

	snprintf(data, sizeof(data), "%s", line);
	hash = strchr(data, '#');
	if (hash)
		*hash = '\0';
	c->count = 0;
	for (char *word = strtok_r(data, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
		if (strcmp(word, "÷") == 0 || strcmp(word, "×") == 0) {
			next = strcmp(word, "÷") == 0;
		} else {
			c->breaks[c->count] = next;
			c->chars[c->count++] = (uint32_t)strtoul(word, NULL, 16);
		}
	}
	c->breaks[c->count] = next;
	return c->count > 0;
}

static struct paragraph *read_chars(const struct break_case *c)
{
	struct text_engine *e = fixtures.engine;
	char utf8[CHARS_MAX * 4];
	size_t size = 0;

	for (int i = 0; i < c->count; i++)
		size += utf8_put(c->chars[i], utf8 + size);
	assert_int_equal(paragraph_read(&e->paragraph, &e->chars, utf8, size), ERR_OK);
	return &e->paragraph;
}

static void test_grapheme_clusters(void **state)
{
	char *file = read_unicode("auxiliary/GraphemeBreakTest.txt");
	const char *text = file, *line;
	static struct break_case c;
	int number = 0, cases = 0, failed = 0;

	(void)state;
	while ((line = next_line(&text, &number))) {
		const struct paragraph *p;
		bool right = true;
		int n = 0;

		if (*line == '#' || !parse_breaks(line, &c))
			continue;
		p = read_chars(&c);
		for (uint32_t i = 0; i < p->length; i = paragraph_after(p, i), n++)
			right = right && ((p->flags[i] & CHAR_START) != 0) == c.breaks[n];
		cases++;
		if (!right && failed++ < ERRORS_SHOWN)
			print_message("GraphemeBreakTest.txt:%d: %s\n", number, line);
	}
	free(file);
	assert_int_equal(cases, 602);
	assert_int_equal(failed, 0);
}

static bool line_breaks_are_right(UBreakIterator *iterator, const struct break_case *c)
{
	const struct paragraph *p = read_chars(c);
	int n = 1;

	assert_int_equal(break_text(iterator, p), ERR_OK);
	for (uint32_t i = paragraph_after(p, 0); i < p->length; i = paragraph_after(p, i), n++) {
		if ((break_at_or_before(iterator, p, i) == i) != c->breaks[n])
			return false;
	}
	return true;
}

static void test_line_breaks(void **state)
{
	char *file = read_unicode("auxiliary/LineBreakTest.txt");
	const char *text = file, *line;
	static struct breakers breakers;
	static struct break_case c;
	UBreakIterator *iterator;
	int number = 0, cases = 0, known = 0, failed = 0;

	(void)state;
	assert_int_equal(breakers_get(&breakers, "en_GB", &iterator), ERR_OK);
	while ((line = next_line(&text, &number))) {
		if (*line == '#' || !parse_breaks(line, &c))
			continue;
		cases++;
		if (line_breaks_are_right(iterator, &c))
			continue;
		if (is_known(line_known, COUNT(line_known), number))
			known++;
		else if (failed++ < ERRORS_SHOWN)
			print_message("LineBreakTest.txt:%d: %s\n", number, line);
	}
	free(file);
	breakers_finish(&breakers);
	assert_int_equal(cases, 7654);
	assert_int_equal(known, count_known(line_known, COUNT(line_known)));
	assert_int_equal(failed, 0);
}

static int setup(void **state)
{
	(void)state;
	fixtures_open(&fixtures);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixtures_close(&fixtures);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bidi_by_class),
		cmocka_unit_test(test_bidi_by_character),
		cmocka_unit_test(test_grapheme_clusters),
		cmocka_unit_test(test_line_breaks),
	};

	return cmocka_run_group_tests_name("conformance", tests, setup, teardown);
}
