#include "platform/poller_linux.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define HANGUP_PAUSE_MS 1000

struct poller {
	void (*wake)(void *ctx);
	void *ctx;
	pthread_t thread;
	pthread_mutex_t lock;
	int event_fd; /* tells the thread that what follows changed */
	int fd;
	short events;
	bool is_stopping;
};

static void drain(int fd)
{
	uint64_t count;

	while (read(fd, &count, sizeof(count)) < 0 && errno == EINTR)
		;
}

/* Sleeps until the orders change or the descriptor has news; true for news. *dead_fd is the one
 * that hung up last, -1 = none. */
static bool wait_for_news(struct poller *p, int fd, short events, int *dead_fd)
{
	struct pollfd fds[2] = { { .fd = p->event_fd, .events = POLLIN },
		{ .fd = fd, .events = events } };
	int n;

	if (fd >= 0 && fd == *dead_fd) {
		/* Somebody keeps a dead descriptor: not again at once, or we would spin. */
		n = poll(fds, 1, HANGUP_PAUSE_MS);
		if (n != 0)
			return false;
		*dead_fd = -1;
	}
	n = poll(fds, fd >= 0 ? 2 : 1, -1);
	if (n <= 0 || (fds[0].revents & POLLIN) || fd < 0)
		return false;
	if (fds[1].revents & (POLLERR | POLLHUP | POLLNVAL))
		*dead_fd = fd;
	return fds[1].revents != 0;
}

static void *poller_run(void *argument)
{
	struct poller *p = argument;
	int dead_fd = -1;

	for (;;) {
		int fd;
		short events;
		bool stop;

		pthread_mutex_lock(&p->lock);
		fd = p->fd;
		events = p->events;
		stop = p->is_stopping;
		pthread_mutex_unlock(&p->lock);
		if (stop)
			return NULL;
		if (wait_for_news(p, fd, events, &dead_fd)) {
			pthread_mutex_lock(&p->lock);
			if (p->fd == fd)
				p->fd = -1; /* once; then wait to be armed again */
			pthread_mutex_unlock(&p->lock);
			p->wake(p->ctx);
		} else {
			struct pollfd orders = { .fd = p->event_fd, .events = POLLIN };

			if (poll(&orders, 1, 0) > 0)
				drain(p->event_fd);
		}
	}
}

static void tell(struct poller *p)
{
	uint64_t one = 1;

	while (write(p->event_fd, &one, sizeof(one)) < 0 && errno == EINTR)
		;
}

enum err poller_create(
	void (*wake)(void *ctx), void *ctx, struct poller **poller_out, struct diag *d)
{
	struct poller *p = calloc(1, sizeof(*p));
	int failed;

	*poller_out = NULL;
	if (!p)
		return diag_fail(d, ERR_MEMORY, "printer watch: no memory");
	p->wake = wake;
	p->ctx = ctx;
	p->fd = -1;
	p->event_fd = eventfd(0, EFD_CLOEXEC);
	if (p->event_fd < 0) {
		free(p);
		return diag_fail(d, ERR_IO, "printer watch: eventfd: %s", strerror(errno));
	}
	pthread_mutex_init(&p->lock, NULL);
	failed = pthread_create(&p->thread, NULL, poller_run, p);
	if (failed) {
		pthread_mutex_destroy(&p->lock);
		close(p->event_fd);
		free(p);
		return diag_fail(
			d, ERR_IO, "printer watch: cannot start its thread: %s", strerror(failed));
	}
	*poller_out = p;
	return ERR_OK;
}

void poller_destroy(struct poller *p)
{
	if (!p)
		return;
	pthread_mutex_lock(&p->lock);
	p->is_stopping = true;
	pthread_mutex_unlock(&p->lock);
	tell(p);
	pthread_join(p->thread, NULL);
	pthread_mutex_destroy(&p->lock);
	close(p->event_fd);
	free(p);
}

void poller_arm(struct poller *p, int fd, bool for_write)
{
	short events = (short)(for_write ? POLLIN | POLLOUT : POLLIN);
	bool changed;

	pthread_mutex_lock(&p->lock);
	changed = p->fd != fd || p->events != events;
	p->fd = fd;
	p->events = events;
	pthread_mutex_unlock(&p->lock);
	if (changed)
		tell(p);
}
