/* Printer profiles with any content: a model within its limits, or a sentence. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "print/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *a = arena_create(1 << 20);
	char *text = a ? arena_copy(a, (const char *)bytes, size) : NULL;
	struct printer_model m;
	struct diag d = { 0 };

	if (text && model_parse(a, "x.ini", text, &m, &d) == ERR_OK) {
		if (m.dots < 128 || m.dots > MODEL_DOTS_MAX || m.band_rows < 24 || !m.name ||
			!m.title)
			abort();
	} else if (text && !d.text[0]) {
		abort(); /* refused without a word */
	}
	arena_destroy(a);
	return 0;
}
