#include "app/sheets.h"

#include <stdlib.h>
#include <string.h>

#include "app/cards.h"
#include "base/buf.h"

#define LRI "\xE2\x81\xA6" /* U+2066: numbers keep their own order */
#define PDI "\xE2\x81\xA9"

struct sheet {
	struct arena *arena;
	const struct lang *swedish;
	struct receipt_line *lines;
	int count, capacity;
	bool failed;
};

static enum err begin(
	struct sheet *s, struct arena *a, const struct lang_table *langs, int capacity)
{
	*s = (struct sheet){ .arena = a, .swedish = lang_find(langs, "sv"), .capacity = capacity };
	if (!s->swedish)
		return ERR_MISSING;
	s->lines = arena_array(a, (size_t)capacity, sizeof(*s->lines));
	return s->lines ? ERR_OK : ERR_MEMORY;
}

static void add_line(struct sheet *s, struct receipt_line line)
{
	if (s->count < s->capacity)
		s->lines[s->count++] = line;
	else
		s->failed = true;
}

static struct text_rich plain(struct sheet *s, const char *utf8)
{
	if (!utf8)
		s->failed = true;
	return (struct text_rich){ .utf8 = utf8 ? utf8 : "", .size = utf8 ? strlen(utf8) : 0 };
}

static void add(struct sheet *s, enum receipt_kind kind, const char *utf8)
{
	add_line(s,
		(struct receipt_line){ .kind = kind, .text = plain(s, utf8), .lang = s->swedish });
}

static enum err end(struct sheet *s, const struct receipt **receipt_out)
{
	struct receipt *r = arena_alloc(s->arena, sizeof(*r));

	if (!r || s->failed)
		return ERR_MEMORY;
	*r = (struct receipt){ s->swedish, s->swedish, s->lines, s->count, 1 };
	*receipt_out = r;
	return ERR_OK;
}

/* ---------------------------------------------------------------- the staff's page */

