/* The code on the paper: a visitor's coded answers and the content's number in a few symbols that
 * can be read aloud, typed and scanned. Nothing is stored anywhere else.
 *
 * Crockford's base 32 with its check symbol (mod 37): no I, L, O, U among the digits; I and L are
 * read as 1, O as 0, small letters as capitals, hyphens and blanks are skipped.
 *
 *   3 bits form (1) | 9 bits content number | per question, in the content's order:
 *       one answer:   5 bits  0 not answered, 1 "I don't know", 2.. the answer
 *       many answers: 9 bits  0 not answered, 256 "I don't know", else bit n = the n-th answer
 *
 * Form 2 is a family's: after the content number 3 bits with the number of persons less one, then
 * per question the first person's field as above and, unless the question is shared, for each other
 * person a bit 1 (answered like the first) or a bit 0 and a field of their own.
 *
 * Old codes stay readable as long as questions and answers are only added at the end and no
 * question's `shared` or `many` changes. */
#pragma once

#include "base/err.h"
#include "checklist/checklist.h"
#include "content/content.h"

#define CODE_FORM 1
#define CODE_FORM_FAMILY 2
#define CODE_CONTENT_MAX 511
#define CODE_TEXT_MAX 84 /* with hyphens and the final NUL */

/* The 37 symbols in their order: 32 digits, then those that only a check symbol can be. */
extern const char code_symbols[38];

/* "4F2K-9QWX-...": groups of four. ERR_RANGE if the content has more answers than the form can hold
 * or the number does not fit. */
MUST_CHECK enum err code_write(const struct content *c, const struct household *h,
	int content_number, char text_out[CODE_TEXT_MAX]);

/* Reads what a person typed or a scanner sent. Answers this content does not know are left
 * unanswered. ERR_SYNTAX with a sentence in English for the log: a strange character, too short,
 * too long, or the check symbol does not agree (mistyped); ERR_UNSUPPORTED: a form of another time.
 */
MUST_CHECK enum err code_read(const struct content *c, const char *text,
	struct household *household_out, int *content_number_out, struct diag *d);
