#include "pack/folder_linux.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PATH_BYTES 512

enum err folder_fail(struct diag *d, const char *path, const char *what)
{
	return diag_fail(d, errno == ENOENT ? ERR_MISSING : ERR_IO, "%s: cannot %s: %s", path, what,
		strerror(errno));
}

static int open_beneath(int folder, const char *path, unsigned flags, unsigned mode)
{
	struct open_how how = { .flags = flags | O_CLOEXEC,
		.mode = mode,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV };

	return (int)syscall(SYS_openat2, folder, path, &how, sizeof(how));
}

int folder_open(int folder, const char *path)
{
	return open_beneath(folder, path, O_RDONLY | O_DIRECTORY, 0);
}

int folder_open_file(int folder, const char *path)
{
	return open_beneath(folder, path, O_RDONLY | O_NONBLOCK, 0);
}

/* closes fd and keeps errno */
static int close_keep(int fd)
{
	int keep = errno;

	close(fd);
	errno = keep;
	return -1;
}

int folder_make(int folder, const char *path)
{
	char name[PATH_BYTES];
	int at = folder_open(folder, ".");

	while (at >= 0 && *path) {
		size_t size = strcspn(path, "/");
		int next;

		if (size >= sizeof(name)) {
			errno = ENAMETOOLONG;
			return close_keep(at);
		}
		memcpy(name, path, size);
		name[size] = '\0';
		path += size + (path[size] == '/');
		if (mkdirat(at, name, 0755) < 0 && errno != EEXIST)
			return close_keep(at);
		next = folder_open(at, name);
		close_keep(at);
		at = next;
	}
	return at;
}

int folder_create_file(int folder, const char *path, int mode)
{
	const char *slash = strrchr(path, '/');
	char parent[PATH_BYTES];
	int at, fd;

	if (strlen(path) >= sizeof(parent)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	snprintf(parent, sizeof(parent), "%.*s", slash ? (int)(slash - path) : 0, path);
	at = folder_make(folder, parent);
	if (at < 0)
		return -1;
	fd = open_beneath(
		at, slash ? slash + 1 : path, O_WRONLY | O_CREAT | O_EXCL, (unsigned)mode);
	close_keep(at);
	return fd;
}

int folder_fill(int fd, void *to, size_t size, size_t *got_out)
{
	ssize_t n = 1;

	*got_out = 0;
	while (*got_out < size && n != 0) {
		n = read(fd, (char *)to + *got_out, size - *got_out);
		if (n < 0 && errno != EINTR)
			return -1;
		*got_out += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

enum err folder_source_read(void *ctx, void *to, size_t size, size_t *got_out, struct diag *d)
{
	const struct folder_source *from = ctx;

	return folder_fill(from->fd, to, size, got_out) == 0 ? ERR_OK
							     : folder_fail(d, from->name, "read");
}

enum err folder_read(struct arena *a, int folder, const char *path, size_t max_bytes,
	char **text_out, size_t *size_out, struct diag *d)
{
	int fd = folder_open_file(folder, path);
	struct stat st;
	size_t size = 0;

	if (fd < 0)
		return folder_fail(d, path, "open");
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || (size_t)st.st_size > max_bytes) {
		close(fd);
		return diag_fail(d, ERR_RANGE, "%s: is no regular file of at most %zu bytes", path,
			max_bytes);
	}
	*text_out = arena_array(a, (size_t)st.st_size + 1, 1);
	if (*text_out && folder_fill(fd, *text_out, (size_t)st.st_size, &size) < 0) {
		enum err err = folder_fail(d, path, "read");

		close(fd);
		return err;
	}
	close(fd);
	if (size_out)
		*size_out = size;
	return *text_out ? ERR_OK : diag_fail(d, ERR_MEMORY, "%s: no memory to read it", path);
}

int folder_write_all(int fd, const void *bytes, size_t size)
{
	const char *at = bytes;

	while (size > 0) {
		ssize_t n = write(fd, at, size);

		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0) {
			at += n;
			size -= (size_t)n;
		}
	}
	return 0;
}

enum err folder_sync(int folder, const char *path, struct diag *d)
{
	return fsync(folder) == 0 ? ERR_OK : folder_fail(d, path, "sync the folder");
}

enum err folder_replace(
	int folder, const char *name, const void *bytes, size_t size, struct diag *d)
{
	char fresh[PATH_BYTES];
	enum err err = ERR_OK;
	int fd;

	snprintf(fresh, sizeof(fresh), "%s.new", name);
	if (unlinkat(folder, fresh, 0) < 0 && errno != ENOENT)
		return folder_fail(d, fresh, "remove");
	fd = folder_create_file(folder, fresh, 0644);
	if (fd < 0)
		return folder_fail(d, fresh, "create");
	if (folder_write_all(fd, bytes, size) < 0)
		err = folder_fail(d, fresh, "write");
	else if (fsync(fd) < 0)
		err = folder_fail(d, fresh, "sync");
	if (close(fd) < 0 && err == ERR_OK)
		err = folder_fail(d, fresh, "close");
	if (err == ERR_OK && renameat(folder, fresh, folder, name) < 0)
		err = folder_fail(d, name, "rename into place");
	return err == ERR_OK ? folder_sync(folder, name, d) : err;
}

static bool is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* fdopendir takes the descriptor, so it gets one of its own. */
static DIR *open_listing(int folder)
{
	int fd = folder_open(folder, ".");
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);

	if (fd >= 0 && !dir)
		close_keep(fd);
	return dir;
}

