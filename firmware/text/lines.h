/* Shaped items broken into lines, each in visual order. */
#pragma once

#include "base/err.h"
#include "text/engine.h"
#include "text/shape.h"

struct lines_params {
	struct shape_params shape;
	int64_t width_26_6; /* <= 0: only newlines break */
	int max_lines;      /* 0: no limit */
};

struct lines_result {
	bool truncated, overflows;
};

/* Fills the engine's lines, runs and glyphs. x is relative to the line's left edge and baselines
 * are not set. iterator: already pointed at the paragraph; NULL if width_26_6 <= 0. */
MUST_CHECK enum err lines_make(struct text_engine *e, UBreakIterator *iterator,
	const struct lines_params *params, struct lines_result *result_out);
