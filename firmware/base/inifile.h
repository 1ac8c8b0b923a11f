/* INI texts (inih) into plain structs, driven by a table of keys: languages, panels, printers.
 * One place knows how to say which file, line and key is wrong. Sections are allowed and ignored
 * unless the reader is inifile_each. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum inifile_kind {
	INIFILE_TEXT,   /* const char *, copied into the arena */
	INIFILE_INT,    /* int, min..max */
	INIFILE_NUMBER, /* double, min..max */
	INIFILE_CHOICE, /* int-sized enum: index in `choices` (NULL-terminated) */
	INIFILE_BOOL    /* bool: yes | no */
};

struct inifile_key {
	const char *name;
	enum inifile_kind kind;
	size_t offset;
	bool is_optional; /* keeps what the struct held before */
	double min, max;
	const char *const *choices;
};

/* Reads `text` into the struct at `out`. name is for the sentence only ("printers/x.ini"). A key
 * that is not in the table, comes twice or has a value of the wrong form: ERR_SYNTAX / ERR_RANGE;
 * one that is not optional and missing: ERR_MISSING. The sentence names file, line and key and says
 * what is allowed. At most 64 keys. */
MUST_CHECK enum err inifile_read(struct arena *a, const char *name, const char *text,
	const struct inifile_key *keys, int key_count, void *out, struct diag *d);

/* Calls `each` for every key = value with its section ("" before the first) and line; stops at the
 * first error it returns. */
typedef enum err (*inifile_each_fn)(void *ctx, const char *section, const char *key,
	const char *value, int line, struct diag *d);
MUST_CHECK enum err inifile_each(
	const char *name, const char *text, inifile_each_fn each, void *ctx, struct diag *d);