static int by_entry(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int sync_entry(int folder, const char *name)
{
	int fd = folder_open_file(folder, name), result = 0;
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0)
		result = -1;
	else
		result = S_ISDIR(st.st_mode) ? folder_sync_tree(fd) : fsync(fd);
	if (fd >= 0)
		close_keep(fd);
	return result;
}

int folder_sync_tree(int folder)
{
	struct dirent **entries;
	/* In the order of the names, so that it goes wrong in the same way twice. */
	int count = scandirat(folder, ".", &entries, NULL, by_entry), result = count < 0 ? -1 : 0;

	for (int i = 0; i < count; i++) {
		if (result == 0 && !is_dots(entries[i]->d_name))
			result = sync_entry(folder, entries[i]->d_name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return result == 0 ? fsync(folder) : result;
}

int folder_remove(int parent, const char *name)
{
	const struct dirent *entry;
	DIR *dir;
	int fd, result = 0;

	if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
		return 0;
	fd = folder_open(parent, name);
	if (fd < 0)
		return -1;
	dir = open_listing(fd);
	while (dir && result == 0 && (entry = readdir(dir))) {
		if (!is_dots(entry->d_name))
			result = folder_remove(fd, entry->d_name);
	}
	if (dir)
		closedir(dir);
	close(fd);
	return result == 0 ? unlinkat(parent, name, AT_REMOVEDIR) : result;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum err folder_list(struct arena *a, int folder, const char *path, const char ***names_out,
	int *count_out, struct diag *d)
{
	DIR *dir = open_listing(folder);
	const struct dirent *entry;
	const char **names = NULL;
	int count = 0, capacity = 0;

	if (!dir)
		return folder_fail(d, path, "list the folder");
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		if (count == capacity) {
			const char **more =
				arena_array(a, (size_t)capacity * 2 + 16, sizeof(*more));

			if (!more)
				break;
			if (count)
				memcpy(more, names, (size_t)count * sizeof(*names));
			names = more;
			capacity = capacity * 2 + 16;
		}
		names[count] = arena_strdup(a, entry->d_name);
		if (!names[count])
			break;
		count++;
	}
	closedir(dir);
	if (entry)
		return diag_fail(d, ERR_MEMORY, "%s: no memory to list the folder", path);
	if (count)
		qsort(names, (size_t)count, sizeof(*names), by_name);
	*names_out = names;
	*count_out = count;
	return ERR_OK;
}
