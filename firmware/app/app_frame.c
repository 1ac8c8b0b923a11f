/* The picture for a state, and when the next one is due. */
#include <string.h>

#include "app/app.h"
#include "app/app_state.h"
#include "ui/view.h"

/* How far the new page stands off its place when it comes in. */
#define TRANSITION_MM 5.0

static enum ui_screen shown_screen(const struct app *app)
{
	if (app->staff.is_open)
		return app->staff.page;
	if (app_is_closed(app))
		return SCREEN_CLOSED;
	return app->is_warning ? SCREEN_IDLE_WARNING : app->visit.place.screen;
}

static int64_t erase_at(const struct app *app)
{
	if (app->config.is_preview || app->staff.is_open)
		return INT64_MAX;
	if (app->is_warning)
		return app->touched_ms + IDLE_WARNING_MS + IDLE_COUNTDOWN_MS;
	if (app->visit.place.screen == SCREEN_FINISH)
		return app->touched_ms + FINISH_MS;
	return INT64_MAX;
}

int app_countdown_s(const struct app *app, int64_t now_ms)
{
	int64_t at = erase_at(app), left = at - now_ms;

	if (at == INT64_MAX)
		return 0;
	return left <= 0 ? 0 : (int)((left + 999) / 1000);
}

bool app_is_moving(const struct app *app, int64_t now_ms)
{
	return app->direction && now_ms - app->moved_ms < TRANSITION_MS;
}

static int shift_px(const struct app *app, int64_t now_ms)
{
	int64_t left = TRANSITION_MS - (now_ms - app->moved_ms);
	int most = panel_px(app->config.panel, TRANSITION_MM);

	if (!app_is_moving(app, now_ms))
		return 0;
	/* Fast at first, then settling: the square of what is left. */
	return (int)(app->direction * most * left * left / (TRANSITION_MS * TRANSITION_MS));
}

static struct ui_view make_view(
	const struct app *app, const struct answers *answers, int64_t now_ms)
{
	const struct app_config *c = &app->config;
	const struct visit *v = &app->visit;
	struct ui_view view = {
		.screen = shown_screen(app),
		.rich = app_rich(app),
		.engine = c->engine,
		.theme = &app->theme,
		.in_visit = v->is_active,
		.part = v->place.part,
		.station = v->place.station,
		.here_station = app->checklist ? checklist_station(app->checklist) : 0,
		.guide_page = v->place.page,
		.question = v->place.question,
		.answers = answers,
		.checklist = app->checklist,
		.code = v->code,
		.code_is_wrong = v->code_is_wrong,
		.code_content = v->code_content,
		.content_number = c->content_number,
		.person = v->person,
		.person_count = v->household.person_count,
		.find_list = (enum find_list)v->place.find,
		.find = app->find,
		.letter = v->place.letter,
		.can_print = app->can_print,
		.paper = v->shows_code ? UI_PAPER_FAILED_MIDWAY : v->paper,
		.fault = v->fault,
		.calls_staff = app_paper_is_low(app) ||
			       (app->paper.report.has_port && fault_info(app->paper.code)->stops),
		.qr = app->qr,
		.qr_size = app->qr_size,
		.countdown_s = app->countdown_s,
		.pressed = app->pressed,
		.shift_px = shift_px(app, now_ms),
		.is_called = app->call.is_open,
		.has_called = app->call.is_open && !app->call.is_left,
		.has_paper = v->has_paper,
	};

	if (app->staff.is_open) {
		view.rich.lang = lang_find(c->langs, "sv");
		view.theme = &app->staff_theme;
		view.staff = &app->staff.view;
		view.part = app->staff.part;
		view.checklist = NULL;
	}
	if (v->place.guide < c->content->guide_count)
		view.guide = c->content->guides[v->place.guide];
	if (view.screen == SCREEN_QUESTION)
		visit_question_count(
			v, c->content, app->today, &view.question_number, &view.question_count);
	return view;
}

