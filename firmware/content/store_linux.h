/* Reads a content folder: facts.xml, questions.xml, stations.xml, every guides/ID.xml, and
 * local.xml if it is there. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "content/content.h"

/* Everything lives in the arena. ERR_MISSING, ERR_IO, ERR_SYNTAX, ... with a sentence naming file
 * and line; nothing is half loaded: one bad file refuses the folder (an updated one is then not
 * used). */
MUST_CHECK enum err content_store_load(struct arena *a, const char *content_dir,
	const struct content **content_out, struct diag *d);
