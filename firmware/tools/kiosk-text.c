/* kiosk-text: lays out standard input with the kiosk's own text engine and shows the result as JSON
 * or as a picture, or measures how long it takes. For tests and for people who look after texts. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "platform/paths_linux.h"
#include "platform/png_linux.h"
#include "text/bitmap.h"
#include "text/fontfiles_linux.h"
#include "text/glyphs.h"
#include "text/languages_linux.h"
#include "text/layout.h"
#include "text/layout_json.h"
#include "text/layout_picture.h"

#define INPUT_MAX (1u << 20)
#define SIZE_MAX_PX 1000.0
#define WIDTH_MAX_PX 100000.0
#define REPEAT_MAX 100000
#define ATLAS_SIDE 2048
#define PICTURE_BYTES_MAX ((size_t)1 << 30)

static const char usage[] =
	"usage: kiosk-text --lang CODE --size PX --width PX [--bold] [--content DIR]\n"
	"                  [--json | --png FILE [--mono]] [--align start|center|end]\n"
	"                  [--repeat N]\n"
	"Lays out standard input (paragraphs separated by an empty line). --mono: hinted,\n"
	"1 bit, as on paper. --repeat: prints the median microseconds of a cold layout (new\n"
	"fonts and engine) and of a warm one.\n";

struct options {
	const char *lang, *content, *png;
	double size_px, width_px;
	bool bold, json, mono;
	enum text_align align;
	int repeat;
};

struct program {
	struct options options;
	struct arena *arena;
	char content[4096];
	struct lang_table langs;
	const struct lang *lang;
	struct fontfiles *files;
	struct text_engine *engine;
	struct buf input;
	struct text_rich *paragraphs;
	const struct layout **layouts;
	int count;
	struct diag diag;
};

/* ---------------------------------------------------------------- arguments */

static enum err parse_number(
	const char *name, const char *value, double low, double high, double *out, struct diag *d)
{
	char *end;
	double v = strtod(value, &end);

	if (end == value || *end || !(v >= low && v <= high))
		return diag_fail(d, ERR_RANGE, "--%s %s: give a number from %g to %g", name, value,
			low, high);
	*out = v;
	return ERR_OK;
}

static enum err parse_align(const char *value, enum text_align *out, struct diag *d)
{
	static const char *const names[] = { "start", "center", "end" };

	for (int i = 0; i < 3; i++) {
		if (strcmp(value, names[i]) == 0) {
			*out = (enum text_align)i;
			return ERR_OK;
		}
	}
	return diag_fail(d, ERR_RANGE, "--align %s: give start, center or end", value);
}

static enum err check_options(const struct options *o, struct diag *d)
{
	if (!o->lang)
		return diag_fail(d, ERR_MISSING, "--lang CODE is missing");
	if (o->size_px <= 0)
		return diag_fail(d, ERR_MISSING, "--size PX is missing");
	if (o->width_px <= 0)
		return diag_fail(d, ERR_MISSING, "--width PX is missing");
	if (o->mono && !o->png)
		return diag_fail(d, ERR_MISSING, "--mono needs --png FILE");
	if (o->json && (o->png || o->repeat))
		return diag_fail(d, ERR_RANGE, "--json, --png and --repeat exclude each other");
	if (o->png && o->repeat)
		return diag_fail(d, ERR_RANGE, "--png and --repeat exclude each other");
	return ERR_OK;
}

