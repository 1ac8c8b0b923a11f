/* What the sandbox refuses: each forbidden thing is tried in a child of its own, and must kill it
 * or fail; what it is for must still work. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/sandbox_linux.h"

static char folder[64];

static int open_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/kiosk-sandbox-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int close_folder(void **state)
{
	char command[96];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

/* Runs `act` shut in; its return value is the child's status. */
static int run(enum sandbox_kind kind, struct sandbox_limits limits, int (*act)(void))
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		struct diag d = { 0 };

		if (sandbox_enter(kind, &limits, NULL, &d) != ERR_OK) {
			(void)!write(2, d.text, strlen(d.text));
			_exit(99);
		}
		_exit(act());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void reader_is_killed(int (*act)(void))
{
	struct sandbox_limits limits = { .memory_bytes = 64u << 20, .cpu_s = 5, .wall_s = 10 };
	int status = run(SANDBOX_READER, limits, act);

	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGSYS);
}

static int installer(int (*act)(void))
{
	struct sandbox_limits limits = { .wall_s = 20, .write_below = folder };
	int status = run(SANDBOX_INSTALLER, limits, act);

	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* ---------------------------------------------------------------- the reader */

static int open_to_write(void)
{
	return open("/tmp/kiosk-sandbox-new", O_WRONLY | O_CREAT, 0600) >= 0;
}

static int open_to_read(void)
{
	return open("/etc/passwd", O_RDONLY) >= 0;
}

static int make_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static int run_program(void)
{
	char *const argv[] = { (char[]){ "true" }, NULL };

	return execv("/bin/true", argv);
}

static int trace(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static int make_child(void)
{
	return fork() >= 0;
}

static int kill_parent(void)
{
	return kill(getppid(), 0) == 0;
}

static int unlink_file(void)
{
	return unlink("/tmp/kiosk-sandbox-new") == 0;
}

static int make_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		       0) != MAP_FAILED;
}

static void test_reader_opens_nothing_for_writing(void **state)
{
	(void)state;
	reader_is_killed(open_to_write);
}

static void test_reader_opens_nothing_for_reading(void **state)
{
	(void)state;
	reader_is_killed(open_to_read);
}

static void test_reader_has_no_socket(void **state)
{
	(void)state;
	reader_is_killed(make_socket);
}

static void test_reader_runs_no_program(void **state)
{
	(void)state;
	reader_is_killed(run_program);
}

static void test_reader_traces_nobody(void **state)
{
	(void)state;
	reader_is_killed(trace);
}

static void test_reader_makes_no_child(void **state)
{
	(void)state;
	reader_is_killed(make_child);
}

static void test_reader_signals_nobody(void **state)
{
	(void)state;
	reader_is_killed(kill_parent);
}

static void test_reader_removes_nothing(void **state)
{
	(void)state;
	reader_is_killed(unlink_file);
}

static void test_reader_makes_no_code(void **state)
{
	(void)state;
	reader_is_killed(make_code);
}

static int take_memory(void)
{
	void *some = malloc(1u << 20), *much = malloc(512u << 20);
	bool is_right = some && !much;

	free(some);
	free(much);
	return is_right ? 0 : 1;
}

static int loop_for_ever(void)
{
	for (volatile unsigned i = 0;; i++)
		;
	return 0;
}

static int write_to_file(void)
{
	return write(STDOUT_FILENO, "x", 1) == 1;
}

static void test_reader_has_little_memory(void **state)
{
	struct sandbox_limits limits = { .memory_bytes = 64u << 20, .wall_s = 10 };
	int status = run(SANDBOX_READER, limits, take_memory);

	(void)state;
#ifndef __SANITIZE_ADDRESS__
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
#else
	(void)status;
#endif
}

static void test_reader_has_little_time(void **state)
{
	struct sandbox_limits limits = { .wall_s = 1 };
	int status = run(SANDBOX_READER, limits, loop_for_ever);

	(void)state;
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGALRM);
}

