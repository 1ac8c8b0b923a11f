/* The index: topics by the first letters of their names in the visitor's language, or the Swedish
 * names of papers by theirs, each leading to its topic. Sorted and cut into letters as the language
 * does it (ICU collation, UTS #10; CLDR index characters). Lives in the arena it is made in. */
#pragma once

#include "content/rich.h"

enum find_list {
	FIND_NAMES, /* topics, in the visitor's language */
	FIND_PAPERS /* Swedish words on letters and forms */
};

struct find_entry {
	struct rich_text label;
	int guide;  /* index in content.guides */
	int letter; /* index in letters */
};

struct find_index {
	const struct find_entry *entries; /* in the language's order, so letter by letter */
	int entry_count;
	const char *const *letters; /* UTF-8; only those that have entries */
	int letter_count;
	const struct lang *lang; /* whose letters they are */
};

/* ERR_MEMORY; ERR_UNSUPPORTED: ICU cannot sort this language. */
MUST_CHECK enum err find_index_create(struct arena *a, const struct rich_context *context,
	enum find_list list, const struct find_index **index_out);
