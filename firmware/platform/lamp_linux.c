#include "platform/lamp_linux.h"

#include <errno.h>
#include <gpiod.h>
#include <stdlib.h>
#include <string.h>

struct lamp {
	struct gpiod_chip *chip;
	struct gpiod_line *line; /* of the chip */
};

enum err lamp_open(
	const char *chip, unsigned line, bool is_active_low, struct lamp **lamp_out, struct diag *d)
{
	struct lamp *lamp = calloc(1, sizeof(*lamp));
	int flags = is_active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0;

	*lamp_out = NULL;
	if (!lamp)
		return diag_fail(d, ERR_MEMORY, "%s: no memory", chip);
	lamp->chip = gpiod_chip_open_by_name(chip);
	lamp->line = lamp->chip ? gpiod_chip_get_line(lamp->chip, line) : NULL;
	if (!lamp->line || gpiod_line_request_output_flags(lamp->line, "kiosk", flags, 0) < 0) {
		diag_fail(d, ERR_IO, "%s line %u: %s; the call's lamp stays dark", chip, line,
			strerror(errno));
		if (lamp->chip)
			gpiod_chip_close(lamp->chip);
		free(lamp);
		return ERR_IO;
	}
	*lamp_out = lamp;
	return ERR_OK;
}

enum err lamp_set(struct lamp *lamp, bool is_on, struct diag *d)
{
	return gpiod_line_set_value(lamp->line, is_on) == 0
		       ? ERR_OK
		       : diag_fail(d, ERR_IO, "the call's lamp: %s", strerror(errno));
}

void lamp_close(struct lamp *lamp)
{
	if (!lamp)
		return;
	(void)!gpiod_line_set_value(lamp->line, 0);
	gpiod_chip_close(lamp->chip); /* releases the line */
	free(lamp);
}
