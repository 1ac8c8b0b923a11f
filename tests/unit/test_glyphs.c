#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/fixtures.h"
#include "text/bitmap.h"
#include "text/glyphs.h"

#define SIZE (40 * 64)

static struct fixtures fixtures;

static const struct layout *lay_out(const char *utf8, const char *lang, bool hinted)
{
	const struct layout_params params = {
		.lang = fixtures_lang(&fixtures, lang),
		.size_26_6 = SIZE,
		.hinted = hinted,
	};
	const struct layout *l;

	assert_int_equal(
		layout_create_plain(fixtures.engine, fixtures.arena, utf8, &params, &l, NULL),
		ERR_OK);
	return l;
}

static uint32_t glyph_of(const char *utf8)
{
	return lay_out(utf8, "sv", false)->glyphs[0].id;
}

static long ink(const struct glyph_bitmap *g)
{
	long sum = 0;

	for (int y = 0; y < g->height; y++) {
		for (int x = 0; x < g->width; x++)
			sum += g->pixels[y * g->stride + x];
	}
	return sum;
}

/* The ink's middle in 1/256 px from the pen. */
static double middle(const struct glyph_bitmap *g)
{
	double sum = 0;

	for (int y = 0; y < g->height; y++) {
		for (int x = 0; x < g->width; x++)
			sum += (g->left + x + 0.5) * g->pixels[y * g->stride + x];
	}
	return sum / (double)ink(g);
}

static void test_glyphs_lie_in_the_atlas(void **state)
{
	struct glyphs *g = glyphs_create(fixtures.fonts, 256, 256);
	struct glyph_bitmap h = glyphs_get(g, 0, glyph_of("H"), SIZE, 0), space;
	int width, height;
	const uint8_t *atlas = glyphs_atlas(g, &width, &height);

	(void)state;
	assert_int_equal(width, 256);
	assert_int_equal(height, 256);
	assert_ptr_equal(h.pixels, atlas + h.y * width + h.x);
	assert_int_equal(h.stride, width);
	/* A capital is 0.714 em high and stands on the baseline. */
	assert_in_range(h.height, 28, 30);
	assert_int_equal(h.top, h.height);
	assert_true(ink(&h) > 255 * 100);
	space = glyphs_get(g, 0, glyph_of(" "), SIZE, 0);
	assert_int_equal(space.width, 0);
	glyphs_destroy(g);
	glyphs_destroy(NULL);
}

static void test_glyphs_move_by_quarter_pixels(void **state)
{
	struct glyphs *g = glyphs_create(fixtures.fonts, 256, 256);
	double first = 0;

	(void)state;
	for (int quarter = 0; quarter < 4; quarter++) {
		struct glyph_bitmap l = glyphs_get(g, 0, glyph_of("l"), SIZE, quarter);

		if (quarter == 0)
			first = middle(&l);
		assert_true(middle(&l) - first - quarter / 4.0 < 0.06);
		assert_true(middle(&l) - first - quarter / 4.0 > -0.06);
	}
	assert_int_equal(glyphs_stats(g).misses, 4);
	glyphs_get(g, 0, glyph_of("l"), SIZE, 3);
	assert_int_equal(glyphs_stats(g).hits, 1);
	glyphs_destroy(g);
}

/* Other size, other font, other weight: other bitmaps. */
static void test_glyphs_keys_differ(void **state)
{
	struct glyphs *g = glyphs_create(fixtures.fonts, 256, 256);
	struct glyph_bitmap small = glyphs_get(g, 0, glyph_of("H"), SIZE / 2, 0);
	struct glyph_bitmap large = glyphs_get(g, 0, glyph_of("H"), SIZE, 0);
	int bold_font = fonts_find(fixtures.fonts, "NotoSans", true);
	struct glyph_bitmap bold = glyphs_get(g, bold_font, glyph_of("H"), SIZE, 0);

	(void)state;
	assert_true(small.height < large.height);
	assert_true(ink(&bold) > ink(&large));
	assert_int_equal(glyphs_stats(g).misses, 3);
	glyphs_destroy(g);
}

static void test_glyphs_start_over_when_full(void **state)
{
	struct glyphs *g = glyphs_create(fixtures.fonts, 128, 128);
	uint32_t generation = glyphs_generation(g);
	int count = 0;

	(void)state;
	for (uint32_t id = 36; id < 236; id++, count++) {
		struct glyph_bitmap it = glyphs_get(g, 0, id, SIZE, 0);

		assert_true(it.x >= 0 && it.x + it.width <= 128);
		assert_true(it.y >= 0 && it.y + it.height <= 128);
	}
	assert_true(glyphs_stats(g).resets >= 2);
	assert_int_equal(glyphs_generation(g), generation + glyphs_stats(g).resets);
	assert_int_equal(glyphs_stats(g).misses, count);
	/* The same for paper, by the number of slots or by bytes. */
	for (int32_t size = 64; size < 64 * 60; size++)
		glyphs_get_mono(g, 0, glyph_of("H"), size);
	assert_true(glyphs_stats(g).resets >= 4);
	glyphs_destroy(g);
}

