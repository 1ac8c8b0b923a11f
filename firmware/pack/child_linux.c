#include "pack/child_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/clock_linux.h"

#define LOOK_MS 50

static void become(const char *const *argv, int out, int timeout_s, pid_t parent)
{
	struct rlimit cpu = { (rlim_t)timeout_s * 4, (rlim_t)timeout_s * 4 }, core = { 0, 0 };
	int nothing = open("/dev/null", O_RDONLY);

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127); /* it was gone before that */
	setrlimit(RLIMIT_CPU, &cpu);
	setrlimit(RLIMIT_CORE, &core);
	if (nothing >= 0)
		dup2(nothing, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

/* Keeps the last CHILD_WORDS - 1 bytes. False at the end of the pipe. */
static bool listen_to(int from, char words[CHILD_WORDS])
{
	char piece[4096];
	ssize_t n = read(from, piece, sizeof(piece));
	size_t have = strlen(words), size = n > 0 ? (size_t)n : 0, room = CHILD_WORDS - 1;

	if (n <= 0)
		return n < 0 && (errno == EAGAIN || errno == EINTR);
	for (size_t i = 0; i < size; i++) {
		if (piece[i] == '\n' || piece[i] == '\0')
			piece[i] = ' ';
	}
	if (size >= room) {
		memcpy(words, piece + size - room, room);
		words[room] = '\0';
		return true;
	}
	if (have + size > room) {
		memmove(words, words + have + size - room, room - size);
		have = room - size;
	}
	memcpy(words + have, piece, size);
	words[have + size] = '\0';
	return true;
}

static enum err judge(const char *name, int status, const char *words, struct diag *d)
{
	size_t size = strlen(words);

	/* From a word's beginning, and no more than fits into the sentence. */
	if (size > 200)
		words += size - 200;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return ERR_OK;
	if (WIFEXITED(status))
		return diag_fail(
			d, ERR_SYNTAX, "the health check (%.60s) refused it: %s", name, words);
	return diag_fail(d, ERR_SYNTAX, "the health check (%.60s) crashed with signal %d: %s", name,
		WIFSIGNALED(status) ? WTERMSIG(status) : 0, words);
}

enum err child_run(
	const char *const *argv, int timeout_s, char words_out[CHILD_WORDS], struct diag *d)
{
	int64_t end_ms = clock_now_ms() + (int64_t)timeout_s * 1000;
	bool is_open = true, is_late = false;
	int ends[2], status = 0, end;
	pid_t pid, ended = 0, parent = getpid();

	words_out[0] = '\0';
	if (pipe2(ends, O_CLOEXEC) < 0)
		return diag_fail(d, ERR_IO, "no pipe for the health check: %s", strerror(errno));
	pid = fork();
	if (pid == 0)
		become(argv, ends[1], timeout_s, parent);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return diag_fail(d, ERR_IO, "the health check could not be started");
	}
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	end = (int)syscall(SYS_pidfd_open, pid, 0); /* without it we look every LOOK_MS */
	while (ended == 0) {
		struct pollfd p[] = { { .fd = is_open ? ends[0] : -1, .events = POLLIN },
			{ .fd = end, .events = POLLIN } };

		poll(p, 2, LOOK_MS);
		if (is_open && p[0].revents)
			is_open = listen_to(ends[0], words_out);
		is_late = is_late || clock_now_ms() > end_ms;
		if (is_late)
			kill(-pid, SIGKILL);
		if (is_late)
			kill(pid, SIGKILL); /* before it has a group of its own */
		ended = waitpid(pid, &status, WNOHANG);
		if (ended < 0 && errno == EINTR)
			ended = 0;
	}
	kill(-pid, SIGKILL);
	/* What is still in the pipe; whoever goes on writing is not waited for. */
	for (int i = 0; is_open && i < 64; i++) {
		errno = 0;
		is_open = listen_to(ends[0], words_out) && errno != EAGAIN;
	}
	close(ends[0]);
	if (end >= 0)
		close(end);
	if (is_late)
		return diag_fail(d, ERR_RANGE,
			"the health check (%.60s) was not done after %d seconds", argv[0],
			timeout_s);
	return judge(argv[0], status, words_out, d);
}
