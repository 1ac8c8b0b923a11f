/* What a printer model can do: data in assets/printers/NAME.ini. Plain, immutable. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

enum model_raster { MODEL_GS_V_0, MODEL_GS_L, MODEL_ESC_STAR };
enum model_cut { MODEL_CUT_NONE, MODEL_CUT_PARTIAL, MODEL_CUT_FULL };

struct printer_model {
	const char *name;  /* "generic-80mm", "TM-T20III" */
	const char *title; /* for staff */
	int dots;          /* printable dots a row: 384, 512, 576 */
	int dpi;           /* 180 or 203; both axes */
	int paper_mm;      /* 58 or 80 */
	int band_rows;     /* most rows in one raster command */
	int cut_feed_mm; /* head to cutter, fed before the cut when the cut does not feed itself */
	enum model_raster raster;
	enum model_cut cut;
	bool has_asb;        /* GS a automatic status back */
	bool has_dle_eot;    /* DLE EOT n */
	bool has_completion; /* GS ( H */
};

/* Reads one INI text; name is for the sentence. Strings go into the arena. */
MUST_CHECK enum err model_parse(struct arena *a, const char *name, const char *ini,
	struct printer_model *model_out, struct diag *d);
int model_mm_to_dots(const struct printer_model *m, double mm);
