/* What a reader of sticks that somebody has taken over might say. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pack/stick.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct heard {
	uint64_t promised, got;
	bool is_open;
	int files;
};

static enum err on_file(void *ctx, const struct stick_file *file, struct diag *d)
{
	struct heard *h = ctx;
	char again[STICK_NAME_MAX + 1];

	(void)d;
	if (h->is_open || ++h->files > STICK_FILES_MAX || !stick_name_parse(file->name, again) ||
		strcmp(again, file->name) != 0)
		abort();
	h->is_open = true;
	h->promised = file->size;
	h->got = 0;
	return ERR_OK;
}

static enum err on_data(void *ctx, const void *bytes, size_t size, struct diag *d)
{
	struct heard *h = ctx;

	(void)bytes, (void)d;
	h->got += size;
	if (!h->is_open || h->got > h->promised)
		abort();
	return ERR_OK;
}

static enum err on_end(void *ctx, bool is_whole, struct diag *d)
{
	struct heard *h = ctx;

	(void)d;
	if (!h->is_open || is_whole != (h->got == h->promised) || (h->got && !is_whole))
		abort();
	h->is_open = false;
	return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct heard h = { 0 };
	struct stick_sink sink = { on_file, on_data, on_end, &h };
	struct stick_parser *p = calloc(1, sizeof(*p));
	struct diag d = { 0 };
	size_t half = size / 3;

	if (!p)
		return 0;
	p->sink = &sink;
	if ((stick_parser_feed(p, data, half, &d) != ERR_OK ||
		    stick_parser_feed(p, data + half, size - half, &d) != ERR_OK) &&
		!d.text[0])
		abort(); /* refused without a word */
	free(p);
	return 0;
}
