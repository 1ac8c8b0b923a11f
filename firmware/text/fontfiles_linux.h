/* The font files of CONTENT/fonts.ini: found, mapped and opened as one struct fonts. Owns both. */
#pragma once

#include "base/err.h"
#include "text/fonts.h"

struct fontfiles; /* opaque, heap */

/* Each file is looked for in CONTENT/fonts, then in Debian's font folders. ERR_MISSING, ERR_SYNTAX
 * with the file, the line of fonts.ini and, for a missing file, the Debian package. */
MUST_CHECK enum err fontfiles_open(
	const char *content_dir, struct fontfiles **files_out, struct diag *d);
/* Borrowed until close. */
struct fonts *fontfiles_fonts(struct fontfiles *files);
void fontfiles_close(struct fontfiles *files); /* NULL is fine */
