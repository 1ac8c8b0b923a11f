/* One question on a page, with the reason for it and a way not to know. A tap on an answer goes on;
 * where many may be chosen it ticks the answer's box, and Next goes on. */
#include <string.h>

#include "ui/flow.h"
#include "ui/screens.h"

static void add_answer(struct flow *f, const struct question *q, int index)
{
	struct ui_build *b = f->b;
	const struct question_answer *answer = &q->answers[index];
	const char *id = arena_printf(b->a, "answer:%s=%s", q->id, answer->value);

	flow_button(f, &(struct ui_button){ .id = id ? id : "",
			       .action = { ACTION_ANSWER, index },
			       .style = BUTTON_CARD,
			       .icon = answer->icon,
			       .is_selected = answers_has(b->v->answers, b->v->question, index),
			       .has_box = q->is_many,
			       .label = ui_content(b, answer->text) });
}

static struct ui_button unknown_button(struct ui_build *b, const struct question *q)
{
	const char *id = arena_printf(b->a, "answer:%s=unknown", q->id);

	return (struct ui_button){ .id = id ? id : "",
		.action = { ACTION_ANSWER, ANSWER_UNKNOWN },
		.style = BUTTON_SECONDARY,
		.icon = "unknown",
		.mirrors = true,
		.is_selected = answers_is_unknown(b->v->answers, b->v->question),
		.label = ui_interface(b, N_("I don’t know")) };
}

/* Of one answer: the next part is there for whoever wants it. */
static int one_answer_footer(
	struct ui_build *b, const struct question *q, int parts, struct ui_button footer[3])
{
	int count = 0;

	footer[count++] = ui_back_button(b);
	if (parts > 1)
		footer[count++] = ui_more_button(b, N_("More answers"));
	footer[count++] = unknown_button(b, q);
	return count;
}

/* Of many answers: all parts are looked at before Next, and Back leads through them too. */
static int many_answers_footer(
	struct ui_build *b, const struct question *q, bool is_last_part, struct ui_button footer[3])
{
	footer[0] = ui_back_button(b);
	footer[1] = unknown_button(b, q);
	footer[2] = is_last_part ? ui_next_button(b, N_("Next"))
				 : ui_more_button(b, N_("More answers"));
	footer[2].is_disabled = is_last_part && !answers_is_answered(b->v->answers, b->v->question);
	return 3;
}

static struct rich_text progress_words(struct ui_build *b)
{
	const char *n = ui_number(b, b->v->question_number);
	const char *count = ui_number(b, b->v->question_count);
	struct rich_text words, person;
	const char *both;

	/* Translators: {n} and {count} are numbers: Question 2 of 5. */
	words = ui_format(b, N_("Question {n} of {count}"), "n", n, "count", count);
	if (b->v->person_count <= 1)
		return words;
	person = ui_format(b, N_("Person {n}"), "n", ui_number(b, b->v->person + 1), NULL, NULL);
	both = arena_printf(b->a, "%s · %s", person.rich.utf8, words.rich.utf8);
	if (both)
		words.rich = (struct text_rich){ .utf8 = both, .size = strlen(both) };
	return words;
}

int screen_question_build(struct ui_build *b)
{
	const struct question *q = &b->v->rich.content->questions[b->v->question];
	static const int weights[3] = { 2, 2, 2 };
	struct ui_button footer[3];
	int count, parts, part;
	struct rect column;
	struct flow f;

	ui_header(b);
	column = screen_head_draw(b, &(struct screen_head){ .words = progress_words(b),
					     .done = b->v->question_number,
					     .total = b->v->question_count,
					     .icon = q->icon,
					     .title = ui_content(b, q->text),
					     .note = ui_content(b, q->why) });
	flow_init(&f, b, column);
	for (int i = 0; i < q->answer_count; i++)
		add_answer(&f, q, i);
	flow_mark_untranslated(&f);
	part = b->v->part % flow_parts(&f);
	parts = flow_draw(&f, part);
	count = q->is_many ? many_answers_footer(b, q, part + 1 == parts, footer)
			   : one_answer_footer(b, q, parts, footer);
	ui_footer(b, footer, weights, count);
	return parts;
}
