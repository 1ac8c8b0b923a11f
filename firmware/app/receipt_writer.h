/* What the forms of the paper share: lines in the visitor's language with the Swedish beside them.
 * The inside of receipt_from_checklist, in the job's arena; included by app/receipt_*.c only. */
#pragma once

#include "app/receipt_from_checklist.h"

#define LRI "\xE2\x81\xA6" /* U+2066: addresses and numbers keep their own order */
#define PDI "\xE2\x81\xA9"

struct writer {
	struct arena *arena;
	struct rich_context visitor, swedish;
	bool failed;        /* no memory */
	bool has_said_show; /* the words above the first sentence to show */
	const struct checklist *list;
	struct receipt_line *lines;
	int count, capacity;
};

void writer_add(struct writer *w, struct receipt_line line);
struct text_rich writer_plain(struct writer *w, const char *utf8); /* NULL: no memory */
/* A plain Swedish word that is not broken at its hyphens. */
struct text_rich writer_term(struct writer *w, const char *term);
/* The Swedish beside a text: none where the text itself is Swedish, and nothing but Swedish. */
struct text_rich writer_beside(
	struct writer *w, const struct rich_text *text, struct rich_text swedish);
/* "1. " before the text. */
struct text_rich writer_numbered(struct writer *w, struct text_rich text, int number);
void writer_add_interface(struct writer *w, enum receipt_kind kind, const char *msgid);
void writer_add_content(struct writer *w, enum receipt_kind kind, struct content_text content);
/* A sentence with {date}. */
void writer_add_date(struct writer *w, const char *msgid, const char *iso);

/* The telephone number in force today, NULL if there is none. */
const char *writer_phone(const struct writer *w, const struct authority *authority);
/* What the guide says first of the cost today, NULL if nothing or more than belongs on a paper. */
const struct content_text *writer_cost(struct writer *w, const struct guide *g);
/* At the first item of a person's part of a family's list: whose part it is. */
void writer_add_person(struct writer *w, int index);
/* The item's number within its person's part, from 1. */
int writer_number_of(const struct checklist *list, int index);
/* The municipality's own office for the guide, if there is one. */
void writer_add_local(struct writer *w, const struct guide *g);
/* True if staff have taken the topic off: then that is said and nothing else may be. */
bool writer_add_withdrawn(struct writer *w, const struct guide *g);

/* The whole list in the short form: way by way. */
void receipt_add_short(struct writer *w, const struct checklist *list);
