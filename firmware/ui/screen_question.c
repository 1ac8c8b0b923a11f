/* One question on a page, with the reason for it and a way not to know. A tap on an answer goes on.
 */
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
			       .is_selected = b->v->answers->value[b->v->question] == index,
			       .label = ui_content(b, answer->text) });
}

int screen_question_build(struct ui_build *b)
{
	const struct question *q = &b->v->rich.content->questions[b->v->question];
	struct ui_button footer[3];
	int weights[3], count = 0, parts;
	const char *id = arena_printf(b->a, "answer:%s=unknown", q->id);
	struct rect column;
	struct flow f;

	ui_header(b);
	column = screen_head_draw(
		b, &(struct screen_head){
			   /* Translators: {n} and {count} are numbers: Question 2 of 5. */
			   .words = ui_format(b, N_("Question {n} of {count}"), "n",
				   ui_number(b, b->v->question_number), "count",
				   ui_number(b, b->v->question_count)),
			   .done = b->v->question_number,
			   .total = b->v->question_count,
			   .icon = q->icon,
			   .title = ui_content(b, q->text),
			   .note = ui_content(b, q->why) });
	flow_init(&f, b, column);
	for (int i = 0; i < q->answer_count; i++)
		add_answer(&f, q, i);
	flow_mark_untranslated(&f);
	parts = flow_draw(&f, b->v->part % flow_parts(&f));
	footer[count] = ui_back_button(b);
	weights[count++] = 2;
	if (parts > 1) {
		footer[count] = ui_more_button(b, N_("More answers"));
		weights[count++] = 2;
	}
	footer[count] = (struct ui_button){ .id = id ? id : "",
		.action = { ACTION_ANSWER, ANSWER_UNKNOWN },
		.style = BUTTON_SECONDARY,
		.icon = "unknown",
		.mirrors = true,
		.is_selected = b->v->answers->value[b->v->question] == ANSWER_UNKNOWN,
		.label = ui_interface(b, N_("I don’t know")) };
	weights[count++] = 2;
	ui_footer(b, footer, weights, count);
	return parts;
}
