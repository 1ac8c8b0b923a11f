/* Reads CONTENT/languages/CODE.ini, one file a language, into a table, and how far each translation
 * is from CONTENT/locale/CODE/status.ini. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "text/lang.h"

/* The table and its strings live in the arena. The file's name must be its code. ERR_MISSING when
 * there is no language at all; otherwise what lang_parse or the operating system said. */
MUST_CHECK enum err languages_load(
	struct arena *a, const char *content_dir, struct lang_table *table_out, struct diag *d);
