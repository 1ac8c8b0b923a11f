/* The way to the printer, as functions: file, TCP, usblp behind edges; the simulator in memory.
 * Nothing here ever blocks. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct port_ops {
	/* A new job begins: a file port may begin a new file. Others have nothing to do. */
	enum err (*begin_job)(void *self);
	/* Takes up to n bytes; *taken_out may be 0 (busy). ERR_GONE: unplugged or closed by the
	 * peer; ERR_IO: refused for another reason. */
	enum err (*write)(void *self, const uint8_t *bytes, size_t n, size_t *taken_out);
	/* Reads what is there; *got_out may be 0. ERR_UNSUPPORTED: a port that never answers (a
	 * file); ERR_GONE as above. */
	enum err (*read)(void *self, uint8_t *bytes, size_t n, size_t *got_out);
	/* IEEE 1284 status byte; ERR_UNSUPPORTED where there is none, ERR_BUSY: not answered yet.
	 */
	enum err (*status_1284)(void *self, uint8_t *byte_out);
	/* All bytes taken so far are out of our hands (kernel buffer drained, file written)? */
	enum err (*is_drained)(void *self, int *drained_out);
	/* Drops what the device has not taken yet and asks it to forget what it holds (USB soft
	 * reset). ERR_UNSUPPORTED: it was not asked, it keeps what it holds. ERR_BUSY: it is being
	 * asked; call again until it says something else, and send nothing meanwhile. */
	enum err (*reset)(void *self);
	/* A descriptor to poll, -1 if there is none. */
	int (*poll_fd)(void *self);
	/* Frees self too. */
	void (*close)(void *self);
	/* What the device has taken cannot be taken back from here, nor can it be told anything
	 * while its buffer is full: send no more than fits into it (model buffer_bytes). */
	bool fills_up;
};

struct port {
	const struct port_ops *ops; /* NULL: no port */
	void *self;
};
