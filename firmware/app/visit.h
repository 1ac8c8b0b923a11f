/* One visit: who is in front of the kiosk and where in it. Everything of the visitor is in here and
 * in the visit's arenas, so that ending it erases all of it. Plain data, embedded in struct app. */
#pragma once

#include "checklist/checklist.h"
#include "checklist/code.h"
#include "ui/text_size.h"
#include "ui/view.h"

struct place { /* where in the kiosk */
	enum ui_screen screen;
	int station; /* number, from 1 */
	int guide;   /* index in content.guides */
	int page;    /* of the guide */
	int part;    /* of the page or list */
	int question;
	int find;   /* enum find_list */
	int letter; /* of the index, from 1; 0: the letters themselves */
};

#define PLACES_MAX 8

struct visit {
	bool is_active; /* somebody has chosen a language */
	const struct lang *lang;
	enum text_size text_size;
	struct household household;
	int person; /* whose questions are asked, and whose list a guide was opened from */
	struct place place;
	struct place before[PLACES_MAX]; /* where Back leads, innermost last */
	int depth;
	char code[CODE_TEXT_MAX]; /* typed so far */
	bool code_is_wrong;
	bool has_paper;   /* code came from a scanned paper before a language was chosen */
	int code_content; /* the list came back from a paper of this content, -1: it did not */
	enum ui_paper paper;
	enum ui_fault fault; /* what the printer waits for */
	bool shows_code;     /* the list as a code for a phone, instead of what the paper does */
	bool has_sent;       /* dots may have reached the paper */
	int copies;          /* papers of the list below that came out, or may have */
	char printed_code[CODE_TEXT_MAX]; /* which answers the last paper was for */
};

void visit_begin(struct visit *v, const struct lang *lang, enum text_size size);
/* Overwrites it all. */
void visit_erase(struct visit *v);
/* Goes to a screen and remembers the place; when too deep the oldest place is forgotten. */
void visit_push(struct visit *v, struct place place);
/* False if there is nothing to go back to. */
bool visit_pop(struct visit *v);

/* The current person's answers together with the family's. */
struct answers visit_answers(const struct visit *v, const struct content *c);
/* today: YYYY-MM-DD. The question after (step +1) or before (-1) the current one, -1 if there is
 * none. */
int visit_question(const struct visit *v, const struct content *c, const char *today, int step);
/* Its number from 1 and how many there are now. */
void visit_question_count(const struct visit *v, const struct content *c, const char *today,
	int *number_out, int *count_out);
/* The first question the person has not answered yet, -1 if all are. */
int visit_first_open_question(const struct visit *v, const struct content *c, const char *today);
