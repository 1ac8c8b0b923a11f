/* A Pango that sees exactly the fonts it is given and nothing of the machine's configuration: no
 * system fonts, no aliases, no hinting, no rounding. Shared by the witness and the bench. */
#pragma once

#include <stdbool.h>

#include <pango/pango.h>

struct pango_setup {
	PangoFontMap *map;
	PangoContext *context;
	PangoFontDescription *description;
	void *config; /* FcConfig */
};

/* files: the language's chain in order, all of one weight. False with a sentence on stderr. */
bool pango_setup_init(struct pango_setup *s, const char *lang, bool rtl, double size_px,
	const char *const *files, int file_count);
/* A layout with the fonts and direction of s, wrapping at width_px (<= 0: never). */
PangoLayout *pango_setup_layout(struct pango_setup *s, double width_px);
void pango_setup_finish(struct pango_setup *s);
