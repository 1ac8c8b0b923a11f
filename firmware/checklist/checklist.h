/* Answers -> the visitor's ordered list. Pure; the result lives in the arena. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "content/content.h"

#define PERSONS_MAX 8

/* A family: each person's own answers. What a question with shared="yes" asks is answered by the
 * first person for all. */
struct household {
	struct answers persons[PERSONS_MAX];
	int person_count; /* at least 1 */
};

struct checklist_item {
	const struct guide *guide;
	int person;              /* index in the household */
	enum rule_value applies; /* YES, or MAYBE: "ask the staff if this is for you" */
	bool must_wait; /* of something it requires, no alternative is done and one is on this list
			   before it */
	const struct guide_step **steps; /* those that hold and whose rule is not NO */
	int step_count;
	const struct guide_doc **docs;
	int doc_count;
};

struct checklist {
	/* Person by person; each with prerequisites first, then the guides' order. */
	const struct checklist_item *items;
	int item_count;
	int person_count;
	/* By person: what tells them apart, "6-15 years"; msgid NULL: nothing does. */
	const struct content_text *names;
};

/* What the person's answers are together with the family's. */
struct answers household_answers(const struct content *c, const struct household *h, int person);

/* For a question with many answers: chooses this one besides the others or takes it back. "None"
 * excludes the others, and the other way round; so does "I don't know". */
void answers_toggle(const struct content *c, struct answers *answers, int question, int answer);

/* What the answers mean together: a question whose own `when` is NO becomes one not asked. */
struct answers answers_effective(const struct content *c, const struct answers *answers);

/* today: YYYY-MM-DD, for what holds on some days only. ERR_MEMORY. */
MUST_CHECK enum err checklist_create(struct arena *a, const struct content *c,
	const struct answers *answers, const char *today, const struct checklist **checklist_out);

/* The same for a family: what one does for all (guides with shared="yes") stands in the part of the
 * first person it applies to only. ERR_MEMORY. */
MUST_CHECK enum err checklist_create_family(struct arena *a, const struct content *c,
	const struct household *h, const char *today, const struct checklist **checklist_out);

/* The station of the way where the visitor is: that of the first thing that is surely theirs and
 * need not wait. 0 if there is none. */
int checklist_station(const struct checklist *list);

/* The questions to ask, in order, given what is answered so far: those whose `when` is not NO and
 * that can still change the list (or whether another such question is asked). Whether a question is
 * among them depends on the answers to the ones before it only, so answered questions stay in: "3
 * of 5", Back and changing an answer come from this list. Returns how many indices were written (at
 * most QUESTIONS_MAX). */
int checklist_questions(const struct content *c, const struct answers *answers, const char *today,
	int indices_out[QUESTIONS_MAX]);

/* The same for one person of a family: another than the first is not asked what is shared. */
int household_questions(const struct content *c, const struct household *h, int person,
	const char *today, int indices_out[QUESTIONS_MAX]);

/* "permit=protection,children=0-5+6-15" -> answers; "unknown" is "I don't know". ERR_SYNTAX /
 * ERR_MISSING with a sentence that lists what is possible. */
MUST_CHECK enum err answers_parse(
	const struct content *c, const char *text, struct answers *answers_out, struct diag *d);
/* The same for a family: one person after the other with ";" between. ERR_RANGE: too many. */
MUST_CHECK enum err household_parse(
	const struct content *c, const char *text, struct household *household_out, struct diag *d);
