#include "app/list_code.h"

#include <qrencode.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Version 25 with level L: 117 modules, about 1 mm each on the panel; a phone reads it at arm's
 * length. */
#define CODE_BYTES_MAX 1200

/* A phone's plain text view draws layout controls as boxes now and then. */
static void put_plain(struct buf *out, const char *text, size_t size)
{
	for (size_t i = 0; i < size;) {
		size_t control = utf8_layout_control(text + i, size - i);

		if (control)
			i += control;
		else
			buf_putc(out, text[i++]);
	}
}

static void put_content(
	struct buf *out, struct arena *a, const struct rich_context *rich, struct content_text text)
{
	struct rich_text t = rich_from_content(rich, a, text);

	put_plain(out, t.rich.utf8 ? t.rich.utf8 : "", t.rich.size);
}

static void put_item(struct buf *out, struct arena *a, const struct rich_context *rich,
	const struct checklist_item *item, int detail)
{
	const struct guide *g = item->guide;

	put_content(out, a, rich, g->title);
	if (g->term && strcmp(rich->lang->code, "sv") != 0)
		buf_printf(out, " (%s)", g->term);
	buf_putc(out, '\n');
	for (int i = 0; detail >= 1 && i < item->step_count; i++) {
		buf_puts(out, "- ");
		put_content(out, a, rich, item->steps[i]->title);
		buf_putc(out, '\n');
	}
	for (int i = 0; detail >= 2 && i < item->doc_count; i++) {
		buf_puts(out, "+ ");
		put_content(out, a, rich, item->docs[i]->text);
		buf_putc(out, '\n');
	}
	if (g->web)
		buf_printf(out, "%s\n", g->web);
	buf_putc(out, '\n');
}

static enum err encode(
	struct arena *a, const struct buf *text, const uint8_t **modules_out, int *size_out)
{
	QRcode *code = QRcode_encodeData(
		(int)text->size, (const unsigned char *)text->data, 0, QR_ECLEVEL_L);
	uint8_t *modules;

	if (!code)
		return ERR_RANGE;
	modules = arena_array(a, (size_t)code->width, (size_t)code->width);
	if (modules) {
		for (int i = 0; i < code->width * code->width; i++)
			modules[i] = code->data[i] & 1;
		*size_out = code->width;
		*modules_out = modules;
	}
	QRcode_free(code);
	return modules ? ERR_OK : ERR_MEMORY;
}

enum err list_code_create(struct arena *a, const struct rich_context *rich,
	const struct checklist *list, const uint8_t **modules_out, int *size_out)
{
	struct buf text = { 0 };
	enum err err = ERR_RANGE;

	for (int detail = 2; detail >= 0 && err == ERR_RANGE; detail--) {
		buf_clear(&text);
		for (int i = 0; i < list->item_count; i++)
			put_item(&text, a, rich, &list->items[i], detail);
		if (text.failed)
			err = ERR_MEMORY;
		else if (text.size && (text.size <= CODE_BYTES_MAX || detail == 0))
			err = encode(a, &text, modules_out, size_out);
	}
	if (text.data)
		explicit_bzero(text.data, text.size);
	buf_finish(&text);
	return err;
}
