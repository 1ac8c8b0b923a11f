/* The simulated printer behind a TCP port, for independent hosts to talk to.
 *
 *   simulator-tcp ADDRESS PORT     prints "ready PORT" when it listens (PORT 0: any)
 *
 * One connection after the other. A line on standard input is a fault (simulator.h); the end of
 * standard input ends it. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "print/simulator.h"

static const struct printer_model model = { .name = "simulated",
	.title = "simulated",
	.dots = 576,
	.dpi = 203,
	.paper_mm = 80,
	.band_rows = 128,
	.raster = MODEL_GS_V_0,
	.cut = MODEL_CUT_PARTIAL,
	.has_asb = true,
	.has_dle_eot = true,
	.has_paper_query = true,
	.has_completion = true,
	.has_clear = true };

static int fail(const char *what)
{
	perror(what);
	return -1;
}

static int listen_at(const char *address, const char *port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t size = sizeof(a);
	int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	a.sin_port = htons((uint16_t)strtoul(port, NULL, 10));
	if (fd < 0 || inet_pton(AF_INET, address, &a.sin_addr) != 1)
		return fail(address);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, (struct sockaddr *)&a, size) < 0 || listen(fd, 4) < 0 ||
		getsockname(fd, (struct sockaddr *)&a, &size) < 0)
		return fail("listen");
	printf("ready %u\n", ntohs(a.sin_port));
	fflush(stdout);
	return fd;
}

/* False at the end of standard input. */
static int take_fault(struct simulator *s)
{
	char line[128];
	struct diag d = { 0 };

	if (!fgets(line, sizeof(line), stdin))
		return 0;
	line[strcspn(line, "\n")] = '\0';
	if (simulator_fault(s, line, &d) != ERR_OK)
		fprintf(stderr, "simulator-tcp: %s\n", d.text);
	printf("fault %s\n", line);
	fflush(stdout);
	return 1;
}

/* What the simulator does not take now waits in `bytes`, and nothing more is read meanwhile. */
static int serve(struct simulator *s, int peer)
{
	static uint8_t bytes[4096];
	static size_t waiting;
	uint8_t replies[256];
	size_t n;

	if (waiting == 0) {
		ssize_t got = read(peer, bytes, sizeof(bytes));

		if (got <= 0)
			return 0;
		waiting = (size_t)got;
	}
	n = simulator_write(s, bytes, waiting);
	memmove(bytes, bytes + n, waiting - n);
	waiting -= n;
	while ((n = simulator_read(s, replies, sizeof(replies))) > 0) {
		if (send(peer, replies, n, MSG_NOSIGNAL) != (ssize_t)n)
			return 0;
	}
	return 1;
}

int main(int argc, char **argv)
{
	struct simulator *s = simulator_create(&model);
	int listener = argc == 3 && s ? listen_at(argv[1], argv[2]) : -1, peer = -1;

	while (listener >= 0) {
		struct pollfd fds[3] = { { .fd = STDIN_FILENO, .events = POLLIN },
			{ .fd = peer < 0 ? listener : -1, .events = POLLIN },
			{ .fd = peer, .events = POLLIN } };

		if (poll(fds, 3, -1) < 0)
			break;
		if (fds[0].revents && !take_fault(s))
			break;
		if (fds[1].revents)
			peer = accept(listener, NULL, NULL);
		if (peer >= 0 && fds[2].revents && !serve(s, peer)) {
			close(peer);
			peer = -1;
		}
	}
	simulator_destroy(s);
	return listener >= 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
