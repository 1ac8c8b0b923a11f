/* The staff's page about new content: what is touched there becomes effects, what comes of it comes
 * back as a message. The page is a door: a stick counts only while it is open. */
#include "app/app_state.h"

static void ask(struct app_effects *effects, enum ui_update_act act, int index)
{
	app_emit(effects,
		(struct app_effect){
			.kind = APP_EFFECT_UPDATE, .update_act = act, .update_index = index });
}

void app_update_turn(struct app *app, enum ui_screen to, struct app_effects *effects)
{
	bool was_here = app->staff.is_open && app->staff.page == SCREEN_STAFF_UPDATE;

	if (was_here && to != SCREEN_STAFF_UPDATE)
		ask(effects, UI_ACT_CLOSE, 0);
	if (!was_here && to == SCREEN_STAFF_UPDATE)
		ask(effects, UI_ACT_OPEN, 0);
}

bool app_update_act(struct app *app, struct ui_action action, struct app_effects *effects)
{
	if (action.kind != ACTION_UPDATE && action.kind != ACTION_UPDATE_INSTALL)
		return false;
	app->staff.part = 0;
	if (action.kind == ACTION_UPDATE_INSTALL)
		app_act(app, "Installerade nytt innehåll", NULL, effects);
	else if (action.a == UI_ACT_GO_BACK)
		app_act(app, "Gick tillbaka till innehållet före", NULL, effects);
	if (action.kind == ACTION_UPDATE_INSTALL)
		ask(effects, UI_ACT_INSTALL, action.a);
	else
		ask(effects, (enum ui_update_act)action.a, 0);
	return true;
}

void app_update_on_message(struct app *app, const struct ui_update *update)
{
	struct staff *s = &app->staff;
	bool is_turned = s->update.state != update->state;

	s->update = *update;
	s->view.update = &s->update;
	if (!s->is_open || s->page != SCREEN_STAFF_UPDATE)
		return;
	app->is_dirty = true;
	if (is_turned)
		s->part = 0;
	/* Whoever waits for it stands there, though nobody touches anything. */
	if (update->state == UI_UPDATE_WORKING || update->state == UI_UPDATE_GOING_BACK ||
		is_turned)
		app->touched_ms = app->now_ms;
}
