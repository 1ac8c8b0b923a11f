#include "pack/install.h"

#include <string.h>

enum install_step install_next(enum install_step step, bool is_ok)
{
	switch (step) {
	case INSTALL_STAGE:
		return is_ok ? INSTALL_VERIFY : INSTALL_REFUSED;
	case INSTALL_VERIFY:
		return is_ok ? INSTALL_UNPACK : INSTALL_REFUSED;
	case INSTALL_UNPACK:
		return is_ok ? INSTALL_COMPOSE : INSTALL_REFUSED;
	case INSTALL_COMPOSE:
		return is_ok ? INSTALL_CHECK : INSTALL_REFUSED;
	case INSTALL_CHECK:
		return is_ok ? INSTALL_TRY : INSTALL_REFUSED;
	case INSTALL_TRY:
		return is_ok ? INSTALL_SWITCH : INSTALL_REVERT;
	case INSTALL_SWITCH:
		return is_ok ? INSTALL_ACCEPT : INSTALL_REVERT;
	case INSTALL_ACCEPT:
		return is_ok ? INSTALL_DONE : INSTALL_REVERT;
	case INSTALL_REVERT:
	case INSTALL_REFUSED:
		return INSTALL_REFUSED;
	case INSTALL_DONE:
		return INSTALL_DONE;
	}
	return INSTALL_REFUSED;
}

const char *install_step_name(enum install_step step)
{
	static const char *const names[] = {
		[INSTALL_STAGE] = "stage",
		[INSTALL_VERIFY] = "verify",
		[INSTALL_UNPACK] = "unpack",
		[INSTALL_COMPOSE] = "compose",
		[INSTALL_CHECK] = "check",
		[INSTALL_TRY] = "try",
		[INSTALL_SWITCH] = "switch",
		[INSTALL_ACCEPT] = "accept",
		[INSTALL_REVERT] = "revert",
		[INSTALL_DONE] = "done",
		[INSTALL_REFUSED] = "refused",
	};

	return names[step];
}

static enum err admit_sequence(const struct install_candidate *c, const struct store_state *s,
	const struct store_generation *current, bool *is_here_out, struct diag *d)
{
	const struct pack_manifest *m = c->manifest;
	const struct store_mark *mark = store_state_mark(s, m->id.name);

	for (int i = 0; i < current->count; i++) {
		const struct store_pack *p = &current->packs[i];

		if (strcmp(p->name, m->id.name) == 0 &&
			memcmp(p->manifest, m->hash, sizeof(m->hash)) == 0)
			*is_here_out = true;
	}
	if (mark && m->id.seq < mark->seq)
		return diag_fail(d, ERR_RANGE,
			"%s: is number %u of \"%s\", number %u was good here already; an older one "
			"comes back by kiosk-pack rollback only",
			c->name, (unsigned)m->id.seq, m->id.name, (unsigned)mark->seq);
	if (mark && m->id.seq == mark->seq && memcmp(mark->manifest, m->hash, sizeof(m->hash)) != 0)
		return diag_fail(d, ERR_RANGE,
			"%s: another pack \"%s\" with number %u was good here already; build it "
			"with the next number",
			c->name, m->id.name, (unsigned)m->id.seq);
	return ERR_OK;
}

enum err install_admit(const struct install_candidate *c, const struct store_state *s,
	const struct store_generation *current, const char *today, bool *is_here_out,
	struct diag *d)
{
	const struct pack_manifest *m = c->manifest;
	char expected[PACK_COMMENT_BYTES];
	enum err err;

	*is_here_out = false;
	pack_identity_comment(&m->id, expected);
	if (strcmp(expected, c->comment) != 0)
		return diag_fail(d, ERR_SYNTAX,
			"%s: the signed comment is \"%.100s\", the manifest says \"%s\"; sign it "
			"with the comment that kiosk-pack build names",
			c->name, c->comment, expected);
	err = pack_keys_admit(c->keys, c->key, m, today, c->name, d);
	if (err != ERR_OK)
		return err;
	if (strcmp(today, m->id.expires) > 0)
		return diag_fail(d, ERR_RANGE,
			"%s: could be installed until %s; ask for a newer one", c->name,
			m->id.expires);
	return admit_sequence(c, s, current, is_here_out, d);
}
