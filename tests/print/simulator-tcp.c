/* The simulated printer behind a TCP port, for independent hosts to talk to.
 *
 *   simulator-tcp ADDRESS PORT     prints "ready PORT" when it listens (PORT 0: any)
 *
 * One connection after the other. A line on standard input is a fault (simulator.h); the end of
 * standard input ends it. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "print/simulator_edge_linux.h"

#define STEP_MS 1

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

/* False at the end of standard input. */
static bool take_fault(struct simulator *s)
{
	char line[128];
	struct diag d = { 0 };

	if (!fgets(line, sizeof(line), stdin))
		return false;
	line[strcspn(line, "\n")] = '\0';
	if (simulator_fault(s, line, &d) != ERR_OK)
		fprintf(stderr, "simulator-tcp: %s\n", d.text);
	printf("fault %s\n", line);
	fflush(stdout);
	return true;
}

int main(int argc, char **argv)
{
	struct simulator *s = simulator_create(&model);
	struct simulator_edge *edge;
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
	struct diag d = { 0 };

	if (argc != 3 || !s ||
		simulator_tcp_open_at(s, argv[1], atoi(argv[2]), &edge, &d) != ERR_OK) {
		fprintf(stderr, "simulator-tcp: %s\n", d.text);
		return EXIT_FAILURE;
	}
	printf("ready %s\n", strrchr(simulator_edge_uri(edge), ':') + 1);
	fflush(stdout);
	setvbuf(stdin, NULL, _IONBF, 0); /* poll must see every line */
	for (;;) {
		int timeout_ms = simulator_edge_step(edge) ? 0 : STEP_MS;

		if (poll(&input, 1, timeout_ms) > 0 && !take_fault(s))
			break;
	}
	simulator_edge_close(edge);
	simulator_destroy(s);
	return EXIT_SUCCESS;
}
