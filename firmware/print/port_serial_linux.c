/* serial:/dev/ttyS0[@BAUD][,none]: a terminal line made raw, 8 bits, RTS/CTS. There is no plug to
 * see: only a line that hangs up (USB adapters, pseudo-terminals) is gone, other losses show as
 * silence. DSR is not looked at: printers drop it for a full buffer as well as for paper.
 *
 * "none" is for cables whose CTS hangs loose, where nothing would ever leave. Bands are counted on
 * this line (print/printer_job.c), so that a printer that answers GS r is not overrun either. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "print/port_fd_linux.h"

#define DEFAULT_BAUD "115200"
#define NO_FLOW ",none"

struct port_serial {
	int fd;
};

static const struct {
	const char *name;
	speed_t speed;
} speeds[] = { { "9600", B9600 }, { "19200", B19200 }, { "38400", B38400 }, { "57600", B57600 },
	{ "115200", B115200 }, { "230400", B230400 } };

static enum err serial_write(void *self, const uint8_t *bytes, size_t n, size_t *taken_out)
{
	return port_fd_write(((struct port_serial *)self)->fd, false, bytes, n, taken_out);
}

/* VMIN 1: nothing there is EAGAIN, and 0 bytes are a line that has hung up. */
static enum err serial_read(void *self, uint8_t *bytes, size_t n, size_t *got_out)
{
	return port_fd_read(((struct port_serial *)self)->fd, true, bytes, n, got_out);
}

static enum err serial_is_drained(void *self, int *drained_out)
{
	int queued = 0;

	*drained_out = 0;
	if (ioctl(((struct port_serial *)self)->fd, TIOCOUTQ, &queued) < 0)
		return errno == EIO ? ERR_GONE : ERR_IO;
	*drained_out = queued == 0;
	return ERR_OK;
}

/* What has not left yet is dropped; the printer itself cannot be reset over the line. */
static enum err serial_reset(void *self)
{
	tcflush(((struct port_serial *)self)->fd, TCOFLUSH);
	return ERR_UNSUPPORTED;
}

static int serial_poll_fd(void *self)
{
	return ((struct port_serial *)self)->fd;
}

static void serial_close(void *self)
{
	struct port_serial *s = self;

	if (s->fd >= 0) {
		struct termios t;

		tcflush(s->fd, TCOFLUSH);        /* close would wait for it ... */
		if (tcgetattr(s->fd, &t) == 0) { /* ... and for CTS, for what the chip holds */
			t.c_cflag &= ~(tcflag_t)CRTSCTS;
			tcsetattr(s->fd, TCSANOW, &t);
		}
		close(s->fd);
	}
	free(s);
}

static enum err make_raw(int fd, const char *path, speed_t speed, bool has_flow, struct diag *d)
{
	struct termios t;

	if (tcgetattr(fd, &t) < 0)
		return diag_fail(
			d, ERR_UNSUPPORTED, "printer serial:%s: is not a terminal line", path);
	cfmakeraw(&t);
	t.c_cflag |= CLOCAL | CREAD | (has_flow ? CRTSCTS : 0);
	t.c_cc[VMIN] = 1;
	t.c_cc[VTIME] = 0;
	cfsetspeed(&t, speed);
	if (tcsetattr(fd, TCSANOW, &t) < 0)
		return diag_fail(d, ERR_IO, "printer serial:%s: cannot be set up: %s", path,
			strerror(errno));
	return ERR_OK;
}

/* PATH[@BAUD][,none] */
static enum err take_address(
	const char *address, char path[256], speed_t *speed_out, bool *has_flow_out, struct diag *d)
{
	size_t size = strlen(address), flow = strlen(NO_FLOW);
	char *at;
	const char *baud = DEFAULT_BAUD;

	*has_flow_out = size < flow || strcmp(address + size - flow, NO_FLOW) != 0;
	size -= *has_flow_out ? 0 : flow;
	if (size == 0 || size >= 256 || address[0] == '@')
		return diag_fail(d, ERR_SYNTAX, "printer serial:%s: this is no path", address);
	snprintf(path, 256, "%.*s", (int)size, address);
	at = strrchr(path, '@');
	if (at) {
		*at = '\0';
		baud = at + 1;
	}
	for (size_t i = 0; i < sizeof(speeds) / sizeof(speeds[0]); i++) {
		if (strcmp(baud, speeds[i].name) == 0) {
			*speed_out = speeds[i].speed;
			return ERR_OK;
		}
	}
	return diag_fail(d, ERR_SYNTAX,
		"printer serial:%s: the speed is one of 9600, 19200, 38400, 57600, 115200, 230400",
		address);
}

enum err port_serial_open(const char *address, struct port *port_out, struct diag *d)
{
	static const struct port_ops ops = { port_no_begin_job, serial_write, serial_read,
		port_no_status_1284, serial_is_drained, serial_reset, serial_poll_fd, serial_close,
		true };
	struct port_serial *s = calloc(1, sizeof(*s));
	char path[256];
	speed_t speed = B115200;
	bool has_flow;
	enum err err;

	if (!s)
		return diag_fail(d, ERR_MEMORY, "printer serial:%s: no memory", address);
	s->fd = -1;
	err = take_address(address, path, &speed, &has_flow, d);
	if (err == ERR_OK) {
		s->fd = open(path, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
		err = s->fd < 0 ? port_fd_fail_open(path, d)
				: make_raw(s->fd, path, speed, has_flow, d);
	}
	if (err != ERR_OK) {
		serial_close(s);
		return err;
	}
	port_out->ops = &ops;
	port_out->self = s;
	return ERR_OK;
}
