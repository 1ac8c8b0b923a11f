/* kiosk-pack: what maintainers do with content. Wiring only: the verbs are in app/pack_* and pack/.
 */
#include <stdio.h>
#include <string.h>

#include "app/pack_check_linux.h"
#include "app/pack_shots_linux.h"
#include "app/pack_stick_linux.h"
#include "pack/verbs_linux.h"

static const struct {
	const char *name, *what;
	int (*run)(int argc, char **argv);
} verbs[] = {
	{ "check", "proves a content folder: every path, every screen, every language",
		pack_check },
	{ "shots", "a picture of each text where it stands, for translators", pack_shots },
	{ "build", "makes a pack of a folder", pack_build },
	{ "verify", "proves a pack's signature and every file in it", pack_verify },
	{ "show", "tells what is in a pack", pack_show },
	{ "diff", "tells what a visitor will see change from one pack to another", pack_diff },
	{ "install", "brings a pack into a kiosk's store, or leaves all as it was", pack_install },
	{ "list", "tells what is installed", pack_list },
	{ "rollback", "chooses the generation before the current one", pack_rollback },
	{ "gc", "deletes what is not needed any more", pack_gc },
	{ "keys", "takes in which keys may sign packs", pack_keys_verb },
	{ "stick", "tells what is on a USB stick", pack_stick },
	{ "stick-install", "brings a pack off a USB stick into a kiosk's store",
		pack_stick_install },
	{ "stick-report", "writes a report of the kiosk's health to a USB stick",
		pack_stick_report },
};
#define VERBS (int)(sizeof(verbs) / sizeof(*verbs))

static void help(FILE *to)
{
	fputs("usage: kiosk-pack VERB ...; kiosk-pack VERB --help says more\n", to);
	for (int i = 0; i < VERBS; i++)
		fprintf(to, "  %-13s %s\n", verbs[i].name, verbs[i].what);
}

int main(int argc, char **argv)
{
	const char *verb = argc > 1 ? argv[1] : "";

	if (strcmp(verb, "--help") == 0) {
		help(stdout);
		return 0;
	}
	for (int i = 0; i < VERBS; i++) {
		if (strcmp(verbs[i].name, verb) == 0)
			return verbs[i].run(argc - 1, argv + 1);
	}
	fprintf(stderr, "kiosk-pack: \"%s\" is no verb\n", verb);
	help(stderr);
	return 2;
}
