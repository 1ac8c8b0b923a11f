/* Reads one content file against a table of its elements: what may stand where, which attributes,
 * which form they have, and what must not be left out. The callbacks then only see what is right.
 * Streams through expat; refuses DOCTYPE (so no entities of anybody's own, no outside files), caps
 * size and depth. Every refusal is a sentence with file and line. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define XML_FILE_MAX (1u << 20) /* bytes of one file */
#define XML_DEPTH_MAX 24
#define XML_TEXT_MAX 8192 /* bytes of one text */
#define XML_ELEMENTS_MAX 31
#define XML_ATTRIBUTES_MAX 12 /* of one element */

enum xml_form {          /* of an attribute's value */
	XML_FORM_ID,     /* a-z and 0-9, single hyphens between */
	XML_FORM_IDS,    /* one or more of them, blanks between */
	XML_FORM_TEXT,   /* anything but nothing */
	XML_FORM_NUMBER, /* 0..9999 */
	XML_FORM_DATE,   /* a day of the calendar, YYYY-MM-DD */
	XML_FORM_HTTPS,  /* https://host.tld/... without blanks */
	XML_FORM_YES_NO, /* yes or no */
	XML_FORM_TOPIC,  /* T1 ... T99: the editor's number of a topic */
	XML_FORM_PHONE   /* as people write it: 0771-567 567, 112 */
};

struct xml_attribute {
	const char *name; /* NULL ends the list */
	enum xml_form form;
	bool may_be_left_out;
};

enum xml_body {
	XML_CHILDREN, /* elements */
	XML_EMPTY,    /* nothing */
	XML_TEXT,     /* plain text: blanks collapsed */
	XML_RICH      /* text with inline tags: becomes the msgid as xgettext extracts it */
};

#define XML_BIT(element) (1u << (element))
#define XML_ROOT (1u << XML_ELEMENTS_MAX) /* "parent" of the outermost element */

struct xml_element {
	const char *name;
	uint32_t parents; /* XML_BIT of each element it may stand in */
	enum xml_body body;
	bool at_most_once; /* in one parent */
	bool needed;       /* each parent must have one */
	struct xml_attribute attributes[XML_ATTRIBUTES_MAX + 1];
};

struct xml_reader;

/* An element is its index in the table. text is NULL for XML_CHILDREN and XML_EMPTY, else lives in
 * the arena. An error from a callback ends the reading. */
struct xml_grammar {
	const struct xml_element *elements;
	int count;
	enum err (*open)(void *ctx, struct xml_reader *r, int element);
	enum err (*close)(void *ctx, struct xml_reader *r, int element, const char *text);
};

/* name is for the sentences ("guides/sfi.xml"). ERR_SYNTAX, ERR_RANGE (too big, too deep),
 * ERR_MEMORY, or what a callback returned. */
MUST_CHECK enum err xml_read(struct arena *a, const struct xml_grammar *g, void *ctx,
	const char *name, const char *xml, size_t size, struct diag *d);

/* For the callbacks. */
const char *xml_file(const struct xml_reader *r); /* in the arena: lives as long as the content */
int xml_line(const struct xml_reader *r);         /* of the opening tag */
int xml_parent(const struct xml_reader *r);       /* element it stands in, -1 for the root */
struct arena *xml_arena(const struct xml_reader *r);
/* Value in the arena, NULL if left out. In `open` only. */
const char *xml_attribute(const struct xml_reader *r, const char *name);
int xml_attribute_number(const struct xml_reader *r, const char *name);
bool xml_attribute_yes(const struct xml_reader *r, const char *name); /* left out: no */
/* "file:line: sentence" */
__attribute__((format(printf, 3, 4))) enum err xml_fail(
	struct xml_reader *r, enum err err, const char *format, ...);

/* The forms, for tests and for values that are no attributes. */
bool xml_form_holds(enum xml_form form, const char *value);
