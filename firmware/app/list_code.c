#include "app/list_code.h"

#include <qrencode.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Version 25 with level L: 117 modules, more than 1 mm each on the panel; a phone reads it at arm's
 * length. */
#define CODE_BYTES_MAX 1200
/* Version 36: 161 modules. Only where even the bare titles need it: a script of three bytes a
 * letter. */
#define CODE_BYTES_MOST 2400

/* What the phone is told, the less the longer the list. */
enum detail {
	DETAIL_SWEDISH,
	DETAIL_TITLES,
	DETAIL_TERMS,
	DETAIL_ADDRESSES,
	DETAIL_STEPS,
	DETAIL_DOCUMENTS
};

/* ISO/IEC 18004: the number by which a code says that its bytes are UTF-8. Without it readers
 * guess. */
#define ECI_UTF_8 26

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

/* Returns false, with nothing written, when the item would not fit into size_max bytes. */
static bool put_item(struct buf *out, struct arena *a, const struct rich_context *rich,
	const struct checklist *list, int index, enum detail detail, size_t size_max)
{
	const struct checklist_item *item = &list->items[index];
	const struct guide *g = item->guide;
	struct rich_text title = rich_from_content(rich, a, g->title);
	bool has_term = g->term && strcmp(title.lang->code, "sv") != 0;
	size_t before = out->size;

	if (list->person_count > 1 && (!index || list->items[index - 1].person != item->person))
		buf_printf(out, "== %d ==\n", item->person + 1);
	buf_printf(out, "%d. ", index + 1);
	if (detail >= DETAIL_TITLES || !has_term)
		put_plain(out, title.rich.utf8 ? title.rich.utf8 : "", title.rich.size);
	else
		buf_puts(out, g->term);
	if (detail >= DETAIL_TERMS && has_term && !rich_has_term(&title, g->term))
		buf_printf(out, " (%s)", g->term);
	buf_putc(out, '\n');
	if (rich_is_withdrawn(rich, g))
		detail = DETAIL_TERMS;
	for (int i = 0; detail >= DETAIL_STEPS && i < item->step_count; i++) {
		buf_puts(out, "- ");
		put_content(out, a, rich, item->steps[i]->title);
		buf_putc(out, '\n');
	}
	for (int i = 0; detail >= DETAIL_DOCUMENTS && i < item->doc_count; i++) {
		buf_puts(out, "+ ");
		put_content(out, a, rich, item->docs[i]->text);
		buf_putc(out, '\n');
	}
	if (detail >= DETAIL_ADDRESSES)
		buf_printf(out, "%s%s\n", g->web ? g->web : "", g->web ? "\n" : "");
	if (out->size <= size_max)
		return true;
	out->size = before;
	return false;
}

static QRcode *encode_utf8(const struct buf *text)
{
	QRinput *input = QRinput_new2(0, QR_ECLEVEL_L);
	QRcode *code = NULL;

	if (input && QRinput_appendECIheader(input, ECI_UTF_8) == 0 &&
		QRinput_append(
			input, QR_MODE_8, (int)text->size, (const unsigned char *)text->data) == 0)
		code = QRcode_encodeInput(input);
	QRinput_free(input);
	return code;
}

static enum err encode(
	struct arena *a, const struct buf *text, const uint8_t **modules_out, int *size_out)
{
	QRcode *code = encode_utf8(text);
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
	bool fits = false;

	for (int detail = DETAIL_DOCUMENTS; detail >= DETAIL_SWEDISH && !fits; detail--) {
		buf_clear(&text);
		fits = true;
		for (int i = 0; i < list->item_count && fits; i++)
			fits = put_item(&text, a, rich, list, i, (enum detail)detail,
				detail <= DETAIL_TITLES ? CODE_BYTES_MOST : CODE_BYTES_MAX);
	}
	/* What follows the last term that fits stands on the screen and at any other kiosk. */
	if (!fits)
		buf_puts(&text, "…\n");
	if (text.failed)
		err = ERR_MEMORY;
	else if (list->item_count && text.size)
		err = encode(a, &text, modules_out, size_out);
	if (text.data)
		explicit_bzero(text.data, text.size);
	buf_finish(&text);
	return err;
}
