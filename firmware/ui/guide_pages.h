/* A guide as pages: what it is, one page for each step, what to bring, cost and place, what comes
 * next. */
#pragma once

#include "content/content.h"

enum guide_page_kind { PAGE_INTRO, PAGE_STEP, PAGE_BRING, PAGE_PRACTICAL, PAGE_AFTER };

struct guide_page {
	enum guide_page_kind kind;
	const struct guide_step *step; /* PAGE_STEP */
	int step_number, step_count;   /* PAGE_STEP, from 1 */
};

/* Steps and documents whose rule says NO for these answers are left out, and all that does not hold
 * today (YYYY-MM-DD). */
int guide_page_count(const struct guide *g, const struct answers *answers, const char *today);
struct guide_page guide_page_at(
	const struct guide *g, const struct answers *answers, const char *today, int n);
