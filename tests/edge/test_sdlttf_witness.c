/* SDL2_ttf as an independent witness: it shapes words of one direction, one script and one font
 * with its own HarfBuzz set-up over FreeType, and must come to the same widths as our layout.
 *
 * SDL2_ttf tells whole pixels, and of the ink, not of the advances. Both are taken out by
 * comparing the difference of two strings: REPEATS + 1 times the word, less once the word. What
 * remains is the advance of REPEATS words with their blanks, each string rounded to a pixel at both
 * ends: TOLERANCE_26_6 in all, plus 1/64 px a glyph, since FreeType and HarfBuzz round an advance
 * each in their own way.
 *
 * Urdu is not asked: SDL2_ttf cannot tell HarfBuzz a language, and Noto Sans Arabic has other forms
 * for Urdu. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL2/SDL_ttf.h>
#include <cmocka.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "../support/fixtures.h"

#define NOTO_FOLDER "/usr/share/fonts/truetype/noto"
#define SIZE_PX 40
#define REPEATS 8
#define TOLERANCE_26_6 (2 * 64)
#define WORD_BYTES_MAX 200

struct state {
	struct fixtures fixtures;
	struct arena *arena; /* one layout at a time */
};

/* One script and letters or marks only: digits and punctuation are common to all scripts, and in
 * Arabic digits run the other way. */
static bool is_single(const char *word, size_t size, UScriptCode script)
{
	int32_t i = 0, length = (int32_t)size;

	while (i < length) {
		UErrorCode status = U_ZERO_ERROR;
		UChar32 c;
		U8_NEXT(word, i, length, c);
		if (c < 0 || !(u_isalpha(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK)))
			return false;
		UScriptCode of = uscript_getScript(c, &status);
		if (of != script && of != USCRIPT_INHERITED)
			return false;
	}
	return length > 0;
}

static int32_t our_width(struct state *s, const struct lang *lang, const char *text, bool bold,
	int font, int *glyphs_out)
{
	const struct layout_params params = {
		.lang = lang, .size_26_6 = SIZE_PX * 64, .bold = bold
	};
	const struct layout *l = NULL;
	struct diag d = { 0 };

	arena_reset(s->arena);
	assert_int_equal(
		layout_create_plain(s->fixtures.engine, s->arena, text, &params, &l, &d), ERR_OK);
	assert_int_equal(l->line_count, 1);
	for (int i = 0; i < l->run_count; i++)
		assert_int_equal(l->runs[i].font, font);
	*glyphs_out = l->glyph_count;
	return l->lines[0].width;
}

static int sdl_width(TTF_Font *font, const char *text)
{
	int w = 0, h = 0;

	assert_int_equal(TTF_SizeUTF8(font, text, &w, &h), 0);
	return w;
}

static void check_word(struct state *s, const struct lang *lang, TTF_Font *ttf, bool bold,
	const char *word, size_t size)
{
	char once[WORD_BYTES_MAX + 1], many[(WORD_BYTES_MAX + 1) * (REPEATS + 1)] = "";
	int font = fonts_find(s->fixtures.fonts, lang->fonts[0], bold), glyphs, glyphs_once;

	snprintf(once, sizeof(once), "%.*s", (int)size, word);
	for (int i = 0; i <= REPEATS; i++) {
		strcat(many, i ? " " : "");
		strcat(many, once);
	}
	int32_t ours = our_width(s, lang, many, bold, font, &glyphs) -
		       our_width(s, lang, once, bold, font, &glyphs_once);
	int theirs = (sdl_width(ttf, many) - sdl_width(ttf, once)) * 64;
	if (abs(ours - theirs) > TOLERANCE_26_6 + glyphs)
		fail_msg("%s%s: \"%s\" x %d is %d/64 px here, %d/64 px by SDL2_ttf", lang->code,
			bold ? " bold" : "", once, REPEATS, (int)ours, theirs);
}

/* Checks every word of the corpus that fits; returns how many. */
static int check_corpus(struct state *s, const struct lang *lang, TTF_Font *ttf, bool bold)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = USCRIPT_INVALID_CODE;
	char path[64];
	int words = 0;

	uscript_getCode(lang->script, &script, 1, &status);
	snprintf(path, sizeof(path), "tests/corpus/%s.txt", lang->code);
	char *text = fixtures_read_file(path, NULL);
	assert_non_null(text);
	for (char *rest = NULL, *w = strtok_r(text, " \n", &rest); w;
		w = strtok_r(NULL, " \n", &rest)) {
		size_t size = strlen(w);
		if (size > WORD_BYTES_MAX || !is_single(w, size, script))
			continue;
		check_word(s, lang, ttf, bold, w, size);
		words++;
	}
	free(text);
	return words;
}

static void check_language(struct state *s, const char *code, int at_least)
{
	const struct lang *lang = fixtures_lang(&s->fixtures, code);
	char path[256];

	for (int bold = 0; bold < 2; bold++) {
		int font = fonts_find(s->fixtures.fonts, lang->fonts[0], bold);
		snprintf(
			path, sizeof(path), NOTO_FOLDER "/%s", fonts_file(s->fixtures.fonts, font));
		TTF_Font *ttf = TTF_OpenFont(path, SIZE_PX);
		assert_non_null(ttf);
		TTF_SetFontHinting(ttf, TTF_HINTING_NONE);
		TTF_SetFontDirection(
			ttf, lang->direction == TEXT_RTL ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
		TTF_SetFontScriptName(ttf, lang->script);
		int words = check_corpus(s, lang, ttf, bold);
		TTF_CloseFont(ttf);
		print_message("%s%s: %d words\n", code, bold ? " bold" : "", words);
		assert_true(words >= at_least);
	}
}

static void test_sdlttf_widths_latin(void **state)
{
	check_language(*state, "sv", 300);
	check_language(*state, "en", 300);
}

static void test_sdlttf_widths_cyrillic(void **state)
{
	check_language(*state, "uk", 300);
}

static void test_sdlttf_widths_arabic(void **state)
{
	check_language(*state, "ar", 300);
	check_language(*state, "fa", 250);
	check_language(*state, "ps", 300);
	check_language(*state, "ckb", 300);
}

static void test_sdlttf_widths_ethiopic(void **state)
{
	check_language(*state, "ti", 250);
}

static void test_sdlttf_widths_thai(void **state)
{
	check_language(*state, "th", 50);
}

static int set_up(void **state)
{
	static struct state s;

	if (TTF_Init() != 0)
		return -1;
	fixtures_open(&s.fixtures);
	s.arena = arena_create(0);
	*state = &s;
	return s.arena ? 0 : -1;
}

static int tear_down(void **state)
{
	struct state *s = *state;

	arena_destroy(s->arena);
	fixtures_close(&s->fixtures);
	TTF_Quit();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sdlttf_widths_latin),
		cmocka_unit_test(test_sdlttf_widths_cyrillic),
		cmocka_unit_test(test_sdlttf_widths_arabic),
		cmocka_unit_test(test_sdlttf_widths_ethiopic),
		cmocka_unit_test(test_sdlttf_widths_thai),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
