/* Files and folders below one folder, never beside it: every name is resolved by openat2 without
 * leaving the folder, without symbolic links and without another file system. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Writes the sentence "PATH: cannot WHAT: why" for errno; ERR_MISSING for ENOENT, else ERR_IO. */
enum err folder_fail(struct diag *d, const char *path, const char *what);

/* A descriptor, or -1 with errno. `path` may be "." */
int folder_open(int folder, const char *path);
int folder_open_file(int folder, const char *path);
/* Makes the folders of `path` that are missing; all of `path` is a folder. A descriptor or -1. */
int folder_make(int folder, const char *path);
/* A new file, with its folders; it must not be there. A descriptor or -1. */
int folder_create_file(int folder, const char *path, int mode);

/* Reads a regular file whole, NUL-terminated, into the arena. */
MUST_CHECK enum err folder_read(struct arena *a, int folder, const char *path, size_t max_bytes,
	char **text_out, size_t *size_out, struct diag *d);
/* Reads until there are size bytes or the file ends, through EINTR. -1 with errno. */
int folder_fill(int fd, void *to, size_t size, size_t *got_out);
/* An open file as the source of a pack (pack/reader.h). */
struct folder_source {
	int fd;
	const char *name; /* for the sentence */
};
MUST_CHECK enum err folder_source_read(
	void *ctx, void *to, size_t size, size_t *got_out, struct diag *d);
/* All of it, through EINTR. -1 with errno. */
int folder_write_all(int fd, const void *bytes, size_t size);
/* Replaces the file whole and lasting: write beside it, fsync, rename, fsync of the folder. */
MUST_CHECK enum err folder_replace(
	int folder, const char *name, const void *bytes, size_t size, struct diag *d);

/* fsync of every file below and of every folder from the innermost. -1 with errno. */
int folder_sync_tree(int folder);
MUST_CHECK enum err folder_sync(int folder, const char *path, struct diag *d);
/* Removes `name` and all below it; nothing there is fine. -1 with errno. */
int folder_remove(int parent, const char *name);
/* The names in the folder, sorted, without those that begin with a dot. */
MUST_CHECK enum err folder_list(struct arena *a, int folder, const char *path,
	const char ***names_out, int *count_out, struct diag *d);
