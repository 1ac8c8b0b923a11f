#include "ui/panel.h"

#include <math.h>

#include "base/inifile.h"

enum err panel_parse(
	struct arena *a, const char *name, const char *ini, struct panel *panel_out, struct diag *d)
{
	static const struct inifile_key keys[] = {
		{ .name = "name", .kind = INIFILE_TEXT, .offset = offsetof(struct panel, name) },
		{ .name = "width_px",
			.kind = INIFILE_INT,
			.offset = offsetof(struct panel, width_px),
			.min = 320,
			.max = 8192 },
		{ .name = "height_px",
			.kind = INIFILE_INT,
			.offset = offsetof(struct panel, height_px),
			.min = 320,
			.max = 8192 },
		{ .name = "pitch_mm",
			.kind = INIFILE_NUMBER,
			.offset = offsetof(struct panel, pitch_mm),
			.min = 0.05,
			.max = 1 },
		{ .name = "viewing_mm",
			.kind = INIFILE_NUMBER,
			.offset = offsetof(struct panel, viewing_mm),
			.min = 300,
			.max = 1500 },
	};

	*panel_out = (struct panel){ 0 };
	return inifile_read(a, name, ini, keys, (int)(sizeof(keys) / sizeof(*keys)), panel_out, d);
}

int panel_px(const struct panel *p, double mm)
{
	return (int)lround(mm / p->pitch_mm);
}
