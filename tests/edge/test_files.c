/* Files written whole, and what is no ordinary file written to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "platform/files_linux.h"

static char dir[] = "/tmp/kiosk-files-XXXXXX";
static char path[sizeof(dir) + 16];

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(dir))
		return -1;
	snprintf(path, sizeof(path), "%s/it", dir);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(dir); /* fails when a temporary file was left */
}

static void test_file_write_replaces_the_whole_file(void **state)
{
	struct arena *a = arena_create(0);
	struct diag d = { 0 };
	char *text;
	size_t size;
	(void)state;

	assert_int_equal(file_write(path, "a long first text", 17, &d), ERR_OK);
	assert_int_equal(file_write(path, "short", 5, &d), ERR_OK);
	assert_int_equal(file_read(a, path, FILE_TEXT_MAX, &text, &size, &d), ERR_OK);
	assert_string_equal(text, "short");
	assert_int_equal(unlink(path), 0);
	arena_destroy(a);
}

/* As root a rename would put a file in the place of /dev/null, for the whole machine. */
static void test_file_write_leaves_a_pipe_a_pipe(void **state)
{
	struct diag d = { 0 };
	struct stat st;
	char got[16] = "";
	int fd;
	(void)state;

	assert_int_equal(mkfifo(path, 0600), 0);
	fd = open(path, O_RDONLY | O_NONBLOCK);
	assert_true(fd >= 0);
	assert_int_equal(file_write(path, "through", 7, &d), ERR_OK);
	assert_int_equal(read(fd, got, sizeof(got)), 7);
	assert_string_equal(got, "through");
	close(fd);
	assert_int_equal(stat(path, &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
	assert_int_equal(unlink(path), 0);
}

static void test_file_write_says_what_it_cannot(void **state)
{
	struct diag d = { 0 };
	char below[sizeof(path) + 16], wanted[160];
	(void)state;

	snprintf(wanted, sizeof(wanted), "%s: cannot open: Is a directory", dir);
	assert_int_equal(file_write(dir, "x", 1, &d), ERR_IO);
	assert_string_equal(d.text, wanted);
	d = (struct diag){ 0 };
	snprintf(below, sizeof(below), "%s/no/such", dir);
	snprintf(wanted, sizeof(wanted), "%s.new: cannot create: No such file or directory", below);
	assert_int_equal(file_write(below, "x", 1, &d), ERR_MISSING);
	assert_string_equal(d.text, wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_file_write_replaces_the_whole_file),
		cmocka_unit_test(test_file_write_leaves_a_pipe_a_pipe),
		cmocka_unit_test(test_file_write_says_what_it_cannot),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
