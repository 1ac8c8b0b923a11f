/* kiosk-pack's verbs about sticks, for the kiosk and for people. They print a line of JSON for each
 * event; app/update.h says which. */
#pragma once

int pack_stick(int argc, char **argv);         /* what is on it */
int pack_stick_install(int argc, char **argv); /* one pack off it, into the store */
int pack_stick_report(int argc, char **argv);  /* standard input, as a file on it */
