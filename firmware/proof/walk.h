/* Every tuple of answers a visitor can give, one question after the other as the kiosk asks them:
 * the lists they lead to, which of them are distinct, and a few that show everything there is.
 * Exhaustive: of many answers chosen together every set that can be chosen, and "I don't know"
 * everywhere. */
#pragma once

#include <stdint.h>

#include "checklist/checklist.h"
#include "proof/report.h"

#define PROOF_QUESTIONS_MAX 8 /* on one path */

/* One look of a guide: which of its steps and documents show, which of them only perhaps. */
struct walk_look {
	uint32_t steps, perhaps, docs; /* bits by index in the guide */
	struct answers answers;        /* that lead to it, effective */
};

struct walk_looks {
	struct walk_look *items;
	int count, capacity;
};

struct walk {
	const struct content *content;
	const char *today;
	struct proof_report *report;
	struct arena *arena; /* what stays */
	/* out: */
	long paths, lists; /* tuples; distinct lists */
	int most_questions;
	struct walk_looks *looks; /* by guide */
	struct answers *covers; /* lists that show every card with every remark; the longest too */
	int cover_count;
};

/* Walks all; complains of what no list has, of empty lists and of long paths. ERR_MEMORY. */
MUST_CHECK enum err walk_all(struct walk *w);

/* "permit=work,stay=yes" as answers_parse reads it; in the arena. */
const char *walk_path(struct arena *a, const struct content *c, const struct answers *answers);
