/* The index: which letter a topic stands under in each script, and in which order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/content_fixture.h"
#include "content/find.h"

static const struct lang languages[] = {
	{ .code = "sv", .icu_locale = "sv_SE", .direction = TEXT_LTR },
	{ .code = "ar", .icu_locale = "ar", .direction = TEXT_RTL },
	{ .code = "th", .icu_locale = "th" },
	{ .code = "ti", .icu_locale = "ti" },
	{ .code = "uk", .icu_locale = "uk" },
	{ .code = "ps", .icu_locale = "ps", .direction = TEXT_RTL },
	{ .code = "tr", .icu_locale = "tr" },
	{ .code = "pl", .icu_locale = "pl" },
};
static const struct lang_table langs = { languages, sizeof(languages) / sizeof(*languages) };

/* The names of the four guides of the fixture, in the content's order, in each language. */
struct names {
	const char *lang;
	const char *name[4];
	const char *letters;  /* of the index, " " between */
	const char *in_order; /* the names, " " between */
};

static const struct names cases[] = {
	{ "sv", { "Ändra", "Åka", "Zon", "Öppna" }, "Z Å Ä Ö", "Zon Åka Ändra Öppna" },
	{ "sv", { "bank", "Bo", "Éva", "id-kort" }, "B E I", "bank Bo Éva id-kort" },
	{ "ar", { "بنك", "إقامة", "بطاقة", "سكن" }, "ا ب س", "إقامة بطاقة بنك سكن" },
	/* A vowel written before its consonant is read after it. */
	{ "th", { "เงิน", "บัตร", "แพทย์", "งาน" }, "ง บ พ", "งาน เงิน บัตร แพทย์" },
	{ "ti", { "ስራሕ", "ሀገር", "ባንክ", "ስደት" }, "ሀ ሰ በ", "ሀገር ስራሕ ስደት ባንክ" },
	{ "uk", { "Їжа", "Банк", "Ґанок", "Готель" }, "Б Г Ґ Ї", "Банк Готель Ґанок Їжа" },
	/* A Swedish name among the others stands under its own letter. */
	{ "ar", { "بنك", "sfi", "سكن", "Sjuk" }, "ب س S", NULL },
	{ "tr", { "ışık", "iş", "Çocuk", "Cüzdan" }, "C Ç I İ", "Cüzdan Çocuk ışık iş" },
	{ "pl", { "Łódź", "Lato", "żona", "Zima" }, "L Ł Z Ż", "Lato Łódź Zima żona" },
	{ "ps", { "ښوونځی", "بانک", "کور", "کار" }, "ب ښ ک", NULL },
};

static const struct names *now;
static const char *const swedish_names[] = { "Ett", "Två", "Tre", "Fyra" };

static const char *translate(void *ctx, const char *lang, enum strings_domain domain,
	const char *context, const char *msgid)
{
	(void)ctx, (void)lang, (void)context;
	for (int i = 0; domain == STRINGS_GUIDES && i < 4; i++)
		if (strcmp(msgid, swedish_names[i]) == 0)
			return now->name[i];
	return NULL;
}

static const struct strings strings = { translate, NULL, NULL };

static const struct content *content_with_names(struct arena *a, struct guide guides[4])
{
	static const char *const papers[] = { "UT-kort", "årsbesked", "anmälan" };
	static const struct guide *list[4];
	struct content *c = arena_alloc(a, sizeof(*c));

	memset(guides, 0, 4 * sizeof(*guides));
	for (int i = 0; i < 4; i++) {
		guides[i].id = swedish_names[i];
		guides[i].name.msgid = swedish_names[i];
		list[i] = &guides[i];
	}
	guides[1].papers = papers;
	guides[1].paper_count = 3;
	c->guides = list;
	c->guide_count = 4;
	return c;
}

static const char *joined(struct arena *a, const char *so_far, const char *word)
{
	return arena_printf(a, "%s%s%s", so_far, *so_far ? " " : "", word);
}

static void test_find_letters_and_order_of_each_script(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *a = arena_create(0);
		struct guide guides[4];
		struct rich_context rich = { content_with_names(a, guides), &strings, &langs,
			lang_find(&langs, cases[i].lang), "2026-11-22", NULL };
		const struct find_index *index;
		const char *letters = "", *names = "";

		now = &cases[i];
		assert_int_equal(find_index_create(a, &rich, FIND_NAMES, &index), ERR_OK);
		for (int k = 0; k < index->letter_count; k++)
			letters = joined(a, letters, index->letters[k]);
		assert_int_equal(index->entry_count, 4);
		for (int k = 0; k < index->entry_count; k++) {
			names = joined(a, names, index->entries[k].label.rich.utf8);
			assert_in_range(index->entries[k].letter, 0, index->letter_count - 1);
			assert_true(!k || index->entries[k].letter >= index->entries[k - 1].letter);
		}
		assert_string_equal(letters, cases[i].letters);
		if (cases[i].in_order)
			assert_string_equal(names, cases[i].in_order);
		arena_destroy(a);
	}
}

static void test_find_papers_are_swedish_for_everyone(void **state)
{
	struct arena *a = arena_create(0);
	struct guide guides[4];
	struct rich_context rich = { content_with_names(a, guides), &strings, &langs,
		lang_find(&langs, "ar"), "2026-11-22", NULL };
	const struct find_index *index;
	(void)state;

	now = &cases[2];
	assert_int_equal(find_index_create(a, &rich, FIND_PAPERS, &index), ERR_OK);
	assert_ptr_equal(index->lang, &languages[0]);
	assert_int_equal(index->entry_count, 3);
	assert_int_equal(index->letter_count, 3);
	assert_string_equal(index->entries[0].label.rich.utf8, "anmälan");
	assert_string_equal(index->letters[2], "Å");
	for (int i = 0; i < 3; i++)
		assert_int_equal(index->entries[i].guide, 1);
	arena_destroy(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find_letters_and_order_of_each_script),
		cmocka_unit_test(test_find_papers_are_swedish_for_everyone),
	};

	return cmocka_run_group_tests_name("find", tests, NULL, NULL);
}
