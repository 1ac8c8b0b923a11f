/* usblp:/dev/usb/lp0, the kernel's USB printer class driver. Measured on Linux 6.1: a non-blocking
 * write takes 8192 bytes at most and then nothing until the printer has read them, closing throws
 * away what is pending, a pulled plug shows as POLLIN followed by EIO, and status bytes still
 * arrive while the printer takes no data.
 *
 * Questions of the class (LPGETSTATUS, soft reset) know no O_NONBLOCK: firmware that hangs holds
 * the driver for 5 s, and all other calls on the descriptor with it. So a thread of the port's own
 * asks them. It is waited for PATIENCE_MS, which is enough for printers that are well (0.4 ms);
 * after that the descriptor is the thread's alone until it is done. */
#include <errno.h>
#include <fcntl.h>
#include <linux/lp.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "print/port_fd_linux.h"

/* drivers/usb/class/usblp.c; not in any header for programs. */
#define LPIOC_SOFT_RESET _IOC(_IOC_NONE, 'P', 7, 0)
#define LPIOC_GET_VID_PID(size) _IOC(_IOC_READ, 'P', 6, size) /* asks the driver alone */

#define PATIENCE_MS 20
#define STATUS_WELL 0x18 /* selected, no error */

enum work { WORK_NONE, WORK_STATUS, WORK_RESET, WORK_CLOSE };

struct port_usblp {
	char *path;
	int fd;             /* the thread's while it works */
	int done_fds[2];    /* a pipe: a byte when the thread is done */
	bool is_gone;       /* a call said so */
	enum work work;     /* the caller's view: what the thread has been given; NONE: it rests */
	enum work answered; /* and what there is an answer to */
	enum err answer;
	uint8_t status;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t news;
	/* under the lock */
	enum work order;
	bool is_done;
	bool is_left; /* nobody waits for the end any more: the thread frees the port */
};

/* ---------------------------------------------------------------- the thread */

static int open_device(const char *path)
{
	return open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

/* EIO is a question that was not answered; that the printer is gone the driver says by ENODEV. */
static enum err ask_status(struct port_usblp *u)
{
	int status = 0;

	if (ioctl(u->fd, LPGETSTATUS, &status) < 0)
		return errno == ENODEV ? ERR_GONE : ERR_IO;
	u->status = (uint8_t)status;
	return ERR_OK;
}

/* Closing is what makes the kernel drop the write that is pending; only then may the printer be
 * asked to forget the rest. */
static enum err ask_reset(struct port_usblp *u)
{
	close(u->fd);
	u->fd = open_device(u->path);
	if (u->fd < 0)
		return ERR_GONE;
	if (ioctl(u->fd, LPIOC_SOFT_RESET) < 0)
		return errno == ENODEV ? ERR_GONE : ERR_UNSUPPORTED;
	return ERR_OK;
}

static void close_fds(struct port_usblp *u)
{
	if (u->fd >= 0)
		close(u->fd);
	for (int i = 0; i < 2; i++)
		if (u->done_fds[i] >= 0)
			close(u->done_fds[i]);
}

static void release(struct port_usblp *u)
{
	pthread_cond_destroy(&u->news);
	pthread_mutex_destroy(&u->lock);
	free(u->path);
	free(u);
}

static enum work wait_for_order(struct port_usblp *u)
{
	enum work order;

	pthread_mutex_lock(&u->lock);
	while (u->order == WORK_NONE)
		pthread_cond_wait(&u->news, &u->lock);
	order = u->order;
	u->order = WORK_NONE;
	pthread_mutex_unlock(&u->lock);
	return order;
}

/* Returns whether the port is left to the thread. */
static bool tell_done(struct port_usblp *u, bool is_last)
{
	bool is_left;

	pthread_mutex_lock(&u->lock);
	u->is_done = true;
	is_left = u->is_left;
	if (!is_last && write(u->done_fds[1], "", 1) < 0 && errno != EAGAIN)
		u->is_gone = true;
	pthread_cond_broadcast(&u->news);
	pthread_mutex_unlock(&u->lock);
	return is_left;
}

static void *work_off(void *self)
{
	struct port_usblp *u = self;

	for (;;) {
		switch (wait_for_order(u)) {
		case WORK_STATUS:
			u->answer = ask_status(u);
			break;
		case WORK_RESET:
			u->answer = ask_reset(u);
			break;
		case WORK_CLOSE:
			close_fds(u);
			if (tell_done(u, true))
				release(u);
			return NULL;
		case WORK_NONE:
			break;
		}
		tell_done(u, false);
	}
}

/* ---------------------------------------------------------------- the caller */

/* Under the lock: until the thread is done, or patience ends. */
static bool wait_patiently(struct port_usblp *u)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += PATIENCE_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	while (!u->is_done && pthread_cond_timedwait(&u->news, &u->lock, &until) != ETIMEDOUT)
		;
	return u->is_done;
}

