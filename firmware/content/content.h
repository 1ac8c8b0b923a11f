/* The content in memory: guides, questions, facts and authorities, parsed from XML (expat) and
 * resolved (ids became pointers and indices, requirements are a checked acyclic graph). Immutable
 * after content_finish_loading; owned by one arena. Texts are msgids: inline XML in Swedish exactly
 * as xgettext extracts it, translated and turned into runs by content/rich.h. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "content/rule.h"

/* The days (YYYY-MM-DD) on which something is so, the first and the last included. NULL: without
 * beginning, without end. What does not hold today is left out everywhere. */
struct validity {
	const char *from, *until;
};
bool validity_holds(struct validity v, const char *today);

struct content_text { /* msgid NULL = no such text */
	const char *msgid;
	const char *context;   /* msgctxt or NULL */
	struct validity valid; /* of a paragraph; other texts always hold */
};
/* How many of the paragraphs hold today. */
int content_texts_on(const struct content_text *texts, int count, const char *today);

enum check_role { /* who looked at a fact; two different ones make it verified */
	ROLE_NONE,
	ROLE_EDITOR,
	ROLE_REVIEWER,
	ROLE_AUTHORITY
};

enum fact_kind { FACT_PHONE, FACT_AMOUNT, FACT_NUMBER, FACT_DATE, FACT_WEB };

struct fact {
	const char *id;
	enum fact_kind kind;
	const char *value;   /* as printed on Swedish papers: "0771-567 567", "400", "2026-12-01" */
	const char *source;  /* https address of the authority */
	const char *checked; /* YYYY-MM-DD */
	int line;
	const char *check_by; /* YYYY-MM-DD: after it the fact is shown as "last checked ..., ask
				 the staff" */
	enum check_role checked_by;
	const char *confirmed; /* YYYY-MM-DD: checked again, by another role; NULL: not yet */
	enum check_role confirmed_by;
	struct validity valid;
	const char *name; /* short, in Swedish, for staff; NULL: none */
};

/* Two people in two different roles have checked it. */
bool fact_is_verified(const struct fact *f);

struct authority {
	const char *id;
	const char *name;         /* never translated: "Skatteverket" */
	const struct fact *phone; /* may be NULL; content_fact(c, phone->id, today) is in force */
	const char *web;          /* "https://www.skatteverket.se" */
};

struct question_answer {
	const char *value; /* stable id: "protection" */
	const char *icon;  /* may be NULL */
	struct content_text text;
};

struct question {
	const char *id;
	const char *icon;
	int line;
	struct content_text text, why;
	/* Asked only if this is not RULE_NO. It speaks of earlier questions only (checked). */
	const struct rule *when;
	const struct question_answer *answers;
	int answer_count; /* "I don't know" is always offered besides */
	bool is_many;     /* many="yes": several answers may be chosen */
	bool is_done;     /* done="yes": asks what is behind the visitor */
	bool is_shared;   /* shared="yes": the answer is that of the whole family */
	bool names;       /* names="yes": the answer tells the persons of a family apart */
	uint32_t none;    /* bit of the answer "none" of such a question, which excludes the rest */
};

struct guide_doc { /* something to bring */
	const char *id, *icon;
	int line;
	struct content_text text;
	const char *term;        /* the Swedish words for the paper's second column, plain */
	const struct rule *when; /* NULL: always */
	struct validity valid;
};

struct guide_step {
	const char *id, *icon;
	int line;
	struct content_text
		title; /* one action, short: it is also the tick-box line on the paper */
	const struct content_text *paragraphs;
	int paragraph_count;
	const struct rule *when;
	struct validity valid;
};

enum guide_section_kind { /* in the order shown */
	SECTION_WHAT,
	SECTION_WHO,
	SECTION_COST,
	SECTION_WHERE,
	SECTION_TIME,
	SECTION_GET,
	SECTION_MISTAKES,
	SECTION_NEXT,
	SECTION_KINDS
};

struct guide_section {
	const struct content_text *paragraphs;
	int paragraph_count; /* 0: the guide has no such section */
};

#define GUIDE_STEPS_MAX 32 /* and documents: one bit each where looks are compared */
#define GUIDE_REQUIRES_MAX 8
struct guide_requirement { /* one of these guides must come first */
	const struct guide *any_of[GUIDE_REQUIRES_MAX];
	int count;
	bool is_recommended_only;
	const struct rule *when; /* NULL: always; NO: not for this visitor */
};

struct guide_source {        /* an authority's page the guide was written from */
	const char *href;    /* https address */
	const char *checked; /* YYYY-MM-DD */
};

