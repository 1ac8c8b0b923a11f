/* Answers to a list: order, waiting, which questions are worth asking, and the text form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/content_fixture.h"
#include "checklist/checklist.h"

static struct arena *arena;
static const struct content *content;
static const char *today = "2026-11-22";

static int set_up(void **state)
{
	(void)state;
	arena = arena_create(0);
	content = fixture_content(arena);
	today = "2026-11-22";
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static struct answers parse(const char *text)
{
	struct answers answers;
	struct diag d = { 0 };

	if (answers_parse(content, text, &answers, &d) != ERR_OK)
		fail_msg("%s", d.text);
	return answers;
}

/* "number+wait(go work|passport contract) ..." : ? = maybe, steps | docs. */
static const char *describe(const char *text)
{
	struct answers answers = parse(text);
	const struct checklist *list;
	const char *s = "";
	int i, j;

	assert_int_equal(checklist_create(arena, content, &answers, today, &list), ERR_OK);
	for (i = 0; i < list->item_count; i++) {
		const struct checklist_item *item = &list->items[i];

		s = arena_printf(arena, "%s%s%s%s%s(", s, i ? " " : "", item->guide->id,
			item->applies == RULE_MAYBE ? "?" : "", item->must_wait ? "+wait" : "");
		for (j = 0; j < item->step_count; j++)
			s = arena_printf(arena, "%s%s%s", s, j ? " " : "", item->steps[j]->id);
		s = arena_printf(arena, "%s|", s);
		for (j = 0; j < item->doc_count; j++)
			s = arena_printf(arena, "%s%s%s", s, j ? " " : "", item->docs[j]->id);
		s = arena_printf(arena, "%s)", s);
	}
	return s;
}

