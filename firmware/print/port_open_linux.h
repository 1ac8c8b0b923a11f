/* Opens the way to the printer from its address on the command line. Cheap, never blocks: after a
 * loss whoever owns the printer calls it again now and then. */
#pragma once

#include "base/err.h"
#include "print/port.h"

/* uri:
 *   file:PATH             all bytes into a file, after what it holds; with one %d in PATH every job
 *                         gets a file of its own, numbered from 1 over those that exist. Never
 *                         answers.
 *   tcp://HOST[:PORT]     9100 unless said otherwise; HOST a number, a [v6 number] or a name
 * (looked up in the background). Connecting goes on after the return: until it is done the port
 * takes nothing; when it fails the port is gone.
 *   serial:PATH[@BAUD][,none]  a terminal line, RTS/CTS or no flow control, 115200 unless said
 *                         otherwise
 *   usblp:/dev/usb/lp0    the kernel's USB printer driver
 *
 * ERR_SYNTAX: none of these (the sentence lists them). ERR_MISSING, ERR_BUSY, ERR_IO: it
 * cannot be opened now; the sentence says why. */
MUST_CHECK enum err port_open(const char *uri, struct port *port_out, struct diag *d);
