/* Is a translation written in its language's script, with its own letters? */
#pragma once

#include "base/err.h"
#include "text/lang.h"

/* markup: a translation with its inline tags; what stands in <sv> and <web> is Swedish and does not
 * count, nor do words in Latin letters that the Swedish or English source has too (names). At least
 * half of the other letters must be of the language's script, and none may be a look-alike of a
 * neighbour language (Arabic U+064A, U+0643 in Persian, Dari, Pashto, Sorani). ERR_SYNTAX with a
 * sentence. */
MUST_CHECK enum err proof_check_script(
	const struct lang *lang, const char *source, const char *markup, struct diag *d);
