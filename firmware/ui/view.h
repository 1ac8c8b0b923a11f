/* What a screen is built from: filled by app from its state, read by the screens. Borrowed
 * pointers, valid while the screen is built. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "checklist/checklist.h"
#include "content/content.h"
#include "content/find.h"
#include "content/rich.h"
#include "text/layout.h"
#include "ui/drawlist.h"
#include "ui/theme.h"
#include "ui/update_view.h"
#include "ui/view_acts.h"

enum ui_screen {
	SCREEN_LANGUAGE,
	SCREEN_TOPICS,
	SCREEN_STATION,
	SCREEN_GUIDE,
	SCREEN_QUESTION,
	SCREEN_CHECKLIST,
	SCREEN_PRINTING,
	SCREEN_FINISH,
	SCREEN_CODE,
	SCREEN_FIND,
	SCREEN_EMERGENCY,
	SCREEN_IDLE_WARNING,
	SCREEN_STAFF_PIN,
	SCREEN_STAFF,
	SCREEN_STAFF_LANGUAGE,     /* for the visitor */
	SCREEN_STAFF_TRANSLATIONS, /* how far each language is */
	SCREEN_STAFF_TOPICS,
	SCREEN_STAFF_FACTS,
	SCREEN_STAFF_KIOSK,  /* how the kiosk is */
	SCREEN_STAFF_UPDATE, /* new content from a stick */
	SCREEN_STAFF_PAPER,  /* paper and printer */
	SCREEN_HELP,         /* calls the staff, and leads to their pages */
	SCREEN_GREETING,     /* staff have chosen the next visitor's language */
	SCREEN_STAFF_CARD,   /* print a new card of theirs */
	SCREEN_STAFF_LOG,    /* what staff did */
	SCREEN_STAFF_CLOSE,  /* the kiosk for visitors, and open it again */
	SCREEN_STAFF_SETTINGS,
	SCREEN_STAFF_SETTING, /* one of them */
	SCREEN_STAFF_PRINT,   /* sheets for staff */
	SCREEN_STAFF_REPRINT, /* a visitor's list from the code on their paper */
	SCREEN_STAFF_REPRINT_LANG,
	SCREEN_CLEANING, /* touch does nothing */
	SCREEN_CLOSED,   /* by staff, or outside the opening hours */
	SCREENS
};

enum ui_pin { /* what the page with the PIN says */
	UI_PIN_ASK,
	UI_PIN_WRONG,
	UI_PIN_LOCKED, /* too many wrong ones: wait */
	UI_PIN_CHOOSE, /* the first one must be changed */
	UI_PIN_REPEAT, /* the new one once more */
	UI_PIN_WEAK,   /* the new one is the old one, or too easy */
	UI_PIN_NONE,   /* this kiosk has none yet */
	UI_PIN_CARD    /* a card was read that opens nothing here */
};

#define PIN_DIGITS 6

enum ui_card { /* what became of a new card of the staff's */
	UI_CARD_NONE,
	UI_CARD_PRINTED,
	UI_CARD_CANNOT_PRINT, /* the old one still opens */
	UI_CARD_CANNOT_KEEP
};

#define UI_PAPER_STEPS_MAX 4
#define UI_PAPER_FAULTS_MAX 6

struct ui_paper_step {
	const char *picture, *text;
};

/* Paper and printer, in Swedish; code NULL: not known. */
struct ui_staff_paper {
	const char *code, *sentence;
	bool is_well, is_low;
	struct ui_paper_step steps[UI_PAPER_STEPS_MAX];
	int step_count;
	const char *left, *total;
	bool not_kept; /* the counter holds, but not after a restart */
	bool can_test, is_testing;
	const char *faults[UI_PAPER_FAULTS_MAX]; /* the last one first */
	int faults_shown, fault_total;
};

/* The staff's pages, all in Swedish. Nothing of the visitor's answers is here. */
struct ui_staff {
	enum ui_pin pin;
	int typed;                      /* digits so far */
	uint8_t digits[10];             /* where each digit stands on the pad */
	int wait_s;                     /* UI_PIN_LOCKED */
	bool cannot_keep;               /* what was withdrawn holds, but not after a restart */
	bool settings_damaged;          /* the file could not be read: older ones hold */
	bool settings_not_kept;         /* they hold, but not after a restart */
	const char *printer, *version;  /* a Swedish sentence; the program's version */
	const struct ui_update *update; /* NULL: this kiosk has no store of packs */
	bool is_called;                 /* a visitor waits for somebody */
	const char *languages_first; /* codes, at the top of the list of languages; may be NULL */
	enum ui_card card;
	struct ui_staff_paper paper;
};

enum ui_paper { /* what the printing screen says */
	UI_PAPER_PRINTING,
	UI_PAPER_DONE,
	UI_PAPER_FAILED,        /* before or without any paper: the code on the screen instead */
	UI_PAPER_FAILED_MIDWAY, /* something may have come out */
	UI_PAPER_WAITING,       /* for somebody who mends the printer: fault says what */
	UI_PAPER_ASK            /* nobody knows whether the whole list came out */
};

enum ui_fault { /* what the visitor is told of a printer that waits */
	UI_FAULT_OTHER,
	UI_FAULT_PAPER,
	UI_FAULT_COVER,
	UI_FAULT_CUTTER
};

struct ui_view {
	enum ui_screen screen;
	struct rich_context rich; /* content, strings, languages, the visitor's language, today */
	struct text_engine *engine;
	const struct theme *theme;
	bool in_visit;    /* the language page: was it opened from a visit? */
	int part;         /* which part of a page that does not fit at once, from 0 */
	int station;      /* number, from 1: whose topics are shown */
	int here_station; /* where the visitor's answers say they are, 0 if they do not */
	const struct guide *guide;
	int guide_page;                      /* ui/guide_pages.h */
	int question;                        /* index in content.questions */
	int question_number, question_count; /* from 1 */
	const struct answers *answers;
	const struct checklist *checklist;
	const char *code;   /* what is typed so far, without hyphens */
	bool code_is_wrong; /* it was tried and is no code */
	int code_content;   /* the list came back from a paper of this content; -1: it did not */
	int content_number; /* of the kiosk's content */
	int person;         /* whose answers these are, from 0 */
	int person_count;   /* of a family; 0 counts as 1 */
	enum find_list find_list;
	const struct find_index *find; /* NULL: cannot be made */
	int letter;                    /* from 1; 0: the letters themselves */
	bool can_print;
	enum ui_paper paper;
	enum ui_fault fault; /* UI_PAPER_WAITING */
	bool calls_staff;    /* a mark at the staff's button: paper is low, or the printer stands */
	const uint8_t *qr;   /* printing failed: qr_size^2 bytes, 1 = black */
	int qr_size;
	int countdown_s;
	const char *pressed;          /* id of the node under the finger, "" if none */
	const struct ui_staff *staff; /* NULL: no staff pages */
	int shift_px;    /* page transition: the page's content stands this far off its place */
	bool is_called;  /* somebody has called the staff and nobody has come yet */
	bool has_called; /* ... somebody of this visit */
	bool has_paper;  /* a paper's code was read; the list waits for a language */
	const struct ui_acts *acts; /* the closed notice and the staff's acts; may be NULL */
};

/* What building found out. */
struct ui_built {
	int part_count; /* >= 1 */
};

/* Builds the view's screen into the (initialised) list. Never fails: what cannot be laid out is
 * left out and d->failed is set. */
struct ui_built screen_build(const struct ui_view *view, struct drawlist *d);

const char *screen_name(enum ui_screen screen);
