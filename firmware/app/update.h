/* The kiosk's side of an update, without its processes: what kiosk-pack's events make of the page.
 * Pure. An event is one line of JSON from a worker:
 *
 *   {"event":"pack","file":"sweden-12.pack","size":...}          on the stick
 *   {"event":"signature","file":...,"name":...,"seq":...,"issued":...,"expires":...}
 *   {"event":"step","step":"read","percent":37}                  read stage verify ... accept
 *   {"event":"change","kind":"topics-new","count":3,"names":"..."}
 *   {"event":"result","result":"installed","step":...,"reason":...,"sentence":...}
 *        result: listed, installed, here, refused, reported */
#pragma once

#include "ui/update_view.h"

#define UPDATE_LINE_MAX 4096 /* bytes; a longer line is left out */

const char *update_change_name(enum ui_change change); /* "topics-new" */

/* The stick is in (or out), in words of the state. A work that is past the reading goes on. True:
 * the work must be broken off. */
void update_stick_in(struct ui_update *u);
bool update_stick_out(struct ui_update *u);
void update_stick_strange(struct ui_update *u);

/* Work begins. */
void update_begin_list(struct ui_update *u);
void update_begin_install(struct ui_update *u, int found);
void update_begin_back(struct ui_update *u);
void update_begin_report(struct ui_update *u);

/* One line of the worker, without its end. What is no event is left out. */
void update_hear(struct ui_update *u, const char *line);
/* The worker has ended; is_good: with status 0. Without a result that is a refusal. True: a try to
 * install has ended, and `last` says how (its day is the caller's). */
bool update_end(struct ui_update *u, bool is_good);
