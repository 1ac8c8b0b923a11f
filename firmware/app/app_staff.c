/* The staff's pages, over the visit and without touching it.
 *
 *   closed --staff--> PIN --right--> pages --lock, 60 s, language--> closed
 *   closed ------ staff's card ----> pages
 *                      |  ^
 *                wrong |  | time
 *                      v  |
 *                     LOCKED          first PIN: CHOOSE -> REPEAT -> pages
 *
 * What is typed leaves this file as an effect and is overwritten at once. */
#include <string.h>

#include "app/app_state.h"

static void forget_pin(struct staff *s)
{
	explicit_bzero(s->pin, sizeof(s->pin));
	s->view.typed = 0;
}

static void log_act(struct app_effects *effects, const char *what)
{
	app_emit(effects, (struct app_effect){ .kind = APP_EFFECT_LOG, .log = what });
}

static void show_pad(struct app *app, enum ui_pin pin)
{
	struct staff *s = &app->staff;

	s->is_open = true;
	s->page = SCREEN_STAFF_PIN;
	s->part = 0;
	s->view.pin = pin;
	s->view.version = app->config.version ? app->config.version : "";
	forget_pin(s);
}

void app_staff_open(struct app *app, struct app_effects *effects)
{
	struct staff *s = &app->staff;

	show_pad(app, UI_PIN_ASK);
	s->view.printer = "";
	app_emit(effects, (struct app_effect){ .kind = APP_EFFECT_STAFF_PAD });
	app_move(app, 1);
}

/* The visitor finds everything as it was, with all the time there is. */
void app_staff_leave(struct app *app, struct app_effects *effects)
{
	struct staff *s = &app->staff;

	if (s->page != SCREEN_STAFF_PIN)
		log_act(effects, "staff=left");
	app_update_turn(app, SCREENS, effects);
	app_acts_leave_page(app, effects);
	forget_pin(s);
	explicit_bzero(s->first, sizeof(s->first));
	s->is_open = false;
	/* The page for help has done its work: whoever was called has been here. */
	if (s->page != SCREEN_STAFF_PIN && app->visit.place.screen == SCREEN_HELP)
		visit_pop(&app->visit);
	app->touched_ms = app->now_ms;
	app_move(app, -1);
}

static void open_pages(struct app *app, struct app_effects *effects)
{
	app->staff.page = SCREEN_STAFF;
	app->staff.part = 0;
	app_act(app, "Öppnade personalens sidor", NULL, effects);
	app_move(app, 1);
}

static void enter_pin(struct app *app, struct app_effects *effects)
{
	struct staff *s = &app->staff;

	if (s->view.typed < PIN_DIGITS)
		return;
	if (s->view.pin == UI_PIN_CHOOSE || s->view.pin == UI_PIN_WEAK) {
		memcpy(s->first, s->pin, sizeof(s->first));
		s->view.pin = UI_PIN_REPEAT;
	} else if (s->view.pin == UI_PIN_REPEAT && strcmp(s->first, s->pin) != 0) {
		s->view.pin = UI_PIN_WEAK;
	} else {
		enum app_effect_kind kind =
			s->view.pin == UI_PIN_REPEAT ? APP_EFFECT_PIN_SET : APP_EFFECT_PIN_TRY;

		/* A copy: the effect is carried out after the fields are empty. */
		memcpy(app->staff_pin, s->pin, sizeof(app->staff_pin));
		app_emit(effects, (struct app_effect){ .kind = kind, .pin = app->staff_pin });
	}
	forget_pin(s);
	app->is_dirty = true;
}

static void type_digit(struct app *app, int digit, struct app_effects *effects)
{
	struct staff *s = &app->staff;

	if (s->view.pin == UI_PIN_LOCKED || s->view.pin == UI_PIN_NONE)
		return;
	if (digit == -2) {
		enter_pin(app, effects);
		return;
	}
	if (digit >= 0 && digit <= 9 && s->view.typed < PIN_DIGITS)
		s->pin[s->view.typed++] = (char)('0' + digit);
	else if (digit == -1 && s->view.typed)
		s->pin[--s->view.typed] = '\0';
	app->is_dirty = true;
}

static void take_off(
	struct app *app, enum withdrawn_kind kind, const char *id, struct app_effects *effects)
{
	bool is_back = withdrawals_has(&app->withdrawn, kind, id);

	if (kind == WITHDRAWN_TOPIC)
		app_act(app, is_back ? "Visade ett ämne igen" : "Tog bort ett ämne", id, effects);
	else
		app_act(app, is_back ? "Visade en uppgift igen" : "Tog bort en uppgift", id,
			effects);
	app_emit(effects, (struct app_effect){ .kind = APP_EFFECT_WITHDRAW,
				  .withdrawn_kind = kind,
				  .id = id,
				  .is_withdrawn = !is_back });
}

