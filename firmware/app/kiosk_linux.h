/* The whole kiosk put together, without a window: content folder -> languages, fonts, engine,
 * catalogues, guides, panel, printer, app. One way up, one way down. The main loop, scripts,
 * benches and tests drive it with messages and a time of their own. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "app/app.h"
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
	const char *version;   /* of the program, for staff; may be NULL */
	bool is_preview;       /* for an editor: no visit ends by itself */
	char today[11];        /* YYYY-MM-DD */
	const char *store_dir; /* of packs, kiosk_start; NULL: content_dir it is */
	const char *roots_dir; /* root keys; NULL: KIOSK_ROOTS */
	const char *check;     /* program that judges new content; NULL: kiosk-pack check */
};

#define KIOSK_ROOTS "/usr/share/kiosk/roots"
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
	/* NULL: no store. Both move over to the next kiosk. */
	struct content_source *source;
	struct update *update;
	struct health *health;
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
/* A character a scanner sent; '\n' ends a code. */
void kiosk_key(struct kiosk *k, char key, int64_t now_ms);
/* Time passes: call by kiosk_next_ms, and when the printer's descriptor has news. */
void kiosk_step(struct kiosk *k, int64_t now_ms);
void kiosk_set_today(struct kiosk *k, const char today[11], int64_t now_ms);
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
