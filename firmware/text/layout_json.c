#include "text/layout_json.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *px(int32_t v_26_6)
{
	return json_real(v_26_6 / 64.0);
}

static json_t *glyph_json(const struct layout_glyph *g)
{
	return json_pack("{s:i, s:i, s:o, s:o, s:o}", "id", (int)g->id, "cluster", (int)g->cluster,
		"x", px(g->x), "y", px(g->y), "advance", px(g->advance));
}

static json_t *run_json(
	const struct fonts *fonts, const struct layout *l, const struct layout_run *r)
{
	char script[5] = { (char)(r->script >> 24), (char)(r->script >> 16), (char)(r->script >> 8),
		(char)r->script, '\0' };
	json_t *glyphs = json_array();

	for (int i = 0; i < r->glyph_count; i++)
		json_array_append_new(glyphs, glyph_json(&l->glyphs[r->first_glyph + i]));
	return json_pack("{s:s, s:s, s:s, s:i, s:b, s:i, s:i, s:o, s:o, s:o}", "font",
		fonts_file(fonts, r->font), "script", script, "lang", r->lang->code, "level",
		(int)r->level, "bold", (int)r->bold, "start", (int)r->byte_start, "end",
		(int)r->byte_end, "x", px(r->x), "width", px(r->width), "glyphs", glyphs);
}

/* A run is one line of output, so that golden files can be read and compared. */
static bool put_run_json(struct buf *out, const struct fonts *fonts, const struct layout *l,
	const struct layout_run *r)
{
	json_t *run = run_json(fonts, l, r);
	char *text = run ? json_dumps(run, JSON_COMPACT) : NULL;

	if (text)
		buf_printf(out, "   %s", text);
	free(text);
	json_decref(run);
	return text != NULL;
}

bool layout_json(struct buf *out, const struct fonts *fonts, const struct layout *l)
{
	bool complete = true;

	buf_printf(out,
		"{\"direction\":\"%s\",\"width\":%.10g,\"height\":%.10g,\"missing\":%d,"
		"\"overflows\":%s,\"lines\":[",
		l->direction == TEXT_RTL ? "rtl" : "ltr", l->width / 64.0, l->height / 64.0,
		l->missing, l->overflows ? "true" : "false");
	for (int i = 0; i < l->line_count; i++) {
		const struct layout_line *line = &l->lines[i];

		buf_printf(out,
			"%s\n {\"baseline\":%.10g,\"x\":%.10g,\"width\":%.10g,\"start\":%u,"
			"\"end\":%u,\"runs\":[",
			i ? "," : "", line->baseline / 64.0, line->x / 64.0, line->width / 64.0,
			line->byte_start, line->byte_end);
		for (int r = 0; r < line->run_count; r++) {
			buf_puts(out, r ? ",\n" : "\n");
			complete = put_run_json(out, fonts, l, &l->runs[line->first_run + r]) &&
				   complete;
		}
		buf_puts(out, "]}");
	}
	buf_puts(out, "]}");
	return complete;
}
