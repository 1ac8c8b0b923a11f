#include "text/paragraph.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

bool scratch_grow(void **array, size_t *capacity, size_t want, size_t element_bytes)
{
	size_t size = *capacity ? *capacity : 64;
	void *grown;

	if (want <= *capacity)
		return true;
	while (size < want)
		size *= 2;
	if (size > SIZE_MAX / element_bytes)
		return false;
	grown = realloc(*array, size * element_bytes);
	if (!grown)
		return false;
	*array = grown;
	*capacity = size;
	return true;
}

static bool reserve(struct paragraph *p, size_t units)
{
	void **const bytes[] = { (void **)&p->flags, (void **)&p->script, (void **)&p->font,
		(void **)&p->levels_storage };
	const size_t before = p->capacity;
	size_t capacity = before;

	/* A UTF-8 byte never makes more than one UTF-16 unit. */
	if (units + 1 <= before)
		return true;
	p->capacity = 0; /* until all have grown */
	if (!scratch_grow((void **)&p->text, &capacity, units + 1, sizeof(*p->text)))
		return false;
	capacity = before;
	if (!scratch_grow((void **)&p->byte_of, &capacity, units + 1, sizeof(*p->byte_of)))
		return false;
	for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++) {
		capacity = before;
		if (!scratch_grow(bytes[i], &capacity, units + 1, 1))
			return false;
	}
	p->capacity = (uint32_t)capacity;
	return true;
}

enum err paragraph_read(struct paragraph *p, struct chars *chars, const char *utf8, size_t size)
{
	struct grapheme_state graphemes = { 0 };
	uint8_t seen = 0;
	uint32_t n = 0, cluster = 0;
	size_t pos = 0;

	if (size > PARAGRAPH_BYTES_MAX)
		return ERR_RANGE;
	if (!reserve(p, size))
		return ERR_MEMORY;
	while (pos < size) {
		size_t start = pos;
		unsigned char byte = (unsigned char)utf8[pos];
		struct char_props props;
		uint32_t c;

		if (byte < 0x80) {
			c = byte;
			pos++;
		} else {
			c = utf8_next(utf8, size, &pos);
		}
		props = chars_get(chars, c);
		seen |= props.flags;
		p->byte_of[n] = (uint32_t)start;
		p->script[n] = props.script;
		p->flags[n] = props.flags;
		if (grapheme_next_quick(&graphemes, props.gcb)) {
			p->flags[n] |= CHAR_START;
			cluster = n;
		} else if (!char_hangs(props.flags)) {
			/* A blank that carries a mark is no blank. */
			p->flags[cluster] &= (uint8_t)~CHAR_SPACE;
		}
		if (c < 0x10000) {
			p->text[n++] = (uint16_t)c;
			continue;
		}
		p->text[n++] = (uint16_t)(0xD7C0 + (c >> 10));
		p->text[n] = (uint16_t)(0xDC00 | (c & 0x3FF));
		p->byte_of[n] = (uint32_t)start;
		p->script[n] = props.script;
		p->flags[n++] = 0;
	}
	p->byte_of[n] = (uint32_t)size;
	p->length = n;
	p->has_bidi = (seen & CHAR_BIDI) != 0;
	return ERR_OK;
}

void paragraph_finish(struct paragraph *p)
{
	free(p->text);
	free(p->byte_of);
	free(p->flags);
	free(p->script);
	free(p->font);
	free(p->levels_storage);
	free(p->items);
	free(p->glyphs);
	*p = (struct paragraph){ 0 };
}
