#include "app/act_log.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/day.h"

#define MINUTE_MS 60000
#define DAY_MS 86400000
#define HEAD_BYTES 17 /* "2026-11-28 14:05 " */

/* The longest beginning that fits and does not end within a character. */
static void cut(char *line, size_t most)
{
	size_t size = strlen(line);

	if (size <= most)
		return;
	size = most;
	while (size && ((unsigned char)line[size] & 0xC0) == 0x80)
		size--;
	line[size] = '\0';
}

void act_line_write(char line_out[ACT_LINE_BYTES], const char *day, int64_t day_ms, const char *act,
	const char *detail)
{
	int minutes = (int)(day_ms >= 0 ? day_ms % DAY_MS / MINUTE_MS : 0);
	char line[2 * ACT_LINE_BYTES];
	bool has_detail = detail && *detail;

	snprintf(line, sizeof(line), "%.10s %02d:%02d %s%s%s", day, minutes / 60, minutes % 60, act,
		has_detail ? ": " : "", has_detail ? detail : "");
	for (char *c = line; *c; c++)
		if ((unsigned char)*c < ' ')
			*c = ' ';
	cut(line, ACT_LINE_BYTES - 1);
	memcpy(line_out, line, strlen(line) + 1);
}

void act_log_add(struct act_log *log, const char *line)
{
	if (log->count == ACT_LOG_LINES) {
		memmove(log->lines[0], log->lines[1], sizeof(log->lines) - sizeof(log->lines[0]));
		log->count--;
	}
	snprintf(log->lines[log->count++], ACT_LINE_BYTES, "%s", line);
}

static bool has_head(const char *line, size_t size)
{
	char day[11];
	int number;

	if (size <= HEAD_BYTES || line[10] != ' ' || line[13] != ':' || line[16] != ' ')
		return false;
	memcpy(day, line, 10);
	day[10] = '\0';
	return day_parse(day, &number);
}

void act_log_read(struct act_log *log, const char *text)
{
	while (*text) {
		size_t size = strcspn(text, "\n");
		char line[ACT_LINE_BYTES];

		if (size < sizeof(line) && has_head(text, size)) {
			memcpy(line, text, size);
			line[size] = '\0';
			act_log_add(log, line);
		}
		text += size + (text[size] == '\n');
	}
}

void act_log_write(const struct act_log *log, struct buf *out)
{
	for (int i = 0; i < log->count; i++)
		buf_printf(out, "%s\n", log->lines[i]);
}
