/* Catalogues through the real gettext: several languages at once, missing ones, damaged ones. */
#include <dlfcn.h>
#include <libintl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "content/catalogue_linux.h"
#include "content/mo.h"
#include "platform/files_linux.h"

static const struct lang languages[] = {
	{ .code = "sv", .order = 1 },
	{ .code = "en", .order = 2 },
	{ .code = "ar", .order = 3 },
	{ .code = "th", .order = 0 },
};
static const struct lang_table langs = { languages, 4 };

static struct arena *arena;
static const char *out; /* folder of this test's own */

/* gettext keeps what it has read by path, so every test has a folder of its own. */
static const char *folder(const char *name)
{
	return arena_printf(arena, "%s/%s", out, name);
}

static void run(const char *command)
{
	if (system(command) != 0)
		fail_msg("failed: %s", command);
}

static void compile(const char *content, const char *catalogue, const char *lang)
{
	run(arena_printf(arena, "mkdir -p %s/locale/%s/LC_MESSAGES", content, lang));
	run(arena_printf(arena,
		"msgfmt --no-hash -o %s/locale/%s/LC_MESSAGES/%s-%s.mo "
		"tests/fixtures/catalogues/%s-%s.po",
		content, lang, catalogue, lang, catalogue, lang));
}

static const char *compile_all(const char *name)
{
	const char *content = folder(name);

	compile(content, "kiosk", "sv");
	compile(content, "kiosk", "ar");
	compile(content, "guides", "ar");
	compile(content, "guides", "en");
	return content;
}

static struct catalogue *open_catalogue(const char *content)
{
	struct catalogue *c = NULL;
	struct diag d = { 0 };

	if (catalogue_open(content, &langs, &c, &d) != ERR_OK)
		fail_msg("%s", d.text);
	return c;
}

static const char *get(
	const struct catalogue *c, const char *lang, enum strings_domain domain, const char *msgid)
{
	return strings_get(catalogue_strings(c), lang, domain, NULL, msgid).text;
}

