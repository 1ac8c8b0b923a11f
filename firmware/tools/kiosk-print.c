/* kiosk-print: the receipt a visitor would get, as the bytes for a printer and as a picture. For
 * tests and for people who look after texts or printers. */
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/profiles_linux.h"
#include "app/receipt_from_checklist.h"
#include "app/receipt_self_test.h"
#include "app/sheets.h"
#include "base/buf.h"
#include "checklist/checklist.h"
#include "checklist/code.h"
#include "content/catalogue_linux.h"
#include "content/store_linux.h"
#include "content/xml_reader.h"
#include "platform/files_linux.h"
#include "platform/paths_linux.h"
#include "platform/png_linux.h"
#include "print/escpos.h"
#include "print/port_open_linux.h"
#include "print/printer.h"
#include "print/simulator.h"
#include "print/simulator_edge_linux.h"
#include "text/fontfiles_linux.h"
#include "text/languages_linux.h"

#define EXIT_BAD_INPUT 2
#define ATLAS_SIDE 1024
#define SIMULATED_MS_MAX 600000

static const char usage[] =
	"usage: kiosk-print --lang CODE [--answers QUESTION=VALUE,...] [--content DIR]\n"
	"                   [--model NAME] [--date YYYY-MM-DD] [--size regular|large]\n"
	"                   [--short] [--copy]\n"
	"                   [--simulate[=memory|pty|tcp]] [-o FILE] [--png FILE]\n"
	"       kiosk-print --self-test [--model NAME] ...\n"
	"       kiosk-print --sheet staff|cards|keypad [...]\n"
	"Makes the receipt of the checklist for these answers (without: of everything) and\n"
	"writes the bytes for the printer to FILE (- or neither -o nor --png: standard\n"
	"output) and the picture to a PNG. --simulate: sends it through the job's state\n"
	"machine to a simulated printer, and writes what that took and what is on its paper;\n"
	"in memory, or over a pseudo-terminal or a TCP port by the kiosk's own port.\n"
	"--short: the short form, however short the list is. --copy: marked as the second one.\n"
	"--self-test: the page by which staff see whether the printer is well.\n"
	"--sheet: what staff print instead: how the kiosk is handled, the language cards, the\n"
	"keypad's table.\n";

struct program {
	const char *lang_code, *answers_text, *content_option, *model_name;
	const char *bytes_path, *png_path;
	const char *sheet; /* NULL: a visitor's list */
	char date[11];
	bool simulates, is_short, is_self_test, is_copy;
	const char *line; /* to the simulated printer: memory, pty, tcp */
	char content_dir[4096];
	struct arena *arena;
	struct lang_table langs;
	const struct content *content;
	struct catalogue *catalogue;
	struct printer_model model;
	struct fontfiles *files;
	struct text_engine *engine;
	struct glyphs *glyphs;
	enum receipt_size size;
	const struct receipt *receipt;
	struct diag diag;
};

/* ---------------------------------------------------------------- arguments */

static enum err take_date(struct program *p, const char *text)
{
	if (!xml_form_holds(XML_FORM_DATE, text))
		return diag_fail(&p->diag, ERR_SYNTAX,
			"--date %s: give a day as YYYY-MM-DD, for example 2026-11-30", text);
	memcpy(p->date, text, sizeof(p->date));
	return ERR_OK;
}

static void take_today(struct program *p)
{
	time_t now = time(NULL);
	struct tm day;

	localtime_r(&now, &day);
	strftime(p->date, sizeof(p->date), "%Y-%m-%d", &day);
}

static enum err take_size(struct program *p, const char *text)
{
	if (strcmp(text, "regular") != 0 && strcmp(text, "large") != 0)
		return diag_fail(
			&p->diag, ERR_SYNTAX, "--size %s: possible are regular, large", text);
	p->size = text[0] == 'l' ? RECEIPT_LARGE : RECEIPT_REGULAR;
	return ERR_OK;
}

