#include "app/pack_shots_linux.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "app/kiosk_linux.h"
#include "app/receipt_from_checklist.h"
#include "app/shot_texts_linux.h"
#include "app/shrink.h"
#include "base/utf8.h"
#include "checklist/code.h"
#include "content/xml_reader.h"
#include "platform/png_linux.h"
#include "print/receipt_raster.h"
#include "proof/screens.h"

#define PATH_BYTES 4096
#define SHRINK 2 /* a text of 4 mm is still easy to read */
#define FEW_TOPICS 4
#define FAR_DAY "2035-01-01"

static const char usage[] =
	"kiosk-pack shots DIR --lang CODE --out FOLDER: a picture of each text where it stands on "
	"the\n"
	"screen or the paper, and FOLDER/index.html, which shows source, translation and picture.\n"
	"  --date YYYY-MM-DD   the day (default: today)\n";

struct shots {
	struct kiosk_options options;
	const char *out, *code;
	struct kiosk *kiosk;
	const struct lang *lang;
	struct arena *arena;
	struct shot_texts texts;
	uint32_t *pixels, *small;
	int pictures;
	FILE *index;
	struct diag diag; /* the first thing that could not be written */
};

/* ---------------------------------------------------------------- pictures */

static void write_html(FILE *to, const char *text)
{
	for (; *text; text++) {
		if (*text == '<')
			fputs("&lt;", to);
		else if (*text == '&')
			fputs("&amp;", to);
		else
			fputc(*text, to);
	}
}

/* Begins the picture's part of the page. */
static void begin_picture(struct shots *s, const char *what)
{
	fprintf(s->index,
		"<section id=\"p%04d\"><img loading=\"lazy\" src=\"%04d.png\" alt=\"\"><div><h2>",
		s->pictures, s->pictures);
	write_html(s->index, what);
	fputs("</h2>\n", s->index);
}

static void take_texts(struct shots *s, const struct drawlist *list)
{
	for (int i = 0; i < s->texts.count; i++) {
		struct shot_text *t = &s->texts.texts[i];

		if (!t->is_asked_for || t->picture ||
			(list && !shot_text_stands_on(list, t->translation)))
			continue;
		t->picture = s->pictures;
		fputs("<p lang=\"", s->index);
		write_html(s->index, t->domain == STRINGS_KIOSK ? "en" : "sv");
		fputs("\">", s->index);
		write_html(s->index, t->msgid);
		fprintf(s->index, "</p><p class=\"t\" dir=\"auto\" lang=\"%s\">", s->lang->bcp47);
		write_html(s->index, t->translation);
		fputs("</p>\n", s->index);
	}
	fputs("</div></section>\n", s->index);
}

static bool has_news(const struct shots *s, const struct drawlist *list)
{
	for (int i = 0; i < s->texts.count; i++) {
		const struct shot_text *t = &s->texts.texts[i];

		if (t->is_asked_for && !t->picture &&
			(!list || shot_text_stands_on(list, t->translation)))
			return true;
	}
	return false;
}

static void path_of(const struct shots *s, char path[PATH_BYTES])
{
	snprintf(path, PATH_BYTES, "%s/%04d.png", s->out, s->pictures);
}

static void shoot_screen(void *ctx, const struct drawlist *list, const char *what)
{
	struct shots *s = ctx;
	const struct panel *panel = &s->kiosk->panel;
	struct rect all = { 0, 0, panel->width_px, panel->height_px };
	int w = all.w / SHRINK, h = all.h / SHRINK;
	char path[PATH_BYTES];

	if (s->diag.text[0] || !has_news(s, list)) {
		shot_texts_forget(&s->texts);
		return;
	}
	s->pictures++;
	paint_drawlist(s->kiosk->paint, s->pixels, all.w, all.w, all.h, list, all);
	for (int i = 0; i < w * h; i++)
		s->small[i] = shrink_pixel(s->pixels, all.w, i % w, i / w, SHRINK);
	path_of(s, path);
	if (png_write_rgb(path, s->small, w, h, w, &s->diag) != ERR_OK)
		return;
	begin_picture(s, what);
	take_texts(s, list);
	shot_texts_forget(&s->texts);
}

