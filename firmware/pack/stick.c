#include "pack/stick.h"

#include <string.h>

#include "pack/manifest.h"

static bool ends_with(const char *name, const char *suffix)
{
	size_t size = strlen(name), own = strlen(suffix);

	return size > own && strcmp(name + size - own, suffix) == 0;
}

bool stick_name_is_pack(const char *name)
{
	return ends_with(name, ".pack");
}

uint64_t stick_size_max(const char *name)
{
	return stick_name_is_pack(name) ? PACK_BYTES_MAX : STICK_SMALL_MAX;
}

bool stick_name_parse(const char *raw, char name_out[STICK_NAME_MAX + 1])
{
	size_t size = 0;

	for (; raw[size]; size++) {
		char c = raw[size];

		if (size >= STICK_NAME_MAX)
			return false;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			    (size && (c == '.' || c == '-'))))
			return false;
		name_out[size] = c;
	}
	name_out[size] = '\0';
	return size > 0;
}

void stick_header_write(char kind, size_t size, uint8_t header_out[STICK_HEADER])
{
	header_out[0] = (uint8_t)kind;
	header_out[1] = (uint8_t)size;
	header_out[2] = (uint8_t)(size >> 8);
	header_out[3] = (uint8_t)(size >> 16);
}

/* ---------------------------------------------------------------- frames */

static enum err wrong(struct diag *d, const char *what)
{
	return diag_fail(d, ERR_SYNTAX, "the reader of the stick said something wrong: %s", what);
}

static uint64_t number(const uint8_t bytes[8])
{
	uint64_t value = 0;

	for (int i = 7; i >= 0; i--)
		value = value << 8 | bytes[i];
	return value;
}

static enum err take_volume(struct stick_parser *p, struct diag *d)
{
	if (p->text[8] == STICK_NO_VOLUME || p->text[8] >= STICK_VOLUMES)
		return wrong(d, "a volume of no kind");
	p->volume_offset = number(p->text);
	p->volume = (enum stick_volume)p->text[8];
	return ERR_OK;
}

static enum err begin_file(struct stick_parser *p, struct diag *d)
{
	char raw[STICK_NAME_MAX + 1] = "";
	uint64_t size = number(p->text);

	if (p->text_size < 9)
		return wrong(d, "a file without a name");
	memcpy(raw, p->text + 8, p->text_size - 8);
	if (strlen(raw) != p->text_size - 8 || !stick_name_parse(raw, p->file.name) ||
		strcmp(raw, p->file.name) != 0)
		return wrong(d, "a name of another form");
	for (int i = 0; i < p->name_count; i++)
		if (strcmp(p->names[i], raw) == 0)
			return wrong(d, "the same name twice");
	if (p->name_count >= STICK_FILES_MAX)
		return wrong(d, "too many files");
	memcpy(p->names[p->name_count++], raw, sizeof(raw));
	p->file.size = size;
	p->got = 0;
	p->is_in_file = true;
	return p->sink->file ? p->sink->file(p->sink->ctx, &p->file, d) : ERR_OK;
}

static enum err end_file(struct stick_parser *p, struct diag *d)
{
	bool is_whole = p->got == p->file.size;

	p->is_in_file = false;
	if (!is_whole && p->got)
		return wrong(d, "a file that ends too early");
	return p->sink->end ? p->sink->end(p->sink->ctx, is_whole, d) : ERR_OK;
}

/* A frame's kind and length fit where it stands. */
static enum err check_header(struct stick_parser *p, struct diag *d)
{
	char kind = (char)p->header[0];
	size_t size = p->left;

	switch (kind) {
	case 'f':
		return !p->is_in_file && size > 8 && size <= sizeof(p->text) ? ERR_OK
									     : wrong(d, "file");
	case 'd':
		if (!p->is_in_file || size == 0 || size > STICK_DATA_MAX)
			return wrong(d, "bytes");
		if (p->file.size > stick_size_max(p->file.name) || size > p->file.size - p->got)
			return diag_fail(
				d, ERR_RANGE, "%s: is longer than it may be", p->file.name);
		return ERR_OK;
	case 'e':
		return p->is_in_file && size == 0 ? ERR_OK : wrong(d, "end");
	case 'v':
		return !p->is_in_file && size == 9 ? ERR_OK : wrong(d, "volume");
	case 'x':
		return size == 1 ? ERR_OK : wrong(d, "trouble");
	case 'z':
		return !p->is_in_file && size == 0 ? ERR_OK : wrong(d, "done");
	default:
		return wrong(d, "no frame");
	}
}

/* The payload is whole. */
static enum err end_frame(struct stick_parser *p, struct diag *d)
{
	p->header_size = 0;
	switch ((char)p->header[0]) {
	case 'f':
		return begin_file(p, d);
	case 'e':
		return end_file(p, d);
	case 'v':
		return take_volume(p, d);
	case 'x':
		if (p->text[0] == 0 || p->text[0] >= STICK_TROUBLES)
			return wrong(d, "trouble of no kind");
		p->trouble = (enum stick_trouble)p->text[0];
		p->is_done = true;
		return ERR_OK;
	case 'z':
		p->is_done = true;
		return ERR_OK;
	default:
		return ERR_OK;
	}
}

static enum err take_payload(
	struct stick_parser *p, const uint8_t *bytes, size_t size, struct diag *d)
{
	p->left -= size;
	if (p->header[0] != 'd') {
		memcpy(p->text + p->text_size, bytes, size);
		p->text_size += size;
		return ERR_OK;
	}
	p->got += size;
	return p->sink->data ? p->sink->data(p->sink->ctx, bytes, size, d) : ERR_OK;
}

enum err stick_parser_feed(struct stick_parser *p, const void *bytes, size_t size, struct diag *d)
{
	const uint8_t *at = bytes;
	enum err err = ERR_OK;

	while (size && err == ERR_OK) {
		size_t step = 1;

		if (p->is_done)
			return wrong(d, "more after the end");
		if (p->header_size < STICK_HEADER) {
			p->header[p->header_size++] = *at;
			if (p->header_size == STICK_HEADER) {
				p->left = p->header[1] | (size_t)p->header[2] << 8 |
					  (size_t)p->header[3] << 16;
				p->text_size = 0;
				err = check_header(p, d);
			}
		} else {
			step = size < p->left ? size : p->left;
			err = take_payload(p, at, step, d);
		}
		if (err == ERR_OK && p->header_size == STICK_HEADER && p->left == 0)
			err = end_frame(p, d);
		at += step;
		size -= step;
	}
	return err;
}
