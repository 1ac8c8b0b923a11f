/* Sheets that staff print: how the kiosk is handled, the language cards, the keypad's table, the
 * log. Each is a receipt in Swedish, made in the arena; pure. */
#pragma once

#include "app/act_log.h"
#include "base/arena.h"
#include "base/err.h"
#include "print/receipt.h"
#include "text/lang.h"

/* board/for-staff.md as it was when the program was built: one source for the page people read and
 * the sheet that is printed. */
extern const char staff_sheet_text[];

/* The page's little Markdown: "# " a title, lines that follow each other a paragraph, "**...**" at
 * a paragraph's start its heading, "*...*" a button's name, which comes out in quotation marks.
 * ERR_MISSING: there is no Swedish among the languages. */
MUST_CHECK enum err sheet_from_markdown(struct arena *a, const struct lang_table *langs,
	const char *text, const struct receipt **receipt_out);
/* A card for each offered language, sorted by Swedish name, with a line to cut along. */
MUST_CHECK enum err sheet_cards(
	struct arena *a, const struct lang_table *langs, const struct receipt **receipt_out);
MUST_CHECK enum err sheet_keypad(
	struct arena *a, const struct lang_table *langs, const struct receipt **receipt_out);
/* The newest first, at most `most` lines. */
MUST_CHECK enum err sheet_log(struct arena *a, const struct lang_table *langs,
	const struct act_log *log, int most, const struct receipt **receipt_out);
