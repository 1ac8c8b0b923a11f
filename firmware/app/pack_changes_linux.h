/* What a visitor sees change from one content folder to another, counted by kind for whoever stands
 * at the kiosk. */
#pragma once

#include "base/err.h"

enum change_kind {
	CHANGE_TOPICS_NEW,
	CHANGE_TOPICS_CHANGED, /* its Swedish text, or what belongs to it */
	CHANGE_TOPICS_GONE,
	CHANGE_FACTS_NEW,
	CHANGE_FACTS_CHANGED, /* what it says, not the day it was checked */
	CHANGE_FACTS_GONE,
	CHANGE_FACTS_CHECKED, /* the same value, checked anew */
	CHANGE_LANGUAGES,     /* translations that differ */
	CHANGE_OTHER,         /* questions, pictures, profiles: files */
	CHANGES
};

#define CHANGE_NAMES 200 /* bytes */

struct pack_changes {
	int count[CHANGES];
	char names[CHANGES][CHANGE_NAMES]; /* the first ones, with commas; may be cut at a name */
};

const char *change_name(enum change_kind kind); /* "topics-new" */
/* before NULL: there was nothing. */
MUST_CHECK enum err pack_changes_find(
	const char *before, const char *after, struct pack_changes *out, struct diag *d);
