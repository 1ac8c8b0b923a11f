#include "stopwatch.h"

#include <sys/resource.h>
#include <time.h>

static double clock_ms(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static long sleeps(void)
{
	struct rusage usage;

	getrusage(RUSAGE_THREAD, &usage);
	return usage.ru_nvcsw;
}

void stopwatch_begin(struct stopwatch *s)
{
	s->sleeps = sleeps();
	s->cpu_ms = clock_ms(CLOCK_THREAD_CPUTIME_ID);
	s->wall_ms = clock_ms(CLOCK_MONOTONIC);
}

void stopwatch_end(struct stopwatch *s)
{
	double cpu_ms = clock_ms(CLOCK_THREAD_CPUTIME_ID) - s->cpu_ms;
	double away_ms = clock_ms(CLOCK_MONOTONIC) - s->wall_ms - cpu_ms;

	s->calls++;
	if (cpu_ms > s->longest_at_work_ms)
		s->longest_at_work_ms = cpu_ms;
	s->frozen_at_work += cpu_ms > STOPWATCH_FROZEN_MS;
	if (sleeps() == s->sleeps)
		return;
	if (away_ms > s->longest_asleep_ms)
		s->longest_asleep_ms = away_ms;
	s->frozen_asleep += away_ms > STOPWATCH_FROZEN_MS;
}
