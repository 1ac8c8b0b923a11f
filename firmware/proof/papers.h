/* The paper of one language: how long it gets, and whether its codes fit. */
#pragma once

#include "content/rich.h"
#include "print/model.h"
#include "proof/report.h"
#include "proof/walk.h"
#include "text/glyphs.h"

/* Centimetres a single visitor's longest paper may have: regular print on 80 mm paper, and large
 * print or 58 mm paper. Metres of paper are carried home and never read. */
#define PROOF_PAPER_CM 300
#define PROOF_PAPER_LARGE_CM 480

struct proof_papers {
	struct proof_report *report;
	const struct walk *walk;
	struct rich_context rich;
	struct text_engine *engine;
	struct glyphs *glyphs;
	const struct printer_model *wide, *narrow; /* 80 and 58 mm */
	struct arena *scratch;
	int longest_cm; /* out, regular print on 80 mm */
	int papers;     /* out: how many were laid out */
};

/* The covering lists in regular and large print on both widths. */
void proof_papers(struct proof_papers *p);
/* Every address that becomes a code, on the narrowest paper. */
void proof_codes(
	struct proof_report *report, const struct content *c, const struct printer_model *m);
