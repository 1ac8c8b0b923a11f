/* tcp://HOST:PORT, raw printing. Looking up a name and connecting go on in the background:
 *
 *   LOOKING_UP --addresses--> CONNECTING --accepted--> OPEN
 *        \------ none ----------\---- all refused ------> GONE
 */
#include <errno.h>
#include <linux/sockios.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "print/port_fd_linux.h"

/* Two or three bands: what is in the kernel's hands when a printer stops is then not much. */
#define SEND_BUFFER_BYTES 24576

enum tcp_state { TCP_LOOKING_UP, TCP_CONNECTING, TCP_OPEN, TCP_GONE };

struct lookup {
	struct gaicb request;
	struct addrinfo hints;
	char *host, *service;
	struct lookup *next; /* among the abandoned */
};

struct port_tcp {
	enum tcp_state state;
	struct lookup *lookup;
	const struct addrinfo *next; /* the next address to try */
	int fd;                      /* -1: none */
};

/* Lookups whose port was closed while the resolver still had them: it cannot be stopped, and it
 * writes into their memory when it is done. */
static struct lookup *abandoned;

static void lookup_destroy(struct lookup *l)
{
	if (!l)
		return;
	if (l->request.ar_result)
		freeaddrinfo(l->request.ar_result);
	free(l->host);
	free(l->service);
	free(l);
}

static void free_abandoned(void)
{
	struct lookup **at = &abandoned;

	while (*at) {
		struct lookup *l = *at;

		if (gai_error(&l->request) == EAI_INPROGRESS) {
			at = &l->next;
			continue;
		}
		*at = l->next;
		lookup_destroy(l);
	}
}

static void lookup_drop(struct lookup *l)
{
	if (l && gai_error(&l->request) == EAI_INPROGRESS &&
		gai_cancel(&l->request) == EAI_NOTCANCELED) {
		l->next = abandoned;
		abandoned = l;
		return;
	}
	lookup_destroy(l);
}

static struct lookup *lookup_start(const char *host, const char *service)
{
	struct lookup *l = calloc(1, sizeof(*l));
	struct gaicb *list[1];

	if (!l)
		return NULL;
	l->host = strdup(host);
	l->service = strdup(service);
	l->hints.ai_socktype = SOCK_STREAM;
	l->hints.ai_flags = AI_NUMERICSERV;
	l->request.ar_name = l->host;
	l->request.ar_service = l->service;
	l->request.ar_request = &l->hints;
	list[0] = &l->request;
	if (!l->host || !l->service || getaddrinfo_a(GAI_NOWAIT, list, 1, NULL) != 0) {
		lookup_destroy(l);
		return NULL;
	}
	return l;
}

static void set_options(int fd)
{
	int on = 1, idle_s = 5, interval_s = 2, count = 3, bytes = SEND_BUFFER_BYTES;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof(bytes));
	/* Silence is a loss; a printer out of paper closes its window but still answers. */
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof(idle_s));
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &interval_s, sizeof(interval_s));
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof(count));
}

/* Tries the addresses from t->next on until one begins to connect. */
static void connect_next(struct port_tcp *t)
{
	if (t->fd >= 0)
		close(t->fd);
	t->fd = -1;
	for (; t->next; t->next = t->next->ai_next) {
		int fd = socket(t->next->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

		if (fd < 0)
			continue;
		set_options(fd);
		if (connect(fd, t->next->ai_addr, t->next->ai_addrlen) == 0 ||
			errno == EINPROGRESS) {
			t->fd = fd;
			t->state = TCP_CONNECTING;
			t->next = t->next->ai_next;
			return;
		}
		close(fd);
	}
	t->state = TCP_GONE;
}

static void move_on(struct port_tcp *t)
{
	struct pollfd p = { .events = POLLOUT };
	int error = 0;
	socklen_t size = sizeof(error);

	if (t->state == TCP_LOOKING_UP) {
		int answer = gai_error(&t->lookup->request);

		if (answer == EAI_INPROGRESS)
			return;
		t->next = answer == 0 ? t->lookup->request.ar_result : NULL;
		connect_next(t);
	}
	while (t->state == TCP_CONNECTING) {
		p.fd = t->fd;
		if (poll(&p, 1, 0) <= 0)
			return;
		if (getsockopt(t->fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0 &&
			!port_fd_is_own_end(t->fd)) {
			t->state = TCP_OPEN;
			return;
		}
		connect_next(t);
	}
}

/* True if bytes can flow; otherwise *err_out says whether they ever will. */
static bool is_open(struct port_tcp *t, enum err *err_out)
{
	move_on(t);
	*err_out = t->state == TCP_GONE ? ERR_GONE : ERR_OK;
	return t->state == TCP_OPEN;
}

static enum err tcp_write(void *self, const uint8_t *bytes, size_t n, size_t *taken_out)
{
	struct port_tcp *t = self;
	enum err err;

	*taken_out = 0;
	return is_open(t, &err) ? port_fd_write(t->fd, true, bytes, n, taken_out) : err;
}

static enum err tcp_read(void *self, uint8_t *bytes, size_t n, size_t *got_out)
{
	struct port_tcp *t = self;
	enum err err;

	*got_out = 0;
	return is_open(t, &err) ? port_fd_read(t->fd, true, bytes, n, got_out) : err;
}

static enum err tcp_is_drained(void *self, int *drained_out)
{
	struct port_tcp *t = self;
	enum err err;
	int queued = 0;

	*drained_out = 0;
	if (!is_open(t, &err))
		return err;
	if (ioctl(t->fd, SIOCOUTQ, &queued) < 0)
		return ERR_IO;
	*drained_out = queued == 0;
	return ERR_OK;
}

/* Breaks the connection off, so that what it still holds is dropped at both ends, and connects
 * anew. What the printer itself has taken stays there. */
static enum err tcp_reset(void *self)
{
	const struct linger at_once = { .l_onoff = 1 };
	struct port_tcp *t = self;

	if (t->state != TCP_OPEN)
		return ERR_UNSUPPORTED;
	setsockopt(t->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	t->next = t->lookup->request.ar_result;
	connect_next(t);
	return ERR_UNSUPPORTED;
}

static int tcp_poll_fd(void *self)
{
	return ((struct port_tcp *)self)->fd;
}

static void tcp_close(void *self)
{
	struct port_tcp *t = self;

	if (t->fd >= 0)
		close(t->fd);
	lookup_drop(t->lookup);
	free(t);
}

enum err port_tcp_open(const char *host, const char *service, struct port *port_out, struct diag *d)
{
	static const struct port_ops ops = { port_no_begin_job, tcp_write, tcp_read,
		port_no_status_1284, tcp_is_drained, tcp_reset, tcp_poll_fd, tcp_close, true };
	struct port_tcp *t = calloc(1, sizeof(*t));

	free_abandoned();
	if (!t)
		return diag_fail(d, ERR_MEMORY, "printer tcp://%s: no memory", host);
	t->fd = -1;
	t->lookup = lookup_start(host, service);
	if (!t->lookup) {
		tcp_close(t);
		return diag_fail(d, ERR_MEMORY, "printer tcp://%s: no memory to look it up", host);
	}
	move_on(t);
	port_out->ops = &ops;
	port_out->self = t;
	return ERR_OK;
}
