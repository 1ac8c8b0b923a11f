#include "print/receipt_draw.h"

#include <math.h>
#include <qrencode.h>
#include <string.h>

#include "base/rect.h"
#include "print/receipt_gauge.h"

/* ---------------------------------------------------------------- sizes, mm */

static const double cap_mm[][TYPE_COUNT] = {
	[RECEIPT_REGULAR] = { [TYPE_TITLE] = 5.0,
		[TYPE_HEADING] = 4.2,
		[TYPE_TEXT] = 3.5,
		[TYPE_NOTE] = 2.8,
		[TYPE_SWEDISH] = 2.4 },
	[RECEIPT_LARGE] = { [TYPE_TITLE] = 6.0,
		[TYPE_HEADING] = 5.2,
		[TYPE_TEXT] = 4.6,
		[TYPE_NOTE] = 3.7,
		[TYPE_SWEDISH] = 3.5 },
};

#define PAPER_LEADING 0.88    /* of the language's on the screen */
#define SHRINK_MIN_PERCENT 60 /* of a size, where a word is wider than the paper */
#define SHRINK_STEP_PERCENT 10
#define ABOVE_TITLE_MM 1.0
#define ABOVE_HEADING_MM 2.0
#define ABOVE_SUBHEADING_MM 2.4
#define ABOVE_TEXT_MM 0.8
#define ABOVE_SMALL_MM 0.5
#define ABOVE_TICK_MM 1.3
#define ABOVE_TICK_SMALL_MM 0.6
#define SWEDISH_ABOVE_MM 0.2
#define BESIDE_GAP_MM 4.0 /* at least, between the text and the Swedish at the end edge */

#define TICK_LINE_MM 0.35
#define TICK_GAP_MM 2.2
#define TICK_TO_CAP 1.2 /* box side to capital height */

#define FRAME_LINE_MM 0.35
#define FRAME_PADDING_MM 2.2
#define FRAME_AROUND_MM 1.4

#define QUOTE_LINE_MM 0.5
#define QUOTE_INDENT_MM 2.2
#define QUOTE_ABOVE_MM 0.8

#define RULE_AROUND_MM 2.0
#define RULE_DASH_MM 1.5
#define RULE_GAP_MM 1.1
#define RULE_LINE_MM 0.25

#define QR_MODULE_MM 0.6
#define QR_QUIET_MODULES 4
#define QR_TEXT_MIN_MM 30.0 /* narrower: the address goes below */

#define END_MM 3.0

static int dots(const struct receipt_pen *p, double mm)
{
	return model_mm_to_dots(p->model, mm);
}

/* Lines must not vanish on a coarse printer. */
static int line_dots(const struct receipt_pen *p, double mm)
{
	int n = dots(p, mm);

	return n > 1 ? n : 2;
}

/* The font of the chain that has a capital H: the one the millimetre rule speaks of. */
static int capital_font(const struct receipt_pen *p, const struct lang *lang)
{
	const struct fonts *fonts = text_engine_fonts(p->engine);

	for (int i = 0; i < lang->font_count; i++) {
		int font = fonts_find(fonts, lang->fonts[i], false);

		if (font >= 0 && fonts_has(fonts, font, 'H'))
			return font;
	}
	return -1;
}

#define PROBE_EM 1000 /* pixels */

enum err receipt_pen_init(struct receipt_pen *p, struct text_engine *e, struct glyphs *g,
	const struct receipt *receipt, const struct printer_model *model, enum receipt_size size,
	struct diag *d)
{
	double cap_of_em = 0.714; /* Noto Sans; for a chain without a capital H */
	int font;

	*p = (struct receipt_pen){ .engine = e, .glyphs = g, .receipt = receipt, .model = model };
	p->is_rtl = receipt->lang->direction == TEXT_RTL;
	p->arena = arena_create(0);
	if (!p->arena)
		return diag_fail(d, ERR_MEMORY, "receipt: no memory");
	font = capital_font(p, receipt->lang);
	if (font >= 0) {
		struct font_metrics m = fonts_metrics(text_engine_fonts(e), font, PROBE_EM * 64);

		if (m.cap_height > 0)
			cap_of_em = m.cap_height / (PROBE_EM * 64.0);
	}
	for (int i = 0; i < TYPE_COUNT; i++) {
		p->cap_dots[i] = (int)ceil(cap_mm[size][i] * model->dpi / 25.4 - 0.05);
		p->em_26_6[i] = (int32_t)lround(p->cap_dots[i] * 64 / cap_of_em);
	}
	return ERR_OK;
}

void receipt_pen_finish(struct receipt_pen *p)
{
	arena_destroy(p->arena);
	p->arena = NULL;
}

/* ---------------------------------------------------------------- laying out */