/* True if the descriptor is the caller's: nothing is being asked. */
static bool is_free(struct port_usblp *u)
{
	bool is_done;
	char byte;

	if (u->work == WORK_NONE)
		return true;
	pthread_mutex_lock(&u->lock);
	is_done = u->is_done;
	pthread_mutex_unlock(&u->lock);
	if (!is_done)
		return false;
	while (read(u->done_fds[0], &byte, 1) > 0)
		;
	u->answered = u->work;
	u->work = WORK_NONE;
	u->is_gone = u->is_gone || u->answer == ERR_GONE;
	return true;
}

static void give_order(struct port_usblp *u, enum work work, bool waits)
{
	pthread_mutex_lock(&u->lock);
	u->work = u->order = work;
	u->is_done = false;
	pthread_cond_broadcast(&u->news);
	if (waits)
		wait_patiently(u);
	pthread_mutex_unlock(&u->lock);
}

/* The answer; ERR_BUSY: there is none yet, ask again. */
static enum err ask(struct port_usblp *u, enum work work)
{
	if (!is_free(u))
		return ERR_BUSY;
	if (u->is_gone)
		return ERR_GONE;
	if (u->answered != work)
		give_order(u, work, true);
	if (!is_free(u))
		return ERR_BUSY;
	u->answered = WORK_NONE;
	return u->answer;
}

static enum err note(struct port_usblp *u, enum err err)
{
	u->is_gone = u->is_gone || err == ERR_GONE;
	return err;
}

static enum err usblp_write(void *self, const uint8_t *bytes, size_t n, size_t *taken_out)
{
	struct port_usblp *u = self;

	*taken_out = 0;
	if (!is_free(u))
		return ERR_OK;
	return u->is_gone ? ERR_GONE : note(u, port_fd_write(u->fd, false, bytes, n, taken_out));
}

static enum err usblp_read(void *self, uint8_t *bytes, size_t n, size_t *got_out)
{
	struct port_usblp *u = self;

	*got_out = 0;
	if (!is_free(u))
		return ERR_OK;
	/* A printer with nothing to say may answer with an empty packet: no end of file. */
	return u->is_gone ? ERR_GONE : note(u, port_fd_read(u->fd, false, bytes, n, got_out));
}

static enum err usblp_status_1284(void *self, uint8_t *byte_out)
{
	struct port_usblp *u = self;
	bool is_free_now = is_free(u), is_late = is_free_now && u->answered == WORK_STATUS;
	enum err err;

	*byte_out = 0;
	if (!is_free_now || u->answered == WORK_RESET) /* that answer is somebody else's */
		return ERR_BUSY;
	err = ask(u, WORK_STATUS);
	if (err != ERR_OK)
		return err;
	*byte_out = u->status;
	/* A late answer may be of a time before the printer was mended. */
	if (is_late && u->status != STATUS_WELL)
		give_order(u, WORK_STATUS, false);
	return ERR_OK;
}

