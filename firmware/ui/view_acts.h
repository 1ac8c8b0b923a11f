/* What the closed notice and the pages of the staff's acts show: a part of struct ui_view, filled
 * by app, borrowed while the screen is built. */
#pragma once

#include <stdbool.h>

enum ui_closed { UI_CLOSED_BY_STAFF, UI_CLOSED_HOURS };

enum ui_way { /* to the counter, seen from the kiosk */
	UI_WAY_NONE,
	UI_WAY_LEFT,
	UI_WAY_RIGHT,
	UI_WAY_AHEAD,
	UI_WAY_BEHIND,
	UI_WAY_UPSTAIRS,
	UI_WAY_DOWNSTAIRS
};

struct ui_setting { /* one that can be changed by touch; words in Swedish */
	const char *id, *heading, *label, *note, *value;
	/* A number from min to max in steps, or a choice: index in choices. */
	bool is_number;
	int now, min, max, step;
	const char *const *choices;
	int choice_count;
};

enum ui_sheet {         /* what staff print */
	UI_SHEET_STAFF, /* how the kiosk is handled: board/for-staff.md */
	UI_SHEET_CARDS, /* the language cards */
	UI_SHEET_KEYPAD,
	UI_SHEET_LOG,
	UI_SHEETS
};

#define UI_STARTS 5
struct ui_start {
	char when[17];   /* YYYY-MM-DD HH:MM */
	const char *why; /* in Swedish */
};

struct ui_starts {   /* of the program, the newest first */
	int count;   /* ever */
	int unclean; /* of these: after a crash or a power cut */
	int known;   /* of them below */
	struct ui_start last[UI_STARTS];
};

struct ui_acts {
	/* the closed notice */
	enum ui_closed closed;
	enum ui_way way;
	bool is_locked;                /* the notice has no way on */
	const char *notice_languages;  /* codes; "": all */
	const char *opens_day;         /* YYYY-MM-DD; NULL: not known */
	const char *opens_at;          /* HH:MM */
	int cleaning_s, cleaning_of_s; /* left; of how many */
	/* the staff's pages */
	bool is_out_of_service;
	const char *const *log; /* the newest first */
	int log_count, log_total;
	const struct ui_setting *settings;
	int setting_count, setting; /* setting: the one whose page is open */
	const char *print;          /* how the sheet fares; NULL: none was asked for */
	bool is_printing;
	const char *code; /* typed from the visitor's paper */
	bool code_is_wrong;
	const struct ui_starts *starts; /* NULL: not counted */
	const char *light, *sound;      /* what the screen's light and the loudspeaker say */
};
