/* The catalogues of a content folder through gettext's own run time: one text domain for each
 * catalogue and language (kiosk-ar, guides-ar), so that every language is at hand at once (the
 * receipt needs two on one line) and nothing process-wide is switched.
 *
 * Files: CONTENT/locale/ar/LC_MESSAGES/guides-ar.mo. Each is checked whole (mo.h) before gettext
 * sees it. gettext keeps what it once mapped for the life of the process, by path: a folder must
 * not change while it is open, new content comes in a new folder and is opened from there.
 *
 * Process-wide and therefore once at start, before other threads: the locale's LC_CTYPE and
 * LC_MESSAGES, and LANGUAGE. Afterwards lookups are safe from any thread. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "content/strings.h"
#include "text/lang.h"

struct catalogue; /* opaque, heap */

/* Opens the catalogues of the languages with order > 0, and those of the others that are there.
 * langs is borrowed. A missing or damaged catalogue is no error: its language falls back to
 * Swedish, and catalogue_fault has the sentence. ERR_UNSUPPORTED when gettext does not translate a
 * string that a checked catalogue has, which no folder can mend. ERR_MISSING: no such folder. */
MUST_CHECK enum err catalogue_open(const char *content_dir, const struct lang_table *langs,
	struct catalogue **catalogue_out, struct diag *d);
void catalogue_close(struct catalogue *c); /* NULL is fine */

/* Borrowed until close. */
const struct strings *catalogue_strings(const struct catalogue *c);
/* Is the language's own catalogue there? Always true where the msgids are in the language. */
bool catalogue_has(const struct catalogue *c, const char *lang_code, enum strings_domain domain);
/* Sentences for the log and the staff, one for each catalogue that is not used. */
int catalogue_fault_count(const struct catalogue *c);
const char *catalogue_fault(const struct catalogue *c, int index);
