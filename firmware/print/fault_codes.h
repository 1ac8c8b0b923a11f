/* What is wrong with the printer, for who stands at it: a code that can be said on the telephone, a
 * plain Swedish sentence, and what to do step by step with a picture each. A table; pure.
 *
 * A report can hold several things at once; the one to mend first is named, in the order in which
 * printer_job.c looks at them. */
#pragma once

#include "print/printer.h"

enum fault_code {
	FAULT_CODE_WELL,
	FAULT_CODE_NO_PRINTER,
	FAULT_CODE_PAPER_END,
	FAULT_CODE_PAPER_LOW,
	FAULT_CODE_COVER,
	FAULT_CODE_CUTTER,
	FAULT_CODE_OFFLINE,
	FAULT_CODE_GONE, /* in the middle of a job */
	FAULT_CODE_STUCK,
	FAULT_CODE_HOT,
	FAULT_CODE_BROKEN, /* unrecoverable */
	FAULT_CODE_INTERNAL,
	FAULT_CODE_WAITS,    /* until somebody says go on */
	FAULT_CODE_FEED_KEY, /* somebody feeds paper */
	FAULT_CODES
};

#define FAULT_STEPS_MAX 4

struct fault_step {
	const char *picture; /* in assets/icons */
	const char *swedish;
};

struct fault_info {
	char code[4];         /* "P02"; "P00" when all is well */
	const char *sentence; /* in Swedish */
	struct fault_step steps[FAULT_STEPS_MAX];
	int step_count;
	bool stops; /* nothing can be printed before it is mended */
};

/* What the report says first of all. */
enum fault_code fault_code_of(const struct print_report *r);
/* Static. */
const struct fault_info *fault_info(enum fault_code code);
