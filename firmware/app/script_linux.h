/* kiosk --script FILE: plays a visit and holds what it expects, one command a line:
 *
 *   tap ID | tap X Y          finger down and up in the middle of a node, or at a point (pixels)
 *   expect screen ID
 *   expect text "..."         some node's text contains it (isolate characters do not count)
 *   wait MS                   virtual time; 0: do not wait for the page transition
 *   shot FILE.png             what is on the screen
 *   dump FILE.json            its tree
 *   printed                   waits for the job on the printer; a real one in its own time
 *   printer FAULT             acts on the simulated printer
 *   type TEXT                 as a scanner: the characters, then Enter
 *   stick FILE.img            plugs an image in; stick out
 *   stick wait [MS]           in real time: until nothing is read or installed, MS at most
 *   card lang:CODE            that language's card in front of the scanner
 *   keypad DIGITS             the desk's keypad: the digits, then Enter
 *   noise scanner|keypad N    N keys without an Enter, a millisecond each
 *   stopwatch                 counts from here:
 *   expect actions N          at most N taps, cards and numbers since; a PIN's digits do not count
 *   expect seconds N          at most N seconds of virtual time since
 *   reach ID                  turns the page's parts (more) until ID is there, then taps it
 *   # comment
 *
 * After every command the page transition runs to its end, unless `wait 0` follows. Taps come at a
 * person's pace, unless `wait 0` stands before.
 *
 * Ids that stay: screens language topics station guide question checklist printing finish code
 * emergency idle-warning out-of-order; buttons lang:CODE topic:GUIDE station:NUMBER
 * answer:QUESTION=VALUE (VALUE unknown = I don't know) next back home more language text-size
 * emergency quick-exit checklist code key:SYMBOL key:delete print finish continue. */
#pragma once

#include "app/stage_linux.h"

/* text: the script; name: for the sentence. False: a line did not hold; the sentence with the line
 * and what was on the screen went to standard error. */
bool script_run(struct stage *s, const char *name, const char *text);
