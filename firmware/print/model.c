#include "print/model.h"

#include <math.h>
#include <stddef.h>
#include <strings.h>

#include "base/inifile.h"

static const char *const raster_names[] = { "gs-v-0", "gs-l", "esc-star", NULL };
static const char *const cut_names[] = { "none", "partial", "full", NULL };

#define MEMBER(key, value_kind, member)                                                            \
	.name = key, .kind = value_kind, .offset = offsetof(struct printer_model, member)

static const struct inifile_key keys[] = {
	{ MEMBER("name", INIFILE_TEXT, name) },
	{ MEMBER("title", INIFILE_TEXT, title) },
	{ MEMBER("dots", INIFILE_INT, dots), .min = 128, .max = MODEL_DOTS_MAX },
	{ MEMBER("dpi", INIFILE_INT, dpi), .min = 100, .max = 255 }, /* a byte in GS P */
	{ MEMBER("paper_mm", INIFILE_INT, paper_mm), .min = 40, .max = 120 },
	{ MEMBER("band_rows", INIFILE_INT, band_rows), .min = 24, .max = MODEL_BAND_ROWS_MAX },
	{ MEMBER("cut_feed_mm", INIFILE_INT, cut_feed_mm), .min = 0, .max = 60 },
	{ MEMBER("buffer_bytes", INIFILE_INT, buffer_bytes), .is_optional = true, .min = 0,
		.max = 1 << 20 },
	{ MEMBER("speed_mm_s", INIFILE_INT, speed_mm_s), .is_optional = true, .min = 0,
		.max = 1000 },
	{ MEMBER("raster", INIFILE_CHOICE, raster), .choices = raster_names },
	{ MEMBER("cut", INIFILE_CHOICE, cut), .choices = cut_names },
	{ MEMBER("asb", INIFILE_BOOL, has_asb) },
	{ MEMBER("dle_eot", INIFILE_BOOL, has_dle_eot) },
	{ MEMBER("paper_query", INIFILE_BOOL, has_paper_query) },
	{ MEMBER("completion", INIFILE_BOOL, has_completion) },
	{ MEMBER("clear", INIFILE_BOOL, has_clear) },
	{ MEMBER("identity", INIFILE_TEXT, identity), .is_optional = true },
	{ MEMBER("presenter", INIFILE_BOOL, has_presenter), .is_optional = true },
};

enum err model_parse(struct arena *a, const char *name, const char *ini,
	struct printer_model *model_out, struct diag *d)
{
	enum err err;

	*model_out = (struct printer_model){ 0 };
	err = inifile_read(a, name, ini, keys, (int)(sizeof(keys) / sizeof(keys[0])), model_out, d);
	if (err != ERR_OK)
		return err;
	if (model_out->dots / (model_out->dpi / 25.4) > model_out->paper_mm)
		return diag_fail(d, ERR_RANGE,
			"%s: %d dots at %d dpi are wider than the paper of %d mm", name,
			model_out->dots, model_out->dpi, model_out->paper_mm);
	if (model_out->cut == MODEL_CUT_NONE && model_out->cut_feed_mm == 0)
		return diag_fail(d, ERR_RANGE,
			"%s: without a cutter cut_feed_mm must say how far to feed to the tear-off "
			"edge",
			name);
	return ERR_OK;
}

bool model_is_identity(const struct printer_model *m, const char *answer)
{
	const char *own = m->identity && *m->identity ? m->identity : m->name;

	return *answer && strcasecmp(own, answer) == 0;
}

int model_mm_to_dots(const struct printer_model *m, double mm)
{
	return (int)lround(mm * m->dpi / 25.4);
}
