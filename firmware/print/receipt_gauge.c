#include "print/receipt_gauge.h"

#include <math.h>

#define AROUND_MM 1.5
#define MARK_MM 2.0
#define MARK_5_MM 3.0
#define MARK_10_MM 5.0
#define MARK_DOTS 2

#define FIELD_MM 8.0
#define FIELD_HIGH_MM 6.0
#define FIELD_GAP_MM 1.8
#define STAIR_ABOVE_MM 1.5
#define STAIR_STEPS 24 /* dots from one dot of a row to the next */
#define STAIR_ROWS 2   /* how often each dot is fired */

static int dots(const struct printer_model *m, double mm)
{
	return model_mm_to_dots(m, mm);
}

int receipt_ruler_height(const struct printer_model *m)
{
	return dots(m, MARK_10_MM) + 2 * dots(m, AROUND_MM);
}

void receipt_ruler_draw(const struct printer_model *m, struct bitmap *b, int top)
{
	int y = top + dots(m, AROUND_MM);
	int most_mm = (int)floor((m->dots - MARK_DOTS) * 25.4 / m->dpi);

	bitmap_fill(b, 0, y, dots(m, most_mm) + MARK_DOTS, MARK_DOTS);
	for (int mm = 0; mm <= most_mm; mm++) {
		double high = mm % 10 == 0 ? MARK_10_MM : mm % 5 == 0 ? MARK_5_MM : MARK_MM;

		bitmap_fill(b, dots(m, mm), y, MARK_DOTS, dots(m, high));
	}
}

int receipt_density_height(const struct printer_model *m)
{
	return dots(m, FIELD_HIGH_MM) + dots(m, STAIR_ABOVE_MM) + STAIR_STEPS * STAIR_ROWS +
	       2 * dots(m, AROUND_MM);
}

/* So many of each 16 dots, evenly (Bayer's ordered dither). */
static void draw_field(struct bitmap *b, int x, int y, int w, int h, int of_16)
{
	static const uint8_t order[4][4] = { { 0, 8, 2, 10 }, { 12, 4, 14, 6 }, { 3, 11, 1, 9 },
		{ 15, 7, 13, 5 } };

	for (int row = 0; row < h; row++) {
		for (int column = 0; column < w; column++) {
			if (order[row % 4][column % 4] < of_16)
				bitmap_set(b, x + column, y + row);
		}
	}
}

void receipt_density_draw(const struct printer_model *m, struct bitmap *b, int top)
{
	static const int darkness[] = { 2, 4, 8, 12, 16 };
	int y = top + dots(m, AROUND_MM), high = dots(m, FIELD_HIGH_MM);

	for (int i = 0; i < 5; i++)
		draw_field(b, i * dots(m, FIELD_MM + FIELD_GAP_MM), y, dots(m, FIELD_MM), high,
			darkness[i]);
	y += high + dots(m, STAIR_ABOVE_MM);
	for (int step = 0; step < STAIR_STEPS; step++) {
		for (int x = step; x < m->dots; x += STAIR_STEPS)
			bitmap_fill(b, x, y + step * STAIR_ROWS, 1, STAIR_ROWS);
	}
}
