/* The catalogues against their sources: complete, consistent, translated, in the right script,
 * every character with a glyph, every icon there. Reads the compiled catalogues of the content
 * folder, the sources as catalogues of every msgid (locales/locales.mk) and the PO files, to name a
 * line. */
#pragma once

#include "content/content.h"
#include "content/strings.h"
#include "proof/report.h"
#include "text/fonts.h"
#include "text/lang.h"

struct proof_language { /* a row of the table */
	const struct lang *lang;
	int total[2], translated[2],
		fuzzy[2]; /* by enum strings_domain; total 0: the source itself */
};

struct proof_strings {
	struct proof_report *report;
	struct arena *arena;
	const struct content *content;
	const struct lang_table *langs;
	struct fonts *fonts;
	const char *content_dir;
	const char *source_dir;  /* {kiosk,guides}-source.mo; NULL: what stands in the sources is
				    unknown */
	const char *locales_dir; /* PO files and same.txt; NULL: no lines, no fuzzy counts */
	bool is_strict;          /* a missing string is a fault */
	/* out, one a language offered, in their order; in the arena */
	struct proof_language *languages;
	int language_count;
};

/* ERR_MISSING, ERR_SYNTAX with a sentence when a source cannot be read. */
MUST_CHECK enum err proof_strings(struct proof_strings *s, struct diag *d);
