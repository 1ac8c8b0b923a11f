/* The screen's light and the loudspeaker as the settings want them. */
#pragma once

#include <stddef.h>

#include "app/settings.h"

/* Sets both and writes what they say, in Swedish, for staff. What cannot be set is said there and
 * nowhere else: a screen without a light that can be dimmed is no fault. */
void screen_light_apply(const struct settings *s, char *light_out, size_t light_size,
	char *sound_out, size_t sound_size);
