/* Rules on the visitor's answers, in three-valued (Kleene) logic: "I don't know" gives MAYBE, which
 * the checklist words as "ask the staff". Data from the guides; none of them is written in C. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum rule_value { RULE_NO, RULE_MAYBE, RULE_YES };

enum rule_kind { RULE_ALL, RULE_ANY, RULE_NOT, RULE_IS };

struct rule {
	enum rule_kind kind;
	const struct rule *first_child, *next; /* ALL, ANY, NOT (one child) */
	int question;                          /* IS: index in content.questions */
	uint32_t values;                       /* IS: bit n = the question's n-th answer */
};

#define QUESTIONS_MAX 16
#define ANSWERS_MAX 24 /* answers to one question, "I don't know" not counted */

/* One visitor's answers. A question may have one answer or, where the content says so, many; "I
 * don't know" is an answer too. Not asked is never stored by a screen: answers_effective sets it
 * where a question's own `when` is NO, so that neither a missing answer nor one left from before
 * the visitor changed their mind counts for anything. Read and change it through the functions
 * below. */
struct answers {
	uint32_t chosen[QUESTIONS_MAX]; /* bit n = the question's n-th answer */
	uint32_t unknown, not_asked;    /* bit n = the n-th question */
};

/* In place of an answer's index where one is passed on. */
enum { ANSWER_UNKNOWN = -1 };

void answers_clear(struct answers *a);                            /* nothing answered */
void answers_choose(struct answers *a, int question, int answer); /* this one and no other */
void answers_set_unknown(struct answers *a, int question);        /* "I don't know" */
void answers_set_not_asked(struct answers *a, int question);      /* keeps what was chosen */
void answers_forget(struct answers *a, int question);             /* not answered (yet) */
bool answers_is_answered(const struct answers *a, int question);  /* "I don't know" included */
bool answers_is_unknown(const struct answers *a, int question);
bool answers_is_not_asked(const struct answers *a, int question);
bool answers_has(const struct answers *a, int question, int answer);

/* rule == NULL is YES. IS is YES if at least one of its values is chosen and NO if others are. A
 * question not answered (yet) counts as MAYBE, one not asked as NO. */
enum rule_value rule_eval(const struct rule *rule, const struct answers *answers);
