/* The small content of tests/fixtures/content for tests: whole, or with one place of one file
 * changed to see what the loader says. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "content/content.h"

#define FIXTURE_CONTENT "tests/fixtures/content"

/* Reads a file into the arena; ends the test run if there is none. */
char *fixture_read(struct arena *a, const char *path, size_t *size_out);

/* Loads the fixture. In `file` ("guides/card.xml") the first `from` becomes `to`; file NULL: as it
 * is. from NULL: the whole file becomes `to`. A file not in the fixture is added. */
enum err fixture_content_changed(struct arena *a, const char *file, const char *from,
	const char *to, const struct content **content_out, struct diag *d);
/* For a content put together by a test: the stations of the fixture. */
void fixture_add_stations(struct content_loader *l, struct arena *a);
/* The fixture as it is; ends the test run with the sentence if it does not load. */
const struct content *fixture_content(struct arena *a);