/* The language's leading, a little tighter than on the screen: nobody wants a longer paper. */
static int32_t line_height(const struct lang *lang, int32_t em_26_6)
{
	return (int32_t)(em_26_6 * lang->leading * PAPER_LEADING);
}

struct setting {
	enum receipt_type type;
	bool bold;
	int width; /* dots; 0: one line, however long */
	enum text_align align;
};

/* A long official word on narrow paper gets smaller rather than broken: the visitor compares it
 * with what stands on letters and doors. */
static enum err set_text(struct receipt_pen *p, const struct text_rich *text,
	const struct lang *lang, struct setting s, const struct layout **layout_out, struct diag *d)
{
	enum err err = ERR_OK;

	for (int percent = 100; percent >= SHRINK_MIN_PERCENT; percent -= SHRINK_STEP_PERCENT) {
		int32_t em_26_6 = p->em_26_6[s.type] * percent / 100;
		const struct layout_params params = {
			.lang = lang,
			.size_26_6 = em_26_6,
			.width_26_6 = s.width * 64,
			.line_height_26_6 = line_height(lang, em_26_6),
			.align = s.align,
			.bold = s.bold,
			.hinted = true,
		};

		err = layout_create(p->engine, p->arena, text, &params, layout_out, d);
		if (err != ERR_OK || !(*layout_out)->overflows)
			return err;
	}
	p->broken_words++;
	return err;
}

static int layout_rows(const struct layout *l)
{
	return (l->height + 63) / 64;
}

static int layout_width(const struct layout *l)
{
	return (l->width + 63) / 64;
}

static int first_baseline(const struct layout *l)
{
	return l->line_count ? l->lines[0].baseline / 64 : 0;
}

static void place(struct receipt_pen *p, const struct layout *l, int x, int y)
{
	if (p->item_count < RECEIPT_ITEMS_MAX)
		p->items[p->item_count++] = (struct receipt_item){ l, x, y };
}

/* A column of `width` dots that begins `start` dots from the start edge. */
static int column_x(const struct receipt_pen *p, int start, int width)
{
	return p->is_rtl ? p->model->dots - start - width : start;
}

/* Text of the other direction still lines up with the paper's start edge. */
static enum text_align start_for(const struct receipt_pen *p, const struct lang *lang)
{
	return (lang->direction == TEXT_RTL) == p->is_rtl ? TEXT_START : TEXT_END;
}

static enum text_align end_for(const struct receipt_pen *p, const struct lang *lang)
{
	return start_for(p, lang) == TEXT_START ? TEXT_END : TEXT_START;
}

/* The Swedish on the last line of the text at the end edge if there is room, else below it. */
static enum err set_swedish(struct receipt_pen *p, const struct receipt_line *line,
	const struct layout *text, int start, int width, int *bottom, struct diag *d)
{
	const struct lang *sv = p->receipt->swedish;
	struct setting s = { TYPE_SWEDISH, false, width, end_for(p, sv) };
	const struct layout *l;
	enum err err;

	if (line->swedish.size == 0)
		return ERR_OK;
	err = set_text(p, &line->swedish, sv, s, &l, d);
	if (err != ERR_OK)
		return err;
	if (text->line_count == 1 && l->line_count == 1 &&
		layout_width(text) + dots(p, BESIDE_GAP_MM) + layout_width(l) <= width) {
		place(p, l, column_x(p, start, width),
			*bottom - layout_rows(text) + first_baseline(text) - first_baseline(l));
		return ERR_OK;
	}
	s.align = start_for(p, sv);
	err = set_text(p, &line->swedish, sv, s, &l, d);
	if (err != ERR_OK)
		return err;
	*bottom += dots(p, SWEDISH_ABOVE_MM);
	place(p, l, column_x(p, start, width), *bottom);
	*bottom += layout_rows(l);
	return ERR_OK;
}

static bool is_bold(enum receipt_kind kind)
{
	return kind == RECEIPT_TITLE || kind == RECEIPT_HEADING || kind == RECEIPT_SUBHEADING;
}

static enum err measure_text(struct receipt_pen *p, const struct receipt_line *line,
	enum receipt_type type, double above_mm, struct diag *d)
{
	const struct layout *l;
	int width = p->model->dots, bottom = dots(p, above_mm);
	enum err err = set_text(p, &line->text, line->lang,
		(struct setting){ type, is_bold(line->kind), width, start_for(p, line->lang) }, &l,
		d);

	if (err != ERR_OK)
		return err;
	place(p, l, 0, bottom);
	bottom += layout_rows(l);
	err = set_swedish(p, line, l, 0, width, &bottom, d);
	p->height = bottom;
	return err;
}

