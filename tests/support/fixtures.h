/* What tests of text and of all that stands on it need: every language and font of assets/, read
 * with stdio only, and golden files. Tests run from the top of the tree. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "text/fonts.h"
#include "text/lang.h"
#include "text/layout.h"

struct fixtures {
	struct arena *arena;
	struct lang_table langs;
	struct fonts *fonts;
	struct text_engine *engine;
	void *files[FONTS_MAX];
	int file_count;
};

/* Loads all; ends the test program with a sentence if something is missing. */
void fixtures_open(struct fixtures *f);
void fixtures_close(struct fixtures *f);
/* Ends the test program if the language is unknown. */
const struct lang *fixtures_lang(const struct fixtures *f, const char *code);

/* A whole file, heap, NUL-terminated; NULL if it cannot be read. */
char *fixtures_read_file(const char *path, size_t *size_out);
/* Compares with tests/golden/NAME. With UPDATE_GOLDEN=1 in the environment it is written instead
 * and the answer is true. A difference is reported to standard error with its first line. */
bool fixtures_golden(const char *name, const void *bytes, size_t size);
