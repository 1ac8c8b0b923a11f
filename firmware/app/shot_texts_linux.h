/* The texts of one catalogue, and which of them a screen asks for while it is built: for the
 * pictures of every text (pack_shots_linux). */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "content/strings.h"
#include "ui/drawlist.h"

struct shot_text { /* one string of the catalogue */
	enum strings_domain domain;
	const char *msgid, *translation;
	int picture;       /* 0: none yet */
	bool is_asked_for; /* by the screen that is being built */
};

struct shot_texts {
	struct arena *arena; /* borrowed; the texts live in it */
	struct shot_text *texts;
	int count, capacity;
	void *tree;          /* tsearch: struct shot_text by domain and msgid */
	struct strings real; /* set after reading: where the words come from */
	bool has_gaps;       /* pretends that no guide is translated */
};

/* All texts of the language's catalogues in the content folder. The sentence names the file. */
MUST_CHECK enum err shot_texts_read(struct shot_texts *s, struct arena *a, const char *content_dir,
	const char *code, struct diag *d);
void shot_texts_finish(struct shot_texts *s);
/* Words that remember they were asked for; valid as long as s. */
struct strings shot_texts_strings(struct shot_texts *s);
void shot_texts_forget(struct shot_texts *s); /* none is asked for */
/* The translation is to be read on the screen. */
bool shot_text_stands_on(const struct drawlist *list, const char *translation);
