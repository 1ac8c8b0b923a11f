/* kiosk-pack: what maintainers do with content. Wiring only: a verb a file under app/pack_*. */
#include <stdio.h>
#include <string.h>

#include "app/pack_check_linux.h"
#include "app/pack_shots_linux.h"

static const struct {
	const char *name, *what;
	int (*run)(int argc, char **argv);
} verbs[] = {
	{ "check", "proves a content folder: every path, every screen, every language",
		pack_check },
	{ "shots", "a picture of each text where it stands, for translators", pack_shots },
};
#define VERBS (int)(sizeof(verbs) / sizeof(*verbs))

static void help(FILE *to)
{
	fputs("usage: kiosk-pack VERB ...; kiosk-pack VERB --help says more\n", to);
	for (int i = 0; i < VERBS; i++)
		fprintf(to, "  %-8s %s\n", verbs[i].name, verbs[i].what);
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
