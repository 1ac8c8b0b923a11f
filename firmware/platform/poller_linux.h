/* One thread that waits for a descriptor (the printer's) so that the main loop need not. It sleeps
 * until there is news, and the descriptor may be closed meanwhile: that takes effect at once. The
 * callback runs on that thread: it may only hand the news over (SDL_PushEvent). */
#pragma once

#include <stdbool.h>

#include "base/err.h"

struct poller; /* opaque, heap, owns the thread */

MUST_CHECK enum err poller_create(
	void (*wake)(void *ctx), void *ctx, struct poller **poller_out, struct diag *d);
/* Waits for the thread to end; NULL is fine. Does not close the watched descriptor. */
void poller_destroy(struct poller *p);
/* Watch fd once: after one call of `wake` nothing more comes until the next arm. fd -1 = nothing.
 * for_write: also when it takes bytes again. A descriptor that hangs up is looked at once a second
 * at most. */
void poller_arm(struct poller *p, int fd, bool for_write);
