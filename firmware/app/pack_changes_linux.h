/* What a visitor sees change from one content folder to another, counted by kind for whoever stands
 * at the kiosk. */
#pragma once

#include "base/err.h"
#include "ui/update_view.h"

/* before NULL: there was nothing. */
MUST_CHECK enum err pack_changes_find(
	const char *before, const char *after, struct ui_update_changes *out, struct diag *d);
