#include "app/pack_stick_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/pack_changes_linux.h"
#include "app/update.h"
#include "pack/folder_linux.h"
#include "pack/minisign.h"
#include "pack/options_linux.h"
#include "pack/stick_linux.h"
#include "pack/store_linux.h"
#include "platform/sandbox_linux.h"

#define MEMORY_BYTES (UINT64_C(2) << 30) /* the health check's too, which inherits it */
#define WALL_S 600                       /* of everything together */
#define COPY "stick"                     /* folder of the store: what came off the stick */

static const char list_usage[] =
	"kiosk-pack stick DEVICE: what is on a stick (a block device or an image), a line of JSON "
	"each\n"
	"Only the folder " STICK_FOLDER " is looked at, by kiosk-stick in its sandbox.\n";
static const char install_usage[] =
	"kiosk-pack stick-install DEVICE NAME.pack: off the stick, then as kiosk-pack install\n"
	"  --store DIR           the kiosk's packs (default: /var/lib/kiosk/packs)\n"
	"  --roots DIR           the root keys, *.pub (default: /usr/share/kiosk/roots)\n"
	"  --date YYYY-MM-DD     another day than the clock's\n"
	"  --check PROGRAM       judges the content's folder (default: kiosk-pack check)\n"
	"  --timeout SECONDS     of the check (default: 300)\n";

struct job {
	struct pack_options o;
	struct arena *arena;
	struct stick_run run;
	struct stick_file file; /* being heard */
	struct buf text;        /* of a small one */
	int folder, copy;       /* descriptors: STORE/stick, the file being written there */
	uint64_t done;
	int percent;
	struct diag d;
};

static void print_line(json_t *json)
{
	json_dumpf(json, stdout, JSON_COMPACT | JSON_SORT_KEYS);
	putchar('\n');
	fflush(stdout);
	json_decref(json);
}

static void tell_result(const struct job *j, const char *result, const char *reason)
{
	print_line(json_pack("{ss ss ss ss ss}", "event", "result", "result", result, "step",
		"stick", "reason", reason, "sentence", j->d.text));
}

static const char *reason(const struct job *j, enum err err)
{
	static const char *const names[STICK_TROUBLES] = { [STICK_NO_FILE_SYSTEM] =
								   "no-file-system",
		[STICK_NO_FOLDER] = "no-folder",
		[STICK_NO_FILE] = "no-file",
		[STICK_TOO_MANY] = "too-many",
		[STICK_TOO_LARGE] = "too-large",
		[STICK_UNREADABLE] = "unreadable" };

	return j->run.trouble ? names[j->run.trouble] : err_name(err);
}

/* ---------------------------------------------------------------- the list */

static enum err keep_text(void *ctx, const void *bytes, size_t size, struct diag *d)
{
	struct job *j = ctx;

	buf_append(&j->text, bytes, size);
	return j->text.failed ? diag_fail(d, ERR_MEMORY, "no memory for %s", j->file.name) : ERR_OK;
}

static enum err begin_text(void *ctx, const struct stick_file *file, struct diag *d)
{
	struct job *j = ctx;

	(void)d;
	j->file = *file;
	buf_clear(&j->text);
	return ERR_OK;
}

/* What the signature's comment says: nobody has verified it yet, so it is only shown. */
static enum err list_signature(struct job *j)
{
	struct minisign_signature s;
	char name[PACK_NAME_MAX + 1] = "", issued[11] = "", expires[11] = "";
	unsigned seq = 0;
	bool is_read = minisign_signature_parse(
			       j->file.name, buf_str(&j->text), j->text.size, &s, NULL) == ERR_OK &&
		       sscanf(s.comment, "pack:%32s seq:%9u issued:%10s expires:%10s", name, &seq,
			       issued, expires) == 4;

