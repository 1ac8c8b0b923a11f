/* Content files: what is loaded, and the sentence for every way they can be wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/content_fixture.h"
#include "content/content.h"
#include "content/loader.h"
#include "content/xml_reader.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_create(0);
	return arena ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static void test_content_is_resolved(void **state)
{
	const struct content *c = fixture_content(arena);
	const struct guide *number = content_guide(c, "number"), *bank = content_guide(c, "bank");
	(void)state;

	assert_int_equal(c->guide_count, 4);
	assert_int_equal(c->question_count, 5);
	assert_int_equal(c->fact_count, 5);
	assert_string_equal(number->authority->name, "Kontoret");
	assert_string_equal(number->authority->phone->value, "0771-123 456");
	assert_null(content_guide(c, "school")->authority->phone);
	assert_string_equal(number->title.msgid, "Få ett <sv>nummer</sv>");
	assert_string_equal(number->summary.msgid, "Ring <fact ref=\"tel-office\"/> &amp; fråga.");
	assert_string_equal(number->say, "Jag vill ha ett nummer & ett kort.");
	assert_int_equal(number->sections[SECTION_COST].paragraph_count, 2);
	assert_int_equal(number->sections[SECTION_NEXT].paragraph_count, 0);
	assert_int_equal(number->step_count, 2);
	assert_int_equal(number->steps[0].paragraph_count, 2);
	assert_null(number->steps[0].when);
	assert_int_equal(number->steps[1].when->question, 0);
	assert_int_equal(number->steps[1].when->values, 1u << 1);
	assert_int_equal(number->doc_count, 2);
	assert_string_equal(number->docs[1].term, "anställningsavtal");
	assert_string_equal(number->sources[0].href, "https://www.office.example/number");
	assert_int_equal(bank->requirement_count, 2);
	assert_int_equal(bank->requirements[0].count, 2);
	assert_ptr_equal(bank->requirements[0].any_of[0], content_guide(c, "card"));
	assert_true(bank->requirements[1].is_recommended_only);
	assert_int_equal(content_question(c, "child-age"), 4);
	assert_int_equal(content_question(c, "nobody"), -1);
	assert_null(content_fact(c, "nothing", "2026-11-22"));
	assert_int_equal(content_fact(c, "fee", "2026-11-22")->kind, FACT_AMOUNT);
	assert_true(content_has_fact(c, "fee") && !content_has_fact(c, "nothing"));
	assert_null(number->topic);
}

static void test_content_guides_come_after_what_they_need(void **state)
{
	static const char *const order[] = { "school", "number", "card", "bank" };
	const struct content *c = fixture_content(arena);
	(void)state;

	for (int i = 0; i < 4; i++)
		assert_string_equal(c->guides[i]->id, order[i]);
}

/* card needs bank or school; bank needs card (or school): an order, no cycle. */
static void test_content_one_alternative_is_enough_for_an_order(void **state)
{
	static const char *const order[] = { "school", "number", "bank", "card" };
	const struct content *c;
	struct diag d = { 0 };
	(void)state;

	assert_int_equal(fixture_content_changed(arena, "guides/card.xml",
				 "<requires><any ref=\"number\"/></requires>",
				 "<requires><any ref=\"number\"/></requires>"
				 "<requires><any ref=\"bank\"/><any ref=\"school\"/></requires>",
				 &c, &d),
		ERR_OK);
	for (int i = 0; i < 4; i++)
		assert_string_equal(c->guides[i]->id, order[i]);
}

#define CARD "guides/card.xml"
#define NUMBER "guides/number.xml"
#define WHOLE NULL
#define BOMB                                                                                       \
	"<?xml version=\"1.0\"?><!DOCTYPE guide [<!ENTITY a \"aaaaaaaaaa\">"                       \
	"<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"                                           \
	"<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><guide>&c;</guide>"

struct mutation {
	const char *file, *from, *to;
	enum err err;
	const char *sentence; /* how it must begin, whole where it ends with a full clause */
};

static void check_mutations(const struct mutation *m, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct content *c = NULL;
		struct diag d = { 0 };
		enum err err =
			fixture_content_changed(arena, m[i].file, m[i].from, m[i].to, &c, &d);

		if (err != m[i].err || strncmp(d.text, m[i].sentence, strlen(m[i].sentence)) != 0)
			fail_msg("mutation %zu: %s, said: %s\nwanted: %s", i, err_name(err), d.text,
				m[i].sentence);
		assert_null(c);
	}
}

