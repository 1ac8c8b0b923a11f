#include "platform/png_linux.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>

#include "base/buf.h"
#include "platform/files_linux.h"

struct picture {
	const void *rows;
	int width, height;
	size_t stride_bytes;
	int dpi;      /* 0 = not said */
	bool is_bits; /* else xRGB words */
};

static void append(png_structp png, png_bytep bytes, size_t n)
{
	struct buf *out = png_get_io_ptr(png);

	buf_append(out, bytes, n);
	if (out->failed)
		png_error(png, "no memory");
}

static void flush(png_structp png)
{
	(void)png;
}

static void quiet(png_structp png, png_const_charp text)
{
	(void)png;
	(void)text;
}

static void write_header(png_structp png, png_infop info, const struct picture *p)
{
	png_set_IHDR(png, info, (png_uint_32)p->width, (png_uint_32)p->height, p->is_bits ? 1 : 8,
		p->is_bits ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
		PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_compression_level(png, 3); /* a tour writes a hundred of them */
	if (p->dpi > 0) {
		png_uint_32 per_metre = (png_uint_32)(p->dpi / 0.0254 + 0.5);

		png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
	}
	png_write_info(png, info);
	if (p->is_bits) {
		png_set_invert_mono(png); /* paper: 1 is black; PNG: 0 is black */
	} else {
		png_set_bgr(png); /* xRGB words are B, G, R, x in memory */
		png_set_filler(png, 0, PNG_FILLER_AFTER);
	}
}

/* False when libpng gave up (only for want of memory). Its own function because of setjmp. */
static bool encode(const struct picture *p, struct buf *out)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, quiet, quiet);
	png_infop info = png ? png_create_info_struct(png) : NULL;

	if (!info || setjmp(png_jmpbuf(png))) {
		png_destroy_write_struct(&png, &info);
		return false;
	}
	png_set_write_fn(png, out, append, flush);
	write_header(png, info, p);
	for (int y = 0; y < p->height; y++)
		png_write_row(png, (png_const_bytep)p->rows + (size_t)y * p->stride_bytes);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	return true;
}

static enum err write_picture(const char *path, const struct picture *p, struct diag *d)
{
	struct buf out = { 0 };
	enum err err;

	if (p->width <= 0 || p->height <= 0)
		err = diag_fail(d, ERR_RANGE, "%s: a picture of %d x %d has nothing in it", path,
			p->width, p->height);
	else if (!encode(p, &out))
		err = diag_fail(d, ERR_MEMORY, "%s: no memory for the picture", path);
	else
		err = file_write(path, out.data, out.size, d);
	buf_finish(&out);
	return err;
}

enum err png_write_rgb(const char *path, const uint32_t *pixels, int width, int height,
	int stride_px, struct diag *d)
{
	struct picture p = { .rows = pixels,
		.width = width,
		.height = height,
		.stride_bytes = (size_t)stride_px * 4 };

	return write_picture(path, &p, d);
}

enum err png_write_bits(const char *path, const uint8_t *bits, int width, int height,
	int stride_bytes, int dpi, struct diag *d)
{
	struct picture p = { .rows = bits,
		.width = width,
		.height = height,
		.stride_bytes = (size_t)stride_bytes,
		.dpi = dpi,
		.is_bits = true };

	return write_picture(path, &p, d);
}
