#include "app/list_code.h"

#include <qrencode.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* What is said of each item, richest first, and how many bytes such a text may take. 1,200 bytes
 * make a code of 117 modules, about 1 mm each on the panel: a phone reads it at arm's length.
 * Longer lists say less of each item before the modules get smaller; version 40 with level L holds
 * 2,953. */
enum detail { DETAIL_TERM, DETAIL_TITLE, DETAIL_WEB, DETAIL_STEPS, DETAIL_DOCS };
static const size_t bytes_max[] = { [DETAIL_TERM] = 2900,
	[DETAIL_TITLE] = 2000,
	[DETAIL_WEB] = 1200,
	[DETAIL_STEPS] = 1200,
	[DETAIL_DOCS] = 1200 };

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
	const struct checklist_item *item, enum detail detail)
{
	const struct guide *g = item->guide;
	bool is_swedish = strcmp(rich->lang->code, "sv") == 0;

	if (detail >= DETAIL_TITLE || is_swedish || !g->term)
		put_content(out, a, rich, g->title);
	if (g->term && !is_swedish)
		buf_printf(out, detail >= DETAIL_TITLE ? " (%s)" : "%s", g->term);
	buf_putc(out, '\n');
	for (int i = 0; detail >= DETAIL_STEPS && i < item->step_count; i++) {
		buf_puts(out, "- ");
		put_content(out, a, rich, item->steps[i]->title);
		buf_putc(out, '\n');
	}
	for (int i = 0; detail >= DETAIL_DOCS && i < item->doc_count; i++) {
		buf_puts(out, "+ ");
		put_content(out, a, rich, item->docs[i]->text);
		buf_putc(out, '\n');
	}
	if (g->web && detail >= DETAIL_WEB)
		buf_printf(out, "%s\n\n", g->web);
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

	for (int detail = DETAIL_DOCS; detail >= DETAIL_TERM && err == ERR_RANGE; detail--) {
		buf_clear(&text);
		for (int i = 0; i < list->item_count; i++)
			put_item(&text, a, rich, &list->items[i], (enum detail)detail);
		if (text.failed)
			err = ERR_MEMORY;
		else if (text.size && text.size <= bytes_max[detail])
			err = encode(a, &text, modules_out, size_out);
	}
	if (text.data)
		explicit_bzero(text.data, text.size);
	buf_finish(&text);
	return err;
}
