/* The pictures on the self-test page: a ruler, fields from light to dark, and one dot of each
 * column. Each draws from row `top` on and says its height in dots. Pure. */
#pragma once

#include "print/model.h"
#include "text/bitmap.h"

int receipt_ruler_height(const struct printer_model *m);
/* A mark at each millimetre of the printable width, longer at 5 and 10, from the left edge on. */
void receipt_ruler_draw(const struct printer_model *m, struct bitmap *b, int top);
int receipt_density_height(const struct printer_model *m);
/* Five fields of 8 mm, an eighth to all of the dots black: a wide solid bar would slow the head and
 * says no more. Below them a stair that gives each dot of the head its turn: a dead one is a gap.
 */
void receipt_density_draw(const struct printer_model *m, struct bitmap *b, int top);
