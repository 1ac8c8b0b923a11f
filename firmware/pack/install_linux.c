#include "pack/install_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "pack/child_linux.h"
#include "pack/folder_linux.h"
#include "pack/stage_linux.h"
#include "pack/unpack_linux.h"

/* The staged copy and the unpacked one. */
static enum err check_space(const struct pack_store *s, uint64_t size, struct diag *d)
{
	struct statvfs fs;
	unsigned long long have;

	if (fstatvfs(s->folder, &fs) < 0)
		return folder_fail(d, s->path, "ask for the free space");
	have = (unsigned long long)fs.f_bavail * fs.f_frsize;
	return have >= 2 * size
		       ? ERR_OK
		       : diag_fail(d, ERR_RANGE,
				 "%s: needs %llu MB of free space, there are %llu MB; nothing was "
				 "changed",
				 s->path, 2 * (unsigned long long)size / 1000000 + 1,
				 have / 1000000);
}

static enum err stage_into(struct install_job *job, int from, struct diag *d)
{
	struct pack_store *s = job->store;
	struct stat st;
	enum err err;

	if (fstat(from, &st) < 0 || !S_ISREG(st.st_mode) || (uint64_t)st.st_size > PACK_BYTES_MAX)
		return diag_fail(d, ERR_RANGE, "%s: is no file of at most %llu bytes", job->file,
			(unsigned long long)PACK_BYTES_MAX);
	err = check_space(s, (uint64_t)st.st_size, d);
	if (err != ERR_OK)
		return err;
	progress_begin(&job->progress, "install", 2 * (uint64_t)st.st_size);
	return stage_copy(from, s->folder, PACK_BYTES_MAX, job->file, &job->progress, job->hash, d);
}

static enum err stage(struct install_job *job, struct diag *d)
{
	enum err err = trust_read_signature(job->store->arena, job->file, &job->signature, d);
	int from;

	if (err != ERR_OK)
		return err;
	from = open(job->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
	if (from < 0)
		return folder_fail(d, job->file, "open");
	err = stage_into(job, from, d);
	close(from);
	return err;
}

static enum err verify(struct install_job *job, struct diag *d)
{
	const struct pack_trust *trust = &job->store->trust;
	char id[MINISIGN_ID_TEXT];

	minisign_id_write(job->signature.id, id);
	job->key = pack_keys_find(&trust->keys, job->signature.id);
	if (!job->key)
		return diag_fail(d, ERR_SYNTAX,
			"%s: was signed with key %s, which is none of the keys that count here",
			job->file, id);
	return minisign_verify(&job->signature, &job->key->key, job->hash, job->file, d);
}

static enum err admit(void *ctx, const struct pack_manifest *m, struct diag *d)
{
	struct install_job *job = ctx;
	const struct pack_store *s = job->store;
	struct install_candidate c = { .name = job->file,
		.manifest = m,
		.keys = &s->trust.keys,
		.key = job->key,
		.comment = job->signature.comment };
	const char *today = store_state_today(&s->state, &s->trust.keys, job->today);
	enum err err = install_admit(&c, &s->state, &s->current, today, &job->is_here, d);

	if (err == ERR_OK && job->is_here)
		return diag_fail(d, ERR_BUSY, "%s: is here already", job->file);
	job->is_here = false;
	return err;
}

static enum err compose(struct install_job *job, struct diag *d)
{
	struct pack_store *s = job->store;
	struct store_generation g = s->current;
	struct store_pack pack = { .seq = job->manifest.id.seq };

	memcpy(pack.name, job->manifest.id.name, sizeof(pack.name));
	memcpy(pack.manifest, job->manifest.hash, sizeof(pack.manifest));
	job->generation = s->state.last + 1;
	g.number = job->generation;
	if (store_generation_put(&g, &pack) != ERR_OK)
		return diag_fail(
			d, ERR_RANGE, "%s: is one pack more than %d", job->file, STORE_PACKS_MAX);
	return unpack_compose(s, &g, d);
}

static enum err check(struct install_job *job, struct diag *d)
{
	char words[CHILD_WORDS];
	const char *content = arena_printf(job->store->arena, "%s/generations/%u/content",
		job->store->path, (unsigned)job->generation);
	const char *const own[] = { "/proc/self/exe", "check", content, NULL };
	const char *const other[] = { job->check, content, NULL };

