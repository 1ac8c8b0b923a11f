/* Collects the inside of one translatable element into the msgid that `xgettext --its` makes of it
 * (assets/guides/guides.its), byte for byte: blanks collapsed, & < > escaped, inline tags kept.
 * Tried on gettext 0.21; a test compares all real content. Where xgettext would lose a blank that
 * the reader of the text needs, the text is refused, so that what is translated is what is shown.
 */
#pragma once

#include <stdbool.h>

#include "base/buf.h"

#define MSGID_DEPTH_MAX 3 /* the element itself, <b>, a tag in <b> */

struct msgid {
	struct buf text;
	bool is_plain;  /* no tags, not escaped: a text that is never translated */
	bool has_blank; /* white space seen, not yet written */
	bool after_tag; /* the last thing written was a tag */
	int depth;
	struct {
		char tag[8];
		bool begins_with_text;
		bool is_empty;
	} level[MSGID_DEPTH_MAX];
};

void msgid_begin(struct msgid *m, bool is_plain); /* keeps the buffer's memory */
/* Each returns NULL, or what is wrong as the end of a sentence. attributes as expat gives them. */
const char *msgid_open_tag(struct msgid *m, const char *tag, const char **attributes);
const char *msgid_close_tag(struct msgid *m);
const char *msgid_add_text(struct msgid *m, const char *text, size_t size);
const char *msgid_end(struct msgid *m);
void msgid_finish(struct msgid *m);