static int count_lines(const char *text)
{
	int lines = 1;

	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

/* One paragraph's text, its line breaks as blanks, "*name*" in quotation marks. */
static const char *inline_text(struct sheet *s, const char *text, size_t size)
{
	struct buf out = { 0 };
	bool is_open = false;
	const char *copy;

	for (size_t i = 0; i < size; i++) {
		if (text[i] == '*' && i + 1 < size && text[i + 1] == '*')
			i++; /* bold inside a paragraph: only the words */
		else if (text[i] == '*') {
			buf_puts(&out, "\u201d");
			is_open = !is_open;
		} else if (text[i] != '`')
			buf_putc(&out, text[i] == '\n' ? ' ' : text[i]);
	}
	copy = out.failed || is_open ? NULL : arena_strdup(s->arena, buf_str(&out));
	buf_finish(&out);
	return copy;
}

static void add_paragraph(struct sheet *s, const char *text, size_t size)
{
	const char *bold;

	if (size > 2 && strncmp(text, "# ", 2) == 0) {
		add(s, RECEIPT_TITLE, inline_text(s, text + 2, size - 2));
		return;
	}
	bold = size > 4 && strncmp(text, "**", 2) == 0 ? memmem(text + 2, size - 2, "**", 2) : NULL;
	if (bold) {
		add(s, RECEIPT_SUBHEADING, inline_text(s, text + 2, (size_t)(bold - text) - 2));
		size -= (size_t)(bold + 2 - text);
		text = bold + 2;
		while (size && (*text == ' ' || *text == '\n')) {
			text++;
			size--;
		}
	}
	if (size)
		add(s, RECEIPT_SMALL, inline_text(s, text, size));
}

enum err sheet_from_markdown(struct arena *a, const struct lang_table *langs, const char *text,
	const struct receipt **receipt_out)
{
	struct sheet s;
	enum err err = begin(&s, a, langs, 2 * count_lines(text) + 2);

	if (err != ERR_OK)
		return err;
	while (*text) {
		const char *stop = strstr(text, "\n\n");
		size_t size = stop ? (size_t)(stop - text) : strlen(text);

		while (size && text[size - 1] == '\n')
			size--;
		if (size)
			add_paragraph(&s, text, size);
		text = stop ? stop + 2 : text + strlen(text);
	}
	return end(&s, receipt_out);
}

/* ---------------------------------------------------------------- languages */

/* The offered ones by Swedish name. */
static const struct lang **sorted(struct sheet *s, const struct lang_table *langs, int *count_out)
{
	const struct lang **out = arena_array(s->arena, (size_t)langs->count + 1, sizeof(*out));
	int count = 0;

	for (int i = 0; out && i < langs->count; i++) {
		int at = count;

		if (langs->langs[i].order <= 0)
			continue;
		for (; at > 0 && strcmp(out[at - 1]->swedish, langs->langs[i].swedish) > 0; at--)
			out[at] = out[at - 1];
		out[at] = &langs->langs[i];
		count++;
	}
	s->failed |= !out;
	*count_out = out ? count : 0;
	return out;
}

static void add_card(struct sheet *s, const struct lang *lang)
{
	char text[CARD_TEXT_MAX];

	if (card_write_language(lang->code, text) != ERR_OK) {
		s->failed = true;
		return;
	}
	add_line(s, (struct receipt_line){ .kind = RECEIPT_RULE });
	add_line(s, (struct receipt_line){
			    .kind = RECEIPT_TITLE, .text = plain(s, lang->endonym), .lang = lang });
	add_line(s, (struct receipt_line){ .kind = RECEIPT_QR,
			    .text = plain(s, arena_printf(s->arena, "%s\n" LRI "%s" PDI,
						     lang->swedish, text)),
			    .lang = s->swedish,
			    .qr = arena_strdup(s->arena, text) });
}

enum err sheet_cards(
	struct arena *a, const struct lang_table *langs, const struct receipt **receipt_out)
{
	struct sheet s;
	const struct lang **by_name;
	int count;
	enum err err = begin(&s, a, langs, 3 * langs->count + 8);

	if (err != ERR_OK)
		return err;
	add(&s, RECEIPT_TITLE, "Språkkort");
	add(&s, RECEIPT_SMALL,
		"Klipp längs de streckade linjerna. Håll kortet under läsaren: kiosken byter "
		"språk.");
	by_name = sorted(&s, langs, &count);
	for (int i = 0; i < count; i++)
		add_card(&s, by_name[i]);
	add_line(&s, (struct receipt_line){ .kind = RECEIPT_RULE });
	return end(&s, receipt_out);
}

enum err sheet_keypad(
	struct arena *a, const struct lang_table *langs, const struct receipt **receipt_out)
{
	struct sheet s;
	const struct lang **by_name;
	int count;
	enum err err = begin(&s, a, langs, 3 * langs->count + 8);

	if (err != ERR_OK)
		return err;
	add(&s, RECEIPT_TITLE, "Språkens nummer");
	add(&s, RECEIPT_SMALL, "Skriv språkets två siffror på knappsatsen och tryck Enter.");
	by_name = sorted(&s, langs, &count);
	for (int i = 0; i < count; i++) {
		const struct lang *lang = by_name[i];

		if (!lang->keypad)
			continue;
		add_line(&s, (struct receipt_line){ .kind = RECEIPT_RULE });
		add_line(&s, (struct receipt_line){ .kind = RECEIPT_HEADING,
				     .text = plain(&s, arena_printf(a, "%02d   %s", lang->keypad,
							       lang->swedish)),
				     .lang = s.swedish });
		add_line(&s, (struct receipt_line){ .kind = RECEIPT_SMALL,
				     .text = plain(&s, lang->endonym),
				     .lang = lang });
	}
	return end(&s, receipt_out);
}

enum err sheet_log(struct arena *a, const struct lang_table *langs, const struct act_log *log,
	int most, const struct receipt **receipt_out)
{
	struct sheet s;
	int count = log->count < most ? log->count : most;
	enum err err = begin(&s, a, langs, count + 4);

	if (err != ERR_OK)
		return err;
	add(&s, RECEIPT_TITLE, "Logg");
	add(&s, RECEIPT_SMALL,
		arena_printf(a, "De %d senaste av %d. Inget om besökare.", count, log->count));
	add_line(&s, (struct receipt_line){ .kind = RECEIPT_RULE });
	for (int i = 0; i < count; i++)
		add(&s, RECEIPT_SMALL, arena_strdup(a, log->lines[log->count - 1 - i]));
	return end(&s, receipt_out);
}
