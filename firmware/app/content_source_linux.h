/* Where the kiosk's content comes from: the store's good generation, the one before it if that is
 * damaged, or what was built in. Says when another one became good (inotify), and holds the shown
 * one so that nobody sweeps it away. Belongs to the main thread. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "ui/update_view.h"

struct content_source; /* opaque, heap */

enum content_offer { OFFER_CURRENT, OFFER_PREVIOUS, OFFER_BUILTIN, OFFERS };

/* Both strings are borrowed. Ends a trial that a cut left behind, unless somebody installs right
 * now. A store that cannot be opened is a line in the log: the built-in content is left. */
MUST_CHECK enum err content_source_create(
	const char *store, const char *builtin, struct content_source **source_out, struct diag *d);
void content_source_destroy(struct content_source *s); /* NULL is fine */

/* The folder to try, valid while it is shown or till the next offer; NULL: there is none there, it
 * is shown already, or it was refused. Files that are damaged on the disk refuse themselves. */
const char *content_source_offer(struct content_source *s, enum content_offer which);
/* What became of the last offer. */
void content_source_accept(struct content_source *s);
void content_source_refuse(struct content_source *s, const char *why);

int content_source_fd(const struct content_source *s); /* -1: nothing to wait for */
/* Something was written in the store since the last OFFER_CURRENT: look whether it is news. */
bool content_source_has_news(struct content_source *s);

/* The part of the staff's page about what is installed. */
void content_source_describe(struct content_source *s, struct ui_update *view);
const char *content_source_store(const struct content_source *s);
uint32_t content_source_generation(const struct content_source *s); /* shown; 0: the built-in */
/* Why the newest is not what is shown; "" if it is. */
const char *content_source_fault(const struct content_source *s);