	if (is_read && pack_name_is_valid(name) && pack_day_is_valid(issued) &&
		pack_day_is_valid(expires))
		print_line(json_pack("{ss ss# ss si ss ss}", "event", "signature", "file",
			j->file.name, (int)(strlen(j->file.name) - strlen(".minisig")), "name",
			name, "seq", (int)seq, "issued", issued, "expires", expires));
	return ERR_OK;
}

static enum err end_listed(void *ctx, bool is_whole, struct diag *d)
{
	struct job *j = ctx;
	const char *suffix = strstr(j->file.name, ".pack.minisig");

	(void)d;
	if (stick_name_is_pack(j->file.name))
		print_line(json_pack("{ss ss sI}", "event", "pack", "file", j->file.name, "size",
			(json_int_t)j->file.size));
	else if (is_whole && suffix && strcmp(suffix, ".pack.minisig") == 0)
		return list_signature(j);
	return ERR_OK;
}

static enum err begin(struct job *j)
{
	if (sodium_init() < 0 || !(j->arena = arena_create(0)))
		return diag_fail(&j->d, ERR_MEMORY, "no memory");
	j->run.reader = stick_reader_path(j->arena);
	j->run.device = stick_open(j->o.args[0], &j->d);
	if (j->run.device < 0)
		j->run.trouble = STICK_UNREADABLE;
	return j->run.device >= 0 && j->run.reader ? ERR_OK : ERR_GONE;
}

static int finish(struct job *j)
{
	if (j->run.device >= 0)
		close(j->run.device);
	if (j->folder >= 0)
		close(j->folder);
	buf_finish(&j->text);
	arena_destroy(j->arena);
	return 0;
}

int pack_stick(int argc, char **argv)
{
	struct job j = { .folder = -1, .run.device = -1 };
	struct stick_sink sink = { begin_text, keep_text, end_listed, &j };
	int status = options_parse(&j.o, argc, argv, "", 1, list_usage);
	enum err err;

	if (status >= 0)
		return status;
	err = begin(&j);
	j.run.sink = &sink;
	if (err == ERR_OK)
		err = stick_read(&j.run, &j.d);
	tell_result(&j, err == ERR_OK ? "listed" : "refused", reason(&j, err));
	finish(&j);
	return err == ERR_OK ? 0 : 1;
}

/* ---------------------------------------------------------------- off the stick */

static enum err begin_copy(void *ctx, const struct stick_file *file, struct diag *d)
{
	struct job *j = ctx;

	j->file = *file;
	j->done = 0;
	j->copy = -1;
	/* Of the list only what is small comes whole. */
	if (!j->run.name && file->size > STICK_SMALL_MAX)
		return ERR_OK;
	j->copy = folder_create_file(j->folder, file->name, 0600);
	return j->copy < 0 ? folder_fail(d, file->name, "write into the store") : ERR_OK;
}

static enum err copy_bytes(void *ctx, const void *bytes, size_t size, struct diag *d)
{
	struct job *j = ctx;
	int percent;

	if (j->copy < 0 || folder_write_all(j->copy, bytes, size) < 0)
		return folder_fail(d, j->file.name, "write into the store");
	j->done += size;
	percent = (int)(j->done * 100 / j->file.size);
	if (!j->run.name || percent == j->percent)
		return ERR_OK;
	j->percent = percent;
	print_line(json_pack("{ss ss si}", "event", "step", "step", "read", "percent", percent));
	return ERR_OK;
}

static enum err end_copy(void *ctx, bool is_whole, struct diag *d)
{
	struct job *j = ctx;
	int result = j->copy < 0 ? 0 : close(j->copy);

	(void)is_whole;
	j->copy = -1;
	return result < 0 ? folder_fail(d, j->file.name, "write into the store") : ERR_OK;
}

static enum err copy_pack(struct job *j)
{
	struct stick_sink sink = { begin_copy, copy_bytes, end_copy, j };
	enum err err;

