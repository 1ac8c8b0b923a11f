/* Every distinct screen of one language: each page of a guide in each of its looks, each question,
 * lists that show every card with every remark, a family, an older paper, the index letter by
 * letter, and all that stands for itself, calling the staff and their greeting too. Pages that
 * differ only in their number count once. */
#pragma once

#include "proof/screen_check.h"
#include "proof/walk.h"

struct proof_screens {
	struct screen_check check;
	const struct walk *walk;
	struct rich_context rich; /* with the language */
	struct text_engine *engine;
	enum text_size text_size;
	int content_number;
	struct arena *scratch;
};

void proof_screens(struct proof_screens *s);
