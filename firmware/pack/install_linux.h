/* Carries the steps of pack/install.h out on a store. */
#pragma once

#include "pack/install.h"
#include "pack/store_linux.h"

struct install_job {
	/* Set by the caller. */
	struct pack_store *store; /* open for writing, with its keys read */
	const char *file;         /* the pack; its signature is beside it */
	const char *check; /* program that is given the content's folder; NULL = kiosk-pack check */
	const char *today; /* YYYY-MM-DD, by the clock */
	int timeout_s;     /* of the check */
	void (*on_step)(enum install_step step); /* before each; may be NULL */
	/* What came of it. */
	enum install_step step; /* where it was refused, or INSTALL_DONE */
	bool is_here;           /* refused only because this very pack is the current one */
	struct pack_manifest manifest;
	const struct pack_key *key;
	uint32_t generation;
	/* Its own. */
	struct minisign_signature signature;
	uint8_t hash[MINISIGN_HASH_BYTES];
	struct progress progress;
};

/* ERR_OK: the pack is in, good and chosen. Anything else: the generation before it is. */
MUST_CHECK enum err install_run(struct install_job *job, struct diag *d);
/* Chooses the generation before the current one. ERR_MISSING: there is none. */
MUST_CHECK enum err install_rollback(struct pack_store *s, struct diag *d);
