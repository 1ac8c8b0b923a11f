#include "ui/guide_pages.h"

static bool has_section(const struct guide *g, const char *today, enum guide_section_kind a,
	enum guide_section_kind b)
{
	for (int i = (int)a; i <= (int)b; i++) {
		if (content_texts_on(
			    g->sections[i].paragraphs, g->sections[i].paragraph_count, today))
			return true;
	}
	return false;
}

static bool is_shown(const struct rule *when, struct validity valid, const struct answers *answers,
	const char *today)
{
	return validity_holds(valid, today) && rule_eval(when, answers) != RULE_NO;
}

static bool has_docs(const struct guide *g, const struct answers *answers, const char *today)
{
	for (int i = 0; i < g->doc_count; i++) {
		if (is_shown(g->docs[i].when, g->docs[i].valid, answers, today))
			return true;
	}
	return false;
}

static int step_count(const struct guide *g, const struct answers *answers, const char *today)
{
	int n = 0;

	for (int i = 0; i < g->step_count; i++)
		n += is_shown(g->steps[i].when, g->steps[i].valid, answers, today);
	return n;
}

int guide_page_count(const struct guide *g, const struct answers *answers, const char *today)
{
	return 1 + step_count(g, answers, today) + has_docs(g, answers, today) +
	       has_section(g, today, SECTION_COST, SECTION_TIME) +
	       has_section(g, today, SECTION_GET, SECTION_NEXT);
}

struct guide_page guide_page_at(
	const struct guide *g, const struct answers *answers, const char *today, int n)
{
	struct guide_page page = { PAGE_INTRO, NULL, 0, step_count(g, answers, today) };

	if (n <= 0)
		return page;
	for (int i = 0; i < g->step_count; i++) {
		if (!is_shown(g->steps[i].when, g->steps[i].valid, answers, today))
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
	if (has_docs(g, answers, today) && --n == 0)
		page.kind = PAGE_BRING;
	else if (has_section(g, today, SECTION_COST, SECTION_TIME) && --n == 0)
		page.kind = PAGE_PRACTICAL;
	else
		page.kind = PAGE_AFTER;
	return page;
}
