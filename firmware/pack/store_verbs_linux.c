/* kiosk-pack install, rollback, gc, list, keys: the store of a kiosk by hand. */
#include <errno.h>
#include <jansson.h>
#include <libgen.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pack/install_linux.h"
#include "pack/options_linux.h"
#include "pack/verbs_linux.h"
#include "platform/clock_linux.h"
#include "platform/sandbox_linux.h"

#define MEMORY_BYTES                                                                               \
	(UINT64_C(2) << 30) /* for the health check: all screens, several processes                \
			     */
#define STEPS_S 180         /* for all but the health check */

#define STORE_USAGE "  --store DIR           the kiosk's packs (default: /var/lib/kiosk/packs)\n"
#define ROOTS_USAGE                                                                                \
	"  --roots DIR           the root keys, *.pub (default: /usr/share/kiosk/roots)\n"         \
	"  --date YYYY-MM-DD     another day than the clock's\n"

#define JSON_USAGE "  --json                the result as JSON\n"

static const char install_usage[] =
	"kiosk-pack install FILE: copies the pack, verifies the copy, tries it and chooses it\n"
	"The signature is in FILE.minisig. A file `keys` beside it is taken in first if it is "
	"newer.\n" STORE_USAGE ROOTS_USAGE
	"  --check PROGRAM       judges the content's folder (default: kiosk-pack check)\n"
	"  --timeout SECONDS     of the check (default: 300)\n"
	"  --json                the result as JSON\n"
	"  --events              each step and the result as a line of JSON, for the kiosk\n"
	"It writes below the store and nowhere else, and has no network: it shuts itself in "
	"first.\n";
static const char keys_usage[] =
	"kiosk-pack keys FILE: takes a newer key file in, signed by two "
	"root keys (FILE.1.minisig ...)\n" STORE_USAGE ROOTS_USAGE JSON_USAGE;
static const char rollback_usage[] =
	"kiosk-pack rollback: chooses the generation before the current one\n" STORE_USAGE
		JSON_USAGE;
static const char gc_usage[] =
	"kiosk-pack gc: ends a trial that was cut off and deletes what is not "
	"needed. Run it at each start.\n" STORE_USAGE JSON_USAGE;
static const char list_usage[] = "kiosk-pack list: what is installed\n" STORE_USAGE
				 "  --date YYYY-MM-DD     another day than the clock's\n"
				 "  --json                the same as JSON\n";

struct run {
	struct pack_options o;
	struct arena *arena;
	struct pack_store store;
	char today[11];
	struct diag d;
};

/* -1: go on. */
static int begin(struct run *r, bool is_writer)
{
	if (sodium_init() < 0 || !(r->arena = arena_create(0)))
		return options_fail(&r->o, "no memory", 1);
	clock_today(r->today);
	if (r->o.date)
		memcpy(r->today, r->o.date, sizeof(r->today));
	if (store_open(r->arena, r->o.store, is_writer, &r->store, &r->d) == ERR_OK)
		return -1;
	store_close(&r->store);
	options_fail(&r->o, r->d.text, 1);
	arena_destroy(r->arena);
	return 1;
}

/* Reads the options and begins; -1: go on. */
static int start(struct run *r, int argc, char **argv, const char *allowed, int arg_count,
	const char *usage, bool is_writer)
{
	int status = options_parse(&r->o, argc, argv, allowed, arg_count, usage);

	return status >= 0 ? status : begin(r, is_writer);
}

static int finish(struct run *r, enum err err)
{
	if (err != ERR_OK)
		options_fail(&r->o, r->d.text, 1);
	store_close(&r->store);
	arena_destroy(r->arena);
	return err == ERR_OK ? 0 : 1;
}

/* The same for a verb that changes what counts: told to people or to a program. */
static int finish_told(struct run *r, enum err err, const char *result, const char *sentence)
{
	const struct store_state *s = &r->store.state;

	if (r->o.is_json)
		options_json(json_pack("{ss si si si ss}", "result",
			err == ERR_OK ? result : "refused", "generation", (int)s->current,
			"previous", (int)s->previous, "keys", (int)s->keys, "sentence", r->d.text));
	else if (err == ERR_OK)
		fputs(sentence, stdout);
	return finish(r, err);
}

/* ---------------------------------------------------------------- install and keys */

