#include "base/rect.h"

static int min_int(int a, int b)
{
	return a < b ? a : b;
}

static int max_int(int a, int b)
{
	return a > b ? a : b;
}

struct rect rect_intersect(struct rect a, struct rect b)
{
	int x = max_int(a.x, b.x), y = max_int(a.y, b.y);
	int right = min_int(a.x + a.w, b.x + b.w), bottom = min_int(a.y + a.h, b.y + b.h);

	if (right <= x || bottom <= y)
		return (struct rect){ 0, 0, 0, 0 };
	return (struct rect){ x, y, right - x, bottom - y };
}

struct rect rect_union(struct rect a, struct rect b)
{
	int x, y;

	if (rect_is_empty(a))
		return b;
	if (rect_is_empty(b))
		return a;
	x = min_int(a.x, b.x);
	y = min_int(a.y, b.y);
	return (struct rect){ x, y, max_int(a.x + a.w, b.x + b.w) - x,
		max_int(a.y + a.h, b.y + b.h) - y };
}

bool rect_is_inside(struct rect inner, struct rect outer)
{
	return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
	       inner.y + inner.h <= outer.y + outer.h;
}
