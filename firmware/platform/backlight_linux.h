/* The light behind the screen: the kernel's /sys/class/backlight/NAME/brightness. */
#pragma once

#include "base/err.h"

/* folder: such as "/sys/class/backlight/intel_backlight"; NULL or "": the first one there is.
 * percent: 1 to 100 of the light's own greatest; never fully dark. ERR_MISSING: this screen has
 * none. ERR_IO: it may not be written (group video, a udev rule). */
MUST_CHECK enum err backlight_set(const char *folder, int percent, struct diag *d);