static void test_content_wrong_xml_is_named(void **state)
{
	static const struct mutation mutations[] = {
		{ CARD, WHOLE, "", ERR_SYNTAX, "guides/card.xml:1: is empty; write it" },
		{ CARD, "</title>", "</titel>", ERR_SYNTAX,
			"guides/card.xml:6: is not well-formed XML at column 23: mismatched tag" },
		{ CARD, "</guide>", "", ERR_SYNTAX,
			"guides/card.xml:11: is not well-formed XML at column 1: no element "
			"found" },
		{ CARD, "Ansök", "Ans\xF6k", ERR_SYNTAX,
			"guides/card.xml:8: is not UTF-8 (byte 422 is 0xF6); save the file as "
			"UTF-8" },
		{ CARD, "\"UTF-8\"", "\"ISO-8859-1\"", ERR_SYNTAX,
			"guides/card.xml:1: says another encoding than UTF-8" },
		{ CARD, WHOLE, BOMB, ERR_SYNTAX, "guides/card.xml:1: has a <!DOCTYPE>; remove it" },
		{ CARD, WHOLE, "<!DOCTYPE guide SYSTEM \"/etc/passwd\"><guide/>", ERR_SYNTAX,
			"guides/card.xml:1: has a <!DOCTYPE>; remove it" },
		{ CARD, "Ansök", "&ansok;", ERR_SYNTAX,
			"guides/card.xml:8: is not well-formed XML at column 43: undefined "
			"entity" },
		{ CARD, WHOLE, "<facts/>", ERR_SYNTAX,
			"guides/card.xml:1: begins with <facts>, but must begin with <guide>" },
		{ "facts.xml", WHOLE, "<guide/>", ERR_SYNTAX,
			"facts.xml:1: begins with <guide>, but must begin with <facts>" },
		{ CARD, "<title>", "stray <title>", ERR_SYNTAX,
			"guides/card.xml:6: there is text straight in <guide>" },
		{ CARD, "<summary>", "<sumary>", ERR_SYNTAX,
			"guides/card.xml:7: <sumary> cannot stand in <guide>; what can: "
			"<requires>" },
		{ CARD, "<title>Skaffa kort</title>", "<title>A</title><title>B</title>",
			ERR_SYNTAX, "guides/card.xml:6: <guide> has a second <title>; keep one" },
		{ CARD, "<title>Skaffa kort</title>", "", ERR_MISSING,
			"guides/card.xml:2: <guide> lacks <title>; write one" },
		{ CARD, "<title>Ansök</title>", "", ERR_MISSING,
			"guides/card.xml:8: <step> lacks <title>; write one" },
		{ CARD, "<p>Fyll i.</p>", "", ERR_MISSING,
			"guides/card.xml:8: <step> lacks <p>; write one" },
		{ CARD,
			"<step id=\"apply\" icon=\"document\"><title>Ansök</title><p>Fyll "
			"i.</p></step>",
			"", ERR_MISSING, "guides/card.xml:2: <guide> lacks <step>; write one" },
		{ "questions.xml", "<why>Reglerna är olika.</why>", "", ERR_MISSING,
			"questions.xml:3: <question> lacks <why>; write one" },
		{ CARD, "Fyll i.", "  ", ERR_SYNTAX,
			"guides/card.xml:8: the text of <p> is empty; write the text" },
	};
	(void)state;

	check_mutations(mutations, sizeof(mutations) / sizeof(*mutations));
}

static void test_content_wrong_attributes_are_named(void **state)
{
	static const struct mutation mutations[] = {
		{ CARD, "id=\"card\" ", "", ERR_MISSING,
			"guides/card.xml:2: <guide> lacks the attribute \"id\"; write a name" },
		{ CARD, "id=\"card\"", "id=\"Card\"", ERR_SYNTAX,
			"guides/card.xml:2: id=\"Card\" in <guide> has the wrong form; write a "
			"name" },
		{ CARD, "id=\"card\"", "id=\"card\" colour=\"red\"", ERR_SYNTAX,
			"guides/card.xml:2: <guide> has the attribute \"colour\", which" },
		{ CARD, "order=\"10\"", "order=\"first\"", ERR_SYNTAX,
			"guides/card.xml:2: order=\"first\" in <guide> has the wrong form; write a "
			"whole" },
		{ CARD, "station=\"3\"", "station=\"6\"", ERR_RANGE,
			"guides/card.xml:2: station=\"6\" is none of the stations 1 to 5" },
		{ CARD, "term=\"kort\"", "term=\"\"", ERR_SYNTAX,
			"guides/card.xml:2: term=\"\" in <guide> has the wrong form" },
		{ CARD, "checked=\"2026-11-22\"", "checked=\"2026-02-29\"", ERR_SYNTAX,
			"guides/card.xml:2: checked=\"2026-02-29\" in <guide> has the wrong form; "
			"write a day" },
		{ CARD, "web=\"https://www.", "web=\"http://www.", ERR_SYNTAX,
			"guides/card.xml:2: web=\"http://www.office.example/card\" in <guide> "
			"has" },
		{ CARD, "href=\"https://www.office.example/card\"", "href=\"https://a b.se\"",
			ERR_SYNTAX, "guides/card.xml:9: href=\"https://a b.se\" in <source> has" },
		{ NUMBER, "kind=\"what\"", "kind=\"whatever\"", ERR_SYNTAX,
			"guides/number.xml:17: the section \"whatever\" is none of what, who" },
		{ NUMBER, "kind=\"what\"", "kind=\"cost\"", ERR_SYNTAX,
			"guides/number.xml:18: the section \"cost\" stands here twice" },
		{ "facts.xml", "kind=\"amount\"", "kind=\"money\"", ERR_SYNTAX,
			"facts.xml:6: the fact \"fee\" has the kind \"money\"; the kinds are "
			"phone" },
		{ "facts.xml", "value=\"1250\"", "value=\"1 250\"", ERR_SYNTAX,
			"facts.xml:6: the fact \"fee\" has the value \"1 250\", which is no "
			"amount" },
		{ "facts.xml", "value=\"7,5\"", "value=\"7.5\"", ERR_SYNTAX,
			"facts.xml:7: the fact \"weeks\" has the value \"7.5\", which is no "
			"number" },
		{ "facts.xml", "value=\"0771-123 456\"", "value=\"0771-123  456\"", ERR_SYNTAX,
			"facts.xml:5: the fact \"tel-office\" has the value \"0771-123  456\", "
			"which" },
		{ "facts.xml", "value=\"2026-12-01\"", "value=\"1 december\"", ERR_SYNTAX,
			"facts.xml:8: the fact \"new-rule\" has the value \"1 december\", which "
			"is" },
		{ "facts.xml", "value=\"office.example/blankett\"",
			"value=\"https://office.example\"", ERR_SYNTAX,
			"facts.xml:9: the fact \"web-form\" has the value \"https:" },
		{ "facts.xml", "check-by=\"2027-03-01\"", "check-by=\"2026-11-01\"", ERR_RANGE,
			"facts.xml:6: the fact \"fee\" is to be checked by 2026-11-01, before it "
			"was" },
		{ "facts.xml", "check-by=\"2027-03-01\"", "check-by=\"snart\"", ERR_SYNTAX,
			"facts.xml:6: check-by=\"snart\" in <fact> has the wrong form; write a "
			"day" },
	};
	(void)state;

	check_mutations(mutations, sizeof(mutations) / sizeof(*mutations));
}

