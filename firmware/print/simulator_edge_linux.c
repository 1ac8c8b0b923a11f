#include "print/simulator_edge_linux.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#define LINE_BYTES 4096
#define WHITE_BYTES_MIN 1000 /* more than white rows between two lines */
#define WORD_BYTES 3

struct simulator_edge {
	struct simulator *simulator;
	bool is_tcp;
	int listener; /* TCP: -1 while the printer is not there */
	int keeper;   /* pseudo-terminal: its other end, so that it does not hang up by itself */
	int line;     /* the peer's socket or the terminal's master; -1: none */
	int port;
	struct in_addr address;
	char uri[128];
	bool is_flushed;             /* the host dropped what stood on the line */
	bool has_dropped;            /* something since then */
	size_t white_run;            /* NULs that were dropped last */
	size_t white_owed;           /* NULs that were dropped and are not old */
	uint8_t waiting[LINE_BYTES]; /* read and not taken yet */
	size_t waiting_size;
	uint8_t replies[256];
	size_t replies_size;
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static enum err plug_pty(struct simulator_edge *e, struct diag *d)
{
	struct termios t;
	char name[100];
	int on = 1;

	e->line = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (e->line < 0 || grantpt(e->line) < 0 || unlockpt(e->line) < 0 ||
		ptsname_r(e->line, name, sizeof(name)) != 0)
		return diag_fail(
			d, ERR_IO, "simulated printer: no pseudo-terminal: %s", strerror(errno));
	e->keeper = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (e->keeper < 0 || tcgetattr(e->keeper, &t) < 0)
		return diag_fail(d, ERR_IO, "simulated printer: %s: %s", name, strerror(errno));
	cfmakeraw(&t);
	tcsetattr(e->keeper, TCSANOW, &t);
	ioctl(e->line, TIOCPKT, &on);
	snprintf(e->uri, sizeof(e->uri), "serial:%s", name);
	return ERR_OK;
}

static enum err plug_tcp(struct simulator_edge *e, struct diag *d)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr = e->address };
	char address[INET_ADDRSTRLEN];
	socklen_t size = sizeof(a);
	int on = 1, bytes = LINE_BYTES;

	a.sin_port = htons((uint16_t)e->port);
	e->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	setsockopt(e->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	setsockopt(e->listener, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
	if (e->listener < 0 || bind(e->listener, (struct sockaddr *)&a, size) < 0 ||
		listen(e->listener, 1) < 0 ||
		getsockname(e->listener, (struct sockaddr *)&a, &size) < 0)
		return diag_fail(
			d, ERR_IO, "simulated printer: port %d: %s", e->port, strerror(errno));
	e->port = ntohs(a.sin_port);
	inet_ntop(AF_INET, &e->address, address, sizeof(address));
	snprintf(e->uri, sizeof(e->uri), "tcp://%s:%d", address, e->port);
	return ERR_OK;
}

static void hang_up(struct simulator_edge *e)
{
	const struct linger at_once = { .l_onoff = 1 };

	if (e->is_tcp && e->line >= 0)
		setsockopt(e->line, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	close_fd(&e->line);
	e->waiting_size = e->replies_size = 0;
	e->is_flushed = false;
	e->white_run = e->white_owed = 0;
}

static void unplug(struct simulator_edge *e)
{
	hang_up(e);
	close_fd(&e->listener);
	close_fd(&e->keeper);
	e->uri[0] = '\0';
}

static enum err edge_open(struct simulator *s, bool is_tcp, struct in_addr address, int port,
	struct simulator_edge **edge_out, struct diag *d)
{
	struct simulator_edge *e = calloc(1, sizeof(*e));
	enum err err;

	*edge_out = NULL;
	if (!e)
		return diag_fail(d, ERR_MEMORY, "simulated printer: no memory");
	*e = (struct simulator_edge){ .simulator = s,
		.is_tcp = is_tcp,
		.listener = -1,
		.keeper = -1,
		.line = -1,
		.address = address,
		.port = port };
	err = is_tcp ? plug_tcp(e, d) : plug_pty(e, d);
	if (err != ERR_OK) {
		simulator_edge_close(e);
		return err;
	}
	*edge_out = e;
	return ERR_OK;
}

enum err simulator_pty_open(struct simulator *s, struct simulator_edge **edge_out, struct diag *d)
{
	return edge_open(s, false, (struct in_addr){ 0 }, 0, edge_out, d);
}

enum err simulator_tcp_open(
	struct simulator *s, int port, struct simulator_edge **edge_out, struct diag *d)
{
	return simulator_tcp_open_at(s, "127.0.0.1", port, edge_out, d);
}

enum err simulator_tcp_open_at(struct simulator *s, const char *address, int port,
	struct simulator_edge **edge_out, struct diag *d)
{
	struct in_addr a;

	*edge_out = NULL;
	if (inet_pton(AF_INET, address, &a) != 1)
		return diag_fail(d, ERR_SYNTAX, "simulated printer: %s is no address", address);
	return edge_open(s, true, a, port, edge_out, d);
}

void simulator_edge_close(struct simulator_edge *e)
{
	if (!e)
		return;
	unplug(e);
	free(e);
}

const char *simulator_edge_uri(const struct simulator_edge *e)
{
	return e->uri;
}

/* A read of the terminal's master begins with a byte of news about the line (TIOCPKT). */
static ssize_t read_pty(struct simulator_edge *e, size_t room)
{
	uint8_t packet[LINE_BYTES + 1];
	ssize_t got = read(e->line, packet, room + 1);

	if (got <= 0)
		return got;
	if (packet[0] & TIOCPKT_FLUSHWRITE) {
		e->is_flushed = true;
		e->has_dropped = e->waiting_size > 0;
		e->waiting_size = e->white_run = e->white_owed = 0;
	}
	if (got > 1)
		memcpy(e->waiting + e->waiting_size, packet + 1, (size_t)got - 1);
	if (got > 1)
		return got - 1;
	errno = EAGAIN;
	return -1;
}

/* The host speaks again: it clears the printer, or sends white dots to the end of a picture and
 * then ESC @, or asks how it is where nothing old stood on the line. */
static bool is_new_word(struct simulator_edge *e, size_t at)
{
	static const uint8_t clear[] = { 0x10, 0x14, 8 }, ask[] = { 0x10, 0x04 };
	static const uint8_t begin[] = { 0x1B, '@' };
	const uint8_t *p = e->waiting + at;
	size_t n = e->waiting_size - at;

	if (n >= sizeof(clear) && memcmp(p, clear, sizeof(clear)) == 0)
		return true;
	if (n >= sizeof(ask) && memcmp(p, ask, sizeof(ask)) == 0)
		return !e->has_dropped;
	if (n < sizeof(begin) || memcmp(p, begin, sizeof(begin)) != 0 ||
		e->white_run < WHITE_BYTES_MIN)
		return false;
	e->white_owed = e->white_run;
	return true;
}

/* A real line forgets what a flush drops; the terminal's master still holds some of it. It ends
 * where the host speaks again. */
static void drop_flushed(struct simulator_edge *e)
{
	size_t at = 0;

	while (at < e->waiting_size && e->is_flushed) {
		uint8_t byte = e->waiting[at];

		if ((byte == 0x10 || byte == 0x1B) && at + WORD_BYTES > e->waiting_size)
			break; /* what comes next tells */
		if (is_new_word(e, at)) {
			e->is_flushed = false;
			e->white_run = 0;
			break;
		}
		e->white_run = byte ? 0 : e->white_run + 1;
		e->has_dropped = true;
		at++;
	}
	e->waiting_size -= at;
	memmove(e->waiting, e->waiting + at, e->waiting_size);
}

/* What was dropped with the rest and is not old goes first; false while it is not all taken. */
static bool pay_white(struct simulator_edge *e, size_t *moved)
{
	static const uint8_t white[256];

	while (e->white_owed) {
		size_t n = e->white_owed < sizeof(white) ? e->white_owed : sizeof(white);

		n = simulator_write(e->simulator, white, n);
		e->white_owed -= n;
		*moved += n;
		if (n == 0)
			return false;
	}
	return true;
}

/* True if the line has something to say besides bytes: a terminal that it was flushed, a connection
 * that it was broken off, which takes along what nobody has read yet. */
static bool has_news(const struct simulator_edge *e)
{
	struct pollfd p = { .fd = e->line, .events = e->is_tcp ? 0 : POLLPRI };

	return poll(&p, 1, 0) > 0 && p.revents & (POLLPRI | POLLERR | POLLHUP);
}

/* False when the peer has gone. */
static bool read_line(struct simulator_edge *e, size_t room)
{
	ssize_t got;

	if (room > LINE_BYTES - e->waiting_size)
		room = LINE_BYTES - e->waiting_size;
	got = e->is_tcp ? read(e->line, e->waiting, room) : read_pty(e, room);
	if (got == 0 || (got < 0 && errno != EAGAIN))
		return false;
	e->waiting_size += got > 0 ? (size_t)got : 0;
	return true;
}

/* Takes no time, however slow the printer takes bytes: what is dropped never was on its way. */
static bool skip_flushed(struct simulator_edge *e)
{
	while (e->is_flushed) {
		size_t before = e->waiting_size;
		bool is_more;

		if (!read_line(e, LINE_BYTES))
			return false;
		is_more = e->waiting_size > before;
		drop_flushed(e);
		if (!is_more)
			break;
	}
	return true;
}

/* False when the peer has gone. No more is read than the printer takes: what it does not take must
 * stay on the line, where the host knows of it. */
static bool take_in(struct simulator_edge *e, size_t *moved)
{
	size_t taken, room = simulator_room(e->simulator);

	if (e->is_tcp && has_news(e))
		return false;
	if (!e->is_tcp && e->waiting_size && has_news(e))
		read_pty(e, 0);
	if (e->waiting_size == 0 && room && !read_line(e, room))
		return false;
	if (!skip_flushed(e))
		return false;
	if (e->is_flushed || !pay_white(e, moved))
		return true;
	taken = simulator_write(e->simulator, e->waiting, e->waiting_size);
	e->waiting_size -= taken;
	memmove(e->waiting, e->waiting + taken, e->waiting_size);
	*moved += taken;
	return true;
}

static bool give_out(struct simulator_edge *e, size_t *moved)
{
	ssize_t put;

	if (e->replies_size == 0)
		e->replies_size = simulator_read(e->simulator, e->replies, sizeof(e->replies));
	if (e->replies_size == 0)
		return true;
	put = e->is_tcp ? send(e->line, e->replies, e->replies_size, MSG_NOSIGNAL)
			: write(e->line, e->replies, e->replies_size);
	if (put < 0)
		return errno == EAGAIN;
	e->replies_size -= (size_t)put;
	memmove(e->replies, e->replies + put, e->replies_size);
	*moved += (size_t)put;
	return true;
}

size_t simulator_edge_step(struct simulator_edge *e)
{
	bool is_plugged = e->is_tcp ? e->listener >= 0 : e->line >= 0;
	size_t moved = 0;

	if (!simulator_is_there(e->simulator)) {
		if (is_plugged)
			unplug(e);
		return 0;
	}
	if (!is_plugged && (e->is_tcp ? plug_tcp(e, NULL) : plug_pty(e, NULL)) != ERR_OK) {
		unplug(e);
		return 0;
	}
	if (e->is_tcp && e->line < 0) {
		e->line = accept4(e->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (e->line < 0)
			return 0;
	}
	if (!take_in(e, &moved) || !give_out(e, &moved))
		hang_up(e);
	return moved;
}
