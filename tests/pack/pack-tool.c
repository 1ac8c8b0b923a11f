/* kiosk-pack without the proof of the content: it starts in a few milliseconds, so that a test can
 * start it a thousand times. */
#include <stdio.h>
#include <string.h>

#include "pack/verbs_linux.h"

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(int argc, char **argv);
	} verbs[] = {
		{ "build", pack_build },
		{ "verify", pack_verify },
		{ "show", pack_show },
		{ "diff", pack_diff },
		{ "install", pack_install },
		{ "list", pack_list },
		{ "rollback", pack_rollback },
		{ "gc", pack_gc },
		{ "keys", pack_keys_verb },
	};

	for (size_t i = 0; argc > 1 && i < sizeof(verbs) / sizeof(*verbs); i++) {
		if (strcmp(verbs[i].name, argv[1]) == 0)
			return verbs[i].run(argc - 1, argv + 1);
	}
	fprintf(stderr, "usage: pack-tool VERB ...\n");
	return 2;
}