static void test_content_wrong_names_are_named(void **state)
{
	static const struct mutation mutations[] = {
		{ CARD, "ref=\"number\"", "ref=\"numbr\"", ERR_MISSING,
			"guides/card.xml:4: there is no guide \"numbr\" in guides/; add it or mend "
			"the "
			"name; did you mean \"number\"?" },
		{ CARD, "ref=\"number\"", "ref=\"card\"", ERR_SYNTAX,
			"guides/card.xml:4: the guide \"card\" requires itself" },
		{ CARD, "id=\"card\"", "id=\"bank\"", ERR_SYNTAX,
			"guides/card.xml:2: the guide \"bank\" is there already "
			"(guides/bank.xml:2)" },
		{ NUMBER, "<applies>", "<requires><any ref=\"bank\"/></requires><applies>",
			ERR_SYNTAX,
			"guides/bank.xml:2: these guides wait for one another: bank -> number "
			"-> bank; remove one" },
		{ CARD, "authority=\"office\"", "authority=\"ofice\"", ERR_MISSING,
			"guides/card.xml:2: there is no authority \"ofice\" in facts.xml; add it "
			"or mend "
			"the name; did you mean \"office\"?" },
		{ CARD, "question=\"permit\"", "question=\"permits\"", ERR_MISSING,
			"guides/card.xml:5: there is no question \"permits\" in questions.xml; add "
			"it or "
			"mend the name; did you mean \"permit\"?" },
		{ CARD, "in=\"asylum\"", "in=\"work asyl\"", ERR_MISSING,
			"guides/card.xml:5: the question \"permit\" has no answer \"asyl\"; mend "
			"the name "
			"or add it to questions.xml; did you mean \"asylum\"?" },
		{ CARD, "in=\"asylum\"", "in=\"work  asylum\"", ERR_SYNTAX,
			"guides/card.xml:5: in=\"work  asylum\" in <is> has the wrong form" },
		{ NUMBER, "ref=\"fee\"", "ref=\"feee\"", ERR_MISSING,
			"guides/number.xml:18: there is no fact \"feee\" in facts.xml; add it or "
			"mend the "
			"name; did you mean \"fee\"?" },
		{ NUMBER, "ref=\"fee\"", "ref=\"something-else-entirely\"", ERR_MISSING,
			"guides/number.xml:18: there is no fact \"something-else-entirely\" in "
			"facts.xml; "
			"add it or mend the name" },
		{ "facts.xml", "id=\"fee\"", "id=\"weeks\"", ERR_SYNTAX,
			"facts.xml:7: the fact \"weeks\" is there already (facts.xml:6)" },
		{ "facts.xml", "id=\"town\"", "id=\"office\"", ERR_SYNTAX,
			"facts.xml:4: the authority \"office\" is there already (facts.xml:3)" },
		{ "facts.xml", "phone=\"tel-office\"", "phone=\"fee\"", ERR_SYNTAX,
			"facts.xml:3: the fact \"fee\" is no phone" },
		{ "facts.xml", "phone=\"tel-office\"", "phone=\"tel-ofice\"", ERR_MISSING,
			"facts.xml:3: there is no fact \"tel-ofice\"" },
		{ "questions.xml", "id=\"stay\"", "id=\"permit\"", ERR_SYNTAX,
			"questions.xml:10: the question \"permit\" is there already "
			"(questions.xml:3)" },
		{ "questions.xml", "value=\"work\"", "value=\"asylum\"", ERR_SYNTAX,
			"questions.xml:7: the question \"permit\" has the answer \"asylum\" "
			"twice" },
		{ "questions.xml", "value=\"work\"", "value=\"unknown\"", ERR_SYNTAX,
			"questions.xml:7: the answer \"unknown\" is added by the program" },
		{ "questions.xml", "id=\"child\"", "id=\"child\" many=\"several\"", ERR_SYNTAX,
			"questions.xml:23: many=\"several\" in <question> has the wrong form; "
			"write yes or no" },
		{ "questions.xml", "<is question=\"permit\" in=\"work\"/>",
			"<is question=\"child\" in=\"yes\"/>", ERR_SYNTAX,
			"questions.xml:13: the <when> of \"stay\" asks about \"child\", which does "
			"not "
			"come before it; move that question up" },
		{ NUMBER, "step id=\"work\"", "step id=\"go\"", ERR_SYNTAX,
			"guides/number.xml:24: the step \"go\" stands here twice" },
		{ NUMBER, "doc id=\"contract\"", "doc id=\"passport\"", ERR_SYNTAX,
			"guides/number.xml:30: the document \"passport\" stands here twice" },
	};
	(void)state;

	check_mutations(mutations, sizeof(mutations) / sizeof(*mutations));
}