static enum err parse_options(int argc, char **argv, struct options *o, struct diag *d)
{
	static const struct option known[] = {
		{ "lang", required_argument, NULL, 'l' },
		{ "size", required_argument, NULL, 's' },
		{ "width", required_argument, NULL, 'w' },
		{ "bold", no_argument, NULL, 'b' },
		{ "content", required_argument, NULL, 'c' },
		{ "json", no_argument, NULL, 'j' },
		{ "png", required_argument, NULL, 'p' },
		{ "mono", no_argument, NULL, 'm' },
		{ "align", required_argument, NULL, 'a' },
		{ "repeat", required_argument, NULL, 'r' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	double repeat = 0;
	enum err err = ERR_OK;
	int option;

	opterr = 0;
	while (err == ERR_OK && (option = getopt_long(argc, argv, ":", known, NULL)) != -1) {
		switch (option) {
		case 'l':
			o->lang = optarg;
			break;
		case 's':
			err = parse_number("size", optarg, 1, SIZE_MAX_PX, &o->size_px, d);
			break;
		case 'w':
			err = parse_number("width", optarg, 1, WIDTH_MAX_PX, &o->width_px, d);
			break;
		case 'b':
			o->bold = true;
			break;
		case 'c':
			o->content = optarg;
			break;
		case 'j':
			o->json = true;
			break;
		case 'p':
			o->png = optarg;
			break;
		case 'm':
			o->mono = true;
			break;
		case 'a':
			err = parse_align(optarg, &o->align, d);
			break;
		case 'r':
			err = parse_number("repeat", optarg, 1, REPEAT_MAX, &repeat, d);
			o->repeat = (int)repeat;
			break;
		case 'h':
			fputs(usage, stdout);
			exit(EXIT_SUCCESS);
		case ':':
			err = diag_fail(d, ERR_SYNTAX, "%s needs a value", argv[optind - 1]);
			break;
		default:
			err = diag_fail(
				d, ERR_SYNTAX, "%s is not an option; see --help", argv[optind - 1]);
		}
	}
	if (err == ERR_OK && optind < argc)
		err = diag_fail(
			d, ERR_SYNTAX, "%s: the text is read from standard input", argv[optind]);
	return err == ERR_OK ? check_options(o, d) : err;
}

/* ---------------------------------------------------------------- input */

static enum err find_lang(struct program *p)
{
	struct buf known = { 0 };
	enum err err;

	p->lang = lang_find(&p->langs, p->options.lang);
	if (p->lang)
		return ERR_OK;
	for (int i = 0; i < p->langs.count; i++)
		buf_printf(&known, " %s", p->langs.langs[i].code);
	err = diag_fail(&p->diag, ERR_MISSING, "--lang %s: is not known; known are:%s",
		p->options.lang, buf_str(&known));
	buf_finish(&known);
	return err;
}

static enum err read_input(struct program *p)
{
	char chunk[4096];
	size_t n;

	while ((n = fread(chunk, 1, sizeof(chunk), stdin)) > 0) {
		buf_append(&p->input, chunk, n);
		if (p->input.size > INPUT_MAX)
			return diag_fail(&p->diag, ERR_RANGE,
				"standard input: is longer than %u bytes", INPUT_MAX);
	}
	if (ferror(stdin))
		return diag_fail(
			&p->diag, ERR_IO, "standard input: cannot read: %s", strerror(errno));
	return p->input.failed ? diag_fail(&p->diag, ERR_MEMORY, "no memory for the text") : ERR_OK;
}

/* Blocks between empty lines; one newline at a block's end is its line's own. No text at all is one
 * empty paragraph. */
static enum err split_input(struct program *p)
{
	const char *text = p->input.size ? p->input.data : "";
	size_t at = 0, size = p->input.size, capacity = size / 2 + 2;

	p->paragraphs = arena_array(p->arena, capacity, sizeof(*p->paragraphs));
	p->layouts = arena_array(p->arena, capacity, sizeof(const struct layout *));
	if (!p->paragraphs || !p->layouts)
		return diag_fail(&p->diag, ERR_MEMORY, "no memory for the text");
	while (at < size) {
		size_t start, end;

		while (at < size && text[at] == '\n')
			at++;
		start = at;
		while (at < size && !(text[at] == '\n' && (at + 1 == size || text[at + 1] == '\n')))
			at++;
		end = at;
		if (end > start)
			p->paragraphs[p->count++] =
				(struct text_rich){ .utf8 = text + start, .size = end - start };
	}
	if (p->count == 0)
		p->paragraphs[p->count++] = (struct text_rich){ .utf8 = "" };
	return ERR_OK;
}

static enum err open_engine(struct program *p)
{
	enum err err = fontfiles_open(p->content, &p->files, &p->diag);

	if (err != ERR_OK)
		return err;
	p->engine = text_engine_create(fontfiles_fonts(p->files));
	return p->engine ? ERR_OK : diag_fail(&p->diag, ERR_MEMORY, "no memory for the engine");
}

static void close_engine(struct program *p)
{
	text_engine_destroy(p->engine);
	fontfiles_close(p->files);
	p->engine = NULL;
	p->files = NULL;
}

static enum err lay_out(struct program *p, struct arena *a)
{
	struct layout_params params = {
		.lang = p->lang,
		.size_26_6 = (int32_t)(p->options.size_px * 64 + 0.5),
		.width_26_6 = (int32_t)(p->options.width_px * 64 + 0.5),
		.align = p->options.align,
		.bold = p->options.bold,
		.hinted = p->options.mono,
	};
	enum err err = ERR_OK;

	for (int i = 0; i < p->count && err == ERR_OK; i++)
		err = layout_create(
			p->engine, a, &p->paragraphs[i], &params, &p->layouts[i], &p->diag);
	return err;
}

/* ---------------------------------------------------------------- JSON */

static enum err print_json(struct program *p)
{
	struct buf out = { 0 };
	bool complete = true, written;

	if (p->count > 1)
		buf_puts(&out, "{\"paragraphs\":[\n");
	for (int i = 0; i < p->count; i++) {
		buf_puts(&out, i ? ",\n" : "");
		complete = layout_json(&out, fontfiles_fonts(p->files), p->layouts[i]) && complete;
	}
	buf_puts(&out, p->count > 1 ? "]}\n" : "\n");
	if (out.failed || !complete) {
		buf_finish(&out);
		return diag_fail(&p->diag, ERR_MEMORY, "no memory for the output");
	}
	written = fwrite(out.data, 1, out.size, stdout) == out.size && fflush(stdout) == 0;
	buf_finish(&out);
	return written ? ERR_OK
		       : diag_fail(&p->diag, ERR_IO, "standard output: cannot write: %s",
				 strerror(errno));
}

/* ---------------------------------------------------------------- picture */

static enum err write_grey(struct program *p, struct glyphs *glyphs, int margin, int height)
{
	struct layout_picture picture = { .width = (int)p->options.width_px + 2 * margin,
		.height = height };
	size_t bytes = (size_t)picture.width * (size_t)height * sizeof(*picture.pixels);
	int y = margin;
	enum err err;

	picture.pixels = bytes <= PICTURE_BYTES_MAX ? malloc(bytes) : NULL;
	if (!picture.pixels)
		return diag_fail(&p->diag, ERR_MEMORY, "no memory for a picture of %d x %d px",
			picture.width, height);
	memset(picture.pixels, 255, bytes);
	for (int i = 0; i < p->count; i++) {
		layout_picture_draw(&picture, glyphs, p->layouts[i], margin, y);
		y += (p->layouts[i]->height >> 6) + margin;
	}
	err = png_write_rgb(
		p->options.png, picture.pixels, picture.width, height, picture.width, &p->diag);
	free(picture.pixels);
	return err;
}

static enum err write_mono(struct program *p, struct glyphs *glyphs, int margin, int height)
{
	struct bitmap b;
	int y = margin;
	enum err err = bitmap_init(&b, (int)p->options.width_px + 2 * margin, height);

	if (err != ERR_OK)
		return diag_fail(&p->diag, err, "%s: the picture is too large", p->options.png);
	for (int i = 0; i < p->count; i++) {
		bitmap_text(&b, glyphs, p->layouts[i], margin, y);
		y += (p->layouts[i]->height >> 6) + margin;
	}
	err = png_write_bits(p->options.png, b.bits, b.width, b.height, b.stride, 0, &p->diag);
	bitmap_finish(&b);
	return err;
}

static enum err draw(struct program *p)
{
	int margin = (int)(p->options.size_px / 2) + 1, height = margin;
	struct glyphs *glyphs = glyphs_create(fontfiles_fonts(p->files), ATLAS_SIDE, ATLAS_SIDE);
	enum err err;

	if (!glyphs)
		return diag_fail(&p->diag, ERR_MEMORY, "no memory for glyphs");
	for (int i = 0; i < p->count; i++)
		height += (p->layouts[i]->height >> 6) + margin;
	err = p->options.mono ? write_mono(p, glyphs, margin, height)
			      : write_grey(p, glyphs, margin, height);
	glyphs_destroy(glyphs);
	return err;
}

/* ---------------------------------------------------------------- measuring */

static double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static enum err measure(struct program *p, bool cold, double *median_out)
{
	struct arena *a = arena_create(0);
	double *times = arena_array(p->arena, (size_t)p->options.repeat, sizeof(*times));
	enum err err = a && times ? ERR_OK : diag_fail(&p->diag, ERR_MEMORY, "no memory");

	for (int i = 0; err == ERR_OK && i < p->options.repeat; i++) {
		double start;

		arena_reset(a);
		if (cold)
			close_engine(p);
		start = now_us();
		if (cold)
			err = open_engine(p);
		if (err == ERR_OK)
			err = lay_out(p, a);
		times[i] = now_us() - start;
	}
	if (err == ERR_OK) {
		qsort(times, (size_t)p->options.repeat, sizeof(*times), compare_doubles);
		*median_out = times[p->options.repeat / 2];
	}
	arena_destroy(a);
	return err;
}

static enum err repeat(struct program *p)
{
	double cold, warm;
	enum err err = measure(p, true, &cold);

	if (err == ERR_OK)
		err = measure(p, false, &warm);
	if (err == ERR_OK)
		printf("cold_us %.1f\nwarm_us %.1f\n", cold, warm);
	return err;
}

/* ---------------------------------------------------------------- main */

static enum err run(struct program *p)
{
	enum err err =
		paths_content_dir(p->options.content, p->content, sizeof(p->content), &p->diag);

	if (err == ERR_OK)
		err = languages_load(p->arena, p->content, &p->langs, &p->diag);
	if (err == ERR_OK)
		err = find_lang(p);
	if (err == ERR_OK)
		err = open_engine(p);
	if (err == ERR_OK)
		err = read_input(p);
	if (err == ERR_OK)
		err = split_input(p);
	if (err != ERR_OK)
		return err;
	if (p->options.repeat)
		return repeat(p);
	err = lay_out(p, p->arena);
	if (err == ERR_OK)
		err = p->options.png ? draw(p) : print_json(p);
	return err;
}

int main(int argc, char **argv)
{
	static struct program p;
	enum err err = parse_options(argc, argv, &p.options, &p.diag);
	int status = err == ERR_OK ? EXIT_SUCCESS : 2;

	if (err == ERR_OK) {
		p.arena = arena_create(0);
		err = p.arena ? run(&p) : diag_fail(&p.diag, ERR_MEMORY, "no memory");
		status = err == ERR_OK ? EXIT_SUCCESS : p.langs.count && !p.lang ? 2 : EXIT_FAILURE;
	}
	if (err != ERR_OK)
		fprintf(stderr, "kiosk-text: %s\n", p.diag.text);
	close_engine(&p);
	buf_finish(&p.input);
	arena_destroy(p.arena);
	return status;
}
