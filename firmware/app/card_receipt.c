#include "app/card_receipt.h"

#include <string.h>

static struct text_rich plain(const char *utf8)
{
	return (struct text_rich){ .utf8 = utf8, .size = strlen(utf8) };
}

enum err card_receipt_staff(struct arena *a, const struct lang *swedish, const char *text,
	const struct receipt **receipt_out)
{
	static const char how[] =
		"Håll kortet framför läsaren. Personalens sidor öppnas utan kod, bara på den här "
		"kiosken. Det förra kortet gäller inte längre.";
	static const char where[] =
		"Förvara det som en nyckel. Är det borta? Gör ett nytt under Personal.";
	const struct receipt_line lines[] = {
		{ .kind = RECEIPT_TITLE, .lang = swedish, .text = plain("Personalkort") },
		{ .kind = RECEIPT_SPACE, .space_mm = 2 },
		{ .kind = RECEIPT_QR, .lang = swedish, .text = plain(how) },
		{ .kind = RECEIPT_SPACE, .space_mm = 2 },
		{ .kind = RECEIPT_TEXT, .lang = swedish, .text = plain(where) },
	};
	struct receipt *r = arena_alloc(a, sizeof(*r));
	struct receipt_line *copy = arena_array(a, sizeof(lines) / sizeof(*lines), sizeof(*copy));
	const char *qr = arena_strdup(a, text);

	*receipt_out = NULL;
	if (!r || !copy || !qr)
		return ERR_MEMORY;
	memcpy(copy, lines, sizeof(lines));
	copy[2].qr = qr;
	*r = (struct receipt){ .lang = swedish,
		.swedish = swedish,
		.lines = copy,
		.line_count = sizeof(lines) / sizeof(*lines) };
	*receipt_out = r;
	return ERR_OK;
}
