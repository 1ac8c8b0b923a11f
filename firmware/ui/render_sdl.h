/* The frame and the window it is shown in. The frame is memory at the panel's size (xRGB): the
 * window's own where that fits, so painting is the same with a window, without one and, later, into
 * a dumb buffer. Only what changed is painted and presented. Belongs to the main thread. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/rect.h"
#include "ui/paint.h"

struct render; /* opaque, heap */

struct render_config {
	int width_px, height_px; /* the panel's */
	bool headless;           /* no SDL video at all */
	bool fullscreen;
	int window_w, window_h; /* 0: the panel's size, scaled down to fit the screen */
	const char *title;
};

/* Opens SDL's video (not audio, not game controllers). ERR_UNSUPPORTED with SDL's sentence when
 * there is no display. */
MUST_CHECK enum err render_open(
	const struct render_config *config, struct render **render_out, struct diag *d);
void render_close(struct render *r); /* NULL is fine */

/* Paints what lies inside dirty into the frame and shows it. An empty dirty does nothing, except
 * when the window's memory is a new one (its size changed): then all of the frame is painted. So
 * call it after each round of events. */
void render_frame(struct render *r, struct paint *p, const struct drawlist *d, struct rect dirty);
/* Shows the frame as it is: the window was uncovered, moved or resized (then the next render_frame
 * does it). */
void render_expose(struct render *r);
/* Shows a part of the frame somebody else has drawn into (render_pixels). */
void render_present(struct render *r, struct rect dirty);

/* After the window's own title: what an editor should know; "" for nothing. */
void render_title(struct render *r, const char *remark);

/* A position in the window -> the panel's pixels; false outside the picture (letter box). */
bool render_to_panel(
	const struct render *r, double window_x, double window_y, int *x_out, int *y_out);
/* The window's size in window coordinates (fingers come in parts of it). */
void render_window_size(const struct render *r, int *w_out, int *h_out);

/* The frame, to read or to draw into: *stride_out words a row, width x height of the config. From
 * now on it stays where it is; NULL when there is no memory for that. */
uint32_t *render_pixels(struct render *r, int *width_out, int *height_out, int *stride_out);

struct render_stats {
	uint64_t frames;
	int p50_us, p99_us; /* paint and present of the last RENDER_TIMES frames */
};
#define RENDER_TIMES 512
struct render_stats render_stats(const struct render *r);
