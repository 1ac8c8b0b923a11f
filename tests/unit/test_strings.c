/* Which language a string comes back in, and values put into it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "content/strings.h"

#define FSI "\xE2\x81\xA8"
#define PDI "\xE2\x81\xA9"

/* Catalogues: Arabic has "Next" and "Ja", Swedish has "Next" and "Back". */
static const char *lookup(void *ctx, const char *lang, enum strings_domain domain,
	const char *context, const char *msgid)
{
	static const struct {
		const char *lang;
		enum strings_domain domain;
		const char *context, *msgid, *text;
	} entries[] = {
		{ "ar", STRINGS_KIOSK, NULL, "Next", "التالي" },
		{ "sv", STRINGS_KIOSK, NULL, "Next", "Nästa" },
		{ "sv", STRINGS_KIOSK, NULL, "Back", "Tillbaka" },
		{ "ar", STRINGS_GUIDES, NULL, "Ja", "نعم" },
		{ "ar", STRINGS_GUIDES, "verb", "Bo", "يسكن" },
	};
	(void)ctx;

	for (size_t i = 0; i < sizeof(entries) / sizeof(*entries); i++)
		if (strcmp(entries[i].lang, lang) == 0 && entries[i].domain == domain &&
			strcmp(entries[i].msgid, msgid) == 0 &&
			(context ? entries[i].context && !strcmp(context, entries[i].context)
				 : !entries[i].context))
			return entries[i].text;
	return NULL;
}

static const char *lookup_plural(void *ctx, const char *lang, enum strings_domain domain,
	const char *msgid, const char *msgid_plural, unsigned long n)
{
	(void)ctx;
	(void)domain;
	(void)msgid;
	(void)msgid_plural;
	if (strcmp(lang, "ar") == 0)
		return n == 2 ? "شيئان" : "أشياء";
	return NULL;
}

static const struct strings strings = { lookup, lookup_plural, NULL };

static void test_strings_get_falls_back_to_swedish_and_says_so(void **state)
{
	static const struct {
		const char *lang;
		enum strings_domain domain;
		const char *context, *msgid, *text, *in;
		bool is_translated;
	} cases[] = {
		{ "ar", STRINGS_KIOSK, NULL, "Next", "التالي", "ar", true },
		{ "ar", STRINGS_KIOSK, NULL, "Back", "Tillbaka", "sv", false },
		{ "ar", STRINGS_KIOSK, NULL, "Home", "Home", "en", false },
		{ "en", STRINGS_KIOSK, NULL, "Back", "Back", "en", true },
		{ "sv", STRINGS_KIOSK, NULL, "Back", "Tillbaka", "sv", true },
		{ "sv", STRINGS_KIOSK, NULL, "Home", "Home", "en", false },
		{ "ar", STRINGS_GUIDES, NULL, "Ja", "نعم", "ar", true },
		{ "ar", STRINGS_GUIDES, NULL, "Nej", "Nej", "sv", false },
		{ "en", STRINGS_GUIDES, NULL, "Nej", "Nej", "sv", false },
		{ "sv", STRINGS_GUIDES, NULL, "Nej", "Nej", "sv", true },
		{ "ar", STRINGS_GUIDES, "verb", "Bo", "يسكن", "ar", true },
		{ "ar", STRINGS_GUIDES, NULL, "Bo", "Bo", "sv", false },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct string_found f = strings_get(
			&strings, cases[i].lang, cases[i].domain, cases[i].context, cases[i].msgid);

		assert_string_equal(f.text, cases[i].text);
		assert_string_equal(f.lang_code, cases[i].in);
		assert_int_equal(f.is_translated, cases[i].is_translated);
	}
}

static void test_strings_get_plural_uses_the_source_forms(void **state)
{
	struct string_found f;
	(void)state;

	f = strings_get_plural(&strings, "ar", STRINGS_KIOSK, "one thing", "{n} things", 2);
	assert_string_equal(f.text, "شيئان");
	assert_true(f.is_translated);
	f = strings_get_plural(&strings, "en", STRINGS_KIOSK, "one thing", "{n} things", 1);
	assert_string_equal(f.text, "one thing");
	assert_true(f.is_translated);
	f = strings_get_plural(&strings, "uk", STRINGS_KIOSK, "one thing", "{n} things", 0);
	assert_string_equal(f.text, "{n} things");
	assert_string_equal(f.lang_code, "en");
	assert_false(f.is_translated);
}

static void test_strings_format_isolates_values(void **state)
{
	struct arena *a = arena_create(0);
	(void)state;

	assert_string_equal(strings_format(a, "Step {n} of {all}", "n", "2", "all", "5", NULL),
		"Step " FSI "2" PDI " of " FSI "5" PDI);
	assert_string_equal(strings_format(a, "{n}{n}", "n", "", NULL), FSI PDI FSI PDI);
	assert_string_equal(strings_format(a, "{m} {n", "n", "2", NULL), "{m} {n");
	assert_string_equal(strings_format(a, "{{n}}", "n", "{n}", NULL), "{" FSI "{n}" PDI "}");
	assert_string_equal(strings_format(a, "", NULL), "");
	arena_destroy(a);
}

static void test_strings_format_without_memory_is_null(void **state)
{
	struct arena *a = arena_create(16);
	(void)state;

	assert_null(strings_format(a, "a text longer than the arena {n}", "n", "2", NULL));
	arena_destroy(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strings_get_falls_back_to_swedish_and_says_so),
		cmocka_unit_test(test_strings_get_plural_uses_the_source_forms),
		cmocka_unit_test(test_strings_format_isolates_values),
		cmocka_unit_test(test_strings_format_without_memory_is_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
