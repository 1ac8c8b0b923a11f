#include "pack/stick_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pack/folder_linux.h"
#include "platform/clock_linux.h"

#define PIECE_BYTES (64u << 10)

int stick_open(const char *path, struct diag *d)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) == 0 && (S_ISBLK(st.st_mode) || S_ISREG(st.st_mode)))
		return fd;
	if (fd >= 0) {
		close(fd);
		errno = ENOTBLK;
	}
	(void)!folder_fail(d, path, "read the stick");
	return -1;
}

const char *stick_reader_path(struct arena *a)
{
	char program[4096];
	ssize_t size = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;

	program[size > 0 ? size : 0] = '\0';
	slash = strrchr(program, '/');
	return slash ? arena_printf(a, "%.*s/kiosk-stick", (int)(slash - program), program) : NULL;
}

static void become(const struct stick_run *r, int out, pid_t parent)
{
	const char *const argv[] = { r->reader, r->name, NULL };
	const char *const environment[] = { "TZ=UTC0", NULL };
	int nowhere = open("/dev/null", O_WRONLY);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	dup2(r->device, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(nowhere, STDERR_FILENO);
	execve(r->reader, (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)environment);
	_exit(127);
}

static enum err listen_to(int from, struct stick_parser *parser, struct diag *d)
{
	int64_t end_ms = clock_now_ms() + (STICK_WALL_S + 2) * 1000;
	static uint8_t piece[PIECE_BYTES];
	enum err err = ERR_OK;
	ssize_t n = 1;

	while (err == ERR_OK && n != 0) {
		struct pollfd p = { .fd = from, .events = POLLIN };
		int64_t left = end_ms - clock_now_ms();

		if (left <= 0)
			return diag_fail(d, ERR_GONE, "the stick is too slow, or never ends");
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		n = read(from, piece, sizeof(piece));
		if (n < 0 && errno != EINTR)
			return folder_fail(d, "the reader of the stick", "hear");
		if (n > 0)
			err = stick_parser_feed(parser, piece, (size_t)n, d);
	}
	return err;
}

static enum err judge(struct stick_run *r, struct diag *d)
{
	switch (r->trouble) {
	case STICK_NO_FILE_SYSTEM:
		return diag_fail(d, ERR_MISSING,
			"there is no FAT or exFAT file system that can be read on the stick");
	case STICK_NO_FOLDER:
		return diag_fail(
			d, ERR_MISSING, "there is no folder \"" STICK_FOLDER "\" on the stick");
	case STICK_NO_FILE:
		return diag_fail(d, ERR_MISSING, "%s is not on the stick any more", r->name);
	case STICK_TOO_MANY:
		return diag_fail(d, ERR_RANGE,
			"there are more than %d files in \"" STICK_FOLDER "\" on the stick",
			STICK_FILES_MAX);
	case STICK_TOO_LARGE:
		return diag_fail(d, ERR_RANGE, "%s is larger than such a file may be", r->name);
	case STICK_UNREADABLE:
		return diag_fail(d, ERR_GONE,
			"the stick cannot be read to the end: it was pulled or is damaged");
	case STICK_TROUBLES:
		break;
	}
	return ERR_OK;
}

enum err stick_read(struct stick_run *r, struct diag *d)
{
	struct stick_parser parser = { .sink = r->sink };
	int ends[2], status = 0;
	pid_t pid, parent = getpid();
	enum err err;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return folder_fail(d, "the reader of the stick", "make a pipe for");
	pid = fork();
	if (pid == 0)
		become(r, ends[1], parent);
	close(ends[1]);
	err = pid < 0 ? folder_fail(d, r->reader, "start") : listen_to(ends[0], &parser, d);
	close(ends[0]);
	if (pid < 0)
		return err;
	if (err != ERR_OK)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	r->trouble = parser.trouble;
	r->volume = parser.volume;
	r->volume_offset = parser.volume_offset;
	if (err == ERR_OK && parser.is_done && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return judge(r, d);
	if (err == ERR_OK && WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return diag_fail(d, ERR_IO, "%s: cannot be started", r->reader);
	r->trouble = STICK_UNREADABLE;
	/* It may have died of a file system made for that: it is its own process for this reason.
	 */
	return diag_fail(d, ERR_GONE,
		"the stick cannot be read: it is damaged, or was pulled (the reader ended with "
		"%s %d)",
		WIFSIGNALED(status) ? "signal" : "status",
		WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
}
