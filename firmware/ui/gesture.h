/* Finger -> tap. Acts on release, lets go when the finger slides off, ignores the second tap of a
 * nervous finger on the same spot right after the screen changed (EN 301 549 5.8 in spirit;
 * kiosk-rules 4). Pure state, time is an argument. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define GESTURE_REPEAT_MS 500

struct gesture {
	bool is_down;
	int down_x, down_y;
	int64_t changed_ms;       /* when a tap last changed the screen */
	int changed_x, changed_y; /* and where that tap was */
};

void gesture_init(struct gesture *g);
/* A tap at (x, y) changed the screen. */
void gesture_screen_changed(struct gesture *g, int x, int y, int64_t now_ms);
void gesture_down(struct gesture *g, int x, int y);
/* True if a finger went down before; out: where. The caller compares the nodes under both points.
 */
bool gesture_up(struct gesture *g, int *down_x_out, int *down_y_out);
void gesture_cancel(struct gesture *g);
/* True if a tap at (x, y) is a repeat that must be ignored. same_spot_px: how near is the same. */
bool gesture_is_repeat(const struct gesture *g, int x, int y, int same_spot_px, int64_t now_ms);