/* The key file beside the pack, if there is one and it is newer. */
static enum err take_keys_beside(struct run *r)
{
	static struct pack_trust fresh;
	char copy[PATH_MAX];
	const char *path;
	struct diag why = { 0 };
	enum err err;

	if (strlen(r->o.args[0]) >= sizeof(copy))
		return diag_fail(&r->d, ERR_RANGE, "the name of the pack is too long");
	memcpy(copy, r->o.args[0], strlen(r->o.args[0]) + 1);
	path = arena_printf(r->arena, "%s/" PACK_KEYS_NAME, dirname(copy));
	if (!path || access(path, F_OK) < 0)
		return ERR_OK;
	err = trust_read_roots(r->arena, r->o.roots, &fresh, &r->d);
	if (err == ERR_OK)
		err = trust_read_keys_at(r->arena, path, &fresh, &r->d);
	if (err != ERR_OK || fresh.keys.id.seq <= r->store.state.keys)
		return err;
	err = store_adopt_keys(&r->store, &fresh, r->today, path, &why);
	return err == ERR_OK ? err : diag_fail(&r->d, err, "%s", why.text);
}

static enum err read_trust(struct run *r)
{
	enum err err = store_read_trust(&r->store, r->o.roots, &r->d);

	if (err == ERR_OK)
		err = take_keys_beside(r);
	if (err == ERR_OK && !r->store.trust.has_keys)
		err = diag_fail(&r->d, ERR_MISSING,
			"this kiosk has no key file yet; put `keys` with its root signatures "
			"beside the "
			"pack");
	return err;
}

/* What comes in may have been made by anybody: its parsers get nothing else to reach for. */
static int shut_in(struct run *r)
{
	struct sandbox_limits limits = { .memory_bytes = MEMORY_BYTES,
		.cpu_s = 4 * r->o.timeout_s,
		.wall_s = r->o.timeout_s + STEPS_S,
		.write_below = r->o.store };

	if (mkdir(r->o.store, 0755) < 0 && errno != EEXIST)
		return options_fail(&r->o, strerror(errno), 1);
	if (sandbox_enter(SANDBOX_INSTALLER, &limits, NULL, &r->d) != ERR_OK)
		return options_fail(&r->o, r->d.text, 1);
	return -1;
}

static void print_line(json_t *json)
{
	json_dumpf(json, stdout, JSON_COMPACT | JSON_SORT_KEYS);
	putchar('\n');
	fflush(stdout);
	json_decref(json);
}

static void tell_step(enum install_step step)
{
	print_line(json_pack("{ss ss}", "event", "step", "step", install_step_name(step)));
}

static void tell_result(
	const struct run *r, const struct install_job *job, bool has_trust, enum err err)
{
	print_line(json_pack("{ss ss ss ss ss si ss}", "event", "result", "result",
		err == ERR_OK  ? "installed"
		: job->is_here ? "here"
			       : "refused",
		"step", has_trust ? install_step_name(job->step) : "keys", "reason", err_name(err),
		"pack", job->manifest.id.name, "seq", (int)job->manifest.id.seq, "sentence",
		r->d.text));
}

static void install_json(const struct run *r, const struct install_job *job, enum err err)
{
	json_t *json = json_pack("{ss ss si ss si ss}", "result",
		err == ERR_OK  ? "installed"
		: job->is_here ? "here already"
			       : "refused",
		"pack", job->manifest.id.name, "seq", (int)job->manifest.id.seq, "step",
		install_step_name(job->step), "generation", (int)r->store.state.current, "sentence",
		r->d.text);

	options_json(json);
}

int pack_install(int argc, char **argv)
{
	struct run r = { .store = { .folder = -1 } };
	struct install_job job = { .store = &r.store };
	int status = options_parse(
		&r.o, argc, argv, " store roots date check timeout json events ", 1, install_usage);
	bool has_trust;
	enum err err;

	if (status >= 0)
		return status;
	status = shut_in(&r);
	if (status < 0)
		status = begin(&r, true);
	if (status >= 0)
		return status;
	job.file = r.o.args[0];
	job.on_step = r.o.is_events ? tell_step : NULL;
	job.check = r.o.check;
	job.today = r.today;
	job.timeout_s = r.o.timeout_s;
	err = read_trust(&r);
	has_trust = err == ERR_OK;
	if (has_trust)
		err = install_run(&job, &r.d);
	if (r.o.is_events)
		tell_result(&r, &job, has_trust, err);
	else if (r.o.is_json)
		install_json(&r, &job, err);
	else if (err == ERR_OK)
		printf("installed: \"%s\" number %u, signed by %s; generation %u is chosen\n",
			job.manifest.id.name, (unsigned)job.manifest.id.seq, job.key->title,
			(unsigned)r.store.state.current);
	if (job.is_here && !r.o.is_events && !r.o.is_json)
		printf("%s: is here already; nothing to do\n", job.file);
	if (job.is_here)
		err = ERR_OK;
	return finish(&r, err);
}

