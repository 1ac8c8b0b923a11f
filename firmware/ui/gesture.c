#include "ui/gesture.h"

#include <stdlib.h>

void gesture_init(struct gesture *g)
{
	*g = (struct gesture){ .changed_ms = INT64_MIN / 2 };
}

void gesture_screen_changed(struct gesture *g, int x, int y, int64_t now_ms)
{
	g->changed_ms = now_ms;
	g->changed_x = x;
	g->changed_y = y;
}

void gesture_down(struct gesture *g, int x, int y)
{
	g->is_down = true;
	g->down_x = x;
	g->down_y = y;
}

bool gesture_up(struct gesture *g, int *down_x_out, int *down_y_out)
{
	if (!g->is_down)
		return false;
	g->is_down = false;
	*down_x_out = g->down_x;
	*down_y_out = g->down_y;
	return true;
}

void gesture_cancel(struct gesture *g)
{
	g->is_down = false;
}

bool gesture_is_repeat(const struct gesture *g, int x, int y, int same_spot_px, int64_t now_ms)
{
	return now_ms - g->changed_ms < GESTURE_REPEAT_MS &&
	       abs(x - g->changed_x) <= same_spot_px && abs(y - g->changed_y) <= same_spot_px;
}
