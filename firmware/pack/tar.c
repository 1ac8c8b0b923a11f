#include "pack/tar.h"

#include <stdio.h>
#include <string.h>

/* Where the fields stand (POSIX.1-1988, 10.1.1). */
enum {
	AT_NAME = 0,
	AT_MODE = 100,
	AT_UID = 108,
	AT_GID = 116,
	AT_SIZE = 124,
	AT_MTIME = 136,
	AT_CHECKSUM = 148,
	AT_TYPE = 156,
	AT_LINK = 157,
	AT_MAGIC = 257,
	AT_VERSION = 263,
	AT_PREFIX = 345,
};

static unsigned checksum(const uint8_t block[TAR_BLOCK])
{
	unsigned sum = 0;

	for (int i = 0; i < TAR_BLOCK; i++)
		sum += i >= AT_CHECKSUM && i < AT_TYPE ? ' ' : block[i];
	return sum;
}

/* Six digits, a NUL, a blank: the form of the standard, which leaves no byte unread. */
static bool has_checksum(const uint8_t block[TAR_BLOCK])
{
	char field[8];

	snprintf(field, sizeof(field), "%06o", checksum(block));
	field[7] = ' ';
	return memcmp(block + AT_CHECKSUM, field, sizeof(field)) == 0;
}

static bool is_zero(const uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i])
			return false;
	}
	return true;
}

/* Octal digits, then a NUL or a blank; the field may be full of digits. No binary numbers. */
static bool octal(const uint8_t *field, size_t size, uint64_t *number_out)
{
	uint64_t number = 0;
	size_t i = 0;

	for (; i < size && field[i] >= '0' && field[i] <= '7'; i++)
		number = number << 3 | (uint64_t)(field[i] - '0');
	*number_out = number;
	return i > 0 && (i == size || field[i] == '\0' || field[i] == ' ');
}

static const char *kind_name(uint8_t type)
{
	switch (type) {
	case '1':
		return "a hard link";
	case '2':
		return "a symbolic link";
	case '3':
	case '4':
		return "a device";
	case '6':
		return "a named pipe";
	case 'S':
		return "a sparse file";
	default:
		return "something else than a file or a folder";
	}
}

static enum err take_path(const uint8_t block[TAR_BLOCK], const char *name, uint64_t offset,
	struct tar_entry *out, struct diag *d)
{
	const uint8_t *end = memchr(block + AT_NAME, '\0', AT_MODE);
	size_t size = end ? (size_t)(end - block) : AT_MODE;

	if (!is_zero(block + size, AT_MODE - size) || !is_zero(block + AT_PREFIX, 155))
		return diag_fail(d, ERR_RANGE,
			"%s: byte %llu: the name is longer than %d bytes or has more behind it",
			name, (unsigned long long)offset, PACK_PATH_MAX);
	memcpy(out->path, block, size);
	out->path[size] = '\0';
	if (out->kind == TAR_FOLDER && size > 1 && out->path[size - 1] == '/')
		out->path[size - 1] = '\0';
	return pack_path_check(name, out->path, d);
}

enum err tar_header_parse(const uint8_t block[TAR_BLOCK], const char *name, uint64_t offset,
	uint64_t max_bytes, struct tar_entry *out, struct diag *d)
{
	unsigned long long at = offset;

	*out = (struct tar_entry){ .kind = TAR_END };
	if (is_zero(block, TAR_BLOCK))
		return ERR_OK;
	if (memcmp(block + AT_MAGIC,
		    "ustar\0"
		    "00",
		    8) != 0 ||
		!has_checksum(block))
		return diag_fail(d, ERR_SYNTAX,
			"%s: byte %llu: there is no ustar header; the file is damaged or no pack",
			name, at);
	if (block[AT_TYPE] != '0' && block[AT_TYPE] != '5')
		return diag_fail(d, ERR_UNSUPPORTED,
			"%s: byte %llu: is %s; a pack holds regular files only", name, at,
			kind_name(block[AT_TYPE]));
	out->kind = block[AT_TYPE] == '5' ? TAR_FOLDER : TAR_FILE;
	if (!is_zero(block + AT_LINK, 100))
		return diag_fail(
			d, ERR_UNSUPPORTED, "%s: byte %llu: a file names a link", name, at);
	if (!octal(block + AT_SIZE, 12, &out->size) || out->size > max_bytes ||
		(out->kind == TAR_FOLDER && out->size))
		return diag_fail(d, ERR_RANGE,
			"%s: byte %llu: the size is not one of 0 to %llu bytes", name, at,
			(unsigned long long)max_bytes);
	return take_path(block, name, offset, out, d);
}

void tar_header_write(const char *path, uint64_t size, uint8_t block_out[TAR_BLOCK])
{
	char *text = (char *)block_out;

	memset(block_out, 0, TAR_BLOCK);
	memcpy(block_out, path, strlen(path));
	snprintf(text + AT_MODE, 8, "%07o", 0644u);
	snprintf(text + AT_UID, 8, "%07o", 0u);
	snprintf(text + AT_GID, 8, "%07o", 0u);
	snprintf(text + AT_SIZE, 12, "%011llo", (unsigned long long)size);
	snprintf(text + AT_MTIME, 12, "%011o", 0u);
	block_out[AT_TYPE] = '0';
	memcpy(block_out + AT_MAGIC,
		"ustar\0"
		"00",
		8);
	snprintf(text + AT_CHECKSUM, 8, "%06o", checksum(block_out));
	block_out[AT_CHECKSUM + 7] = ' ';
}
