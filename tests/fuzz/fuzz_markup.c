/* Two lines: a source text and its translation, as a translator may send them. Checked, shown, and
 * also given to the parser of answers. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../support/content_fixture.h"
#include "base/utf8.h"
#include "checklist/checklist.h"
#include "content/rich.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *translation(void *ctx, const char *lang, enum strings_domain domain,
	const char *context, const char *msgid)
{
	(void)domain;
	(void)context;
	(void)msgid;
	return strcmp(lang, "ar") == 0 ? ctx : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct lang languages[] = { { .code = "sv", .icu_locale = "sv_SE" },
		{ .code = "ar", .icu_locale = "ar" } };
	static const struct lang_table langs = { languages, 2 };
	struct arena *a = arena_create(32u << 20);
	static struct arena *kept; /* read once, never freed */
	static const struct content *content;
	char *msgid = arena_copy(a, (const char *)data, size), *msgstr;
	struct diag d = { 0 }, d2 = { 0 };
	struct answers answers;
	struct rich_text r;
	enum err err;

	if (!kept) {
		kept = arena_create(0);
		content = fixture_content(kept);
	}
	if (!msgid)
		abort();
	msgstr = strchr(msgid, '\n');
	if (msgstr)
		*msgstr++ = '\0';
	else
		msgstr = msgid + strlen(msgid);
	err = rich_check_translation(msgid, msgstr, content, &d);
	{
		struct strings strings = { translation, NULL, msgstr };
		struct rich_context c = { content, &strings, &langs, &languages[1], "2027-04-01",
			NULL };

		r = rich_from_content(&c, a, (struct content_text){ .msgid = msgid });
	}
	/* What passes the check is shown in the translation's language, as valid UTF-8. */
	if (err == ERR_OK && (!r.is_translated || !utf8_is_valid(r.rich.utf8, r.rich.size, NULL)))
		abort();
	if (rich_check_interface(msgid, msgstr, &d2) != ERR_OK && !d2.text[0])
		abort();
	d = (struct diag){ 0 };
	if (answers_parse(content, msgid, &answers, &d) != ERR_OK && !d.text[0])
		abort();
	arena_destroy(a);
	return 0;
}