/* The index is made when it is shown first, and again for another language or list. */
static void make_find(struct app *app)
{
	struct rich_context rich = app_rich(app);
	enum find_list list = (enum find_list)app->visit.place.find;

	if (shown_screen(app) != SCREEN_FIND ||
		(app->find && app->find_lang == rich.lang && app->find_list == list))
		return;
	arena_erase(app->find_arena);
	if (find_index_create(app->find_arena, &rich, list, &app->find) != ERR_OK)
		app->find = NULL;
	app->find_lang = rich.lang;
	app->find_list = list;
}

const struct drawlist *app_frame(struct app *app, int64_t now_ms, struct rect *dirty_out)
{
	int back = !app->front, countdown = app_countdown_s(app, now_ms);
	struct answers answers;
	struct ui_view view;

	if (now_ms > app->now_ms)
		app->now_ms = now_ms;
	*dirty_out = (struct rect){ 0 };
	if (app->direction) {
		app->is_dirty = true;
		if (!app_is_moving(app, now_ms))
			app->direction = 0;
	}
	if (countdown != app->countdown_s) {
		app->countdown_s = countdown;
		app->is_dirty = true;
	}
	if (app->has_frame && !app->is_dirty)
		return &app->frames[app->front];
	arena_erase(app->frame_arenas[back]);
	drawlist_init(&app->frames[back], app->frame_arenas[back]);
	make_find(app);
	app->staff.view.is_called = app->call.is_open;
	app->staff.view.languages_first = app->settings.languages_first;
	answers = visit_answers(&app->visit, app->config.content);
	if (app->staff.is_open)
		app_paper_view(app, app->frame_arenas[back], &app->staff.view.paper);
	view = make_view(app, &answers, now_ms);
	view.acts = app_acts_view(app, app->frame_arenas[back]);
	if (view.screen == SCREEN_CLOSED)
		view.part = app->acts.notice_part;
	app->part_count = screen_build(&view, &app->frames[back]).part_count;
	if (!app->staff.is_open && app->visit.place.part >= app->part_count)
		app->visit.place.part = app->part_count - 1;
	explicit_bzero(&answers, sizeof(answers));
	if (app->has_frame)
		*dirty_out = drawlist_difference(&app->frames[app->front], &app->frames[back]);
	else
		*dirty_out = (struct rect){ 0, 0, app->config.panel->width_px,
			app->config.panel->height_px };
	if (app->erases_frames) {
		arena_erase(app->frame_arenas[app->front]);
		app->frames[app->front] = (struct drawlist){ 0 };
		app->erases_frames = false;
	}
	app->front = back;
	app->has_frame = true;
	app->is_dirty = false;
	return &app->frames[app->front];
}

/* Of the visit, or of the staff's pages over it. */
static int64_t visit_next_ms(const struct app *app)
{
	int64_t next = INT64_MAX, at = erase_at(app);

	if (app_is_cleaning(app))
		return app_acts_next_ms(app);
	if (app->staff.is_open)
		return app_staff_next_ms(app);
	if (!app_is_visit(app))
		return app_acts_next_ms(app);
	if ((app->is_printing && !app->is_waiting) || app->config.is_preview)
		return INT64_MAX;
	/* A countdown changes when a whole second has passed. */
	if (at != INT64_MAX)
		return at - (int64_t)(app->countdown_s - 1) * 1000 > app->now_ms
			       ? at - (int64_t)(app->countdown_s - 1) * 1000
			       : app->now_ms + 1;
	next = app->touched_ms + (app_waits_for_visitor(app) ? GREETING_MS : IDLE_WARNING_MS);
	return next > app->now_ms ? next : app->now_ms + 1;
}

int64_t app_next_ms(const struct app *app)
{
	int64_t visit, call;

	if (app->direction)
		return app->now_ms + FRAME_MS;
	if (app->is_dirty)
		return app->now_ms;
	visit = visit_next_ms(app);
	call = app_call_next_ms(app);
	return visit < call ? visit : call;
}

const char *app_screen(const struct app *app)
{
	return screen_name(shown_screen(app));
}

const struct lang *app_lang(const struct app *app)
{
	return app->visit.lang;
}
