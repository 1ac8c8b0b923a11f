#include "app/screen_light_linux.h"

#include <stdio.h>

#include "platform/backlight_linux.h"
#include "platform/mixer_linux.h"

void screen_light_apply(const struct settings *s, char *light_out, size_t light_size,
	char *sound_out, size_t sound_size)
{
	enum err err = backlight_set(s->backlight, s->brightness, NULL);

	if (err == ERR_OK)
		snprintf(light_out, light_size, "%d procent.", s->brightness);
	else if (err == ERR_MISSING)
		snprintf(light_out, light_size,
			"Skärmen har inget ljus som programmet kan ändra. Använd dess egna "
			"knappar.");
	else
		snprintf(light_out, light_size,
			"Ljuset gick inte att ändra. Ring den som sköter "
			"kiosken.");
	err = mixer_set(s->volume, NULL);
	snprintf(sound_out, sound_size, "%s Inget i kiosken låter ännu.",
		err == ERR_OK        ? "Högtalaren är inställd."
		: err == ERR_MISSING ? "Inget ljudkort hittas."
				     : "Ljudstyrkan gick inte att ändra.");
}
