/* What staff print: sheets, and a visitor's list again from the code on their paper. Nothing of the
 * list is kept: it lives in an arena of its own, erased when the paper is out. */
#include <string.h>

#include "app/app_state.h"
#include "app/receipt_from_checklist.h"
#include "app/sheets.h"

#define LOG_PRINTED_MAX 60

static const char busy[] = "Skrivaren är upptagen. Vänta tills papperet är klart.";

bool app_sheet_can_start(struct app *app)
{
	struct acts *a = &app->acts;

	app->is_dirty = true;
	if (app->is_printing || a->is_printing)
		a->print = busy;
	else if (!app->can_print)
		a->print = "Skrivaren kan inte skriva ut nu. Se Papper och skrivare.";
	else
		return true;
	return false;
}

void app_sheet_start(struct app *app, const struct receipt *receipt, struct app_effects *effects)
{
	app->acts.is_printing = true;
	app->acts.print = "Skriver ut.";
	app_emit(effects,
		(struct app_effect){
			.kind = APP_EFFECT_PRINT, .receipt = receipt, .size = RECEIPT_REGULAR });
}

static enum err make_sheet(struct app *app, enum ui_sheet sheet, const struct receipt **receipt_out)
{
	const struct lang_table *langs = app->config.langs;
	struct arena *a = app->acts.arena;

	switch (sheet) {
	case UI_SHEET_STAFF:
		return sheet_from_markdown(a, langs, staff_sheet_text, receipt_out);
	case UI_SHEET_CARDS:
		return sheet_cards(a, langs, receipt_out);
	case UI_SHEET_KEYPAD:
		return sheet_keypad(a, langs, receipt_out);
	case UI_SHEET_LOG:
		return app->config.act_log ? sheet_log(a, langs, app->config.act_log,
						     LOG_PRINTED_MAX, receipt_out)
					   : ERR_MISSING;
	case UI_SHEETS:
		break;
	}
	return ERR_MISSING;
}

void app_sheet(struct app *app, enum ui_sheet sheet, struct app_effects *effects)
{
	static const char *const names[UI_SHEETS] = { "För personalen", "Språkkorten",
		"Knappsatsens tabell", "Loggen" };
	const struct receipt *receipt;

	if (sheet >= UI_SHEETS || !app_sheet_can_start(app))
		return;
	arena_erase(app->acts.arena);
	if (make_sheet(app, sheet, &receipt) != ERR_OK) {
		app->acts.print = "Det gick inte att göra sidan. Starta om kiosken.";
		return;
	}
	app_act(app, "Skrev ut", names[sheet], effects);
	app_sheet_start(app, receipt, effects);
}

void app_reprint_key(struct app *app, int symbol)
{
	struct acts *a = &app->acts;
	size_t size = strlen(a->code);

	if (app->staff.page != SCREEN_STAFF_REPRINT)
		return;
	a->code_is_wrong = false;
	if (symbol >= 0 && size + 1 < sizeof(a->code))
		a->code[size] = code_symbols[symbol];
	else if (symbol < 0 && size)
		a->code[size - 1] = '\0';
	app->is_dirty = true;
}

bool app_reprint_try(struct app *app)
{
	struct acts *a = &app->acts;
	int number = 0;

	app->is_dirty = true;
	a->code_is_wrong =
		code_read(app->config.content, a->code, &a->household, &number, NULL) != ERR_OK;
	return !a->code_is_wrong;
}

void app_reprint_scan(struct app *app, const char *code)
{
	app_acts_forget(app);
	memcpy(app->acts.code, code, strnlen(code, sizeof(app->acts.code) - 1));
	if (!app_reprint_try(app))
		return;
	app->staff.page = SCREEN_STAFF_REPRINT_LANG;
	app->staff.part = 0;
	app_move(app, 1);
}

static enum err make_list(
	struct app *app, const struct lang *lang, const struct receipt **receipt_out)
{
	struct acts *a = &app->acts;
	struct rich_context rich = app_rich(app);
	const struct checklist *list;
	const struct receipt *receipt;
	struct receipt *marked = arena_alloc(a->arena, sizeof(*marked));
	char code[CODE_TEXT_MAX] = "";
	enum err err = marked ? checklist_create_family(a->arena, app->config.content,
					&a->household, app->today, &list)
			      : ERR_MEMORY;

	rich.lang = lang;
	if (err == ERR_OK)
		err = code_write(
			app->config.content, &a->household, app->config.content_number, code);
	if (err == ERR_OK)
		err = receipt_from_checklist(a->arena, &rich, list, code, &receipt);
	explicit_bzero(code, sizeof(code));
	if (err != ERR_OK)
		return err;
	*marked = *receipt;
	marked->copy = 2;
	*receipt_out = marked;
	return ERR_OK;
}

void app_reprint(struct app *app, const struct lang *lang, struct app_effects *effects)
{
	const struct receipt *receipt;
	bool good;

	if (!app_sheet_can_start(app))
		return;
	arena_erase(app->acts.arena);
	good = make_list(app, lang, &receipt) == ERR_OK;
	app_acts_forget(app);
	if (!good) {
		arena_erase(app->acts.arena);
		app->acts.print = "Den koden ger ingen lista.";
		return;
	}
	app_act(app, "Skrev ut en lista igen från sin kod", NULL, effects);
	app_sheet_start(app, receipt, effects);
}

static void finish(struct app *app, const char *how)
{
	app->acts.is_printing = false;
	app->acts.print = app->staff.is_open ? how : NULL;
	arena_erase(app->acts.arena);
	app->is_dirty = true;
}

bool app_sheet_on_print(struct app *app, const struct print_report *report)
{
	if (!app->acts.is_printing)
		return false;
	switch (report->state) {
	case PRINT_IDLE: /* a visitor's paper or the visit's end took the printer */
		finish(app, "Utskriften avbröts.");
		return true;
	case PRINT_STARTING:
	case PRINT_SENDING:
	case PRINT_FINISHING:
		return true;
	case PRINT_WAITING:
		app->acts.print = "Skrivaren väntar: se efter papper och lucka.";
		app->is_dirty = true;
		return true;
	case PRINT_DONE:
		finish(app, "Klart. Ta papperet.");
		return true;
	case PRINT_FAILED:
		finish(app, "Det gick inte att skriva ut. Se Papper och skrivare.");
		return true;
	}
	return true;
}
