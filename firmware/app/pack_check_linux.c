#include "app/pack_check_linux.h"

#include <getopt.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/contact_sheet_linux.h"
#include "app/kiosk_linux.h"
#include "app/pack_report_linux.h"
#include "app/profiles_linux.h"
#include "content/xml_reader.h"
#include "proof/papers.h"
#include "proof/screens.h"
#include "proof/strings_linux.h"
#include "proof/texts.h"

#define JOBS_MAX 16
#define LANGS_MAX 32
#define KEPT_BYTES (256 << 20)

static const char *const panels[] = { "portrait-156", "landscape-156" };

static const char usage[] =
	"kiosk-pack check DIR: walks every tuple of answers, lays out every distinct screen and "
	"the\n"
	"longest papers in every language and text size, and names every rule that is broken.\n"
	"  --source DIR        {kiosk,guides}-source.mo: what there is to translate\n"
	"  --locales DIR       PO files and same.txt, to name lines and count fuzzy texts\n"
	"  --lang CODE         only this language (may be given several times)\n"
	"  --date YYYY-MM-DD   the day (default: today)\n"
	"  --issue             the day is the day of issue: a fact past its check-by day is a "
	"fault\n"
	"  --strict            a missing text or a fact without its second check is a fault\n"
	"  --only PART         texts, strings, walk or screens\n"
	"  --jobs N            child processes (default: the processors)\n"
	"  --json              the result as JSON\n"
	"  --graph FILE        the topics and what they need, for Graphviz\n"
	"  --contact-sheet FILE.png --screen ID   one screen in all languages side by side\n";

struct job { /* a child and what comes from it */
	pid_t pid;
	FILE *from;
};

struct program {
	struct kiosk_options options;
	const char *source_dir, *locales_dir, *only, *graph, *sheet, *screen;
	const char *langs[LANGS_MAX];
	int lang_count, jobs;
	bool is_issue, is_strict, is_json;
	struct kiosk *kiosk;
	struct panel panels[2];
	struct printer_model wide, narrow;
	struct proof_report report;
	struct pack_summary summary;
};

static bool does(const struct program *p, const char *part)
{
	return !p->only || strcmp(p->only, part) == 0;
}

