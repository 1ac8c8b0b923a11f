/* A simulated ESC/POS printer: takes bytes, puts dots on paper, answers status, has faults on
 * command. Pure; used behind port_simulator, by kiosk-print --simulate and by the tests. */
#pragma once

#include "base/buf.h"
#include "print/model.h"
#include "print/port.h"
#include "text/bitmap.h"

struct simulator; /* opaque, heap */

struct simulator *simulator_create(const struct printer_model *m);
void simulator_destroy(struct simulator *s);

/* Takes up to n bytes as the real one would (0 while stopped). Returns how many were taken. */
size_t simulator_write(struct simulator *s, const uint8_t *bytes, size_t n);
/* Reads replies. */
size_t simulator_read(struct simulator *s, uint8_t *bytes, size_t n);

/* "none", "paper-end", "paper-low", "cover-open", "cutter", "offline", "unplug", "stall",
 * "paper-end-after=ROWS". ERR_ARGUMENT-like ERR_MISSING with the list of names for anything else.
 */
MUST_CHECK enum err simulator_fault(struct simulator *s, const char *fault, struct diag *d);

int simulator_jobs(const struct simulator *s); /* cuts so far */
/* The paper between cut job-1 and cut job (0 = first); false if there is none. Borrowed. */
bool simulator_paper(const struct simulator *s, int job, const struct bitmap **paper_out);
/* Every byte taken for that job, for saving beside the picture. Borrowed. */
bool simulator_bytes(
	const struct simulator *s, int job, const uint8_t **bytes_out, size_t *size_out);

/* A port that writes into the simulator; closing the port leaves the simulator alive. */
struct port port_simulator(struct simulator *s);
