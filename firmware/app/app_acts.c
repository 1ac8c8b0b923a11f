/* The log of what staff do, cleaning, and which of the acts' pages does what. */
#include <string.h>

#include "app/app_state.h"

void app_act(struct app *app, const char *act, const char *detail, struct app_effects *effects)
{
	char *kept = app->acts.detail;
	size_t size = detail ? strlen(detail) : 0;

	if (size >= ACT_DETAIL_BYTES)
		size = ACT_DETAIL_BYTES - 1;
	memset(kept, 0, ACT_DETAIL_BYTES);
	if (size)
		memcpy(kept, detail, size);
	app_emit(effects, (struct app_effect){ .kind = APP_EFFECT_ACT, .log = act, .id = kept });
}

static void start_cleaning(struct app *app, struct app_effects *effects)
{
	struct acts *a = &app->acts;

	app->staff.page = SCREEN_CLEANING;
	a->cleaning_until_ms = app->now_ms + CLEANING_MS;
	a->cleaning_s = CLEANING_MS / 1000;
	gesture_cancel(&app->gesture);
	app->pressed[0] = '\0';
	app->direction = 0; /* it stands at once, the page does not slide */
	app->is_dirty = true;
	app_act(app, "Städade skärmen", NULL, effects);
}

bool app_is_cleaning(const struct app *app)
{
	return app->staff.is_open && app->staff.page == SCREEN_CLEANING;
}

static void open_page(struct app *app, enum ui_screen page)
{
	app->staff.page = page;
	app->staff.part = 0;
	app_move(app, 1);
}

void app_acts_inside(struct app *app, struct ui_action action, struct app_effects *effects)
{
	struct acts *a = &app->acts;

	switch (action.kind) {
	case ACTION_CLEAN:
		start_cleaning(app, effects);
		return;
	case ACTION_CLOSE:
		app_closed_set(app, action.a, effects);
		return;
	case ACTION_SETTING:
		app_setting_open(app, action.a);
		open_page(app, SCREEN_STAFF_SETTING);
		return;
	case ACTION_SETTING_SET:
		app_setting_set(app, action.a, effects);
		return;
	case ACTION_SHEET:
		app_sheet(app, (enum ui_sheet)action.a, effects);
		return;
	case ACTION_KEY:
		app_reprint_key(app, action.a);
		return;
	case ACTION_NEXT:
		if (app->staff.page == SCREEN_STAFF_REPRINT && app_reprint_try(app))
			open_page(app, SCREEN_STAFF_REPRINT_LANG);
		return;
	case ACTION_REPRINT:
		app_reprint(app, &app->config.langs->langs[action.a], effects);
		open_page(app, SCREEN_STAFF_PRINT);
		return;
	default:
		(void)a;
		return;
	}
}

/* The code, and the answers it stands for. */
void app_acts_forget(struct app *app)
{
	explicit_bzero(app->acts.code, sizeof(app->acts.code));
	explicit_bzero(&app->acts.household, sizeof(app->acts.household));
	app->acts.code_is_wrong = false;
}

void app_acts_leave_page(struct app *app, struct app_effects *effects)
{
	app_setting_close(app, effects);
	app_acts_forget(app);
	if (!app->acts.is_printing)
		app->acts.print = NULL;
}

void app_acts_on_time(struct app *app)
{
	struct acts *a = &app->acts;
	int64_t left = a->cleaning_until_ms - app->now_ms;
	int s = left > 0 ? (int)((left + 999) / 1000) : 0;

	app_closed_on_time(app);
	if (!app_is_cleaning(app) || s == a->cleaning_s)
		return;
	a->cleaning_s = s;
	app->is_dirty = true;
	if (s)
		return;
	app->staff.page = SCREEN_STAFF;
	app->staff.part = 0;
	app->touched_ms = app->now_ms;
}

int64_t app_acts_next_ms(const struct app *app)
{
	const struct acts *a = &app->acts;
	int64_t next;

	if (!app_is_cleaning(app))
		return app_closed_next_ms(app);
	next = a->cleaning_until_ms - (int64_t)(a->cleaning_s - 1) * 1000;
	return next > app->now_ms ? next : app->now_ms + 1;
}

static void view_log(const struct act_log *log, struct ui_acts *view, struct arena *a)
{
	int count = log->count < LOG_SHOWN_MAX ? log->count : LOG_SHOWN_MAX;
	const char **lines = arena_array(a, (size_t)(count ? count : 1), sizeof(*lines));

	for (int i = 0; lines && i < count; i++)
		lines[i] = log->lines[log->count - 1 - i];
	view->log = lines;
	view->log_count = lines ? count : 0;
	view->log_total = log->count;
}

const struct ui_acts *app_acts_view(const struct app *app, struct arena *arena)
{
	const struct acts *a = &app->acts;
	struct ui_acts *view = arena_alloc(arena, sizeof(*view));
	struct hours_state hours = app_hours(app);

	if (!view)
		return NULL;
	*view = (struct ui_acts){
		.closed = app->settings.out_of_service || hours.is_open ? UI_CLOSED_BY_STAFF
									: UI_CLOSED_HOURS,
		.way = (enum ui_way)app->settings.counter_way,
		.is_locked = app->settings.closed_is_locked,
		.notice_languages = app->settings.notice_languages,
		.cleaning_s = a->cleaning_s,
		.cleaning_of_s = CLEANING_MS / 1000,
		.is_out_of_service = app->settings.out_of_service,
		.setting = a->setting,
		.print = a->print,
		.is_printing = a->is_printing,
		.code = a->code,
		.code_is_wrong = a->code_is_wrong,
		.starts = app->config.starts,
		.light = app->config.light,
		.sound = app->config.sound,
	};
	if (hours.opens) {
		view->opens_day = arena_strdup(arena, hours.opens_day);
		view->opens_at = arena_strdup(arena, hours.opens_at);
	}
	if (app->config.act_log && app->staff.page == SCREEN_STAFF_LOG)
		view_log(app->config.act_log, view, arena);
	if (app->staff.is_open)
		view->settings = app_settings_view(app, arena, &view->setting_count);
	return view;
}
