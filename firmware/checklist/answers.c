#include <stdio.h>
#include <string.h>

#include "checklist/checklist.h"

static bool is_same(const char *id, const char *s, size_t size)
{
	return strlen(id) == size && memcmp(id, s, size) == 0;
}

static int find_answer(const struct question *q, const char *s, size_t size)
{
	int i;

	for (i = 0; i < q->answer_count; i++)
		if (is_same(q->answers[i].value, s, size))
			return i;
	return -1;
}

struct answers household_answers(const struct content *c, const struct household *h, int person)
{
	struct answers a = h->persons[person];
	const struct answers *first = &h->persons[0];

	for (int i = 0; i < c->question_count; i++) {
		if (!c->questions[i].is_shared)
			continue;
		answers_forget(&a, i);
		a.chosen[i] = first->chosen[i];
		a.unknown |= first->unknown & 1u << i;
		a.not_asked |= first->not_asked & 1u << i;
	}
	return a;
}

void answers_toggle(const struct content *c, struct answers *answers, int question, int answer)
{
	uint32_t bit = 1u << answer, none = c->questions[question].none;
	uint32_t chosen = answers->chosen[question] ^ bit;

	if (chosen & bit)
		chosen &= bit == none ? none : ~none;
	answers_forget(answers, question);
	answers->chosen[question] = chosen;
}

static enum err fail_question(const struct content *c, const char *s, size_t size, struct diag *d)
{
	char list[400] = "";
	size_t used = 0;
	int i;

	for (i = 0; i < c->question_count && used < sizeof(list); i++)
		used += (size_t)snprintf(list + used, sizeof(list) - used, "%s%s", used ? ", " : "",
			c->questions[i].id);
	return diag_fail(d, ERR_MISSING,
		"answers: there is no question \"%.*s\"; the questions are %s",
		size < 60 ? (int)size : 60, s, list);
}

static enum err fail_answer(const struct question *q, const char *s, size_t size, struct diag *d)
{
	char list[400] = "";
	size_t used = 0;
	int i;

	for (i = 0; i < q->answer_count && used < sizeof(list); i++)
		used += (size_t)snprintf(
			list + used, sizeof(list) - used, "%s, ", q->answers[i].value);
	return diag_fail(d, ERR_MISSING,
		"answers: \"%.40s\" cannot be answered \"%.*s\"; the answers are %sunknown", q->id,
		size < 40 ? (int)size : 40, s, list);
}

/* One answer; the question may have others already. */
static enum err parse_answer(const struct content *c, int question, const char *s, size_t size,
	struct answers *answers, struct diag *d)
{
	const struct question *q = &c->questions[question];
	uint32_t before = answers->chosen[question];
	int answer = find_answer(q, s, size);
	bool is_unknown = answer < 0 && is_same("unknown", s, size);

	if (answer < 0 && !is_unknown)
		return fail_answer(q, s, size, d);
	if (!answers_is_answered(answers, question)) {
		if (is_unknown)
			answers_set_unknown(answers, question);
		else
			answers_choose(answers, question, answer);
		return ERR_OK;
	}
	if (!q->is_many)
		return diag_fail(d, ERR_SYNTAX,
			"answers: \"%.60s\" has one answer only; leave out the others", q->id);
	if (is_unknown || answers_is_unknown(answers, question) || (before & q->none) ||
		(q->none && q->none == 1u << answer))
		return diag_fail(d, ERR_SYNTAX,
			"answers: for \"%.60s\", none and unknown stand alone; leave out the "
			"others",
			q->id);
	answers_toggle(c, answers, question, answer);
	if (answers->chosen[question] < before)
		return diag_fail(d, ERR_SYNTAX,
			"answers: \"%.60s\" has the answer \"%.60s\" twice; keep one", q->id,
			q->answers[answer].value);
	return ERR_OK;
}

/* One "question=answer" or "question=answer+answer", size bytes. */
static enum err parse_pair(const struct content *c, const char *pair, size_t size,
	struct answers *answers, struct diag *d)
{
	const char *equals = memchr(pair, '=', size), *end = pair + size, *at, *plus;
	size_t name = equals ? (size_t)(equals - pair) : size;
	enum err err = ERR_OK;
	int question;

	if (!equals)
		return diag_fail(d, ERR_SYNTAX,
			"answers: \"%.*s\" is not of the form question=answer (several with commas "
			"between: permit=protection,age=adult; many answers to one question with + "
			"between)",
			size < 60 ? (int)size : 60, pair);
	for (question = 0; question < c->question_count; question++)
		if (is_same(c->questions[question].id, pair, name))
			break;
	if (question == c->question_count)
		return fail_question(c, pair, name, d);
	if (answers_is_answered(answers, question))
		return diag_fail(d, ERR_SYNTAX, "answers: \"%.60s\" is answered twice; keep one",
			c->questions[question].id);
	for (at = equals + 1; err == ERR_OK && at; at = plus ? plus + 1 : NULL) {
		plus = memchr(at, '+', (size_t)(end - at));
		err = parse_answer(c, question, at, (size_t)((plus ? plus : end) - at), answers, d);
	}
	return err;
}

enum err answers_parse(
	const struct content *c, const char *text, struct answers *answers_out, struct diag *d)
{
	answers_clear(answers_out);
	while (*text) {
		size_t size = strcspn(text, ",");
		enum err err = parse_pair(c, text, size, answers_out, d);

		if (err != ERR_OK)
			return err;
		text += size + (text[size] == ',');
	}
	return ERR_OK;
}

enum err household_parse(
	const struct content *c, const char *text, struct household *household_out, struct diag *d)
{
	*household_out = (struct household){ .person_count = 0 };
	for (const char *at = text; at;) {
		const char *end = strchr(at, ';');
		size_t size = end ? (size_t)(end - at) : strlen(at);
		char one[1024];
		enum err err;

		if (household_out->person_count == PERSONS_MAX)
			return diag_fail(
				d, ERR_RANGE, "answers: more than %d persons", PERSONS_MAX);
		if (size >= sizeof(one))
			return diag_fail(d, ERR_RANGE, "answers: a person's are too long");
		memcpy(one, at, size);
		one[size] = '\0';
		err = answers_parse(
			c, one, &household_out->persons[household_out->person_count++], d);
		if (err != ERR_OK)
			return err;
		at = end ? end + 1 : NULL;
	}
	return ERR_OK;
}
