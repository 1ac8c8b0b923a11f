/* What a visitor's touch asks for: from page to page, through languages, questions and lists. */
#include <string.h>

#include "app/app_state.h"
#include "ui/action.h"
#include "ui/guide_pages.h"

/* Back leads to the end of the page before; the frame knows how many parts that has. */
#define LAST_PART 99

/* Its parts are pages: Back leads through them. */
bool app_is_many_question(const struct app *app)
{
	const struct place *place = &app->visit.place;

	return place->screen == SCREEN_QUESTION &&
	       app->config.content->questions[place->question].is_many;
}

/* One page that says so, whatever page the visitor was on. */
static bool is_withdrawn_guide(const struct app *app)
{
	const struct guide *g = app->config.content->guides[app->visit.place.guide];

	return withdrawals_has(&app->withdrawn, WITHDRAWN_TOPIC, g->id);
}

static void back(struct app *app, struct app_effects *effects)
{
	struct place *place = &app->visit.place;

	app_move(app, -1);
	if (place->screen == SCREEN_PRINTING && app->visit.shows_code) {
		app->visit.shows_code = false;
		return;
	}
	if (place->screen == SCREEN_PRINTING || place->screen == SCREEN_FINISH) {
		app_emit(effects, (struct app_effect){ .kind = APP_EFFECT_PRINT_FORGET });
		/* Broken off here: perhaps all of it came out all the same. */
		app->visit.copies += app->is_printing && app->visit.has_sent;
		app->is_printing = false;
	}
	if (place->screen == SCREEN_FIND && place->letter) {
		place->letter = 0;
		place->part = 0;
		return;
	}
	if (place->screen == SCREEN_GUIDE && is_withdrawn_guide(app))
		place->page = place->part = 0;
	if ((place->screen == SCREEN_GUIDE || app_is_many_question(app)) && place->part > 0) {
		place->part--;
		return;
	}
	if (place->screen == SCREEN_GUIDE && place->page > 0) {
		place->page--;
		place->part = LAST_PART;
		return;
	}
	if ((place->screen == SCREEN_QUESTION || place->screen == SCREEN_CHECKLIST) &&
		app_back_to_question(app))
		return;
	if (app_back_to_family(app))
		return;
	if (visit_pop(&app->visit))
		return;
	if (!app->visit.is_active)
		visit_erase(&app->visit); /* nobody had chosen anything: the first page again */
	else if (place->screen != SCREEN_TOPICS)
		*place = (struct place){ .screen = SCREEN_TOPICS };
}

static void type_key(struct app *app, int symbol)
{
	struct visit *v = &app->visit;
	size_t size = strlen(v->code);

	v->code_is_wrong = false;
	if (symbol >= 0 && size + 1 < sizeof(v->code))
		v->code[size] = code_symbols[symbol];
	else if (symbol < 0 && size)
		v->code[size - 1] = '\0';
	app->is_dirty = true;
}

static void next(struct app *app)
{
	struct place *place = &app->visit.place;
	struct answers answers = visit_answers(&app->visit, app->config.content);
	const struct guide *g;

	if (place->screen == SCREEN_QUESTION) {
		if (answers_is_answered(&answers, place->question))
			app_next_question(app);
		return;
	}
	if (place->screen == SCREEN_CODE)
		app_try_code(app);
	if (place->screen != SCREEN_GUIDE)
		return;
	g = app->config.content->guides[place->guide];
	if (place->part + 1 < app->part_count) {
		place->part++;
	} else if (!is_withdrawn_guide(app) &&
		   place->page + 1 < guide_page_count(g, &answers, app->today)) {
		place->page++;
		place->part = 0;
	} else {
		app_open_checklist(app);
		return;
	}
	app_move(app, 1);
}

/* A paper that was read before there was a language opens its list now. */
static void begin_visit(struct app *app, const struct lang *lang)
{
	struct visit *v = &app->visit;
	char code[CODE_TEXT_MAX];
	bool has_paper = v->has_paper;

	memcpy(code, v->code, sizeof(code));
	visit_begin(v, lang, v->text_size);
	app_move(app, 1);
	if (has_paper) {
		memcpy(v->code, code, sizeof(v->code));
		app_try_code(app);
		/* It was good when it was read; other content may have come since. */
		explicit_bzero(v->code, sizeof(v->code));
		v->code_is_wrong = false;
	}
	explicit_bzero(code, sizeof(code));
}

void app_choose_language(struct app *app, const struct lang *lang)
{
	if (!app->visit.is_active) {
		begin_visit(app, lang);
		return;
	}
	app->visit.lang = lang;
	for (int i = 0; i < app->visit.depth; i++)
		app->visit.before[i].letter = 0; /* another alphabet */
	if (!visit_pop(&app->visit))
		app->visit.place = (struct place){ .screen = SCREEN_TOPICS };
	if (app->visit.place.screen == SCREEN_PRINTING && app->qr)
		app_show_code(app);
	app_move(app, -1);
}

void app_staff_language(struct app *app, const struct lang *lang)
{
	struct place place = app->visit.place;

	if (!app->visit.is_active) {
		app_greet(app, lang);
		return;
	}
	if (place.screen == SCREEN_LANGUAGE) {
		app_choose_language(app, lang);
		return;
	}
	app->visit.lang = lang;
	for (int i = 0; i < app->visit.depth; i++)
		app->visit.before[i].letter = 0; /* another alphabet */
	app->visit.place.letter = 0;
	app->visit.place.part = 0;
	if (place.screen == SCREEN_PRINTING && app->qr)
		app_show_code(app);
	app_move(app, 1);
}

