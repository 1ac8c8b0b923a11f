/* The kiosk's own small files in the state folder: one way to name, read and write them. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#define STATE_PATH_BYTES 4096

/* DIR/NAME. ERR_RANGE: the folder's name is too long. */
MUST_CHECK enum err state_path(
	const char *state_dir, const char *name, char path_out[STATE_PATH_BYTES], struct diag *d);
/* The whole text, in the arena. ERR_MISSING, without a sentence: there is none. */
MUST_CHECK enum err state_file_read(struct arena *a, const char *state_dir, const char *name,
	char path_out[STATE_PATH_BYTES], char **text_out, struct diag *d);
/* Writes it whole (write, fsync, rename). state_dir NULL: nothing is kept, ERR_OK. */
MUST_CHECK enum err state_file_write(
	const char *state_dir, const char *name, const struct buf *text, struct diag *d);
