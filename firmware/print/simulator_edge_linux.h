/* The simulated printer at the end of a real line: a pseudo-terminal for port_serial_linux, or a
 * TCP port for port_tcp_linux and for other people's programs. The simulator is borrowed. Nothing
 * blocks: whoever owns the edge steps it, about once a millisecond. Faults go to the simulator; an
 * unplugged or switched-off one hangs up, and is there again (the terminal under another name) when
 * it is well. */
#pragma once

#include "print/simulator.h"

struct simulator_edge; /* opaque, heap */

MUST_CHECK enum err simulator_pty_open(
	struct simulator *s, struct simulator_edge **edge_out, struct diag *d);
/* On 127.0.0.1; port 0: any. One peer at a time, as network printers have it. */
MUST_CHECK enum err simulator_tcp_open(
	struct simulator *s, int port, struct simulator_edge **edge_out, struct diag *d);
/* The same on another of the machine's addresses, as 127.0.0.91. */
MUST_CHECK enum err simulator_tcp_open_at(struct simulator *s, const char *address, int port,
	struct simulator_edge **edge_out, struct diag *d);
/* Moves what can be moved, both ways; the number of bytes. */
size_t simulator_edge_step(struct simulator_edge *e);
/* What port_open takes now: serial:/dev/pts/N or tcp://127.0.0.1:PORT; "" while it is not there. */
const char *simulator_edge_uri(const struct simulator_edge *e);
void simulator_edge_close(struct simulator_edge *e);
