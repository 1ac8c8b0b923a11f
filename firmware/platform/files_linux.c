#include "platform/files_linux.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err fail_errno(const char *path, const char *what, struct diag *d)
{
	enum err err = errno == ENOENT ? ERR_MISSING : ERR_IO;

	return diag_fail(d, err, "%s: cannot %s: %s", path, what, strerror(errno));
}

static enum err open_regular(
	const char *path, size_t max_bytes, int *fd_out, size_t *size_out, struct diag *d)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return fail_errno(path, "open", d);
	if (fstat(fd, &st) < 0) {
		enum err err = fail_errno(path, "stat", d);
		close(fd);
		return err;
	}
	if (!S_ISREG(st.st_mode)) {
		close(fd);
		return diag_fail(d, ERR_SYNTAX, "%s: is not a regular file", path);
	}
	if (st.st_size < 0 || (size_t)st.st_size > max_bytes) {
		close(fd);
		return diag_fail(
			d, ERR_RANGE, "%s: is larger than the limit of %zu bytes", path, max_bytes);
	}
	*fd_out = fd;
	*size_out = (size_t)st.st_size;
	return ERR_OK;
}

enum err file_map(const char *path, size_t max_bytes, struct file_map *map_out, struct diag *d)
{
	int fd;
	size_t size;
	enum err err = open_regular(path, max_bytes, &fd, &size, d);
	void *bytes;

	*map_out = (struct file_map){ 0 };
	if (err != ERR_OK)
		return err;
	if (size == 0) {
		close(fd);
		return diag_fail(d, ERR_SYNTAX, "%s: is empty", path);
	}
	bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED) {
		err = fail_errno(path, "map", d);
		close(fd);
		return err;
	}
	close(fd);
	map_out->bytes = bytes;
	map_out->size = size;
	return ERR_OK;
}

void file_unmap(struct file_map *map)
{
	if (map->bytes)
		munmap((void *)(uintptr_t)map->bytes, map->size);
	*map = (struct file_map){ 0 };
}

enum err file_read(struct arena *a, const char *path, size_t max_bytes, char **text_out,
	size_t *size_out, struct diag *d)
{
	int fd;
	size_t size, got = 0;
	enum err err = open_regular(path, max_bytes, &fd, &size, d);
	char *text;

	if (err != ERR_OK)
		return err;
	text = arena_array(a, size + 1, 1);
	if (!text) {
		close(fd);
		return diag_fail(d, ERR_MEMORY, "%s: no memory for %zu bytes", path, size);
	}
	while (got < size) {
		ssize_t n = read(fd, text + got, size - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			err = fail_errno(path, "read", d);
			close(fd);
			return err;
		}
		if (n == 0)
			break; /* became shorter while we read: what is there is what is parsed */
		got += (size_t)n;
	}
	close(fd);
	text[got] = '\0';
	*text_out = text;
	if (size_out)
		*size_out = got;
	return ERR_OK;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum err dir_list(struct arena *a, const char *path, const char *suffix, const char ***names_out,
	int *count_out, struct diag *d)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	const char **names = NULL;
	int count = 0, capacity = 0;
	size_t suffix_size = strlen(suffix);

	if (!dir)
		return fail_errno(path, "open the folder", d);
	while ((entry = readdir(dir))) {
		size_t size = strlen(entry->d_name);

		if (entry->d_name[0] == '.' || size <= suffix_size ||
			strcmp(entry->d_name + size - suffix_size, suffix) != 0)
			continue;
		if (count == capacity) {
			const char **more = arena_array(
				a, (size_t)(capacity ? capacity * 2 : 32), sizeof(*more));

			if (!more)
				goto no_memory;
			if (count)
				memcpy(more, names, (size_t)count * sizeof(*names));
			names = more;
			capacity = capacity ? capacity * 2 : 32;
		}
		names[count] = arena_strdup(a, entry->d_name);
		if (!names[count])
			goto no_memory;
		count++;
	}
	closedir(dir);
	if (count)
		qsort(names, (size_t)count, sizeof(*names), compare_names);
	*names_out = names;
	*count_out = count;
	return ERR_OK;
no_memory:
	closedir(dir);
	return diag_fail(d, ERR_MEMORY, "%s: no memory for the list of files", path);
}

static enum err write_all(int fd, const char *path, const void *bytes, size_t size, struct diag *d)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = write(fd, (const char *)bytes + done, size - done);

		if (n < 0 && errno != EINTR)
			return fail_errno(path, "write", d);
		if (n > 0)
			done += (size_t)n;
	}
	return ERR_OK;
}

enum err file_write(const char *path, const void *bytes, size_t size, struct diag *d)
{
	char temporary[4096];
	const char *target = temporary;
	struct stat st;
	int fd;
	enum err err;

	/* A device or a pipe is written to: a rename would put a file in the place of /dev/null. */
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		target = path;
	else if (snprintf(temporary, sizeof(temporary), "%s.new", path) >= (int)sizeof(temporary))
		return diag_fail(d, ERR_RANGE, "%s: the path is too long", path);
	fd = open(target,
		target == path ? O_WRONLY | O_CLOEXEC : O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
		0644);
	if (fd < 0)
		return fail_errno(target, target == path ? "open" : "create", d);
	err = write_all(fd, target, bytes, size, d);
	if (target == path) {
		close(fd);
		return err;
	}
	if (err == ERR_OK && fsync(fd) < 0)
		err = fail_errno(temporary, "sync", d);
	close(fd);
	if (err == ERR_OK && rename(temporary, path) < 0)
		err = fail_errno(path, "rename into place", d);
	if (err != ERR_OK)
		unlink(temporary);
	return err;
}