	if (!content)
		return diag_fail(d, ERR_MEMORY, "no memory for the health check");
	return child_run(job->check ? other : own, job->timeout_s, words, d);
}

static enum err begin_trial(struct install_job *job, struct diag *d)
{
	struct store_state state = job->store->state;

	store_state_try(&state, job->generation);
	return store_save(job->store, &state, d);
}

static enum err accept(struct install_job *job, struct diag *d)
{
	struct store_state state = job->store->state;
	struct store_mark mark = { .seq = job->manifest.id.seq };

	memcpy(mark.name, job->manifest.id.name, sizeof(mark.name));
	memcpy(mark.issued, job->manifest.id.issued, sizeof(mark.issued));
	memcpy(mark.key_id, job->signature.id, sizeof(mark.key_id));
	memcpy(mark.manifest, job->manifest.hash, sizeof(mark.manifest));
	if (store_state_accept(&state, &mark) != ERR_OK)
		return diag_fail(
			d, ERR_RANGE, "there are marks of %d packs already", STORE_PACKS_MAX);
	return store_save(job->store, &state, d);
}

static enum err carry_out(struct install_job *job, enum install_step step, struct diag *d)
{
	switch (step) {
	case INSTALL_STAGE:
		return stage(job, d);
	case INSTALL_VERIFY:
		return verify(job, d);
	case INSTALL_UNPACK:
		return unpack_pack(
			job->store, job->file, admit, job, &job->progress, &job->manifest, d);
	case INSTALL_COMPOSE:
		return compose(job, d);
	case INSTALL_CHECK:
		progress_end(&job->progress);
		return check(job, d);
	case INSTALL_TRY:
		return begin_trial(job, d);
	case INSTALL_SWITCH:
		return store_choose(job->store, job->generation, d);
	case INSTALL_ACCEPT:
		return accept(job, d);
	case INSTALL_REVERT:
		return store_recover(job->store, d);
	case INSTALL_DONE:
	case INSTALL_REFUSED:
		return ERR_OK;
	}
	return ERR_OK;
}

enum err install_run(struct install_job *job, struct diag *d)
{
	enum install_step step = INSTALL_STAGE;
	struct diag swept = { 0 };
	enum err err = ERR_OK, first = ERR_OK;

	while (step != INSTALL_DONE && step != INSTALL_REFUSED) {
		if (job->on_step)
			job->on_step(step);
		err = carry_out(job, step, d);
		if (err != ERR_OK && first == ERR_OK) {
			first = err;
			job->step = step;
		}
		step = install_next(step, err == ERR_OK);
	}
	progress_end(&job->progress);
	if (step == INSTALL_DONE)
		job->step = INSTALL_DONE;
	/* What is left over is swept now or when the store is opened next: no reason to refuse. */
	(void)!store_recover(job->store, &swept);
	return first;
}

enum err install_rollback(struct pack_store *s, struct diag *d)
{
	struct store_state state = s->state;
	struct store_generation previous;
	struct diag swept = { 0 };
	enum err err;

	if (state.previous == 0)
		return diag_fail(
			d, ERR_MISSING, "%s: there is no generation before this one", s->path);
	err = store_read_generation(s, state.previous, &previous, d);
	if (err != ERR_OK)
		return err;
	store_state_try(&state, state.previous);
	err = store_save(s, &state, d);
	if (err == ERR_OK)
		err = store_choose(s, state.trying, d);
	if (err == ERR_OK)
		err = store_state_accept(&state, NULL);
	if (err == ERR_OK)
		err = store_save(s, &state, d);
	(void)!store_recover(s, &swept);
	return err;
}
