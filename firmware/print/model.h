/* What a printer model can do: data in assets/printers/NAME.ini. Plain, immutable. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

enum model_raster { MODEL_GS_V_0, MODEL_GS_L, MODEL_ESC_STAR };
enum model_cut { MODEL_CUT_NONE, MODEL_CUT_PARTIAL, MODEL_CUT_FULL };

/* Limits the encoder relies on: no width or height within them makes a command header that holds a
 * real-time command, except the length bytes of GS ( L, which the encoder looks after. */
#define MODEL_DOTS_MAX 1024
#define MODEL_BAND_ROWS_MAX 1024

struct printer_model {
	const char *name;     /* "generic-80mm", "TM-T20III" */
	const char *title;    /* for staff */
	const char *identity; /* what it answers to GS I 67; "": its name */
	int dots;             /* printable dots a row: 384, 512, 576 */
	int dpi;              /* 180 or 203; both axes */
	int paper_mm;         /* 58 or 80 */
	int band_rows;        /* most rows in one raster command */
	int cut_feed_mm; /* head to cutter, fed before the cut when the cut does not feed itself (0:
			    it does) */
	int buffer_bytes; /* its receive buffer; 0: not known */
	int speed_mm_s;   /* the head at full speed; 0: not known */
	enum model_raster raster;
	enum model_cut cut;
	bool has_asb;         /* GS a automatic status back */
	bool has_dle_eot;     /* DLE EOT n */
	bool has_paper_query; /* GS r 1: answers in order, after the data before it */
	bool has_completion;  /* GS ( H */
	bool has_clear;       /* DLE DC4 8: clear buffers */
	bool has_presenter; /* GS e: holds the paper out to the visitor, takes back what is left */
};

/* Reads one INI text; name is for the sentence. Strings go into the arena. */
MUST_CHECK enum err model_parse(struct arena *a, const char *name, const char *ini,
	struct printer_model *model_out, struct diag *d);
/* Is this what the model answers when it is asked who it is? */
bool model_is_identity(const struct printer_model *m, const char *answer);
int model_mm_to_dots(const struct printer_model *m, double mm);
