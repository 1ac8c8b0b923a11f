/* usblp:/dev/usb/lp0, the kernel's USB printer class driver. Measured on Linux 6.1: a non-blocking
 * write takes 8192 bytes at most and then nothing until the printer has read them, closing throws
 * away what is pending, a pulled plug shows as POLLIN followed by EIO, and status bytes still
 * arrive while the printer takes no data. */
#include <errno.h>
#include <fcntl.h>
#include <linux/lp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "print/port_fd_linux.h"

/* drivers/usb/class/usblp.c; not in any header for programs. */
#define LPIOC_SOFT_RESET _IOC(_IOC_NONE, 'P', 7, 0)

struct port_usblp {
	int fd;
	char *path;
};

static int open_device(const char *path)
{
	return open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

static enum err usblp_write(void *self, const uint8_t *bytes, size_t n, size_t *taken_out)
{
	return port_fd_write(((struct port_usblp *)self)->fd, false, bytes, n, taken_out);
}

static enum err usblp_read(void *self, uint8_t *bytes, size_t n, size_t *got_out)
{
	/* A printer with nothing to say may answer with an empty packet: no end of file. */
	return port_fd_read(((struct port_usblp *)self)->fd, false, bytes, n, got_out);
}

static enum err usblp_status_1284(void *self, uint8_t *byte_out)
{
	int status = 0;

	*byte_out = 0;
	if (ioctl(((struct port_usblp *)self)->fd, LPGETSTATUS, &status) < 0)
		return errno == ENODEV || errno == EIO ? ERR_GONE : ERR_IO;
	*byte_out = (uint8_t)status;
	return ERR_OK;
}

static enum err usblp_is_drained(void *self, int *drained_out)
{
	struct pollfd p = { .fd = ((struct port_usblp *)self)->fd, .events = POLLOUT };

	*drained_out = 0;
	if (poll(&p, 1, 0) < 0)
		return errno == EINTR ? ERR_OK : ERR_IO;
	if (p.revents & (POLLERR | POLLHUP))
		return ERR_GONE;
	*drained_out = (p.revents & POLLOUT) != 0;
	return ERR_OK;
}

/* Closing is what makes the kernel drop the write that is pending; only then may the printer be
 * asked to forget the rest. */
static enum err usblp_reset(void *self)
{
	struct port_usblp *u = self;

	close(u->fd);
	u->fd = open_device(u->path);
	if (u->fd < 0)
		return ERR_GONE;
	if (ioctl(u->fd, LPIOC_SOFT_RESET) < 0)
		return errno == ENODEV || errno == EIO ? ERR_GONE : ERR_UNSUPPORTED;
	return ERR_OK;
}

static int usblp_poll_fd(void *self)
{
	return ((struct port_usblp *)self)->fd;
}

static void usblp_close(void *self)
{
	struct port_usblp *u = self;

	if (u->fd >= 0)
		close(u->fd);
	free(u->path);
	free(u);
}

enum err port_usblp_open(const char *path, struct port *port_out, struct diag *d)
{
	static const struct port_ops ops = { port_no_begin_job, usblp_write, usblp_read,
		usblp_status_1284, usblp_is_drained, usblp_reset, usblp_poll_fd, usblp_close,
		false };
	struct port_usblp *u = calloc(1, sizeof(*u));
	int status;
	enum err err = ERR_OK;

	if (!u)
		return diag_fail(d, ERR_MEMORY, "printer usblp:%s: no memory", path);
	u->path = strdup(path);
	u->fd = open_device(path);
	if (!u->path)
		err = diag_fail(d, ERR_MEMORY, "printer usblp:%s: no memory", path);
	else if (u->fd < 0)
		err = port_fd_fail_open(path, d);
	else if (ioctl(u->fd, LPGETSTATUS, &status) < 0 && (errno == ENOTTY || errno == EINVAL))
		err = diag_fail(d, ERR_UNSUPPORTED,
			"printer usblp:%s: is not a printer of the kernel's usblp driver "
			"(/dev/usb/lp0)",
			path);
	if (err != ERR_OK) {
		usblp_close(u);
		return err;
	}
	port_out->ops = &ops;
	port_out->self = u;
	return ERR_OK;
}
