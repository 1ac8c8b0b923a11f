/* What the kiosk knows of its printer's paper and faults, beside any visit: the metre counter, the
 * last faults, the page that shows them to staff, the self-test page. Nothing of a visitor. */
#include <stdio.h>
#include <string.h>

#include "app/app_state.h"
#include "app/receipt_self_test.h"

#define MM_OF_M 1000
#define MINUTE_MS 60000

/* Once a job, and when a roll is changed: no more writes than that. */
void app_paper_keep(struct app *app, struct app_effects *effects)
{
	app->paper.kept_mm = app->paper.meter.total_mm;
	app_emit(effects,
		(struct app_effect){ .kind = APP_EFFECT_PAPER, .paper = app->paper.meter });
}

bool app_paper_is_low(const struct app *app)
{
	return paper_meter_is_low(&app->paper.meter, app->settings.roll_m * MM_OF_M,
		app->settings.roll_warn_m * MM_OF_M);
}

static void remember_fault(struct app_paper *p, enum fault_code code, const struct app *app)
{
	const struct app_fault fault = { code, app->now_ms, { 0 } };

	memmove(p->faults + 1, p->faults, sizeof(p->faults) - sizeof(*p->faults));
	p->faults[0] = fault;
	memcpy(p->faults[0].day, app->today, sizeof(p->faults[0].day));
	p->fault_count++;
}

static bool is_job(enum print_state state)
{
	return state == PRINT_STARTING || state == PRINT_SENDING || state == PRINT_FINISHING;
}

void app_paper_on_report(
	struct app *app, const struct print_report *now, struct app_effects *effects)
{
	struct app_paper *p = &app->paper;
	enum fault_code code = fault_code_of(now);
	bool was_low = app_paper_is_low(app), is_changed;

	/* Another printer object counts from nothing again. */
	paper_meter_feed(&p->meter, now->fed_mm - (now->fed_mm < p->fed_mm ? 0 : p->fed_mm));
	p->fed_mm = now->fed_mm;
	is_changed = paper_meter_sense(&p->meter, &now->status, app->settings.roll_m * MM_OF_M,
		app->settings.roll_warn_m * MM_OF_M);
	if (is_changed || (p->meter.total_mm != p->kept_mm && !is_job(now->state)))
		app_paper_keep(app, effects);
	if (code != p->code && code != FAULT_CODE_WELL && code != FAULT_CODE_PAPER_LOW)
		remember_fault(p, code, app);
	if (code != p->code || was_low != app_paper_is_low(app) ||
		(app->staff.is_open && app->staff.page == SCREEN_STAFF_PAPER))
		app->is_dirty = true;
	p->code = code;
	p->report = *now;
	snprintf(p->identity, sizeof(p->identity), "%s", now->identity ? now->identity : "");
	p->report.identity = p->identity;
}

static bool can_test(const struct app *app)
{
	return app->can_print && !app->is_printing && !app->acts.is_printing &&
	       app->config.printer_model;
}

static void print_test(struct app *app, struct app_effects *effects)
{
	const struct self_test test = { .model = app->config.printer_model,
		.langs = app->config.langs,
		.today = app->today,
		.version = app->config.version,
		.content_number = app->config.content_number,
		.meter = app->paper.meter,
		.roll_mm = app->settings.roll_m * MM_OF_M,
		.report = app->paper.report };
	const struct receipt *receipt;

	if (!can_test(app) || !app_sheet_can_start(app))
		return;
	arena_erase(app->acts.arena);
	if (receipt_self_test(app->acts.arena, &test, &receipt) != ERR_OK)
		return;
	app_act(app, "Skrev ut", "Provutskrift", effects);
	app_sheet_start(app, receipt, effects);
}

bool app_paper_act(struct app *app, struct ui_action action, struct app_effects *effects)
{
	if (action.kind == ACTION_STAFF_TEST_PAGE) {
		print_test(app, effects);
		return true;
	}
	if (action.kind != ACTION_STAFF_NEW_ROLL)
		return false;
	paper_meter_new_roll(&app->paper.meter);
	app_paper_keep(app, effects);
	app_act(app, "Ny rulle isatt", NULL, effects);
	app->is_dirty = true;
	return true;
}

/* ---------------------------------------------------------------- for the staff's page */

static const char *left_words(const struct app *app, struct arena *a)
{
	int roll_mm = app->settings.roll_m * MM_OF_M;
	int left = paper_meter_left_mm(&app->paper.meter, roll_mm);

	if (left < 0)
		return "Rullens längd är inte inställd.";
	if (left == 0)
		return "Rullen kan ta slut när som helst.";
	return arena_printf(a, "Ungefär %d m kvar av %d m.", (left + MM_OF_M / 2) / MM_OF_M,
		app->settings.roll_m);
}

static const char *fault_words(const struct app *app, const struct app_fault *f, struct arena *a)
{
	int minutes = (int)((app->now_ms - f->at_ms) / MINUTE_MS);
	const struct fault_info *info = fault_info(f->code);

	if (minutes < 1)
		return arena_printf(a, "%s, nyss: %s", info->code, info->sentence);
	if (minutes < 60)
		return arena_printf(
			a, "%s, för %d min sedan: %s", info->code, minutes, info->sentence);
	return arena_printf(a, "%s, %s: %s", info->code, f->day, info->sentence);
}

void app_paper_view(const struct app *app, struct arena *a, struct ui_staff_paper *out)
{
	const struct app_paper *p = &app->paper;
	const struct fault_info *info = fault_info(p->code);

	*out = (struct ui_staff_paper){ .code = info->code,
		.sentence = info->sentence,
		.is_well = p->code == FAULT_CODE_WELL,
		.is_low = app_paper_is_low(app),
		.left = left_words(app, a),
		.total = arena_printf(a, "%d m papper och %d %s sedan kiosken var ny.",
			p->meter.total_mm / MM_OF_M, p->meter.rolls,
			p->meter.rolls == 1 ? "ny rulle" : "nya rullar"),
		.not_kept = p->not_kept,
		.can_test = can_test(app),
		.is_testing = app->acts.is_printing,
		.fault_total = p->fault_count };
	/* The count knows before the sensor. */
	if (out->is_well && out->is_low)
		info = fault_info(FAULT_CODE_PAPER_LOW);
	if (out->is_well && out->is_low)
		out->code = info->code, out->sentence = info->sentence, out->is_well = false;
	for (int i = 0; i < info->step_count && i < UI_PAPER_STEPS_MAX; i++)
		out->steps[out->step_count++] =
			(struct ui_paper_step){ info->steps[i].picture, info->steps[i].swedish };
	for (int i = 0; i < p->fault_count && i < UI_PAPER_FAULTS_MAX; i++)
		out->faults[out->faults_shown++] = fault_words(app, &p->faults[i], a);
}
