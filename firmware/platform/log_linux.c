#include "platform/log_linux.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

static enum log_level threshold = LOG_INFO;

void log_set_level(enum log_level level)
{
	threshold = level;
}

void log_line(enum log_level level, const char *module, const char *format, ...)
{
	static const char *const names[] = { "error", "warning", "info", "debug" };
	static time_t second;
	static int lines;
	struct timespec now;
	char text[1024];
	va_list args;

	if (level > threshold)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec != second) {
		if (lines > LOG_LINES_PER_SECOND)
			fprintf(stderr, "warning log suppressed=%d\n",
				lines - LOG_LINES_PER_SECOND);
		second = now.tv_sec;
		lines = 0;
	}
	if (++lines > LOG_LINES_PER_SECOND)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	fprintf(stderr, "%s %s %s\n", names[level], module, text);
}
