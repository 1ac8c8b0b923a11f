#include "platform/backlight_linux.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CLASS_FOLDER "/sys/class/backlight"
#define PATH_BYTES 4096
#define LEVEL_MAX 10000000

/* The first name, so that two starts choose the same one. */
static bool find_folder(char folder[PATH_BYTES])
{
	DIR *dir = opendir(CLASS_FOLDER);
	const struct dirent *entry;
	char first[256] = "";

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' && (!*first || strcmp(entry->d_name, first) < 0))
			snprintf(first, sizeof(first), "%s", entry->d_name);
	if (dir)
		closedir(dir);
	snprintf(folder, PATH_BYTES, "%s/%s", CLASS_FOLDER, first);
	return *first != '\0';
}

static enum err open_file(
	const char *folder, const char *name, int flags, int *fd_out, struct diag *d)
{
	char path[PATH_BYTES];

	if (snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path))
		return diag_fail(d, ERR_RANGE, "backlight: the folder's name is too long");
	*fd_out = open(path, flags | O_CLOEXEC);
	if (*fd_out >= 0)
		return ERR_OK;
	return diag_fail(d, errno == ENOENT ? ERR_MISSING : ERR_IO, "%s: cannot be opened: %s",
		path, strerror(errno));
}

static enum err read_level(const char *folder, long *level_out, struct diag *d)
{
	char text[32] = "";
	int fd;
	enum err err = open_file(folder, "max_brightness", O_RDONLY, &fd, d);

	if (err != ERR_OK)
		return err;
	if (read(fd, text, sizeof(text) - 1) <= 0)
		text[0] = '\0';
	close(fd);
	*level_out = strtol(text, NULL, 10);
	return *level_out > 0 && *level_out <= LEVEL_MAX
		       ? ERR_OK
		       : diag_fail(d, ERR_SYNTAX, "%s/max_brightness: is no number", folder);
}

enum err backlight_set(const char *folder, int percent, struct diag *d)
{
	char found[PATH_BYTES], text[32];
	long most, level;
	int fd, size;
	enum err err;
	bool good;

	if (!folder || !*folder) {
		if (!find_folder(found))
			return diag_fail(d, ERR_MISSING, "%s: holds no light", CLASS_FOLDER);
		folder = found;
	}
	err = read_level(folder, &most, d);
	if (err == ERR_OK)
		err = open_file(folder, "brightness", O_WRONLY | O_TRUNC, &fd, d);
	if (err != ERR_OK)
		return err;
	level = most * (percent < 1 ? 1 : percent > 100 ? 100 : percent) / 100;
	size = snprintf(text, sizeof(text), "%ld\n", level > 0 ? level : 1);
	good = write(fd, text, (size_t)size) == size;
	if (!good)
		diag_fail(
			d, ERR_IO, "%s/brightness: cannot be written: %s", folder, strerror(errno));
	close(fd);
	return good ? ERR_OK : ERR_IO;
}
