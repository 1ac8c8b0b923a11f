/* Walks over a content text (a msgid or its translation): text with entities decoded, inline tags,
 * facts. Pull style, no memory. The one reading of markup for rich text, for the check of
 * translations and for finding the facts a text needs. A translation is outside input: wrong markup
 * is reported, never guessed at. */
#pragma once

#include <stddef.h>

enum markup_kind { MARKUP_TEXT, MARKUP_OPEN, MARKUP_CLOSE, MARKUP_FACT, MARKUP_END, MARKUP_WRONG };
enum markup_tag { MARKUP_SV, MARKUP_B, MARKUP_WEB, MARKUP_TAGS };

struct markup_token {
	enum markup_kind kind;
	enum markup_tag tag; /* OPEN, CLOSE */
	/* TEXT: the bytes (one decoded character where an entity stood). FACT: the id. WRONG: what
	 * is wrong, as the end of a sentence. Not NUL-terminated but for WRONG. */
	const char *bytes;
	size_t size;
};

struct markup {
	const char *at;
	enum markup_tag open[2]; /* tags open now */
	int depth;
};

struct markup markup_begin(const char *text);
/* MARKUP_END and MARKUP_WRONG are the last. Tags come balanced and nested as msgid.h allows. */
struct markup_token markup_next(struct markup *m);
const char *markup_tag_name(enum markup_tag tag);
