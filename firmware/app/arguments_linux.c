#include "app/arguments_linux.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content/xml_reader.h"

static const char usage[] =
	"kiosk [options]\n"
	"  --content DIR         guides, languages, icons, catalogues (default: ../content beside "
	"the "
	"program)\n"
	"  --store DIR           packs (kiosk-pack install): what is good there is shown instead,\n"
	"                        a newer one between two visits\n"
	"  --roots DIR           the root keys for it (default: " KIOSK_ROOTS ")\n"
	"  --check PROGRAM       judges new content (default: kiosk-pack check)\n"
	"  --watch DIR           the same, and shown anew whenever something in it is written\n"
	"  --state DIR           where the kiosk may write\n"
	"  --set-pin             reads the staff's first PIN (six digits) from standard input into "
	"--state\n"
	"                        and ends; staff choose another at its first use\n"
	"  --set-card            writes the text of a new card of the staff's to standard output "
	"(a pipe) and\n"
	"                        ends: kiosk --set-card --state DIR | qrencode -o card.png\n"
	"  --keyboard-scanner    what a keyboard types, to its Enter, counts as scanned; for "
	"development\n"
	"  --printer URI         file:PATH, tcp://HOST[:PORT], serial:/dev/ttyS0[@BAUD],\n"
	"                        usblp:/dev/usb/lp0, sim:DIR (a "
	"simulated "
	"one\n"
	"                        that saves its receipts) or none\n"
	"  --printer-model NAME  a file of DIR/printers (default: the printer is asked which it "
	"is;\n"
	"                        " KIOSK_PRINTER_MODEL " if it does not say)\n"
	"  --panel NAME          a file of DIR/panels (default: " KIOSK_PANEL ")\n"
	"  --window WxH          size of the window (default: the panel's, made to fit the "
	"screen)\n"
	"  --fullscreen          no window\n"
	"  --lang CODE           begin in this language instead of asking\n"
	"  --date YYYY-MM-DD     instead of today\n"
	"  --time HH:MM          instead of now; only with --date\n"
	"  --text-size NAME      normal, large or largest\n"
	"  --script FILE         play a visit without a display; see firmware/app/script_linux.h\n"
	"  --monkey SEED:COUNT   touch anything COUNT times without a display\n"
	"  --version, --help\n";

