/* The inside of struct app, shared by app.c (messages), app_list.c (the visitor's list, its code
 * and its paper), app_frame.c (pictures) and nobody else. */
#pragma once

#include "app/app.h"
#include "app/app_acts.h"
#include "app/visit.h"
#include "content/find.h"
#include "print/fault_codes.h"
#include "ui/action.h"
#include "ui/gesture.h"
#include "ui/theme.h"

/* Timeline of an untouched screen, in milliseconds (kiosk-rules 4; WCAG 2.2.1: at least 20 s to
 * react): 0 ---- IDLE_WARNING ---- + IDLE_COUNTDOWN: erased finish page: 0 ---- FINISH: erased */
#define IDLE_WARNING_MS 120000
#define IDLE_COUNTDOWN_MS 45000
#define FINISH_MS 30000
#define STAFF_IDLE_MS 60000 /* the staff's pages lock themselves */
#define GREETING_MS 90000   /* nobody began: the first page again */
#define CALL_MS 600000      /* the visit that called is over: nobody waits any more */
#define TRANSITION_MS 120
#define FRAME_MS 16

/* The staff's pages lie over the visit, which stays as it is below them. */
struct staff {
	bool is_open;        /* they, or the pad in front of them, are shown */
	enum ui_screen page; /* SCREEN_STAFF_PIN: the PIN is asked for */
	int part;
	char pin[PIN_DIGITS + 1], first[PIN_DIGITS + 1]; /* typed; the new one the first time */
	struct ui_staff view;
	int64_t locked_until_ms;
	struct ui_update update; /* view.update, once there was a message */
};

/* A visitor wants somebody to come. It outlives the visit: they may be standing there. */
struct call {
	bool is_open;    /* and nobody has come yet */
	bool is_left;    /* the visit it came from is over */
	int64_t left_ms; /* since then */
};

struct app_fault {
	enum fault_code code;
	int64_t at_ms;
	char day[11];
};

/* Of the printer, whoever stands there. */
struct app_paper {
	struct paper_meter meter;
	int fed_mm;  /* of the last report */
	int kept_mm; /* meter.total_mm when it was written last */
	bool not_kept;
	enum fault_code code;
	struct print_report report;
	char identity[STATUS_IDENTITY_MAX];           /* of the report, which only borrows it */
	struct app_fault faults[UI_PAPER_FAULTS_MAX]; /* the last one first */
	int fault_count;                              /* since the start */
};

struct app {
	struct app_config config;
	struct visit visit;
	struct theme theme;
	struct gesture gesture;
	struct withdrawals withdrawn; /* topics and facts staff have taken off */
	struct settings settings;     /* what holds at this kiosk */
	struct staff staff;
	struct app_paper paper;
	struct theme staff_theme;       /* not the visitor's text size */
	char staff_pin[PIN_DIGITS + 1]; /* on its way to be checked; empty after the reply */
	char today[11];
	int64_t now_ms, touched_ms;
	bool is_warning; /* the idle warning lies over the place */
	bool can_print, is_printing, paper_low;
	bool is_waiting; /* while is_printing: for somebody who mends the printer */

	/* of the visit: erased with it */
	struct arena *visit_arena; /* the checklist and the code on the screen */
	struct arena *job_arena;   /* the receipt, as long as it prints */
	struct arena *find_arena;  /* the index on the screen */
	const struct checklist *checklist;
	const uint8_t *qr;
	int qr_size;
	const struct find_index *find;
	const struct lang *find_lang; /* what it was made for */
	enum find_list find_list;

	/* the picture: two frames take turns, so that they can be compared */
	struct arena *frame_arenas[2];
	struct drawlist frames[2];
	int front;
	bool is_dirty, has_frame;
	bool erases_frames; /* the visit ended: the frame before holds its texts */
	int part_count;
	char pressed[64];
	int64_t moved_ms; /* when the page transition began */
	int direction;    /* +1 forward, -1 back, 0 none */
	int countdown_s;  /* as shown */
	struct acts acts; /* what staff do, and the closed notice */

	struct call call;
};

/* Seconds until this screen is erased, 0 when none are shown. */
int app_countdown_s(const struct app *app, int64_t now_ms);
struct rich_context app_rich(const struct app *app);