/* A glyph id the font does not have, and a glyph larger than the atlas, are boxes. */
static void test_glyphs_that_cannot_be_drawn_are_boxes(void **state)
{
	struct glyphs *g = glyphs_create(fixtures.fonts, 64, 64);

	(void)state;
	for (int mono = 0; mono < 2; mono++) {
		struct glyph_bitmap none = mono ? glyphs_get_mono(g, 0, 60000, SIZE)
						: glyphs_get(g, 0, 60000, SIZE, 0);
		struct glyph_bitmap huge = mono ? glyphs_get_mono(g, 0, glyph_of("W"), SIZE * 50)
						: glyphs_get(g, 0, glyph_of("W"), SIZE * 50, 0);

		assert_true(none.width > 8 && none.height > 8);
		assert_true(ink(&none) > 0);
		assert_true(huge.width > 0 && huge.width <= 64 && huge.height <= 64);
		assert_true(ink(&huge) > 0);
	}
	assert_null(glyphs_create(fixtures.fonts, 0, 10));
	assert_null(glyphs_create(fixtures.fonts, 10, 100000));
	glyphs_destroy(g);
}

/* ---------------------------------------------------------------- bitmap */

static int count_dots(const struct bitmap *b)
{
	int count = 0;

	for (int y = 0; y < b->height; y++) {
		for (int x = 0; x < b->width; x++)
			count += bitmap_get(b, x, y);
	}
	return count;
}

static void test_bitmap_dots(void **state)
{
	struct bitmap b;

	(void)state;
	assert_int_equal(bitmap_init(&b, 13, 5), ERR_OK);
	assert_int_equal(b.stride, 2);
	bitmap_set(&b, 0, 0);
	assert_int_equal(b.bits[0], 0x80);
	bitmap_set(&b, 12, 4);
	assert_int_equal(b.bits[4 * 2 + 1], 0x08);
	bitmap_set(&b, 13, 0);
	bitmap_set(&b, -1, 0);
	bitmap_set(&b, 0, 5);
	assert_int_equal(count_dots(&b), 2);
	assert_false(bitmap_get(&b, -1, 0));
	assert_false(bitmap_get(&b, 13, 0));
	bitmap_fill(&b, -5, 1, 100, 2);
	assert_int_equal(count_dots(&b), 2 + 26);
	bitmap_finish(&b);
	assert_int_equal(bitmap_init(&b, -1, 5), ERR_RANGE);
	assert_int_equal(bitmap_init(&b, 1000000, 1000000), ERR_RANGE);
	assert_int_equal(bitmap_init(&b, 0, 0), ERR_OK);
	bitmap_finish(&b);
}

/* Text drawn a byte at a time is the glyphs' own dots, wherever it lies and however it is cut. */
static void test_bitmap_text_is_the_glyphs_dots(void **state)
{
	const struct layout *l = lay_out("Hej på dig\nfemsju", "sv", true);
	struct glyphs *g = glyphs_create(fixtures.fonts, 512, 512);
	struct bitmap b, want;

	(void)state;
	for (int place = -37; place < 60; place += 5) {
		int x = place, y = place / 2;

		assert_int_equal(bitmap_init(&b, 203, 77), ERR_OK);
		assert_int_equal(bitmap_init(&want, 203, 77), ERR_OK);
		bitmap_text(&b, g, l, x, y);
		for (int i = 0; i < l->run_count; i++) {
			const struct layout_line *line = &l->lines[i];
			const struct layout_run *run = &l->runs[line->first_run];

			for (int k = 0; k < run->glyph_count; k++) {
				const struct layout_glyph *it = &l->glyphs[run->first_glyph + k];
				struct glyph_bitmap dots =
					glyphs_get_mono(g, run->font, it->id, SIZE);

				for (int n = 0; n < dots.width * dots.height; n++) {
					int dx = n % dots.width, dy = n / dots.width;

					if (dots.pixels[dy * dots.stride + dx / 8] >> (7 - dx % 8) &
						1)
						bitmap_set(&want, x + it->x / 64 + dots.left + dx,
							y + line->baseline / 64 - it->y / 64 -
								dots.top + dy);
				}
			}
		}
		assert_memory_equal(b.bits, want.bits, (size_t)b.stride * 77);
		if (place >= 0 && place < 20)
			assert_true(count_dots(&b) > 500);
		bitmap_finish(&b);
		bitmap_finish(&want);
	}
	glyphs_destroy(g);
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
		cmocka_unit_test(test_glyphs_lie_in_the_atlas),
		cmocka_unit_test(test_glyphs_move_by_quarter_pixels),
		cmocka_unit_test(test_glyphs_keys_differ),
		cmocka_unit_test(test_glyphs_start_over_when_full),
		cmocka_unit_test(test_glyphs_that_cannot_be_drawn_are_boxes),
		cmocka_unit_test(test_bitmap_dots),
		cmocka_unit_test(test_bitmap_text_is_the_glyphs_dots),
	};

	return cmocka_run_group_tests_name("glyphs", tests, setup, teardown);
}
