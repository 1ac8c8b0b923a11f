#include "proof/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SENTENCE_BYTES 1024

static const char *const names[PROOF_RULES] = {
	[RULE_LOADS] = "loads",
	[RULE_PREREQUISITES] = "prerequisites",
	[RULE_REACHABLE] = "reachable",
	[RULE_NO_DEAD_END] = "no-dead-end",
	[RULE_PATH_HAS_LIST] = "path-has-list",
	[RULE_FEW_QUESTIONS] = "few-questions",
	[RULE_KNOWN_FACTS] = "known-facts",
	[RULE_KNOWN_ICONS] = "known-icons",
	[RULE_COMPLETE] = "complete",
	[RULE_SAME_TAGS] = "same-tags",
	[RULE_TRANSLATED] = "translated",
	[RULE_SCRIPT] = "script",
	[RULE_GLYPHS] = "glyphs",
	[RULE_FITS] = "fits",
	[RULE_FEW_WORDS] = "few-words",
	[RULE_PAPER_LENGTH] = "paper-length",
	[RULE_FRESH_FACTS] = "fresh-facts",
	[RULE_TWO_CHECKS] = "two-checks",
	[RULE_QR] = "qr",
	[RULE_CHANGES] = "changes",
	[RULE_EXTRACTED] = "extracted",
};

const char *proof_rule_name(enum proof_rule rule)
{
	return rule > 0 && rule < PROOF_RULES ? names[rule] : "?";
}

void proof_report_init(struct proof_report *r, struct arena *a)
{
	*r = (struct proof_report){ .arena = a, .capacity = PROOF_FAULTS_MAX };
	r->items = arena_array(a, PROOF_FAULTS_MAX, sizeof(*r->items));
	r->failed = !r->items;
}

static bool is_known(const struct proof_report *r, const struct proof_fault *f)
{
	for (int i = 0; i < r->count; i++) {
		const struct proof_fault *g = &r->items[i];

		if (g->rule == f->rule && strcmp(g->where, f->where) == 0 &&
			strcmp(g->sentence, f->sentence) == 0)
			return true;
	}
	return false;
}

void proof_add(struct proof_report *r, enum proof_rule rule, bool is_warning, const char *where,
	const char *path, const char *sentence)
{
	struct proof_fault f = { rule, is_warning, where, sentence, path };

	if (r->failed || is_known(r, &f))
		return;
	if (is_warning)
		r->warnings++;
	else
		r->faults++;
	if (r->count == r->capacity)
		return;
	f.where = arena_strdup(r->arena, where);
	f.path = arena_strdup(r->arena, path);
	f.sentence = arena_strdup(r->arena, sentence);
	if (f.where && f.path && f.sentence)
		r->items[r->count++] = f;
	else
		r->failed = true;
}

void proof_fail(
	struct proof_report *r, enum proof_rule rule, const char *where, const char *format, ...)
{
	char sentence[SENTENCE_BYTES];
	va_list args;

	va_start(args, format);
	vsnprintf(sentence, sizeof(sentence), format, args);
	va_end(args);
	proof_add(r, rule, false, where, "", sentence);
}

static int compare(const void *a, const void *b)
{
	const struct proof_fault *x = a, *y = b;
	int order;

	if (x->is_warning != y->is_warning)
		return x->is_warning - y->is_warning;
	if (x->rule != y->rule)
		return (int)x->rule - (int)y->rule;
	order = strcmp(x->where, y->where);
	return order ? order : strcmp(x->sentence, y->sentence);
}

void proof_report_sort(struct proof_report *r)
{
	if (r->count)
		qsort(r->items, (size_t)r->count, sizeof(*r->items), compare);
}