static enum err take_line(struct program *p, const char *text)
{
	p->simulates = true;
	p->line = text;
	if (strcmp(text, "memory") == 0 || strcmp(text, "pty") == 0 || strcmp(text, "tcp") == 0)
		return ERR_OK;
	return diag_fail(
		&p->diag, ERR_SYNTAX, "--simulate=%s: possible are memory, pty, tcp", text);
}

static enum err take_sheet(struct program *p, const char *text)
{
	p->sheet = text;
	p->lang_code = "sv";
	if (strcmp(text, "staff") == 0 || strcmp(text, "cards") == 0 || strcmp(text, "keypad") == 0)
		return ERR_OK;
	return diag_fail(
		&p->diag, ERR_SYNTAX, "--sheet %s: possible are staff, cards, keypad", text);
}

static enum err take_option(struct program *p, int option, char **argv)
{
	switch (option) {
	case 'l':
		p->lang_code = optarg;
		return ERR_OK;
	case 'a':
		p->answers_text = optarg;
		return ERR_OK;
	case 'c':
		p->content_option = optarg;
		return ERR_OK;
	case 'm':
		p->model_name = optarg;
		return ERR_OK;
	case 'd':
		return take_date(p, optarg);
	case 's':
		return take_size(p, optarg);
	case 'i':
		return take_line(p, optarg ? optarg : "memory");
	case 'o':
		p->bytes_path = optarg;
		return ERR_OK;
	case 'p':
		p->png_path = optarg;
		return ERR_OK;
	case 'S':
		p->is_short = true;
		return ERR_OK;
	case 'C':
		p->is_copy = true;
		return ERR_OK;
	case 'T':
		p->is_self_test = true;
		return ERR_OK;
	case 'k':
		return take_sheet(p, optarg);
	case 'h':
		fputs(usage, stdout);
		exit(EXIT_SUCCESS);
	case ':':
		return diag_fail(
			&p->diag, ERR_SYNTAX, "%s needs a value; see --help", argv[optind - 1]);
	default:
		return diag_fail(&p->diag, ERR_SYNTAX,
			"%s is not an option; possible are --lang, --answers, --content, --model, "
			"--date, --size, --short, --copy, --self-test, --simulate, --sheet, -o, "
			"--png, "
			"--help",
			argv[optind - 1]);
	}
}

