/* kiosk-pack stick-report: the kiosk's health as a new file in a new folder of the stick. mtools
 * writes it, because nothing is mounted; it may write into the stick's device and nowhere else. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/pack_stick_linux.h"
#include "pack/folder_linux.h"
#include "pack/options_linux.h"
#include "pack/stick_linux.h"
#include "platform/clock_linux.h"
#include "platform/sandbox_linux.h"

#define REPORT_MAX (16u << 10) /* bytes */
#define FOLDERS_MAX 99         /* reports of one day */
#define WALL_S 60

static const char usage[] =
	"kiosk-pack stick-report DEVICE: writes standard input to kiosk-report-DAY/report.txt on a "
	"stick with FAT\n"
	"  --date YYYY-MM-DD     another day than the clock's\n";

struct report {
	struct pack_options o;
	struct arena *arena;
	char text[REPORT_MAX];
	size_t size;
	char today[11];
	const char *where; /* DEVICE@@OFFSET */
	struct diag d;
};

static void read_text(struct report *r)
{
	ssize_t n;

	while (r->size < sizeof(r->text) &&
		(n = read(STDIN_FILENO, r->text + r->size, sizeof(r->text) - r->size)) != 0) {
		if (n < 0 && errno != EINTR)
			return;
		r->size += n > 0 ? (size_t)n : 0;
	}
}

/* The sandboxed reader says where the file system is; a lie would only spoil the stick. */
static enum err find_volume(struct report *r)
{
	struct stick_sink sink = { 0 };
	struct stick_run run = { .reader = stick_reader_path(r->arena), .sink = &sink };
	enum err err;

	run.device = run.reader ? stick_open(r->o.args[0], &r->d) : -1;
	if (run.device < 0)
		return ERR_GONE;
	err = stick_read(&run, &r->d);
	close(run.device);
	if (run.volume == STICK_NO_VOLUME)
		return err == ERR_OK ? ERR_GONE : err;
	r->d.text[0] = '\0'; /* the folder for packs need not be there */
	if (run.volume == STICK_EXFAT)
		return diag_fail(&r->d, ERR_UNSUPPORTED,
			"the stick has exFAT; a report can be written to FAT only");
	r->where = arena_printf(
		r->arena, "%s@@%llu", r->o.args[0], (unsigned long long)run.volume_offset);
	return r->where ? ERR_OK : ERR_MEMORY;
}

/* True if the tool ended well. input: what it reads, may be NULL. */
static bool run_tool(const char *const *argv, const char *input, size_t size)
{
	const char *const environment[] = { "PATH=/usr/bin:/bin", "LC_ALL=C", NULL };
	int ends[2], status = 1;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return false;
	pid = fork();
	if (pid == 0) {
		int nowhere = open("/dev/null", O_WRONLY);

		dup2(ends[0], STDIN_FILENO);
		dup2(nowhere, STDOUT_FILENO);
		dup2(nowhere, STDERR_FILENO);
		execvpe(argv[0], (char *const *)(uintptr_t)argv,
			(char *const *)(uintptr_t)environment);
		_exit(127);
	}
	close(ends[0]);
	/* It fits into the pipe. */
	if (pid > 0 && input)
		(void)!folder_write_all(ends[1], input, size);
	close(ends[1]);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static enum err write_report(struct report *r)
{
	int device;

	for (int i = 1; i <= FOLDERS_MAX; i++) {
		const char *folder =
			i == 1 ? arena_printf(r->arena, "::kiosk-report-%s", r->today)
			       : arena_printf(r->arena, "::kiosk-report-%s-%d", r->today, i);
		const char *file = folder ? arena_printf(r->arena, "%s/report.txt", folder) : NULL;
		const char *const make[] = { "mmd", "-D", "s", "-i", r->where, folder, NULL };
		const char *const look[] = { "mdir", "-b", "-i", r->where, folder, NULL };
		const char *const copy[] = { "mcopy", "-i", r->where, "-", file, NULL };

		if (!file)
			return diag_fail(&r->d, ERR_MEMORY, "no memory");
		if (run_tool(look, NULL, 0))
			continue; /* never into what is there */
		if (!run_tool(make, NULL, 0) || !run_tool(copy, r->text, r->size))
			break;
		device = open(r->o.args[0], O_WRONLY | O_CLOEXEC);
		if (device < 0 || fsync(device) < 0) {
			if (device >= 0)
				close(device);
			break;
		}
		close(device);
		return ERR_OK;
	}
	return diag_fail(&r->d, ERR_IO,
		"the report could not be written: the stick is full, read-only or gone (or mtools "
		"is "
		"missing)");
}

int pack_stick_report(int argc, char **argv)
{
	static struct report r;
	struct sandbox_limits limits = { .wall_s = WALL_S };
	int status = options_parse(&r.o, argc, argv, " date ", 1, usage);
	json_t *json;
	enum err err;

	if (status >= 0)
		return status;
	r.arena = arena_create(0);
	if (!r.arena)
		return options_fail(&r.o, "no memory", 1);
	read_text(&r);
	clock_today(r.today);
	if (r.o.date)
		memcpy(r.today, r.o.date, sizeof(r.today));
	err = find_volume(&r);
	limits.write_below = r.o.args[0];
	if (err == ERR_OK)
		err = sandbox_enter(SANDBOX_INSTALLER, &limits, NULL, &r.d);
	if (err == ERR_OK)
		err = write_report(&r);
	json = json_pack("{ss ss ss ss ss}", "event", "result", "result",
		err == ERR_OK ? "reported" : "refused", "step", "report", "reason", err_name(err),
		"sentence", r.d.text);
	json_dumpf(json, stdout, JSON_COMPACT | JSON_SORT_KEYS);
	putchar('\n');
	json_decref(json);
	arena_destroy(r.arena);
	return err == ERR_OK ? 0 : 1;
}
