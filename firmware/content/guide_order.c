#include <stdio.h>
#include <string.h>

#include "content/loader.h"

static bool is_before(const struct guide *a, const struct guide *b)
{
	return a->order != b->order ? a->order < b->order : strcmp(a->id, b->id) < 0;
}

static bool is_placed(const struct guide *const *placed, int count, const struct guide *g)
{
	int i;

	for (i = 0; i < count; i++)
		if (placed[i] == g)
			return true;
	return false;
}

static int count_placed(
	const struct guide *const *placed, int count, const struct guide_requirement *q)
{
	int i, n = 0;

	for (i = 0; i < q->count; i++)
		n += is_placed(placed, count, q->any_of[i]);
	return n;
}

/* Best: all alternatives of every group come first. Enough: one of each group does, so that
 * "A needs B or C, B needs A" is an order and no cycle. */
static bool is_ready(
	const struct guide *const *placed, int count, const struct guide *g, bool all_alternatives)
{
	int i;

	for (i = 0; i < g->requirement_count; i++) {
		const struct guide_requirement *q = &g->requirements[i];

		if (count_placed(placed, count, q) < (all_alternatives ? q->count : 1))
			return false;
	}
	return true;
}

/* Index of the next guide among guides[done..count), -1 if none is ready. */
static int find_next(const struct guide **guides, int done, int count, bool all_alternatives)
{
	int i, best = -1;

	for (i = done; i < count; i++)
		if (is_ready(guides, done, guides[i], all_alternatives) &&
			(best < 0 || is_before(guides[i], guides[best])))
			best = i;
	return best;
}

/* What the guide waits for: the first alternative of its first group that has none placed. */
static const struct guide *waits_for(
	const struct guide *const *placed, int done, const struct guide *g)
{
	int i;

	for (i = 0; i < g->requirement_count; i++)
		if (!count_placed(placed, done, &g->requirements[i]))
			return g->requirements[i].any_of[0];
	return g;
}

static void describe_cycle(
	const struct guide **guides, int done, int count, struct guide_cycle *cycle)
{
	const struct guide *start = guides[done], *g;
	size_t used;
	int i;

	/* After `count` steps along the waiting we are surely on the cycle. */
	for (i = 0; i < count; i++)
		start = waits_for(guides, done, start);
	cycle->on_it = g = start;
	used = (size_t)snprintf(cycle->path, sizeof(cycle->path), "%.60s", start->id);
	do {
		g = waits_for(guides, done, g);
		if (used < sizeof(cycle->path))
			used += (size_t)snprintf(
				cycle->path + used, sizeof(cycle->path) - used, " -> %.60s", g->id);
	} while (g != start);
}

enum err guides_sort(const struct guide **guides, int count, struct guide_cycle *cycle_out)
{
	int done;

	for (done = 0; done < count; done++) {
		int next = find_next(guides, done, count, true);
		const struct guide *g;

		if (next < 0)
			next = find_next(guides, done, count, false);
		if (next < 0) {
			describe_cycle(guides, done, count, cycle_out);
			return ERR_SYNTAX;
		}
		g = guides[next];
		guides[next] = guides[done];
		guides[done] = g;
	}
	return ERR_OK;
}
