/* Reading files whole. The sentence names the path and errno. */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct file_map { /* read-only mapping; zero = none */
	const void *bytes;
	size_t size;
};

#define FILE_TEXT_MAX (4u << 20)  /* content files */
#define FILE_FONT_MAX (64u << 20) /* fonts */

MUST_CHECK enum err file_map(
	const char *path, size_t max_bytes, struct file_map *map_out, struct diag *d);
void file_unmap(struct file_map *map);
/* Copies the file into the arena, NUL-terminated. ERR_MISSING if it does not exist. */
MUST_CHECK enum err file_read(struct arena *a, const char *path, size_t max_bytes, char **text_out,
	size_t *size_out, struct diag *d);
/* Names in a folder that end with `suffix`, sorted by byte value. Strings in the arena. */
MUST_CHECK enum err dir_list(struct arena *a, const char *path, const char *suffix,
	const char ***names_out, int *count_out, struct diag *d);
/* Writes a new file and renames it into place (write, fsync, rename); into what is no ordinary
 * file, such as /dev/stdout or a named pipe, it writes directly. */
MUST_CHECK enum err file_write(const char *path, const void *bytes, size_t size, struct diag *d);
