/* Notices a USB stick (libudev), on the ports that are allowed and nowhere else: a plain mass
 * storage device. What is also a keyboard, or a network card, is not one. Belongs to the main
 * thread. */
#pragma once

#include "base/err.h"

struct stick_watch; /* opaque, heap */

enum stick_news {
	STICK_NOTHING,
	STICK_IN,
	STICK_OUT,
	STICK_STRANGE /* on an allowed port, but more or something else than storage */
};

#define STICK_NODE 64 /* bytes of "/dev/sda" */

/* ports: kernel names of USB ports ("1-1.2 1-1.3"), borrowed. */
MUST_CHECK enum err stick_watch_open(
	const char *ports, struct stick_watch **watch_out, struct diag *d);
void stick_watch_close(struct stick_watch *w); /* NULL is fine */
int stick_watch_fd(const struct stick_watch *w);
/* What is there already. */
enum stick_news stick_watch_look(struct stick_watch *w, char node_out[STICK_NODE]);
/* The next news without waiting; STICK_NOTHING: there are none left. */
enum stick_news stick_watch_take(struct stick_watch *w, char node_out[STICK_NODE]);
