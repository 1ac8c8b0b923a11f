/* Panel and printer profiles of the content folder. A name that is not there is answered with the
 * names that are. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "print/model.h"
#include "ui/panel.h"

/* DIR/panels/NAME.ini */
MUST_CHECK enum err profiles_read_panel(struct arena *a, const char *dir, const char *name,
	struct panel *panel_out, struct diag *d);
/* DIR/printers/NAME.ini */
MUST_CHECK enum err profiles_read_printer(struct arena *a, const char *dir, const char *name,
	struct printer_model *model_out, struct diag *d);
/* The profile in DIR/printers of the model that answers so to GS I. ERR_MISSING: none does. */
MUST_CHECK enum err profiles_find_printer(struct arena *a, const char *dir, const char *identity,
	struct printer_model *model_out, struct diag *d);
/* `number` of DIR/content.ini: which content this is, 0 to 511. 0 if there is no such file. */
MUST_CHECK enum err profiles_read_content_number(
	struct arena *a, const char *dir, int *number_out, struct diag *d);
