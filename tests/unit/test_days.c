/* A rule that changes on 1 December 2026, everywhere it is shown: the day before, the day, the day
 * after. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/content_fixture.h"
#include "app/list_code.h"
#include "app/receipt_from_checklist.h"
#include "ui/guide_pages.h"

static const char changed[] =
	"<section kind=\"cost\"><p valid-until=\"2026-11-30\">Avgift <fact ref=\"fee\"/>.</p>"
	"<p valid-from=\"2026-12-01\">Ny avgift <fact ref=\"fee\"/>.</p></section>"
	"<section kind=\"next\"><p valid-until=\"2026-11-30\">Vänta.</p></section>"
	"<step id=\"apply\" icon=\"x\"><title>Ansök</title><p>Fyll i.</p></step>"
	"<step id=\"old\" icon=\"x\" "
	"valid-until=\"2026-11-30\"><title>Gammal</title><p>g</p></step>"
	"<step id=\"new\" icon=\"x\" valid-from=\"2026-12-01\"><title>Ny</title><p>n</p></step>"
	"<doc id=\"paper\" icon=\"x\" term=\"papper\" valid-from=\"2026-12-01\">"
	"<text>Ett papper</text></doc>";

static const struct lang languages[] = { { .code = "sv", .icu_locale = "sv_SE" } };
static const struct lang_table langs = { languages, 1 };

static struct arena *arena;
static const struct content *content;
static const struct guide *card;

static const char *no_translation(void *ctx, const char *lang, enum strings_domain domain,
	const char *context, const char *msgid)
{
	(void)ctx;
	(void)lang;
	(void)domain;
	(void)context;
	(void)msgid;
	return NULL;
}

static const struct strings strings = { no_translation, NULL, NULL };

/* The changed guide "card", and a fee and a telephone that change on the same day. */
static int set_up(void **state)
{
	static const char *const guides[] = { "bank", "card", "number", "school" };
	static const char rest[] = " source=\"https://www.office.example\" checked=\"2026-11-02\" "
				   "check-by=\"2027-03-01\"/>";
	const char *xml, *at;
	struct content_loader *l;
	struct diag d = { 0 };
	(void)state;

	arena = arena_create(0);
	l = content_loader_create(arena);
	xml = fixture_read(arena, FIXTURE_CONTENT "/facts.xml", NULL);
	at = strstr(xml, "<fact id=\"tel-office\"");
	xml = arena_printf(arena,
		"%.*s<fact id=\"fee\" kind=\"amount\" value=\"500\" valid-from=\"2026-12-01\"%s"
		"<fact id=\"fee\" kind=\"amount\" value=\"400\" valid-until=\"2026-11-30\"%s"
		"<fact id=\"tel-office\" kind=\"phone\" value=\"111\" valid-until=\"2026-11-30\"%s"
		"<fact id=\"tel-office\" kind=\"phone\" value=\"222\" "
		"valid-from=\"2026-12-01\"%s%s",
		(int)(at - xml), xml, rest, rest, rest, rest, strstr(xml, "<fact id=\"weeks\""));
	fixture_add_stations(l, arena);
	assert_int_equal(content_add_facts(l, "facts.xml", xml, strlen(xml), &d), ERR_OK);
	xml = fixture_read(arena, FIXTURE_CONTENT "/questions.xml", NULL);
	assert_int_equal(content_add_questions(l, "questions.xml", xml, strlen(xml), &d), ERR_OK);
	for (size_t i = 0; i < sizeof(guides) / sizeof(*guides); i++) {
		xml = fixture_read(arena,
			arena_printf(arena, "%s/guides/%s.xml", FIXTURE_CONTENT, guides[i]), NULL);
		at = strcmp(guides[i], "card") == 0 ? strstr(xml, "<step") : NULL;
		if (at)
			xml = arena_printf(arena, "%.*s%s%s", (int)(at - xml), xml, changed,
				strstr(xml, "<source"));
		if (content_add_guide(l, guides[i], xml, strlen(xml), &d) != ERR_OK)
			fail_msg("%s", d.text);
	}
	if (content_finish_loading(l, &content, &d) != ERR_OK)
		fail_msg("%s", d.text);
	card = content_guide(content, "card");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static const struct {
	const char *today;
	bool is_new;
} days[] = { { "2026-11-30", false }, { "2026-12-01", true }, { "2026-12-02", true } };
#define DAYS (int)(sizeof(days) / sizeof(*days))

static void test_days_choose_pages(void **state)
{
	struct answers answers;
	(void)state;

	answers_clear(&answers);
	for (int i = 0; i < DAYS; i++) {
		const char *today = days[i].today;
		int last = guide_page_count(card, &answers, today) - 1;

		/* before: intro, two steps, cost, what comes next; then: intro, two steps, what to
		 * bring, cost */
		assert_int_equal(last, 4);
		assert_string_equal(guide_page_at(card, &answers, today, 2).step->id,
			days[i].is_new ? "new" : "old");
		assert_int_equal(guide_page_at(card, &answers, today, 3).kind,
			days[i].is_new ? PAGE_BRING : PAGE_PRACTICAL);
		assert_int_equal(guide_page_at(card, &answers, today, 4).kind,
			days[i].is_new ? PAGE_PRACTICAL : PAGE_AFTER);
	}
}

static bool has_line(const struct receipt *r, const char *text)
{
	for (int i = 0; i < r->line_count; i++)
		if (r->lines[i].text.utf8 && strstr(r->lines[i].text.utf8, text))
			return true;
	return false;
}

static void test_days_an_empty_list_is_no_paper(void **state)
{
	struct rich_context rich = { content, &strings, &langs, languages, days[0].today, NULL };
	const struct checklist empty = { .person_count = 1 };
	const struct receipt *receipt = NULL;
	(void)state;

	assert_int_equal(receipt_from_checklist(arena, &rich, &empty, "", &receipt), ERR_MISSING);
	assert_null(receipt);
}

static void test_days_choose_what_is_printed(void **state)
{
	struct answers answers;
	struct diag d = { 0 };
	(void)state;

	assert_int_equal(
		answers_parse(content, "permit=family,number=yes,child=no", &answers, &d), ERR_OK);
	for (int i = 0; i < DAYS; i++) {
		struct rich_context rich = { content, &strings, &langs, languages, days[i].today,
			NULL };
		const struct checklist *list;
		const struct receipt *receipt;
		bool is_new = days[i].is_new;

		assert_int_equal(
			checklist_create(arena, content, &answers, days[i].today, &list), ERR_OK);
		assert_ptr_equal(list->items[0].guide, card);
		assert_int_equal(list->items[0].step_count, 2);
		assert_string_equal(list->items[0].steps[1]->id, is_new ? "new" : "old");
		assert_int_equal(list->items[0].doc_count, is_new);
		assert_int_equal(receipt_from_checklist(arena, &rich, list, "", &receipt), ERR_OK);
		assert_int_equal(has_line(receipt, "Gammal"), !is_new);
		assert_int_equal(has_line(receipt, "Ny"), is_new);
		assert_int_equal(has_line(receipt, "Ett papper"), is_new);
		assert_int_equal(has_line(receipt, "Ny avgift"), is_new);
		assert_int_equal(has_line(receipt, "Avgift"), !is_new);
		assert_int_equal(has_line(receipt, "500"), is_new);
		assert_int_equal(has_line(receipt, "400"), !is_new);
		assert_int_equal(has_line(receipt, "222"), is_new);
		assert_int_equal(has_line(receipt, "111"), !is_new);
	}
}

/* The code for the phone is made from the same list: another day, another code. */
static void test_days_choose_the_code(void **state)
{
	const uint8_t *modules[DAYS];
	int sizes[DAYS];
	struct answers answers;
	(void)state;

	answers_clear(&answers);
	for (int i = 0; i < DAYS; i++) {
		struct rich_context rich = { content, &strings, &langs, languages, days[i].today,
			NULL };
		const struct checklist *list;

		assert_int_equal(
			checklist_create(arena, content, &answers, days[i].today, &list), ERR_OK);
		assert_int_equal(
			list_code_create(arena, &rich, list, &modules[i], &sizes[i]), ERR_OK);
	}
	assert_int_equal(sizes[1], sizes[2]);
	assert_memory_equal(modules[1], modules[2], (size_t)sizes[1] * (size_t)sizes[1]);
	assert_true(sizes[0] != sizes[1] ||
		    memcmp(modules[0], modules[1], (size_t)sizes[0] * (size_t)sizes[0]) != 0);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_days_choose_pages),
		T(test_days_choose_what_is_printed),
		T(test_days_an_empty_list_is_no_paper),
		T(test_days_choose_the_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