static void test_content_wrong_rules_are_named(void **state)
{
	static const struct mutation mutations[] = {
		{ CARD, "<not><is question=\"permit\" in=\"asylum\"/></not>", "", ERR_SYNTAX,
			"guides/card.xml:5: an empty rule; put <is question" },
		{ CARD, "<is question=\"permit\" in=\"asylum\"/>", "", ERR_SYNTAX,
			"guides/card.xml:5: an empty rule; put <is question" },
		{ CARD, "<not><is question=\"permit\" in=\"asylum\"/></not>",
			"<is question=\"stay\" in=\"yes\"/><is question=\"stay\" in=\"no\"/>",
			ERR_SYNTAX,
			"guides/card.xml:5: a second rule where one is wanted; put both in <all> "
			"or" },
		{ CARD, "<is question=\"permit\" in=\"asylum\"/>",
			"<is question=\"stay\" in=\"yes\"/><is question=\"stay\" in=\"no\"/>",
			ERR_SYNTAX, "guides/card.xml:5: a second rule where one is wanted" },
		{ CARD, "<not>", "<not><none/>", ERR_SYNTAX,
			"guides/card.xml:5: <none> cannot stand in <not>; what can: <all>, <any>, "
			"<not>, "
			"<is>" },
		{ CARD, "<any ref=\"number\"/>", "<any/>", ERR_MISSING,
			"guides/card.xml:4: <any> lacks the attribute \"ref\"" },
	};
	(void)state;

	check_mutations(mutations, sizeof(mutations) / sizeof(*mutations));
}

#define FEE "<fact id=\"fee\" kind=\"amount\" value=\"1250\""
#define FEE_REST                                                                                   \
	" source=\"https://www.office.example/fee\" checked=\"2026-11-02\" "                       \
	"check-by=\"2027-03-01\"/>\n"

/* Three versions, in any order of the file. */
static void test_content_fact_is_the_version_in_force(void **state)
{
	static const struct {
		const char *day, *value;
	} days[] = {
		{ "1999-12-31", "1250" },
		{ "2026-11-30", "1250" },
		{ "2026-12-01", "500" },
		{ "2026-12-31", "500" },
		{ "2027-01-01", "600" },
		{ "2099-01-01", "600" },
	};
	const struct content *c;
	struct diag d = { 0 };
	(void)state;

	if (fixture_content_changed(arena, "facts.xml", FEE,
		    "<fact id=\"fee\" kind=\"amount\" value=\"600\" "
		    "valid-from=\"2027-01-01\"" FEE_REST
		    "<fact id=\"fee\" kind=\"amount\" value=\"500\" valid-from=\"2026-12-01\" "
		    "valid-until=\"2026-12-31\"" FEE_REST FEE " valid-until=\"2026-11-30\"",
		    &c, &d) != ERR_OK)
		fail_msg("%s", d.text);
	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++)
		assert_string_equal(content_fact(c, "fee", days[i].day)->value, days[i].value);
	assert_string_equal(content_fact(c, "weeks", "2027-01-01")->value, "7,5");
}

