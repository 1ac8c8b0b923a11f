/* The kiosk as a function: messages in, a new state and effects out. No SDL, no clock, no system
 * call.
 *
 * A visit: LANGUAGE -> TOPICS -> GUIDE (steps) -> QUESTIONS -> CHECKLIST -> PRINTING -> FINISH ->
 * wiped. The whole visit (place, answers, language, text size) is in struct app; wiping it is one
 * memset. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "app/act_log.h"
#include "app/settings.h"
#include "base/arena.h"
#include "base/err.h"
#include "content/content.h"
#include "content/rich.h"
#include "print/paper_meter.h"
#include "print/printer.h"
#include "print/receipt.h"
#include "ui/drawlist.h"
#include "ui/panel.h"
#include "ui/text_size.h"
#include "ui/view.h"

struct app; /* opaque, heap */

struct app_config { /* all borrowed for the app's life */
	const struct content *content;
	const struct strings *strings;
	const struct lang_table *langs;
	const struct panel *panel;
	struct text_engine *engine;
	const char *start_lang; /* NULL: the language page first */
	enum text_size start_text_size;
	int content_number;             /* what the paper's code names */
	struct withdrawals withdrawn;   /* at the start */
	struct settings settings;       /* at the start; zero: nothing is set */
	bool settings_damaged;          /* the last good ones, or none, hold: staff are told */
	bool is_preview;                /* no visit ends by itself */
	const char *version;            /* of the program, for staff; may be NULL */
	char today[11];                 /* YYYY-MM-DD */
	int64_t day_ms;                 /* the local time, since midnight; < 0: not known */
	const struct act_log *act_log;  /* what staff did; read only; may be NULL */
	const struct ui_starts *starts; /* of the program; may be NULL */
	struct paper_meter paper;       /* at the start */
	const struct printer_model *printer_model; /* for the self-test page; NULL: there is none */
	const char *light, *sound; /* what the screen's light and the loudspeaker say, in Swedish */
};

enum app_msg_kind {
	APP_MSG_POINTER,    /* a finger or the mouse */
	APP_MSG_TIME,       /* app_next_ms has come */
	APP_MSG_PRINT,      /* the printer's report changed */
	APP_MSG_TODAY,      /* the date changed */
	APP_MSG_WITHDRAWN,  /* staff have taken something off or brought it back */
	APP_MSG_STAFF,      /* what became of a PIN, or the pad that was asked for */
	APP_MSG_SETTINGS,   /* they are these now */
	APP_MSG_CODE,       /* a line of the scanner that is no card: perhaps a paper's code */
	APP_MSG_LANGUAGE,   /* staff chose one by card or keypad */
	APP_MSG_STAFF_CARD, /* what became of a card that says it is the staff's */
	APP_MSG_CARD_MADE,  /* and of a new one */
	APP_MSG_CLOCK,      /* today and day_ms: the local time, when it is not what it was told */
	APP_MSG_UPDATE,     /* the page about new content says something else */
	APP_MSG_PAPER       /* whether the metre counter could be kept: cannot_keep */
};

/* The answer to a staff effect. */
struct app_staff_reply {
	enum ui_pin pin;     /* what the page says now; read only if !is_open */
	bool is_open;        /* the PIN was right, and need not be changed */
	uint8_t digits[10];  /* where each digit stands now */
	bool was_wrong;      /* a PIN was tried and is not the one */
	int64_t locked_ms;   /* UI_PIN_LOCKED: for so long */
	const char *printer; /* how the printer is, in Swedish; static or the kiosk's */
};

enum pointer_phase { POINTER_DOWN, POINTER_MOVE, POINTER_UP, POINTER_CANCEL };

