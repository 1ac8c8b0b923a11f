#include "proof/po_lines.h"

#include <string.h>

#include "base/buf.h"

/* Appends the quoted string at s, escapes undone. */
static void append_quoted(struct buf *out, const char *s)
{
	const char *p = strchr(s, '"');

	for (p = p ? p + 1 : ""; *p && *p != '"' && *p != '\n'; p++) {
		if (*p != '\\') {
			buf_putc(out, *p);
			continue;
		}
		p++;
		buf_putc(out, *p == 'n' ? '\n' : *p == 't' ? '\t' : *p);
		if (!*p)
			break;
	}
}

int po_line_of(const char *po, const char *msgid)
{
	struct buf text = { 0 };
	int line = 1, at = 0, found = 0;
	const char *p;

	for (p = po; !found; line++) {
		bool is_msgid = strncmp(p, "msgid ", 6) == 0;

		/* A line that does not go on with the string ends the msgid before it. */
		if (at && *p != '"') {
			if (strcmp(buf_str(&text), msgid) == 0)
				found = at;
			at = 0;
		}
		if (is_msgid) {
			buf_clear(&text);
			at = line;
		}
		if (at)
			append_quoted(&text, p);
		p = strchr(p, '\n');
		if (!p)
			break;
		p++;
	}
	buf_finish(&text);
	return found;
}
