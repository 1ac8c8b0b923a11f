/* Whoever shows a generation holds it: sweeping the store leaves it alone, even when two installs
 * came in meanwhile. A shared lock on its folder, gone with the process. */
#pragma once

#include <stdbool.h>

/* A descriptor to close when the generation is no longer shown, -1 if it cannot be held. */
int hold_take(int folder, const char *path);
bool hold_is_taken(int folder, const char *path);