struct app_msg {
	enum app_msg_kind kind;
	enum pointer_phase phase;
	int x, y; /* panel pixels */
	struct print_report report;
	char today[11];
	const struct withdrawals *withdrawn; /* copied */
	const struct settings *settings;     /* copied; its texts live as long as the kiosk */
	bool cannot_keep; /* the withdrawals, settings or counter hold, but are not on the disk */
	struct app_staff_reply staff;
	const struct ui_update *update; /* copied */
	const char *code;               /* copied */
	const struct lang *lang;        /* of the table */
	enum ui_card card;
	int64_t day_ms; /* APP_MSG_CLOCK: since midnight */
};

enum app_effect_kind {
	APP_EFFECT_PRINT, /* printer_start(receipt, size); the receipt lives until PRINT_FORGET */
	APP_EFFECT_PRINT_FORGET,
	APP_EFFECT_STAFF_PAD,  /* somebody opens the staff's pages: a pad in a new order */
	APP_EFFECT_PIN_TRY,    /* pin: is it right? */
	APP_EFFECT_PIN_SET,    /* pin: from now on it is this one */
	APP_EFFECT_WITHDRAW,   /* withdrawn_kind, id, is_withdrawn */
	APP_EFFECT_SETTINGS,   /* settings: keep these */
	APP_EFFECT_UPDATE,     /* update_act, update_index: about the content on a stick */
	APP_EFFECT_LOG,        /* a static sentence without anything of the visitor */
	APP_EFFECT_CALL,       /* is_on: the lamp, the command */
	APP_EFFECT_STAFF_CARD, /* make a new card of the staff's and print it */
	APP_EFFECT_ACT,        /* log: what staff did, in Swedish; id: of what, or "" */
	APP_EFFECT_PAPER       /* paper: keep the metre counter */
};

struct app_effect {
	enum app_effect_kind kind;
	const struct receipt *receipt;
	enum receipt_size size;
	const char *log;
	const char *pin; /* lives until the effects are done */
	enum withdrawn_kind withdrawn_kind;
	const char *id; /* the content's */
	bool is_withdrawn;
	struct settings settings; /* APP_EFFECT_SETTINGS */
	enum ui_update_act update_act;
	int update_index;
	bool is_on;               /* APP_EFFECT_CALL */
	struct paper_meter paper; /* APP_EFFECT_PAPER */
};

#define APP_EFFECTS_MAX 8
struct app_effects {
	struct app_effect items[APP_EFFECTS_MAX];
	int count;
};

/* NULL when there is no memory. */
struct app *app_create(const struct app_config *config, int64_t now_ms);
void app_destroy(struct app *app);

/* A new app on other content goes on where the one before stands: language, text size, place and
 * answers as far as the new content knows them. A list that is printing is not taken along. */
void app_keep_place(struct app *app, const struct app *before);
/* A call that waits is taken along by every new app. */
void app_keep_call(struct app *app, const struct app *before);

/* Changes the state, appends effects, nothing else. now_ms never goes back. */
void app_step(
	struct app *app, const struct app_msg *msg, int64_t now_ms, struct app_effects *effects);

/* The frame for now: built only if something changed since the last call, else the same list again.
 * dirty_out: what differs from the frame before (empty: nothing to paint or present). The list is
 * valid until the next app_frame. */
const struct drawlist *app_frame(struct app *app, int64_t now_ms, struct rect *dirty_out);

/* When APP_MSG_TIME is wanted next; INT64_MAX: not until something else happens (no wake-ups). */
int64_t app_next_ms(const struct app *app);
/* True while a page transition moves; screenshots wait for its end. */
bool app_is_moving(const struct app *app, int64_t now_ms);

/* Stable id of the screen: "language", "topics", "guide", "question", "checklist", "printing",
 * "finish", "emergency", "idle-warning", "help", "greeting", the staff's. */
const char *app_screen(const struct app *app);
/* Somebody is here: a language is chosen or a page is open. */
bool app_is_visit(const struct app *app);
const struct lang *app_lang(const struct app *app);
/* The staff's pages, or the pad in front of them, lie over everything. */
bool app_is_staff(const struct app *app);
