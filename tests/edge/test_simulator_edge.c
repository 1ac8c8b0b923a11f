/* The simulated printer at the end of real lines, spoken to through the real ports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "print/port_open_linux.h"
#include "print/simulator_edge_linux.h"

static const struct printer_model model = { .name = "test",
	.title = "test",
	.dots = 64,
	.dpi = 203,
	.paper_mm = 80,
	.band_rows = 128,
	.cut = MODEL_CUT_PARTIAL,
	.has_asb = true,
	.has_dle_eot = true,
	.has_clear = true };

struct line {
	struct simulator *simulator;
	struct simulator_edge *edge;
	struct port port;
};

static void open_line(struct line *l, bool is_tcp)
{
	struct diag d = { 0 };

	l->simulator = simulator_create(&model);
	if ((is_tcp ? simulator_tcp_open(l->simulator, 0, &l->edge, &d)
		    : simulator_pty_open(l->simulator, &l->edge, &d)) != ERR_OK ||
		port_open(simulator_edge_uri(l->edge), &l->port, &d) != ERR_OK)
		fail_msg("%s", d.text);
}

static void close_line(struct line *l)
{
	l->port.ops->close(l->port.self);
	simulator_edge_close(l->edge);
	simulator_destroy(l->simulator);
}

static void fault(struct line *l, const char *name)
{
	assert_int_equal(simulator_fault(l->simulator, name, NULL), ERR_OK);
}

/* Writes all of it, and reads what comes back for some time; at most 2 s. */
static enum err talk(struct line *l, const uint8_t *bytes, size_t n, uint8_t *replies, size_t *got)
{
	size_t done = 0, count = 0;

	for (int quiet = 0; quiet < 30 && count < 16;) {
		size_t taken = 0, more = 0;
		enum err err = l->port.ops->write(l->port.self, bytes + done, n - done, &taken);

		if (err == ERR_OK)
			err = l->port.ops->read(l->port.self, replies + count, 16 - count, &more);
		if (err != ERR_OK)
			return err;
		done += taken;
		count += more;
		quiet = taken || more || simulator_edge_step(l->edge) ? 0 : quiet + 1;
		poll(NULL, 0, 1);
	}
	*got = count;
	assert_int_equal(done, n);
	return ERR_OK;
}

static void test_simulator_edge_prints_and_answers(void **state)
{
	static const uint8_t job[] = { 0x1D, 'v', '0', 0, 8, 0, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0D,
		0x0A, 0x7F, 0x03, 0x11, 0x13, 0x1A, 0xFF, 0x1D, 'V', 66, 0, 0x10, 4, 1 };

	(void)state;
	for (int is_tcp = 0; is_tcp < 2; is_tcp++) {
		struct line l;
		uint8_t replies[16];
		size_t n;
		const struct bitmap *paper;
		int drained;

		open_line(&l, is_tcp);
		assert_true(l.port.ops->fills_up);
		assert_int_equal(talk(&l, job, sizeof(job), replies, &n), ERR_OK);
		assert_int_equal(n, 1);
		assert_int_equal(replies[0], 0x12);
		assert_int_equal(l.port.ops->is_drained(l.port.self, &drained), ERR_OK);
		assert_int_equal(drained, 1);
		assert_true(simulator_paper(l.simulator, 0, &paper));
		assert_int_equal(paper->height, 2); /* every byte as it is: the line is raw */
		assert_memory_equal(paper->bits, job + 8, 16);
		fault(&l, "slow=2");
		assert_int_equal(talk(&l, job, sizeof(job), replies, &n), ERR_OK);
		assert_int_equal(simulator_jobs(l.simulator), 2);
		close_line(&l);
	}
}

