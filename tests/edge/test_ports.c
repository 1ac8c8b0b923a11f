/* The ways to the printer, on real files and sockets. The USB printer needs a machine of its own;
 * here only what is said when there is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "print/port_fd_linux.h"
#include "print/port_open_linux.h"

static char folder[64];

static int setup(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/test-ports-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

/* kind + place + name */
static struct port open_ok(const char *kind, const char *place, const char *name)
{
	char uri[256];
	struct port port;
	struct diag d = { 0 };

	snprintf(uri, sizeof(uri), "%s%s%s", kind, place, name);
	if (port_open(uri, &port, &d) != ERR_OK)
		fail_msg("%s", d.text);
	return port;
}

static void assert_refused(const char *uri, enum err expected, const char *says)
{
	struct port port;
	struct diag d = { 0 };
	enum err err = port_open(uri, &port, &d);

	if (err != expected || !strstr(d.text, says))
		fail_msg("%s: %s \"%s\" does not say \"%s\"", uri, err_name(err), d.text, says);
	assert_null(port.ops);
}

static void write_all(struct port port, const char *text)
{
	size_t taken;

	assert_int_equal(
		port.ops->write(port.self, (const uint8_t *)text, strlen(text), &taken), ERR_OK);
	assert_int_equal(taken, strlen(text));
}

static void assert_file(const char *name, const char *content)
{
	char path[256], got[256] = "";
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "rb");
	assert_non_null(f);
	got[fread(got, 1, sizeof(got) - 1, f)] = '\0';
	fclose(f);
	assert_string_equal(got, content);
}

static void test_ports_bad_addresses_list_the_forms(void **state)
{
	static const char *const uris[] = { "", "file:", "usblp:", "/dev/usb/lp0", "tcp:", "tcp://",
		"tcp://:9100", "tcp://host:", "tcp://host:0", "tcp://host:65536", "tcp://host:x",
		"tcp://[::1", "tcp://[::1]x", "tcp://host/path", "http://host", "FILE:x" };

	(void)state;
	for (size_t i = 0; i < sizeof(uris) / sizeof(uris[0]); i++) {
		assert_refused(uris[i], ERR_SYNTAX, "file:PATH");
		assert_refused(uris[i], ERR_SYNTAX, "tcp://HOST:PORT");
		assert_refused(uris[i], ERR_SYNTAX, "usblp:/dev/usb/lp0");
	}
}

static void test_ports_file_appends(void **state)
{
	struct port port;
	uint8_t byte;
	size_t n;
	int drained;

	(void)state;
	for (int i = 0; i < 2; i++) {
		port = open_ok("file:", folder, "/all.bin");
		assert_int_equal(port.ops->begin_job(port.self), ERR_OK);
		write_all(port, "one");
		assert_int_equal(port.ops->begin_job(port.self), ERR_OK);
		write_all(port, "two");
		assert_int_equal(port.ops->read(port.self, &byte, 1, &n), ERR_UNSUPPORTED);
		assert_int_equal(port.ops->status_1284(port.self, &byte), ERR_UNSUPPORTED);
		assert_int_equal(port.ops->reset(port.self), ERR_UNSUPPORTED);
		assert_int_equal(port.ops->is_drained(port.self, &drained), ERR_OK);
		assert_int_equal(drained, 1);
		assert_int_equal(port.ops->poll_fd(port.self), -1);
		port.ops->close(port.self);
	}
	assert_file("all.bin", "onetwoonetwo");
}

static void test_ports_file_per_job(void **state)
{
	struct port port;

	(void)state;
	for (int i = 0; i < 2; i++) {
		port = open_ok("file:", folder, "/job-%d.bin");
		assert_int_equal(port.ops->begin_job(port.self), ERR_OK);
		write_all(port, "a");
		write_all(port, "b");
		assert_int_equal(port.ops->begin_job(port.self), ERR_OK);
		write_all(port, "c");
		port.ops->close(port.self);
	}
	assert_file("job-1.bin", "ab");
	assert_file("job-2.bin", "c");
	assert_file("job-3.bin", "ab");
	assert_file("job-4.bin", "c");
}

