#include "print/receipt_raster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print/receipt_draw.h"

/* Heights that are multiples of 48 come out garbled on some clones (POS-5890K). */
#define BAD_HEIGHT_STEP 48
#define BAD_HEIGHT_PADDING 8
#define MARK_BYTES 160
#define STRIP_ROWS 24 /* ESC * prints whole strips: bands end on them */

struct receipt_raster {
	const struct receipt *receipt;
	const struct printer_model *model;
	struct receipt_pen pen;
	struct bitmap
		canvas; /* rows not handed out yet; allocated `capacity` rows, drawn `height` */
	int capacity;
	int overhang;   /* rows by which ink may leave its line, up or down: marks, tails of letters
			 */
	int handed_out; /* rows of the last band, still at the top of the canvas */
	int next_line;  /* -1: the mark of a copy */
	char mark[MARK_BYTES]; /* "Kopia 2", and the same in the visitor's language */
	struct text_span mark_span;
	struct receipt_line mark_line;
	struct bitmap band;
};

/* The visitor's words for the mark, NULL if the receipt has none. */
static const struct receipt_line *copy_words(const struct receipt *receipt)
{
	for (int i = 0; i < receipt->line_count; i++) {
		const struct receipt_line *line = &receipt->lines[i];

		if (line->kind == RECEIPT_COPY_WORDS && line->lang != receipt->swedish)
			return line;
	}
	return NULL;
}

/* In Swedish and first: the clerk must see it, and the number is the same to all. The visitor's own
 * words stand beside it, isolated (UAX #9), so that the numbers keep their places. */
static void write_mark(struct receipt_raster *r)
{
	const struct receipt_line *line = copy_words(r->receipt);
	const char *words = line ? line->text.utf8 : "", *number = strstr(words, "{n}");
	int copy = r->receipt->copy;
	int swedish = snprintf(r->mark, sizeof(r->mark), "Kopia %d", copy), size = swedish;

	if (number)
		size += snprintf(r->mark + swedish, sizeof(r->mark) - (size_t)swedish,
			" \u00B7 \u2068%.*s%d%s\u2069", (int)(number - words), words, copy,
			number + 3);
	if (size >= (int)sizeof(r->mark)) { /* rather in Swedish alone than cut off */
		size = swedish;
		r->mark[size] = '\0';
	}
	r->mark_span = (struct text_span){
		.start = (uint32_t)swedish, .end = (uint32_t)size, .lang = line ? line->lang : NULL
	};
	r->mark_line = (struct receipt_line){ .kind = RECEIPT_TITLE,
		.text = { r->mark, (size_t)size, &r->mark_span, size > swedish },
		.lang = r->receipt->swedish };
}

enum err receipt_raster_create(struct text_engine *e, struct glyphs *g,
	const struct receipt *receipt, const struct printer_model *model, enum receipt_size size,
	struct receipt_raster **raster_out, struct diag *d)
{
	struct receipt_raster *r = calloc(1, sizeof(*r));
	enum err err;

	*raster_out = NULL;
	if (!r)
		return diag_fail(d, ERR_MEMORY, "receipt: no memory");
	r->receipt = receipt;
	r->model = model;
	r->canvas.width = model->dots;
	r->canvas.stride = (model->dots + 7) / 8;
	err = receipt_pen_init(&r->pen, e, g, receipt, model, size, d);
	if (err != ERR_OK) {
		receipt_raster_destroy(r);
		return err;
	}
	r->overhang = r->pen.em_26_6[TYPE_TITLE] / 64 / 2;
	r->next_line = receipt->copy > 1 ? -1 : 0;
	write_mark(r);
	*raster_out = r;
	return ERR_OK;
}

/* What a visitor printed must not stay behind in freed memory. */
void receipt_raster_destroy(struct receipt_raster *r)
{
	if (!r)
		return;
	if (r->canvas.bits) {
		explicit_bzero(r->canvas.bits, (size_t)r->capacity * (size_t)r->canvas.stride);
		free(r->canvas.bits);
	}
	receipt_pen_finish(&r->pen);
	free(r);
}

/* `rows` more rows at the end of the canvas. Below them `overhang` rows are kept, in which tails of
 * letters may stand already: only what is new behind those is white. */
static enum err grow(struct receipt_raster *r, int rows, struct diag *d)
{
	size_t stride = (size_t)r->canvas.stride;
	int capacity = r->capacity ? r->capacity : 256;
	uint8_t *bits;

	while (capacity < r->canvas.height + rows + r->overhang)
		capacity *= 2;
	if (capacity != r->capacity) {
		bits = calloc((size_t)capacity, stride);
		if (!bits)
			return diag_fail(d, ERR_MEMORY, "receipt: no memory for %d rows", capacity);
		if (r->canvas.bits) {
			size_t old = (size_t)r->capacity * stride;

			memcpy(bits, r->canvas.bits, old);
			explicit_bzero(r->canvas.bits, old);
			free(r->canvas.bits);
		}
		r->canvas.bits = bits;
		r->capacity = capacity;
	}
	memset(r->canvas.bits + (size_t)(r->canvas.height + r->overhang) * stride, 0,
		(size_t)rows * stride);
	r->canvas.height += rows;
	return ERR_OK;
}

static void draw(struct receipt_raster *r, int top)
{
	struct bitmap b = r->canvas;

	b.height += r->overhang;
	receipt_pen_draw(&r->pen, &b, top);
}

