/* What the ports have in common: reading and writing a descriptor that never blocks. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "print/port.h"

/* write(2) / send(2). EAGAIN takes nothing; errno that means "not there any more" is ERR_GONE. */
enum err port_fd_write(int fd, bool is_socket, const uint8_t *bytes, size_t n, size_t *taken_out);
/* read(2). end_is_gone: 0 bytes mean that the other side closed. */
enum err port_fd_read(int fd, bool end_is_gone, uint8_t *bytes, size_t n, size_t *got_out);
/* The sentence and the error for an errno at open: missing, busy, refused. */
enum err port_fd_fail_open(const char *path, struct diag *d);

/* The kinds; the path or host is what stands behind the scheme. */
MUST_CHECK enum err port_file_open(const char *path, struct port *port_out, struct diag *d);
MUST_CHECK enum err port_tcp_open(
	const char *host, const char *service, struct port *port_out, struct diag *d);
MUST_CHECK enum err port_serial_open(const char *path, struct port *port_out, struct diag *d);
MUST_CHECK enum err port_usblp_open(const char *path, struct port *port_out, struct diag *d);

/* Ops for what a kind of port does not have. */
enum err port_no_begin_job(void *self);
enum err port_no_status_1284(void *self, uint8_t *byte_out);
enum err port_no_reset(void *self);

/* True if a connected socket talks to itself: Linux lets a connect to a free port of this machine
 * meet its own source port by chance (RFC 9293 3.5, simultaneous open). It echoes what is sent, and
 * nobody prints it. */
bool port_fd_is_own_end(int fd);
