/* The way of a pack into the store, as a machine: which step follows which, and whether a pack may
 * come in at all. Who carries the steps out is install_linux.
 *
 * Until INSTALL_TRY nothing that counts has changed: what the earlier steps leave is swept away.
 * From there on the state on disk says which generation is on trial; whoever finds it so, after a
 * cut, chooses the good one again. */
#pragma once

#include "pack/state.h"

enum install_step {
	INSTALL_STAGE,   /* copy off the stick, hashing */
	INSTALL_VERIFY,  /* the signature of the staged copy */
	INSTALL_UNPACK,  /* the staged copy into a folder of its own, admitted by its manifest */
	INSTALL_COMPOSE, /* the packs that belong together as one generation */
	INSTALL_CHECK,   /* its health, in a child process */
	INSTALL_TRY,     /* the state says: on trial */
	INSTALL_SWITCH,  /* the one symbolic link */
	INSTALL_ACCEPT,  /* the state says: good; the mark moves */
	INSTALL_REVERT,  /* the good generation is chosen again */
	INSTALL_DONE,
	INSTALL_REFUSED,
};

/* What comes after a step that went well or did not. */
enum install_step install_next(enum install_step step, bool is_ok);
const char *install_step_name(enum install_step step);

/* A pack that says who it is, and who signed that. */
struct install_candidate {
	const char *name; /* for the sentence */
	const struct pack_manifest *manifest;
	const struct pack_keys *keys;
	const struct pack_key *key; /* that verified it */
	const char *comment;        /* the trusted one */
};

/* Whether it may come in today. *is_here_out: the very same pack is in `current` already.
 * ERR_RANGE: too old or expired; ERR_SYNTAX: comment and manifest differ; ERR_UNSUPPORTED: the key
 * may not do that. */
MUST_CHECK enum err install_admit(const struct install_candidate *c, const struct store_state *s,
	const struct store_generation *current, const char *today, bool *is_here_out,
	struct diag *d);
