/* One screen as it is laid out: is anything cut, overlapping, too small, outside the panel, without
 * a glyph, without a way on? Measures: EN 301 549 5.5, VVSG 2.0 7.2-I (targets and gaps), the
 * house's 20 mm. */
#pragma once

#include "proof/report.h"
#include "ui/view.h"

struct screen_check {
	struct proof_report *report;
	const struct panel *panel;
	struct arena *frame, *mirror; /* reset for each screen */
	const char *panel_name;
	int screens;
	/* Called with each part of each screen when it is laid out; NULL: nobody wants to see it.
	 */
	void (*picture)(void *ctx, const struct drawlist *list, const char *what);
	void *picture_ctx;
};

/* Builds every part of the view's screen and looks at it. what: "guides/sfi.xml:41"; path: the
 * answers that lead there. */
void screen_check_view(
	struct screen_check *c, struct ui_view view, const char *what, const char *path);