static void shoot_paper(struct shots *s, const struct rich_context *rich, const struct household *h,
	bool is_short, struct arena *scratch)
{
	struct bitmap bits = { 0 };
	const struct checklist *all;
	struct checklist list;
	const struct receipt *receipt;
	char path[PATH_BYTES], code[CODE_TEXT_MAX] = "";

	arena_reset(scratch);
	shot_texts_forget(&s->texts);
	if (s->diag.text[0] ||
		checklist_create_family(scratch, rich->content, h, rich->today, &all) != ERR_OK ||
		code_write(rich->content, h, 1, code) != ERR_OK)
		return;
	list = *all;
	if (is_short && list.item_count > FEW_TOPICS)
		list.item_count = FEW_TOPICS; /* the paper then says all there is about each */
	if (receipt_from_checklist(scratch, rich, &list, code, &receipt) != ERR_OK ||
		!has_news(s, NULL) ||
		receipt_raster_all(s->kiosk->engine, s->kiosk->glyphs, receipt, &s->kiosk->model,
			RECEIPT_REGULAR, &bits, &s->diag) != ERR_OK)
		return;
	s->pictures++;
	path_of(s, path);
	if (png_write_bits(path, bits.bits, bits.width, bits.height, bits.stride,
		    s->kiosk->model.dpi, &s->diag) == ERR_OK) {
		begin_picture(s, h->person_count > 1 ? "paper of a family" : "paper");
		take_texts(s, NULL);
	}
	bitmap_finish(&bits);
}

/* ---------------------------------------------------------------- all of it */

static void shoot_papers(struct shots *s, const struct rich_context *rich, const struct walk *walk,
	struct arena *scratch)
{
	struct household family = { .person_count = 0 };

	for (int i = 0; i < walk->cover_count; i++) {
		struct household h = { { walk->covers[i] }, 1 };

		if (family.person_count < 3)
			family.persons[family.person_count++] = walk->covers[i];
		shoot_paper(s, rich, &h, false, scratch);
		shoot_paper(s, rich, &h, true, scratch);
	}
	shoot_paper(s, rich, &family, false, scratch);
}

/* Facts without their figure, as if staff had taken them off. */
static void withdraw_facts(const struct content *c, struct withdrawals *w)
{
	for (int i = 0; i < c->fact_count; i++) {
		if (withdrawals_add(w, WITHDRAWN_FACT, c->facts[i].id, c->facts[i].checked) !=
			ERR_OK)
			return;
	}
}

/* Every screen in one state of things; pictures are taken of what has none yet. */
static enum err shoot_pass(struct shots *s, const char *today, enum text_size size,
	const struct withdrawals *withdrawn, bool papers)
{
	struct strings recording = shot_texts_strings(&s->texts);
	struct kiosk *k = s->kiosk;
	struct proof_report report;
	struct walk walk = {
		.content = k->content, .today = today, .report = &report, .arena = s->arena
	};
	struct proof_screens screens = { .check = { .report = &report,
						 .panel = &k->panel,
						 .panel_name = k->panel.name,
						 .frame = arena_create(0),
						 .mirror = arena_create(0),
						 .picture = shoot_screen,
						 .picture_ctx = s },
		.walk = &walk,
		.rich = { k->content, &recording, &k->langs, s->lang, today, withdrawn },
		.engine = k->engine,
		.text_size = size,
		.content_number = k->content_number,
		.scratch = arena_create(0) };
	enum err err;

	proof_report_init(&report, s->arena); /* what it finds is kiosk-pack check's matter */
	err = walk_all(&walk);
	if (err == ERR_OK)
		proof_screens(&screens);
	if (err == ERR_OK && papers)
		shoot_papers(s, &screens.rich, &walk, screens.scratch);
	arena_destroy(screens.check.frame);
	arena_destroy(screens.check.mirror);
	arena_destroy(screens.scratch);
	return err;
}

static enum err shoot_all(struct shots *s)
{
	const char *today = s->kiosk->options.today;
	struct withdrawals withdrawn = { .count = 0 };
	enum err err = shoot_pass(s, today, TEXT_SIZE_NORMAL, NULL, true);

	withdraw_facts(s->kiosk->content, &withdrawn);
	if (err == ERR_OK) /* pages in parts */
		err = shoot_pass(s, today, TEXT_SIZE_LARGEST, NULL, false);
	if (err == ERR_OK)
		err = shoot_pass(s, today, TEXT_SIZE_NORMAL, &withdrawn, false);
	if (err == ERR_OK) /* every rule has changed, every fact is old */
		err = shoot_pass(s, FAR_DAY, TEXT_SIZE_NORMAL, NULL, false);
	s->texts.has_gaps = true;
	if (err == ERR_OK)
		err = shoot_pass(s, today, TEXT_SIZE_NORMAL, NULL, false);
	return err;
}