static int set_up(void **state)
{
	const char *build = getenv("KIOSK_OUT");
	(void)state;

	arena = arena_create(0);
	out = arena_printf(arena, "%s/test-catalogue", build ? build : "build");
	run(arena_printf(arena, "rm -rf %s && mkdir -p %s", out, out));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static void test_catalogue_has_every_language_at_once(void **state)
{
	struct catalogue *c = open_catalogue(compile_all("whole"));
	struct string_found f;
	(void)state;

	assert_string_equal(get(c, "ar", STRINGS_KIOSK, "Next"), "التالي");
	assert_string_equal(get(c, "sv", STRINGS_KIOSK, "Next"), "Nästa");
	assert_string_equal(get(c, "en", STRINGS_KIOSK, "Next"), "Next");
	assert_string_equal(get(c, "ar", STRINGS_KIOSK, "Print"), "طباعة");
	assert_string_equal(get(c, "ar", STRINGS_GUIDES, "Print"), "من الأدلة");
	assert_string_equal(get(c, "ar", STRINGS_GUIDES, "Få ett <sv>nummer</sv>"),
		"احصل على رقم (<sv>nummer</sv>)");
	f = strings_get(catalogue_strings(c), "ar", STRINGS_KIOSK, "place", "Home");
	assert_string_equal(f.text, "البيت");
	f = strings_get(catalogue_strings(c), "ar", STRINGS_KIOSK, "screen", "Home");
	assert_string_equal(f.text, "البداية");
	f = strings_get(catalogue_strings(c), "ar", STRINGS_KIOSK, "nowhere", "Home");
	assert_string_equal(f.text, "Home");
	assert_false(f.is_translated);
	assert_int_equal(catalogue_fault_count(c), 0);
	assert_true(catalogue_has(c, "ar", STRINGS_GUIDES));
	assert_true(catalogue_has(c, "sv", STRINGS_GUIDES));
	assert_false(catalogue_has(c, "th", STRINGS_GUIDES));
	assert_false(catalogue_has(c, "xx", STRINGS_KIOSK));
	catalogue_close(c);
}

static void test_catalogue_fuzzy_and_untranslated_are_swedish(void **state)
{
	struct catalogue *c = open_catalogue(compile_all("fuzzy"));
	struct string_found f;
	(void)state;

	f = strings_get(catalogue_strings(c), "ar", STRINGS_KIOSK, NULL, "Fuzzy");
	assert_string_equal(f.text, "Suddig");
	assert_string_equal(f.lang_code, "sv");
	assert_false(f.is_translated);
	f = strings_get(catalogue_strings(c), "ar", STRINGS_KIOSK, NULL, "Untranslated");
	assert_string_equal(f.lang_code, "en");
	/* "" would be the catalogue's header */
	assert_string_equal(get(c, "ar", STRINGS_KIOSK, ""), "");
	catalogue_close(c);
}

static void test_catalogue_plural_forms(void **state)
{
	static const struct {
		const char *lang;
		unsigned long n;
		const char *text;
	} cases[] = {
		{ "ar", 1, "ثانية واحدة {n}" },
		{ "ar", 2, "ثانيتان {n}" },
		{ "ar", 7, "{n} ثوان" },
		{ "ar", 111, "{n} ثانية " },
		{ "sv", 1, "{n} sekund" },
		{ "sv", 0, "{n} sekunder" },
		{ "en", 1, "{n} second" },
		{ "en", 2, "{n} seconds" },
		{ "th", 2, "{n} sekunder" },
	};
	struct catalogue *c = open_catalogue(compile_all("plural"));
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(strings_get_plural(catalogue_strings(c), cases[i].lang,
					    STRINGS_KIOSK, "{n} second", "{n} seconds", cases[i].n)
					    .text,
			cases[i].text);
	catalogue_close(c);
}

static void test_catalogue_missing_is_a_sentence_and_swedish(void **state)
{
	const char *content = folder("missing");
	struct catalogue *c;
	(void)state;

	compile(content, "kiosk", "sv");
	compile(content, "kiosk", "ar");
	compile(content, "guides", "en");
	c = open_catalogue(content);
	assert_int_equal(catalogue_fault_count(c), 1);
	assert_non_null(strstr(catalogue_fault(c, 0),
		"/missing/locale/ar/LC_MESSAGES/guides-ar.mo: cannot open: No such file or "
		"directory; "
		"until then the texts in \"ar\" are shown in Swedish"));
	assert_string_equal(
		get(c, "ar", STRINGS_GUIDES, "Få ett <sv>nummer</sv>"), "Få ett <sv>nummer</sv>");
	assert_string_equal(get(c, "ar", STRINGS_KIOSK, "Next"), "التالي");
	catalogue_close(c);
}

static bool gettext_is_deaf;

/* Stands before the C library's: a gettext that translates nothing, as in the locale "C". */
char *dcgettext(const char *domain, const char *msgid, int category)
{
	char *(*real)(const char *, const char *, int);

	if (gettext_is_deaf)
		return (char *)(uintptr_t)msgid;
	*(void **)&real = dlsym(RTLD_NEXT, "dcgettext");
	return real(domain, msgid, category);
}

static void test_catalogue_without_gettext_is_loud(void **state)
{
	const char *content = compile_all("deaf");
	struct catalogue *c = NULL;
	struct diag d = { 0 };
	(void)state;

	gettext_is_deaf = true;
	assert_int_equal(catalogue_open(content, &langs, &c, &d), ERR_UNSUPPORTED);
	gettext_is_deaf = false;
	assert_null(c);
	assert_non_null(strstr(d.text, "gettext does not translate \""));
	assert_non_null(strstr(d.text, "generate one of them"));
}

static void test_catalogue_without_folder_is_refused(void **state)
{
	struct catalogue *c = NULL;
	struct diag d = { 0 };
	(void)state;

	assert_int_equal(catalogue_open(folder("nowhere"), &langs, &c, &d), ERR_MISSING);
	assert_non_null(strstr(d.text, "/nowhere: cannot open the content folder"));
	assert_null(c);
}

/* A second generation of content in another folder answers with its own texts. */
static void test_catalogue_new_folder_has_new_texts(void **state)
{
	const char *first = compile_all("generation-1"), *second = folder("generation-2");
	struct catalogue *c = open_catalogue(first);
	(void)state;

	assert_string_equal(get(c, "ar", STRINGS_KIOSK, "Next"), "التالي");
	catalogue_close(c);
	compile(second, "kiosk", "sv");
	run(arena_printf(arena,
		"mkdir -p %s/locale/ar/LC_MESSAGES && sed s/التالي/القادم/ "
		"tests/fixtures/catalogues/kiosk-ar.po | msgfmt --no-hash -o "
		"%s/locale/ar/LC_MESSAGES/kiosk-ar.mo -",
		second, second));
	c = open_catalogue(second);
	assert_string_equal(get(c, "ar", STRINGS_KIOSK, "Next"), "القادم");
	catalogue_close(c);
}

static uint32_t random_next(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* Every lookup there is, so that gettext goes through the whole file. */
static void look_everything_up(const struct catalogue *c)
{
	static const char *const msgids[] = { "Next", "Print", "Fuzzy", "Untranslated", "Home", "",
		"zzz", "{n} second" };

	for (size_t i = 0; i < sizeof(msgids) / sizeof(*msgids); i++)
		assert_non_null(get(c, "ar", STRINGS_KIOSK, msgids[i]));
	for (unsigned long n = 0; n < 120; n += 7)
		assert_non_null(strings_get_plural(
			catalogue_strings(c), "ar", STRINGS_KIOSK, "{n} second", "{n} seconds", n)
					.text);
}

/* glibc 2.36 crashed on about one in six of such files. Those that pass the check must be harmless,
 * the others must give a sentence with the file's name. */
static void test_catalogue_damaged_never_crashes(void **state)
{
	const char *whole = folder("to-damage");
	struct diag d = { 0 };
	uint32_t seed = 20261122;
	int refused = 0, i;
	size_t size;
	char *bytes;
	(void)state;

	compile(whole, "kiosk", "ar");
	assert_int_equal(
		file_read(arena, arena_printf(arena, "%s/locale/ar/LC_MESSAGES/kiosk-ar.mo", whole),
			FILE_TEXT_MAX, &bytes, &size, &d),
		ERR_OK);
	for (i = 0; i < 200; i++) {
		const char *content = arena_printf(arena, "%s/damaged-%d", out, i);
		const char *dir = arena_printf(arena, "%s/locale/ar/LC_MESSAGES", content);
		char *copy = arena_copy(arena, bytes, size);
		size_t kept = i % 10 == 9 ? random_next(&seed) % size : size;
		struct catalogue *c;
		int changes = 1 + i % 4, faults;

		/* half of them in the header and the tables, where damage hurts */
		while (changes--)
			copy[random_next(&seed) % (i % 2 ? size : 160)] = (char)random_next(&seed);
		run(arena_printf(arena, "mkdir -p %s", dir));
		if (file_write(arena_printf(arena, "%s/kiosk-ar.mo", dir), copy, kept, &d) !=
			ERR_OK)
			fail_msg("%s", d.text);
		c = open_catalogue(content);
		faults = catalogue_fault_count(c);
		look_everything_up(c);
		if (!catalogue_has(c, "ar", STRINGS_KIOSK)) {
			assert_non_null(strstr(
				catalogue_fault(c, faults - 2), "LC_MESSAGES/kiosk-ar.mo: "));
			refused++;
		}
		catalogue_close(c);
	}
	assert_true(refused > 60);
	assert_true(refused < 200);
}

static void test_catalogue_with_hash_table_is_refused(void **state)
{
	const char *content = folder("hash");
	struct catalogue *c;
	(void)state;

	compile(content, "kiosk", "sv");
	compile(content, "guides", "ar");
	compile(content, "guides", "en");
	run(arena_printf(arena,
		"msgfmt -o %s/locale/ar/LC_MESSAGES/kiosk-ar.mo "
		"tests/fixtures/catalogues/kiosk-ar.po",
		content));
	c = open_catalogue(content);
	assert_int_equal(catalogue_fault_count(c), 1);
	assert_non_null(strstr(catalogue_fault(c, 0),
		"kiosk-ar.mo: has a hash table; compile it with msgfmt --no-hash"));
	catalogue_close(c);
}

static void test_mo_plural_rules_that_would_crash_are_refused(void **state)
{
	static const struct {
		const char *rule;
		bool is_accepted;
	} cases[] = {
		{ "nplurals=2; plural=n != 1;", true },
		{ "nplurals=2; plural=n % 10 != 1;", true },
		{ "nplurals=2; plural=n % 0;", false },
		{ "nplurals=2; plural=n % n;", false },
		{ "nplurals=2; plural=n / 2;", false },
		{ "nplurals=2; plural=((((((((((((((((((((((n))))))))))))))))))))));", false },
		{ "nplurals=7; plural=n;", false },
		{ "nplurals=2; plural=;", false },
		{ "nplurals=2;", false },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *path = arena_printf(arena, "%s/plural-%zu.mo", out, i);
		const char *po = arena_printf(arena, "%s/plural.po", out);
		const char *text = arena_printf(arena,
			"msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
			"\"Plural-Forms: %s\\n\"\n\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] "
			"\"x\"\nmsgstr[1] \"y\"\n",
			cases[i].rule);
		struct diag d = { 0 };
		struct mo mo;
		char *bytes;
		size_t size;

		assert_int_equal(file_write(po, text, strlen(text), &d), ERR_OK);
		run(arena_printf(arena, "msgfmt --no-hash -o %s %s 2>/dev/null", path, po));
		assert_int_equal(file_read(arena, path, FILE_TEXT_MAX, &bytes, &size, &d), ERR_OK);
		assert_int_equal(
			mo_open(&mo, path, bytes, size, &d) == ERR_OK, cases[i].is_accepted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_catalogue_has_every_language_at_once),
		cmocka_unit_test(test_catalogue_fuzzy_and_untranslated_are_swedish),
		cmocka_unit_test(test_catalogue_plural_forms),
		cmocka_unit_test(test_catalogue_missing_is_a_sentence_and_swedish),
		cmocka_unit_test(test_catalogue_without_gettext_is_loud),
		cmocka_unit_test(test_catalogue_without_folder_is_refused),
		cmocka_unit_test(test_catalogue_new_folder_has_new_texts),
		cmocka_unit_test(test_catalogue_damaged_never_crashes),
		cmocka_unit_test(test_catalogue_with_hash_table_is_refused),
		cmocka_unit_test(test_mo_plural_rules_that_would_crash_are_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