/* ---- app.c ---- */
void app_emit(struct app_effects *effects, struct app_effect effect);
/* A new page comes in (+1) or the one before comes back (-1). */
void app_move(struct app *app, int direction);
/* The visit is over: nothing of it stays in memory or in the printer. */
void app_end_visit(struct app *app, struct app_effects *effects);
/* Opens a screen; Back leads to where the visitor is now. */
void app_go(struct app *app, enum ui_screen screen);

void app_end_visit(struct app *app, struct app_effects *effects);

/* ---- app_visitor.c ---- */
/* Carries out what a node of the screen asks for. */
void app_act_on(struct app *app, struct ui_action action, struct app_effects *effects);
/* The question on the screen takes several answers. */
bool app_is_many_question(const struct app *app);
void app_choose_language(struct app *app, const struct lang *lang);
/* Staff choose for the visitor, who stays where they are; without a visit one begins. */
void app_staff_language(struct app *app, const struct lang *lang);

/* ---- app_staff.c ---- */
void app_staff_open(struct app *app, struct app_effects *effects);
void app_staff_leave(struct app *app, struct app_effects *effects);
/* True if the action was one of the staff's pages. */
bool app_staff_act(struct app *app, struct ui_action action, struct app_effects *effects);
void app_staff_on_reply(
	struct app *app, const struct app_staff_reply *reply, struct app_effects *effects);
void app_staff_on_time(struct app *app, struct app_effects *effects);
/* INT64_MAX when the pages are closed. */
int64_t app_staff_next_ms(const struct app *app);

/* ---- app_staff_update.c ---- */
/* The staff's pages go from one to another; SCREENS: they are closed. */
void app_update_turn(struct app *app, enum ui_screen to, struct app_effects *effects);
/* True if the action was one of the page's. */
bool app_update_act(struct app *app, struct ui_action action, struct app_effects *effects);
void app_update_on_message(
	struct app *app, const struct ui_update *update, struct app_effects *effects);
/* Behind the PIN at once: a card of the staff's was read. */
void app_staff_on_card(
	struct app *app, const struct app_staff_reply *reply, struct app_effects *effects);

/* ---- app_desk.c: what staff and their devices do for a visitor ---- */
/* A card or the keypad: like app_staff_language, from wherever the kiosk is. */
void app_on_language(struct app *app, const struct lang *lang, struct app_effects *effects);
/* A paper in front of the scanner. Running answers are never overwritten. */
void app_on_code(struct app *app, const char *code, struct app_effects *effects);
/* The next visit begins with a greeting in this language. */
void app_greet(struct app *app, const struct lang *lang);
/* True while the first page or a greeting holds something that must go by itself. */
bool app_waits_for_visitor(const struct app *app);
void app_call(struct app *app, struct app_effects *effects);
void app_call_take(struct app *app, struct app_effects *effects);
/* Notices the end of the visit that called, and the call's own. */
void app_call_on_time(struct app *app, struct app_effects *effects);
/* INT64_MAX when nothing of it is due. */
int64_t app_call_next_ms(const struct app *app);
/* ---- app_paper.c ---- */
void app_paper_on_report(
	struct app *app, const struct print_report *now, struct app_effects *effects);
bool app_paper_is_low(const struct app *app); /* by the sensor or by the count */
/* True if the action was one of the page's. */
bool app_paper_act(struct app *app, struct ui_action action, struct app_effects *effects);
void app_paper_view(const struct app *app, struct arena *a, struct ui_staff_paper *out);
void app_paper_keep(struct app *app, struct app_effects *effects);

/* ---- app_list.c ---- */
/* From the answers that are there. */
void app_make_checklist(struct app *app);
/* The next question, or the list when nothing is left to ask. */
void app_open_checklist(struct app *app);
void app_next_question(struct app *app);
/* From the list or a question to the question before; false if there is none. */
bool app_back_to_question(struct app *app);
void app_answer(struct app *app, int value);
void app_person_add(struct app *app);
void app_person_edit(struct app *app, int person);
void app_person_remove(struct app *app, int person);
/* Back from a person's first question: to the family's list. False when there is no family. */
bool app_back_to_family(struct app *app);
/* The paper's code brings back the answers, and with them the list. */
void app_try_code(struct app *app);
/* The list as a code for a phone. */
void app_show_code(struct app *app);
void app_print(struct app *app, struct app_effects *effects);
void app_on_print(struct app *app, const struct print_report *report);
/* The visitor's answer, after an outcome nobody can know. */
void app_paper_is_whole(struct app *app);
void app_paper_again(struct app *app, struct app_effects *effects);
