#include "print/port_fd_linux.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static enum err err_from_errno(void)
{
	switch (errno) {
	case EAGAIN:
	case EINTR:
	case ENOBUFS:
		return ERR_OK;
	case EIO: /* what usblp says after the plug was pulled */
	case ENODEV:
	case ENXIO:
	case EPIPE:
	case ECONNRESET:
	case ECONNREFUSED:
	case ECONNABORTED:
	case ENOTCONN:
	case ETIMEDOUT:
	case EHOSTUNREACH:
	case ENETUNREACH:
	case ENETDOWN:
		return ERR_GONE;
	default:
		return ERR_IO;
	}
}

enum err port_fd_write(int fd, bool is_socket, const uint8_t *bytes, size_t n, size_t *taken_out)
{
	ssize_t got =
		is_socket ? send(fd, bytes, n, MSG_NOSIGNAL | MSG_DONTWAIT) : write(fd, bytes, n);

	*taken_out = got > 0 ? (size_t)got : 0;
	return got < 0 ? err_from_errno() : ERR_OK;
}

enum err port_fd_read(int fd, bool end_is_gone, uint8_t *bytes, size_t n, size_t *got_out)
{
	ssize_t got = read(fd, bytes, n);

	*got_out = got > 0 ? (size_t)got : 0;
	if (got == 0 && n && end_is_gone)
		return ERR_GONE;
	return got < 0 ? err_from_errno() : ERR_OK;
}

enum err port_fd_fail_open(const char *path, struct diag *d)
{
	int cause = errno;
	enum err err = cause == ENOENT || cause == ENODEV || cause == ENXIO ? ERR_MISSING
		       : cause == EBUSY                                     ? ERR_BUSY
									    : ERR_IO;
	const char *hint = cause == EBUSY    ? " (another program has it open)"
			   : cause == EACCES ? " (may this user write there?)"
			   : cause == ENXIO  ? " (nobody reads at the other end)"
					     : "";

	return diag_fail(d, err, "printer %s: cannot be opened: %s%s", path, strerror(cause), hint);
}

enum err port_no_begin_job(void *self)
{
	(void)self;
	return ERR_OK;
}

enum err port_no_status_1284(void *self, uint8_t *byte_out)
{
	(void)self;
	*byte_out = 0;
	return ERR_UNSUPPORTED;
}

enum err port_no_reset(void *self)
{
	(void)self;
	return ERR_UNSUPPORTED;
}

bool port_fd_is_own_end(int fd)
{
	struct sockaddr_storage own = { 0 }, other = { 0 };
	socklen_t own_size = sizeof(own), other_size = sizeof(other);

	return getsockname(fd, (struct sockaddr *)&own, &own_size) == 0 &&
	       getpeername(fd, (struct sockaddr *)&other, &other_size) == 0 &&
	       own_size == other_size && memcmp(&own, &other, own_size) == 0;
}
