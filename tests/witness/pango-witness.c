/* Lays out standard input with Pango and prints what it did in the form of `kiosk-text --json`:
 * an independent witness of our layout. A '\n' separates paragraphs.
 *
 * usage: pango-witness --lang CODE --rtl 0|1 --size PX --width PX FONT-FILE...
 *
 * "space" is the font's space glyph: HarfBuzz puts it, with no advance, where a character has no
 * picture of its own. Pango's own placeholder, PANGO_GLYPH_EMPTY, is printed as that glyph. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-font.h>

#include "pango_setup.h"

static double px(int pango_units)
{
	return (double)pango_units / PANGO_SCALE;
}

static const char *font_file(PangoFont *font)
{
	FcChar8 *file = NULL;
	FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));

	if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch)
		return "?";
	const char *slash = strrchr((const char *)file, '/');
	return slash ? slash + 1 : (const char *)file;
}

/* x: pen position from the line's left edge, moved past the run. */
static void print_run(PangoGlyphItem *run, double *x)
{
	PangoFont *font = run->item->analysis.font;
	unsigned int space = pango_fc_font_get_glyph(PANGO_FC_FONT(font), ' ');

	printf("{\"font\":\"%s\",\"lang\":\"%s\",\"level\":%d,\"space\":%u,\"glyphs\":[",
		font_file(font), pango_language_to_string(run->item->analysis.language),
		run->item->analysis.level, space);
	for (int i = 0; i < run->glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *glyph = &run->glyphs->glyphs[i];
		unsigned int id = glyph->glyph == PANGO_GLYPH_EMPTY ? space : glyph->glyph;

		if (glyph->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
			id = 0;
		printf("%s{\"id\":%u,\"cluster\":%d,\"x\":%.5f,\"y\":%.5f,\"advance\":%.5f}",
			i ? "," : "", id, run->item->offset + run->glyphs->log_clusters[i],
			*x + px(glyph->geometry.x_offset), -px(glyph->geometry.y_offset),
			px(glyph->geometry.width));
		*x += px(glyph->geometry.width);
	}
	printf("]}");
}

static void print_layout(PangoLayout *layout, bool rtl)
{
	PangoLayoutIter *iter = pango_layout_get_iter(layout);
	const char *comma = "";

	printf("{\"direction\":\"%s\",\"lines\":[", rtl ? "rtl" : "ltr");
	do {
		PangoLayoutLine *line = pango_layout_iter_get_line_readonly(iter);
		double x = 0;

		printf("%s\n{\"baseline\":%.5f,\"start\":%d,\"end\":%d,\"runs\":[", comma,
			px(pango_layout_iter_get_baseline(iter)), line->start_index,
			line->start_index + line->length);
		for (GSList *l = line->runs; l; l = l->next) {
			print_run(l->data, &x);
			if (l->next)
				putchar(',');
		}
		printf("],\"width\":%.5f}", x);
		comma = ",";
	} while (pango_layout_iter_next_line(iter));
	printf("]}\n");
	pango_layout_iter_free(iter);
}

static GString *read_input(void)
{
	GString *text = g_string_new(NULL);
	char chunk[4096];
	size_t n;

	while ((n = fread(chunk, 1, sizeof chunk, stdin)) > 0)
		g_string_append_len(text, chunk, (gssize)n);
	return text;
}

int main(int argc, char **argv)
{
	if (argc < 10 || strcmp(argv[1], "--lang") || strcmp(argv[3], "--rtl") ||
		strcmp(argv[5], "--size") || strcmp(argv[7], "--width")) {
		fputs("usage: pango-witness --lang CODE --rtl 0|1 --size PX --width PX FONT...\n",
			stderr);
		return 2;
	}
	struct pango_setup setup;
	bool rtl = atoi(argv[4]) != 0;

	if (!pango_setup_init(
		    &setup, argv[2], rtl, atof(argv[6]), (const char *const *)argv + 9, argc - 9))
		return 1;
	GString *text = read_input();
	PangoLayout *layout = pango_setup_layout(&setup, atof(argv[8]));

	pango_layout_set_text(layout, text->str, (int)text->len);
	print_layout(layout, rtl);
	g_object_unref(layout);
	g_string_free(text, TRUE);
	pango_setup_finish(&setup);
	return 0;
}
