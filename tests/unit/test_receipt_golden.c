/* Receipts as they were when somebody last looked at them: the picture dot by dot, the bytes by
 * their hash. UPDATE_GOLDEN=1 writes tests/golden/print anew; look at the pictures before
 * committing them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/dots.h"
#include "../support/paper.h"
#include "app/receipt_self_test.h"
#include "base/buf.h"
#include "print/escpos.h"
#include "print/receipt_raster.h"

#define FOLDER "tests/golden/print"
#define SELF_TEST "self-test" /* the staff's page */

static const struct golden {
	const char *lang;
	int dots;
	enum receipt_size size;
} goldens[] = {
	{ "sv", 576, RECEIPT_REGULAR },
	{ "en", 576, RECEIPT_REGULAR },
	{ "ar", 576, RECEIPT_REGULAR },
	{ "fa", 576, RECEIPT_REGULAR },
	{ "uk", 576, RECEIPT_REGULAR },
	{ "ti", 576, RECEIPT_REGULAR },
	{ "sv", 512, RECEIPT_REGULAR },
	{ "fa", 512, RECEIPT_REGULAR },
	{ "ar", 384, RECEIPT_REGULAR },
	{ "uk", 384, RECEIPT_REGULAR },
	{ "ar", 576, RECEIPT_LARGE },
	{ "ti", 384, RECEIPT_LARGE },
	{ SELF_TEST, 576, RECEIPT_REGULAR },
	{ SELF_TEST, 384, RECEIPT_REGULAR },
};

static uint64_t hash(const void *bytes, size_t n) /* FNV-1a */
{
	const uint8_t *p = bytes;
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	while (n--)
		h = (h ^ *p++) * UINT64_C(0x100000001b3);
	return h;
}

static const char *file_name(const struct golden *g, char path[64])
{
	snprintf(path, 64, FOLDER "/%s-%d%s.png", g->lang, g->dots,
		g->size == RECEIPT_LARGE ? "-large" : "");
	return path;
}

static void write_picture(const char *path, const struct bitmap *b)
{
	FILE *f = fopen(path, "wb");
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);

	assert_non_null(f);
	png_init_io(png, f);
	png_set_IHDR(png, info, (unsigned)b->width, (unsigned)b->height, 1, PNG_COLOR_TYPE_GRAY, 0,
		0, 0);
	png_write_info(png, info);
	png_set_invert_mono(png);
	for (int y = 0; y < b->height; y++)
		png_write_row(png, b->bits + (size_t)y * (size_t)b->stride);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	fclose(f);
}

/* How many dots differ from the file; -1: it is not there or has another size. */
static long difference(const char *path, const struct bitmap *b)
{
	png_image image = { .version = PNG_IMAGE_VERSION };
	uint8_t *pixels;
	long n = 0;

	if (!png_image_begin_read_from_file(&image, path) || (int)image.width != b->width ||
		(int)image.height != b->height) {
		png_image_free(&image);
		return -1;
	}
	image.format = PNG_FORMAT_GRAY;
	pixels = malloc(PNG_IMAGE_SIZE(image));
	assert_int_not_equal(png_image_finish_read(&image, NULL, pixels, 0, NULL), 0);
	for (int y = 0; y < b->height; y++) {
		for (int x = 0; x < b->width; x++)
			n += (pixels[y * b->width + x] < 128) != dots_at(b, x, y);
	}
	free(pixels);
	return n;
}

static void put_hash(struct buf *out, struct paper *p, const struct golden *g,
	const struct printer_model *m, const struct receipt *r)
{
	struct receipt_raster *raster;
	const struct bitmap *band;
	struct buf bytes = { 0 };
	unsigned char previous = 0;

	assert_int_equal(
		receipt_raster_create(p->f.engine, p->glyphs, r, m, g->size, &raster, NULL),
		ERR_OK);
	escpos_begin(&bytes, m);
	while (receipt_raster_next(raster, &band, NULL) == ERR_OK && band)
		escpos_band(&bytes, m, band, &previous);
	escpos_end(&bytes, m, "0001");
	receipt_raster_destroy(raster);
	buf_printf(out, "%s %d %s: %zu bytes, FNV-1a %016llx\n", g->lang, g->dots,
		g->size == RECEIPT_LARGE ? "large" : "regular", bytes.size,
		(unsigned long long)hash(bytes.data, bytes.size));
	buf_finish(&bytes);
}

static const struct receipt *receipt_of(
	struct paper *p, const struct golden *g, const struct printer_model *m)
{
	const struct self_test test = { .model = m,
		.langs = &p->f.langs,
		.today = "2026-11-28",
		.version = "1.0",
		.content_number = 2,
		.meter = { .used_mm = 12345, .total_mm = 212345, .rolls = 3 },
		.roll_mm = 80000,
		.report = { .status = { .is_known = true }, .has_port = true } };
	const struct receipt *r;

	if (strcmp(g->lang, SELF_TEST) != 0)
		return paper_receipt(p, g->lang, 1);
	assert_int_equal(receipt_self_test(p->f.arena, &test, &r), ERR_OK);
	return r;
}

static void test_receipt_golden_pictures_and_bytes(void **state)
{
	struct paper p;
	struct buf hashes = { 0 };
	bool updates = getenv("UPDATE_GOLDEN") != NULL;
	int wrong = 0;

	(void)state;
	paper_open(&p);
	for (size_t i = 0; i < sizeof(goldens) / sizeof(goldens[0]); i++) {
		const struct golden *g = &goldens[i];
		struct printer_model m = paper_model(g->dots, MODEL_GS_V_0);
		const struct receipt *r = receipt_of(&p, g, &m);
		struct bitmap b;
		char path[64];
		long n;

		assert_int_equal(
			receipt_raster_all(p.f.engine, p.glyphs, r, &m, g->size, &b, NULL), ERR_OK);
		if (updates)
			write_picture(file_name(g, path), &b);
		n = difference(file_name(g, path), &b);
		if (n)
			fprintf(stderr, "%s: %s; look at it, then UPDATE_GOLDEN=1\n", path,
				n < 0 ? "missing or of another size" : "other dots");
		wrong += n != 0;
		put_hash(&hashes, &p, g, &m, r);
		bitmap_finish(&b);
	}
	assert_true(fixtures_golden("print/bytes.txt", buf_str(&hashes), hashes.size));
	assert_int_equal(wrong, 0);
	buf_finish(&hashes);
	paper_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_receipt_golden_pictures_and_bytes),
	};

	return cmocka_run_group_tests_name("receipt_golden", tests, NULL, NULL);
}
