#include "app/app.h"

#include <stdlib.h>
#include <string.h>

#include "app/app_state.h"
#include "ui/action.h"

/* A finger that trembles is still on the same spot. */
#define SAME_SPOT_MM 12.0

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
			app_act_on(app, to->action, effects);
		gesture_screen_changed(&app->gesture, x, y, app->now_ms);
		return;
	}
	if (!from || from != to ||
		gesture_is_repeat(&app->gesture, x, y, panel_px(app->config.panel, SAME_SPOT_MM),
			app->now_ms))
		return;
	/* A trembling finger must not take back at once what it has ticked. */
	is_tick = to->action.kind == ACTION_ANSWER && app_is_many_question(app);
	app_act_on(app, to->action, effects);
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