static void test_simulator_edge_unplug_and_replug(void **state)
{
	static const char *const ways[] = { "unplug", "power-off" };
	static const uint8_t ask[] = { 0x10, 4, 1 };

	(void)state;
	for (int i = 0; i < 4; i++) {
		struct line l;
		uint8_t replies[16];
		size_t n;
		struct diag d = { 0 };

		open_line(&l, i % 2);
		assert_int_equal(talk(&l, ask, sizeof(ask), replies, &n), ERR_OK);
		fault(&l, ways[i / 2]);
		simulator_edge_step(l.edge);
		assert_string_equal(simulator_edge_uri(l.edge), "");
		assert_int_equal(talk(&l, ask, sizeof(ask), replies, &n), ERR_GONE);
		l.port.ops->close(l.port.self);
		fault(&l, "none");
		simulator_edge_step(l.edge);
		if (port_open(simulator_edge_uri(l.edge), &l.port, &d) != ERR_OK)
			fail_msg("%s", d.text);
		assert_int_equal(talk(&l, ask, sizeof(ask), replies, &n), ERR_OK);
		assert_int_equal(n, 1);
		close_line(&l);
	}
}

/* A full printer leaves the rest on the line, and hears the command to forget as soon as there is
 * room for it. */
static void test_simulator_edge_full_printer_reads_no_more(void **state)
{
	(void)state;
	for (int is_tcp = 0; is_tcp < 2; is_tcp++) {
		static uint8_t much[200000];
		struct line l;
		size_t total = 0, taken;

		open_line(&l, is_tcp);
		fault(&l, "cover-open");
		for (int i = 0; i < 200; i++) {
			assert_int_equal(
				l.port.ops->write(l.port.self, much, sizeof(much), &taken), ERR_OK);
			total += taken;
			simulator_edge_step(l.edge);
			poll(NULL, 0, 1);
		}
		assert_in_range(total, 4096, 190000);
		assert_int_equal(simulator_room(l.simulator), 0);
		close_line(&l);
	}
}

static void test_simulator_edge_serial_addresses(void **state)
{
	struct port port;
	struct diag d = { 0 };

	(void)state;
	assert_int_equal(port_open("serial:/dev/null", &port, &d), ERR_UNSUPPORTED);
	assert_non_null(strstr(d.text, "is not a terminal line"));
	assert_int_equal(port_open("serial:/dev/no-such-line@9600", &port, &d), ERR_MISSING);
	d.text[0] = '\0';
	assert_int_equal(port_open("serial:/dev/ttyS0@12", &port, &d), ERR_SYNTAX);
	assert_non_null(strstr(d.text, "115200"));
	assert_int_equal(port_open("serial:@9600", &port, &d), ERR_SYNTAX);
	assert_int_equal(port_open("serial:,none", &port, &d), ERR_SYNTAX);
	assert_int_equal(port_open("serial:/dev/ttyS0,some", &port, &d), ERR_MISSING);
}

/* Flow control as the address says; none when the port is closed, or close() would wait for CTS. */
static void test_simulator_edge_flow_control(void **state)
{
	static const struct {
		const char *suffix;
		bool has_flow;
		speed_t speed;
	} cases[] = { { "", true, B115200 }, { "@9600", true, B9600 }, { ",none", false, B115200 },
		{ "@38400,none", false, B38400 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct line l;
		struct port port;
		struct termios t;
		char uri[128];
		int fd;

		open_line(&l, false);
		l.port.ops->close(l.port.self);
		snprintf(uri, sizeof(uri), "%s%s", simulator_edge_uri(l.edge), cases[i].suffix);
		assert_int_equal(port_open(uri, &port, NULL), ERR_OK);
		fd = open(simulator_edge_uri(l.edge) + strlen("serial:"), O_RDWR | O_NOCTTY);
		assert_int_equal(tcgetattr(fd, &t), 0);
		assert_int_equal((t.c_cflag & CRTSCTS) != 0, cases[i].has_flow);
		assert_int_equal(cfgetospeed(&t), cases[i].speed);
		port.ops->close(port.self);
		assert_int_equal(tcgetattr(fd, &t), 0);
		assert_int_equal(t.c_cflag & CRTSCTS, 0);
		close(fd);
		simulator_edge_close(l.edge);
		simulator_destroy(l.simulator);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_simulator_edge_prints_and_answers),
		cmocka_unit_test(test_simulator_edge_unplug_and_replug),
		cmocka_unit_test(test_simulator_edge_full_printer_reads_no_more),
		cmocka_unit_test(test_simulator_edge_serial_addresses),
		cmocka_unit_test(test_simulator_edge_flow_control),
	};

	return cmocka_run_group_tests_name("simulator_edge", tests, NULL, NULL);
}
