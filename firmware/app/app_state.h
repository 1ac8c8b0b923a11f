/* The inside of struct app, shared by app.c (messages), app_frame.c (pictures) and nobody else. */
#pragma once

#include "app/app.h"
#include "app/visit.h"
#include "ui/gesture.h"
#include "ui/theme.h"

/* Timeline of an untouched screen, in milliseconds (kiosk-rules 4; WCAG 2.2.1: at least 20 s to
 * react): 0 ---- IDLE_WARNING ---- + IDLE_COUNTDOWN: erased finish page: 0 ---- FINISH: erased */
#define IDLE_WARNING_MS 120000
#define IDLE_COUNTDOWN_MS 45000
#define FINISH_MS 30000
#define TRANSITION_MS 120
#define FRAME_MS 16

struct app {
	struct app_config config;
	struct visit visit;
	struct theme theme;
	struct gesture gesture;
	char today[11];
	int64_t now_ms, touched_ms;
	bool is_warning; /* the idle warning lies over the place */
	bool can_print, is_printing, paper_low;

	/* of the visit: erased with it */
	struct arena *visit_arena; /* the checklist and the code on the screen */
	struct arena *job_arena;   /* the receipt, as long as it prints */
	const struct checklist *checklist;
	const uint8_t *qr;
	int qr_size;

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
};

/* Seconds until this screen is erased, 0 when none are shown. */
int app_countdown_s(const struct app *app, int64_t now_ms);
