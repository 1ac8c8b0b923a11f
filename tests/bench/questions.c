/* How long it takes to find the questions to ask: every screen of a question does it. Content as
 * large as the kiosk's own will be (8 questions of up to 11 answers, two of them with many, 32
 * guides with rules on their steps and documents), made from the seed, and visitors who have
 * answered none, some or all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "bench.h"
#include "checklist/checklist.h"

#define GUIDES 32
#define STEPS 7
#define DOCS 5
#define VISITORS 2000

static const struct {
	const char *id, *values, *when;
} questions[] = {
	{ "permit",
		"protection quota temporary family-protection family work study eu nordic "
		"swedish asylum",
		"" },
	{ "temporary-year", "yes no", "<when><is question=\"permit\" in=\"temporary\"/></when>" },
	{ "stay", "yes no", "<when><is question=\"permit\" in=\"work study eu\"/></when>" },
	{ "age", "under13 13-15 16-17 18-19 20-65 66 67plus", "" },
	{ "children", "none 0-5 6-15 16-19", "" },
	{ "address", "yes no", "" },
	{ "housing", "assigned own",
		"<when><is question=\"permit\" in=\"protection quota\"/></when>" },
	{ "done", "none personnummer id-kort bank af fk", "" },
};
#define QUESTIONS (int)(sizeof(questions) / sizeof(*questions))

static uint64_t state;

static int below(int n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (int)((state >> 33) % (unsigned)n);
}

static bool is_many(int question)
{
	return strcmp(questions[question].id, "children") == 0 ||
	       strcmp(questions[question].id, "done") == 0;
}

static void put_is(struct buf *out, int question)
{
	const char *value = questions[question].values;
	int count = 0;

	buf_printf(out, "<is question=\"%s\" in=\"", questions[question].id);
	while (*value) {
		size_t size = strcspn(value, " ");
		bool is_last = !value[size];

		if (below(3) == 0 || (is_last && !count))
			buf_printf(out, "%s%.*s", count++ ? " " : "", (int)size, value);
		value += size + !is_last;
	}
	buf_puts(out, "\"/>");
}

static void put_rule(struct buf *out, int depth)
{
	int kind = depth ? below(4) : 3;
	const char *name = kind == 0 ? "not" : kind == 1 ? "any" : "all";

	if (kind == 3) {
		put_is(out, below(QUESTIONS));
		return;
	}
	buf_printf(out, "<%s>", name);
	for (int i = kind ? 2 + below(3) : 1; i > 0; i--)
		put_rule(out, depth - 1);
	buf_printf(out, "</%s>", name);
}

static void put_when(struct buf *out, int one_in)
{
	if (below(one_in))
		return;
	buf_puts(out, "<when>");
	put_rule(out, 2);
	buf_puts(out, "</when>");
}

static void put_questions(struct buf *out)
{
	buf_puts(out, "<questions>");
	for (int i = 0; i < QUESTIONS; i++) {
		const char *value = questions[i].values;

		buf_printf(out,
			"<question id=\"%s\" icon=\"x\" many=\"%s\"><text>t</text><why>w</why>%s",
			questions[i].id, is_many(i) ? "yes" : "no", questions[i].when);
		while (*value) {
			size_t size = strcspn(value, " ");

			buf_printf(out, "<answer value=\"%.*s\">a</answer>", (int)size, value);
			value += size + (value[size] == ' ');
		}
		buf_puts(out, "</question>");
	}
	buf_puts(out, "</questions>");
}

static void put_guide(struct buf *out, int number)
{
	buf_printf(out,
		"<guide id=\"g%d\" order=\"%d\" station=\"1\" authority=\"office\" icon=\"x\" "
		"term=\"t\" web=\"https://a.example\" checked=\"2026-11-22\"><applies>",
		number, number);
	put_rule(out, 3);
	buf_puts(out, "</applies><title>t</title><summary>s</summary>");
	for (int i = 0; i < STEPS; i++) {
		buf_printf(out, "<step id=\"s%d\" icon=\"x\">", i);
		put_when(out, 2);
		buf_puts(out, "<title>t</title><p>p</p></step>");
	}
	for (int i = 0; i < DOCS; i++) {
		buf_printf(out, "<doc id=\"d%d\" icon=\"x\" term=\"t\">", i);
		put_when(out, 2);
		buf_puts(out, "<text>t</text></doc>");
	}
	buf_puts(out, "<source href=\"https://a.example\" checked=\"2026-11-22\"/></guide>");
}

static void check(enum err err, const struct diag *d)
{
	if (err == ERR_OK)
		return;
	fprintf(stderr, "questions: %s\n", d->text);
	exit(1);
}

static const struct content *make_content(struct arena *a)
{
	static const char facts[] =
		"<facts><authority id=\"office\" name=\"O\" web=\"https://a.example\"/></facts>";
	struct content_loader *l = content_loader_create(a);
	const struct content *c = NULL;
	struct buf xml = { 0 };
	struct diag d = { 0 };

	buf_puts(&xml, "<stations>");
	for (int i = 1; i <= STATIONS; i++)
		buf_printf(&xml,
			"<station number=\"%d\" id=\"s%d\" icon=\"x\"><title>t</title>"
			"<text>t</text></station>%s",
			i, i, i == STATIONS ? "</stations>" : "");
	check(content_add_stations(l, "stations.xml", buf_str(&xml), xml.size, &d), &d);
	buf_clear(&xml);
	check(content_add_facts(l, "facts.xml", facts, strlen(facts), &d), &d);
	put_questions(&xml);
	check(content_add_questions(l, "questions.xml", buf_str(&xml), xml.size, &d), &d);
	for (int i = 0; i < GUIDES; i++) {
		buf_clear(&xml);
		put_guide(&xml, i);
		check(content_add_guide(l, "guide.xml", buf_str(&xml), xml.size, &d), &d);
	}
	check(content_finish_loading(l, &c, &d), &d);
	buf_finish(&xml);
	return c;
}

/* Answered up to a question, as visitors are. */
static struct answers make_answers(const struct content *c)
{
	struct answers answers;
	int upto = below(QUESTIONS + 1);

	answers_clear(&answers);
	for (int i = 0; i < upto; i++) {
		const struct question *q = &c->questions[i];

		if (below(6) == 0)
			answers_set_unknown(&answers, i);
		else
			answers_choose(&answers, i, below(q->answer_count));
		if (q->is_many && !answers_is_unknown(&answers, i) &&
			!(answers.chosen[i] & q->none))
			answers_toggle(c, &answers, i, 1 + below(q->answer_count - 1));
	}
	return answers;
}

int main(int argc, char **argv)
{
	struct arena *a = arena_create(0);
	struct bench_samples samples = { .count = 0 };
	const struct content *c;
	int indices[QUESTIONS_MAX], asked = 0;

	state = bench_seed(argc, argv);
	c = make_content(a);
	for (int i = 0; i < VISITORS; i++) {
		struct answers answers = make_answers(c);
		double start = bench_now_us();

		asked += checklist_questions(c, &answers, "2026-11-22", indices);
		bench_sample(&samples, bench_now_us() - start);
	}
	if (!asked)
		return 1;
	bench_print_limits("the questions to ask", &samples, 500, 2000, NULL);
	arena_destroy(a);
	return 0;
}
