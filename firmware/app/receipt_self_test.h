/* The page that shows staff and who looks after the kiosk that the printer is well: all in Swedish,
 * nothing of a visitor. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "content/rich.h"
#include "print/model.h"
#include "print/paper_meter.h"
#include "print/printer.h"
#include "print/receipt.h"

struct self_test { /* all borrowed while the page is made */
	const struct printer_model *model;
	const struct lang_table *langs;
	const char *today;   /* YYYY-MM-DD */
	const char *version; /* of the program; may be NULL */
	int content_number;
	struct paper_meter meter;
	int roll_mm; /* 0: not known */
	struct print_report report;
};

/* Everything lives in the arena. ERR_MISSING when the language table has no Swedish. */
MUST_CHECK enum err receipt_self_test(
	struct arena *a, const struct self_test *t, const struct receipt **receipt_out);
