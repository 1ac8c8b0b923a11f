/* The main loop: SDL's events -> messages, effects done, frames only when something changed. Sleeps
 * until an event, the app's or the printer's next moment, or midnight; it never polls. */
#pragma once

#include "app/kiosk_linux.h"
#include "platform/watch_linux.h"
#include "ui/render_sdl.h"

struct loop_options {
	bool fixed_date;     /* --date was given: midnight changes nothing */
	struct watch *watch; /* of the content folder, borrowed; NULL: it is read once */
};

/* Until the window is closed or the process is asked to end. *k may become another kiosk
 * (kiosk_reload): what is written in the watched folder is shown at once, in the same place. */
MUST_CHECK enum err loop_run(
	struct kiosk **k, struct render *r, const struct loop_options *options, struct diag *d);
/* The out-of-order screen until the window is closed. */
MUST_CHECK enum err loop_run_out_of_order(struct render *r, struct diag *d);
