#include "ui/text_size.h"

#include <string.h>

static const char *const names[TEXT_SIZES] = { "normal", "large", "largest" };

const char *text_size_name(enum text_size size)
{
	return names[size];
}

bool text_size_parse(const char *name, enum text_size *size_out)
{
	for (int i = 0; i < TEXT_SIZES; i++) {
		if (strcmp(name, names[i]) == 0) {
			*size_out = (enum text_size)i;
			return true;
		}
	}
	return false;
}
