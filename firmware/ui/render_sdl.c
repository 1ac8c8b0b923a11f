#include "ui/render_sdl.h"

#include <SDL.h>
#include <math.h>
#include <pixman.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/clock_linux.h"
#include "platform/log_linux.h"

/* The frame is the window's own surface where that has the frame's size and pixels: painting into
 * it spares a second frame's memory and a copy of all that changes. SDL waits until X11 has read
 * it, so nothing half painted is shown. Otherwise the frame is memory of our own, copied and
 * scaled. */
struct render {
	const char *title; /* borrowed */
	uint32_t *pixels;  /* the frame: in `own` or in the window's surface */
	int stride;        /* words a row */
	uint32_t *own;     /* NULL: the surface */
	bool keeps_own;    /* somebody else draws into the frame: it cannot be painted again */
	bool is_lost;      /* the memory is a new one: all must be painted */
	int width, height;
	SDL_Window *window; /* NULL: headless */
	SDL_Surface *surface;
	void *surface_pixels;
	int surface_w, surface_h;
	bool video; /* SDL video was started by us */
	/* Where the frame stands in the window, and how much smaller it is there. */
	double scale;
	struct rect place;
	bool is_shown; /* all of the frame has been shown in this surface */
	int times_us[RENDER_TIMES];
	uint64_t frames;
};

static void place_frame(struct render *r, int w, int h)
{
	double across = (double)w / r->width, down = (double)h / r->height;
	int place_w, place_h;

	r->scale = across < down ? across : down;
	place_w = (int)lrint(r->width * r->scale);
	place_h = (int)lrint(r->height * r->scale);
	r->place = (struct rect){ (w - place_w) / 2, (h - place_h) / 2, place_w, place_h };
}

static pixman_format_code_t pixman_format(const SDL_Surface *s)
{
	switch (s->format->format) {
	case SDL_PIXELFORMAT_RGB888:
	case SDL_PIXELFORMAT_ARGB8888:
		return PIXMAN_x8r8g8b8;
	case SDL_PIXELFORMAT_BGR888:
	case SDL_PIXELFORMAT_ABGR8888:
		return PIXMAN_x8b8g8r8;
	case SDL_PIXELFORMAT_RGB565:
		return PIXMAN_r5g6b5;
	default:
		return 0;
	}
}

/* ---------------------------------------------------------------- the frame's memory */

static void use_own(struct render *r)
{
	if (!r->own) {
		r->own = calloc((size_t)r->width * (size_t)r->height, 4);
		r->is_lost = true;
	}
	r->pixels = r->own;
	r->stride = r->width;
}

static void use_surface(struct render *r, const SDL_Surface *s)
{
	free(r->own);
	r->own = NULL;
	r->stride = s->pitch / 4;
	r->pixels = (uint32_t *)s->pixels + (ptrdiff_t)r->place.y * r->stride + r->place.x;
	r->is_lost = true;
}

static bool is_frame_like(const struct render *r, const SDL_Surface *s)
{
	return pixman_format(s) == PIXMAN_x8r8g8b8 && s->pitch % 4 == 0 && r->place.w == r->width &&
	       r->place.h == r->height &&
	       rect_is_inside(r->place, (struct rect){ 0, 0, s->w, s->h });
}

/* The window's surface, NULL if there is none that can be drawn on. SDL gives a new one when the
 * window's size has changed; the old one is gone then, and what it showed with it. */
static SDL_Surface *window_surface(struct render *r)
{
	SDL_Surface *s = SDL_GetWindowSurface(r->window);

	if (!s || !pixman_format(s)) {
		r->surface = NULL;
		use_own(r);
		return NULL;
	}
	if (s == r->surface && s->pixels == r->surface_pixels && s->w == r->surface_w &&
		s->h == r->surface_h)
		return s;
	r->surface = s;
	r->surface_pixels = s->pixels;
	r->surface_w = s->w;
	r->surface_h = s->h;
	r->is_shown = false;
	place_frame(r, s->w, s->h);
	if (r->place.w != s->w || r->place.h != s->h)
		SDL_FillRect(s, NULL, SDL_MapRGB(s->format, 0, 0, 0)); /* the letter box */
	if (!r->keeps_own && is_frame_like(r, s))
		use_surface(r, s);
	else
		use_own(r);
	return s;
}

/* The panel's size, or as much of it as the screen has room for beside its bars. */
static void choose_window_size(const struct render_config *c, int *w, int *h)
{
	SDL_Rect usable = { 0, 0, c->width_px, c->height_px };
	double scale, down;

	*w = c->window_w;
	*h = c->window_h;
	if (*w > 0 && *h > 0)
		return;
	if (SDL_GetDisplayUsableBounds(0, &usable) != 0)
		SDL_GetDisplayBounds(0, &usable);
	scale = usable.w * 0.95 / c->width_px;
	down = usable.h * 0.92 / c->height_px; /* the title bar is not counted by every desktop */
	if (down < scale)
		scale = down;
	if (scale > 1)
		scale = 1;
	*w = (int)(c->width_px * scale);
	*h = (int)(c->height_px * scale);
}

