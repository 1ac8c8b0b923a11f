/* Rectangles on the screen or the paper, in pixels or dots; right and bottom edges are outside. */
#pragma once

#include <stdbool.h>

struct rect {
	int x, y, w, h;
};

static inline bool rect_is_empty(struct rect r)
{
	return r.w <= 0 || r.h <= 0;
}

static inline bool rect_contains(struct rect r, int x, int y)
{
	return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}

static inline bool rect_equal(struct rect a, struct rect b)
{
	return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

struct rect rect_intersect(struct rect a, struct rect b); /* empty if they do not meet */
struct rect rect_union(struct rect a, struct rect b);     /* an empty one counts as nothing */
bool rect_is_inside(struct rect inner, struct rect outer);