int arguments_bad(const char *format, ...)
{
	va_list args;

	fputs("kiosk: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputs("\n", stderr);
	return EXIT_ARGUMENTS;
}

/* ---------------------------------------------------------------- arguments */

static bool parse_number(
	const char *text, char end_char, long min, long max, long *out, const char **rest_out)
{
	char *end;

	errno = 0;
	*out = strtol(text, &end, 10);
	*rest_out = end + (*end && *end == end_char);
	return *text >= '0' && *text <= '9' && *end == end_char && !errno && *out >= min &&
	       *out <= max;
}

static int parse_window(struct arguments *a, const char *text)
{
	const char *rest;
	long w, h;

	if (!parse_number(text, 'x', 100, 16384, &w, &rest) ||
		!parse_number(rest, '\0', 100, 16384, &h, &rest))
		return arguments_bad(
			"--window %s: give width and height in pixels (100 to 16384), such as "
			"540x960",
			text);
	a->window_w = (int)w;
	a->window_h = (int)h;
	return 0;
}

static int parse_date(struct arguments *a, const char *text)
{
	if (!xml_form_holds(XML_FORM_DATE, text))
		return arguments_bad(
			"--date %s: give a day that exists as YYYY-MM-DD, such as 2026-11-22",
			text);
	memcpy(a->kiosk.today, text, sizeof(a->kiosk.today));
	a->fixed_date = true;
	return 0;
}

static int parse_time(struct arguments *a, const char *text)
{
	const char *rest;
	long hours, minutes;

	if (strlen(text) != 5 || !parse_number(text, ':', 0, 23, &hours, &rest) ||
		!parse_number(rest, '\0', 0, 59, &minutes, &rest))
		return arguments_bad(
			"--time %s: give the time of day as HH:MM, such as 09:30", text);
	a->kiosk.day_ms = (hours * 60 + minutes) * (int64_t)60000;
	a->kiosk.has_time = true;
	return 0;
}

static int parse_text_size(struct arguments *a, const char *text)
{
	if (text_size_parse(text, &a->kiosk.text_size))
		return 0;
	return arguments_bad("--text-size %s: possible are normal, large and largest", text);
}

static int parse_monkey(struct arguments *a, const char *text)
{
	const char *rest;
	long seed, count;

	if (!parse_number(text, ':', 0, 1000000000, &seed, &rest) ||
		!parse_number(rest, '\0', 1, 100000000, &count, &rest))
		return arguments_bad(
			"--monkey %s: give two whole numbers as SEED:COUNT, such as 1:2000", text);
	a->monkey_seed = (unsigned long long)seed;
	a->monkey_count = (int)count;
	a->has_monkey = true;
	return 0;
}

static int parse_state(struct arguments *a, const char *text)
{
	struct stat st;

	if (stat(text, &st) < 0)
		return arguments_bad("--state %s: %s; give a folder the kiosk may write in", text,
			strerror(errno));
	if (!S_ISDIR(st.st_mode) || access(text, W_OK | X_OK) < 0)
		return arguments_bad("--state %s: is not a folder the kiosk may write in", text);
	a->kiosk.state_dir = text;
	return 0;
}

enum {
	OPTION_CONTENT = 256,
	OPTION_WATCH,
	OPTION_SET_PIN,
	OPTION_STATE,
	OPTION_PRINTER,
	OPTION_MODEL,
	OPTION_PANEL,
	OPTION_WINDOW,
	OPTION_FULLSCREEN,
	OPTION_LANG,
	OPTION_DATE,
	OPTION_TEXT_SIZE,
	OPTION_SCRIPT,
	OPTION_MONKEY,
	OPTION_VERSION,
	OPTION_HELP,
	OPTION_STORE,
	OPTION_ROOTS,
	OPTION_CHECK,
	OPTION_SET_CARD,
	OPTION_KEYBOARD_SCANNER,
	OPTION_TIME
};

static const struct option options[] = {
	{ "content", required_argument, NULL, OPTION_CONTENT },
	{ "watch", required_argument, NULL, OPTION_WATCH },
	{ "set-pin", no_argument, NULL, OPTION_SET_PIN },
	{ "state", required_argument, NULL, OPTION_STATE },
	{ "printer", required_argument, NULL, OPTION_PRINTER },
	{ "printer-model", required_argument, NULL, OPTION_MODEL },
	{ "panel", required_argument, NULL, OPTION_PANEL },
	{ "window", required_argument, NULL, OPTION_WINDOW },
	{ "fullscreen", no_argument, NULL, OPTION_FULLSCREEN },
	{ "lang", required_argument, NULL, OPTION_LANG },
	{ "date", required_argument, NULL, OPTION_DATE },
	{ "text-size", required_argument, NULL, OPTION_TEXT_SIZE },
	{ "script", required_argument, NULL, OPTION_SCRIPT },
	{ "monkey", required_argument, NULL, OPTION_MONKEY },
	{ "set-card", no_argument, NULL, OPTION_SET_CARD },
	{ "keyboard-scanner", no_argument, NULL, OPTION_KEYBOARD_SCANNER },
	{ "version", no_argument, NULL, OPTION_VERSION },
	{ "help", no_argument, NULL, OPTION_HELP },
	{ "roots", required_argument, NULL, OPTION_ROOTS },
	{ "check", required_argument, NULL, OPTION_CHECK },
	{ "time", required_argument, NULL, OPTION_TIME },
	{ "store", required_argument, NULL, OPTION_STORE },
	{ NULL, 0, NULL, 0 },
};

/* 0: go on; EXIT_ARGUMENTS; -1: said what was asked for, end well. */
static int take_option(struct arguments *a, int option)
{
	switch (option) {
	case OPTION_CONTENT:
		a->kiosk.content_dir = optarg;
		return 0;
	case OPTION_WATCH:
		a->kiosk.content_dir = optarg;
		a->kiosk.is_preview = a->watches = true;
		return 0;
	case OPTION_ROOTS:
		a->kiosk.roots_dir = optarg;
		return 0;
	case OPTION_CHECK:
		a->kiosk.check = optarg;
		return 0;
	case OPTION_STORE:
		a->kiosk.store_dir = optarg;
		return 0;
	case OPTION_SET_PIN:
		a->sets_pin = true;
		return 0;
	case OPTION_SET_CARD:
		a->sets_card = true;
		return 0;
	case OPTION_KEYBOARD_SCANNER:
		a->kiosk.has_keyboard_scanner = true;
		return 0;
	case OPTION_STATE:
		return parse_state(a, optarg);
	case OPTION_PRINTER:
		a->kiosk.printer = optarg;
		return 0;
	case OPTION_MODEL:
		a->kiosk.printer_model = optarg;
		return 0;
	case OPTION_PANEL:
		a->kiosk.panel = optarg;
		return 0;
	case OPTION_WINDOW:
		return parse_window(a, optarg);
	case OPTION_FULLSCREEN:
		a->fullscreen = true;
		return 0;
	case OPTION_LANG:
		a->kiosk.lang = optarg;
		return 0;
	case OPTION_DATE:
		return parse_date(a, optarg);
	case OPTION_TIME:
		return parse_time(a, optarg);
	case OPTION_TEXT_SIZE:
		return parse_text_size(a, optarg);
	case OPTION_SCRIPT:
		a->script = optarg;
		return 0;
	case OPTION_MONKEY:
		return parse_monkey(a, optarg);
	case OPTION_VERSION:
		printf("kiosk %s\n", a->kiosk.version);
		return -1;
	case OPTION_HELP:
		fputs(usage, stdout);
		return -1;
	default:
		return EXIT_ARGUMENTS;
	}
}

/* The content folder stands beside the folder of the program, as `make` builds it and as it is
 * installed. */
static void find_content(struct arguments *a)
{
	char program[sizeof(a->content_dir) - 32];
	ssize_t size = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash, *resolved;

	program[size > 0 ? size : 0] = '\0';
	slash = strrchr(program, '/');
	if (slash)
		*slash = '\0';
	snprintf(a->content_dir, sizeof(a->content_dir), "%s/../content", *program ? program : ".");
	resolved = realpath(a->content_dir, NULL);
	if (resolved)
		snprintf(a->content_dir, sizeof(a->content_dir), "%s", resolved);
	free(resolved);
	a->kiosk.content_dir = a->content_dir;
}

int arguments_parse(struct arguments *a, int argc, char **argv)
{
	find_content(a);
	opterr = 0;
	for (;;) {
		int at = optind ? optind : 1;
		int option = getopt_long(argc, argv, ":", options, NULL);
		int code;

		if (option == -1)
			break;
		if (option == ':')
			return arguments_bad(
				"%s needs a value; --help lists the options", argv[at]);
		if (option == '?')
			return arguments_bad(
				"%s is not an option, or takes no value; --help lists the options",
				argv[at]);
		code = take_option(a, option);
		if (code)
			return code;
	}
	if (optind < argc)
		return arguments_bad(
			"\"%s\" belongs to no option; --help lists them", argv[optind]);
	if (a->kiosk.has_time && !a->fixed_date)
		return arguments_bad("--time goes with --date; give both");
	if (a->script && a->has_monkey)
		return arguments_bad(
			"--script and --monkey each want the screen for themselves; give one");
	if (a->watches && a->kiosk.store_dir)
		return arguments_bad("--watch looks at a folder, --store at packs; give one");
	if (a->watches && (a->script || a->has_monkey))
		return arguments_bad("--watch wants a window; take it or --script or --monkey");
	return 0;
}
