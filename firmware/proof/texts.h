/* The Swedish source itself: short steps, sentences and titles (assets/guides/README.md); facts
 * with their days and checks; the change log against the content's number. */
#pragma once

#include "content/content.h"
#include "proof/report.h"

#define PROOF_STEP_WORDS 60
#define PROOF_SENTENCE_WORDS 15
#define PROOF_TITLE_CHARS 45

struct proof_texts {
	struct proof_report *report;
	const struct content *content;
	const char *today; /* YYYY-MM-DD */
	int content_number;
	bool is_issue;  /* today is the day of issue: an overdue fact is a fault */
	bool is_strict; /* a fact without its second check is a fault */
	/* out: */
	int facts, verified, overdue;
};

void proof_texts(struct proof_texts *t);
