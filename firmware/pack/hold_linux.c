#include "pack/hold_linux.h"

#include <sys/file.h>
#include <unistd.h>

#include "pack/folder_linux.h"

int hold_take(int folder, const char *path)
{
	int fd = folder_open(folder, path);

	if (fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

bool hold_is_taken(int folder, const char *path)
{
	int fd = folder_open(folder, path);
	bool is_taken = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0;

	if (fd >= 0)
		close(fd);
	return is_taken;
}