static void test_reader_has_little_processor(void **state)
{
	struct sandbox_limits limits = { .cpu_s = 1 };
	int status = run(SANDBOX_READER, limits, loop_for_ever);

	(void)state;
	assert_true(WIFSIGNALED(status));
	assert_true(WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
}

/* Even a file that was handed to it does not grow. */
static void test_reader_writes_into_no_file(void **state)
{
	struct sandbox_limits limits = { .wall_s = 5 };
	int before = dup(STDOUT_FILENO), fd, status;
	char path[96];

	(void)state;
	snprintf(path, sizeof(path), "%s/out", folder);
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	fflush(stdout);
	dup2(fd, STDOUT_FILENO);
	status = run(SANDBOX_READER, limits, write_to_file);
	dup2(before, STDOUT_FILENO);
	close(before);
	assert_int_equal(lseek(fd, 0, SEEK_END), 0);
	close(fd);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGXFSZ);
}

/* ---------------------------------------------------------------- the installer */

static int try_to_create(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	return fd >= 0 ? 0 : errno;
}

static int create_inside(void)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/new", folder);
	return try_to_create(path);
}

static int create_outside(void)
{
	return try_to_create("/tmp/kiosk-sandbox-new");
}

static int read_outside(void)
{
	return open("/etc/passwd", O_RDONLY) >= 0 ? 0 : errno;
}

static int child_creates_outside(void)
{
	return system("echo x 2>/dev/null >/tmp/kiosk-sandbox-new") == 0 ? 0 : 1;
}

static int socket_errno(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 0 : errno;
}

static int trace_errno(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 0 : errno;
}

static bool has_landlock(void)
{
	/* The test's own kernel: where it is older, seccomp is all there is. */
	return access("/sys/kernel/security/landlock", F_OK) == 0 || installer(create_outside) != 0;
}

static void test_installer_writes_below_its_folder_only(void **state)
{
	(void)state;
	assert_int_equal(installer(create_inside), 0);
	assert_int_equal(installer(read_outside), 0);
	if (!has_landlock()) {
		unlink("/tmp/kiosk-sandbox-new");
		skip();
	}
	assert_int_equal(installer(create_outside), EACCES);
	assert_int_not_equal(access("/tmp/kiosk-sandbox-new", F_OK), 0);
}

static void test_installers_children_are_shut_in(void **state)
{
	(void)state;
	if (!has_landlock())
		skip();
	assert_int_equal(installer(child_creates_outside), 1);
	assert_int_not_equal(access("/tmp/kiosk-sandbox-new", F_OK), 0);
}

static void test_installer_has_no_network(void **state)
{
	(void)state;
	assert_int_equal(installer(socket_errno), EPERM);
}

static void test_installer_traces_nobody(void **state)
{
	(void)state;
	assert_int_equal(installer(trace_errno), EPERM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reader_opens_nothing_for_writing),
		cmocka_unit_test(test_reader_opens_nothing_for_reading),
		cmocka_unit_test(test_reader_has_no_socket),
		cmocka_unit_test(test_reader_runs_no_program),
		cmocka_unit_test(test_reader_traces_nobody),
		cmocka_unit_test(test_reader_makes_no_child),
		cmocka_unit_test(test_reader_signals_nobody),
		cmocka_unit_test(test_reader_removes_nothing),
		cmocka_unit_test(test_reader_makes_no_code),
		cmocka_unit_test(test_reader_has_little_memory),
		cmocka_unit_test(test_reader_has_little_time),
		cmocka_unit_test(test_reader_has_little_processor),
		cmocka_unit_test(test_reader_writes_into_no_file),
		cmocka_unit_test(test_installer_writes_below_its_folder_only),
		cmocka_unit_test(test_installers_children_are_shut_in),
		cmocka_unit_test(test_installer_has_no_network),
		cmocka_unit_test(test_installer_traces_nobody),
	};

	return cmocka_run_group_tests_name("sandbox", tests, open_folder, close_folder);
}