static void test_content_wrong_days_are_named(void **state)
{
#define TWO(first, second) FEE " " first FEE_REST FEE " " second
	static const struct mutation mutations[] = {
		{ "facts.xml", FEE, FEE " valid-from=\"2026-12-01\"", ERR_RANGE,
			"facts.xml:6: the fact \"fee\" has no value before 2026-12-01; add" },
		{ "facts.xml", FEE, FEE " valid-until=\"2026-12-01\"", ERR_RANGE,
			"facts.xml:6: the fact \"fee\" has no value after 2026-12-01; add" },
		{ "facts.xml", FEE, TWO("valid-until=\"2026-11-30\"", "valid-from=\"2026-11-30\""),
			ERR_RANGE,
			"facts.xml:7: the fact \"fee\" is valid on days on which line 6 is valid" },
		{ "facts.xml", FEE, TWO("valid-until=\"2026-11-30\"", "valid-from=\"2026-12-02\""),
			ERR_RANGE,
			"facts.xml:7: the fact \"fee\" has no value after line 6 ends (2026-11-30) "
			"and before 2026-12-02" },
		{ "facts.xml", FEE, TWO("valid-until=\"2027-02-28\"", "valid-from=\"2027-02-28\""),
			ERR_RANGE, "facts.xml:7: the fact \"fee\" is valid on days" },
		{ "facts.xml", FEE, TWO("", "valid-from=\"2026-12-02\""), ERR_RANGE,
			"facts.xml:7: the fact \"fee\" is valid on days" },
		{ "facts.xml", FEE, TWO("", ""), ERR_SYNTAX,
			"facts.xml:7: the fact \"fee\" is there already (facts.xml:6)" },
		{ "facts.xml", FEE,
			"<fact id=\"fee\" kind=\"number\" value=\"1\" "
			"valid-until=\"2026-11-30\"" FEE_REST FEE " valid-from=\"2026-12-01\"",
			ERR_SYNTAX,
			"facts.xml:7: the fact \"fee\" has another kind than on line 6" },
		{ "facts.xml", FEE, FEE " valid-from=\"2026-12-01\" valid-until=\"2026-11-30\"",
			ERR_RANGE,
			"facts.xml:6: is valid from 2026-12-01 and only until 2026-11-30" },
		{ "facts.xml", FEE, FEE " valid-from=\"december\"", ERR_SYNTAX,
			"facts.xml:6: valid-from=\"december\" in <fact> has the wrong form; write "
			"a "
			"day" },
		{ CARD, "<p>", "<p valid-from=\"2027-02-01\" valid-until=\"2027-01-31\">",
			ERR_RANGE, "guides/card.xml:8: is valid from 2027-02-01 and only until" },
		{ CARD, "<p>", "<p valid-until=\"2027-02-29\">", ERR_SYNTAX,
			"guides/card.xml:8: valid-until=\"2027-02-29\" in <p> has the wrong form" },
		{ CARD, "<step ", "<step valid-from=\"2\" ", ERR_SYNTAX,
			"guides/card.xml:8: valid-from=\"2\" in <step> has the wrong form" },
		{ NUMBER, "<doc ", "<doc valid-from=\"2\" ", ERR_SYNTAX,
			"guides/number.xml:29: valid-from=\"2\" in <doc> has the wrong form" },
		{ NUMBER, "<step id=\"work\"", "<step id=\"go\" valid-from=\"2027-01-01\"",
			ERR_SYNTAX, "guides/number.xml:24: the step \"go\" stands here twice" },
		{ CARD, "<title>", "<title valid-from=\"2027-01-01\">", ERR_SYNTAX,
			"guides/card.xml:6: <title> has the attribute \"valid-from\", which" },
		{ CARD, "id=\"card\"", "id=\"card\" topic=\"8\"", ERR_SYNTAX,
			"guides/card.xml:2: topic=\"8\" in <guide> has the wrong form; write T "
			"and" },
	};
	(void)state;

	check_mutations(mutations, sizeof(mutations) / sizeof(*mutations));
}

static void test_content_stations_and_local_details(void **state)
{
	const struct content *c = fixture_content(arena);
	const struct local_place *place = content_local_place(c, LOCAL_SCHOOL);
	struct diag d = { 0 };
	(void)state;

	for (int i = 0; i < STATIONS; i++)
		assert_int_equal(c->stations[i].number, i + 1);
	assert_string_equal(c->stations[0].title.msgid, "Få <sv>beslut</sv>");
	assert_string_equal(c->stations[4].id, "end");
	assert_string_equal(c->stations[2].icon, "office");
	assert_string_equal(c->stations[2].text.msgid, "Det kostar <fact ref=\"fee\"/> kronor.");
	assert_string_equal(c->local->municipality, "Småstad");
	assert_true(c->local->is_sample);
	assert_int_equal(c->local->place_count, 3);
	assert_string_equal(place->id, "school-a");
	assert_null(place->phone);
	assert_string_equal(content_local_place(c, LOCAL_MUNICIPALITY)->hours, "måndag 9–12");
	assert_null(content_local_place(c, LOCAL_HEALTH));
	for (int i = 0; i < LOCAL_KINDS; i++)
		assert_true(xml_form_holds(XML_FORM_ID, local_kind_name((enum local_kind)i)));
	assert_int_equal(
		fixture_content_changed(arena, "local.xml", " sample=\"yes\"", "", &c, &d), ERR_OK);
	assert_false(c->local->is_sample);
}