static bool wants(const struct program *p, const struct lang *lang)
{
	for (int i = 0; i < p->lang_count; i++) {
		if (strcmp(p->langs[i], lang->code) == 0)
			return true;
	}
	return !p->lang_count && lang->order > 0;
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---------------------------------------------------------------- arguments */

static int bad(const char *sentence, const char *what)
{
	fprintf(stderr, "kiosk-pack check: %s%s; see kiosk-pack check --help\n", what, sentence);
	return 2;
}

static int take_option(struct program *p, int option)
{
	switch (option) {
	case 's':
		p->source_dir = optarg;
		return 0;
	case 'L':
		p->locales_dir = optarg;
		return 0;
	case 'l':
		if (p->lang_count == LANGS_MAX)
			return bad(" are too many languages", "--lang");
		p->langs[p->lang_count++] = optarg;
		return 0;
	case 'd':
		if (!xml_form_holds(XML_FORM_DATE, optarg))
			return bad(" is no day written YYYY-MM-DD", optarg);
		memcpy(p->options.today, optarg, sizeof(p->options.today));
		return 0;
	case 'o':
		p->only = optarg;
		if (strcmp(optarg, "texts") != 0 && strcmp(optarg, "strings") != 0 &&
			strcmp(optarg, "walk") != 0 && strcmp(optarg, "screens") != 0)
			return bad(" is none of texts, strings, walk, screens", optarg);
		return 0;
	case 'j':
		p->jobs = atoi(optarg);
		return p->jobs >= 1 && p->jobs <= JOBS_MAX ? 0
							   : bad(" is no number of jobs", optarg);
	case 'g':
		p->graph = optarg;
		return 0;
	case 'c':
		p->sheet = optarg;
		return 0;
	case 'S':
		p->screen = optarg;
		return 0;
	case 'i':
		p->is_issue = true;
		return 0;
	case 't':
		p->is_strict = true;
		return 0;
	case 'J':
		p->is_json = true;
		return 0;
	default:
		return bad(" is not an option, or needs a value", "an argument");
	}
}

static int parse(struct program *p, int argc, char **argv)
{
	static const struct option known[] = {
		{ "source", required_argument, NULL, 's' },
		{ "locales", required_argument, NULL, 'L' },
		{ "lang", required_argument, NULL, 'l' },
		{ "date", required_argument, NULL, 'd' },
		{ "only", required_argument, NULL, 'o' },
		{ "jobs", required_argument, NULL, 'j' },
		{ "graph", required_argument, NULL, 'g' },
		{ "contact-sheet", required_argument, NULL, 'c' },
		{ "screen", required_argument, NULL, 'S' },
		{ "issue", no_argument, NULL, 'i' },
		{ "strict", no_argument, NULL, 't' },
		{ "json", no_argument, NULL, 'J' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	time_t now = time(NULL);
	struct tm day;
	int option;

	localtime_r(&now, &day);
	strftime(p->options.today, sizeof(p->options.today), "%Y-%m-%d", &day);
	p->jobs = (int)sysconf(_SC_NPROCESSORS_ONLN);
	p->jobs = p->jobs < 1 ? 1 : p->jobs > JOBS_MAX ? JOBS_MAX : p->jobs;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
		int status = 0;

		if (option == 'h') {
			fputs(usage, stdout);
			exit(EXIT_SUCCESS);
		}
		status = take_option(p, option);
		if (status)
			return status;
	}
	if (optind + 1 != argc)
		return bad(": give one content folder", "DIR");
	p->options.content_dir = argv[optind];
	return 0;
}

/* ---------------------------------------------------------------- children */

static void prove_language(
	struct program *p, const struct walk *walk, const struct lang *lang, int counts[3])
{
	struct kiosk *k = p->kiosk;
	struct rich_context rich = { k->content, catalogue_strings(k->catalogue), &k->langs, lang,
		p->options.today, NULL };
	struct proof_papers papers = { .report = &p->report,
		.walk = walk,
		.rich = rich,
		.engine = k->engine,
		.glyphs = k->glyphs,
		.wide = &p->wide,
		.narrow = &p->narrow,
		.scratch = arena_create(0) };
	struct proof_screens s = { .check = { .report = &p->report,
					   .frame = arena_create(0),
					   .mirror = arena_create(0) },
		.walk = walk,
		.rich = rich,
		.engine = k->engine,
		.content_number = k->content_number,
		.scratch = papers.scratch };

	for (int i = 0; i < 2; i++) {
		s.check.panel = &p->panels[i];
		s.check.panel_name = panels[i];
		for (int size = 0; size < TEXT_SIZES; size++) {
			s.text_size = (enum text_size)size;
			proof_screens(&s);
		}
	}
	proof_papers(&papers);
	counts[0] += s.check.screens;
	counts[1] += papers.papers;
	if (papers.longest_cm > counts[2])
		counts[2] = papers.longest_cm;
	arena_destroy(s.check.frame);
	arena_destroy(s.check.mirror);
	arena_destroy(papers.scratch);
}

/* In the child: every jobs-th language; then all that was found goes to the parent. */
static void run_child(struct program *p, const struct walk *walk, int job, FILE *to)
{
	int counts[3] = { 0 }, n = 0;

	proof_report_init(&p->report, arena_create(0));
	for (int i = 0; i < p->kiosk->langs.count; i++) {
		if (wants(p, &p->kiosk->langs.langs[i]) && n++ % p->jobs == job)
			prove_language(p, walk, &p->kiosk->langs.langs[i], counts);
	}
	pack_report_send(&p->report, counts, to);
}

static bool start_child(struct program *p, const struct walk *walk, int job, struct job *out)
{
	int ends[2];

	if (pipe(ends) != 0)
		return false;
	fflush(NULL);
	out->pid = fork();
	if (out->pid == 0) {
		FILE *to = fdopen(ends[1], "w");

		close(ends[0]);
		if (to)
			run_child(p, walk, job, to);
		_exit(to && fclose(to) == 0 ? 0 : 1);
	}
	close(ends[1]);
	out->from = out->pid > 0 ? fdopen(ends[0], "r") : NULL;
	return out->from != NULL;
}

static void prove_screens(struct program *p, const struct walk *walk)
{
	struct job jobs[JOBS_MAX] = { { 0 } };

	for (int i = 0; i < p->jobs; i++) {
		if (!start_child(p, walk, i, &jobs[i]))
			proof_fail(&p->report, RULE_LOADS, "kiosk-pack",
				"no child process could be started; try --jobs 1");
	}
	for (int i = 0; i < p->jobs; i++) {
		int status = 1, counts[3] = { 0 };

		if (!jobs[i].from)
			continue;
		pack_report_receive(&p->report, counts, jobs[i].from);
		fclose(jobs[i].from);
		waitpid(jobs[i].pid, &status, 0);
		if (status != 0)
			proof_fail(&p->report, RULE_LOADS, "kiosk-pack",
				"a child process ended before it was done (status %d)", status);
		p->summary.screens += counts[0];
		p->summary.papers += counts[1];
		if (counts[2] > p->summary.longest_cm)
			p->summary.longest_cm = counts[2];
	}
}

/* ---------------------------------------------------------------- all of it */

/* Which rule a folder breaks that does not load. */
static enum proof_rule rule_of(const char *sentence)
{
	if (strstr(sentence, "wait for one another") || strstr(sentence, "there is no guide") ||
		strstr(sentence, "requires itself"))
		return RULE_PREREQUISITES;
	if (strstr(sentence, "there is no fact"))
		return RULE_KNOWN_FACTS;
	if (strstr(sentence, "https"))
		return RULE_QR;
	return RULE_LOADS;
}

static bool load(struct program *p)
{
	struct kiosk_failure failure;
	struct diag d = { 0 };
	struct arena *a = p->report.arena;

	if (kiosk_create(&p->options, 0, &p->kiosk, &failure) != ERR_OK) {
		proof_fail(&p->report, rule_of(failure.diag.text), p->options.content_dir, "%s",
			failure.diag.text);
		return false;
	}
	for (int i = 0; i < 2; i++) {
		if (profiles_read_panel(a, p->options.content_dir, panels[i], &p->panels[i], &d) !=
			ERR_OK)
			break;
	}
	if (d.text[0] ||
		profiles_read_printer(a, p->options.content_dir, "generic-80mm", &p->wide, &d) !=
			ERR_OK ||
		profiles_read_printer(a, p->options.content_dir, "generic-58mm", &p->narrow, &d) !=
			ERR_OK) {
		proof_fail(&p->report, RULE_LOADS, p->options.content_dir, "%s", d.text);
		return false;
	}
	for (int i = 0; i < p->lang_count; i++) {
		if (!lang_find(&p->kiosk->langs, p->langs[i])) {
			proof_fail(&p->report, RULE_LOADS, "--lang", "there is no language \"%s\"",
				p->langs[i]);
			return false;
		}
	}
	return true;
}

static void prove_texts(struct program *p)
{
	struct proof_texts t = { .report = &p->report,
		.content = p->kiosk->content,
		.today = p->options.today,
		.content_number = p->kiosk->content_number,
		.is_issue = p->is_issue,
		.is_strict = p->is_strict };

	proof_texts(&t);
	proof_codes(&p->report, p->kiosk->content, &p->narrow);
	p->summary.facts = t.facts;
	p->summary.verified = t.verified;
	p->summary.overdue = t.overdue;
}

static void prove_strings(struct program *p)
{
	struct diag d = { 0 };
	struct proof_strings s = { .report = &p->report,
		.arena = p->report.arena,
		.content = p->kiosk->content,
		.langs = &p->kiosk->langs,
		.fonts = fontfiles_fonts(p->kiosk->fontfiles),
		.content_dir = p->options.content_dir,
		.source_dir = p->source_dir,
		.locales_dir = p->locales_dir,
		.is_strict = p->is_strict };

	if (proof_strings(&s, &d) != ERR_OK)
		proof_fail(&p->report, RULE_EXTRACTED, "--source", "%s", d.text);
	p->summary.languages = s.languages;
	p->summary.language_count = s.language_count;
}

static void prove(struct program *p)
{
	struct walk walk = { .content = p->kiosk->content,
		.today = p->options.today,
		.report = &p->report,
		.arena = p->report.arena };

	if (does(p, "texts"))
		prove_texts(p);
	if (does(p, "strings"))
		prove_strings(p);
	if (does(p, "walk") || does(p, "screens")) {
		if (walk_all(&walk) != ERR_OK)
			proof_fail(&p->report, RULE_LOADS, "kiosk-pack", "no memory to walk");
		p->summary.paths = walk.paths;
		p->summary.lists = walk.lists;
		p->summary.most_questions = walk.most_questions;
		p->summary.covers = walk.cover_count;
	}
	if (does(p, "screens"))
		prove_screens(p, &walk);
}

static int extras(struct program *p)
{
	struct diag d = { 0 };
	enum err err = ERR_OK;

	if (p->graph)
		err = pack_graph_write(p->graph, p->kiosk->content, &d);
	if (err == ERR_OK && p->sheet)
		err = contact_sheet_write(p->sheet, p->kiosk, p->screen ? p->screen : "topics", &d);
	if (err != ERR_OK)
		fprintf(stderr, "kiosk-pack check: %s\n", d.text);
	return err == ERR_OK ? 0 : 2;
}

int pack_check(int argc, char **argv)
{
	struct program p = { .options = { .printer = "none" } };
	double began = seconds();
	int status = parse(&p, argc, argv), more = 0;

	if (status)
		return status;
	/* Each screen takes and gives back the same memory: keep it instead of asking the kernel.
	 */
	mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
	proof_report_init(&p.report, arena_create(0));
	if (load(&p)) {
		prove(&p);
		more = extras(&p);
	}
	p.summary.seconds = seconds() - began;
	proof_report_sort(&p.report);
	if (p.is_json)
		pack_report_json(&p.report, &p.summary);
	else
		pack_report_print(&p.report, &p.summary);
	kiosk_destroy(p.kiosk);
	status = p.report.failed || p.report.faults ? 1 : more;
	arena_destroy(p.report.arena);
	return status;
}
