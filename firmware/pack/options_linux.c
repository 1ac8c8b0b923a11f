#include "pack/options_linux.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "pack/identity.h"

enum {
	OPT_OUT = 'o',
	OPT_ISSUED = 256,
	OPT_EXPIRES,
	OPT_DATE,
	OPT_STORE,
	OPT_ROOTS,
	OPT_KEYS,
	OPT_PUBKEY,
	OPT_CHECK,
	OPT_TIMEOUT,
	OPT_FIRMWARE,
	OPT_JSON,
	OPT_HELP,
	OPT_EVENTS,
};

static const struct option known[] = {
	{ "out", required_argument, NULL, OPT_OUT },
	{ "issued", required_argument, NULL, OPT_ISSUED },
	{ "expires", required_argument, NULL, OPT_EXPIRES },
	{ "date", required_argument, NULL, OPT_DATE },
	{ "store", required_argument, NULL, OPT_STORE },
	{ "roots", required_argument, NULL, OPT_ROOTS },
	{ "keys", required_argument, NULL, OPT_KEYS },
	{ "pubkey", required_argument, NULL, OPT_PUBKEY },
	{ "check", required_argument, NULL, OPT_CHECK },
	{ "timeout", required_argument, NULL, OPT_TIMEOUT },
	{ "min-firmware", required_argument, NULL, OPT_FIRMWARE },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "events", no_argument, NULL, OPT_EVENTS },
	{ "help", no_argument, NULL, OPT_HELP },
	{ NULL, 0, NULL, 0 },
};

int options_fail(const struct pack_options *o, const char *sentence, int status)
{
	fprintf(stderr, "kiosk-pack %s: %s\n", o->verb, sentence);
	return status;
}

void options_json(json_t *json)
{
	json_dumpf(json, stdout, JSON_INDENT(1) | JSON_SORT_KEYS);
	putchar('\n');
	json_decref(json);
}

static bool is_allowed(int option, const char *allowed)
{
	char word[32];

	for (const struct option *k = known; k->name; k++) {
		if (k->val != option)
			continue;
		snprintf(word, sizeof(word), " %s ", k->name);
		return option == OPT_HELP || strstr(allowed, word);
	}
	return false;
}

static bool take_day(const char **place)
{
	*place = optarg;
	return pack_day_is_valid(optarg);
}

static bool take_number(int *place)
{
	uint64_t number = 0;

	if (!pack_number_parse(optarg, 86400, &number))
		return false;
	*place = (int)number;
	return true;
}

static bool take(struct pack_options *o, int option)
{
	switch (option) {
	case OPT_ISSUED:
		return take_day(&o->issued);
	case OPT_EXPIRES:
		return take_day(&o->expires);
	case OPT_DATE:
		return take_day(&o->date);
	case OPT_TIMEOUT:
		return take_number(&o->timeout_s) && o->timeout_s > 0;
	case OPT_FIRMWARE:
		return take_number(&o->min_firmware);
	case OPT_OUT:
		o->out = optarg;
		return true;
	case OPT_STORE:
		o->store = optarg;
		return true;
	case OPT_ROOTS:
		o->roots = optarg;
		return true;
	case OPT_KEYS:
		o->keys = optarg;
		return true;
	case OPT_PUBKEY:
		o->pubkey = optarg;
		return true;
	case OPT_CHECK:
		o->check = optarg;
		return true;
	case OPT_EVENTS:
		o->is_events = true;
		return true;
	default:
		o->is_json = true;
		return true;
	}
}

int options_parse(struct pack_options *o, int argc, char **argv, const char *allowed, int arg_count,
	const char *usage)
{
	int option;

	*o = (struct pack_options){ .verb = argv[0],
		.roots = "/usr/share/kiosk/roots",
		.store = "/var/lib/kiosk/packs",
		.timeout_s = 300,
		.min_firmware = PACK_FIRMWARE };
	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "o:", known, NULL)) != -1) {
		char sentence[200];

		if (option == OPT_HELP) {
			fputs(usage, stdout);
			return 0;
		}
		if (is_allowed(option, allowed) && take(o, option))
			continue;
		snprintf(sentence, sizeof(sentence),
			"\"%.100s\" is no option of it, or its value is wrong; see --help",
			optind > 1 ? argv[optind - 1] : "");
		return options_fail(o, sentence, 2);
	}
	if (argc - optind != arg_count) {
		options_fail(o, "the number of arguments is wrong", 2);
		fputs(usage, stderr);
		return 2;
	}
	for (; optind < argc; optind++)
		o->args[o->arg_count++] = argv[optind];
	return -1;
}
