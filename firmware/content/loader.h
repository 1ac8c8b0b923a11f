/* Inside of the content room only: what the parsers of the three kinds of files collect, and what
 * content.c resolves when all files are read. Everything lives in the loader's arena. */
#pragma once

#include "content/content.h"
#include "content/xml_reader.h"

struct vec { /* grows in the arena; items move when it does */
	void *items;
	int count, capacity;
};

/* A new zeroed item at the end, NULL when there is no memory. */
void *vec_add(struct arena *a, struct vec *v, size_t size);

struct where {
	const char *file;
	int line;
};

struct ref { /* something named by its id, to be found when all is read */
	const char *id;
	struct where at;
};

struct rule_ref { /* fills in one RULE_IS */
	struct rule *rule;
	struct ref question;
	const char *values; /* ids, one blank between */
	const char *owner;  /* the question whose `when` it is in, NULL for a guide's rules */
};

struct fact_draft {
	struct fact fact;
	struct where at;
};

struct authority_draft {
	struct authority authority;
	struct ref phone; /* id NULL: none */
	struct where at;
};

struct question_draft {
	struct question question;
	struct where at;
};

struct requirement_draft {
	struct ref any_of[GUIDE_REQUIRES_MAX];
	int count;
	bool is_recommended_only;
	const struct rule *when;
};

struct guide_draft {
	struct guide *guide; /* final place */
	struct ref authority;
	struct vec requirements; /* struct requirement_draft */
	struct where at;
};

struct change_draft {
	struct change change;
	struct ref guide; /* id NULL: none */
};

struct station_draft {
	struct station station;
	struct where at;
};

struct content_loader {
	struct arena *arena;
	struct vec facts, authorities, questions, guides, stations, changes; /* drafts */
	const struct local *local;
	struct vec rule_refs, fact_refs; /* struct rule_ref, struct ref */
};

struct where where_now(const struct xml_reader *r);
/* Keeps the facts a msgid names, to be found later. */
MUST_CHECK enum err loader_note_facts(
	struct content_loader *l, struct xml_reader *r, const char *msgid);

#define XML_VALIDITY                                                                               \
	{ "valid-from", XML_FORM_DATE, true },                                                     \
	{                                                                                          \
		"valid-until", XML_FORM_DATE, true                                                 \
	}

/* Of the element that opens. */
MUST_CHECK enum err loader_validity(struct xml_reader *r, struct validity *out);
bool validity_overlaps(struct validity a, struct validity b);
void day_after(const char *day, char out[11]); /* both YYYY-MM-DD */

/* local.c: -1 with a sentence if there is no such kind of place. */
MUST_CHECK enum err local_kind_find(struct xml_reader *r, const char *name, int *kind_out);

/* "the guide x is there already": where both stand. */
MUST_CHECK enum err loader_fail_twice(
	const char *what, const char *id, struct where first, struct where second, struct diag *d);

/* resolve_facts.c, in this order: versions, authorities' telephones, what texts name. */
MUST_CHECK enum err resolve_facts(struct content_loader *l, struct content *c, struct diag *d);
MUST_CHECK enum err resolve_authorities(
	struct content_loader *l, struct content *c, struct diag *d);
MUST_CHECK enum err resolve_fact_refs(
	const struct content_loader *l, const struct content *c, struct diag *d);

/* resolve_guides.c: needs the facts and authorities. */
MUST_CHECK enum err resolve_questions(struct content_loader *l, struct content *c, struct diag *d);
MUST_CHECK enum err resolve_rules(
	struct content_loader *l, const struct content *c, struct diag *d);
MUST_CHECK enum err resolve_guides(struct content_loader *l, struct content *c, struct diag *d);

/* content.c: index of the first version of the fact, -1 if there is none. */
int content_fact_index(const struct content *c, const char *id);

/* changes.c: the guides they name, and their order. Needs c->guides. */
MUST_CHECK enum err resolve_changes(struct content_loader *l, struct content *c, struct diag *d);

/* stations.c: every station once. */
MUST_CHECK enum err resolve_stations(struct content_loader *l, struct content *c, struct diag *d);

/* The id most like the one that was not found, as "; did you mean \"...\"?", or "" if none is near.
 * Feed every known id, then ask. */
struct closest {
	const char *wanted, *best;
	int best_distance;
	char sentence[96];
};
struct closest closest_begin(const char *wanted);
void closest_offer(struct closest *c, const char *id);
const char *closest_sentence(struct closest *c);

struct guide_cycle {
	const struct guide *on_it; /* one of them */
	char path[300];            /* "a -> b -> a" */
};

/* guide_order.c: sorts guides so that what is required or recommended comes first, then by order
 * and id. ERR_SYNTAX when they wait for one another; cycle_out says how. */
MUST_CHECK enum err guides_sort(
	const struct guide **guides, int count, struct guide_cycle *cycle_out);

/* --- RULE elements, shared by questions and guides: the first four of each grammar's table. */
enum { RULE_EL_ALL, RULE_EL_ANY, RULE_EL_NOT, RULE_EL_IS, RULE_EL_COUNT };

/* Parents a rule may have besides <when> and <applies>. */
#define RULE_IN (XML_BIT(RULE_EL_ALL) | XML_BIT(RULE_EL_ANY) | XML_BIT(RULE_EL_NOT))
/* clang-format off */
#define RULE_ELEMENTS(parents) \
	[RULE_EL_ALL] = { "all", (parents) | RULE_IN, XML_CHILDREN, false, false, { { 0 } } }, \
	[RULE_EL_ANY] = { "any", (parents) | RULE_IN, XML_CHILDREN, false, false, { { 0 } } }, \
	[RULE_EL_NOT] = { "not", (parents) | RULE_IN, XML_CHILDREN, false, false, { { 0 } } }, \
	[RULE_EL_IS] = { "is", (parents) | RULE_IN, XML_EMPTY, false, false, \
		{ { "question", XML_FORM_ID, false }, { "in", XML_FORM_IDS, false } } }
/* clang-format on */

struct rule_builder {
	struct rule *open[XML_DEPTH_MAX]; /* open[0] stands for <when> or <applies> */
	int depth;
};

/* For <when> or <applies>: begin when it opens, finish when it closes (exactly one rule, or a
 * sentence). */
MUST_CHECK enum err rule_build_begin(struct rule_builder *b, struct xml_reader *r);
MUST_CHECK enum err rule_build_open(struct rule_builder *b, struct content_loader *l,
	struct xml_reader *r, int element, const char *owner);
MUST_CHECK enum err rule_build_close(struct rule_builder *b, struct xml_reader *r);
MUST_CHECK enum err rule_build_finish(
	struct rule_builder *b, struct xml_reader *r, const struct rule **rule_out);
