/* A panel profile: assets/panels/NAME.ini. All layout is in millimetres and becomes pixels here. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

struct panel {
	const char *name;
	int width_px, height_px;
	double pitch_mm;   /* width of one pixel */
	double viewing_mm; /* stated viewing distance, EN 301 549 5.1.4 */
};

MUST_CHECK enum err panel_parse(struct arena *a, const char *name, const char *ini,
	struct panel *panel_out, struct diag *d);
/* Rounded to whole pixels. */
int panel_px(const struct panel *p, double mm);
