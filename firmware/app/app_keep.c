/* A visit moves over to other content: an editor looks at a text and sees it change where it
 * stands. What the new content does not know is left behind, never guessed. */
#include <string.h>

#include "app/app_state.h"

/* Answers are places in the questions: they may move only between the same ones. */
static bool has_same_questions(const struct content *a, const struct content *b)
{
	if (a->question_count != b->question_count)
		return false;
	for (int i = 0; i < a->question_count; i++) {
		const struct question *p = &a->questions[i], *q = &b->questions[i];

		if (strcmp(p->id, q->id) != 0 || p->answer_count != q->answer_count ||
			p->is_shared != q->is_shared || p->is_many != q->is_many)
			return false;
		for (int n = 0; n < p->answer_count; n++)
			if (strcmp(p->answers[n].value, q->answers[n].value) != 0)
				return false;
	}
	return true;
}

/* False: there is no such place in the new content. */
static bool move_place(const struct content *to, const struct content *from, bool same_questions,
	struct place *place)
{
	if (place->screen == SCREEN_GUIDE) {
		const struct guide *g = content_guide(to, from->guides[place->guide]->id);

		if (!g)
			return false;
		place->guide = content_guide_index(to, g);
	}
	if (place->screen == SCREEN_QUESTION || place->screen == SCREEN_CHECKLIST)
		return same_questions;
	if (place->screen == SCREEN_FIND) { /* the letters may be others */
		place->letter = 0;
		place->part = 0;
	}
	return place->screen != SCREEN_PRINTING && place->screen != SCREEN_FINISH;
}

void app_keep_place(struct app *app, const struct app *before)
{
	const struct content *to = app->config.content, *from = before->config.content;
	bool same = has_same_questions(to, from);
	const struct lang *lang =
		before->visit.lang ? lang_find(app->config.langs, before->visit.lang->code) : NULL;
	struct visit *v = &app->visit;

	if (!before->visit.is_active || !lang)
		return;
	*v = before->visit;
	v->lang = lang;
	v->depth = 0;
	for (int i = 0; i < before->visit.depth; i++) {
		v->before[v->depth] = before->visit.before[i];
		if (move_place(to, from, same, &v->before[v->depth]))
			v->depth++;
	}
	if (!same) {
		visit_begin(v, lang, before->visit.text_size);
		v->place = before->visit.place;
	}
	if (!move_place(to, from, same, &v->place))
		v->place = (struct place){ .screen = SCREEN_TOPICS };
	if (v->place.screen == SCREEN_CHECKLIST)
		app_make_checklist(app);
	theme_init(&app->theme, app->config.panel, v->text_size);
	app->touched_ms = before->touched_ms;
}
