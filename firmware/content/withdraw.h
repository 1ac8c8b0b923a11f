/* What staff have taken off the screen because it is wrong today: topics and facts by their id,
 * shown as "ask the staff" in every language until they bring it back or newer content comes. Plain
 * data; a small INI file is its form on disk:
 *
 *   content = 2            the content it was said of; with any other content nothing is withdrawn
 *   [topics]
 *   id-kort = 2026-11-28   the day it was withdrawn
 *   [facts]
 *   id-card-fee = 2026-11-28 */
#pragma once

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

#define WITHDRAWN_MAX 64
#define WITHDRAWN_ID_MAX 64 /* bytes with the NUL */

enum withdrawn_kind { WITHDRAWN_TOPIC, WITHDRAWN_FACT };

struct withdrawal {
	enum withdrawn_kind kind;
	char id[WITHDRAWN_ID_MAX];
	char day[11]; /* YYYY-MM-DD */
};

struct withdrawals {
	struct withdrawal items[WITHDRAWN_MAX];
	int count;
};

/* w may be NULL: nothing is withdrawn. */
bool withdrawals_has(const struct withdrawals *w, enum withdrawn_kind kind, const char *id);
/* Twice is fine. ERR_RANGE: too many, or the id or the day has not their form. */
MUST_CHECK enum err withdrawals_add(
	struct withdrawals *w, enum withdrawn_kind kind, const char *id, const char *day);
void withdrawals_remove(struct withdrawals *w, enum withdrawn_kind kind, const char *id);

/* name is for the sentence. Of another content: empty. ERR_SYNTAX, ERR_RANGE with file and line;
 * then nothing is withdrawn. */
MUST_CHECK enum err withdrawals_parse(const char *name, const char *ini, int content_number,
	struct withdrawals *out, struct diag *d);
void withdrawals_write(const struct withdrawals *w, int content_number, struct buf *out);