static void test_checklist_order_waiting_and_maybe(void **state)
{
	static const struct {
		const char *answers, *list;
	} cases[] = {
		{ "", "school?(call|) number?(go work|passport contract) card?+wait(apply|) "
		      "bank+wait(ask|)" },
		{ "permit=asylum", "school?(call|) bank+wait(ask|)" },
		{ "permit=asylum,child=no", "bank(ask|)" },
		{ "permit=work,stay=yes,number=no,child=yes,child-age=6-15",
			"school(call|) number(go work|passport contract) card+wait(apply|) "
			"bank+wait(ask|)" },
		{ "permit=family,number=no,child=no",
			"number(go|passport) card+wait(apply|) bank+wait(ask|)" },
		/* the number is had, so nothing waits for it; the bank still waits for the card */
		{ "permit=family,number=yes,child=no", "card(apply|) bank+wait(ask|)" },
		{ "permit=unknown,number=unknown,child=unknown",
			"school?(call|) number?(go work|passport contract) card?+wait(apply|) "
			"bank+wait(ask|)" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(describe(cases[i].answers), cases[i].list);
}

/* The visitor said child=yes, 6-15, went back and said child=no: the age does not count any more.
 */
static void test_checklist_leaves_out_what_is_no_longer_asked(void **state)
{
	(void)state;
	assert_string_equal(describe("permit=asylum,child=no,child-age=6-15"), "bank(ask|)");
	assert_string_equal(describe("permit=family,stay=yes,number=no,child=no"),
		describe("permit=family,number=no,child=no"));
}

/* Steps and documents come and go with their days; what is not there asks no question. */
static void test_checklist_knows_the_day(void **state)
{
	static const struct {
		const char *today, *list;
	} days[] = {
		{ "2026-11-30", "number(go|contract) card+wait(apply|) bank+wait(ask|)" },
		{ "2026-12-01", "number(go|passport contract) card+wait(apply|) bank+wait(ask|)" },
		{ "2027-03-04", "number(go|passport contract) card+wait(apply|) bank+wait(ask|)" },
		{ "2027-03-05",
			"number(go work|passport contract) card+wait(apply|) bank+wait(ask|)" },
	};
	const char *xml = fixture_read(arena, FIXTURE_CONTENT "/guides/number.xml", NULL);
	const char *step = strstr(xml, "<step id=\"work\""),
		   *doc = strstr(xml, "<doc id=\"passport\"");
	struct diag d = { 0 };
	(void)state;

	xml = arena_printf(arena,
		"%.*s<step valid-from=\"2027-03-05\"%.*s<doc valid-from=\"2026-12-01\"%s",
		(int)(step - xml), xml, (int)(doc - step - 5), step + 5, doc + 4);
	assert_int_equal(
		fixture_content_changed(arena, "guides/number.xml", NULL, xml, &content, &d),
		ERR_OK);
	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++) {
		today = days[i].today;
		assert_string_equal(
			describe("permit=work,stay=yes,number=no,child=no,child-age=6-15"),
			days[i].list);
	}
}

static const char *questions(const char *text)
{
	struct answers answers = parse(text);
	int indices[QUESTIONS_MAX], count = checklist_questions(content, &answers, today, indices),
				    i;
	const char *s = "";

	for (i = 0; i < count; i++)
		s = arena_printf(
			arena, "%s%s%s", s, i ? " " : "", content->questions[indices[i]].id);
	return s;
}

static void test_checklist_questions_are_those_that_can_change_the_list(void **state)
{
	static const struct {
		const char *answers, *asked;
	} cases[] = {
		{ "", "permit stay number child child-age" },
		/* not for asylum seekers: neither the length of the stay nor the number matters */
		{ "permit=asylum", "permit child child-age" },
		{ "permit=family", "permit number child child-age" },
		{ "permit=work", "permit stay number child child-age" },
		{ "permit=work,stay=no", "permit stay child child-age" },
		{ "permit=work,stay=unknown", "permit stay number child child-age" },
		/* later answers take nothing away: Back leads to what was asked before */
		{ "permit=work,number=yes", "permit stay number child child-age" },
		{ "permit=work,stay=no,number=yes", "permit stay child child-age" },
		{ "child=no", "permit stay number child" },
		{ "child=yes", "permit stay number child child-age" },
		{ "child=no,child-age=6-15", "permit stay number child" },
		/* an answered question stays: it can be changed */
		{ "permit=family,number=yes,child=yes,child-age=0-5",
			"permit number child child-age" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(questions(cases[i].answers), cases[i].asked);
}

/* For every tuple of answers: leaving out what is not asked changes nothing (the long way round).
 */
static void test_checklist_questions_left_out_never_matter(void **state)
{
	static const char *const values[5][4] = { { "asylum", "work", "family", "unknown" },
		{ "yes", "no", "unknown" }, { "yes", "no", "unknown" }, { "yes", "no", "unknown" },
		{ "0-5", "6-15", "unknown" } };
	static const int counts[5] = { 4, 3, 3, 3, 3 };
	int n, total = 4 * 3 * 3 * 3 * 3;
	(void)state;

	for (n = 0; n < total; n++) {
		const char *all = "", *asked, *kept = "";
		int rest = n, q;

		for (q = 0; q < 5; q++) {
			all = arena_printf(arena, "%s%s%s=%s", all, q ? "," : "",
				content->questions[q].id, values[q][rest % counts[q]]);
			rest /= counts[q];
		}
		asked = arena_printf(arena, " %s ", questions(all));
		for (q = 0, rest = n; q < 5; rest /= counts[q], q++)
			if (strstr(asked, arena_printf(arena, " %s ", content->questions[q].id)))
				kept = arena_printf(arena, "%s%s%s=%s", kept, *kept ? "," : "",
					content->questions[q].id, values[q][rest % counts[q]]);
		assert_string_equal(describe(kept), describe(all));
	}
}

static void test_answers_parse_says_what_is_possible(void **state)
{
	static const struct {
		const char *text;
		enum err err;
		const char *sentence;
	} cases[] = {
		{ "permit", ERR_SYNTAX,
			"answers: \"permit\" is not of the form question=answer (several with "
			"commas "
			"between: permit=protection,age=adult; many answers to one question with + "
			"between)" },
		{ "name=Anna", ERR_MISSING,
			"answers: there is no question \"name\"; the questions are permit, stay, "
			"number, "
			"child, child-age" },
		{ "child=yes,child-age=7", ERR_MISSING,
			"answers: \"child-age\" cannot be answered \"7\"; the answers are 0-5, "
			"6-15, "
			"unknown" },
		{ "child=", ERR_MISSING,
			"answers: \"child\" cannot be answered \"\"; the answers are yes, no, "
			"unknown" },
		{ "child=yes,child=no", ERR_SYNTAX,
			"answers: \"child\" is answered twice; keep one" },
		{ ",", ERR_SYNTAX, "answers: \"\" is not of the form" },
	};
	struct answers answers;
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct diag d = { 0 };

		assert_int_equal(answers_parse(content, cases[i].text, &answers, &d), cases[i].err);
		assert_memory_equal(d.text, cases[i].sentence, strlen(cases[i].sentence));
	}
	answers = parse("permit=work,number=unknown");
	assert_int_equal(answers.chosen[0], 1u << 1);
	assert_false(answers_is_answered(&answers, 1));
	assert_true(answers_is_unknown(&answers, 2));
}

/* The fixture with a last question to which many answers may be given; three guides ask for it. */
#define DONE                                                                                       \
	"<question id=\"done\" icon=\"done\" many=\"yes\" "                                        \
	"done=\"yes\"><text>Klart?</text><why>Därför.</why>"                                     \
	"<answer value=\"none\">Inget</answer><answer value=\"bank\">Konto</answer>"               \
	"<answer value=\"card\">Kort</answer><answer value=\"school\">Skola</answer>"              \
	"</question>"

#define CARD_NOT_DONE                                                                              \
	"<all><not><is question=\"permit\" in=\"asylum\"/></not>"                                  \
	"<not><is question=\"done\" in=\"card\"/></not></all>"

static void use_many(const char *card_rule)
{
	const char *questions = fixture_read(arena, FIXTURE_CONTENT "/questions.xml", NULL);
	const char *end = strstr(questions, "</questions>");
	struct content_loader *l = content_loader_create(arena);
	static const char *const guides[] = { "bank", "card", "number", "school" };
	const char *xml = fixture_read(arena, FIXTURE_CONTENT "/facts.xml", NULL), *at;
	struct diag d = { 0 };

	fixture_add_stations(l, arena);
	assert_int_equal(content_add_facts(l, "facts.xml", xml, strlen(xml), &d), ERR_OK);
	xml = arena_printf(arena, "%.*s%s</questions>", (int)(end - questions), questions, DONE);
	assert_int_equal(content_add_questions(l, "questions.xml", xml, strlen(xml), &d), ERR_OK);
	for (size_t i = 0; i < sizeof(guides) / sizeof(*guides); i++) {
		xml = fixture_read(arena,
			arena_printf(arena, "%s/guides/%s.xml", FIXTURE_CONTENT, guides[i]), NULL);
		at = strcmp(guides[i], "card") == 0 ? strstr(xml, "<not>") : NULL;
		if (at)
			xml = arena_printf(arena, "%.*s%s%s", (int)(at - xml), xml, card_rule,
				strstr(xml, "</applies>"));
		assert_int_equal(content_add_guide(l, guides[i], xml, strlen(xml), &d), ERR_OK);
	}
	if (content_finish_loading(l, &content, &d) != ERR_OK)
		fail_msg("%s", d.text);
}

static void test_answers_toggle_ticks_and_none_stands_alone(void **state)
{
	enum { NONE = 0, BANK = 1, CARD = 2, DONE_QUESTION = 5 };
	struct answers a;
	(void)state;

	use_many("<is question=\"done\" in=\"card\"/>");
	assert_true(content->questions[DONE_QUESTION].is_many);
	assert_false(content->questions[0].is_many);
	assert_int_equal(content->questions[DONE_QUESTION].none, 1u << NONE);
	answers_clear(&a);
	answers_toggle(content, &a, DONE_QUESTION, BANK);
	answers_toggle(content, &a, DONE_QUESTION, CARD);
	assert_int_equal(a.chosen[DONE_QUESTION], 1u << BANK | 1u << CARD);
	answers_toggle(content, &a, DONE_QUESTION, BANK);
	assert_int_equal(a.chosen[DONE_QUESTION], 1u << CARD);
	answers_toggle(content, &a, DONE_QUESTION, NONE);
	assert_int_equal(a.chosen[DONE_QUESTION], 1u << NONE);
	answers_toggle(content, &a, DONE_QUESTION, CARD);
	assert_int_equal(a.chosen[DONE_QUESTION], 1u << CARD);
	answers_toggle(content, &a, DONE_QUESTION, CARD);
	assert_false(answers_is_answered(&a, DONE_QUESTION));
	answers_set_unknown(&a, DONE_QUESTION);
	answers_toggle(content, &a, DONE_QUESTION, CARD);
	assert_false(answers_is_unknown(&a, DONE_QUESTION));
	assert_int_equal(a.chosen[DONE_QUESTION], 1u << CARD);
}

static void test_answers_parse_takes_many(void **state)
{
	static const struct {
		const char *text;
		enum err err;
		uint32_t chosen;
		const char *sentence;
	} cases[] = {
		{ "done=bank+card", ERR_OK, 1u << 1 | 1u << 2, "" },
		{ "done=card+bank+school,permit=work", ERR_OK, 7u << 1, "" },
		{ "done=none", ERR_OK, 1, "" },
		{ "done=unknown", ERR_OK, 0, "" },
		{ "done=bank+none", ERR_SYNTAX, 0,
			"answers: for \"done\", none and unknown stand" },
		{ "done=none+bank", ERR_SYNTAX, 0,
			"answers: for \"done\", none and unknown stand" },
		{ "done=unknown+bank", ERR_SYNTAX, 0, "answers: for \"done\", none and unknown" },
		{ "done=bank+unknown", ERR_SYNTAX, 0, "answers: for \"done\", none and unknown" },
		{ "done=bank+card+bank", ERR_SYNTAX, 0,
			"answers: \"done\" has the answer \"bank\" twice; keep one" },
		{ "done=bank+", ERR_MISSING, 0,
			"answers: \"done\" cannot be answered \"\"; the answers are none, bank, "
			"card, "
			"school, unknown" },
		{ "done=bank,done=card", ERR_SYNTAX, 0,
			"answers: \"done\" is answered twice; keep one" },
		{ "child=yes+no", ERR_SYNTAX, 0,
			"answers: \"child\" has one answer only; leave out the others" },
	};
	(void)state;

	use_many("<is question=\"done\" in=\"card\"/>");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct answers a;
		struct diag d = { 0 };

		assert_int_equal(answers_parse(content, cases[i].text, &a, &d), cases[i].err);
		assert_memory_equal(d.text, cases[i].sentence, strlen(cases[i].sentence));
		if (cases[i].err == ERR_OK)
			assert_int_equal(a.chosen[5], cases[i].chosen);
	}
}

/* A question to which many answers may be given is asked exactly where the union can matter. */
static void test_checklist_questions_with_many_answers(void **state)
{
	static const struct {
		const char *rule, *answers, *asked;
	} cases[] = {
		{ "<not><is question=\"done\" in=\"card\"/></not>", "",
			"permit stay number child child-age done" },
		{ "<is question=\"done\" in=\"card bank\"/>", "permit=asylum",
			"permit child child-age done" },
		/* whatever is chosen, it is one of all */
		{ "<any><is question=\"permit\" in=\"asylum\"/>"
		  "<is question=\"done\" in=\"card\"/></any>",
			"permit=asylum", "permit child child-age" },
		/* only both together: no single answer would show it */
		{ "<all><is question=\"done\" in=\"card\"/><is question=\"done\" in=\"bank\"/>"
		  "</all>",
			"permit=asylum", "permit child child-age done" },
		{ "<all><is question=\"done\" in=\"card\"/><is question=\"permit\" "
		  "in=\"work\"/></all>",
			"permit=family", "permit number child child-age" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		use_many(cases[i].rule);
		assert_string_equal(questions(cases[i].answers), cases[i].asked);
	}
	use_many("<is question=\"done\" in=\"card bank\"/>");
	assert_string_equal(describe("permit=asylum,child=no,done=bank+school"),
		"card(apply|) bank+wait(ask|)");
	assert_string_equal(describe("permit=asylum,child=no,done=school"), "bank(ask|)");
	assert_string_equal(
		describe("permit=asylum,child=no,done=unknown"), "card?(apply|) bank+wait(ask|)");
}

/* bank needs card or school: one that is done is enough; one that is for others is not done. */
static void test_checklist_waits_for_no_alternative_of_what_is_done(void **state)
{
	static const struct {
		const char *rule, *answers, *list;
	} cases[] = {
		{ CARD_NOT_DONE, "permit=work,stay=no,child=yes,child-age=6-15,done=none",
			"school(call|) card(apply|) bank+wait(ask|)" },
		{ CARD_NOT_DONE, "permit=work,stay=no,child=yes,child-age=6-15,done=card",
			"school(call|) bank(ask|)" },
		{ CARD_NOT_DONE, "permit=work,stay=no,child=yes,child-age=6-15,done=school",
			"school(call|) card(apply|) bank+wait(ask|)" },
		{ CARD_NOT_DONE, "permit=work,stay=no,child=yes,child-age=6-15,done=unknown",
			"school(call|) card?(apply|) bank+wait(ask|)" },
		/* never for asylum seekers, done or not */
		{ CARD_NOT_DONE, "permit=asylum,child=yes,child-age=6-15,done=card",
			"school(call|) bank+wait(ask|)" },
		/* nobody knows if it was ever for them, but it is done */
		{ CARD_NOT_DONE, "permit=unknown,child=yes,child-age=6-15,number=yes,done=card",
			"school(call|) bank(ask|)" },
		/* on the list although it is chosen: not done */
		{ "<is question=\"done\" in=\"card\"/>",
			"permit=asylum,child=yes,child-age=6-15,done=card",
			"school(call|) card(apply|) bank+wait(ask|)" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		use_many(cases[i].rule);
		assert_string_equal(describe(cases[i].answers), cases[i].list);
	}
}

/* ---- random rules, the long way round: what is not asked never matters ---- */

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

static const char *random_rule(unsigned *seed, int questions_up_to, int depth)
{
	static const char *const joins[] = { "all", "any" };
	const char *text = "", *join;
	int children;

	if (depth == 0 || next_random(seed) % 3 == 0) {
		unsigned values = 1 + next_random(seed) % 7;

		return arena_printf(arena, "<is question=\"q%d\" in=\"%s%s%s%s%s\"/>",
			(int)(next_random(seed) % (unsigned)questions_up_to),
			values & 1 ? "none" : "",
			values == 3 || values == 5 || values == 7 ? " " : "", values & 2 ? "b" : "",
			(values & 6) == 6 ? " " : "", values & 4 ? "c" : "");
	}
	if (next_random(seed) % 4 == 0)
		return arena_printf(
			arena, "<not>%s</not>", random_rule(seed, questions_up_to, depth - 1));
	join = joins[next_random(seed) % 2];
	children = 1 + (int)(next_random(seed) % 3);
	while (children--)
		text = arena_printf(
			arena, "%s%s", text, random_rule(seed, questions_up_to, depth - 1));
	return arena_printf(arena, "<%s>%s</%s>", join, text, join);
}

#define RANDOM_QUESTIONS 4 /* the second and the last take many answers */

static void random_content(unsigned seed)
{
	struct content_loader *l = content_loader_create(arena);
	const char *xml = fixture_read(arena, FIXTURE_CONTENT "/facts.xml", NULL);
	struct diag d = { 0 };

	fixture_add_stations(l, arena);
	assert_int_equal(content_add_facts(l, "facts.xml", xml, strlen(xml), &d), ERR_OK);
	xml = "<questions>";
	for (int i = 0; i < RANDOM_QUESTIONS; i++)
		xml = arena_printf(arena,
			"%s<question id=\"q%d\" icon=\"x\" many=\"%s\"><text>t</text><why>w</why>%s"
			"<answer value=\"none\">n</answer><answer value=\"b\">b</answer>"
			"<answer value=\"c\">c</answer></question>",
			xml, i, i % 2 ? "yes" : "no",
			i > 0 && next_random(&seed) % 2
				? arena_printf(arena, "<when>%s</when>", random_rule(&seed, i, 1))
				: "");
	xml = arena_printf(arena, "%s</questions>", xml);
	assert_int_equal(content_add_questions(l, "questions.xml", xml, strlen(xml), &d), ERR_OK);
	for (int i = 0; i < 2; i++) {
		xml = arena_printf(arena,
			"<guide id=\"g%d\" order=\"1\" station=\"1\" authority=\"office\" "
			"icon=\"x\" "
			"term=\"t\" web=\"https://a.example\" checked=\"2026-11-22\"><applies>%s"
			"</applies><title>t</title><summary>s</summary><step id=\"a\" "
			"icon=\"x\"><when>"
			"%s</when><title>t</title><p>p</p></step><source "
			"href=\"https://a.example\" "
			"checked=\"2026-11-22\"/></guide>",
			i, random_rule(&seed, RANDOM_QUESTIONS, 3),
			random_rule(&seed, RANDOM_QUESTIONS, 2));
		assert_int_equal(content_add_guide(l, "guide", xml, strlen(xml), &d), ERR_OK);
	}
	if (content_finish_loading(l, &content, &d) != ERR_OK)
		fail_msg("%s", d.text);
}

static bool is_same_list(const struct answers *a, const struct answers *b)
{
	const struct checklist *x, *y;

	assert_int_equal(checklist_create(arena, content, a, today, &x), ERR_OK);
	assert_int_equal(checklist_create(arena, content, b, today, &y), ERR_OK);
	if (x->item_count != y->item_count)
		return false;
	for (int i = 0; i < x->item_count; i++)
		if (x->items[i].guide != y->items[i].guide ||
			x->items[i].applies != y->items[i].applies ||
			x->items[i].step_count != y->items[i].step_count)
			return false;
	return true;
}

/* The n-th of the answers there are: unknown, one, or for many also both b and c. */
static void answer_nth(struct answers *a, int question, int n)
{
	static const uint32_t chosen[] = { 0, 1, 2, 4, 6 };

	answers_forget(a, question);
	if (n)
		a->chosen[question] = chosen[n];
	else
		answers_set_unknown(a, question);
}

static void check_every_tuple(unsigned seed, int *left_out)
{
	int total = 4 * 5 * 4 * 5;

	for (int n = 0; n < total; n++) {
		struct answers all, kept;
		int indices[QUESTIONS_MAX], count, rest = n;
		uint32_t asked = 0;

		answers_clear(&all);
		for (int q = 0; q < RANDOM_QUESTIONS; q++) {
			answer_nth(&all, q, rest % (q % 2 ? 5 : 4));
			rest /= q % 2 ? 5 : 4;
		}
		kept = all;
		count = checklist_questions(content, &all, today, indices);
		for (int i = 0; i < count; i++)
			asked |= 1u << indices[i];
		for (int q = 0; q < RANDOM_QUESTIONS; q++)
			if (!(asked >> q & 1u)) {
				answers_forget(&kept, q);
				++*left_out;
			}
		if (!is_same_list(&all, &kept))
			fail_msg(
				"seed %u, tuple %d: a question left out changes the list", seed, n);
	}
}

static void test_checklist_questions_left_out_never_matter_in_random_rules(void **state)
{
	int left_out = 0;
	(void)state;

	for (unsigned seed = 1; seed <= 60; seed++) {
		random_content(seed);
		check_every_tuple(seed, &left_out);
		arena_reset(arena);
	}
	assert_true(left_out > 5000); /* or nothing was tried */
}

static void test_checklist_without_memory_says_so(void **state)
{
	struct arena *small = arena_create(64);
	struct answers answers = parse("");
	const struct checklist *list;
	(void)state;

	assert_int_equal(checklist_create(small, content, &answers, today, &list), ERR_MEMORY);
	arena_destroy(small);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_checklist_order_waiting_and_maybe),
		T(test_checklist_leaves_out_what_is_no_longer_asked),
		T(test_checklist_knows_the_day),
		T(test_checklist_questions_are_those_that_can_change_the_list),
		T(test_checklist_questions_left_out_never_matter),
		T(test_answers_parse_says_what_is_possible),
		T(test_answers_toggle_ticks_and_none_stands_alone),
		T(test_answers_parse_takes_many),
		T(test_checklist_questions_with_many_answers),
		T(test_checklist_waits_for_no_alternative_of_what_is_done),
		T(test_checklist_questions_left_out_never_matter_in_random_rules),
		T(test_checklist_without_memory_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
