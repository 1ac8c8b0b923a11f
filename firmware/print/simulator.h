/* A simulated ESC/POS printer: takes bytes, puts dots on paper, answers status, has faults on
 * command. Like a real one it executes real-time commands even inside raster data, prints what it
 * does not understand as text, and goes on with what stood in its buffer when a fault is over: the
 * tests see the harm. Pure; used behind port_simulator, by kiosk-print --simulate and by the tests.
 */
#pragma once

#include <stdbool.h>

#include "base/buf.h"
#include "print/model.h"
#include "print/port.h"
#include "text/bitmap.h"

struct simulator; /* opaque, heap */

/* The model is borrowed. NULL when there is no memory. */
struct simulator *simulator_create(const struct printer_model *m);
void simulator_destroy(struct simulator *s);

/* Takes up to n bytes as the real one would (0 while stopped with a full buffer). Returns how many
 * were taken. */
size_t simulator_write(struct simulator *s, const uint8_t *bytes, size_t n);
/* How many bytes a write would take now at least, real-time commands aside: what stays on the line.
 */
size_t simulator_room(const struct simulator *s);
/* False while it is unplugged or switched off. */
bool simulator_is_there(const struct simulator *s);
/* Reads replies. */
size_t simulator_read(struct simulator *s, uint8_t *bytes, size_t n);

/* "none" (all is well again), "paper-end", "paper-low", "cover-open", "cutter", "offline", "hot",
 * "broken", "unplug" (the printer keeps what it holds), "power-off" (it does not), "stall" (takes
 * nothing, says nothing), "garbage" (nonsense among the replies, once), "garbage=SEED" (24 bytes of
 * it), "paper-end-after=ROWS",
 * "slow=BYTES" (takes so many in one write; the edges write once a millisecond), "at=BYTES:FAULT"
 * (when so many more have been taken), "buffer=BYTES".
 * Faults add up until "none". ERR_MISSING with the list of names for anything else.
 */
MUST_CHECK enum err simulator_fault(struct simulator *s, const char *fault, struct diag *d);

/* Somebody takes the paper out of the presenter's mouth; false if there is none. */
bool simulator_take_paper(struct simulator *s);

/* Papers that are cut off. A printer without a cutter: torn off where the next job begins. */
int simulator_jobs(const struct simulator *s);
/* The paper between cut job-1 and cut job (0 = first); job == simulator_jobs: what still hangs in
 * the printer. False if there is none. Borrowed until the next write. */
bool simulator_paper(const struct simulator *s, int job, const struct bitmap **paper_out);
/* Every byte taken for that job, for saving beside the picture; real-time questions are not among
 * them. Borrowed until the next write. */
bool simulator_bytes(
	const struct simulator *s, int job, const uint8_t **bytes_out, size_t *size_out);

/* What a careful driver never makes happen. */
struct simulator_notes {
	int realtime_in_raster; /* 10 04, 10 05 or 10 14 inside picture data */
	int text_bytes;         /* printed as text */
	int unknown_commands;
	int drawer_pulses, power_offs; /* executed DLE DC4 1 and 2 */
	int presented, retracted; /* papers held out, and taken back because nobody took them */
};
struct simulator_notes simulator_notes(const struct simulator *s);

/* A port that writes into the simulator; closing the port leaves the simulator alive. It has no
 * descriptor: whoever uses it asks again after some time. */
struct port port_simulator(struct simulator *s);
