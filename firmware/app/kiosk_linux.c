#include "app/kiosk_linux.h"

#include <stdlib.h>
#include <string.h>

#include "app/hours.h"
#include "app/kiosk_store_linux.h"
#include "app/paper_file_linux.h"
#include "app/printer_identity_linux.h"
#include "app/screen_light_linux.h"
#include "app/withdrawn_linux.h"
#include "base/day.h"
#include "platform/log_linux.h"
#include "print/fault_codes.h"
#include "print/port_open_linux.h"

/* A printer that was not there is looked for again when somebody touches the screen. */
#define PORT_RETRY_MS 3000
#define DAY_MS 86400000
#define CLOCK_DRIFT_MS 2000 /* smaller differences are rounding, not a clock that was set */

static void tell_app(struct kiosk *k, const struct app_msg *msg, int64_t now_ms);

static const char *fault_name(enum print_fault fault)
{
	switch (fault) {
	case PRINT_FAULT_NONE:
		return "none";
	case PRINT_FAULT_NO_PRINTER:
		return "no-printer";
	case PRINT_FAULT_PAPER_END:
		return "paper-end";
	case PRINT_FAULT_COVER:
		return "cover-open";
	case PRINT_FAULT_CUTTER:
		return "cutter";
	case PRINT_FAULT_OFFLINE:
		return "offline";
	case PRINT_FAULT_GONE:
		return "gone";
	case PRINT_FAULT_STUCK:
		return "stuck";
	case PRINT_FAULT_INTERNAL:
		return "internal";
	}
	return "unknown";
}

static bool is_news_of_paper(const struct print_report *before, const struct print_report *now)
{
	return fault_code_of(before) != fault_code_of(now) ||
	       before->status.is_known != now->status.is_known ||
	       before->status.paper != now->status.paper ||
	       before->status.cover_open != now->status.cover_open;
}

static void keep_paper(struct kiosk *k, const struct paper_meter *meter, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_PAPER };
	struct diag d = { 0 };

	msg.cannot_keep = paper_file_save(k->options.state_dir, meter, &d) != ERR_OK;
	if (d.text[0])
		log_line(LOG_ERROR, "paper", "%s", d.text);
	if (msg.cannot_keep)
		tell_app(k, &msg, now_ms);
}

static void report(struct kiosk *k, struct print_report now, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_PRINT, .report = now };
	struct print_report before = k->report;
	struct diag d = { 0 };

	k->report = now;
	printer_identity_take(k, &now, now_ms);
	if (k->simulator && receipts_save(&k->receipts, k->simulator, &k->model, &d) != ERR_OK)
		log_line(LOG_ERROR, "printer", "%s", d.text);
	if (before.state == now.state && before.fault == now.fault &&
		before.can_print == now.can_print && before.paper_low == now.paper_low &&
		before.has_port == now.has_port && !is_news_of_paper(&before, &now))
		return;
	if (before.can_print != now.can_print || before.fault != now.fault)
		log_line(now.can_print ? LOG_INFO : LOG_WARNING, "printer", "can_print=%s fault=%s",
			now.can_print ? "yes" : "no", fault_name(now.fault));
	if (before.has_port && !now.has_port)
		log_line(LOG_WARNING, "printer",
			"%s: takes no bytes (switched off, unplugged, full or another address?); "
			"it "
			"is tried again when somebody touches the screen",
			k->options.printer);
	tell_app(k, &msg, now_ms);
}

static void start_print(struct kiosk *k, const struct app_effect *e, int64_t now_ms)
{
	struct print_report failed = { .state = PRINT_FAILED,
		.fault = PRINT_FAULT_INTERNAL,
		.can_print = k->report.can_print,
		.next_ms = INT64_MAX };

	/* Forget how the last job ended: this one may end the same way in a single step. */
	k->report.state = PRINT_IDLE;
	if (printer_start(k->printer, e->receipt, e->size, now_ms) == ERR_OK)
		report(k, printer_step(k->printer, now_ms), now_ms);
	else
		report(k, failed, now_ms);
}

static void answer_staff(struct kiosk *k, const struct app_effect *e, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_STAFF };
	struct diag d = { 0 };

	if (e->kind == APP_EFFECT_PIN_TRY)
		staff_pin_try(&k->staff_pin, e->pin, now_ms, &msg.staff, &d);
	else if (e->kind == APP_EFFECT_PIN_SET)
		staff_pin_set(&k->staff_pin, e->pin, now_ms, &msg.staff, &d);
	else
		staff_pin_pad(&k->staff_pin, now_ms, &msg.staff);
	if (d.text[0])
		log_line(LOG_ERROR, "staff", "%s", d.text);
	msg.staff.printer = kiosk_printer_in_swedish(k);
	tell_app(k, &msg, now_ms);
}

