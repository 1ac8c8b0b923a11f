#include "pack/progress_linux.h"

#include <stdio.h>
#include <unistd.h>

#include "platform/clock_linux.h"

#define WAIT_MS 1000
#define STEP_MS 100
#define CELLS 40

void progress_begin(struct progress *p, const char *what, uint64_t total_bytes)
{
	*p = (struct progress){ .what = what, .total = total_bytes };
	p->began_ms = isatty(STDERR_FILENO) ? clock_now_ms() : -1;
}

void progress_add(struct progress *p, uint64_t bytes)
{
	int64_t now;
	int cells;

	p->done += bytes;
	if (p->began_ms < 0 || p->total == 0)
		return;
	now = clock_now_ms();
	if (now - p->began_ms < WAIT_MS || now - p->shown_ms < STEP_MS)
		return;
	cells = (int)(p->done >= p->total ? CELLS : p->done * CELLS / p->total);
	fprintf(stderr, "\r%-10s [%.*s%*s] %3d%%", p->what, cells,
		"########################################", CELLS - cells, "",
		(int)(cells * 100 / CELLS));
	p->shown_ms = now;
	p->is_shown = 1;
}

void progress_end(struct progress *p)
{
	if (p->is_shown)
		fprintf(stderr, "\r%*s\r", CELLS + 20, "");
}
