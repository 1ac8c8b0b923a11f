/* What the page "Uppdatera innehållet" shows: filled by app/update, read by ui/staff_update. Plain
 * data; what stands on a stick is unverified until it is installed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define UI_UPDATE_PACKS 16
#define UI_UPDATE_TEXT 256
#define UI_CHANGE_NAMES 200 /* bytes */

enum ui_update_state {
	UI_UPDATE_NO_STICK,
	UI_UPDATE_STRANGE, /* something else than a plain USB stick was plugged in */
	UI_UPDATE_READING, /* the list */
	UI_UPDATE_LISTED,
	UI_UPDATE_WORKING,  /* a pack comes in: `step` */
	UI_UPDATE_DONE,     /* it is in */
	UI_UPDATE_HERE,     /* it was in already */
	UI_UPDATE_REFUSED,  /* `reason` says why; nothing was changed */
	UI_UPDATE_ASK_BACK, /* to the content before: sure? */
	UI_UPDATE_GOING_BACK,
	UI_UPDATE_BACK, /* that is chosen */
	UI_UPDATE_REPORTING,
	UI_UPDATE_REPORTED /* the health report is on the stick */
};

enum ui_update_step { UI_STEP_READ, UI_STEP_VERIFY, UI_STEP_CHECK, UI_STEP_CHOOSE, UI_STEPS };

enum ui_change { /* what a visitor sees change */
	UI_CHANGE_TOPICS_NEW,
	UI_CHANGE_TOPICS_CHANGED, /* the Swedish text, or what belongs to it */
	UI_CHANGE_TOPICS_GONE,
	UI_CHANGE_PHONES_NEW, /* telephone numbers */
	UI_CHANGE_PHONES_CHANGED,
	UI_CHANGE_PHONES_GONE,
	UI_CHANGE_FACTS_NEW, /* amounts, numbers, dates, addresses */
	UI_CHANGE_FACTS_CHANGED,
	UI_CHANGE_FACTS_GONE,
	UI_CHANGE_FACTS_CHECKED, /* the same value, checked anew */
	UI_CHANGE_LANGUAGES,     /* translations that differ */
	UI_CHANGE_OTHER,         /* questions, pictures, profiles: files */
	UI_CHANGES
};

struct ui_update_pack {
	char file[65]; /* on the stick; "" of one that is installed */
	char name[33]; /* "": it has no signature that can be read */
	unsigned seq;
	char issued[11], expires[11]; /* YYYY-MM-DD */
};

struct ui_update_changes {
	int count[UI_CHANGES];
	char names[UI_CHANGES][UI_CHANGE_NAMES]; /* the first ones, with commas */
};

struct ui_update_last { /* the last try; day "": none */
	char day[11];
	char name[33];
	unsigned seq;
	char reason[48]; /* "": it is in */
};

struct ui_update {
	bool is_possible; /* this kiosk has a store */
	bool has_port;    /* and a port for the stick */
	bool has_stick, is_stick_gone;
	enum ui_update_state state;
	enum ui_update_step step;
	int percent;
	struct ui_update_pack found[UI_UPDATE_PACKS]; /* on the stick */
	int found_count;
	struct ui_update_pack chosen;  /* being installed, or just was */
	char reason[48];               /* "verify/syntax" */
	char sentence[UI_UPDATE_TEXT]; /* English, for who looks after the kiosk */
	struct ui_update_changes changes;
	/* what is installed */
	struct ui_update_pack standing[UI_UPDATE_PACKS];
	int standing_count;
	bool has_previous;
	bool is_waiting; /* what is chosen is not shown yet: a visit lasts, or these pages are open
			  */
	char fault[UI_UPDATE_TEXT]; /* why the newest is not what is shown; "" if it is */
	struct ui_update_last last;
};

enum ui_update_act { /* what staff ask for */
	UI_ACT_OPEN, /* the page: from now on a stick is noticed */
	UI_ACT_CLOSE,
	UI_ACT_INSTALL, /* with the place in `found` */
	UI_ACT_ASK_BACK,
	UI_ACT_GO_BACK,
	UI_ACT_AGAIN, /* reads the stick once more; from a question back to the page */
	UI_ACT_REPORT /* writes the health report */
};
