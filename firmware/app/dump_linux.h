/* The screen as a tree in JSON: id, role, text, language, direction, rectangle in pixels and
 * millimetres, enabled, children. What tests and later speech look at. */
#pragma once

#include "base/err.h"
#include "ui/drawlist.h"
#include "ui/panel.h"

/* screen: its stable id; lang: the visitor's code, NULL if none is chosen. */
MUST_CHECK enum err dump_write(const char *path, const struct drawlist *list,
	const struct panel *panel, const char *screen, const char *lang, struct diag *d);
