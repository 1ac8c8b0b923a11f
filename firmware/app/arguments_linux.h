/* The arguments of the kiosk: one sentence about what makes no sense. */
#pragma once

#include "app/kiosk_linux.h"

enum { EXIT_ARGUMENTS = 2 };

struct arguments {
	struct kiosk_options kiosk;
	const char *script;
	bool watches, sets_pin, sets_card;
	int window_w, window_h;
	bool fullscreen, fixed_date, has_monkey;
	unsigned long long monkey_seed;
	int monkey_count;
	char content_dir[4096]; /* the one found beside the program */
};

/* Over what *a holds already (the day, the time, the version). 0: go on; EXIT_ARGUMENTS: a sentence
 * went to standard error; -1: what was asked for (--help, --version) is said, end well. */
int arguments_parse(struct arguments *a, int argc, char **argv);
/* One sentence about an argument that makes no sense; returns EXIT_ARGUMENTS. */
__attribute__((format(printf, 1, 2))) int arguments_bad(const char *format, ...);
