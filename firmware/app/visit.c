#include "app/visit.h"

#include <string.h>

void visit_begin(struct visit *v, const struct lang *lang, enum text_size size)
{
	*v = (struct visit){ .is_active = true,
		.lang = lang,
		.text_size = size,
		.place = { .screen = SCREEN_TOPICS } };
	v->household.person_count = 1;
	v->code_content = -1;
}

void visit_erase(struct visit *v)
{
	explicit_bzero(v, sizeof(*v));
	v->household.person_count = 1;
	v->code_content = -1;
}

struct answers visit_answers(const struct visit *v, const struct content *c)
{
	return household_answers(c, &v->household, v->person);
}

void visit_push(struct visit *v, struct place place)
{
	if (v->depth == PLACES_MAX) {
		memmove(v->before, v->before + 1, sizeof(v->before) - sizeof(*v->before));
		v->depth--;
	}
	v->before[v->depth++] = v->place;
	v->place = place;
}

bool visit_pop(struct visit *v)
{
	if (!v->depth)
		return false;
	v->place = v->before[--v->depth];
	return true;
}

int visit_question(const struct visit *v, const struct content *c, const char *today, int step)
{
	int indices[QUESTIONS_MAX],
		count = household_questions(c, &v->household, v->person, today, indices);
	int best = -1;

	/* The list is in the content's order; an answer may have taken the current one off it. */
	for (int i = 0; i < count; i++) {
		if (step > 0 && indices[i] > v->place.question)
			return indices[i];
		if (step < 0 && indices[i] < v->place.question)
			best = indices[i];
	}
	return best;
}

void visit_question_count(const struct visit *v, const struct content *c, const char *today,
	int *number_out, int *count_out)
{
	int indices[QUESTIONS_MAX],
		count = household_questions(c, &v->household, v->person, today, indices);

	*number_out = 1;
	for (int i = 0; i < count; i++)
		*number_out += indices[i] < v->place.question;
	*count_out = count > *number_out ? count : *number_out;
}

int visit_first_open_question(const struct visit *v, const struct content *c, const char *today)
{
	struct answers answers = visit_answers(v, c);
	int indices[QUESTIONS_MAX],
		count = household_questions(c, &v->household, v->person, today, indices);

	for (int i = 0; i < count; i++) {
		if (!answers_is_answered(&answers, indices[i]))
			return indices[i];
	}
	return -1;
}
