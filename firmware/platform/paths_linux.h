/* Where the programs find what they read. */
#pragma once

#include <stddef.h>

#include "base/err.h"

/* The content folder, as a path in buf: `option` (--content) if it is not NULL, else the folder
 * `content` beside the executable's own (build/release/../content), else /usr/share/kiosk.
 * ERR_MISSING if there is no such folder, ERR_RANGE if buf is too small. */
MUST_CHECK enum err paths_content_dir(const char *option, char *buf, size_t size, struct diag *d);