static enum err measure_tick(struct receipt_pen *p, const struct receipt_line *line,
	enum receipt_type type, double above_mm, struct diag *d)
{
	int side = (int)lround(p->cap_dots[type] * TICK_TO_CAP);
	int start = side + dots(p, TICK_GAP_MM), width = p->model->dots - start;
	int bottom = dots(p, above_mm), baseline;
	const struct layout *l;
	enum err err = set_text(p, &line->text, line->lang,
		(struct setting){ type, false, width, start_for(p, line->lang) }, &l, d);

	if (err != ERR_OK)
		return err;
	place(p, l, column_x(p, start, width), bottom);
	baseline = bottom + first_baseline(l);
	/* The box is centred on the capitals of the first line. */
	p->frame = (struct rect){ column_x(p, 0, side), baseline - (p->cap_dots[type] + side) / 2,
		side, side };
	bottom += layout_rows(l);
	err = set_swedish(p, line, l, start, width, &bottom, d);
	p->height = bottom;
	return err;
}

static enum err measure_say(struct receipt_pen *p, const struct receipt_line *line, struct diag *d)
{
	int padding = dots(p, FRAME_PADDING_MM), around = dots(p, FRAME_AROUND_MM);
	int width = p->model->dots - 2 * padding;
	const struct layout *l;
	enum err err = set_text(p, &line->text, line->lang,
		(struct setting){ TYPE_TEXT, true, width, TEXT_START }, &l, d);

	if (err != ERR_OK)
		return err;
	place(p, l, padding, around + padding);
	p->frame = (struct rect){ 0, around, p->model->dots, layout_rows(l) + 2 * padding };
	p->height = p->frame.h + 2 * around;
	return ERR_OK;
}

/* A line at the left edge instead of a frame. */
static enum err measure_say_small(
	struct receipt_pen *p, const struct receipt_line *line, struct diag *d)
{
	int indent = dots(p, QUOTE_INDENT_MM), above = dots(p, QUOTE_ABOVE_MM);
	const struct layout *l;
	enum err err = set_text(p, &line->text, line->lang,
		(struct setting){ TYPE_NOTE, true, p->model->dots - indent, TEXT_START }, &l, d);

	if (err != ERR_OK)
		return err;
	place(p, l, indent, above);
	p->frame = (struct rect){ 0, above, line_dots(p, QUOTE_LINE_MM), layout_rows(l) };
	p->height = above + layout_rows(l);
	return ERR_OK;
}

static enum err make_qr(struct receipt_pen *p, const char *says, struct diag *d)
{
	QRcode *code = QRcode_encodeString(says, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	unsigned char *bits;
	size_t size;

	if (!code)
		return diag_fail(d, ERR_RANGE,
			"receipt: %zu bytes do not fit into a QR code: \"%.80s\"", strlen(says),
			says);
	size = (size_t)code->width * (size_t)code->width;
	bits = arena_array(p->arena, size, 1);
	if (bits)
		memcpy(bits, code->data, size);
	p->qr_bits = bits;
	p->qr_modules = code->width;
	p->qr_module_dots = dots(p, QR_MODULE_MM);
	if (p->qr_module_dots < 3)
		p->qr_module_dots = 3;
	QRcode_free(code);
	return bits ? ERR_OK : diag_fail(d, ERR_MEMORY, "receipt: no memory for a QR code");
}

/* The code at the start edge, the text beside it, centred on its height; or below it where the
 * paper is narrow or a word too long. */
static enum err measure_qr(struct receipt_pen *p, const struct receipt_line *line, struct diag *d)
{
	int quiet, side, rest, rows;
	const struct layout *l = NULL;
	enum text_align align;
	enum err err = make_qr(p, line->qr, d);

	if (err != ERR_OK)
		return err;
	quiet = QR_QUIET_MODULES * p->qr_module_dots;
	side = p->qr_modules * p->qr_module_dots + 2 * quiet;
	rest = p->model->dots - side;
	p->qr = (struct rect){ column_x(p, 0, side), 0, side, side };
	p->height = side;
	if (line->text.size == 0)
		return ERR_OK;
	align = start_for(p, line->lang);
	if (rest >= dots(p, QR_TEXT_MIN_MM)) {
		err = set_text(p, &line->text, line->lang,
			(struct setting){ TYPE_SWEDISH, false, rest, align }, &l, d);
		if (err != ERR_OK)
			return err;
	}
	if (l && !l->overflows) {
		rows = layout_rows(l);
		if (rows > side) {
			p->qr.y = (rows - side) / 2;
			p->height = rows;
		}
		place(p, l, column_x(p, side, rest), p->qr.y + (side - rows) / 2);
		return ERR_OK;
	}
	err = set_text(p, &line->text, line->lang,
		(struct setting){ TYPE_SWEDISH, false, p->model->dots, align }, &l, d);
	if (err != ERR_OK)
		return err;
	place(p, l, 0, side);
	p->height += layout_rows(l);
	return ERR_OK;
}

enum err receipt_pen_measure(
	struct receipt_pen *p, const struct receipt_line *line, int *height_out, struct diag *d)
{
	enum err err = ERR_OK;

