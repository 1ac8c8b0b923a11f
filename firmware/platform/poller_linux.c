#include "platform/poller_linux.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define HANGUP_PAUSE_MS 1000

/* epoll and not poll: a thread that stands in poll() holds the open file, so that close() on the
 * other thread would not reach the driver before the next news. usblp then goes on sending the old
 * job and refuses to be opened again. */
struct poller {
	void (*wake)(void *ctx);
	void *ctx;
	pthread_t thread;
	pthread_mutex_t lock;
	int event_fd; /* tells the thread that what follows changed */
	int epoll_fd;
	int fd; /* -1: nothing is watched */
	uint32_t events;
	int dead_fd;    /* the one that hung up last, -1: none */
	bool is_paused; /* fd is dead_fd: watched again when the pause is over */
	bool is_stopping;
};

static void drain(int fd)
{
	uint64_t count;

	while (read(fd, &count, sizeof(count)) < 0 && errno == EINTR)
		;
}

/* Closing takes a descriptor out of the set: the same number may be another file by now. */
static void watch(struct poller *p)
{
	struct epoll_event e = { .events = p->events | EPOLLONESHOT, .data.fd = p->fd };

	if (epoll_ctl(p->epoll_fd, EPOLL_CTL_MOD, p->fd, &e) < 0 && errno == ENOENT)
		epoll_ctl(p->epoll_fd, EPOLL_CTL_ADD, p->fd, &e);
}

static void unwatch(struct poller *p)
{
	if (p->fd >= 0)
		epoll_ctl(p->epoll_fd, EPOLL_CTL_DEL, p->fd, NULL);
	p->fd = -1;
	p->is_paused = false;
}

/* What epoll_wait said; true if it is news for the main loop. Under the lock. */
static bool take_event(struct poller *p, int n, const struct epoll_event *e)
{
	if (n == 0 && p->is_paused) {
		p->is_paused = false;
		p->dead_fd = -1;
		watch(p);
	}
	if (n > 0 && e->data.fd == p->event_fd)
		drain(p->event_fd);
	else if (n > 0 && e->data.fd == p->fd) {
		p->dead_fd = e->events & (EPOLLERR | EPOLLHUP) ? p->fd : -1;
		p->fd = -1; /* once; then wait to be armed again */
		return true;
	}
	return false;
}

static void *poller_run(void *argument)
{
	struct poller *p = argument;

	for (;;) {
		struct epoll_event e;
		bool is_paused, is_stopping, is_news;
		int n;

		pthread_mutex_lock(&p->lock);
		is_paused = p->is_paused;
		is_stopping = p->is_stopping;
		pthread_mutex_unlock(&p->lock);
		if (is_stopping)
			return NULL;
		n = epoll_wait(p->epoll_fd, &e, 1, is_paused ? HANGUP_PAUSE_MS : -1);
		pthread_mutex_lock(&p->lock);
		is_news = take_event(p, n, &e);
		pthread_mutex_unlock(&p->lock);
		if (is_news)
			p->wake(p->ctx);
	}
}

static void tell(struct poller *p)
{
	uint64_t one = 1;

	while (write(p->event_fd, &one, sizeof(one)) < 0 && errno == EINTR)
		;
}

static void release(struct poller *p)
{
	pthread_mutex_destroy(&p->lock);
	if (p->event_fd >= 0)
		close(p->event_fd);
	if (p->epoll_fd >= 0)
		close(p->epoll_fd);
	free(p);
}

enum err poller_create(
	void (*wake)(void *ctx), void *ctx, struct poller **poller_out, struct diag *d)
{
	struct poller *p = calloc(1, sizeof(*p));
	struct epoll_event orders = { .events = EPOLLIN };
	int failed;

	*poller_out = NULL;
	if (!p)
		return diag_fail(d, ERR_MEMORY, "printer watch: no memory");
	p->wake = wake;
	p->ctx = ctx;
	p->fd = p->dead_fd = -1;
	p->event_fd = orders.data.fd = eventfd(0, EFD_CLOEXEC);
	p->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	pthread_mutex_init(&p->lock, NULL);
	if (p->event_fd < 0 || p->epoll_fd < 0 ||
		epoll_ctl(p->epoll_fd, EPOLL_CTL_ADD, p->event_fd, &orders) < 0) {
		release(p);
		return diag_fail(d, ERR_IO, "printer watch: epoll: %s", strerror(errno));
	}
	failed = pthread_create(&p->thread, NULL, poller_run, p);
	if (failed) {
		release(p);
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
	release(p);
}

void poller_arm(struct poller *p, int fd, bool for_write)
{
	pthread_mutex_lock(&p->lock);
	if (fd != p->fd)
		unwatch(p);
	p->fd = fd;
	p->events = for_write ? EPOLLIN | EPOLLOUT : EPOLLIN;
	if (fd != p->dead_fd) {
		p->dead_fd = -1;
		if (fd >= 0)
			watch(p);
	} else if (fd >= 0 && !p->is_paused) {
		/* Somebody keeps a dead descriptor: not again at once, or we would spin. */
		p->is_paused = true;
		tell(p);
	}
	pthread_mutex_unlock(&p->lock);
}
