#include "pango_setup.h"

#include <stdio.h>

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>

static void substitute_no_hinting(FcPattern *pattern, gpointer data)
{
	(void)data;
	FcPatternDel(pattern, FC_HINTING);
	FcPatternAddBool(pattern, FC_HINTING, FcFalse);
	FcPatternDel(pattern, FC_HINT_STYLE);
	FcPatternAddInteger(pattern, FC_HINT_STYLE, FC_HINT_NONE);
	FcPatternDel(pattern, FC_AUTOHINT);
	FcPatternAddBool(pattern, FC_AUTOHINT, FcFalse);
}

/* Adds the file's fonts to the configuration, its family to the list and takes its weight. */
static bool add_font(FcConfig *config, const char *file, GString *families, int *weight)
{
	int count = 0;
	FcPattern *pattern = FcFreeTypeQuery((const FcChar8 *)file, 0, NULL, &count);
	FcChar8 *family = NULL;
	double fc_weight = FC_WEIGHT_REGULAR;

	if (!pattern || FcPatternGetString(pattern, FC_FAMILY, 0, &family) != FcResultMatch ||
		!FcConfigAppFontAddFile(config, (const FcChar8 *)file)) {
		fprintf(stderr, "pango-witness: %s: not a font that fontconfig can open\n", file);
		if (pattern)
			FcPatternDestroy(pattern);
		return false;
	}
	FcPatternGetDouble(pattern, FC_WEIGHT, 0, &fc_weight);
	*weight = (int)FcWeightToOpenTypeDouble(fc_weight);
	g_string_append_printf(families, "%s%s", families->len ? "," : "", (const char *)family);
	FcPatternDestroy(pattern);
	return true;
}

bool pango_setup_init(struct pango_setup *s, const char *lang, bool rtl, double size_px,
	const char *const *files, int file_count)
{
	FcConfig *config = FcConfigCreate();
	GString *families = g_string_new(NULL);
	int weight = PANGO_WEIGHT_NORMAL;

	*s = (struct pango_setup){ .config = config };
	for (int i = 0; i < file_count; i++) {
		if (!add_font(config, files[i], families, &weight)) {
			g_string_free(families, TRUE);
			pango_setup_finish(s);
			return false;
		}
	}
	s->map = pango_ft2_font_map_new();
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(s->map), config);
	pango_fc_font_map_set_default_substitute(
		PANGO_FC_FONT_MAP(s->map), substitute_no_hinting, NULL, NULL);
	s->context = pango_font_map_create_context(s->map);
	pango_context_set_round_glyph_positions(s->context, FALSE);
	pango_context_set_language(s->context, pango_language_from_string(lang));
	pango_context_set_base_dir(s->context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
	s->description = pango_font_description_new();
	pango_font_description_set_family(s->description, families->str);
	pango_font_description_set_weight(s->description, (PangoWeight)weight);
	pango_font_description_set_absolute_size(s->description, size_px * PANGO_SCALE);
	pango_context_set_font_description(s->context, s->description);
	g_string_free(families, TRUE);
	return true;
}

PangoLayout *pango_setup_layout(struct pango_setup *s, double width_px)
{
	PangoLayout *layout = pango_layout_new(s->context);

	pango_layout_set_auto_dir(layout, FALSE); /* the language's direction, not the text's */
	pango_layout_set_width(layout, width_px > 0 ? (int)(width_px * PANGO_SCALE) : -1);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	return layout;
}

void pango_setup_finish(struct pango_setup *s)
{
	if (s->description)
		pango_font_description_free(s->description);
	g_clear_object(&s->context);
	g_clear_object(&s->map);
	if (s->config)
		FcConfigDestroy(s->config);
}
