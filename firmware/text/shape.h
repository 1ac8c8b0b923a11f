/* HarfBuzz over items. */
#pragma once

#include "base/err.h"
#include "text/engine.h"

struct shape_params {
	int32_t size_26_6;
	bool hinted;
};

/* Shapes every item of the paragraph once, into paragraph.glyphs. */
MUST_CHECK enum err shape_all(struct text_engine *e, const struct shape_params *params);

/* Shapes [start, end) of an item, with the paragraph around it as context (letters keep joining
 * across the cut), into glyphs (room for `room`). *count_out: how many it makes, also when that is
 * more than the room and nothing is written. */
MUST_CHECK enum err shape_range(struct text_engine *e, const struct item *item, uint32_t start,
	uint32_t end, const struct shape_params *params, struct shaped *glyphs, size_t room,
	size_t *count_out);
