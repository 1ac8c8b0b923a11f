/* kiosk --monkey SEED:COUNT: many visitors who touch anything. The same seed does the same things.
 * Looks after every step that the screen is whole (stage_check). */
#pragma once

#include "app/stage_linux.h"

/* False: a defect; the sentence, the step and what was done last went to standard error. */
bool monkey_run(struct stage *s, uint64_t seed, int count);