	arena_reset(p->arena);
	p->item_count = 0;
	p->frame = p->qr = (struct rect){ 0 };
	p->kind = line ? line->kind : RECEIPT_SPACE;
	p->height = 0;
	switch (p->kind) {
	case RECEIPT_TITLE:
		err = measure_text(p, line, TYPE_TITLE, ABOVE_TITLE_MM, d);
		break;
	case RECEIPT_HEADING:
		err = measure_text(p, line, TYPE_HEADING, ABOVE_HEADING_MM, d);
		break;
	case RECEIPT_SUBHEADING:
		err = measure_text(p, line, TYPE_TEXT, ABOVE_SUBHEADING_MM, d);
		break;
	case RECEIPT_TEXT:
		err = measure_text(p, line, TYPE_TEXT, ABOVE_TEXT_MM, d);
		break;
	case RECEIPT_SMALL:
		err = measure_text(p, line, TYPE_NOTE, ABOVE_SMALL_MM, d);
		break;
	case RECEIPT_TICK:
		err = measure_tick(p, line, TYPE_TEXT, ABOVE_TICK_MM, d);
		break;
	case RECEIPT_TICK_SMALL:
		err = measure_tick(p, line, TYPE_NOTE, ABOVE_TICK_SMALL_MM, d);
		break;
	case RECEIPT_SAY:
		err = measure_say(p, line, d);
		break;
	case RECEIPT_COPY_WORDS:
		break;
	case RECEIPT_SAY_SMALL:
		err = measure_say_small(p, line, d);
		break;
	case RECEIPT_RULER:
		p->height = receipt_ruler_height(p->model);
		break;
	case RECEIPT_DENSITY:
		p->height = receipt_density_height(p->model);
		break;
	case RECEIPT_RULE:
		p->height = 2 * dots(p, RULE_AROUND_MM) + line_dots(p, RULE_LINE_MM);
		break;
	case RECEIPT_SPACE:
		p->height = dots(p, line ? line->space_mm : END_MM);
		break;
	case RECEIPT_QR:
		err = measure_qr(p, line, d);
		break;
	}
	*height_out = p->height;
	return err;
}

/* ---------------------------------------------------------------- drawing */

static void draw_box(struct bitmap *b, struct rect r, int line)
{
	bitmap_fill(b, r.x, r.y, r.w, line);
	bitmap_fill(b, r.x, r.y + r.h - line, r.w, line);
	bitmap_fill(b, r.x, r.y, line, r.h);
	bitmap_fill(b, r.x + r.w - line, r.y, line, r.h);
}

static void draw_rule(const struct receipt_pen *p, struct bitmap *b, int top)
{
	int dash = dots(p, RULE_DASH_MM), step = dash + dots(p, RULE_GAP_MM);
	int y = top + dots(p, RULE_AROUND_MM), width = p->model->dots;
	int count = (width + step - dash) / step;
	/* Whole dashes, the same white at both ends. */
	int x = (width - (count * step - (step - dash))) / 2;

	for (int i = 0; i < count; i++)
		bitmap_fill(b, x + i * step, y, dash, line_dots(p, RULE_LINE_MM));
}

static void draw_qr(const struct receipt_pen *p, struct bitmap *b, int top)
{
	int m = p->qr_module_dots;
	int left = p->qr.x + QR_QUIET_MODULES * m, y = top + p->qr.y + QR_QUIET_MODULES * m;

	for (int row = 0; row < p->qr_modules; row++) {
		for (int column = 0; column < p->qr_modules; column++) {
			if (p->qr_bits[row * p->qr_modules + column] & 1)
				bitmap_fill(b, left + column * m, y + row * m, m, m);
		}
	}
}

void receipt_pen_draw(struct receipt_pen *p, struct bitmap *b, int top)
{
	for (int i = 0; i < p->item_count; i++)
		bitmap_text(b, p->glyphs, p->items[i].layout, p->items[i].x, top + p->items[i].y);
	if (!rect_is_empty(p->frame)) {
		struct rect frame = p->frame;

		frame.y += top;
		draw_box(b, frame,
			line_dots(p, p->kind == RECEIPT_SAY ? FRAME_LINE_MM : TICK_LINE_MM));
	}
	if (!rect_is_empty(p->qr))
		draw_qr(p, b, top);
	if (p->kind == RECEIPT_RULE)
		draw_rule(p, b, top);
	if (p->kind == RECEIPT_RULER)
		receipt_ruler_draw(p->model, b, top);
	if (p->kind == RECEIPT_DENSITY)
		receipt_density_draw(p->model, b, top);
}
