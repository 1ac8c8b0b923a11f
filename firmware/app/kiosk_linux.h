/* The whole kiosk put together, without a window: content folder -> languages, fonts, engine,
 * catalogues, guides, panel, printer, app. One way up, one way down. The main loop, scripts,
 * benches and tests drive it with messages and a time of their own. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "app/act_log_linux.h"
#include "app/app.h"
#include "app/caller_linux.h"
#include "app/input_line.h"
#include "app/receipts_linux.h"
#include "app/settings_linux.h"
#include "app/staff_pin_linux.h"
#include "content/catalogue_linux.h"
#include "print/simulator.h"
#include "text/fontfiles_linux.h"
#include "ui/icons_sdl.h"
#include "ui/paint.h"

struct kiosk_options { /* strings are borrowed for the kiosk's life */
	const char *content_dir;
	const char *panel;         /* NULL: KIOSK_PANEL */
	const char *state_dir;     /* where it may write; NULL: nowhere */
	const char *printer;       /* URI; NULL: none */
	const char *printer_model; /* NULL: KIOSK_PRINTER_MODEL */
	const char *lang;          /* NULL: the language page */
	enum text_size text_size;
	const char *version;       /* of the program, for staff; may be NULL */
	bool is_preview;           /* for an editor: no visit ends by itself */
	char today[11];            /* YYYY-MM-DD */
	bool has_keyboard_scanner; /* what a keyboard types counts as scanned, at a person's pace */
	bool has_caller_elsewhere; /* the lamp is another kiosk's: kiosk_reload moves it */
	bool has_time;             /* day_ms is the local time, milliseconds since midnight */
	int64_t day_ms;
	const struct ui_starts *starts; /* for staff; may be NULL */
	const char *store_dir;          /* of packs, kiosk_start; NULL: content_dir it is */
	const char *roots_dir;          /* root keys; NULL: KIOSK_ROOTS */
	const char *check; /* program that judges new content; NULL: kiosk-pack check */
};

#define KIOSK_ROOTS "/usr/share/kiosk/roots"
enum kiosk_input { KIOSK_SCANNER, KIOSK_KEYPAD, KIOSK_INPUTS };

#define KIOSK_PANEL "portrait-156"
#define KIOSK_PRINTER_MODEL "generic-80mm"

struct kiosk { /* read what you like, change through the functions */
	struct kiosk_options options;
	struct arena *arena;
	struct panel panel;
	struct lang_table langs;
	struct fontfiles *fontfiles;
	struct text_engine *engine;
	struct glyphs *glyphs;
	const struct content *content;
	struct catalogue *catalogue;
	int content_number;
	struct withdrawals withdrawn;
	struct staff_pin staff_pin;
	struct settings_file settings;
	struct printer_model model;
	struct simulator *simulator; /* NULL: a real printer or none */
	struct receipts receipts;    /* what the simulator printed, saved */
	struct printer *printer;
	struct print_report report;
	int64_t port_tried_ms;
	struct icons *icons;
	struct paint *paint;
	struct app *app;
	bool is_model_named;                /* by the operator */
	char identity[STATUS_IDENTITY_MAX]; /* the printer's last answer; "": none yet */
	/* NULL: no store. Both move over to the next kiosk. */
	struct content_source *source;
	struct update *update;
	struct health *health;
	struct caller *caller; /* NULL: another kiosk's for the moment */
	struct input_line inputs[KIOSK_INPUTS];
	int64_t input_told_ms[KIOSK_INPUTS]; /* when something useless was logged last */
	struct arena *card_arena;            /* the staff's new card while it prints */
	struct act_log_file acts;            /* what staff did */
	int64_t told_ms;                     /* when options.today and day_ms were so */
	char light[160], sound[160];         /* what they say, in Swedish */
};

/* Why it could not be put together. */
struct kiosk_failure {
	struct diag diag;   /* what is wrong and what to do */
	bool is_argument;   /* an option named something that does not exist */
	struct panel panel; /* for the out-of-order screen: the one asked for or a usual one */
};

MUST_CHECK enum err kiosk_create(const struct kiosk_options *options, int64_t now_ms,
	struct kiosk **kiosk_out, struct kiosk_failure *failure_out);
void kiosk_destroy(struct kiosk *k); /* half made and NULL are fine */

