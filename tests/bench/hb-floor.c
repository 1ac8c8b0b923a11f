/* The floor of page layout: nothing but hb_shape on the longest possible runs of a page, split only
 * where direction, script or font must change. Independent of our code on purpose. Only the
 * hb_shape calls are timed; finding the runs and filling the buffers is not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hb-icu.h>
#include <hb-ot.h>
#include <hb.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "bench.h"

#define ROUNDS 150
#define RUNS_MAX 256
#define UNITS_MAX 8192

struct floor {
	hb_font_t *fonts[2]; /* the language's chain */
	int font_count;
	hb_language_t language;
	bool rtl;
	hb_buffer_t *buffers[RUNS_MAX]; /* one filled run each */
	hb_font_t *run_fonts[RUNS_MAX];
	int run_count;
};

static hb_font_t *open_font(const char *name)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s", BENCH_FONT_FOLDER, name);
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
	if (!blob) {
		fprintf(stderr, "hb-floor: %s: cannot be read\n", path);
		exit(1);
	}
	hb_face_t *face = hb_face_create(blob, 0);
	hb_font_t *font = hb_font_create(face);
	hb_font_set_scale(font, BENCH_SIZE_PX * 64, BENCH_SIZE_PX * 64);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	return font;
}

/* Common and inherited characters, and those no font of the chain has, continue what is before. */
static UScriptCode script_of(UChar32 c, UScriptCode before)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript(c, &status);

	return script == USCRIPT_COMMON || script == USCRIPT_INHERITED ? before : script;
}

static int font_of(const struct floor *f, UChar32 c, int before)
{
	hb_codepoint_t glyph;

	if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
		return before;
	if (hb_font_get_nominal_glyph(f->fonts[before], (hb_codepoint_t)c, &glyph))
		return before;
	for (int i = 0; i < f->font_count; i++) {
		if (hb_font_get_nominal_glyph(f->fonts[i], (hb_codepoint_t)c, &glyph))
			return i;
	}
	return before;
}

static void add_run(struct floor *f, const UChar *text, int size, int start, int end,
	UBiDiLevel level, UScriptCode script, int font)
{
	if (f->run_count == RUNS_MAX) {
		fputs("hb-floor: more runs than RUNS_MAX\n", stderr);
		exit(1);
	}
	hb_buffer_t *buffer = f->buffers[f->run_count];

	hb_buffer_clear_contents(buffer);
	hb_buffer_add_utf16(buffer, (const uint16_t *)text, size, (unsigned)start, end - start);
	hb_buffer_set_direction(buffer, level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(buffer, hb_icu_script_to_script(script));
	hb_buffer_set_language(buffer, f->language);
	f->run_fonts[f->run_count++] = f->fonts[font];
}

static void find_runs(struct floor *f, UBiDi *bidi, const char *utf8, size_t bytes)
{
	UChar text[UNITS_MAX];
	int32_t size = 0;
	UErrorCode status = U_ZERO_ERROR;

	u_strFromUTF8(text, UNITS_MAX, &size, utf8, (int32_t)bytes, &status);
	ubidi_setPara(bidi, text, size, f->rtl ? 1 : 0, NULL, &status);
	const UBiDiLevel *levels = ubidi_getLevels(bidi, &status);
	if (U_FAILURE(status)) {
		fprintf(stderr, "hb-floor: ICU: %s\n", u_errorName(status));
		exit(1);
	}
	UScriptCode main_script = f->rtl ? USCRIPT_ARABIC : USCRIPT_LATIN, script = main_script;
	int font = 0, start = 0;
	for (int32_t i = 0; i < size;) {
		int32_t at = i;
		UChar32 c;
		U16_NEXT(text, i, size, c);
		UScriptCode new_script = script_of(c, script);
		int new_font = font_of(f, c, font);
		if (at > start && (levels[at] != levels[at - 1] || new_script != script ||
					  new_font != font)) {
			add_run(f, text, size, start, at, levels[at - 1], script, font);
			start = at;
		}
		script = new_script;
		font = new_font;
	}
	add_run(f, text, size, start, size, levels[size - 1], script, font);
}

static void measure(const char *lang, bool rtl, const char *const *fonts, uint64_t seed)
{
	struct floor f = { .rtl = rtl, .language = hb_language_from_string(lang, -1) };
	struct bench_page page;
	static struct bench_samples samples;
	char name[64];
	UBiDi *bidi = ubidi_open();

	for (; fonts[f.font_count]; f.font_count++)
		f.fonts[f.font_count] = open_font(fonts[f.font_count]);
	for (int i = 0; i < RUNS_MAX; i++)
		f.buffers[i] = hb_buffer_create();
	bench_page_open(&page, lang, seed);
	samples.count = 0;
	for (int round = 0; round < ROUNDS; round++) {
		bench_page_shuffle(&page);
		f.run_count = 0;
		for (int i = 0; i < page.count; i++)
			find_runs(&f, bidi, page.paragraphs[i], page.sizes[i]);
		double before = bench_now_us();
		for (int i = 0; i < f.run_count; i++)
			hb_shape(f.run_fonts[i], f.buffers[i], NULL, 0);
		bench_sample(&samples, bench_now_us() - before);
	}
	snprintf(name, sizeof name, "page %s: hb_shape alone", lang);
	bench_print(name, &samples, NULL, 0);
	bench_page_close(&page);
	for (int i = 0; i < RUNS_MAX; i++)
		hb_buffer_destroy(f.buffers[i]);
	for (int i = 0; i < f.font_count; i++)
		hb_font_destroy(f.fonts[i]);
	ubidi_close(bidi);
}

int main(int argc, char **argv)
{
	uint64_t seed = bench_seed(argc, argv);

	measure("ar", true,
		(const char *const[]){ "NotoSansArabic-Regular.ttf", "NotoSans-Regular.ttf", NULL },
		seed);
	measure("sv", false, (const char *const[]){ "NotoSans-Regular.ttf", NULL }, seed);
	return 0;
}
