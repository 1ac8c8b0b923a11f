#include "print/escpos.h"

#include <assert.h>
#include <stdint.h>

#define ESC 0x1B
#define GS 0x1D
#define DLE 0x10
#define EOT 0x04
#define ENQ 0x05
#define DC4 0x14

#define STRIP_BYTES (ESCPOS_STRIP_ROWS / 8) /* a column */

/* GS e n, Custom's presenter. */
#define PRESENTER_RETRACT 2
#define PRESENTER_PRESENT 3
#define PRESENTER_STEP_MM 0.625

/* GS ( L and GS 8 L: what their length bytes count besides the dots. */
#define GRAPHICS_PARAMETERS 10

static void put(struct buf *out, const uint8_t *bytes, size_t n)
{
	buf_append(out, bytes, n);
}

#define PUT(out, ...)                                                                              \
	put(out, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

static uint8_t low(size_t n)
{
	return (uint8_t)(n & 0xFF);
}

static uint8_t high(size_t n)
{
	return (uint8_t)(n >> 8 & 0xFF);
}

/* One more dot beside one that is there hides best: 04 -> 0C, 05 -> 07, 14 -> 1C. None of these is
 * 10, so no new pair can arise with the byte that follows. */
static uint8_t defuse(uint8_t previous, uint8_t byte)
{
	if (previous != DLE)
		return byte;
	switch (byte) {
	case EOT:
		return 0x0C;
	case ENQ:
		return 0x07;
	case DC4:
		return 0x1C;
	default:
		return byte;
	}
}

static bool holds_pair(const uint8_t *bytes, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (defuse(bytes[i - 1], bytes[i]) != bytes[i])
			return true;
	}
	return false;
}

static void put_dots(struct buf *out, uint8_t byte, unsigned char *previous)
{
	byte = defuse(*previous, byte);
	buf_putc(out, (char)byte);
	*previous = byte;
}

static void put_header(struct buf *out, const uint8_t *bytes, size_t n, unsigned char *previous)
{
	put(out, bytes, n);
	*previous = bytes[n - 1];
}

/* Rows of a bitmap in printing order; what lies right of the width is white. */
static void put_rows(
	struct buf *out, const struct bitmap *b, int first, int count, unsigned char *previous)
{
	int bytes = (b->width + 7) / 8;
	uint8_t last_mask = (uint8_t)(0xFF << (bytes * 8 - b->width));

	for (int y = first; y < first + count; y++) {
		const uint8_t *row = b->bits + (size_t)y * (size_t)b->stride;

		for (int i = 0; i < bytes - 1; i++)
			put_dots(out, row[i], previous);
		put_dots(out, row[bytes - 1] & last_mask, previous);
	}
}

/* GS v 0: 1D 76 30 m xL xH yL yH, x in bytes. */
static size_t header_gs_v_0(uint8_t out[16], const struct bitmap *b, int rows)
{
	size_t bytes = (size_t)(b->width + 7) / 8;
	uint8_t header[] = { GS, 'v', '0', 0, low(bytes), high(bytes), low((size_t)rows),
		high((size_t)rows) };

	for (size_t i = 0; i < sizeof(header); i++)
		out[i] = header[i];
	return sizeof(header);
}

/* GS ( L pL pH, or GS 8 L p1..p4 over 65535 bytes, then 30 70 30 01 01 31 xL xH yL yH, x in
 * dots: store the picture in the print buffer. */
static size_t header_graphics(uint8_t out[24], const struct bitmap *b, int rows)
{
	size_t size = (size_t)(b->width + 7) / 8 * (size_t)rows + GRAPHICS_PARAMETERS;
	size_t width = (size_t)b->width, n = 0;
	uint8_t parameters[] = { 0x30, 0x70, 0x30, 1, 1, 0x31, low(width), high(width),
		low((size_t)rows), high((size_t)rows) };

	out[n++] = GS;
	out[n++] = size > 0xFFFF ? '8' : '(';
	out[n++] = 'L';
	out[n++] = low(size);
	out[n++] = high(size);
	if (size > 0xFFFF) {
		out[n++] = low(size >> 16);
		out[n++] = high(size >> 16);
	}
	for (size_t i = 0; i < sizeof(parameters); i++)
		out[n++] = parameters[i];
	return n;
}

static void put_picture(struct buf *out, const struct printer_model *m, const struct bitmap *b,
	unsigned char *previous)
{
	int y = 0;

	while (y < b->height) {
		int rows = b->height - y < m->band_rows ? b->height - y : m->band_rows;
		uint8_t header[24];
		size_t n;

		/* A length like 0x0410 would hold a pair: one row less never does twice in a row.
		 */
		for (;; rows--) {
			n = m->raster == MODEL_GS_L ? header_graphics(header, b, rows)
						    : header_gs_v_0(header, b, rows);
			if (rows == 1 || !holds_pair(header, n))
				break;
		}
		put_header(out, header, n, previous);
		put_rows(out, b, y, rows, previous);
		if (m->raster == MODEL_GS_L) {
			const uint8_t print[] = { GS, '(', 'L', 2, 0, 0x30, 0x32 };

			put_header(out, print, sizeof(print), previous);
		}
		y += rows;
	}
}

