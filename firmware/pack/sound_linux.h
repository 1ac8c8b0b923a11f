/* Whether a generation is on the disk as it came in: before anything of it is opened, because
 * gettext crashes on a damaged catalogue. */
#pragma once

#include "pack/store_linux.h"

/* Every file of at most SOUND_FILE_MAX bytes has the hash its manifest says; a larger one (speech,
 * pictures) has its size. ERR_SYNTAX, ERR_MISSING, ERR_IO with the name of the first that does not.
 */
#define SOUND_FILE_MAX (4u << 20)
MUST_CHECK enum err sound_check(
	struct pack_store *s, const struct store_generation *g, struct diag *d);