static void test_ports_unwritable_file_gets_a_sentence(void **state)
{
	char uri[256];
	struct port port;
	size_t taken;

	(void)state;
	snprintf(uri, sizeof(uri), "file:%s/no/such/folder.bin", folder);
	assert_refused(uri, ERR_MISSING, "folder.bin: cannot be opened: No such file");
	snprintf(uri, sizeof(uri), "file:%s/no/such/%%d.bin", folder);
	assert_refused(uri, ERR_MISSING, "no/such: cannot be opened: No such file");
	snprintf(uri, sizeof(uri), "file:%s", folder);
	assert_refused(uri, ERR_IO, "Is a directory");
	assert_refused("file:/tmp/%s.bin", ERR_SYNTAX, "only one %d");
	assert_refused("file:/tmp/%d%d.bin", ERR_SYNTAX, "only one %d");
	snprintf(uri, sizeof(uri), "%s/pipe", folder);
	assert_int_equal(mkfifo(uri, 0600), 0);
	snprintf(uri, sizeof(uri), "file:%s/pipe", folder);
	assert_refused(uri, ERR_MISSING, "nobody reads at the other end");
	port = open_ok("file:", "/dev/full", "");
	assert_int_equal(port.ops->write(port.self, (const uint8_t *)"x", 1, &taken), ERR_IO);
	assert_int_equal(taken, 0);
	port.ops->close(port.self);
}

static void test_ports_usblp_without_a_printer(void **state)
{
	(void)state;
	assert_refused("usblp:/dev/usb/no-such-lp", ERR_MISSING, "cannot be opened");
	assert_refused(
		"usblp:/dev/null", ERR_UNSUPPORTED, "is not a printer of the kernel's usblp");
}

/* ---------------------------------------------------------------- TCP */

static int listen_on(uint16_t *port_out)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&a, size), 0);
	assert_int_equal(listen(fd, 4), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &size), 0);
	*port_out = ntohs(a.sin_port);
	return fd;
}

static struct port open_tcp(const char *host, uint16_t number)
{
	char rest[16];

	snprintf(rest, sizeof(rest), ":%u", number);
	return open_ok("tcp://", host, rest);
}

/* Repeats a write until something is taken or the port is gone; at most 5 s. */
static enum err write_some(struct port port, const char *text, size_t *taken)
{
	for (int i = 0; i < 500; i++) {
		enum err err =
			port.ops->write(port.self, (const uint8_t *)text, strlen(text), taken);

		if (err != ERR_OK || *taken)
			return err;
		poll(NULL, 0, 10);
	}
	return ERR_BUSY;
}

static enum err read_some(struct port port, uint8_t *bytes, size_t n, size_t *got)
{
	for (int i = 0; i < 500; i++) {
		enum err err = port.ops->read(port.self, bytes, n, got);

		if (err != ERR_OK || *got)
			return err;
		poll(NULL, 0, 10);
	}
	return ERR_BUSY;
}

static void test_ports_tcp_talks_both_ways(void **state)
{
	static const char *const hosts[] = { "127.0.0.1", "localhost" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		uint16_t number;
		int listener = listen_on(&number), peer, drained = 0;
		struct port port = open_tcp(hosts[i], number);
		char got[16] = "";
		uint8_t bytes[16];
		size_t n;

		assert_int_equal(write_some(port, "hello", &n), ERR_OK);
		assert_int_equal(n, 5);
		assert_true(port.ops->poll_fd(port.self) >= 0);
		peer = accept(listener, NULL, NULL);
		assert_int_equal(read(peer, got, sizeof(got)), 5);
		assert_string_equal(got, "hello");
		for (int tries = 0; tries < 100 && !drained; tries++) {
			assert_int_equal(port.ops->is_drained(port.self, &drained), ERR_OK);
			poll(NULL, 0, 5);
		}
		assert_int_equal(drained, 1);
		assert_int_equal(port.ops->read(port.self, bytes, sizeof(bytes), &n), ERR_OK);
		assert_int_equal(n, 0);
		assert_int_equal(write(peer, "\x12", 1), 1);
		assert_int_equal(read_some(port, bytes, sizeof(bytes), &n), ERR_OK);
		assert_int_equal(bytes[0], 0x12);
		close(peer);
		assert_int_equal(read_some(port, bytes, sizeof(bytes), &n), ERR_GONE);
		port.ops->close(port.self);
		close(listener);
	}
}

