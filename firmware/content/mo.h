/* Compiled catalogues (.mo) read from memory: checked whole before anything believes them, because
 * the C library believes every offset it finds in them and crashes on a damaged one. Format: GNU
 * gettext manual, "The Format of GNU MO Files"; ours are little endian, revision 0, UTF-8 and
 * without a hash table (msgfmt --no-hash), whose probing could loop for ever. Borrows the bytes. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define MO_STRINGS_MAX 65536
#define MO_FORMS_MAX 6

struct mo {
	const char *bytes;
	size_t size;
	uint32_t count;                    /* with the header entry, whose msgid is "" */
	uint32_t ids_offset, texts_offset; /* of the two tables */
	int forms;                         /* nplurals; 1 when the header does not say */
};

struct mo_entry {
	const char *context; /* NUL-terminated only by its size; NULL: none */
	size_t context_size;
	const char *msgid;
	const char *msgid_plural;       /* NULL: none */
	const char *form[MO_FORMS_MAX]; /* form[0] is the translation when there is no plural */
	int form_count;
};

/* ERR_SYNTAX with "name: what is wrong; what to do". */
MUST_CHECK enum err mo_open(
	struct mo *mo, const char *name, const void *bytes, size_t size, struct diag *d);
/* index 0 is the header. */
struct mo_entry mo_entry(const struct mo *mo, uint32_t index);
