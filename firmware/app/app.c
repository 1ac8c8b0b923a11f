#include "app/app.h"

#include <stdlib.h>
#include <string.h>

#include "app/app_state.h"
#include "ui/action.h"
#include "ui/guide_pages.h"

/* A finger that trembles is still on the same spot. */
#define SAME_SPOT_MM 12.0
/* Back leads to the end of the page before; the frame knows how many parts that has. */
#define LAST_PART 99

struct rich_context app_rich(const struct app *app)
{
	return (struct rich_context){
		.content = app->config.content,
		.strings = app->config.strings,
		.langs = app->config.langs,
		.lang = app->visit.lang ? app->visit.lang : lang_find(app->config.langs, "sv"),
		.today = app->today,
		.withdrawn = &app->withdrawn,
	};
}

struct app *app_create(const struct app_config *config, int64_t now_ms)
{
	struct app *app = calloc(1, sizeof(*app));
	const struct lang *lang =
		config->start_lang ? lang_find(config->langs, config->start_lang) : NULL;

	if (!app)
		return NULL;
	app->config = *config;
	app->now_ms = app->touched_ms = now_ms;
	memcpy(app->today, config->today, sizeof(app->today));
	app->withdrawn = config->withdrawn;
	app->settings = config->settings;
	if (!app->settings.closed_days) /* all zero */
		settings_default(&app->settings);
	app->paper.meter = config->paper;
	app->paper.kept_mm = config->paper.total_mm;
	app->staff.view.settings_damaged = config->settings_damaged;
	memcpy(app->acts.day, config->today, sizeof(app->acts.day));
	app->acts.day_ms = config->day_ms;
	app->acts.told_ms = now_ms;
	app->acts.arena = arena_create(0);
	app->visit_arena = arena_create(0);
	app->job_arena = arena_create(0);
	app->find_arena = arena_create(0);
	app->frame_arenas[0] = arena_create(0);
	app->frame_arenas[1] = arena_create(0);
	if (!app->acts.arena || !app->visit_arena || !app->job_arena || !app->find_arena ||
		!app->frame_arenas[0] || !app->frame_arenas[1]) {
		app_destroy(app);
		return NULL;
	}
	gesture_init(&app->gesture);
	visit_erase(&app->visit);
	app->visit.text_size = config->start_text_size;
	if (lang)
		visit_begin(&app->visit, lang, config->start_text_size);
	theme_init(&app->theme, config->panel, config->start_text_size);
	theme_init(&app->staff_theme, config->panel, TEXT_SIZE_NORMAL);
	app->moved_ms = INT64_MIN / 2;
	app->is_dirty = true;
	app->part_count = 1;
	return app;
}

void app_destroy(struct app *app)
{
	if (!app)
		return;
	visit_erase(&app->visit);
	if (app->visit_arena)
		arena_erase(app->visit_arena);
	if (app->job_arena)
		arena_erase(app->job_arena);
	if (app->find_arena)
		arena_erase(app->find_arena);
	if (app->acts.arena)
		arena_erase(app->acts.arena);
	app_acts_forget(app);
	arena_destroy(app->acts.arena);
	arena_destroy(app->visit_arena);
	arena_destroy(app->job_arena);
	arena_destroy(app->find_arena);
	arena_destroy(app->frame_arenas[0]);
	arena_destroy(app->frame_arenas[1]);
	free(app);
}

void app_emit(struct app_effects *effects, struct app_effect effect)
{
	if (effects->count < APP_EFFECTS_MAX)
		effects->items[effects->count++] = effect;
}

void app_move(struct app *app, int direction)
{
	app->direction = direction;
	app->moved_ms = app->now_ms;
	app->is_dirty = true;
}

void app_end_visit(struct app *app, struct app_effects *effects)
{
	visit_erase(&app->visit);
	app->checklist = NULL;
	app->qr = NULL;
	app->qr_size = 0;
	app->is_printing = false;
	app->is_warning = false;
	app->acts.passes_notice = app->acts.is_emergency_only = false;
	app->pressed[0] = '\0';
	app_emit(effects, (struct app_effect){ .kind = APP_EFFECT_PRINT_FORGET });
	arena_erase(app->visit_arena);
	arena_erase(app->job_arena);
	arena_erase(app->find_arena);
	app->find = NULL;
	app->erases_frames = true;
	theme_init(&app->theme, app->config.panel, app->config.start_text_size);
	app->visit.text_size = app->config.start_text_size;
	app_move(app, -1);
}

void app_go(struct app *app, enum ui_screen screen)
{
	visit_push(&app->visit, (struct place){ .screen = screen });
	app_move(app, 1);
}

