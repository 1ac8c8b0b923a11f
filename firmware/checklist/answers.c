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
	return is_same("unknown", s, size) ? ANSWER_UNKNOWN : ANSWER_NONE;
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

/* One "question=answer", size bytes. */
static enum err parse_pair(const struct content *c, const char *pair, size_t size,
	struct answers *answers, struct diag *d)
{
	const char *equals = memchr(pair, '=', size);
	size_t name = equals ? (size_t)(equals - pair) : size;
	int question, answer;

	if (!equals)
		return diag_fail(d, ERR_SYNTAX,
			"answers: \"%.*s\" is not of the form question=answer (several with commas "
			"between: permit=protection,age=adult)",
			size < 60 ? (int)size : 60, pair);
	for (question = 0; question < c->question_count; question++)
		if (is_same(c->questions[question].id, pair, name))
			break;
	if (question == c->question_count)
		return fail_question(c, pair, name, d);
	answer = find_answer(&c->questions[question], equals + 1, size - name - 1);
	if (answer == ANSWER_NONE)
		return fail_answer(&c->questions[question], equals + 1, size - name - 1, d);
	if (answers->value[question] != ANSWER_NONE)
		return diag_fail(d, ERR_SYNTAX, "answers: \"%.60s\" is answered twice; keep one",
			c->questions[question].id);
	answers->value[question] = (signed char)answer;
	return ERR_OK;
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