	j->run.sink = &sink;
	err = stick_read(&j->run, &j->d); /* the signatures and keys */
	j->run.name = j->o.args[1];
	/* What is not ours to name as a pack is not asked for. */
	if (err == ERR_OK && !stick_name_is_pack(j->run.name))
		err = diag_fail(&j->d, ERR_RANGE, "%.64s: is no NAME.pack", j->run.name);
	if (err == ERR_OK)
		err = stick_read(&j->run, &j->d);
	return err;
}

/* ---------------------------------------------------------------- into the store */

static int install(const struct job *j)
{
	const struct pack_options *o = &j->o;
	char seconds[16];
	const char *argv[16] = { "kiosk-pack", "install",
		arena_printf(j->arena, "%s/" COPY "/%s", o->store, o->args[1]), "--events",
		"--store", o->store, "--roots", o->roots, "--timeout", seconds };
	int count = 10, status = 0;
	pid_t pid;

	snprintf(seconds, sizeof(seconds), "%d", o->timeout_s);
	if (o->check) {
		argv[count++] = "--check";
		argv[count++] = o->check;
	}
	if (o->date) {
		argv[count++] = "--date";
		argv[count++] = o->date;
	}
	pid = fork();
	if (pid == 0) {
		execv("/proc/self/exe", (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/* The good generation; 0: none, or it cannot be told. */
static uint32_t generation(const struct job *j)
{
	struct pack_store store;
	uint32_t number = 0;

	if (store_open(j->arena, j->o.store, false, &store, NULL) == ERR_OK)
		number = store.state.current;
	store_close(&store);
	return number;
}

static const char *content(const struct job *j, uint32_t number)
{
	return number ? arena_printf(
				j->arena, "%s/generations/%u/content", j->o.store, (unsigned)number)
		      : NULL;
}

static void tell_changes(struct job *j, uint32_t before, uint32_t after)
{
	struct ui_update_changes changes;
	const char *now = content(j, after);

	if (before == after || !now ||
		pack_changes_find(content(j, before), now, &changes, &j->d) != ERR_OK)
		return;
	for (int i = 0; i < UI_CHANGES; i++)
		if (changes.count[i])
			print_line(json_pack("{ss ss si ss}", "event", "change", "kind",
				update_change_name((enum ui_change)i), "count", changes.count[i],
				"names", changes.names[i]));
}

static enum err shut_in(struct job *j)
{
	struct sandbox_limits limits = {
		.memory_bytes = MEMORY_BYTES, .wall_s = WALL_S, .write_below = j->o.store
	};
	int store;

	if (mkdir(j->o.store, 0755) < 0 && errno != EEXIST)
		return folder_fail(&j->d, j->o.store, "make the folder");
	store = open(j->o.store, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (store < 0)
		return folder_fail(&j->d, j->o.store, "open the store");
	/* What the last time left. */
	j->folder = folder_remove(store, COPY) < 0 ? -1 : folder_make(store, COPY);
	close(store);
	if (j->folder < 0)
		return folder_fail(&j->d, j->o.store, "make a folder in");
	return sandbox_enter(SANDBOX_INSTALLER, &limits, NULL, &j->d);
}

static void sweep(const struct job *j)
{
	int store = open(j->o.store, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (store < 0)
		return;
	folder_remove(store, COPY);
	close(store);
}

int pack_stick_install(int argc, char **argv)
{
	struct job j = { .folder = -1, .copy = -1, .run.device = -1, .percent = -1 };
	int status = options_parse(
		&j.o, argc, argv, " store roots date check timeout ", 2, install_usage);
	uint32_t before;
	enum err err;

	if (status >= 0)
		return status;
	err = begin(&j);
	if (err == ERR_OK)
		err = shut_in(&j);
	before = err == ERR_OK ? generation(&j) : 0;
	if (err == ERR_OK)
		err = copy_pack(&j);
	if (err != ERR_OK) {
		tell_result(&j, "refused", reason(&j, err));
		status = 1;
	} else {
		status = install(&j);
		tell_changes(&j, before, generation(&j));
	}
	if (j.folder >= 0)
		sweep(&j);
	finish(&j);
	return status;
}
