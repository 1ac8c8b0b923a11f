/* The command line of kiosk-pack's verbs, read in one place. */
#pragma once

#include <jansson.h>
#include <stdbool.h>

struct pack_options {
	const char *verb;
	const char *out;              /* -o FILE */
	const char *issued, *expires; /* YYYY-MM-DD */
	const char *date;             /* another day than today's */
	const char *store, *roots;    /* folders */
	const char *keys, *pubkey;    /* files */
	const char *check;            /* the program that judges a generation */
	int timeout_s, min_firmware;
	bool is_json, is_events;
	const char *args[2];
	int arg_count;
};

/* allowed: the names of the options this verb takes, with blanks around each. -1: go on; else the
 * exit status, after the usage or a sentence was printed. */
int options_parse(struct pack_options *o, int argc, char **argv, const char *allowed, int arg_count,
	const char *usage);
/* "kiosk-pack VERB: SENTENCE" to standard error; returns status. */
int options_fail(const struct pack_options *o, const char *sentence, int status);
/* Prints it, for programs, and takes it. */
void options_json(json_t *json);
