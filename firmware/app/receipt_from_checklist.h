/* A checklist as a receipt: the visitor's language with the Swedish beside it, so that the clerk at
 * the counter can read it too. The only place where checklist and print meet. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "checklist/checklist.h"
#include "content/rich.h"
#include "print/receipt.h"

/* A list of up to six things comes in full: steps, documents, cost, the sentence to show and the
 * address as a QR code. A longer one comes in short, visit by visit: where, the titles to tick off,
 * what to bring, each document once, the sentence to show, the cost; the rest stands on the screen,
 * which the code brings back.
 *
 * Everything lives in the arena; content texts and fonts' languages are borrowed. ERR_MEMORY, or
 * ERR_MISSING when the language table has no Swedish or the list is empty: nobody takes an empty
 * paper to a counter, the screen says what to do instead.
 *
 * code: what brings the list back at any kiosk (checklist/code.h), "" for none. */
MUST_CHECK enum err receipt_from_checklist(struct arena *a, const struct rich_context *rich,
	const struct checklist *list, const char *code, const struct receipt **receipt_out);

/* The same in the form that is asked for, whatever the length. */
enum receipt_form { RECEIPT_FORM_FULL, RECEIPT_FORM_SHORT };
MUST_CHECK enum err receipt_in_form(struct arena *a, const struct rich_context *rich,
	const struct checklist *list, const char *code, enum receipt_form form,
	const struct receipt **receipt_out);
