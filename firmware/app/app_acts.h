/* What staff do at the kiosk besides helping a visitor, and the closed notice: a part of struct
 * app, included by app_state.h. The functions are in app_acts.c (the log, cleaning), app_closed.c
 * (closed by staff or by the hours), app_settings.c (the settings' pages) and app_sheets.c (what
 * staff print). */
#pragma once

#include "app/hours.h"
#include "checklist/code.h"

#define CLEANING_MS 30000
#define NOTICE_TURN_MS 8000  /* a notice with more languages than the page holds turns by itself */
#define NOTICE_BACK_MS 60000 /* somebody went on from it and then did nothing */
#define ACT_DETAIL_BYTES 96
#define LOG_SHOWN_MAX 120

struct acts {
	/* the local time, as it was told at told_ms; day_ms < 0: nobody told it */
	char day[11];
	int64_t day_ms, told_ms;
	/* the closed notice */
	bool was_closed;        /* as the last step saw it */
	bool passes_notice;     /* the hours' notice was touched: the guide may be used */
	bool is_emergency_only; /* a language was chosen where only the emergency page is open */
	int notice_part;
	int64_t notice_turned_ms;
	/* the staff's pages */
	int64_t cleaning_until_ms;
	int cleaning_s; /* as shown */
	int setting, setting_before;
	bool has_setting;
	char detail[ACT_DETAIL_BYTES]; /* of the act that is being told; lives for one step */
	struct arena *arena;           /* the sheet that prints, erased after it */
	bool is_printing;
	const char *print; /* how it fares, static; NULL: nothing was printed */
	char code[CODE_TEXT_MAX];
	bool code_is_wrong;
	struct household household; /* of the code, until it is printed */
};

struct app;

/* ---- app_acts.c ---- */
/* Everything staff do goes through here, in Swedish and without anything of a visitor. act is
 * static; detail is copied and may be NULL. */
void app_act(struct app *app, const char *act, const char *detail, struct app_effects *effects);
/* An action on one of the pages of this file. */
void app_acts_inside(struct app *app, struct ui_action action, struct app_effects *effects);
/* The staff's page changes or closes: what was half typed is forgotten. */
void app_acts_leave_page(struct app *app, struct app_effects *effects);
void app_acts_forget(struct app *app);
bool app_is_cleaning(const struct app *app);
/* Between visits and on the staff's pages: when something of this changes by itself. */
int64_t app_acts_next_ms(const struct app *app);
void app_acts_on_time(struct app *app);
/* For the frame; in its arena. NULL when there is no memory. */
const struct ui_acts *app_acts_view(const struct app *app, struct arena *a);

/* ---- app_closed.c ---- */
/* The notice stands instead of what the visitor's place would show. */
bool app_is_closed(const struct app *app);
/* Out of service, or closed and locked: cards, papers and the keypad change nothing. */
bool app_is_locked(const struct app *app);
struct hours_state app_hours(const struct app *app);
void app_closed_set(struct app *app, bool is_closed, struct app_effects *effects);
/* True if the action was one of the notice's, or only means something else while it is closed. */
bool app_closed_act(struct app *app, struct ui_action action);
void app_closed_on_time(struct app *app);
int64_t app_closed_next_ms(const struct app *app);
void app_clock_set(struct app *app, const char *day, int64_t day_ms);

/* ---- app_settings.c ---- */
/* The settings that can be changed by touch, in the arena; NULL when there is no memory. */
const struct ui_setting *app_settings_view(const struct app *app, struct arena *a, int *count_out);
/* Sets the index'th of them. */
void app_setting_set(struct app *app, int value, struct app_effects *effects);
/* Staff can change the setting of that name by touch. */
bool app_setting_is_named(const char *name);
void app_setting_open(struct app *app, int index);
/* Tells the log what it was changed to, if it was. */
void app_setting_close(struct app *app, struct app_effects *effects);

/* ---- app_sheets.c ---- */
void app_sheet(struct app *app, enum ui_sheet sheet, struct app_effects *effects);
void app_reprint_key(struct app *app, int symbol);
/* Reads what was typed; true: it is a code, and the language is asked for. */
bool app_reprint_try(struct app *app);
/* The same with what the scanner read. */
void app_reprint_scan(struct app *app, const char *code);
void app_reprint(struct app *app, const struct lang *lang, struct app_effects *effects);
/* False, with the reason in acts.print, while something else prints or the printer cannot. */
bool app_sheet_can_start(struct app *app);
/* The receipt lives in acts.arena. */
void app_sheet_start(struct app *app, const struct receipt *receipt, struct app_effects *effects);
/* True if the report was about a sheet of the staff. */
bool app_sheet_on_print(struct app *app, const struct print_report *report);
