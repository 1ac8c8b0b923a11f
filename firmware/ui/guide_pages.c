#include "ui/guide_pages.h"

static bool has_section(const struct guide *g, enum guide_section_kind a, enum guide_section_kind b)
{
	for (int i = (int)a; i <= (int)b; i++) {
		if (g->sections[i].paragraph_count)
			return true;
	}
	return false;
}

static bool has_docs(const struct guide *g, const struct answers *answers)
{
	for (int i = 0; i < g->doc_count; i++) {
		if (rule_eval(g->docs[i].when, answers) != RULE_NO)
			return true;
	}
	return false;
}

static int step_count(const struct guide *g, const struct answers *answers)
{
	int n = 0;

	for (int i = 0; i < g->step_count; i++)
		n += rule_eval(g->steps[i].when, answers) != RULE_NO;
	return n;
}

int guide_page_count(const struct guide *g, const struct answers *answers)
{
	return 1 + step_count(g, answers) + has_docs(g, answers) +
	       has_section(g, SECTION_COST, SECTION_TIME) +
	       has_section(g, SECTION_GET, SECTION_NEXT);
}

struct guide_page guide_page_at(const struct guide *g, const struct answers *answers, int n)
{
	struct guide_page page = { PAGE_INTRO, NULL, 0, step_count(g, answers) };

	if (n <= 0)
		return page;
	for (int i = 0; i < g->step_count; i++) {
		if (rule_eval(g->steps[i].when, answers) == RULE_NO)
			continue;
		page.step_number++;
		if (page.step_number == n) {
			page.kind = PAGE_STEP;
			page.step = &g->steps[i];
			return page;
		}
	}
	n -= page.step_count;
	page.step_number = 0;
	if (has_docs(g, answers) && --n == 0)
		page.kind = PAGE_BRING;
	else if (has_section(g, SECTION_COST, SECTION_TIME) && --n == 0)
		page.kind = PAGE_PRACTICAL;
	else
		page.kind = PAGE_AFTER;
	return page;
}
