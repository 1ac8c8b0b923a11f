/* Where in a PO file an entry stands, so that a complaint about it can name file and line. */
#pragma once

/* Line of the "msgid" whose text this is, 0 if it is not in the file. po: the file's text. */
int po_line_of(const char *po, const char *msgid);
