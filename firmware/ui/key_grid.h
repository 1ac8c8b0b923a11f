/* Keys in rows that fill an area: the symbols of the paper's code, the letters of an index. */
#pragma once

#include "ui/widget.h"

struct ui_key {
	const char *id;
	struct ui_action action;
	struct rich_text label;
};

/* At least the target size each; the last one takes what is left of its row when it is wide.
 * is_ltr: from left to right on every page, like what is printed on the paper. */
struct ui_key_grid {
	const struct ui_key *keys;
	int count;
	bool is_ltr, is_last_wide;
};

/* Draws the keys of one part (modulo the parts there are); returns how many parts they need. */
int ui_key_grid_draw(
	struct ui_build *b, const struct ui_key_grid *grid, int part, struct rect area);
