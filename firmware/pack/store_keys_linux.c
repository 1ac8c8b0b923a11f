/* The key file in the store: read with the root keys each time, replaced by newer ones. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pack/folder_linux.h"
#include "pack/store_linux.h"

enum err store_read_trust(struct pack_store *s, const char *roots, struct diag *d)
{
	char name[STORE_PATH_BYTES];
	enum err err = trust_read_roots(s->arena, roots, &s->trust, d);

	if (err != ERR_OK || s->state.keys == 0)
		return err;
	snprintf(name, sizeof(name), "keys/%u/keys", (unsigned)s->state.keys);
	return trust_read_keys(s->arena, s->folder, name, name, &s->trust, d);
}

static enum err put(int folder, const char *name, const char *text, size_t size, struct diag *d)
{
	int fd = folder_create_file(folder, name, 0444);
	enum err err = ERR_OK;

	if (fd < 0)
		return folder_fail(d, name, "create");
	if (folder_write_all(fd, text, size) < 0)
		err = folder_fail(d, name, "write");
	close(fd);
	return err;
}

static enum err put_all(struct pack_store *s, const struct pack_trust *fresh, struct diag *d)
{
	int folder;
	enum err err;

	if (folder_remove(s->folder, "staging/keys") < 0)
		return folder_fail(d, "staging/keys", "remove");
	folder = folder_make(s->folder, "staging/keys");
	if (folder < 0)
		return folder_fail(d, "staging/keys", "make the folder");
	err = put(folder, "keys", fresh->keys_text, fresh->keys_size, d);
	for (int i = 0; err == ERR_OK && i < fresh->signature_count; i++) {
		char name[32];

		snprintf(name, sizeof(name), "keys.%d.minisig", i + 1);
		err = put(folder, name, fresh->signature_texts[i], fresh->signature_sizes[i], d);
	}
	if (err == ERR_OK && folder_sync_tree(folder) < 0)
		err = folder_fail(d, "staging/keys", "sync");
	close(folder);
	return err;
}

static enum err move_in(struct pack_store *s, uint32_t version, struct diag *d)
{
	int keys = folder_make(s->folder, "keys");
	char name[32];
	enum err err = ERR_OK;

	if (keys < 0)
		return folder_fail(d, "keys", "make the folder");
	/* What stands there under this number was never accepted. */
	snprintf(name, sizeof(name), "%u", (unsigned)version);
	if (folder_remove(keys, name) < 0 || renameat(s->folder, "staging/keys", keys, name) < 0)
		err = folder_fail(d, "keys", "rename into place");
	if (err == ERR_OK)
		err = folder_sync(keys, "keys", d);
	close(keys);
	return err;
}

enum err store_adopt_keys(struct pack_store *s, const struct pack_trust *fresh, const char *today,
	const char *name, struct diag *d)
{
	uint32_t version = fresh->keys.id.seq;
	struct store_state state = s->state;
	enum err err;

	if (version == s->state.keys)
		return ERR_OK;
	if (version < s->state.keys)
		return diag_fail(d, ERR_RANGE,
			"%s: is version %u of the keys, version %u is here already", name,
			(unsigned)version, (unsigned)s->state.keys);
	today = store_state_today(&s->state, &fresh->keys, today);
	if (strcmp(today, fresh->keys.id.expires) > 0)
		return diag_fail(d, ERR_RANGE, "%s: this list of keys ended on %s", name,
			fresh->keys.id.expires);
	err = put_all(s, fresh, d);
	if (err == ERR_OK)
		err = move_in(s, version, d);
	if (err != ERR_OK)
		return err;
	store_state_rotate(&state, &fresh->keys);
	err = store_save(s, &state, d);
	if (err == ERR_OK)
		s->trust = *fresh;
	return err;
}
