/* What staff have withdrawn, kept in the state folder as withdrawn.ini (content/withdraw.h). */
#pragma once

#include "base/err.h"
#include "content/withdraw.h"

/* state_dir NULL or no file: nothing. A damaged file: nothing is withdrawn and the sentence says
 * so; the file is left for a maintainer to see. */
MUST_CHECK enum err withdrawn_load(
	const char *state_dir, int content_number, struct withdrawals *out, struct diag *d);
/* Replaces the file as a whole. Without a state folder nothing is written and it lasts until the
 * end of the program. */
MUST_CHECK enum err withdrawn_save(
	const char *state_dir, int content_number, const struct withdrawals *w, struct diag *d);