#define STATION "stations.xml"
#define LOCAL "local.xml"

static void test_content_wrong_stations_and_places_are_named(void **state)
{
	static const struct mutation mutations[] = {
		{ STATION, "number=\"5\"", "number=\"6\"", ERR_RANGE,
			"stations.xml:5: number=\"6\" is none of the stations 1 to 5" },
		{ STATION, "number=\"5\"", "number=\"0\"", ERR_RANGE,
			"stations.xml:5: number=\"0\" is none of the stations 1 to 5" },
		{ STATION, "number=\"5\"", "number=\"2\"", ERR_SYNTAX,
			"stations.xml:5: the station 2 is there already (line 4)" },
		{ STATION, "id=\"end\"", "id=\"talk\"", ERR_SYNTAX,
			"stations.xml:5: the station \"talk\" is there already (line 4)" },
		{ STATION,
			"<station number=\"2\" id=\"talk\" "
			"icon=\"speech\"><title>Prata</title><text>Vi frågar.</text></station>",
			"", ERR_MISSING,
			"stations.xml: the station 2 is missing; write <station number=\"2\" "
			"...>" },
		{ STATION, "<text>Vi hjälper.</text>", "", ERR_MISSING,
			"stations.xml:5: <station> lacks <text>; write one" },
		{ STATION, "ref=\"fee\"", "ref=\"feee\"", ERR_MISSING,
			"stations.xml:6: there is no fact \"feee\" in facts.xml; add it or mend "
			"the "
			"name; did you mean \"fee\"?" },
		{ STATION, "<title>Prata</title>", "<title><i>Prata</i></title>", ERR_SYNTAX,
			"stations.xml:4: the text of <title> has an inline tag that is not" },
		{ LOCAL, "municipality=\"Småstad\"", "", ERR_MISSING,
			"local.xml:2: <local> lacks the attribute \"municipality\"" },
		{ LOCAL, "sample=\"yes\"", "sample=\"maybe\"", ERR_SYNTAX,
			"local.xml:2: sample=\"maybe\" in <local> has the wrong form; write yes or "
			"no" },
		{ LOCAL, "kind=\"school\"", "kind=\"shool\"", ERR_SYNTAX,
			"local.xml:4: \"shool\" is no kind of place; write one of those in "
			"guides/local.rng; did you mean \"school\"?" },
		{ LOCAL, "id=\"school-b\"", "id=\"school-a\"", ERR_SYNTAX,
			"local.xml:5: the place \"school-a\" stands here twice" },
		{ LOCAL, "phone=\"08-465 004 10\"", "phone=\"ring oss\"", ERR_SYNTAX,
			"local.xml:3: phone=\"ring oss\" in <place> has the wrong form; write a "
			"number as people write it" },
		{ LOCAL, "web=\"https:", "web=\"http:", ERR_SYNTAX,
			"local.xml:3: web=\"http://town.example\" in <place> has the wrong form" },
		{ LOCAL, "name=\"Skolan A\"", "name=\" \"", ERR_SYNTAX,
			"local.xml:4: name=\" \" in <place> has the wrong form" },
		{ LOCAL, "<place id=\"school-a\"", "<shop id=\"school-a\"", ERR_SYNTAX,
			"local.xml:4: <shop> cannot stand in <local>; what can: <place>" },
	};
	(void)state;

	check_mutations(mutations, sizeof(mutations) / sizeof(*mutations));
}

static void test_content_changes_by_content(void **state)
{
	static const struct {
		const char *from, *to, *says;
	} wrong[] = {
		{ "guide=\"card\"", "guide=\"cart\"",
			"changes.xml:3: there is no guide \"cart\"; did you mean \"card\"?" },
		{ "ref=\"weeks\"", "ref=\"weak\"", "changes.xml:3: " },
		{ "content=\"3\"", "content=\"-3\"", "changes.xml:4: " },
	};
	const struct content *c = fixture_content(arena);
	(void)state;

	assert_int_equal(c->change_count, 2);
	assert_int_equal(c->changes[0].content, 3);
	assert_null(c->changes[0].guide);
	assert_ptr_equal(c->changes[1].guide, content_guide(c, "card"));
	assert_string_equal(c->changes[1].date, "2026-11-20");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct diag d = { 0 };

		assert_int_not_equal(fixture_content_changed(arena, "changes.xml", wrong[i].from,
					     wrong[i].to, &c, &d),
			ERR_OK);
		if (strncmp(d.text, wrong[i].says, strlen(wrong[i].says)) != 0)
			fail_msg("said: %s", d.text);
	}
}

