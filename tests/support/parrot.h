/* A printer that takes everything and says only what the test lets it say; and every bit a printer
 * can say (ASB, DLE EOT 1 to 4, the port's IEEE 1284 byte) with what follows from it. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "print/port.h"

struct parrot {           /* zero-initialise */
	uint8_t says[16]; /* the next read */
	size_t says_size;
	uint8_t dle_eot[5]; /* answers to n = 1..4; 0: none */
	uint8_t ieee1284;   /* 0: the port has none */
	uint8_t before[2];  /* the last two bytes taken */
};

struct port parrot_port(struct parrot *p);
void parrot_say_asb(struct parrot *p, const uint8_t block[4]);

/* What a bit does. PRINTS: the job goes its way (to FINISHING: nobody proves the end here). */
enum parrot_effect {
	PARROT_PRINTS,
	PARROT_COOLS,
	PARROT_LOW,
	PARROT_PAPER,
	PARROT_COVER,
	PARROT_CUTTER,
	PARROT_OFFLINE,
	PARROT_BROKEN
};

struct parrot_asb {
	uint8_t block[4];
	enum parrot_effect effect;
	const char *code; /* what staff read */
};

struct parrot_eot {
	int n;
	uint8_t reply;
	enum parrot_effect effect;
	const char *code;
};

struct parrot_1284 {
	uint8_t byte;
	enum parrot_effect effect;
	const char *code;
};

extern const struct parrot_asb parrot_asb[];
extern const size_t parrot_asb_count;
extern const struct parrot_eot parrot_eot[];
extern const size_t parrot_eot_count;
extern const struct parrot_1284 parrot_1284[];
extern const size_t parrot_1284_count;
