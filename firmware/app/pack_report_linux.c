#include "app/pack_report_linux.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "platform/files_linux.h"

#define LINE_BYTES 8192
#define FIELDS 5
#define SEPARATOR "\x1F" /* between the fields of a line; no text has it */

static void print_cell(const struct proof_language *l, int domain)
{
	char cell[64];

	if (!l->total[domain])
		snprintf(cell, sizeof(cell), "source");
	else if (l->translated[domain] == l->total[domain])
		snprintf(cell, sizeof(cell), "%d/%d", l->translated[domain], l->total[domain]);
	else
		snprintf(cell, sizeof(cell), "%d/%d (%d fuzzy)", l->translated[domain],
			l->total[domain], l->fuzzy[domain]);
	printf("%-24s ", cell);
}

static void print_languages(const struct pack_summary *s)
{
	if (!s->language_count)
		return;
	printf("%-10s %-24s %-24s %s\n", "language", "interface", "guides", "signed");
	for (int i = 0; i < s->language_count; i++) {
		printf("%-10s ", s->languages[i].lang->code);
		print_cell(&s->languages[i], STRINGS_KIOSK);
		print_cell(&s->languages[i], STRINGS_GUIDES);
		printf("%d/%d\n", s->languages[i].lang->signed_texts, s->languages[i].lang->texts);
	}
}

static void print_numbers(const struct pack_summary *s)
{
	if (s->paths)
		printf("paths      %ld tuples of answers, all; %ld distinct lists; at most %d "
		       "questions\n",
			s->paths, s->lists, s->most_questions);
	if (s->screens)
		printf("screens    %d laid out: every page of a guide in every look, every "
		       "question, "
		       "and %d lists that show every card with every remark\n",
			s->screens, s->covers);
	if (s->papers)
		printf("papers     %d laid out, of those lists; the longest %d cm\n", s->papers,
			s->longest_cm);
	if (s->facts)
		printf("facts      %d; %d checked by two roles; %d past their day\n", s->facts,
			s->verified, s->overdue);
}

void pack_report_print(const struct proof_report *r, const struct pack_summary *s)
{
	for (int i = 0; i < r->count; i++) {
		const struct proof_fault *f = &r->items[i];

		fprintf(stderr, "%s: R%02d %s%s: %s%s%s%s\n", f->where, (int)f->rule,
			proof_rule_name(f->rule), f->is_warning ? " (warning)" : "", f->sentence,
			*f->path ? " [" : "", f->path, *f->path ? "]" : "");
	}
	print_languages(s);
	print_numbers(s);
	printf("proof      %s: %d faults, %d warnings, %.1f s\n", r->faults ? "FAILED" : "passed",
		r->faults, r->warnings, s->seconds);
}

static json_t *json_faults(const struct proof_report *r)
{
	json_t *list = json_array();

	for (int i = 0; i < r->count; i++) {
		const struct proof_fault *f = &r->items[i];

		json_array_append_new(list,
			json_pack("{s:i, s:s, s:b, s:s, s:s, s:s}", "rule", (int)f->rule, "name",
				proof_rule_name(f->rule), "warning", (int)f->is_warning, "where",
				f->where, "sentence", f->sentence, "path", f->path));
	}
	return list;
}

static json_t *json_languages(const struct pack_summary *s)
{
	json_t *list = json_array();

	for (int i = 0; i < s->language_count; i++) {
		const struct proof_language *l = &s->languages[i];

		json_array_append_new(
			list, json_pack("{s:s, s:i, s:[i, i], s:[i, i], s:[i, i]}", "code",
				      l->lang->code, "signed", l->lang->signed_texts, "total",
				      l->total[0], l->total[1], "translated", l->translated[0],
				      l->translated[1], "fuzzy", l->fuzzy[0], l->fuzzy[1]));
	}
	return list;
}

void pack_report_json(const struct proof_report *r, const struct pack_summary *s)
{
	json_t *all = json_pack("{s:b, s:i, s:i, s:o, s:o, s:I, s:I, s:i, s:i, s:i, s:f}", "passed",
		!r->faults, "faults", r->faults, "warnings", r->warnings, "list", json_faults(r),
		"languages", json_languages(s), "paths", (json_int_t)s->paths, "lists",
		(json_int_t)s->lists, "screens", s->screens, "papers", s->papers, "longest_cm",
		s->longest_cm, "seconds", s->seconds);

	if (all)
		json_dumpf(all, stdout, JSON_INDENT(1) | JSON_SORT_KEYS);
	puts("");
	json_decref(all);
}

/* ---------------------------------------------------------------- between processes */

static void send_text(const char *text, FILE *to)
{
	fputs(SEPARATOR, to);
	for (; *text; text++)
		fputc(*text == '\n' || *text == *SEPARATOR ? ' ' : *text, to);
}

void pack_report_send(const struct proof_report *r, const int counts[3], FILE *to)
{
	for (int i = 0; i < r->count; i++) {
		const struct proof_fault *f = &r->items[i];

		fprintf(to, "%d" SEPARATOR "%d", (int)f->rule, f->is_warning);
		send_text(f->where, to);
		send_text(f->path, to);
		send_text(f->sentence, to);
		fputc('\n', to);
	}
	fprintf(to, "counts %d %d %d\n", counts[0], counts[1], counts[2]);
}

static void take_fault(struct proof_report *r, char *line)
{
	const char *fields[FIELDS];
	char *rest = line;
	int count = 0;

	while (count < FIELDS && rest)
		fields[count++] = strsep(&rest, SEPARATOR "\n");
	if (count == FIELDS)
		proof_add(r, (enum proof_rule)atoi(fields[0]), atoi(fields[1]) != 0, fields[2],
			fields[3], fields[4]);
}

void pack_report_receive(struct proof_report *r, int counts[3], FILE *from)
{
	char line[LINE_BYTES];
	bool is_whole = false;

	while (fgets(line, sizeof(line), from)) {
		if (sscanf(line, "counts %d %d %d", &counts[0], &counts[1], &counts[2]) == 3)
			is_whole = true;
		else
			take_fault(r, line);
	}
	if (!is_whole)
		proof_fail(r, RULE_LOADS, "kiosk-pack", "a child process ended before it was done");
}

/* ---------------------------------------------------------------- the graph */

enum err pack_graph_write(const char *path, const struct content *c, struct diag *d)
{
	struct buf out = { 0 };
	enum err err;

	buf_puts(&out, "digraph topics {\n\trankdir=LR;\n\tnode [shape=box];\n");
	for (int i = 0; i < c->guide_count; i++) {
		const struct guide *g = c->guides[i];

		buf_printf(&out, "\t\"%s\" [label=\"%s%s%s\"];\n", g->id, g->topic ? g->topic : "",
			g->topic ? " " : "", g->term);
		for (int j = 0; j < g->requirement_count; j++) {
			const struct guide_requirement *q = &g->requirements[j];

			for (int k = 0; k < q->count; k++)
				buf_printf(&out, "\t\"%s\" -> \"%s\"%s;\n", q->any_of[k]->id, g->id,
					q->is_recommended_only ? " [style=dashed]"
					: q->count > 1         ? " [label=\"or\"]"
							       : "");
		}
	}
	buf_puts(&out, "}\n");
	err = out.failed ? diag_fail(d, ERR_MEMORY, "no memory for the graph")
			 : file_write(path, out.data, out.size, d);
	buf_finish(&out);
	return err;
}
