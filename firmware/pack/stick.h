/* What the reader of sticks (kiosk-stick) says through its pipe, and how that is parsed: as the
 * bytes of a stranger, because the reader has looked at a file system that anybody may have made.
 * Pure.
 *
 * A frame: its kind (one byte), the length of what follows (three bytes, the lowest first), that.
 *   f  a file: its size (eight bytes, the lowest first) and its name
 *   d  bytes of it
 *   e  its end: all of its bytes came, or none because only the list was asked for
 *   v  where the file system begins (eight bytes, the lowest first); one byte, enum stick_volume
 *   x  refused: one byte, enum stick_trouble
 *   z  all that was asked for has been said */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define STICK_FOLDER "kiosk-packs" /* nothing else on a stick is looked at */
#define STICK_FILES_MAX 64
#define STICK_NAME_MAX 64           /* bytes without the NUL */
#define STICK_SMALL_MAX (64u << 10) /* bytes; key files and signatures come with the list */
#define STICK_HEADER 4
#define STICK_DATA_MAX (64u << 10) /* bytes in one frame */

enum stick_trouble {
	STICK_NO_FILE_SYSTEM = 1, /* neither FAT nor exFAT, or damaged beyond that */
	STICK_NO_FOLDER,
	STICK_NO_FILE,
	STICK_TOO_MANY,  /* more than STICK_FILES_MAX files */
	STICK_TOO_LARGE, /* the file, for what it is */
	STICK_UNREADABLE,
	STICK_TROUBLES
};

enum stick_volume { STICK_NO_VOLUME, STICK_FAT, STICK_EXFAT, STICK_VOLUMES };

struct stick_file {
	char name[STICK_NAME_MAX + 1]; /* a-z, 0-9, dot and hyphen; small letters */
	uint64_t size;                 /* bytes */
};

/* What one file may have: a pack as much as a pack may, all others STICK_SMALL_MAX. */
uint64_t stick_size_max(const char *name);
bool stick_name_is_pack(const char *name);
/* Small letters of `raw`, if it then has the form of stick_file.name. */
bool stick_name_parse(const char *raw, char name_out[STICK_NAME_MAX + 1]);

struct stick_sink { /* all may be NULL; bytes and file live for the call */
	enum err (*file)(void *ctx, const struct stick_file *file, struct diag *d);
	enum err (*data)(void *ctx, const void *bytes, size_t size, struct diag *d);
	enum err (*end)(void *ctx, bool is_whole, struct diag *d);
	void *ctx;
};

struct stick_parser { /* zero-initialise, set sink */
	const struct stick_sink *sink;
	enum stick_trouble trouble; /* what the reader said, 0: nothing */
	bool is_done;
	enum stick_volume volume; /* the last one that was looked at */
	uint64_t volume_offset;   /* bytes */
	/* its own */
	uint8_t header[STICK_HEADER], text[8 + STICK_NAME_MAX];
	size_t header_size, text_size, left; /* left: of the frame's payload */
	bool is_in_file;
	uint64_t got; /* bytes of the file */
	struct stick_file file;
	char names[STICK_FILES_MAX][STICK_NAME_MAX + 1];
	int name_count;
};

/* ERR_SYNTAX, ERR_RANGE: no such frame, or not there; after that nothing more may be fed. */
MUST_CHECK enum err stick_parser_feed(
	struct stick_parser *p, const void *bytes, size_t size, struct diag *d);

void stick_header_write(char kind, size_t size, uint8_t header_out[STICK_HEADER]);