static bool is_blind(const char *driver)
{
	return strcmp(driver, "offscreen") == 0 || strcmp(driver, "dummy") == 0;
}

static enum err open_window(struct render *r, const struct render_config *c, struct diag *d)
{
	Uint32 flags = SDL_WINDOW_RESIZABLE;
	SDL_Rect screen;
	int w, h;

	SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
	SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
	SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0"); /* fingers come as fingers, once */
	/* Nobody types and nobody else is here: X11's table of composed letters (half a megabyte to
	 * read) and a message bus (SDL would even start one) are half of the time to open a window.
	 */
	setenv("XCOMPOSEFILE", "/dev/null", 1);
	setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
	if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
		return diag_fail(d, ERR_UNSUPPORTED,
			"display: SDL cannot open one (%s); --script FILE works without",
			SDL_GetError());
	r->video = true;
	/* SDL falls back on drivers that show nothing. Tests may ask for one by name. */
	if (is_blind(SDL_GetCurrentVideoDriver()) && !getenv("SDL_VIDEODRIVER"))
		return diag_fail(d, ERR_UNSUPPORTED,
			"display: there is none (DISPLAY or WAYLAND_DISPLAY is not set, or nobody "
			"answers there); --script FILE works without");
	/* Pixels go straight into X11's shared memory: OpenGL would cost its start-up and memory to
	 * show a picture that is in memory already. Other drivers may have only that way. */
	if (strcmp(SDL_GetCurrentVideoDriver(), "x11") == 0)
		SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	choose_window_size(c, &w, &h);
	if (c->fullscreen && SDL_GetDisplayBounds(0, &screen) == 0) {
		/* As large as the screen from the start: without a window manager nobody makes it
		 * larger, while SDL believes that it is. */
		flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
		w = screen.w;
		h = screen.h;
	}
	r->title = c->title;
	r->window = SDL_CreateWindow(
		c->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, w, h, flags);
	if (!r->window || !window_surface(r))
		return diag_fail(d, ERR_UNSUPPORTED, "display: SDL cannot make a window: %s",
			SDL_GetError());
	if (c->fullscreen)
		SDL_ShowCursor(SDL_DISABLE);
	return ERR_OK;
}

enum err render_open(const struct render_config *c, struct render **render_out, struct diag *d)
{
	struct render *r = calloc(1, sizeof(*r));
	enum err err = ERR_OK;

	*render_out = NULL;
	if (r) {
		r->width = c->width_px;
		r->height = c->height_px;
		place_frame(r, r->width, r->height);
		if (!c->headless)
			err = open_window(r, c, d);
		else
			use_own(r);
	}
	if (err == ERR_OK && (!r || !r->pixels))
		err = diag_fail(d, ERR_MEMORY, "display: no memory for a frame of %d x %d",
			c->width_px, c->height_px);
	if (err != ERR_OK) {
		render_close(r);
		return err;
	}
	r->is_lost = r->window != NULL; /* without a window somebody may paint it part by part */
	*render_out = r;
	return ERR_OK;
}

void render_close(struct render *r)
{
	if (!r)
		return;
	if (r->window)
		SDL_DestroyWindow(r->window);
	if (r->video)
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
	free(r->own);
	free(r);
}

/* Frame -> window surface, scaled by pixman when the sizes differ: its transform is of the whole
 * picture, so parts painted one by one fit together without seams. */
static void copy_part(struct render *r, SDL_Surface *surface, struct rect at)
{
	pixman_image_t *from = pixman_image_create_bits_no_clear(
		PIXMAN_x8r8g8b8, r->width, r->height, r->pixels, r->stride * 4);
	pixman_image_t *to = pixman_image_create_bits_no_clear(
		pixman_format(surface), surface->w, surface->h, surface->pixels, surface->pitch);

	if (from && to) {
		if (r->place.w != r->width || r->place.h != r->height) {
			pixman_transform_t transform;

			pixman_transform_init_scale(&transform,
				pixman_double_to_fixed((double)r->width / r->place.w),
				pixman_double_to_fixed((double)r->height / r->place.h));
			pixman_image_set_transform(from, &transform);
			pixman_image_set_filter(from, PIXMAN_FILTER_BILINEAR, NULL, 0);
			pixman_image_set_repeat(from, PIXMAN_REPEAT_PAD);
		}
		pixman_image_composite32(PIXMAN_OP_SRC, from, NULL, to, at.x - r->place.x,
			at.y - r->place.y, 0, 0, at.x, at.y, at.w, at.h);
	}
	if (from)
		pixman_image_unref(from);
	if (to)
		pixman_image_unref(to);
}

