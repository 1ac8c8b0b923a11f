/* What staff do for a visitor from the desk: a language by card or keypad, the greeting before the
 * next visit, a visitor's paper in front of the scanner, and the call for somebody to come.
 *
 *   no visit --card, keypad, staff's page--> greeting --touch--> visit
 *                                            greeting --"not my language", 90 s--> no visit
 *   visit    --card, keypad, staff's page--> the same place and answers in that language
 *
 * Nothing here says which language it was: not to the log, not to a file, not to a number. */
#include <string.h>

#include "app/app_state.h"

static void log_act(struct app_effects *effects, const char *what)
{
	app_emit(effects, (struct app_effect){ .kind = APP_EFFECT_LOG, .log = what });
}

/* A device spoke: as good as a touch, and a finger that is down meets another page. */
static void touched_by_device(struct app *app)
{
	app->touched_ms = app->now_ms;
	app->is_warning = false;
	app->pressed[0] = '\0';
	gesture_cancel(&app->gesture);
	app->is_dirty = true;
}

/* ---------------------------------------------------------------- languages */

void app_greet(struct app *app, const struct lang *lang)
{
	struct visit *v = &app->visit;
	char code[CODE_TEXT_MAX];
	bool has_paper = v->has_paper;

	memcpy(code, v->code, sizeof(code));
	visit_erase(v);
	v->lang = lang;
	v->text_size = app->config.start_text_size;
	v->place = (struct place){ .screen = SCREEN_GREETING };
	if (has_paper)
		memcpy(v->code, code, sizeof(v->code));
	v->has_paper = has_paper;
	explicit_bzero(code, sizeof(code));
	app->touched_ms = app->now_ms;
	app_move(app, 1);
}

void app_on_language(struct app *app, const struct lang *lang, struct app_effects *effects)
{
	if (app_is_cleaning(app) || app_is_locked(app)) {
		log_act(effects, "input=ignored");
		return;
	}
	touched_by_device(app);
	if (app->staff.is_open)
		app_staff_leave(app, effects);
	app_act(app, "Bytte språk åt en besökare", "kort eller knappsats", effects);
	app_staff_language(app, lang);
	log_act(effects, "input=language");
}

bool app_waits_for_visitor(const struct app *app)
{
	const struct visit *v = &app->visit;

	return !v->is_active && (v->place.screen == SCREEN_GREETING ||
					(v->place.screen == SCREEN_LANGUAGE && v->has_paper));
}

/* ---------------------------------------------------------------- a paper */

static bool has_answers(const struct app *app)
{
	const struct content *c = app->config.content;
	const struct household *h = &app->visit.household;
	bool has_any = h->person_count > 1;

	for (int person = 0; person < h->person_count; person++) {
		struct answers answers = household_answers(c, h, person);

		for (int i = 0; i < c->question_count; i++)
			has_any |= answers_is_answered(&answers, i);
		explicit_bzero(&answers, sizeof(answers));
	}
	return has_any;
}

static bool is_paper(const struct app *app, const char *code)
{
	struct household household;
	int number;
	bool good = code_read(app->config.content, code, &household, &number, NULL) == ERR_OK;

	explicit_bzero(&household, sizeof(household));
	return good;
}

static void put_code(struct visit *v, const char *code)
{
	explicit_bzero(v->code, sizeof(v->code));
	memcpy(v->code, code, strnlen(code, sizeof(v->code) - 1));
	v->code_is_wrong = false;
}

/* Before a visit: the greeting's language is known, the first page still asks for one. */
static void begin_with_paper(struct app *app, const char *code)
{
	struct visit *v = &app->visit;

	put_code(v, code);
	v->has_paper = true;
	if (v->place.screen == SCREEN_GREETING)
		app_choose_language(app, v->lang);
}

void app_on_code(struct app *app, const char *code, struct app_effects *effects)
{
	struct visit *v = &app->visit;

	if (app->staff.is_open && app->staff.page == SCREEN_STAFF_REPRINT) {
		touched_by_device(app);
		app_reprint_scan(app, code);
		return;
	}
	/* The code page says what is wrong with it; elsewhere other shops' codes change nothing. */
	if (app->staff.is_open || app_is_locked(app) || app_is_cleaning(app) || app->is_printing ||
		(v->place.screen != SCREEN_CODE && !is_paper(app, code))) {
		log_act(effects, "input=ignored");
		return;
	}
	touched_by_device(app);
	if (!v->is_active) {
		begin_with_paper(app, code);
		return;
	}
	if (v->place.screen == SCREEN_CODE) {
		put_code(v, code);
		app_try_code(app);
		return;
	}
	app_go(app, SCREEN_CODE);
	put_code(v, code);
	/* With answers on the screen the visitor decides: Next opens the paper's list, Back leads
	 * to where they were. */
	if (!has_answers(app))
		app_try_code(app);
}

/* ---------------------------------------------------------------- the call */

static void light(struct app *app, bool is_on, const char *what, struct app_effects *effects)
{
	app->call = (struct call){ .is_open = is_on };
	app->is_dirty = true;
	app_emit(effects, (struct app_effect){ .kind = APP_EFFECT_CALL, .is_on = is_on });
	log_act(effects, what);
}

/* Once a visit: a second tap would not be heard louder. */
void app_call(struct app *app, struct app_effects *effects)
{
	if (!app->call.is_open || app->call.is_left)
		light(app, true, "call=begun", effects);
}

void app_call_take(struct app *app, struct app_effects *effects)
{
	if (!app->call.is_open)
		return;
	light(app, false, "call=taken", effects);
	app_act(app, "Tog emot ett anrop från en besökare", NULL, effects);
}

void app_call_on_time(struct app *app, struct app_effects *effects)
{
	struct call *call = &app->call;

	if (!call->is_open)
		return;
	if (call->is_left && app->now_ms - call->left_ms >= CALL_MS) {
		light(app, false, "call=expired", effects);
	} else if (!call->is_left && !app_is_visit(app)) {
		call->is_left = true;
		call->left_ms = app->now_ms;
		app->is_dirty = true;
	}
}

int64_t app_call_next_ms(const struct app *app)
{
	if (!app->call.is_open)
		return INT64_MAX;
	if (!app->call.is_left)
		return app_is_visit(app) ? INT64_MAX : app->now_ms;
	return app->call.left_ms + CALL_MS;
}

void app_keep_call(struct app *app, const struct app *before)
{
	app->call = before->call;
	app->is_dirty = true;
}
