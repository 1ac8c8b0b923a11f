/* One line of the receipt -> how high it is, then its dots. Sizes in mm live here and nowhere else.
 * Part of receipt_raster; nobody else includes it. */
#pragma once

#include "base/arena.h"
#include "base/rect.h"
#include "print/model.h"
#include "print/receipt.h"
#include "text/bitmap.h"
#include "text/glyphs.h"

/* A capital's height makes the size: 3.5 mm at least for what matters (VVSG 2.0 7.1-I). */
enum receipt_type { TYPE_TITLE, TYPE_HEADING, TYPE_TEXT, TYPE_NOTE, TYPE_SWEDISH, TYPE_COUNT };

struct receipt_item { /* one paragraph in its place */
	const struct layout *layout;
	int x, y; /* dots, from the line's top left */
};

#define RECEIPT_ITEMS_MAX 4

struct receipt_pen {
	struct text_engine *engine;
	struct glyphs *glyphs;
	const struct receipt *receipt;
	const struct printer_model *model;
	bool is_rtl;
	int32_t em_26_6[TYPE_COUNT];
	int cap_dots[TYPE_COUNT];
	struct arena *arena; /* the line being drawn */
	/* the line being drawn, filled by measure */
	enum receipt_kind kind;
	struct receipt_item items[RECEIPT_ITEMS_MAX];
	int item_count;
	struct rect frame; /* say, tick box; empty: none */
	struct rect qr;
	int qr_modules, qr_module_dots;
	const unsigned char *qr_bits; /* in the arena: one byte a module, bit 0 = black */
	int height;
	int broken_words; /* of all lines so far: too long for the paper even in the smallest type
			   */
};

MUST_CHECK enum err receipt_pen_init(struct receipt_pen *p, struct text_engine *e, struct glyphs *g,
	const struct receipt *receipt, const struct printer_model *model, enum receipt_size size,
	struct diag *d);
void receipt_pen_finish(struct receipt_pen *p);
/* Lays the line out; NULL is the white at the end of the paper. */
MUST_CHECK enum err receipt_pen_measure(
	struct receipt_pen *p, const struct receipt_line *line, int *height_out, struct diag *d);
/* Draws what measure laid out, from row `top` on. */
void receipt_pen_draw(struct receipt_pen *p, struct bitmap *b, int top);