/* A frame's rectangle -> the window's, outwards to whole pixels and one more for the filter. */
static struct rect to_window(const struct render *r, struct rect dirty)
{
	struct rect at;
	int right, bottom;

	if (r->place.w == r->width && r->place.h == r->height) {
		at = (struct rect){ dirty.x + r->place.x, dirty.y + r->place.y, dirty.w, dirty.h };
	} else {
		at.x = r->place.x + (int)floor(dirty.x * r->scale) - 1;
		at.y = r->place.y + (int)floor(dirty.y * r->scale) - 1;
		right = r->place.x + (int)ceil((dirty.x + dirty.w) * r->scale) + 1;
		bottom = r->place.y + (int)ceil((dirty.y + dirty.h) * r->scale) + 1;
		at.w = right - at.x;
		at.h = bottom - at.y;
	}
	return rect_intersect(at, r->place);
}

void render_present(struct render *r, struct rect dirty)
{
	SDL_Surface *surface = r->window ? window_surface(r) : NULL;
	SDL_Rect changed;
	struct rect at;

	if (!surface || !r->pixels)
		return;
	at = r->is_shown ? to_window(r, dirty) : r->place;
	if (rect_is_empty(at))
		return;
	if (r->own)
		copy_part(r, surface, at);
	changed = (SDL_Rect){ at.x, at.y, at.w, at.h };
	if (r->is_shown)
		SDL_UpdateWindowSurfaceRects(r->window, &changed, 1);
	else
		SDL_UpdateWindowSurface(r->window); /* the letter box too */
	r->is_shown = true;
}

void render_expose(struct render *r)
{
	if (!r->window || !window_surface(r))
		return;
	r->is_shown = false;
	/* Lost: nothing to show before render_frame has painted it all. */
	if (!r->is_lost || r->keeps_own)
		render_present(r, (struct rect){ 0, 0, r->width, r->height });
}

void render_frame(struct render *r, struct paint *p, const struct drawlist *d, struct rect dirty)
{
	const struct rect all = { 0, 0, r->width, r->height };
	int64_t start = clock_now_us();

	if (r->window)
		window_surface(r); /* the frame's memory is the one of now */
	dirty = r->is_lost ? all : rect_intersect(dirty, all);
	if (rect_is_empty(dirty) || !r->pixels)
		return;
	paint_drawlist(p, r->pixels, r->stride, r->width, r->height, d, dirty);
	r->is_lost = false;
	render_present(r, dirty);
	r->times_us[r->frames % RENDER_TIMES] = (int)(clock_now_us() - start);
	r->frames++;
}

void render_title(struct render *r, const char *remark)
{
	char title[512];

	if (!r->window)
		return;
	snprintf(title, sizeof(title), "%s%s%s", r->title, *remark ? " - " : "", remark);
	SDL_SetWindowTitle(r->window, title);
}

bool render_to_panel(
	const struct render *r, double window_x, double window_y, int *x_out, int *y_out)
{
	int x = (int)floor((window_x - r->place.x) / r->scale);
	int y = (int)floor((window_y - r->place.y) / r->scale);

	*x_out = x;
	*y_out = y;
	return x >= 0 && y >= 0 && x < r->width && y < r->height;
}

void render_window_size(const struct render *r, int *w_out, int *h_out)
{
	*w_out = r->width;
	*h_out = r->height;
	if (r->window)
		SDL_GetWindowSize(r->window, w_out, h_out);
}

uint32_t *render_pixels(struct render *r, int *width_out, int *height_out, int *stride_out)
{
	const uint32_t *shared = r->own ? NULL : r->pixels;
	int stride = r->stride;

	r->keeps_own = true;
	use_own(r);
	for (int y = 0; shared && r->own && y < r->height; y++)
		memcpy(r->own + (ptrdiff_t)y * r->width, shared + (ptrdiff_t)y * stride,
			(size_t)r->width * 4);
	if (shared)
		r->is_lost = false;
	*width_out = r->width;
	*height_out = r->height;
	*stride_out = r->stride;
	return r->pixels;
}

static int compare_ints(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

struct render_stats render_stats(const struct render *r)
{
	struct render_stats s = { .frames = r->frames };
	int sorted[RENDER_TIMES];
	int n = r->frames < RENDER_TIMES ? (int)r->frames : RENDER_TIMES;

	if (n == 0)
		return s;
	memcpy(sorted, r->times_us, (size_t)n * sizeof(*sorted));
	qsort(sorted, (size_t)n, sizeof(*sorted), compare_ints);
	s.p50_us = sorted[n / 2];
	s.p99_us = sorted[(n * 99) / 100 < n ? (n * 99) / 100 : n - 1];
	return s;
}
