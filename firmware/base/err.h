/* Errors and the sentence that goes with them.
 * Pure code returns an enum err; whoever knows the file, the line or the option writes the sentence
 * into a struct diag, so that a maintainer reads what, where and what to do. */
#pragma once

enum err {
	ERR_OK = 0,
	ERR_MEMORY,      /* no memory, or past a cap we set ourselves */
	ERR_IO,          /* the operating system refused; errno is in the sentence */
	ERR_MISSING,     /* a file, an id, a glyph that should be there is not */
	ERR_SYNTAX,      /* outside bytes that do not have the form they must have */
	ERR_RANGE,       /* a number or a size outside what is allowed */
	ERR_UNSUPPORTED, /* well-formed, but this build or device cannot do it */
	ERR_BUSY,        /* try again later */
	ERR_GONE,        /* the device went away */
};

#define MUST_CHECK __attribute__((warn_unused_result))

/* One sentence about the first thing that went wrong. Zero-initialised = nothing yet. */
struct diag {
	char text[512];
};

/* Writes the sentence unless one is already there (the first fault is the cause); returns err, so
 * that a parser can write `return diag_fail(d, ERR_SYNTAX, "...")`. d may be NULL. */
__attribute__((format(printf, 3, 4))) enum err diag_fail(
	struct diag *d, enum err err, const char *format, ...);

/* A short English word for logs: "missing", "syntax", ... Static string. */
const char *err_name(enum err err);