static int tell(const struct shots *s)
{
	int missing = 0;

	for (int i = 0; i < s->texts.count; i++) {
		if (s->texts.texts[i].picture)
			continue;
		missing++;
		printf("no picture: %s\n", s->texts.texts[i].msgid);
	}
	printf("shots %s: %d pictures of %d texts, %d without\n", s->code, s->pictures,
		s->texts.count - missing, missing);
	return missing ? 1 : 0;
}

static enum err open_out(struct shots *s)
{
	char path[PATH_BYTES];
	size_t pixels = (size_t)s->kiosk->panel.width_px * (size_t)s->kiosk->panel.height_px;

	s->pixels = arena_array(s->arena, pixels, sizeof(*s->pixels));
	s->small = arena_array(s->arena, pixels, sizeof(*s->small));
	if (!s->pixels || !s->small)
		return diag_fail(&s->diag, ERR_MEMORY, "no memory for a picture");
	if (mkdir(s->out, 0755) != 0 && errno != EEXIST)
		return diag_fail(
			&s->diag, ERR_IO, "%s: cannot be made: %s", s->out, strerror(errno));
	snprintf(path, sizeof(path), "%s/index.html", s->out);
	s->index = fopen(path, "w");
	if (!s->index)
		return diag_fail(
			&s->diag, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
	fprintf(s->index,
		"<!doctype html><meta "
		"charset=\"utf-8\"><title>%s</title><style>section{display:flex;"
		"gap:2em;border-top:1px solid "
		"#888;padding:1em}img{width:24em;align-self:start;border:"
		"1px solid #ccc}.t{font-size:1.4em;margin-bottom:2em}</style>\n",
		s->lang->english);
	return ERR_OK;
}

static int run(struct shots *s)
{
	struct kiosk_failure failure;
	enum err err = kiosk_create(&s->options, 0, &s->kiosk, &failure);
	int status = 2;

	if (err != ERR_OK)
		s->diag = failure.diag;
	else if (!(s->lang = lang_find(&s->kiosk->langs, s->code)))
		err = diag_fail(&s->diag, ERR_MISSING, "there is no language \"%s\"", s->code);
	if (err == ERR_OK)
		err = shot_texts_read(
			&s->texts, s->arena, s->options.content_dir, s->code, &s->diag);
	if (err == ERR_OK)
		err = open_out(s);
	if (err == ERR_OK) {
		s->texts.real = *catalogue_strings(s->kiosk->catalogue);
		err = shoot_all(s);
	}
	if (err != ERR_OK && !s->diag.text[0])
		diag_fail(&s->diag, err, "no memory to walk");
	if (s->index && fclose(s->index) != 0 && !s->diag.text[0])
		diag_fail(&s->diag, ERR_IO, "%s/index.html: cannot be written", s->out);
	if (s->diag.text[0])
		fprintf(stderr, "kiosk-pack shots: %s\n", s->diag.text);
	else
		status = tell(s);
	kiosk_destroy(s->kiosk);
	return status;
}

static int bad(const char *what)
{
	fprintf(stderr, "kiosk-pack shots: %s; see kiosk-pack shots --help\n", what);
	return 2;
}

int pack_shots(int argc, char **argv)
{
	static const struct option known[] = {
		{ "lang", required_argument, NULL, 'l' },
		{ "out", required_argument, NULL, 'o' },
		{ "date", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct shots s = { .options = { .printer = "none" } };
	time_t now = time(NULL);
	struct tm day;
	int option, status;

	localtime_r(&now, &day);
	strftime(s.options.today, sizeof(s.options.today), "%Y-%m-%d", &day);
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (option == 'h') {
			fputs(usage, stdout);
			return 0;
		}
		if (option == '?' || (option == 'd' && !xml_form_holds(XML_FORM_DATE, optarg)))
			return bad("an argument is no option, or no day written YYYY-MM-DD");
		if (option == 'd')
			memcpy(s.options.today, optarg, sizeof(s.options.today));
		else
			*(option == 'l' ? &s.code : &s.out) = optarg;
	}
	if (optind + 1 != argc || !s.code || !s.out)
		return bad("give one content folder, --lang and --out");
	s.options.content_dir = argv[optind];
	s.arena = arena_create(0);
	status = s.arena ? run(&s) : bad("no memory");
	shot_texts_finish(&s.texts);
	arena_destroy(s.arena);
	return status;
}
