#include "platform/watch_linux.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define PATH_BYTES 4096
#define DEPTH_MAX 8 /* a content folder has four; a link in a circle ends here */
#define EVENTS                                                                                     \
	(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF |   \
		IN_ONLYDIR)

struct watch {
	int fd;
	int depth; /* where `add` begins to count */
	char *folder;
};

/* The same folder twice is one watch. errno tells why it failed. */
static bool add(struct watch *w, const char *folder, int depth)
{
	char path[PATH_BYTES];
	struct dirent *entry;
	DIR *dir;
	bool good = inotify_add_watch(w->fd, folder, EVENTS) >= 0;

	if (!good || depth >= DEPTH_MAX)
		return good || errno == ENOTDIR || errno == ENOENT;
	dir = opendir(folder);
	if (!dir)
		return errno == ENOENT; /* gone meanwhile */
	while (good && (entry = readdir(dir)) != NULL) {
		bool may_be_folder = entry->d_type == DT_DIR || entry->d_type == DT_LNK ||
				     entry->d_type == DT_UNKNOWN;

		if (!may_be_folder || entry->d_name[0] == '.')
			continue;
		if (snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name) < PATH_BYTES)
			good = add(w, path, depth + 1);
	}
	closedir(dir);
	return good;
}

static enum err open_from(const char *folder, int depth, struct watch **watch_out, struct diag *d)
{
	struct watch *w = calloc(1, sizeof(*w));

	*watch_out = NULL;
	if (!w)
		return diag_fail(d, ERR_MEMORY, "no memory to watch %s", folder);
	w->depth = depth;
	w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	w->folder = strdup(folder);
	if (w->fd < 0 || !w->folder || access(folder, R_OK | X_OK) < 0 || !add(w, folder, depth)) {
		enum err err = errno == ENOENT || errno == ENOTDIR ? ERR_MISSING : ERR_IO;

		diag_fail(d, err, "%s: cannot be watched: %s", folder, strerror(errno));
		watch_close(w);
		return err;
	}
	*watch_out = w;
	return ERR_OK;
}

enum err watch_open(const char *folder, struct watch **watch_out, struct diag *d)
{
	return open_from(folder, 0, watch_out, d);
}

enum err watch_open_flat(const char *folder, struct watch **watch_out, struct diag *d)
{
	return open_from(folder, DEPTH_MAX, watch_out, d);
}

void watch_close(struct watch *w)
{
	if (!w)
		return;
	if (w->fd >= 0)
		close(w->fd);
	free(w->folder);
	free(w);
}

int watch_fd(const struct watch *w)
{
	return w->fd;
}

bool watch_take(struct watch *w)
{
	char events[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
	bool has_news = false;

	while (read(w->fd, events, sizeof(events)) > 0)
		has_news = true;
	/* New folders have no watch yet. What cannot be added is seen when its folder changes. */
	if (has_news)
		add(w, w->folder, w->depth);
	return has_news;
}