/* A fact is verified when two roles have looked at it. */
static void test_content_facts_are_checked_by_two(void **state)
{
#define CHECK "check-by=\"2027-03-01\""
	static const struct {
		const char *to;
		enum err err;
		bool is_verified;
	} cases[] = {
		{ CHECK, ERR_OK, false },
		{ CHECK " checked-by=\"editor\"", ERR_OK, false },
		{ CHECK " confirmed=\"2026-11-23\" confirmed-by=\"authority\"", ERR_OK, true },
		{ CHECK " confirmed=\"2026-11-23\" confirmed-by=\"editor\"", ERR_SYNTAX, false },
		{ CHECK " confirmed=\"2026-11-23\"", ERR_SYNTAX, false },
		{ CHECK " confirmed-by=\"authority\"", ERR_SYNTAX, false },
		{ CHECK " checked-by=\"boss\"", ERR_SYNTAX, false },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct content *c;
		struct diag d = { 0 };
		int verified = 0;

		assert_int_equal(
			fixture_content_changed(arena, "facts.xml", CHECK, cases[i].to, &c, &d),
			cases[i].err);
		if (cases[i].err != ERR_OK) {
			assert_non_null(strstr(d.text, "facts.xml:"));
			continue;
		}
		for (int k = 0; k < c->fact_count; k++)
			verified += fact_is_verified(&c->facts[k]);
		assert_int_equal(verified, cases[i].is_verified);
	}
}

static void test_content_day_after_day(void **state)
{
	static const char *const pairs[][2] = { { "2026-11-30", "2026-12-01" },
		{ "2026-12-31", "2027-01-01" }, { "2027-02-28", "2027-03-01" },
		{ "2028-02-28", "2028-02-29" }, { "2028-02-29", "2028-03-01" },
		{ "2026-01-09", "2026-01-10" } };
	char next[11];
	(void)state;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		day_after(pairs[i][0], next);
		assert_string_equal(next, pairs[i][1]);
	}
}

/* The same step in two versions, each with its days; the paragraphs of a section too. */
static void test_content_holds_on_its_days(void **state)
{
	const struct content *c;
	struct diag d = { 0 };
	const struct guide *card;
	(void)state;

	if (fixture_content_changed(arena, CARD, "<p>Fyll i.</p></step>",
		    "<p valid-until=\"2027-03-04\">Gammalt.</p><p "
		    "valid-from=\"2027-03-05\">Nytt.</p>"
		    "<p>Alltid.</p></step><step id=\"new\" icon=\"x\" valid-until=\"2026-12-31\">"
		    "<title>A</title><p>a</p></step><step id=\"new\" icon=\"x\" "
		    "valid-from=\"2027-01-01\"><title>B</title><p>b</p></step>",
		    &c, &d) != ERR_OK)
		fail_msg("%s", d.text);
	card = content_guide(c, "card");
	assert_int_equal(content_texts_on(card->steps[0].paragraphs, 3, "2027-03-03"), 2);
	assert_true(validity_holds(card->steps[0].paragraphs[0].valid, "2027-03-04"));
	assert_false(validity_holds(card->steps[0].paragraphs[1].valid, "2027-03-04"));
	assert_false(validity_holds(card->steps[0].paragraphs[0].valid, "2027-03-05"));
	assert_true(validity_holds(card->steps[0].paragraphs[1].valid, "2027-03-05"));
	assert_true(validity_holds(card->steps[0].paragraphs[2].valid, "2027-03-05"));
	assert_true(validity_holds(card->steps[1].valid, "2026-12-31"));
	assert_false(validity_holds(card->steps[2].valid, "2026-12-31"));
	assert_false(validity_holds(card->steps[1].valid, "2027-01-01"));
	assert_true(validity_holds(card->steps[2].valid, "2027-01-01"));
}

static void test_content_wrong_inline_tags_are_named(void **state)
{
#define P(text, sentence)                                                                          \
	{                                                                                          \
		CARD, "Fyll i.", text, ERR_SYNTAX, "guides/card.xml:8: the text of <p> " sentence  \
	}
	static const struct mutation mutations[] = {
		P("Fyll <i>i</i>.", "has an inline tag that is not <sv>, <b>, <web> or <fact ref"),
		P("<sv>a <b>b</b></sv>", "has a tag inside <sv>, <web> or <fact>"),
		P("<b>a <b>b</b></b>", "has a tag inside <sv>, <web> or <fact>, or <b> inside <b>"),
		P("<b>a <sv>b <web>c</web></sv></b>", "has a tag inside <sv>"),
		P("<sv lang=\"sv\">a</sv>", "has an attribute on <sv>, <b> or <web>"),
		P("<fact id=\"fee\"/>", "has a <fact> that is not of the form"),
		P("<fact ref=\"fee\">x</fact>", "has a <fact> with something in it"),
		P("a <sv></sv>", "has an empty inline tag"),
		P("a<sv> b</sv>", "has a blank at the start of an inline tag"),
		P("a<sv>b </sv>", "has a blank at the end of an inline tag"),
		P("<sv>a</sv> <b>b</b>", "has only a blank between two inline tags"),
		P("a <b>b</b>\n", "ends with a blank after an inline tag"),
		P("a <!-- b --> c", "has a comment inside; move or remove it"),
		P("a <![CDATA[b]]> c", "has a CDATA section inside"),
		P("a <?b?> c", "has a processing instruction inside"),
		P("a &#13; c", "has a control character"),
	};
	(void)state;

	check_mutations(mutations, sizeof(mutations) / sizeof(*mutations));
}

