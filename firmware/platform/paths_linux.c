#include "platform/paths_linux.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SYSTEM_CONTENT "/usr/share/kiosk"

static bool is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* DIR/../content for an executable in DIR, written without the "..". */
static bool beside_executable(char *buf, size_t size)
{
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

	if (n <= 0)
		return false;
	exe[n] = '\0';
	for (int up = 0; up < 2; up++) {
		char *slash = strrchr(exe, '/');

		if (!slash)
			return false;
		*slash = '\0';
	}
	return snprintf(buf, size, "%s/content", exe) < (int)size && is_dir(buf);
}

enum err paths_content_dir(const char *option, char *buf, size_t size, struct diag *d)
{
	const char *path = option ? option : SYSTEM_CONTENT;

	if (!option && beside_executable(buf, size))
		return ERR_OK;
	if (snprintf(buf, size, "%s", path) >= (int)size)
		return diag_fail(d, ERR_RANGE, "%s: the path is too long", path);
	if (!is_dir(buf))
		return diag_fail(d, ERR_MISSING,
			"%s: is no folder; name the content folder with --content DIR, or make it "
			"with `make content`",
			path);
	return ERR_OK;
}
