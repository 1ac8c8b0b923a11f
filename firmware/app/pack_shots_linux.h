/* kiosk-pack shots: for a translator, a picture of each string where it stands. */
#pragma once

/* Like main; argv[0] is the verb. 0: every string has its picture; 1: some have none, they are
 * named; 2: the arguments make no sense or the folder cannot be written. */
int pack_shots(int argc, char **argv);