/* Reads the content folder anew: *k becomes another kiosk with the same options, and the printer
 * moves over. What cannot be read leaves *k as it is, with a sentence. keeps_visit: the visitor
 * stays where they are (app_keep_place); else only between visits: ERR_BUSY while one lasts. */
MUST_CHECK enum err kiosk_reload(
	struct kiosk **k, bool keeps_visit, int64_t now_ms, struct kiosk_failure *failure_out);

/* kiosk_create with the content that the store (options->store_dir) has: the good generation, else
 * the one before it, else content_dir. */
MUST_CHECK enum err kiosk_start(const struct kiosk_options *options, int64_t now_ms,
	struct kiosk **kiosk_out, struct kiosk_failure *failure_out);
/* Call after every step: between visits it shows what became good in the store. True: *k became
 * another kiosk. */
bool kiosk_follow(struct kiosk **k, int64_t now_ms);
/* Readable when kiosk_step or kiosk_follow has something to look at; -1: nothing to wait for. */
int kiosk_news_fd(const struct kiosk *k);

/* An image in the place of a stick, for tests; NULL: out. ERR_UNSUPPORTED: no store. */
MUST_CHECK enum err kiosk_plug(struct kiosk *k, const char *image, int64_t now_ms, struct diag *d);
/* Something is read off a stick, or installed, right now. */
bool kiosk_is_updating(const struct kiosk *k);

/* A finger at (x, y) of the panel. */
void kiosk_pointer(struct kiosk *k, enum pointer_phase phase, int x, int y, int64_t now_ms);
/* Time passes: call by kiosk_next_ms, and when the printer's descriptor has news. */
void kiosk_step(struct kiosk *k, int64_t now_ms);
void kiosk_set_today(struct kiosk *k, const char today[11], int64_t now_ms);
/* The local time, told anew when the clock was set or summer time begins: nothing happens while the
 * kiosk's own reckoning is right. day_ms: since midnight. */
void kiosk_set_clock(struct kiosk *k, const char today[11], int64_t day_ms, int64_t now_ms);
/* Opening hours are set: the clock is worth a look once an hour. */
bool kiosk_has_hours(const struct kiosk *k);
/* INT64_MAX: nothing to do until something happens. */
int64_t kiosk_next_ms(const struct kiosk *k);
const struct drawlist *kiosk_frame(struct kiosk *k, int64_t now_ms, struct rect *dirty_out);
/* Staff take a topic or a fact off the screen at once, or bring it back; kept in the state folder.
 * ERR_MISSING: there is none of that id. ERR_IO: it holds now, but cannot be kept. */
MUST_CHECK enum err kiosk_withdraw(struct kiosk *k, enum withdrawn_kind kind, const char *id,
	bool is_withdrawn, int64_t now_ms, struct diag *d);
/* A fault of the simulated printer. ERR_UNSUPPORTED when the printer is none or real. */
MUST_CHECK enum err kiosk_printer_fault(
	struct kiosk *k, const char *fault, int64_t now_ms, struct diag *d);

/* ---- kiosk_input_linux.c: the scanner and the desk's keypad ---- */
/* A key of one of them: '\n' Enter, '\b' taken back, '\0' none of ours. */
void kiosk_input(struct kiosk *k, enum kiosk_input device, char c, int64_t now_ms);
/* A whole line at once: a card, a paper's code or anything else. */
void kiosk_scan(struct kiosk *k, const char *text, int64_t now_ms);
void kiosk_keypad(struct kiosk *k, const char *digits, int64_t now_ms);

/* ---- between the kiosk's own files ---- */
void kiosk_input_init(struct kiosk *k);
void kiosk_make_staff_card(struct kiosk *k, int64_t now_ms);
/* A line nobody ends, a card of the staff's that is printed. */
void kiosk_forget_inputs(struct kiosk *k, int64_t now_ms);
/* Takes a message to the app and carries its effects out. */
void kiosk_tell(struct kiosk *k, const struct app_msg *msg, int64_t now_ms);
/* A paper that is no visitor's; false: it did not start. The receipt lives until the job ends. */
bool kiosk_print(struct kiosk *k, const struct receipt *receipt, int64_t now_ms);
const char *kiosk_printer_in_swedish(const struct kiosk *k);
