/* What a simulated printer printed, as files: receipt-001.bin (the bytes it took) and
 * receipt-001.png (the paper). Numbers go on where the folder ends. */
#pragma once

#include "base/err.h"
#include "print/model.h"
#include "print/simulator.h"

struct receipts {           /* zero-initialise */
	const char *folder; /* borrowed; NULL: nothing is saved */
	int saved;          /* papers of this simulator */
	int last_number;
};

/* Makes the folder if it is not there and looks at what is in it. */
MUST_CHECK enum err receipts_open(struct receipts *r, const char *folder, struct diag *d);
/* Saves the papers that came since the last call and tells their place on standard output. */
MUST_CHECK enum err receipts_save(struct receipts *r, const struct simulator *s,
	const struct printer_model *m, struct diag *d);