static enum err parse_arguments(struct program *p, int argc, char **argv)
{
	static const struct option known[] = {
		{ "lang", required_argument, NULL, 'l' },
		{ "answers", required_argument, NULL, 'a' },
		{ "content", required_argument, NULL, 'c' },
		{ "model", required_argument, NULL, 'm' },
		{ "date", required_argument, NULL, 'd' },
		{ "size", required_argument, NULL, 's' },
		{ "simulate", optional_argument, NULL, 'i' },
		{ "short", no_argument, NULL, 'S' },
		{ "copy", no_argument, NULL, 'C' },
		{ "self-test", no_argument, NULL, 'T' },
		{ "png", required_argument, NULL, 'p' },
		{ "sheet", required_argument, NULL, 'k' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	enum err err = ERR_OK;
	int option;

	opterr = 0;
	take_today(p);
	p->model_name = "generic-80mm";
	while (err == ERR_OK && (option = getopt_long(argc, argv, ":o:", known, NULL)) != -1)
		err = take_option(p, option, argv);
	if (err == ERR_OK && optind < argc)
		err = diag_fail(&p->diag, ERR_SYNTAX, "\"%s\" belongs to no option; see --help",
			argv[optind]);
	if (err == ERR_OK && !p->bytes_path && !p->png_path)
		p->bytes_path = "-";
	if (err == ERR_OK && p->bytes_path && strcmp(p->bytes_path, "-") == 0 && isatty(1))
		err = diag_fail(&p->diag, ERR_SYNTAX,
			"the bytes for the printer would go to the terminal; give -o FILE or "
			"--png FILE");
	return err;
}

/* ---------------------------------------------------------------- the receipt */

static enum err find_lang(struct program *p, const struct lang **lang_out)
{
	struct buf list = { 0 };
	enum err err = ERR_OK;

	if (p->is_self_test && !p->lang_code)
		p->lang_code = "sv";
	*lang_out = p->lang_code ? lang_find(&p->langs, p->lang_code) : NULL;
	if (*lang_out && (*lang_out)->order > 0)
		return ERR_OK;
	for (int i = 0; i < p->langs.count; i++) {
		if (p->langs.langs[i].order > 0)
			buf_printf(&list, "%s%s", list.size ? ", " : "", p->langs.langs[i].code);
	}
	if (p->lang_code)
		err = diag_fail(&p->diag, ERR_MISSING, "--lang %s: possible are %s", p->lang_code,
			buf_str(&list));
	else
		err = diag_fail(&p->diag, ERR_MISSING, "--lang CODE is missing; possible are %s",
			buf_str(&list));
	buf_finish(&list);
	return err;
}

static enum err make_sheet(struct program *p)
{
	enum err err;

	if (strcmp(p->sheet, "cards") == 0)
		err = sheet_cards(p->arena, &p->langs, &p->receipt);
	else if (strcmp(p->sheet, "keypad") == 0)
		err = sheet_keypad(p->arena, &p->langs, &p->receipt);
	else
		err = sheet_from_markdown(p->arena, &p->langs, staff_sheet_text, &p->receipt);
	return err == ERR_OK
		       ? ERR_OK
		       : diag_fail(&p->diag, err, "the sheet cannot be made: %s", err_name(err));
}

static enum err make_receipt(struct program *p, const struct lang *lang)
{
	const struct rich_context rich = { .content = p->content,
		.strings = catalogue_strings(p->catalogue),
		.langs = &p->langs,
		.lang = lang,
		.today = p->date };
	const struct checklist *list;
	char code[CODE_TEXT_MAX] = "";
	struct household household;
	int number;
	enum err err = household_parse(
		p->content, p->answers_text ? p->answers_text : "", &household, &p->diag);

	if (err != ERR_OK)
		return err;
	err = checklist_create_family(p->arena, p->content, &household, p->date, &list);
	if (err == ERR_OK)
		err = profiles_read_content_number(p->arena, p->content_dir, &number, &p->diag);
	if (err == ERR_OK)
		err = code_write(p->content, &household, number, code);
	if (err == ERR_OK && p->is_short)
		err = receipt_in_form(p->arena, &rich, list, code, RECEIPT_FORM_SHORT, &p->receipt);
	else if (err == ERR_OK)
		err = receipt_from_checklist(p->arena, &rich, list, code, &p->receipt);
	return err == ERR_OK
		       ? ERR_OK
		       : diag_fail(&p->diag, err, "the receipt cannot be made: %s", err_name(err));
}

static enum err mark_copy(struct program *p)
{
	struct receipt *marked = arena_alloc(p->arena, sizeof(*marked));

	if (!marked)
		return diag_fail(&p->diag, ERR_MEMORY, "no memory");
	*marked = *p->receipt;
	marked->copy = 2;
	p->receipt = marked;
	return ERR_OK;
}

static enum err make_self_test(struct program *p)
{
	struct self_test test = { .model = &p->model, .langs = &p->langs, .today = p->date };
	enum err err = profiles_read_content_number(
		p->arena, p->content_dir, &test.content_number, &p->diag);

	if (err == ERR_OK)
		err = receipt_self_test(p->arena, &test, &p->receipt);
	return err;
}

/* A language whose catalogue is not used comes out in Swedish: say so, but print. */
static void warn_of_catalogue(const struct program *p, const struct lang *lang)
{
	if (catalogue_has(p->catalogue, lang->code, STRINGS_KIOSK) &&
		catalogue_has(p->catalogue, lang->code, STRINGS_GUIDES))
		return;
	for (int i = 0; i < catalogue_fault_count(p->catalogue); i++)
		fprintf(stderr, "kiosk-print: %s\n", catalogue_fault(p->catalogue, i));
}

static enum err load(struct program *p)
{
	const struct lang *lang;
	enum err err;

	p->arena = arena_create(0);
	if (!p->arena)
		return diag_fail(&p->diag, ERR_MEMORY, "no memory");
	err = paths_content_dir(
		p->content_option, p->content_dir, sizeof(p->content_dir), &p->diag);
	if (err == ERR_OK)
		err = languages_load(p->arena, p->content_dir, &p->langs, &p->diag);
	if (err == ERR_OK)
		err = find_lang(p, &lang);
	if (err == ERR_OK)
		err = profiles_read_printer(
			p->arena, p->content_dir, p->model_name, &p->model, &p->diag);
	if (err == ERR_OK)
		err = content_store_load(p->arena, p->content_dir, &p->content, &p->diag);
	if (err == ERR_OK)
		err = catalogue_open(p->content_dir, &p->langs, &p->catalogue, &p->diag);
	if (err == ERR_OK) {
		warn_of_catalogue(p, lang);
		err = p->is_self_test ? make_self_test(p)
		      : p->sheet      ? make_sheet(p)
				      : make_receipt(p, lang);
		if (err == ERR_OK && p->is_copy)
			err = mark_copy(p);
	}
	if (err == ERR_OK)
		err = fontfiles_open(p->content_dir, &p->files, &p->diag);
	if (err != ERR_OK)
		return err;
	p->engine = text_engine_create(fontfiles_fonts(p->files));
	p->glyphs = glyphs_create(fontfiles_fonts(p->files), ATLAS_SIDE, ATLAS_SIDE);
	return p->engine && p->glyphs ? ERR_OK : diag_fail(&p->diag, ERR_MEMORY, "no memory");
}

static void unload(struct program *p)
{
	glyphs_destroy(p->glyphs);
	text_engine_destroy(p->engine);
	fontfiles_close(p->files);
	catalogue_close(p->catalogue);
	arena_destroy(p->arena);
}

/* ---------------------------------------------------------------- output */

static enum err write_bytes(struct program *p, const void *bytes, size_t size)
{
	if (!p->bytes_path)
		return ERR_OK;
	if (strcmp(p->bytes_path, "-") != 0)
		return file_write(p->bytes_path, bytes, size, &p->diag);
	if (fwrite(bytes, 1, size, stdout) != size || fflush(stdout) != 0)
		return diag_fail(&p->diag, ERR_IO, "standard output: cannot be written: %s",
			strerror(errno));
	return ERR_OK;
}

static enum err write_picture(struct program *p, const struct bitmap *b)
{
	return p->png_path ? png_write_bits(p->png_path, b->bits, b->width, b->height, b->stride,
				     p->model.dpi, &p->diag)
			   : ERR_OK;
}

static enum err encode(struct program *p, struct buf *out)
{
	struct receipt_raster *raster;
	const struct bitmap *band = NULL;
	unsigned char previous = 0;
	enum err err = receipt_raster_create(
		p->engine, p->glyphs, p->receipt, &p->model, p->size, &raster, &p->diag);

	if (err != ERR_OK)
		return err;
	escpos_begin(out, &p->model);
	do {
		err = receipt_raster_next(raster, &band, &p->diag);
		if (err == ERR_OK && band)
			escpos_band(out, &p->model, band, &previous);
	} while (err == ERR_OK && band);
	escpos_end(out, &p->model, "0001");
	receipt_raster_destroy(raster);
	if (err == ERR_OK && out->failed)
		err = diag_fail(&p->diag, ERR_MEMORY, "no memory for the bytes");
	return err;
}

static enum err write_directly(struct program *p)
{
	struct buf bytes = { 0 };
	struct bitmap picture;
	enum err err = encode(p, &bytes);

	if (err == ERR_OK)
		err = write_bytes(p, bytes.data, bytes.size);
	buf_finish(&bytes);
	if (err == ERR_OK)
		err = receipt_raster_all(
			p->engine, p->glyphs, p->receipt, &p->model, p->size, &picture, &p->diag);
	if (err != ERR_OK)
		return err;
	err = write_picture(p, &picture);
	bitmap_finish(&picture);
	return err;
}

/* Lets the line carry what stands on it, and gives a real one the time it needs. */
static void step_line(struct simulator_edge *edge)
{
	if (edge && simulator_edge_step(edge) == 0)
		poll(NULL, 0, 1);
}

/* The kiosk's own way, in simulated time. */
static enum err print_simulated(
	struct program *p, struct printer *printer, struct simulator_edge *edge)
{
	struct print_report report = printer_step(printer, 0);
	enum err err = printer_start(printer, p->receipt, p->size, 0);

	for (int64_t now_ms = 0; err == ERR_OK && now_ms < SIMULATED_MS_MAX; now_ms++) {
		report = printer_step(printer, now_ms);
		step_line(edge);
		if (report.state == PRINT_DONE || report.state == PRINT_FAILED)
			break;
	}
	if (err != ERR_OK || report.state != PRINT_DONE)
		return diag_fail(&p->diag, ERR_IO, "the simulated printer did not print: %s",
			printer_sentence(printer));
	return ERR_OK;
}

static enum err open_line(struct program *p, struct simulator *simulator,
	struct simulator_edge **edge_out, struct port *port_out)
{
	enum err err;

	*port_out = port_simulator(simulator);
	if (strcmp(p->line, "memory") == 0)
		return ERR_OK;
	err = strcmp(p->line, "pty") == 0 ? simulator_pty_open(simulator, edge_out, &p->diag)
					  : simulator_tcp_open(simulator, 0, edge_out, &p->diag);
	return err == ERR_OK ? port_open(simulator_edge_uri(*edge_out), port_out, &p->diag) : err;
}

static enum err write_simulated(struct program *p)
{
	struct simulator *simulator = simulator_create(&p->model);
	struct printer *printer = printer_create(&p->model, p->engine, p->glyphs);
	const struct bitmap *paper;
	const uint8_t *bytes;
	size_t size;
	struct simulator_edge *edge = NULL;
	struct port port = { 0 };
	enum err err = ERR_MEMORY;

	if (simulator && printer)
		err = open_line(p, simulator, &edge, &port);
	if (err == ERR_OK) {
		printer_set_port(printer, port, 0);
		err = print_simulated(p, printer, edge);
	}
	if (err == ERR_OK && !(simulator_paper(simulator, 0, &paper) &&
				     simulator_bytes(simulator, 0, &bytes, &size)))
		err = diag_fail(&p->diag, ERR_IO, "the simulated printer printed nothing");
	if (err == ERR_OK)
		err = write_bytes(p, bytes, size);
	if (err == ERR_OK)
		err = write_picture(p, paper);
	printer_destroy(printer);
	simulator_edge_close(edge);
	simulator_destroy(simulator);
	return err;
}

int main(int argc, char **argv)
{
	struct program p = { 0 };
	enum err err = parse_arguments(&p, argc, argv);

	if (err == ERR_OK)
		err = load(&p);
	if (err == ERR_OK)
		err = p.simulates ? write_simulated(&p) : write_directly(&p);
	if (err != ERR_OK)
		fprintf(stderr, "kiosk-print: %s\n", p.diag.text[0] ? p.diag.text : err_name(err));
	unload(&p);
	return err == ERR_OK ? EXIT_SUCCESS : EXIT_BAD_INPUT;
}