static void withdraw_for_staff(struct kiosk *k, const struct app_effect *e, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_WITHDRAWN, .withdrawn = &k->withdrawn };
	struct diag d = { 0 };

	if (kiosk_withdraw(k, e->withdrawn_kind, e->id, e->is_withdrawn, now_ms, &d) == ERR_OK &&
		k->options.state_dir)
		return;
	if (d.text[0])
		log_line(LOG_ERROR, "withdrawn", "%s", d.text);
	msg.cannot_keep = true;
	tell_app(k, &msg, now_ms);
}

static void keep_settings(struct kiosk *k, const struct settings *wanted, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_SETTINGS, .settings = &k->settings.now };
	struct diag d = { 0 };

	k->settings.now = *wanted;
	screen_light_apply(
		&k->settings.now, k->light, sizeof(k->light), k->sound, sizeof(k->sound));
	msg.cannot_keep = settings_save(&k->settings, &d) != ERR_OK || !k->options.state_dir;
	if (d.text[0])
		log_line(LOG_ERROR, "settings", "%s", d.text);
	tell_app(k, &msg, now_ms);
}

/* Today and the time of day, reckoned on from when they were told. */
static int64_t local_time(const struct kiosk *k, int64_t now_ms, char day_out[11])
{
	int64_t day_ms = k->options.has_time ? k->options.day_ms + now_ms - k->told_ms : 0;
	int day = 0;

	memcpy(day_out, k->options.today, 11);
	if (day_parse(k->options.today, &day))
		day_write(day + (int)(day_ms / DAY_MS), day_out);
	return day_ms % DAY_MS;
}

static void keep_act(struct kiosk *k, const struct app_effect *e, int64_t now_ms)
{
	char line[ACT_LINE_BYTES], day[11];
	int64_t day_ms = local_time(k, now_ms, day);
	struct diag d = { 0 };

	act_line_write(line, day, day_ms, e->log, e->id);
	if (act_log_append(&k->acts, line, &d) != ERR_OK)
		log_line(LOG_ERROR, "staff", "%s", d.text);
	log_line(LOG_INFO, "staff", "act=\"%s\"", line + strlen("YYYY-MM-DD HH:MM "));
}

static void tell_app(struct kiosk *k, const struct app_msg *msg, int64_t now_ms)
{
	struct app_effects effects = { 0 };

	app_step(k->app, msg, now_ms, &effects);
	for (int i = 0; i < effects.count; i++) {
		const struct app_effect *e = &effects.items[i];

		switch (e->kind) {
		case APP_EFFECT_PRINT:
			start_print(k, e, now_ms);
			break;
		case APP_EFFECT_PRINT_FORGET:
			printer_forget(k->printer, now_ms);
			report(k, printer_step(k->printer, now_ms), now_ms);
			break;
		case APP_EFFECT_STAFF_PAD:
		case APP_EFFECT_PIN_TRY:
		case APP_EFFECT_PIN_SET:
			answer_staff(k, e, now_ms);
			break;
		case APP_EFFECT_WITHDRAW:
			withdraw_for_staff(k, e, now_ms);
			break;
		case APP_EFFECT_SETTINGS:
			keep_settings(k, &e->settings, now_ms);
			break;
		case APP_EFFECT_UPDATE:
			kiosk_update_act(k, e->update_act, e->update_index);
			break;
		case APP_EFFECT_PAPER:
			keep_paper(k, &e->paper, now_ms);
			break;
		case APP_EFFECT_LOG:
			log_line(LOG_INFO, "app", "%s", e->log);
			break;
		case APP_EFFECT_ACT:
			keep_act(k, e, now_ms);
			break;
		case APP_EFFECT_CALL:
			caller_call(k->caller, e->is_on, now_ms);
			break;
		case APP_EFFECT_STAFF_CARD:
			kiosk_make_staff_card(k, now_ms);
			break;
		}
	}
}

/* Somebody is here and there is no printer: perhaps it was plugged in meanwhile. */
static void look_for_printer(struct kiosk *k, int64_t now_ms)
{
	struct port port = { 0 };
	bool is_busy = k->report.state == PRINT_STARTING || k->report.state == PRINT_SENDING ||
		       k->report.state == PRINT_FINISHING;

	if (k->report.has_port || is_busy || now_ms - k->port_tried_ms < PORT_RETRY_MS)
		return;
	k->port_tried_ms = now_ms;
	if (k->simulator)
		port = port_simulator(k->simulator);
	else if (strcmp(k->options.printer, "none") == 0 ||
		 port_open(k->options.printer, &port, NULL) != ERR_OK)
		return;
	printer_set_port(k->printer, port, now_ms);
	report(k, printer_step(k->printer, now_ms), now_ms);
}

static void tell_update(struct kiosk *k, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_UPDATE };

	if (kiosk_update_step(k, &msg.update))
		tell_app(k, &msg, now_ms);
}

void kiosk_pointer(struct kiosk *k, enum pointer_phase phase, int x, int y, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_POINTER, .phase = phase, .x = x, .y = y };

	tell_app(k, &msg, now_ms);
	tell_update(k, now_ms); /* what was touched may have begun something */
	look_for_printer(k, now_ms);
}

