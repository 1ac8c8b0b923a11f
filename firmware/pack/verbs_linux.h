/* kiosk-pack's verbs about packs: their command line and what they print. argv[0] is the verb. Each
 * returns the exit status: 0 done, 1 refused with a sentence, 2 wrong use. */
#pragma once

int pack_build(int argc, char **argv);
int pack_verify(int argc, char **argv);
int pack_show(int argc, char **argv);
int pack_diff(int argc, char **argv);
int pack_keys_verb(int argc, char **argv);
int pack_install(int argc, char **argv);
int pack_list(int argc, char **argv);
int pack_rollback(int argc, char **argv);
int pack_gc(int argc, char **argv);
