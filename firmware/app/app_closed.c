/* The closed notice: while staff have closed the kiosk it lies over everything but the emergency
 * numbers; outside the opening hours it stands between visits only, and may be touched away. */
#include <string.h>

#include "app/app_state.h"

void app_clock_set(struct app *app, const char *day, int64_t day_ms)
{
	struct acts *a = &app->acts;

	memcpy(a->day, day, sizeof(a->day) - 1);
	a->day_ms = day_ms;
	a->told_ms = app->now_ms;
	app->is_dirty = true;
}

struct hours_state app_hours(const struct app *app)
{
	const struct acts *a = &app->acts;
	struct hours_state hours;

	hours_at(&app->settings, a->day, a->day_ms < 0 ? -1 : a->day_ms + app->now_ms - a->told_ms,
		&hours);
	return hours;
}

/* Only the emergency numbers, in every language, are left. */
static bool is_locked(const struct app *app)
{
	return app->settings.out_of_service || app->acts.is_emergency_only;
}

bool app_is_locked(const struct app *app)
{
	return is_locked(app) ||
	       (app->settings.closed_is_locked && !app->visit.is_active && !app_hours(app).is_open);
}

static bool is_emergency(const struct app *app)
{
	const struct visit *v = &app->visit;

	return v->place.screen == SCREEN_EMERGENCY ||
	       (v->place.screen == SCREEN_LANGUAGE && v->depth > 0);
}

bool app_is_closed(const struct app *app)
{
	if (app->config.is_preview)
		return false;
	if (is_locked(app))
		return !is_emergency(app);
	if (app_is_visit(app) || (app->acts.passes_notice && !app->settings.closed_is_locked))
		return false;
	return !is_emergency(app) && !app_hours(app).is_open;
}

void app_closed_set(struct app *app, bool is_closed, struct app_effects *effects)
{
	struct settings wanted = app->settings;

	if (wanted.out_of_service == is_closed)
		return;
	wanted.out_of_service = is_closed;
	if (is_closed)
		app_end_visit(app, effects);
	app->acts.notice_part = 0;
	app->acts.notice_turned_ms = app->now_ms;
	app_emit(effects, (struct app_effect){ .kind = APP_EFFECT_SETTINGS, .settings = wanted });
	app_act(app, is_closed ? "Stängde kiosken för besökare" : "Öppnade kiosken för besökare",
		NULL, effects);
}

/* A language chosen on the way to the emergency numbers leads to them. */
static bool choose_for_emergency(struct app *app, int index)
{
	if (app->visit.is_active || !app_is_locked(app))
		return false;
	app->acts.is_emergency_only = true;
	app_choose_language(app, &app->config.langs->langs[index]);
	app_go(app, SCREEN_EMERGENCY);
	return true;
}

bool app_closed_act(struct app *app, struct ui_action action)
{
	struct acts *a = &app->acts;

	if (app->config.is_preview || app->staff.is_open)
		return false;
	if (action.kind == ACTION_LANG)
		return choose_for_emergency(app, action.a);
	if (!app_is_closed(app))
		return false;
	if (action.kind == ACTION_CONTINUE) {
		a->passes_notice = true;
		app_move(app, 1);
		return true;
	}
	if (action.kind == ACTION_MORE) {
		a->notice_part = (a->notice_part + 1) % app->part_count;
		a->notice_turned_ms = app->now_ms;
		app->is_dirty = true;
		return true;
	}
	return false;
}

void app_closed_on_time(struct app *app)
{
	struct acts *a = &app->acts;
	bool was_passed = a->passes_notice;

	if (app->staff.is_open || app_is_visit(app))
		return;
	if (a->passes_notice &&
		(app->now_ms - app->touched_ms >= NOTICE_BACK_MS || app_hours(app).is_open))
		a->passes_notice = false;
	if (was_passed != a->passes_notice)
		app_move(app, -1);
	if (app_is_closed(app) != a->was_closed) {
		a->was_closed = !a->was_closed;
		a->notice_part = 0;
		a->notice_turned_ms = app->now_ms;
		app->is_dirty = true;
	}
	if (!a->was_closed || app->part_count < 2 ||
		app->now_ms - a->notice_turned_ms < NOTICE_TURN_MS)
		return;
	a->notice_part = (a->notice_part + 1) % app->part_count;
	a->notice_turned_ms = app->now_ms;
	app->is_dirty = true;
}

int64_t app_closed_next_ms(const struct app *app)
{
	const struct acts *a = &app->acts;
	struct hours_state hours = app_hours(app);
	int64_t next = INT64_MAX, at;

	if (app->config.is_preview)
		return INT64_MAX;
	if (hours.left_ms < INT64_MAX)
		next = app->now_ms + hours.left_ms;
	at = app->touched_ms + NOTICE_BACK_MS;
	if (a->passes_notice && !hours.is_open && at < next)
		next = at;
	at = a->notice_turned_ms + NOTICE_TURN_MS;
	if (app->part_count > 1 && at < next && app_is_closed(app))
		next = at;
	return next > app->now_ms ? next : app->now_ms + 1;
}