void kiosk_step(struct kiosk *k, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_TIME };

	report(k, printer_step(k->printer, now_ms), now_ms);
	if (app_next_ms(k->app) <= now_ms)
		tell_app(k, &msg, now_ms);
	tell_update(k, now_ms);
	caller_step(k->caller, now_ms);
	kiosk_forget_inputs(k, now_ms);
}

void kiosk_set_today(struct kiosk *k, const char today[11], int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_TODAY };

	memcpy(msg.today, today, sizeof(msg.today));
	memcpy(k->options.today, today, sizeof(k->options.today));
	tell_app(k, &msg, now_ms);
}

void kiosk_set_clock(struct kiosk *k, const char today[11], int64_t day_ms, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_CLOCK, .day_ms = day_ms };
	char day[11];
	int64_t drift = local_time(k, now_ms, day) - day_ms;

	if (k->options.has_time && strcmp(day, today) == 0 && drift < CLOCK_DRIFT_MS &&
		drift > -CLOCK_DRIFT_MS && strcmp(k->options.today, today) == 0)
		return;
	memcpy(msg.today, today, sizeof(msg.today));
	memcpy(k->options.today, today, sizeof(k->options.today));
	k->options.day_ms = day_ms;
	k->options.has_time = true;
	k->told_ms = now_ms;
	tell_app(k, &msg, now_ms);
}

bool kiosk_has_hours(const struct kiosk *k)
{
	struct hours_state hours;

	hours_at(&k->settings.now, k->options.today, 0, &hours);
	return hours.is_set;
}

int64_t kiosk_next_ms(const struct kiosk *k)
{
	int64_t next = app_next_ms(k->app), call_ms = caller_next_ms(k->caller);

	if (k->report.next_ms < next)
		next = k->report.next_ms;
	for (int i = 0; i < KIOSK_INPUTS; i++)
		if (input_line_next_ms(&k->inputs[i]) < next)
			next = input_line_next_ms(&k->inputs[i]);
	return call_ms < next ? call_ms : next;
}

const struct drawlist *kiosk_frame(struct kiosk *k, int64_t now_ms, struct rect *dirty_out)
{
	return app_frame(k->app, now_ms, dirty_out);
}

enum err kiosk_withdraw(struct kiosk *k, enum withdrawn_kind kind, const char *id,
	bool is_withdrawn, int64_t now_ms, struct diag *d)
{
	struct app_msg msg = { .kind = APP_MSG_WITHDRAWN, .withdrawn = &k->withdrawn };
	bool is_known = kind == WITHDRAWN_TOPIC ? content_guide(k->content, id) != NULL
						: content_has_fact(k->content, id);

	if (!is_known)
		return diag_fail(d, ERR_MISSING, "there is no %s \"%.60s\" in this content",
			kind == WITHDRAWN_TOPIC ? "topic" : "fact", id);
	if (!is_withdrawn)
		withdrawals_remove(&k->withdrawn, kind, id);
	else if (withdrawals_add(&k->withdrawn, kind, id, k->options.today) != ERR_OK)
		return diag_fail(d, ERR_RANGE, "more than %d are withdrawn; bring one back first",
			WITHDRAWN_MAX);
	tell_app(k, &msg, now_ms);
	log_line(LOG_INFO, "withdrawn", "%s=%s %s", kind == WITHDRAWN_TOPIC ? "topic" : "fact", id,
		is_withdrawn ? "off" : "back");
	return withdrawn_save(k->options.state_dir, k->content_number, &k->withdrawn, d);
}

enum err kiosk_printer_fault(struct kiosk *k, const char *fault, int64_t now_ms, struct diag *d)
{
	enum err err;

	if (!k->simulator)
		return diag_fail(d, ERR_UNSUPPORTED,
			"only a simulated printer has faults on command; use --printer sim:DIR");
	err = simulator_fault(k->simulator, fault, d);
	if (err != ERR_OK)
		return err;
	k->port_tried_ms = now_ms - PORT_RETRY_MS;
	report(k, printer_step(k->printer, now_ms), now_ms);
	look_for_printer(k, now_ms);
	return ERR_OK;
}

void kiosk_tell(struct kiosk *k, const struct app_msg *msg, int64_t now_ms)
{
	tell_app(k, msg, now_ms);
}

bool kiosk_print(struct kiosk *k, const struct receipt *receipt, int64_t now_ms)
{
	k->report.state = PRINT_IDLE;
	if (printer_start(k->printer, receipt, RECEIPT_REGULAR, now_ms) != ERR_OK)
		return false;
	report(k, printer_step(k->printer, now_ms), now_ms);
	return true;
}

const char *kiosk_printer_in_swedish(const struct kiosk *k)
{
	return fault_info(fault_code_of(&k->report))->sentence;
}
