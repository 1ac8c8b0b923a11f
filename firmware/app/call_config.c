#include "app/call_config.h"

#include <stdlib.h>
#include <string.h>

#define LINE_MAX_NUMBER 1023

static bool read_line(const char *text, unsigned *line, const char **rest)
{
	char *end;
	long number = strtol(text, &end, 10);

	*rest = end;
	*line = (unsigned)number;
	return *text >= '0' && *text <= '9' && number <= LINE_MAX_NUMBER;
}

enum err call_gpio_parse(
	struct arena *a, const char *name, const char *text, struct call_gpio *out, struct diag *d)
{
	size_t chip = strcspn(text, ":");
	const char *rest = "";

	*out = (struct call_gpio){ .chip = NULL };
	if (!*text)
		return ERR_OK;
	if (strncmp(text, "gpiochip", 8) != 0 || text[chip] != ':' || memchr(text, '/', chip) ||
		!read_line(text + chip + 1, &out->line, &rest) ||
		(*rest && strcmp(rest, ":low") != 0))
		return diag_fail(d, ERR_SYNTAX,
			"%s: \"%.60s\" is no line; give CHIP:LINE such as gpiochip0:17, with :low "
			"if the lamp shines when the line is low",
			name, text);
	out->is_active_low = *rest != '\0';
	out->chip = arena_printf(a, "%.*s", (int)chip, text);
	return out->chip ? ERR_OK : diag_fail(d, ERR_MEMORY, "%s: no memory", name);
}

enum err call_command_parse(struct arena *a, const char *name, const char *text,
	const char *argv_out[CALL_WORDS_MAX + 1], struct diag *d)
{
	char *copy = arena_strdup(a, text), *rest = NULL;
	int count = 0;

	argv_out[0] = NULL;
	if (!copy)
		return diag_fail(d, ERR_MEMORY, "%s: no memory", name);
	for (char *word = strtok_r(copy, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
		if (count == CALL_WORDS_MAX)
			return diag_fail(
				d, ERR_RANGE, "%s: has more than %d words", name, CALL_WORDS_MAX);
		argv_out[count++] = word;
	}
	argv_out[count] = NULL;
	if (count && argv_out[0][0] != '/')
		return diag_fail(d, ERR_SYNTAX,
			"%s: \"%.60s\" is no whole path; begin with /, such as /usr/bin/notify",
			name, argv_out[0]);
	return ERR_OK;
}
