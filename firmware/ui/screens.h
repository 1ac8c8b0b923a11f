/* One function per screen; ui/screen.c chooses. Each returns its number of parts. */
#pragma once

#include "ui/widget.h"

int screen_language_build(struct ui_build *b);
int screen_topics_build(struct ui_build *b);
int screen_station_build(struct ui_build *b);
int screen_guide_build(struct ui_build *b);
int screen_question_build(struct ui_build *b);
int screen_checklist_build(struct ui_build *b);
int screen_printing_build(struct ui_build *b);
int screen_finish_build(struct ui_build *b);
int screen_code_build(struct ui_build *b);
int screen_find_build(struct ui_build *b);
int screen_emergency_build(struct ui_build *b);
int screen_idle_build(struct ui_build *b);
int screen_pin_build(struct ui_build *b);
int screen_staff_build(struct ui_build *b); /* the staff's pages behind the PIN */
int screen_help_build(struct ui_build *b);
int screen_greeting_build(struct ui_build *b);
int screen_cleaning_build(struct ui_build *b);
int screen_closed_build(struct ui_build *b);

/* b->content, not wider than the theme's column, in the middle. */
struct rect screen_column(const struct ui_build *b);

/* What stands at the head of a page: above the rest on an upright panel, beside it on a lying one.
 */
struct screen_head {
	struct rich_text words; /* above the progress bar; total 0: no bar */
	int done, total;
	const char *icon;
	bool has_picture; /* the icon large above the title, where there is room */
	struct rich_text title, note;
	bool is_note_beside_only; /* if there is no room beside the rest: leave it to the caller */
	bool has_note;            /* out: the note is drawn */
};

/* Draws it below the header and above the footer; returns the room that is left for the rest. */
struct rect screen_head_draw(struct ui_build *b, struct screen_head *head);