static uint8_t column_byte(const struct bitmap *b, int x, int y)
{
	uint8_t byte = 0;

	for (int i = 0; i < 8 && y + i < b->height; i++) {
		uint8_t bits = b->bits[(size_t)(y + i) * (size_t)b->stride + (size_t)(x / 8)];

		if (bits >> (7 - x % 8) & 1)
			byte |= (uint8_t)(0x80 >> i);
	}
	return byte;
}

/* ESC * 33: strips of 24 dots, three bytes a column. A printer feeds at least the strip's height,
 * so only the last band of a picture may be no multiple of 24 rows. */
static void put_strips(struct buf *out, const struct bitmap *b, unsigned char *previous)
{
	PUT(out, ESC, '3', ESCPOS_STRIP_ROWS);
	for (int y = 0; y < b->height; y += ESCPOS_STRIP_ROWS) {
		uint8_t header[] = { ESC, '*', 33, low((size_t)b->width), high((size_t)b->width) };

		put_header(out, header, sizeof(header), previous);
		for (int x = 0; x < b->width; x++) {
			for (int i = 0; i < STRIP_BYTES; i++)
				put_dots(out, column_byte(b, x, y + i * 8), previous);
		}
		put_header(out, (const uint8_t[]){ '\n' }, 1, previous);
	}
	put_header(out, (const uint8_t[]){ ESC, '2' }, 2, previous);
}

void escpos_begin(struct buf *out, const struct printer_model *m)
{
	size_t dots = (size_t)m->dots;

	if (m->has_presenter)
		PUT(out, GS, 'e', PRESENTER_RETRACT);
	PUT(out, ESC, '@');
	PUT(out, GS, 'P', (uint8_t)m->dpi, (uint8_t)m->dpi);
	PUT(out, GS, 'L', 0, 0);
	PUT(out, GS, 'W', low(dots), high(dots));
	PUT(out, ESC, 'a', 0);
	if (m->has_asb)
		escpos_asb_on(out);
}

void escpos_band(struct buf *out, const struct printer_model *m, const struct bitmap *b,
	unsigned char *previous)
{
	assert(b->width > 0 && b->width <= MODEL_DOTS_MAX);
	if (m->raster == MODEL_ESC_STAR)
		put_strips(out, b, previous);
	else
		put_picture(out, m, b, previous);
}

void escpos_feed(struct buf *out, int dots)
{
	while (dots > 0) {
		int n = dots < 255 ? dots : 255;

		PUT(out, ESC, 'J', (uint8_t)n);
		dots -= n;
	}
}

void escpos_end(struct buf *out, const struct printer_model *m, const char id[4])
{
	bool feeds_itself = m->cut_feed_mm == 0;

	escpos_feed(out, model_mm_to_dots(m, m->cut_feed_mm));
	switch (m->cut) {
	case MODEL_CUT_NONE:
		break;
	case MODEL_CUT_PARTIAL:
		if (feeds_itself)
			PUT(out, GS, 'V', 66, 0);
		else
			PUT(out, GS, 'V', 1);
		break;
	case MODEL_CUT_FULL:
		if (feeds_itself)
			PUT(out, GS, 'V', 65, 0);
		else
			PUT(out, GS, 'V', 0);
		break;
	}
	if (m->has_presenter)
		PUT(out, GS, 'e', PRESENTER_PRESENT,
			(uint8_t)(ESCPOS_PRESENT_MM / PRESENTER_STEP_MM));
	if (m->has_completion)
		PUT(out, GS, '(', 'H', 6, 0, 0x30, 0x30, (uint8_t)id[0], (uint8_t)id[1],
			(uint8_t)id[2], (uint8_t)id[3]);
	else if (m->has_paper_query)
		escpos_ask_paper(out);
}

void escpos_ask_status(struct buf *out, int n)
{
	PUT(out, DLE, EOT, (uint8_t)n);
}

void escpos_ask_paper(struct buf *out)
{
	PUT(out, GS, 'r', 1);
}

void escpos_ask_model(struct buf *out)
{
	PUT(out, GS, 'I', 0x43);
}

void escpos_asb_on(struct buf *out)
{
	PUT(out, GS, 'a', 0x4E); /* online, error, paper, panel */
}

void escpos_clear(struct buf *out)
{
	PUT(out, DLE, DC4, 8, 1, 3, 0x14, 1, 6, 2, 8);
}