/* Takes the first rows off. */
static void drop(struct receipt_raster *r, int rows)
{
	size_t stride = (size_t)r->canvas.stride;

	r->canvas.height -= rows;
	memmove(r->canvas.bits, r->canvas.bits + (size_t)rows * stride,
		(size_t)(r->canvas.height + r->overhang) * stride);
}

/* Draws lines until `rows` rows are there or the receipt ends. */
static enum err draw_until(struct receipt_raster *r, int rows, struct diag *d)
{
	while (r->canvas.height < rows && r->next_line <= r->receipt->line_count) {
		int top = r->canvas.height, height;
		const struct receipt_line *line = r->next_line < 0 ? &r->mark_line
						  : r->next_line < r->receipt->line_count
							  ? &r->receipt->lines[r->next_line]
							  : NULL;
		enum err err = receipt_pen_measure(&r->pen, line, &height, d);

		if (err == ERR_OK)
			err = grow(r, height, d);
		if (err != ERR_OK)
			return err;
		draw(r, top);
		r->next_line++;
	}
	return ERR_OK;
}

static bool is_white(const struct bitmap *b, int y)
{
	const uint8_t *row = b->bits + (size_t)y * (size_t)b->stride;

	for (int i = 0; i < b->stride; i++) {
		if (row[i])
			return false;
	}
	return true;
}

static bool is_allowed_height(const struct receipt_raster *r, int rows)
{
	if (r->model->raster == MODEL_ESC_STAR)
		return rows % STRIP_ROWS == 0;
	return rows % BAD_HEIGHT_STEP != 0;
}

/* Where to cut: the last white row in the lower half, so that a pause between bands leaves no line
 * through a letter; without one, as low as allowed. */
static int cut_height(const struct receipt_raster *r)
{
	int most = r->model->band_rows, lowest = 0;

	for (int rows = most; rows >= 1 && (rows > most / 2 || !lowest); rows--) {
		if (!is_allowed_height(r, rows))
			continue;
		if (!lowest)
			lowest = rows;
		if (is_white(&r->canvas, rows - 1) || is_white(&r->canvas, rows))
			return rows;
	}
	return lowest;
}

static enum err last_height(struct receipt_raster *r, int *rows_out, struct diag *d)
{
	int rows = r->canvas.height;
	enum err err = ERR_OK;

	if (r->model->raster != MODEL_ESC_STAR && rows % BAD_HEIGHT_STEP == 0) {
		err = grow(r, BAD_HEIGHT_PADDING, d);
		rows += BAD_HEIGHT_PADDING;
	}
	*rows_out = rows;
	return err;
}

enum err receipt_raster_next(
	struct receipt_raster *r, const struct bitmap **band_out, struct diag *d)
{
	int rows;
	enum err err;

	*band_out = NULL;
	if (r->handed_out)
		drop(r, r->handed_out);
	r->handed_out = 0;
	/* One row more than a band, which shows whether the cut would be between two inked rows;
	 * and nothing is handed out that the next line may still reach up into. */
	err = draw_until(r, r->model->band_rows + 1 + r->overhang, d);
	if (err != ERR_OK || r->canvas.height == 0)
		return err;
	if (r->canvas.height > r->model->band_rows) {
		rows = cut_height(r);
	} else {
		err = last_height(r, &rows, d);
		if (err != ERR_OK)
			return err;
		if (rows > r->model->band_rows)
			rows = cut_height(r);
	}
	r->handed_out = rows;
	r->band = (struct bitmap){ r->canvas.width, rows, r->canvas.stride, r->canvas.bits };
	*band_out = &r->band;
	return ERR_OK;
}

enum err receipt_raster_has_ink(struct receipt_raster *r, bool *has_out, struct diag *d)
{
	enum err err = ERR_OK;

	if (r->handed_out)
		drop(r, r->handed_out);
	r->handed_out = 0;
	*has_out = false;
	while (err == ERR_OK) {
		for (int y = 0; y < r->canvas.height && !*has_out; y++)
			*has_out = !is_white(&r->canvas, y);
		if (*has_out || r->next_line > r->receipt->line_count)
			return ERR_OK;
		err = draw_until(r, r->canvas.height + 1, d);
	}
	return err;
}

int receipt_raster_broken_words(const struct receipt_raster *r)
{
	return r->pen.broken_words;
}

enum err receipt_raster_all(struct text_engine *e, struct glyphs *g, const struct receipt *receipt,
	const struct printer_model *model, enum receipt_size size, struct bitmap *bitmap_out,
	struct diag *d)
{
	struct receipt_raster *r;
	const struct bitmap *band = NULL;
	enum err err = receipt_raster_create(e, g, receipt, model, size, &r, d);

	*bitmap_out = (struct bitmap){ .width = model->dots, .stride = (model->dots + 7) / 8 };
	while (err == ERR_OK) {
		size_t stride = (size_t)bitmap_out->stride;
		uint8_t *bits;

		err = receipt_raster_next(r, &band, d);
		if (err != ERR_OK || !band)
			break;
		bits = realloc(
			bitmap_out->bits, (size_t)(bitmap_out->height + band->height) * stride);
		if (!bits) {
			err = diag_fail(d, ERR_MEMORY, "receipt: no memory for the whole picture");
			break;
		}
		memcpy(bits + (size_t)bitmap_out->height * stride, band->bits,
			(size_t)band->height * stride);
		bitmap_out->bits = bits;
		bitmap_out->height += band->height;
	}
	receipt_raster_destroy(r);
	if (err != ERR_OK)
		bitmap_finish(bitmap_out);
	return err;
}