/* The expected strings are what xgettext 0.21 printed for the same elements. */
static void test_content_msgids_are_what_xgettext_extracts(void **state)
{
	static const struct {
		const char *xml, *msgid;
	} cases[] = {
		{ "  Hej   <sv>på</sv> dig\n     du ", "Hej <sv>på</sv> dig du" },
		{ "&amp; fin &lt;x&gt; > \"citat\" 'enkel' &quot;q&quot; &#229; &#160;nb",
			"&amp; fin &lt;x&gt; &gt; \"citat\" 'enkel' \"q\" å \xC2\xA0nb" },
		{ "Avgift <fact  ref='fee'></fact>slut", "Avgift <fact ref=\"fee\"/>slut" },
		{ "a <b>x <sv>y</sv> z</b> c", "a <b>x <sv>y</sv> z</b> c" },
		{ "full\ttab\n  &#9;x &#10; y", "full tab x y" },
		{ "a<sv>x</sv>	<b>b</b> <web>c</web>", "a<sv>x</sv> <b>b</b> <web>c</web>" },
		{ "<b>Tom &amp;</b>", "<b>Tom &amp;</b>" },
		{ "<sv>a</sv>&#160;<b>b</b>", "<sv>a</sv>\xC2\xA0<b>b</b>" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct content *c;
		struct diag d = { 0 };

		if (fixture_content_changed(arena, CARD, "Fyll i.", cases[i].xml, &c, &d) != ERR_OK)
			fail_msg("%s", d.text);
		assert_string_equal(
			content_guide(c, "card")->steps[0].paragraphs[0].msgid, cases[i].msgid);
	}
}

static void test_content_size_and_depth_are_capped(void **state)
{
	const struct content *c;
	char *deep = arena_alloc(arena, 4096), *big = arena_alloc(arena, XML_FILE_MAX + 2);
	char *text = arena_alloc(arena, XML_TEXT_MAX + 2);
	struct diag d = { 0 };
	(void)state;

	for (int i = 0; i < 100; i++)
		strcat(deep, "<not>");
	assert_int_equal(fixture_content_changed(arena, CARD, "<not>", deep, &c, &d), ERR_RANGE);
	assert_string_equal(
		d.text, "guides/card.xml:5: elements are nested deeper than 24; make it simpler");
	d = (struct diag){ 0 };
	memset(big, ' ', XML_FILE_MAX + 1);
	assert_int_equal(fixture_content_changed(arena, CARD, WHOLE, big, &c, &d), ERR_RANGE);
	assert_string_equal(d.text, "guides/card.xml:1: is larger than 1048576 bytes; split it");
	d = (struct diag){ 0 };
	memset(text, 'a', XML_TEXT_MAX + 1);
	assert_int_equal(fixture_content_changed(arena, CARD, "Fyll", text, &c, &d), ERR_SYNTAX);
	assert_string_equal(d.text,
		"guides/card.xml:8: the text of <p> is longer than any page can show; split it");
}

static void test_content_without_memory_says_so(void **state)
{
	size_t cap;
	bool loaded = false;
	(void)state;

	/* The fixture's own reading needs memory too, so it gets an arena of its own. */
	for (cap = 64; cap < 200000 && !loaded; cap = cap * 5 / 4) {
		struct arena *small = arena_create(cap);
		struct content_loader *l = content_loader_create(small);
		size_t size;
		const char *xml = fixture_read(arena, FIXTURE_CONTENT "/" NUMBER, &size);
		struct diag d = { 0 };
		enum err err = l ? content_add_guide(l, NUMBER, xml, size, &d) : ERR_MEMORY;

		if (err == ERR_OK)
			loaded = true;
		else
			assert_int_equal(err, ERR_MEMORY);
		arena_destroy(small);
	}
	assert_true(loaded);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_content_is_resolved),
		T(test_content_guides_come_after_what_they_need),
		T(test_content_one_alternative_is_enough_for_an_order),
		T(test_content_wrong_xml_is_named),
		T(test_content_wrong_attributes_are_named),
		T(test_content_wrong_names_are_named),
		T(test_content_wrong_rules_are_named),
		T(test_content_fact_is_the_version_in_force),
		T(test_content_wrong_days_are_named),
		T(test_content_stations_and_local_details),
		T(test_content_wrong_stations_and_places_are_named),
		T(test_content_changes_by_content),
		T(test_content_facts_are_checked_by_two),
		T(test_content_day_after_day),
		T(test_content_holds_on_its_days),
		T(test_content_wrong_inline_tags_are_named),
		T(test_content_msgids_are_what_xgettext_extracts),
		T(test_content_size_and_depth_are_capped),
		T(test_content_without_memory_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
