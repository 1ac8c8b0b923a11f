/* The loudspeaker's volume, by ALSA's mixer. */
#pragma once

#include "base/err.h"

/* Sets the playback volume of the first sound card's main control. percent: 0 (muted) to 100.
 * ERR_MISSING: there is no sound card. ERR_UNSUPPORTED: it has nothing to turn. */
MUST_CHECK enum err mixer_set(int percent, struct diag *d);
