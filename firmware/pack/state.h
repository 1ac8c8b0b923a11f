/* What a kiosk's store of packs remembers: which generation is chosen, which was before it, which
 * one is on trial, and how far each pack has come. One file, replaced whole: choosing a generation
 * and raising the marks are one step. Plain data; on disk an INI text (state.ini).
 *
 * A generation is the list of packs that belong together (generation.ini). Its number is never used
 * for another one once it has been on trial. */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "pack/keys.h"

#define STORE_PACKS_MAX 16

/* How far a pack has come: what is older is not installed again. */
struct store_mark {
	char name[PACK_NAME_MAX + 1];
	uint32_t seq;
	char issued[11];
	uint8_t key_id[8];                 /* who signed it */
	uint8_t manifest[PACK_HASH_BYTES]; /* two packs of one sequence are not one pack */
};

struct store_state {
	uint32_t current;  /* the good generation, 0 = none yet */
	uint32_t previous; /* kept for a rollback, 0 = none */
	uint32_t trying;   /* switched to, or about to be, and not yet good; 0 = none */
	uint32_t last;     /* the highest number used */
	uint32_t keys;     /* version of the accepted key file, 0 = none */
	struct store_mark marks[STORE_PACKS_MAX];
	int mark_count;
};

struct store_pack {
	char name[PACK_NAME_MAX + 1];
	uint32_t seq;
	uint8_t manifest[PACK_HASH_BYTES];
};

struct store_generation {
	uint32_t number;
	struct store_pack packs[STORE_PACKS_MAX]; /* in the order of their names */
	int count;
};

/* ERR_SYNTAX, ERR_RANGE with a sentence; text is NUL-terminated. */
MUST_CHECK enum err store_state_parse(
	const char *name, const char *text, struct store_state *out, struct diag *d);
void store_state_write(const struct store_state *s, struct buf *out);
MUST_CHECK enum err store_generation_parse(
	const char *name, const char *text, struct store_generation *out, struct diag *d);
void store_generation_write(const struct store_generation *g, struct buf *out);

/* NULL if this pack was never good here. */
const struct store_mark *store_state_mark(const struct store_state *s, const char *name);
/* Puts the pack in, in the place of the one with its name. ERR_RANGE: too many packs. */
MUST_CHECK enum err store_generation_put(struct store_generation *g, const struct store_pack *pack);

/* The generation goes on trial. */
void store_state_try(struct store_state *s, uint32_t number);
/* The one on trial is good and chosen, the chosen one becomes the previous; mark may be NULL.
 * ERR_RANGE: no place for another mark. */
MUST_CHECK enum err store_state_accept(struct store_state *s, const struct store_mark *mark);
/* Nothing is on trial any more: the chosen one stays. */
void store_state_revert(struct store_state *s);
/* A new key file: where the key that set a mark may no longer sign that pack, the mark falls, so
 * that nobody is kept from installing by the number a stolen key once used. */
void store_state_rotate(struct store_state *s, const struct pack_keys *keys);

/* The day it is at least: a clock that is set back does not make old things new. keys may be NULL.
 */
const char *store_state_today(
	const struct store_state *s, const struct pack_keys *keys, const char *clock_day);
