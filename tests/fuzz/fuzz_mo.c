/* A compiled catalogue from anywhere: refused with a sentence, or every string of it can be read.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "content/mo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mo mo;
	struct diag d = { 0 };
	size_t total = 0;

	if (mo_open(&mo, "in.mo", data, size, &d) != ERR_OK) {
		if (strncmp(d.text, "in.mo: ", 7) != 0)
			abort();
		return 0;
	}
	for (uint32_t i = 0; i < mo.count; i++) {
		struct mo_entry e = mo_entry(&mo, i);

		total += strlen(e.msgid) + (e.msgid_plural ? strlen(e.msgid_plural) : 0);
		if (!e.form_count || (e.msgid_plural && i && e.form_count != mo.forms))
			abort();
		for (int form = 0; form < e.form_count; form++)
			total += strlen(e.form[form]);
	}
	/* Strings may overlap in a file made by hand, so only each one is bounded. */
	return total > (size_t)mo.count * 4 * (size + 1) ? -1 : 0;
}
