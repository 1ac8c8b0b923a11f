/* One screen in all languages side by side, small: a picture to look for what stands out. */
#pragma once

#include "app/kiosk_linux.h"

/* screen: a screen's id, or a guide's ("id-kort": its first page). ERR_MISSING if it is neither. */
MUST_CHECK enum err contact_sheet_write(
	const char *path, struct kiosk *k, const char *screen, struct diag *d);