/* A printer that reads nothing: the port takes a few bands and then nothing, and never blocks. */
static void test_ports_tcp_stops_when_the_printer_does(void **state)
{
	uint16_t number;
	int listener = listen_on(&number), peer, drained = 1, small = 2048;
	struct port port;
	char block[4096];
	size_t n, total = 0;

	(void)state;
	setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	port = open_tcp("127.0.0.1", number);
	memset(block, 'x', sizeof(block) - 1);
	block[sizeof(block) - 1] = '\0';
	assert_int_equal(write_some(port, block, &n), ERR_OK);
	peer = accept(listener, NULL, NULL);
	for (int idle = 0; idle < 20; idle++) {
		assert_int_equal(
			port.ops->write(port.self, (uint8_t *)block, sizeof(block), &n), ERR_OK);
		total += n;
		if (n)
			idle = 0;
		poll(NULL, 0, 2);
	}
	assert_in_range(total, 1, 200000);
	assert_int_equal(port.ops->is_drained(port.self, &drained), ERR_OK);
	assert_int_equal(drained, 0);
	port.ops->close(port.self);
	close(peer);
	close(listener);
}

static void test_ports_tcp_nobody_there(void **state)
{
	uint16_t number;
	int listener = listen_on(&number);
	struct port port;
	size_t n;

	(void)state;
	close(listener);
	port = open_tcp("127.0.0.1", number);
	assert_int_equal(write_some(port, "x", &n), ERR_GONE);
	port.ops->close(port.self);
	port = open_ok("tcp://", "no-such-host.invalid", "");
	assert_int_equal(write_some(port, "x", &n), ERR_GONE);
	port.ops->close(port.self);
	for (int i = 0; i < 5; i++) { /* closed while it is still being looked up */
		port = open_ok("tcp://", "another-host.invalid", "");
		port.ops->close(port.self);
	}
}

/* What may happen by chance when nobody listens any more. */
static void test_a_connection_to_itself_is_no_printer(void **state)
{
	struct sockaddr_in here = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(here);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), ends[2];

	(void)state;
	assert_int_equal(bind(fd, (struct sockaddr *)&here, sizeof(here)), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&here, &size), 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&here, sizeof(here)), 0);
	assert_true(port_fd_is_own_end(fd));
	close(fd);
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ends[0] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	here.sin_port = 0;
	assert_int_equal(bind(fd, (struct sockaddr *)&here, sizeof(here)), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&here, &size), 0);
	assert_int_equal(connect(ends[0], (struct sockaddr *)&here, sizeof(here)), 0);
	ends[1] = accept(fd, NULL, NULL);
	assert_false(port_fd_is_own_end(ends[0]));
	assert_false(port_fd_is_own_end(ends[1]));
	close(ends[0]);
	close(ends[1]);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_connection_to_itself_is_no_printer),
		cmocka_unit_test(test_ports_bad_addresses_list_the_forms),
		cmocka_unit_test(test_ports_file_appends),
		cmocka_unit_test(test_ports_file_per_job),
		cmocka_unit_test(test_ports_unwritable_file_gets_a_sentence),
		cmocka_unit_test(test_ports_usblp_without_a_printer),
		cmocka_unit_test(test_ports_tcp_talks_both_ways),
		cmocka_unit_test(test_ports_tcp_stops_when_the_printer_does),
		cmocka_unit_test(test_ports_tcp_nobody_there),
	};

	return cmocka_run_group_tests_name("ports", tests, setup, teardown);
}
