/* One function per screen; ui/screen.c chooses. Each returns its number of parts. */
#pragma once

#include "ui/widget.h"

int screen_language_build(struct ui_build *b);
int screen_topics_build(struct ui_build *b);
int screen_guide_build(struct ui_build *b);
int screen_question_build(struct ui_build *b);
int screen_checklist_build(struct ui_build *b);
int screen_printing_build(struct ui_build *b);
int screen_finish_build(struct ui_build *b);
int screen_emergency_build(struct ui_build *b);
int screen_idle_build(struct ui_build *b);

/* b->content, not wider than the theme's column, in the middle. */
struct rect screen_column(const struct ui_build *b);
/* A title at the top of the column; returns the y below it. */
int screen_title(struct ui_build *b, struct rect column, struct rich_text title, const char *icon);
/* Segments of a progress bar with its words above; returns the y below. */
int screen_progress(
	struct ui_build *b, struct rect column, struct rich_text words, int done, int total);