struct guide {
	const char *id, *icon;
	int line; /* of its file, for whoever must mend it */
	int order;
	int station;       /* 1..5, the chain */
	const char *topic; /* the editor's number of it, "T8"; may be NULL */
	const struct authority *authority;
	const char *term; /* the Swedish name, plain: "personnummer" */
	struct content_text
		name; /* a noun, for the index: "Id-kort"; none: the title stands for it */
	struct content_text title, summary;
	/* Swedish names of papers that belong to it, plain, as they stand on the letter. */
	const char *const *papers;
	int paper_count;
	bool is_shared; /* shared="yes": one does it for the whole family */
	/* The municipality's own office for it, -1 if it has none. */
	int place_kind;  /* enum local_kind */
	const char *say; /* one Swedish sentence to show at the counter; may be NULL */
	const char *web; /* https address for the QR code */
	const struct rule *applies;
	struct guide_section sections[SECTION_KINDS];
	const struct guide_step *steps;
	int step_count;
	const struct guide_doc *docs;
	int doc_count;
	const struct guide_requirement *requirements;
	int requirement_count;
	const char *checked; /* YYYY-MM-DD the guide was last checked against its sources */
	const struct guide_source *sources;
	int source_count;
};

#define STATIONS 5
struct station {    /* of the way through the authorities */
	int number; /* 1..STATIONS; guide.station */
	const char *id, *icon;
	struct content_text title, text; /* what to do; who is responsible and what happens */
};

/* What a visitor with an older paper must know: travels in the content, is only added to. */
struct change {
	int line;
	int content;               /* the content's number from which it holds */
	const char *date;          /* YYYY-MM-DD */
	const struct guide *guide; /* NULL: whatever is on the list */
	struct content_text text;
};

enum local_kind {
	LOCAL_MUNICIPALITY,
	LOCAL_SCHOOL, /* 6-15 years */
	LOCAL_PRESCHOOL,
	LOCAL_UPPER_SECONDARY,
	LOCAL_ADULT_EDUCATION,
	LOCAL_SFI,
	LOCAL_CIVIC_ORIENTATION,
	LOCAL_SOCIAL,
	LOCAL_HOUSING,
	LOCAL_HEALTH,
	LOCAL_OFFICE, /* the service office */
	LOCAL_OTHER,
	LOCAL_KINDS
};
const char *local_kind_name(enum local_kind kind); /* as in local.xml */

struct local_place { /* Swedish, shown as it stands */
	const char *id;
	enum local_kind kind;
	const char *name;
	const char *address, *hours, *phone, *web; /* each may be NULL; web: https address */
};

struct local { /* the municipality's own offices */
	const char *municipality;
	bool is_sample; /* nothing in it is real: say so wherever it is shown */
	const struct local_place *places;
	int place_count;
};

struct content {
	const struct guide *const *guides; /* in topological order, then `order`, then id */
	int guide_count;
	const struct question *questions;
	int question_count;
	const struct fact *facts; /* by id; the versions of one by date, each day has one */
	int fact_count;
	const struct authority *authorities;
	int authority_count;
	const struct station *stations; /* STATIONS of them, by number */
	const struct local *local;      /* NULL: no local details */
	const struct change *changes;   /* by content number */
	int change_count;
};

struct content_loader; /* opaque: collects files, then resolves */

struct content_loader *content_loader_create(struct arena *a);
/* Each parses one file's bytes; name is for the sentence ("guides/sfi.xml:12: ..."). */
MUST_CHECK enum err content_add_facts(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d);
MUST_CHECK enum err content_add_questions(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d);
MUST_CHECK enum err content_add_stations(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d);
MUST_CHECK enum err content_add_local(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d);
MUST_CHECK enum err content_add_changes(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d);
MUST_CHECK enum err content_add_guide(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d);
/* Resolves references; a missing id, a duplicate or a cycle is named with its file and line. */
MUST_CHECK enum err content_finish_loading(
	struct content_loader *l, const struct content **content_out, struct diag *d);

const struct guide *content_guide(const struct content *c, const char *id); /* or NULL */
/* The version in force on that day; NULL: there is no fact of that name. */
const struct fact *content_fact(const struct content *c, const char *id, const char *today);
bool content_has_fact(const struct content *c, const char *id);
/* The first place of that kind, NULL if there is none. */
const struct local_place *content_local_place(const struct content *c, enum local_kind kind);
/* The place of the guide's own kind, NULL if it names none or there is none. */
const struct local_place *content_guide_place(const struct content *c, const struct guide *g);
int content_question(const struct content *c, const char *id);           /* index or -1 */
int content_guide_index(const struct content *c, const struct guide *g); /* in c->guides */