static void open_once(struct app *app, enum ui_screen screen)
{
	if (app->visit.place.screen != screen)
		app_go(app, screen);
}

/* A topic as it is for the person whose part of the list it stands in. */
static void open_item(struct app *app, int index)
{
	const struct checklist_item *item;

	if (!app->checklist || index >= app->checklist->item_count)
		return;
	item = &app->checklist->items[index];
	app->visit.person = item->person;
	app_go(app, SCREEN_GUIDE);
	app->visit.place.guide = content_guide_index(app->config.content, item->guide);
}

static void open_find(struct app *app, int list)
{
	if (app->visit.place.screen != SCREEN_FIND)
		app_go(app, SCREEN_FIND);
	app->visit.place.find = list;
	app->visit.place.letter = 0;
	app->visit.place.part = 0;
	app->is_dirty = true;
}

void app_act_on(struct app *app, struct ui_action action, struct app_effects *effects)
{
	if (app_staff_act(app, action, effects) || app_closed_act(app, action))
		return;
	switch ((enum ui_action_kind)action.kind) {
	case ACTION_NONE:
	case ACTION_STAFF: /* app_staff_act */
	case ACTION_STAFF_LEAVE:
	case ACTION_STAFF_PAGE:
	case ACTION_STAFF_LANG:
	case ACTION_STAFF_TOPIC:
	case ACTION_STAFF_FACT:
	case ACTION_UPDATE:
	case ACTION_UPDATE_INSTALL:
	case ACTION_STAFF_CARD:
	case ACTION_CALL_TAKEN:
	case ACTION_PIN:
	case ACTION_CLEAN:
	case ACTION_CLOSE:
	case ACTION_SETTING:
	case ACTION_SETTING_SET:
	case ACTION_SHEET:
	case ACTION_REPRINT:
	case ACTION_STAFF_TEST_PAGE:
	case ACTION_STAFF_NEW_ROLL:
		return;
	case ACTION_LANG:
		app_choose_language(app, &app->config.langs->langs[action.a]);
		return;
	case ACTION_LANGUAGE:
		open_once(app, SCREEN_LANGUAGE);
		return;
	case ACTION_STATION:
		app_go(app, SCREEN_STATION);
		app->visit.place.station = action.a;
		return;
	case ACTION_CODE:
		open_once(app, SCREEN_CODE);
		return;
	case ACTION_KEY:
		type_key(app, action.a);
		return;
	case ACTION_TOPIC:
		app_go(app, SCREEN_GUIDE);
		app->visit.place.guide = action.a;
		app->visit.person = 0;
		return;
	case ACTION_ITEM:
		open_item(app, action.a);
		return;
	case ACTION_PERSON_ADD:
		app_person_add(app);
		return;
	case ACTION_PERSON_EDIT:
		app_person_edit(app, action.a - 1);
		return;
	case ACTION_PERSON_REMOVE:
		app_person_remove(app, action.a - 1);
		return;
	case ACTION_FIND:
		open_find(app, action.a);
		return;
	case ACTION_LETTER:
		app->visit.place.letter = action.a;
		app->visit.place.part = 0;
		app_move(app, action.a ? 1 : -1);
		return;
	case ACTION_NEXT:
		next(app);
		return;
	case ACTION_BACK:
		back(app, effects);
		return;
	case ACTION_HOME:
		app->visit.depth = 0;
		if (!app->visit.is_active)
			visit_erase(&app->visit);
		else
			app->visit.place = (struct place){ .screen = SCREEN_TOPICS };
		app_move(app, -1);
		return;
	case ACTION_TEXT_SIZE:
		app->visit.text_size = (app->visit.text_size + 1) % TEXT_SIZES;
		theme_init(&app->theme, app->config.panel, app->visit.text_size);
		app->visit.place.part = 0;
		app->is_dirty = true;
		return;
	case ACTION_EMERGENCY:
		open_once(app, SCREEN_EMERGENCY);
		return;
	case ACTION_ANSWER:
		app_answer(app, action.a);
		return;
	case ACTION_CHECKLIST:
		app_open_checklist(app);
		return;
	case ACTION_MORE:
		app->visit.place.part = (app->visit.place.part + 1) % app->part_count;
		app_move(app, 1);
		return;
	case ACTION_PRINT:
		app_print(app, effects);
		return;
	case ACTION_QUICK_EXIT:
	case ACTION_FINISH:
		app_end_visit(app, effects);
		return;
	case ACTION_CONTINUE:
		app->is_warning = false;
		app->is_dirty = true;
		return;
	case ACTION_HELP:
		open_once(app, SCREEN_HELP);
		return;
	case ACTION_CALL:
		app_call(app, effects);
		return;
	case ACTION_BEGIN:
		begin_visit(app, app->visit.lang);
		return;
	case ACTION_NOT_MINE:
		app_end_visit(app, effects);
		return;
	case ACTION_PHONE:
		app->visit.shows_code = true;
		app_move(app, 1);
		return;
	case ACTION_PAPER_WHOLE:
		app_paper_is_whole(app);
		return;
	case ACTION_PAPER_AGAIN:
		app_paper_again(app, effects);
		return;
	}
}
