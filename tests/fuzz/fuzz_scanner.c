/* Whatever comes in front of a scanner, or out of a device that says it is one: lines stay within
 * their bounds, and a card that is read is written back as the same. Every byte is a key; bit 7
 * lets time pass before it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/cards.h"
#include "app/input_line.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void look_at(const char *text)
{
	char again[CARD_TEXT_MAX] = "";
	struct card card;

	card_read(text, &card);
	if (card.kind == CARD_LANGUAGE && card_write_language(card.lang, again) != ERR_OK)
		abort();
	if (card.kind == CARD_STAFF)
		card_write_staff(card.secret, again);
	if ((card.kind == CARD_LANGUAGE || card.kind == CARD_STAFF) && strcasecmp(text, again) != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input_line l;
	int64_t now_ms = 0;
	char whole[512];
	size_t most = size < sizeof(whole) ? size : sizeof(whole) - 1;

	input_line_init(&l, (struct input_line_config){ .pause_ms = 300, .interval_ms = 700 });
	for (size_t i = 0; i < size; i++) {
		now_ms += bytes[i] & 0x80 ? 800 : 1;
		if (input_line_feed(&l, (char)(bytes[i] & 0x7F), now_ms) == INPUT_LINE)
			look_at(l.text);
		if (l.size < 0 || l.size > INPUT_LINE_MAX || l.text[INPUT_LINE_MAX])
			abort();
	}
	memcpy(whole, bytes, most);
	whole[most] = '\0';
	look_at(whole);
	return 0;
}
