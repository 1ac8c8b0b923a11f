#include "platform/mixer_linux.h"

#include <alsa/asoundlib.h>

/* What a card calls its main control; the first it has is turned. */
static const char *const controls[] = { "Master", "PCM", "Speaker", "Headphone", "Digital" };

/* ALSA writes to standard error what the caller says in its own words. */
__attribute__((format(printf, 5, 6))) static void say_nothing(
	const char *file, int line, const char *function, int err, const char *format, ...)
{
	(void)file;
	(void)line;
	(void)function;
	(void)err;
	(void)format;
}

static snd_mixer_elem_t *find_control(snd_mixer_t *mixer)
{
	snd_mixer_selem_id_t *id;
	snd_mixer_elem_t *found = NULL;

	if (snd_mixer_selem_id_malloc(&id) < 0)
		return NULL;
	for (size_t i = 0; !found && i < sizeof(controls) / sizeof(*controls); i++) {
		snd_mixer_selem_id_set_index(id, 0);
		snd_mixer_selem_id_set_name(id, controls[i]);
		found = snd_mixer_find_selem(mixer, id);
		if (found && !snd_mixer_selem_has_playback_volume(found))
			found = NULL;
	}
	snd_mixer_selem_id_free(id);
	return found;
}

static enum err turn(snd_mixer_t *mixer, int percent, struct diag *d)
{
	snd_mixer_elem_t *control = find_control(mixer);
	long least, most;

	if (!control || snd_mixer_selem_get_playback_volume_range(control, &least, &most) < 0)
		return diag_fail(d, ERR_UNSUPPORTED, "the sound card has no volume to turn");
	if (snd_mixer_selem_set_playback_volume_all(
		    control, least + (most - least) * percent / 100) < 0)
		return diag_fail(d, ERR_IO, "the sound card does not take a volume");
	if (snd_mixer_selem_has_playback_switch(control))
		snd_mixer_selem_set_playback_switch_all(control, percent > 0);
	return ERR_OK;
}

enum err mixer_set(int percent, struct diag *d)
{
	snd_mixer_t *mixer;
	enum err err = ERR_MISSING;
	int card = -1;

	if (snd_card_next(&card) < 0 || card < 0)
		return diag_fail(d, ERR_MISSING, "there is no sound card");
	snd_lib_error_set_handler(say_nothing);
	if (snd_mixer_open(&mixer, 0) < 0)
		return diag_fail(d, ERR_MEMORY, "no memory for the mixer");
	if (snd_mixer_attach(mixer, "default") >= 0 &&
		snd_mixer_selem_register(mixer, NULL, NULL) >= 0 && snd_mixer_load(mixer) >= 0)
		err = turn(mixer, percent, d);
	else
		diag_fail(d, err, "there is no sound card");
	snd_mixer_close(mixer);
	snd_config_update_free_global();
	return err;
}
