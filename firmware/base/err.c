#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

enum err diag_fail(struct diag *d, enum err err, const char *format, ...)
{
	va_list args;

	if (!d || d->text[0])
		return err;
	va_start(args, format);
	vsnprintf(d->text, sizeof(d->text), format, args);
	va_end(args);
	return err;
}

const char *err_name(enum err err)
{
	switch (err) {
	case ERR_OK:
		return "ok";
	case ERR_MEMORY:
		return "memory";
	case ERR_IO:
		return "io";
	case ERR_MISSING:
		return "missing";
	case ERR_SYNTAX:
		return "syntax";
	case ERR_RANGE:
		return "range";
	case ERR_UNSUPPORTED:
		return "unsupported";
	case ERR_BUSY:
		return "busy";
	case ERR_GONE:
		return "gone";
	}
	return "unknown";
}
