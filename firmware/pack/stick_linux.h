/* Starts the reader of sticks and parses what it says. The process that does this never looks at
 * the stick's file system itself. */
#pragma once

#include "base/arena.h"
#include "pack/stick.h"

struct stick_run {
	const char *reader; /* path of kiosk-stick */
	int device;         /* read-only descriptor of a block device or an image */
	const char *name;   /* NULL: the list, with small files whole; else this file */
	const struct stick_sink *sink;
	enum stick_trouble trouble; /* out: why it was refused, 0: another reason */
	enum stick_volume volume;   /* out: the last one that was looked at */
	uint64_t volume_offset;     /* bytes */
};

/* A read-only descriptor of a block device or a regular file; -1 with a sentence. */
int stick_open(const char *path, struct diag *d);
/* kiosk-stick beside this program. */
const char *stick_reader_path(struct arena *a);
/* Blocks, at most STICK_WALL_S seconds. ERR_MISSING: nothing of ours on it. ERR_RANGE: too much of
 * it. ERR_GONE: unreadable, pulled, or the reader died of it. What the sink got before an error
 * does not count. */
#define STICK_WALL_S 60
MUST_CHECK enum err stick_read(struct stick_run *r, struct diag *d);
