/* The pieces of the staff's pages: one function adds what stands on one page. screen_staff.c has
 * the table of the pages and the menu; all words are Swedish. */
#pragma once

#include "ui/flow.h"
#include "ui/screens.h"

/* Swedish words; NULL is nothing. */
struct rich_text staff_words(struct ui_build *b, const char *swedish);

/* ---- staff_language_grid.c: one for the visitor ---- */
/* Indices of the offered languages as they stand on the page; first: codes that come first, may be
 * NULL. Returns how many. */
int staff_language_order(const struct lang_table *table, const char *first, int order[], int most);
/* Returns the number of parts. */
int staff_language_grid_draw(struct ui_build *b, struct rect area);

/* ---- staff_card.c ---- */
void staff_card_add(struct flow *f);

/* ---- staff_languages.c ---- */
void staff_translations_add(struct flow *f); /* how far each is */

/* ---- staff_content.c ---- */
void staff_topics_add(struct flow *f);
void staff_facts_add(struct flow *f);

/* ---- staff_update.c ---- */
void staff_update_add(struct flow *f); /* new content from a stick */
/* ---- staff_paper.c ---- */
void staff_paper_add(struct flow *f); /* paper and printer */
/* One line of it, for the menu. */
const char *staff_paper_summary(struct ui_build *b);

/* ---- staff_kiosk.c ---- */
void staff_kiosk_add(struct flow *f); /* how the kiosk is */

/* ---- staff_languages.c ---- */
#define STAFF_LANGS_MAX 64
/* The offered languages by their Swedish names; returns how many. */
int staff_languages_sort(const struct lang_table *table, int order[], int most);

/* ---- staff_content.c ---- */
const char *staff_fact_name(const struct fact *fact); /* in Swedish */

/* ---- staff_acts.c ---- */
void staff_log_add(struct flow *f);
void staff_close_add(struct flow *f);

/* ---- staff_settings.c ---- */
void staff_settings_add(struct flow *f);
void staff_setting_add(struct flow *f);
const char *staff_setting_title(const struct ui_build *b);

/* ---- staff_print.c ---- */
void staff_print_add(struct flow *f);
void staff_reprint_add(struct flow *f);
const char *staff_reprint_title(const struct ui_build *b);
struct ui_button staff_reprint_button(struct ui_build *b);
void staff_reprint_languages_add(struct flow *f);

/* ---- staff_health.c ---- */
void staff_health_add(struct flow *f); /* below staff_kiosk_add's */
