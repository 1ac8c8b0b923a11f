/* What the proof has found: faults and warnings, each with the rule it breaks, its place and a
 * sentence. The rules' numbers are stable: people and tests name them. Lives in an arena. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

enum proof_rule {
	RULE_LOADS = 1,     /* the files load: form, attributes, dates */
	RULE_PREREQUISITES, /* no cycle, no missing prerequisite */
	RULE_REACHABLE,     /* somebody's list has every topic */
	RULE_NO_DEAD_END,   /* every topic has a step, every page a way on */
	RULE_PATH_HAS_LIST, /* no answers lead to an empty list */
	RULE_FEW_QUESTIONS, /* at most eight on a path */
	RULE_KNOWN_FACTS,   /* every fact named is there */
	RULE_KNOWN_ICONS,   /* every icon named is there */
	RULE_COMPLETE,      /* no missing string (with --strict; else a warning) */
	RULE_SAME_TAGS,     /* source and translation have the same tags and names */
	RULE_TRANSLATED,    /* not equal to the source unless it is a name */
	RULE_SCRIPT,        /* written in the language's script and letters */
	RULE_GLYPHS,        /* every character has a glyph */
	RULE_FITS,          /* nothing cut, overlapping, too small, outside or unmirrored */
	RULE_FEW_WORDS,     /* short steps, sentences and titles */
	RULE_PAPER_LENGTH,  /* no paper longer than the limit */
	RULE_FRESH_FACTS,   /* no fact past its day (--issue; else a warning) */
	RULE_TWO_CHECKS,    /* every fact checked by two roles (with --strict; else counted) */
	RULE_QR,            /* https, and the code fits the paper */
	RULE_CHANGES,       /* the change log belongs to this content */
	RULE_EXTRACTED,     /* the catalogues are made from these texts */
	PROOF_RULES
};

const char *proof_rule_name(enum proof_rule rule); /* "reachable" */

struct proof_fault {
	enum proof_rule rule;
	bool is_warning;
	const char *where;    /* "guides/sfi.xml:12", "th largest portrait-156 ..." */
	const char *sentence; /* what and what to do */
	const char *path;     /* the answers that lead there, "" if it needs none */
};

#define PROOF_FAULTS_MAX 2000 /* more of them help nobody */

struct proof_report {
	struct arena *arena;
	struct proof_fault *items;
	int count, capacity;
	int faults, warnings; /* all, also those past the cap */
	bool failed;          /* no memory */
};

void proof_report_init(struct proof_report *r, struct arena *a);
/* Copies what it is given; a fault of the same rule, place and sentence is kept once. */
void proof_add(struct proof_report *r, enum proof_rule rule, bool is_warning, const char *where,
	const char *path, const char *sentence);
__attribute__((format(printf, 4, 5))) void proof_fail(
	struct proof_report *r, enum proof_rule rule, const char *where, const char *format, ...);
/* Faults first, then by rule and place. */
void proof_report_sort(struct proof_report *r);
