/* Names of files in a pack. They end as files below one folder, so their form is narrow and their
 * order is fixed: that alone shows duplicates, names that differ in case only, and a file that is
 * also a folder, with no more memory than the name before. */
#pragma once

#include <stdbool.h>

#include "base/err.h"

#define PACK_PATH_MAX 100 /* bytes without the NUL: what the name field of ustar holds */
#define PACK_DEPTH_MAX 8  /* names in a path */

/* Letters, digits, `.`, `_`, `-` in names joined by `/`; no empty name, none that begins with a
 * dot. where is for the sentence ("x.pack"). */
MUST_CHECK enum err pack_path_check(const char *where, const char *path, struct diag *d);

/* Below 0, 0 or above 0: the order without regard to case, in which a folder's files follow it. */
int pack_path_compare(const char *a, const char *b);
/* `path` may stand after `before` (NULL = it is the first). is_folder: `before` is a folder. */
MUST_CHECK enum err pack_path_follows(
	const char *where, const char *before, bool is_folder, const char *path, struct diag *d);