static enum err usblp_is_drained(void *self, int *drained_out)
{
	struct port_usblp *u = self;
	struct pollfd p = { .fd = u->fd, .events = POLLOUT };

	*drained_out = 0;
	if (!is_free(u))
		return ERR_OK;
	p.fd = u->fd;
	if (u->is_gone)
		return ERR_GONE;
	if (poll(&p, 1, 0) < 0)
		return errno == EINTR ? ERR_OK : ERR_IO;
	if (p.revents & (POLLERR | POLLHUP))
		return note(u, ERR_GONE);
	*drained_out = (p.revents & POLLOUT) != 0;
	return ERR_OK;
}

static enum err usblp_reset(void *self)
{
	struct port_usblp *u = self;

	if (u->answered == WORK_STATUS)
		u->answered = WORK_NONE; /* it is of the time before */
	return ask(u, WORK_RESET);
}

static int usblp_poll_fd(void *self)
{
	struct port_usblp *u = self;

	return is_free(u) ? u->fd : u->done_fds[0];
}

/* A thread that is held up closes and frees when it comes back; until then the device is busy. */
static void usblp_close(void *self)
{
	struct port_usblp *u = self;
	bool is_done;

	pthread_mutex_lock(&u->lock);
	u->order = WORK_CLOSE;
	u->is_done = false;
	pthread_cond_broadcast(&u->news);
	is_done = wait_patiently(u);
	u->is_left = !is_done;
	if (u->is_left)
		pthread_detach(u->thread);
	pthread_mutex_unlock(&u->lock);
	if (!is_done)
		return;
	pthread_join(u->thread, NULL);
	release(u);
}

/* ---------------------------------------------------------------- opening */

static enum err start_thread(struct port_usblp *u, struct diag *d)
{
	pthread_condattr_t monotonic;

	pthread_mutex_init(&u->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&u->news, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (pipe2(u->done_fds, O_NONBLOCK | O_CLOEXEC) < 0 ||
		pthread_create(&u->thread, NULL, work_off, u) != 0)
		return diag_fail(d, ERR_MEMORY, "printer usblp:%s: no thread", u->path);
	return ERR_OK;
}

static enum err open_and_check(struct port_usblp *u, struct diag *d)
{
	int ids[2];

	u->fd = open_device(u->path);
	if (u->fd < 0)
		return port_fd_fail_open(u->path, d);
	if (ioctl(u->fd, LPIOC_GET_VID_PID(sizeof(ids)), ids) < 0 &&
		(errno == ENOTTY || errno == EINVAL))
		return diag_fail(d, ERR_UNSUPPORTED,
			"printer usblp:%s: is not a printer of the kernel's usblp driver "
			"(/dev/usb/lp0)",
			u->path);
	return ERR_OK;
}

enum err port_usblp_open(const char *path, struct port *port_out, struct diag *d)
{
	static const struct port_ops ops = { port_no_begin_job, usblp_write, usblp_read,
		usblp_status_1284, usblp_is_drained, usblp_reset, usblp_poll_fd, usblp_close,
		false };
	struct port_usblp *u = calloc(1, sizeof(*u));
	enum err err = ERR_OK;

	if (!u)
		return diag_fail(d, ERR_MEMORY, "printer usblp:%s: no memory", path);
	u->fd = u->done_fds[0] = u->done_fds[1] = -1;
	u->path = strdup(path);
	if (!u->path)
		err = diag_fail(d, ERR_MEMORY, "printer usblp:%s: no memory", path);
	if (err == ERR_OK)
		err = open_and_check(u, d);
	if (err == ERR_OK)
		err = start_thread(u, d);
	if (err != ERR_OK) {
		close_fds(u);
		free(u->path);
		free(u);
		return err;
	}
	port_out->ops = &ops;
	port_out->self = u;
	return ERR_OK;
}
