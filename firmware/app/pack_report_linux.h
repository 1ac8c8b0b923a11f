/* What `kiosk-pack check` says: a fault a line, then a table; the same as JSON; and from a child
 * process to its parent. */
#pragma once

#include <stdio.h>

#include "content/content.h"
#include "proof/report.h"
#include "proof/strings_linux.h"

struct pack_summary {
	long paths, lists;
	int most_questions, covers, screens, papers, longest_cm;
	int facts, verified, overdue;
	const struct proof_language *languages;
	int language_count;
	double seconds;
};

void pack_report_print(const struct proof_report *r, const struct pack_summary *s);
void pack_report_json(const struct proof_report *r, const struct pack_summary *s);
/* counts: screens, papers, longest paper in cm. */
void pack_report_send(const struct proof_report *r, const int counts[3], FILE *to);
void pack_report_receive(struct proof_report *r, int counts[3], FILE *from);
/* The topics as a graph for Graphviz: solid what is needed, dashed what is recommended. */
MUST_CHECK enum err pack_graph_write(const char *path, const struct content *c, struct diag *d);
