/* `kiosk-pack check`: the proof of a content folder. Wires the proof room to a kiosk without a
 * window; the languages are shared out among child processes, what they find comes back over pipes
 * and is put in order, so that the output does not depend on who was faster. */
#pragma once

/* argv[0] is "check". Returns the exit status: 0 proved, 1 faults, 2 wrong use. */
int pack_check(int argc, char **argv);
