/* A kiosk's store in a folder of its own, with root keys and one key that signs packs of whole
 * content folders: what tests of the kiosk with its store need. */
#pragma once

#include <stdint.h>

#include "app/kiosk_linux.h"

#define PACK_WORLD_TODAY "2026-12-01"

struct pack_world {
	char dir[64];                           /* of everything, removed at the end */
	char store[96], roots[96], content[96]; /* content: a copy that may be changed */
	char stick[96];                         /* NAME-SEQ.pack, .minisig, keys beside it */
};

void pack_world_open(struct pack_world *w);
void pack_world_close(struct pack_world *w);
/* printf into a shell that must say yes. */
__attribute__((format(printf, 1, 2))) void pack_world_shell(const char *format, ...);
/* stick/sweden-SEQ.pack of the content, whose number becomes `number`. */
void pack_world_build(struct pack_world *w, uint32_t seq, int number);
/* The same, installed; its health is taken on trust. */
void pack_world_install(struct pack_world *w, uint32_t seq, int number);
void pack_world_rollback(struct pack_world *w);
