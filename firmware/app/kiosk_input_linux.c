/* What the scanner and the desk's keypad may do, and nothing else: a language for a visitor, a
 * paper's list, the staff's card. */
#include <string.h>

#include "app/card_receipt.h"
#include "app/cards.h"
#include "app/kiosk_linux.h"
#include "app/staff_card_linux.h"
#include "platform/log_linux.h"

static const char *const device_names[KIOSK_INPUTS] = { "scanner", "keypad" };

/* A scanner types in milliseconds, a person looks for the next digit. */
static const struct input_line_config line_configs[KIOSK_INPUTS] = {
	[KIOSK_SCANNER] = { .pause_ms = 300, .interval_ms = 700 },
	[KIOSK_KEYPAD] = { .pause_ms = 4000, .interval_ms = 300 },
};
/* --keyboard-scanner: a person types what a scanner would send. */
static const struct input_line_config by_hand = { .pause_ms = 20000, .interval_ms = 300 };

void kiosk_input_init(struct kiosk *k)
{
	for (int i = 0; i < KIOSK_INPUTS; i++) {
		bool is_by_hand = i == KIOSK_SCANNER && k->options.has_keyboard_scanner;

		input_line_init(&k->inputs[i], is_by_hand ? by_hand : line_configs[i]);
		k->input_told_ms[i] = INT64_MIN / 2;
	}
}

/* What was of no use: once a minute, so that a device that never stops does not fill the log. What
 * it was is not said. */
static void tell_useless(struct kiosk *k, enum kiosk_input device, const char *why, int64_t now_ms)
{
	if (now_ms - k->input_told_ms[device] < INPUT_TOLD_MS)
		return;
	k->input_told_ms[device] = now_ms;
	log_line(LOG_WARNING, "input", "%s=%s", device_names[device], why);
}

static void choose_language(
	struct kiosk *k, enum kiosk_input device, const struct lang *lang, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_LANGUAGE, .lang = lang };

	if (lang && lang->order > 0)
		kiosk_tell(k, &msg, now_ms);
	else
		tell_useless(k, device, "no-such-language", now_ms);
}

static void try_staff_card(struct kiosk *k, const struct card *card, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_STAFF_CARD };
	struct diag d = { 0 };

	staff_card_try(&k->staff_pin, card->secret, now_ms, &msg.staff, &d);
	if (d.text[0])
		log_line(LOG_ERROR, "staff", "%s", d.text);
	msg.staff.printer = kiosk_printer_in_swedish(k);
	kiosk_tell(k, &msg, now_ms);
}

void kiosk_scan(struct kiosk *k, const char *text, int64_t now_ms)
{
	struct app_msg code = { .kind = APP_MSG_CODE, .code = text };
	struct card card;

	card_read(text, &card);
	switch (card.kind) {
	case CARD_NONE:
		kiosk_tell(k, &code, now_ms);
		break;
	case CARD_BAD:
		tell_useless(k, KIOSK_SCANNER, "bad-card", now_ms);
		break;
	case CARD_LANGUAGE:
		choose_language(k, KIOSK_SCANNER, lang_find(&k->langs, card.lang), now_ms);
		break;
	case CARD_STAFF:
		try_staff_card(k, &card, now_ms);
		break;
	}
	explicit_bzero(&card, sizeof(card));
}

void kiosk_keypad(struct kiosk *k, const char *digits, int64_t now_ms)
{
	choose_language(k, KIOSK_KEYPAD, card_keypad_find(&k->langs, digits), now_ms);
}

void kiosk_input(struct kiosk *k, enum kiosk_input device, char c, int64_t now_ms)
{
	struct input_line *line = &k->inputs[device];

	switch (input_line_feed(line, c, now_ms)) {
	case INPUT_NOTHING:
		return;
	case INPUT_THROWN:
		log_line(LOG_WARNING, "input", "%s=thrown-away", device_names[device]);
		return;
	case INPUT_LINE:
		if (device == KIOSK_SCANNER)
			kiosk_scan(k, line->text, now_ms);
		else
			kiosk_keypad(k, line->text, now_ms);
		input_line_erase(line);
		return;
	}
}

/* ---------------------------------------------------------------- a new card of the staff's */

static bool is_printing(const struct kiosk *k)
{
	return k->report.state == PRINT_STARTING || k->report.state == PRINT_SENDING ||
	       k->report.state == PRINT_FINISHING || k->report.state == PRINT_WAITING;
}

void kiosk_forget_inputs(struct kiosk *k, int64_t now_ms)
{
	for (int i = 0; i < KIOSK_INPUTS; i++)
		input_line_step(&k->inputs[i], now_ms);
	if (arena_used(k->card_arena) && !is_printing(k))
		arena_erase(k->card_arena);
}

void kiosk_make_staff_card(struct kiosk *k, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_CARD_MADE, .card = UI_CARD_CANNOT_PRINT };
	const struct receipt *receipt;
	char text[CARD_TEXT_MAX] = "";
	struct diag d = { 0 };

	/* The old card ends only when the new one can come out. */
	if (k->report.can_print && !is_printing(k)) {
		arena_erase(k->card_arena);
		msg.card = UI_CARD_CANNOT_KEEP;
		if (staff_card_make(&k->staff_pin, text, &d) == ERR_OK &&
			card_receipt_staff(k->card_arena, lang_find(&k->langs, "sv"), text,
				&receipt) == ERR_OK)
			msg.card = kiosk_print(k, receipt, now_ms) ? UI_CARD_PRINTED
								   : UI_CARD_CANNOT_PRINT;
	}
	explicit_bzero(text, sizeof(text));
	if (d.text[0])
		log_line(LOG_ERROR, "staff", "%s", d.text);
	if (msg.card == UI_CARD_PRINTED)
		log_line(LOG_INFO, "staff", "card=new");
	kiosk_tell(k, &msg, now_ms);
}
