/* The main loop: SDL's events -> messages, effects done, frames only when something changed. Sleeps
 * until an event, the app's or the printer's next moment, or midnight; it never polls. */
#pragma once

#include "app/kiosk_linux.h"
#include "ui/render_sdl.h"

/* Until the window is closed or the process is asked to end. fixed_date: --date was given, so
 * midnight changes nothing. */
MUST_CHECK enum err loop_run(struct kiosk *k, struct render *r, bool fixed_date, struct diag *d);
/* The out-of-order screen until the window is closed. */
MUST_CHECK enum err loop_run_out_of_order(struct render *r, struct diag *d);
