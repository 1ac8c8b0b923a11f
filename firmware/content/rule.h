/* Rules on the visitor's answers, in three-valued (Kleene) logic: "I don't know" gives MAYBE, which
 * the checklist words as "ask the staff". Data from the guides; none of them is written in C. */
#pragma once

#include <stdbool.h>

enum rule_value { RULE_NO, RULE_MAYBE, RULE_YES };

enum rule_kind { RULE_ALL, RULE_ANY, RULE_NOT, RULE_IS };

struct rule {
	enum rule_kind kind;
	const struct rule *first_child, *next; /* ALL, ANY, NOT (one child) */
	int question;                          /* IS: index in content.questions */
	unsigned values;                       /* IS: bit n = the question's n-th answer */
};

#define QUESTIONS_MAX 16
#define ANSWERS_MAX 24 /* answers to one question, "I don't know" not counted */

/* One visitor's answers: index of the answer, or one of these. NOT_ASKED is never stored by a
 * screen: answers_effective sets it where a question's own `when` is NO, so that neither a missing
 * answer nor one left from before the visitor changed their mind counts for anything. */
enum {
	ANSWER_NONE = -1,    /* not answered (yet) */
	ANSWER_UNKNOWN = -2, /* "I don't know" */
	ANSWER_NOT_ASKED = -3
};
struct answers {
	signed char value[QUESTIONS_MAX];
};
void answers_clear(struct answers *a); /* all ANSWER_NONE */

/* rule == NULL is YES. A question not answered (yet) counts as MAYBE, one not asked as NO. */
enum rule_value rule_eval(const struct rule *rule, const struct answers *answers);
