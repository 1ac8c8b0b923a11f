/* file:PATH, a printer that never answers. With %d in the path every job is a file of its own. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "print/port_fd_linux.h"

#define FILES_MAX 1000000

struct port_file {
	int fd;               /* -1: none yet */
	char *before, *after; /* around %d; after NULL: one file for all jobs */
	int number;           /* the last one taken */
};

static int open_path(const char *path, int flags)
{
	/* O_NONBLOCK: a pipe nobody reads must refuse, not hang. */
	return open(path, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC | flags, 0644);
}

static enum err open_next(struct port_file *f, struct diag *d)
{
	char path[4096];

	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
	while (f->number < FILES_MAX) {
		f->number++;
		if (snprintf(path, sizeof(path), "%s%d%s", f->before, f->number, f->after) >=
			(int)sizeof(path))
			return diag_fail(
				d, ERR_RANGE, "printer file:%s: the path is too long", f->before);
		f->fd = open_path(path, O_EXCL);
		if (f->fd >= 0)
			return ERR_OK;
		if (errno != EEXIST)
			return port_fd_fail_open(path, d);
	}
	return diag_fail(d, ERR_RANGE, "printer file:%s%%d%s: there are %d files already",
		f->before, f->after, FILES_MAX);
}

static enum err file_begin_job(void *self)
{
	struct port_file *f = self;

	return f->after ? open_next(f, NULL) : ERR_OK;
}

static enum err file_write(void *self, const uint8_t *bytes, size_t n, size_t *taken_out)
{
	struct port_file *f = self;

	*taken_out = 0;
	if (f->fd < 0) {
		enum err err = open_next(f, NULL);

		if (err != ERR_OK)
			return err;
	}
	return port_fd_write(f->fd, false, bytes, n, taken_out);
}

static enum err file_read(void *self, uint8_t *bytes, size_t n, size_t *got_out)
{
	(void)self;
	(void)bytes;
	(void)n;
	*got_out = 0;
	return ERR_UNSUPPORTED;
}

static enum err file_is_drained(void *self, int *drained_out)
{
	(void)self;
	*drained_out = 1;
	return ERR_OK;
}

static int file_poll_fd(void *self)
{
	(void)self;
	return -1;
}

static void file_close(void *self)
{
	struct port_file *f = self;

	if (f->fd >= 0)
		close(f->fd);
	free(f->before);
	free(f->after);
	free(f);
}

/* Tells now what would go wrong at the first job: whether the folder takes files. */
static enum err check_folder(const char *path, struct diag *d)
{
	const char *slash = strrchr(path, '/');
	char folder[4096];

	if (snprintf(folder, sizeof(folder), "%.*s",
		    slash == path ? 1
		    : slash       ? (int)(slash - path)
				  : 1,
		    slash ? path : ".") >= (int)sizeof(folder))
		return diag_fail(d, ERR_RANGE, "printer file:%s: the path is too long", path);
	if (access(folder, W_OK | X_OK) != 0)
		return port_fd_fail_open(folder, d);
	return ERR_OK;
}

enum err port_file_open(const char *path, struct port *port_out, struct diag *d)
{
	static const struct port_ops ops = { file_begin_job, file_write, file_read,
		port_no_status_1284, file_is_drained, port_no_reset, file_poll_fd, file_close,
		false };
	const char *percent = strchr(path, '%');
	struct port_file *f;
	enum err err = ERR_OK;

	if (percent && (percent[1] != 'd' || strchr(percent + 1, '%')))
		return diag_fail(d, ERR_SYNTAX,
			"printer file:%s: only one %%d may stand in the path, for the number of "
			"the "
			"job",
			path);
	f = calloc(1, sizeof(*f));
	if (!f)
		return diag_fail(d, ERR_MEMORY, "printer file:%s: no memory", path);
	f->fd = -1;
	if (percent) {
		f->before = strndup(path, (size_t)(percent - path));
		f->after = strdup(percent + 2);
		if (!f->before || !f->after)
			err = diag_fail(d, ERR_MEMORY, "printer file:%s: no memory", path);
		else
			err = check_folder(path, d);
	} else {
		f->fd = open_path(path, 0);
		if (f->fd < 0)
			err = port_fd_fail_open(path, d);
	}
	if (err != ERR_OK) {
		file_close(f);
		return err;
	}
	port_out->ops = &ops;
	port_out->self = f;
	return ERR_OK;
}
