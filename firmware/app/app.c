#include "app/app.h"

#include <stdlib.h>
#include <string.h>

#include "app/app_state.h"
#include "app/list_code.h"
#include "app/receipt_from_checklist.h"
#include "ui/action.h"
#include "ui/guide_pages.h"

/* A finger that trembles is still on the same spot. */
#define SAME_SPOT_MM 12.0
/* Back leads to the end of the page before; the frame knows how many parts that has. */
#define LAST_PART 99

static struct rich_context rich_context(const struct app *app)
{
	return (struct rich_context){
		.content = app->config.content,
		.strings = app->config.strings,
		.langs = app->config.langs,
		.lang = app->visit.lang ? app->visit.lang : lang_find(app->config.langs, "sv"),
		.today = app->today,
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
	app->visit_arena = arena_create(0);
	app->job_arena = arena_create(0);
	app->frame_arenas[0] = arena_create(0);
	app->frame_arenas[1] = arena_create(0);
	if (!app->visit_arena || !app->job_arena || !app->frame_arenas[0] ||
		!app->frame_arenas[1]) {
		app_destroy(app);
		return NULL;
	}
	gesture_init(&app->gesture);
	visit_erase(&app->visit);
	app->visit.text_size = config->start_text_size;
	if (lang)
		visit_begin(&app->visit, lang, config->start_text_size);
	theme_init(&app->theme, config->panel, config->start_text_size);
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
	arena_destroy(app->visit_arena);
	arena_destroy(app->job_arena);
	arena_destroy(app->frame_arenas[0]);
	arena_destroy(app->frame_arenas[1]);
	free(app);
}

static void emit(struct app_effects *effects, struct app_effect effect)
{
	if (effects->count < APP_EFFECTS_MAX)
		effects->items[effects->count++] = effect;
}

static void move(struct app *app, int direction)
{
	app->direction = direction;
	app->moved_ms = app->now_ms;
	app->is_dirty = true;
}

/* The visit is over: nothing of it stays in memory or in the printer. */
static void end_visit(struct app *app, struct app_effects *effects)
{
	visit_erase(&app->visit);
	app->checklist = NULL;
	app->qr = NULL;
	app->qr_size = 0;
	app->is_printing = false;
	app->is_warning = false;
	app->pressed[0] = '\0';
	emit(effects, (struct app_effect){ .kind = APP_EFFECT_PRINT_FORGET });
	arena_erase(app->visit_arena);
	arena_erase(app->job_arena);
	app->erases_frames = true;
	theme_init(&app->theme, app->config.panel, app->config.start_text_size);
	app->visit.text_size = app->config.start_text_size;
	move(app, -1);
}

static void go(struct app *app, enum ui_screen screen)
{
	visit_push(&app->visit, (struct place){ .screen = screen });
	move(app, 1);
}

static void make_checklist(struct app *app)
{
	arena_erase(app->visit_arena);
	app->checklist = NULL;
	app->qr = NULL;
	if (checklist_create(app->visit_arena, app->config.content, &app->visit.answers, app->today,
		    &app->checklist) != ERR_OK)
		app->checklist = NULL;
}

static void open_checklist(struct app *app)
{
	int open = visit_first_open_question(&app->visit, app->config.content, app->today);
	struct place place = { .screen = SCREEN_CHECKLIST };

	if (open >= 0)
		place = (struct place){ .screen = SCREEN_QUESTION, .question = open };
	else
		make_checklist(app);
	visit_push(&app->visit, place);
	move(app, 1);
}

static void go_to_next_question(struct app *app)
{
	struct place *place = &app->visit.place;
	int next = visit_question(&app->visit, app->config.content, app->today, 1);

	app->visit.list_is_from_code = false;
	if (next >= 0) {
		place->question = next;
		place->part = 0;
	} else {
		int question = place->question;

		make_checklist(app);
		*place = (struct place){ .screen = SCREEN_CHECKLIST, .question = question };
	}
	move(app, 1);
}

static void answer(struct app *app, int value)
{
	struct answers *answers = &app->visit.answers;
	int question = app->visit.place.question;

	if (value >= 0 && app->config.content->questions[question].is_many) {
		answers_toggle(app->config.content, answers, question, value);
		app->is_dirty = true;
		return;
	}
	if (value >= 0)
		answers_choose(answers, question, value);
	else
		answers_set_unknown(answers, question);
	go_to_next_question(app);
}

/* From the list back to the last question, so that an answer can be mended. */
static bool back_to_question(struct app *app)
{
	struct place *place = &app->visit.place;
	int previous;

	if (place->screen == SCREEN_CHECKLIST)
		place->question = QUESTIONS_MAX;
	previous = visit_question(&app->visit, app->config.content, app->today, -1);
	if (previous < 0)
		return false;
	*place = (struct place){ .screen = SCREEN_QUESTION, .question = previous };
	return true;
}

/* Its parts are pages: Back leads through them. */
static bool is_many_question(const struct app *app)
{
	const struct place *place = &app->visit.place;

	return place->screen == SCREEN_QUESTION &&
	       app->config.content->questions[place->question].is_many;
}

static void back(struct app *app, struct app_effects *effects)
{
	struct place *place = &app->visit.place;

	move(app, -1);
	if (place->screen == SCREEN_PRINTING || place->screen == SCREEN_FINISH) {
		emit(effects, (struct app_effect){ .kind = APP_EFFECT_PRINT_FORGET });
		app->is_printing = false;
	}
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
		back_to_question(app))
		return;
	if (visit_pop(&app->visit))
		return;
	if (place->screen == SCREEN_EMERGENCY && !app->visit.is_active)
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

/* The paper's code brings back the answers, and with them the list. */
static void try_code(struct app *app)
{
	struct visit *v = &app->visit;
	struct answers answers;
	int number = 0;

	if (code_read(app->config.content, v->code, &answers, &number, NULL) != ERR_OK) {
		v->code_is_wrong = true;
		app->is_dirty = true;
		return;
	}
	v->answers = answers;
	v->list_is_from_code = number != app->config.content_number;
	explicit_bzero(v->code, sizeof(v->code));
	make_checklist(app);
	v->place = (struct place){ .screen = SCREEN_CHECKLIST };
	move(app, 1);
}

static void next(struct app *app)
{
	struct place *place = &app->visit.place;
	const struct guide *g;

	if (place->screen == SCREEN_QUESTION) {
		if (answers_is_answered(&app->visit.answers, place->question))
			go_to_next_question(app);
		return;
	}
	if (place->screen == SCREEN_CODE)
		try_code(app);
	if (place->screen != SCREEN_GUIDE)
		return;
	g = app->config.content->guides[place->guide];
	if (place->part + 1 < app->part_count) {
		place->part++;
	} else if (place->page + 1 < guide_page_count(g, &app->visit.answers, app->today)) {
		place->page++;
		place->part = 0;
	} else {
		open_checklist(app);
		return;
	}
	move(app, 1);
}

static void show_code(struct app *app)
{
	struct rich_context rich = rich_context(app);

	app->qr = NULL;
	if (!app->checklist || list_code_create(app->visit_arena, &rich, app->checklist, &app->qr,
				       &app->qr_size) != ERR_OK)
		app->qr = NULL;
}

static void print(struct app *app, struct app_effects *effects)
{
	struct rich_context rich = rich_context(app);
	const struct receipt *receipt = NULL;
	char code[CODE_TEXT_MAX] = "";

	/* The screen offers no empty paper; this holds for whatever else may ask for one. */
	if (!app->checklist || !app->checklist->item_count)
		return;
	if (app->is_printing) { /* the printer still reads the receipt: show how that job fares */
		go(app, SCREEN_PRINTING);
		return;
	}
	arena_erase(app->job_arena);
	if (code_write(app->config.content, &app->visit.answers, app->config.content_number,
		    code) != ERR_OK)
		code[0] = '\0'; /* the list is worth printing without it */
	if (app->can_print && receipt_from_checklist(app->job_arena, &rich, app->checklist, code,
				      &receipt) == ERR_OK) {
		app->is_printing = true;
		app->visit.has_sent = false;
		app->visit.paper = UI_PAPER_PRINTING;
		emit(effects,
			(struct app_effect){ .kind = APP_EFFECT_PRINT,
				.receipt = receipt,
				.size = app->visit.text_size == TEXT_SIZE_NORMAL ? RECEIPT_REGULAR
										 : RECEIPT_LARGE });
	} else {
		app->visit.paper = UI_PAPER_FAILED;
		show_code(app);
	}
	go(app, SCREEN_PRINTING);
}

static void choose_language(struct app *app, const struct lang *lang)
{
	if (!app->visit.is_active) {
		visit_begin(&app->visit, lang, app->visit.text_size);
		move(app, 1);
		return;
	}
	app->visit.lang = lang;
	if (!visit_pop(&app->visit))
		app->visit.place = (struct place){ .screen = SCREEN_TOPICS };
	if (app->visit.place.screen == SCREEN_PRINTING && app->qr)
		show_code(app);
	move(app, -1);
}

static void open_once(struct app *app, enum ui_screen screen)
{
	if (app->visit.place.screen != screen)
		go(app, screen);
}

static void on_key(struct app *app, char key)
{
	const char *at =
		key > ' ' ? strchr(code_symbols, key >= 'a' && key <= 'z' ? key - 32 : key) : NULL;

	if (app->visit.place.screen != SCREEN_CODE || app->is_warning)
		return;
	app->touched_ms = app->now_ms;
	if (key == '\n')
		try_code(app);
	else if (at)
		type_key(app, (int)(at - code_symbols));
}

static void act(struct app *app, struct ui_action action, struct app_effects *effects)
{
	switch ((enum ui_action_kind)action.kind) {
	case ACTION_NONE:
		return;
	case ACTION_LANG:
		choose_language(app, &app->config.langs->langs[action.a]);
		return;
	case ACTION_LANGUAGE:
		open_once(app, SCREEN_LANGUAGE);
		return;
	case ACTION_STATION:
		go(app, SCREEN_STATION);
		app->visit.place.station = action.a;
		return;
	case ACTION_CODE:
		open_once(app, SCREEN_CODE);
		return;
	case ACTION_KEY:
		type_key(app, action.a);
		return;
	case ACTION_TOPIC:
		go(app, SCREEN_GUIDE);
		app->visit.place.guide = action.a;
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
		move(app, -1);
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
		answer(app, action.a);
		return;
	case ACTION_CHECKLIST:
		open_checklist(app);
		return;
	case ACTION_MORE:
		app->visit.place.part = (app->visit.place.part + 1) % app->part_count;
		move(app, 1);
		return;
	case ACTION_PRINT:
		print(app, effects);
		return;
	case ACTION_QUICK_EXIT:
	case ACTION_FINISH:
		end_visit(app, effects);
		return;
	case ACTION_CONTINUE:
		app->is_warning = false;
		app->is_dirty = true;
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

static bool is_visit(const struct app *app)
{
	return app->visit.is_active || app->visit.place.screen != SCREEN_LANGUAGE;
}

static void on_time(struct app *app, struct app_effects *effects)
{
	int64_t idle = app->now_ms - app->touched_ms;

	if (!is_visit(app) || app->is_printing)
		return;
	if (app->visit.place.screen == SCREEN_FINISH && !app->is_warning) {
		if (idle >= FINISH_MS)
			end_visit(app, effects);
	} else if (idle >= IDLE_WARNING_MS + IDLE_COUNTDOWN_MS) {
		end_visit(app, effects);
	} else if (idle >= IDLE_WARNING_MS && !app->is_warning) {
		app->is_warning = true;
		gesture_cancel(&app->gesture);
		app->is_dirty = true;
	}
}

/* The job is over, well or not: the page that waited for it becomes `screen`. A page the visitor
 * has opened over it (the emergency numbers, the languages) stays, and Back leads to the new one.
 */
static void end_printing(struct app *app, enum ui_screen screen)
{
	struct visit *v = &app->visit;

	app->is_printing = false;
	if (v->place.screen == SCREEN_PRINTING) {
		v->place.screen = screen;
		move(app, 1);
		return;
	}
	for (int i = v->depth - 1; i >= 0; i--) {
		if (v->before[i].screen == SCREEN_PRINTING) {
			v->before[i].screen = screen;
			return;
		}
	}
	/* They went on reading: the paper, or what stands for it, must not be missed. */
	go(app, screen);
}

static void on_print(struct app *app, const struct print_report *report)
{
	if (app->can_print != report->can_print)
		app->is_dirty = true;
	app->can_print = report->can_print;
	app->paper_low = report->paper_low;
	if (!app->is_printing)
		return;
	switch (report->state) {
	case PRINT_IDLE:
	case PRINT_STARTING:
		return;
	case PRINT_SENDING:
	case PRINT_FINISHING:
		app->visit.has_sent = true;
		return;
	case PRINT_DONE:
		app->touched_ms = app->now_ms; /* the paper's time begins now */
		end_printing(app, SCREEN_FINISH);
		return;
	case PRINT_FAILED:
		app->touched_ms = app->now_ms;
		app->visit.paper = app->visit.has_sent ? UI_PAPER_FAILED_MIDWAY : UI_PAPER_FAILED;
		show_code(app);
		end_printing(app, SCREEN_PRINTING);
		return;
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
	case APP_MSG_KEY:
		on_key(app, msg->key);
		return;
	case APP_MSG_TIME:
		return;
	case APP_MSG_PRINT:
		on_print(app, &msg->report);
		return;
	case APP_MSG_TODAY:
		memcpy(app->today, msg->today, sizeof(app->today) - 1);
		app->is_dirty = true;
		return;
	}
}