/* Behind the PIN. */
static void act_inside(struct app *app, struct ui_action action, struct app_effects *effects)
{
	const struct content *c = app->config.content;
	struct staff *s = &app->staff;

	if (app_update_act(app, action, effects))
		return;
	switch (action.kind) {
	case ACTION_STAFF_PAGE:
		app_update_turn(app, (enum ui_screen)action.a, effects);
		app_acts_leave_page(app, effects);
		s->part = 0;
		s->view.card = UI_CARD_NONE;
		app_move(app, action.a == SCREEN_STAFF ? -1 : 1);
		s->page = (enum ui_screen)action.a;
		return;
	case ACTION_MORE:
		s->part = (s->part + 1) % app->part_count;
		app_move(app, 1);
		return;
	case ACTION_STAFF_LANG:
		app_act(app, "Bytte språk åt en besökare", NULL, effects);
		app_staff_leave(app, effects);
		app_staff_language(app, &app->config.langs->langs[action.a]);
		return;
	case ACTION_STAFF_TOPIC:
		take_off(app, WITHDRAWN_TOPIC, c->guides[action.a]->id, effects);
		return;
	case ACTION_STAFF_FACT:
		take_off(app, WITHDRAWN_FACT, c->facts[action.a].id, effects);
		return;
	case ACTION_CALL_TAKEN:
		app_call_take(app, effects);
		return;
	case ACTION_STAFF_CARD:
		app_act(app, "Skrev ut ett nytt personalkort", NULL, effects);
		app_emit(effects, (struct app_effect){ .kind = APP_EFFECT_STAFF_CARD });
		return;
	default:
		if (!app_paper_act(app, action, effects))
			app_acts_inside(app, action, effects);
		return;
	}
}

bool app_staff_act(struct app *app, struct ui_action action, struct app_effects *effects)
{
	struct staff *s = &app->staff;

	if (action.kind == ACTION_STAFF)
		app_staff_open(app, effects);
	else if (!s->is_open)
		return false;
	else if (action.kind == ACTION_STAFF_LEAVE)
		app_staff_leave(app, effects);
	else if (action.kind == ACTION_PIN && s->page == SCREEN_STAFF_PIN)
		type_digit(app, action.a, effects);
	else if (s->page != SCREEN_STAFF_PIN)
		act_inside(app, action, effects);
	return true;
}

static void take_reply(struct app *app, const struct app_staff_reply *reply)
{
	struct staff *s = &app->staff;

	s->view.printer = reply->printer ? reply->printer : "";
	memcpy(s->view.digits, reply->digits, sizeof(s->view.digits));
	s->locked_until_ms = app->now_ms + reply->locked_ms;
	s->view.wait_s = (int)((reply->locked_ms + 999) / 1000);
	app->is_dirty = true;
}

void app_staff_on_reply(
	struct app *app, const struct app_staff_reply *reply, struct app_effects *effects)
{
	struct staff *s = &app->staff;

	explicit_bzero(app->staff_pin, sizeof(app->staff_pin));
	if (!s->is_open)
		return;
	take_reply(app, reply);
	if (reply->is_open && s->page == SCREEN_STAFF_PIN) {
		open_pages(app, effects);
		return;
	}
	s->view.pin = reply->pin;
	if (reply->was_wrong)
		log_act(effects, "staff=wrong-pin");
}

/* Over whatever is shown; a card that opens nothing leads to the pad, which says so. */
void app_staff_on_card(
	struct app *app, const struct app_staff_reply *reply, struct app_effects *effects)
{
	struct staff *s = &app->staff;
	bool is_inside = s->is_open && s->page != SCREEN_STAFF_PIN;

	app->touched_ms = app->now_ms;
	app->is_warning = false;
	gesture_cancel(&app->gesture);
	app->pressed[0] = '\0';
	if (reply->was_wrong)
		log_act(effects, "staff=wrong-card");
	if (is_inside)
		return;
	show_pad(app, reply->pin);
	take_reply(app, reply);
	if (reply->is_open)
		open_pages(app, effects);
	else
		app_move(app, 1);
}

void app_staff_on_time(struct app *app, struct app_effects *effects)
{
	struct staff *s = &app->staff;
	int64_t left = s->locked_until_ms - app->now_ms;
	int wait_s = left > 0 ? (int)((left + 999) / 1000) : 0;

	if (!s->is_open)
		return;
	if (app->now_ms - app->touched_ms >= STAFF_IDLE_MS) {
		app_staff_leave(app, effects);
		return;
	}
	if (s->view.pin != UI_PIN_LOCKED || wait_s == s->view.wait_s)
		return;
	s->view.wait_s = wait_s;
	if (!wait_s)
		s->view.pin = UI_PIN_ASK;
	app->is_dirty = true;
}

int64_t app_staff_next_ms(const struct app *app)
{
	const struct staff *s = &app->staff;
	int64_t next = app->touched_ms + STAFF_IDLE_MS;
	int64_t second = s->locked_until_ms - (int64_t)(s->view.wait_s - 1) * 1000;

	if (s->view.pin == UI_PIN_LOCKED && second < next)
		next = second;
	return next > app->now_ms ? next : app->now_ms + 1;
}

bool app_is_staff(const struct app *app)
{
	return app->staff.is_open;
}
