/* Which printer is it? Where the operator has named no model, the printer is asked (GS I), and the
 * profile of that model takes the place of the generic one. */
#pragma once

#include "app/kiosk_linux.h"

/* Before the printer gets its port: asks, unless the operator knows better. */
void printer_identity_ask(struct kiosk *k);
/* With each report: takes over the profile of what was answered, between jobs. */
void printer_identity_take(struct kiosk *k, const struct print_report *now, int64_t now_ms);
