/* How long calls keep the thread that draws the frames. On a busy machine any call may take long
 * because another program had the processor; what counts is whether the call slept (a voluntary
 * context switch) or worked for so long itself. */
#pragma once

#define STOPWATCH_FROZEN_MS 50 /* three frames: a visitor sees that */

struct stopwatch { /* zero-initialise */
	long calls;
	int frozen_asleep;  /* calls that slept and were away longer than STOPWATCH_FROZEN_MS */
	int frozen_at_work; /* calls that took more than that of the processor's time */
	double longest_asleep_ms, longest_at_work_ms;
	/* the call that is measured */
	double wall_ms, cpu_ms;
	long sleeps;
};

void stopwatch_begin(struct stopwatch *s);
void stopwatch_end(struct stopwatch *s);