/* Its parts are pages: Back leads through them. */
static bool is_many_question(const struct app *app)
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
	if ((place->screen == SCREEN_GUIDE || is_many_question(app)) && place->part > 0) {
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

static void act(struct app *app, struct ui_action action, struct app_effects *effects)
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

static void press(struct app *app, const char *id)
{
	if (strcmp(app->pressed, id) == 0)
		return;
	strncpy(app->pressed, id, sizeof(app->pressed) - 1);
	app->is_dirty = true;
}

static const struct draw_node *node_at(const struct app *app, int x, int y)
{
	const struct drawlist *d = &app->frames[app->front];
	int i = app->has_frame ? drawlist_hit(d, x, y) : -1;

	return i >= 0 ? &d->nodes[i] : NULL;
}

static void tap(struct app *app, int x, int y, struct app_effects *effects)
{
	int down_x, down_y;
	const struct draw_node *from, *to;
	int64_t moved = app->moved_ms;
	bool is_tick;

	press(app, "");
	if (!gesture_up(&app->gesture, &down_x, &down_y))
		return;
	from = node_at(app, down_x, down_y);
	to = node_at(app, x, y);
	if (app->is_warning) {
		/* Any touch goes on (WCAG 2.2.1: one simple action). */
		app->is_warning = false;
		app->is_dirty = true;
		if (from && from == to)
			act(app, to->action, effects);
		gesture_screen_changed(&app->gesture, x, y, app->now_ms);
		return;
	}
	if (!from || from != to ||
		gesture_is_repeat(&app->gesture, x, y, panel_px(app->config.panel, SAME_SPOT_MM),
			app->now_ms))
		return;
	/* A trembling finger must not take back at once what it has ticked. */
	is_tick = to->action.kind == ACTION_ANSWER && is_many_question(app);
	act(app, to->action, effects);
	if (app->moved_ms != moved || is_tick)
		gesture_screen_changed(&app->gesture, x, y, app->now_ms);
}

static void on_pointer(struct app *app, const struct app_msg *msg, struct app_effects *effects)
{
	const struct draw_node *node;

	if (app_is_cleaning(app))
		return;
	app->touched_ms = app->now_ms;
	switch (msg->phase) {
	case POINTER_DOWN:
		gesture_down(&app->gesture, msg->x, msg->y);
		node = app->is_warning ? NULL : node_at(app, msg->x, msg->y);
		press(app, node ? node->id : "");
		return;
	case POINTER_MOVE:
		node = app->gesture.is_down ? node_at(app, msg->x, msg->y) : NULL;
		if (app->pressed[0] && (!node || strcmp(node->id, app->pressed) != 0))
			press(app, "");
		return;
	case POINTER_UP:
		tap(app, msg->x, msg->y, effects);
		return;
	case POINTER_CANCEL:
		gesture_cancel(&app->gesture);
		press(app, "");
		return;
	}
}

bool app_is_visit(const struct app *app)
{
	return app->visit.is_active || app->visit.has_paper ||
	       app->visit.place.screen != SCREEN_LANGUAGE;
}

static void on_time(struct app *app, struct app_effects *effects)
{
	int64_t idle = app->now_ms - app->touched_ms;

	app_acts_on_time(app);
	app_staff_on_time(app, effects);
	app_call_on_time(app, effects);
	if (app->staff.is_open) /* the visit below waits */
		return;
	if (!app_is_visit(app) || (app->is_printing && !app->is_waiting) || app->config.is_preview)
		return;
	if (app_waits_for_visitor(app)) {
		if (idle >= GREETING_MS)
			app_end_visit(app, effects);
	} else if (app->visit.place.screen == SCREEN_FINISH && !app->is_warning) {
		if (idle >= FINISH_MS)
			app_end_visit(app, effects);
	} else if (idle >= IDLE_WARNING_MS + IDLE_COUNTDOWN_MS) {
		app_end_visit(app, effects);
	} else if (idle >= IDLE_WARNING_MS && !app->is_warning) {
		app->is_warning = true;
		gesture_cancel(&app->gesture);
		app->is_dirty = true;
	}
}

void app_step(
	struct app *app, const struct app_msg *msg, int64_t now_ms, struct app_effects *effects)
{
	if (now_ms > app->now_ms)
		app->now_ms = now_ms;
	/* Time first: a touch that comes after the countdown's end must not meet the old visit. */
	on_time(app, effects);
	switch (msg->kind) {
	case APP_MSG_POINTER:
		on_pointer(app, msg, effects);
		return;
	case APP_MSG_TIME:
		return;
	case APP_MSG_PRINT:
		app_paper_on_report(app, &msg->report, effects);
		app_on_print(app, &msg->report);
		return;
	case APP_MSG_WITHDRAWN:
		app->withdrawn = *msg->withdrawn;
		app->staff.view.cannot_keep = msg->cannot_keep;
		if (app->qr)
			app_show_code(app);
		app->is_dirty = true;
		return;
	case APP_MSG_STAFF:
		app_staff_on_reply(app, &msg->staff, effects);
		return;
	case APP_MSG_UPDATE:
		app_update_on_message(app, msg->update, effects);
		return;
	case APP_MSG_SETTINGS:
		app->settings = *msg->settings;
		app->staff.view.settings_not_kept = msg->cannot_keep;
		app->staff.view.settings_damaged = false;
		app->is_dirty = true;
		return;
	case APP_MSG_PAPER:
		app->paper.not_kept = msg->cannot_keep;
		app->is_dirty = true;
		return;
	case APP_MSG_TODAY:
		memcpy(app->today, msg->today, sizeof(app->today) - 1);
		app->is_dirty = true;
		return;
	case APP_MSG_CLOCK:
		if (strcmp(app->today, msg->today) != 0)
			memcpy(app->today, msg->today, sizeof(app->today) - 1);
		app_clock_set(app, msg->today, msg->day_ms);
		return;
	case APP_MSG_CODE:
		app_on_code(app, msg->code, effects);
		return;
	case APP_MSG_LANGUAGE:
		app_on_language(app, msg->lang, effects);
		return;
	case APP_MSG_STAFF_CARD:
		app_staff_on_card(app, &msg->staff, effects);
		return;
	case APP_MSG_CARD_MADE:
		app->staff.view.card = msg->card;
		app->is_dirty = true;
		return;
	}
}
