/* Log lines to standard error: `level module key=value ...`. Rate-limited to LOG_LINES_PER_SECOND.
 * Never what a visitor chose, read or printed. */
#pragma once

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };
#define LOG_LINES_PER_SECOND 50

void log_set_level(enum log_level level); /* default LOG_INFO */
__attribute__((format(printf, 3, 4))) void log_line(
	enum log_level level, const char *module, const char *format, ...);
