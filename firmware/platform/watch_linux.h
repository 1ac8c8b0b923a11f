/* Tells that something in a folder, or below it, was written, moved or removed (inotify). Not
 * which: who asks reads it all anew. Belongs to the main thread. */
#pragma once

#include <stdbool.h>

#include "base/err.h"

struct watch; /* opaque, heap, owns its descriptor */

/* ERR_MISSING: there is no such folder. ERR_IO: the kernel refuses (too many watches). */
MUST_CHECK enum err watch_open(const char *folder, struct watch **watch_out, struct diag *d);
/* Only what is directly in the folder. */
MUST_CHECK enum err watch_open_flat(const char *folder, struct watch **watch_out, struct diag *d);
void watch_close(struct watch *w); /* NULL is fine */
/* Readable when there is news. */
int watch_fd(const struct watch *w);
/* Takes the news that are there, without waiting; true if there were any. */
bool watch_take(struct watch *w);
