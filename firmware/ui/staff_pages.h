/* The pieces of the staff's pages: one function adds what stands on one page. screen_staff.c has
 * the table of the pages and the menu; all words are Swedish. */
#pragma once

#include "ui/flow.h"
#include "ui/screens.h"

/* Swedish words; NULL is nothing. */
struct rich_text staff_words(struct ui_build *b, const char *swedish);

/* ---- staff_languages.c ---- */
void staff_languages_add(struct flow *f);    /* one for the visitor */
void staff_translations_add(struct flow *f); /* how far each is */

/* ---- staff_content.c ---- */
void staff_topics_add(struct flow *f);
void staff_facts_add(struct flow *f);

/* ---- staff_paper.c ---- */
void staff_paper_add(struct flow *f); /* paper and printer */
/* One line of it, for the menu. */
const char *staff_paper_summary(struct ui_build *b);

/* ---- staff_kiosk.c ---- */
void staff_kiosk_add(struct flow *f); /* how the kiosk is */
