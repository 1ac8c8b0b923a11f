/* Visits at a simulated printer, each with a fault at a random byte of its job, judged by nothing
 * but what is on the simulated paper:
 *
 *   lost      the visitor was told that the list is printed, and no whole list is there
 *   doubled   two whole lists of one visitor without a mark on the second
 *   foreign   dots that are not this visitor's, or dots of a visitor after the end of the visit
 *
 * The line between the kiosk's printer and the simulated one is the program's: pseudo-terminals and
 * TCP (tests/print/visits-with-faults.c), USB (tests/vm/visits_usblp.c). */
#pragma once

#include "dots.h"
#include "paper.h"
#include "print/printer.h"
#include "print/simulator.h"
#include "stopwatch.h"

#define VISITS_COPIES_MAX 5
#define VISITS_FAULTS_MAX 16

struct visits_line {
	int64_t (*now_ms)(void *self);
	/* Everything moves on by a little: the printer is stepped, the line carries bytes both
	 * ways, a lost port is opened again when the printer is there. */
	struct print_report (*turn)(void *self);
	/* The simulated printer is touched between these two only. */
	struct simulator *(*lock)(void *self);
	void (*unlock)(void *self);
	void *self;
};

struct visits {
	/* set by the program */
	struct visits_line line;
	struct paper *paper;
	const struct printer_model *model;
	struct printer *printer;
	const char *standing; /* a fault that no mending takes away ("slow=12"); NULL: none */
	long held_dots; /* what a stopped printer that cannot be cleared may put on the remnant */
	struct dots_random random;
	/* made */
	size_t job_bytes;
	char words[64];
	struct receipt_line lines[2];
	struct receipt receipt;
	struct bitmap want[VISITS_COPIES_MAX]; /* as copy 1 (without a mark), 2, ... */
	int first_paper;                       /* the first paper of this visit */
	bool is_mended;
	/* counts */
	struct stopwatch calls; /* of printer_start and printer_forget; the program adds its own */
	int visits, done, told, asked, again, lost, doubled, foreign;
	int by_fault[VISITS_FAULTS_MAX];
};

/* How many bytes a job has when nothing goes wrong; prints one. Exits with a sentence if it is not
 * printed whole. Once for each model and line. */
void visits_measure(struct visits *v);
/* One visitor, one fault; what is wrong is printed and counted. The printer is well afterwards. */
void visits_run_one(struct visits *v);
/* Lets time pass. */
void visits_idle(struct visits *v, int64_t ms);
/* A line with the counts. True if nothing was lost, doubled or foreign and no call froze. */
bool visits_tell(const struct visits *v, const char *program, bool is_emulated);