int pack_keys_verb(int argc, char **argv)
{
	static struct pack_trust fresh;
	struct run r = { .store = { .folder = -1 } };
	int status = start(&r, argc, argv, " store roots date json ", 1, keys_usage, true);
	char sentence[80];
	enum err err;

	if (status >= 0)
		return status;
	err = trust_read_roots(r.arena, r.o.roots, &fresh, &r.d);
	if (err == ERR_OK)
		err = trust_read_keys_at(r.arena, r.o.args[0], &fresh, &r.d);
	if (err == ERR_OK)
		err = store_adopt_keys(&r.store, &fresh, r.today, r.o.args[0], &r.d);
	snprintf(sentence, sizeof(sentence), "keys: version %u counts, %d keys\n",
		(unsigned)r.store.state.keys, fresh.keys.count);
	return finish_told(&r, err, "adopted", sentence);
}

/* ---------------------------------------------------------------- rollback, gc, list */

int pack_rollback(int argc, char **argv)
{
	struct run r = { .store = { .folder = -1 } };
	int status = start(&r, argc, argv, " store json ", 0, rollback_usage, true);
	char sentence[80];
	enum err err;

	if (status >= 0)
		return status;
	err = install_rollback(&r.store, &r.d);
	snprintf(sentence, sizeof(sentence), "rollback: generation %u is chosen\n",
		(unsigned)r.store.state.current);
	return finish_told(&r, err, "rolled back", sentence);
}

int pack_gc(int argc, char **argv)
{
	struct run r = { .store = { .folder = -1 } };
	/* Opening for writing sweeps. */
	int status = start(&r, argc, argv, " store json ", 0, gc_usage, true);

	return status >= 0 ? status : finish_told(&r, ERR_OK, "swept", "");
}

static json_t *list_pack(struct run *r, const struct store_pack *pack, bool is_json)
{
	struct pack_manifest m;
	bool is_expired;
	enum err err = store_read_manifest(&r->store, pack, &m, &r->d);

	if (err != ERR_OK)
		return NULL;
	is_expired = strcmp(r->today, m.id.expires) > 0;
	if (!is_json)
		printf("  %s number %u, issued %s%s%s\n", m.id.name, (unsigned)m.id.seq,
			m.id.issued, is_expired ? "; should have been replaced by " : "; newer by ",
			m.id.expires);
	return json_pack("{ss si ss ss sb}", "name", m.id.name, "seq", (int)m.id.seq, "issued",
		m.id.issued, "expires", m.id.expires, "expired", is_expired);
}

static enum err list_generation(struct run *r, const struct store_generation *g, json_t *out)
{
	for (int i = 0; i < g->count; i++) {
		json_t *pack = list_pack(r, &g->packs[i], r->o.is_json);

		if (!pack)
			return diag_fail(&r->d, ERR_IO, "a pack cannot be read");
		json_array_append_new(out, pack);
	}
	return ERR_OK;
}

int pack_list(int argc, char **argv)
{
	struct run r = { .store = { .folder = -1 } };
	int status = start(&r, argc, argv, " store date json ", 0, list_usage, false);
	json_t *packs;
	enum err err;

	if (status >= 0)
		return status;
	packs = json_array();
	if (!r.o.is_json)
		printf("generation %u%s, before it %u, keys version %u\n",
			(unsigned)r.store.state.current, r.store.state.current ? "" : " (nothing)",
			(unsigned)r.store.state.previous, (unsigned)r.store.state.keys);
	err = list_generation(&r, &r.store.current, packs);
	if (r.o.is_json && err == ERR_OK)
		options_json(json_pack("{si si si sO}", "generation", (int)r.store.state.current,
			"previous", (int)r.store.state.previous, "keys", (int)r.store.state.keys,
			"packs", packs));
	json_decref(packs);
	return finish(&r, err);
}
