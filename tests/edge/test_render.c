/* The edges that show things: pictograms, the window (SDL's dummy driver), PNG files and the
 * out-of-order screen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <SDL.h>
#include <cmocka.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform/png_linux.h"
#include "ui/icons_sdl.h"
#include "ui/outoforder_sdl.h"
#include "ui/render_sdl.h"

#define ICONS "assets/icons"

/* No text is drawn here: the painter gets no glyphs. */
struct glyph_bitmap glyphs_get(
	struct glyphs *g, int font, uint32_t id, int32_t size_26_6, int subpixel)
{
	(void)g;
	(void)font;
	(void)id;
	(void)size_26_6;
	(void)subpixel;
	return (struct glyph_bitmap){ 0 };
}

const uint8_t *glyphs_atlas(const struct glyphs *g, int *width_out, int *height_out)
{
	(void)g;
	*width_out = *height_out = 0;
	return NULL;
}

static long ink(const struct icon_mask *m)
{
	long sum = 0;

	for (int y = 0; y < m->size_px; y++)
		for (int x = 0; x < m->size_px; x++)
			sum += m->pixels[y * m->stride + x];
	return sum / 255;
}

static void test_icons_are_masks_and_mirror(void **state)
{
	struct icons *icons = icons_create(ICONS);
	struct icon_source source = icons_source(icons);
	struct icon_mask m;
	uint8_t straight[49 * 49];

	(void)state;
	assert_true(source.get(source.ctx, "next", 49, false, &m));
	assert_int_equal(m.size_px, 49);
	assert_int_equal(m.stride % 4, 0);
	assert_in_range(ink(&m), 49, 49 * 49 / 2);
	for (int y = 0; y < 49; y++)
		memcpy(straight + y * 49, m.pixels + y * m.stride, 49);
	assert_true(source.get(source.ctx, "next", 49, true, &m));
	for (int y = 0; y < 49; y++)
		for (int x = 0; x < 49; x++)
			assert_int_equal(m.pixels[y * m.stride + x], straight[y * 49 + 48 - x]);
	assert_int_equal(icons_loaded(icons), 2);
	assert_true(source.get(source.ctx, "next", 49, true, &m));
	assert_int_equal(icons_loaded(icons), 2);
	icons_destroy(icons);
}

static void test_icons_refuse_what_is_not_there(void **state)
{
	struct icons *icons = icons_create(ICONS);
	struct icon_source source = icons_source(icons);
	struct icon_mask m;

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_false(source.get(source.ctx, "no-such-picture", 40, false, &m));
		assert_false(source.get(source.ctx, "../icons/next", 40, false, &m));
		assert_false(source.get(source.ctx, "", 40, false, &m));
		assert_false(source.get(source.ctx, "next", 0, false, &m));
		assert_false(source.get(source.ctx, "next", 100000, false, &m));
	}
	assert_int_equal(icons_loaded(icons), 0);
	icons_destroy(icons);
}

static void test_icons_are_bounded(void **state)
{
	struct icons *icons = icons_create(ICONS);
	struct icon_source source = icons_source(icons);
	struct icon_mask m;

	(void)state;
	/* 40 sizes of up to 1 MB each: far past the limit, and each is still drawn. */
	for (int i = 0; i < 40; i++) {
		assert_true(source.get(source.ctx, "home", 1000 - i, false, &m));
		assert_in_range(ink(&m), 1000, 1000 * 1000);
	}
	for (int i = 1; i < 2 * ICONS_MASKS_MAX; i++)
		assert_true(source.get(source.ctx, "home", 8 + i % 300, i & 1, &m));
	icons_destroy(icons);
}

static struct draw_cmd box(int x, int y, int w, int h, uint32_t color)
{
	return (struct draw_cmd){
		.kind = DRAW_FILL, .rect = { x, y, w, h }, .color = color, .radius_px = 5
	};
}

static struct render *open_render(bool headless, int window_w, int window_h)
{
	struct render *r;
	struct diag d = { 0 };
	struct render_config c = { .width_px = 90,
		.height_px = 160,
		.headless = headless,
		.window_w = window_w,
		.window_h = window_h,
		.title = "test" };

	if (render_open(&c, &r, &d) != ERR_OK)
		fail_msg("%s", d.text);
	return r;
}

static SDL_Window *find_window(void)
{
	SDL_Window *window = NULL;

	for (Uint32 id = 1; !window && id < 100; id++)
		window = SDL_GetWindowFromID(id);
	assert_non_null(window);
	return window;
}

/* What the window shows, as the dummy driver's surface. */
static uint32_t *copy_window(int *count_out)
{
	SDL_Surface *s = SDL_GetWindowSurface(find_window());
	uint32_t *copy;

	assert_non_null(s);
	assert_int_equal(s->format->BytesPerPixel, 4);
	*count_out = s->w * s->h;
	copy = malloc((size_t)*count_out * 4);
	assert_non_null(copy);
	for (int y = 0; y < s->h; y++)
		memcpy(copy + y * s->w, (char *)s->pixels + y * s->pitch, (size_t)s->w * 4);
	return copy;
}

static void show_some_frames(struct render *r)
{
	struct arena *arena = arena_create(0);
	struct paint *paint = paint_create(NULL, (struct icon_source){ 0 });
	struct drawlist lists[2];
	struct rect all = { 0, 0, 90, 160 };

	drawlist_init(&lists[0], arena);
	drawlist_cmd(&lists[0], box(0, 0, 90, 160, 0xFFFFFF));
	lists[0].cmds[0].radius_px = 0;
	render_frame(r, paint, &lists[0], all);
	for (int i = 0; i < 20; i++) {
		struct drawlist *old = &lists[i & 1], *new = &lists[1 - (i & 1)];

		drawlist_init(new, arena);
		drawlist_cmd(new, lists[i & 1].cmds[0]);
		drawlist_cmd(new, box(i * 3, i * 7, 20 + i, 13 + i, 0x112233u * (unsigned)i));
		render_frame(r, paint, new, drawlist_difference(old, new));
	}
	paint_destroy(paint);
	arena_destroy(arena);
}

static void test_render_parts_fit_without_seams(void **state)
{
	static const int sizes[][2] = { { 90, 160 }, { 45, 80 }, { 63, 111 }, { 200, 100 },
		{ 33, 200 }, { 180, 320 } };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct render *r = open_render(false, sizes[i][0], sizes[i][1]);
		uint32_t *parts, *whole;
		int n;

		show_some_frames(r);
		parts = copy_window(&n);
		assert_int_equal(n, sizes[i][0] * sizes[i][1]);
		render_expose(r); /* everything at once */
		whole = copy_window(&n);
		for (int k = 0; k < n; k++)
			if ((parts[k] & 0xFFFFFF) != (whole[k] & 0xFFFFFF))
				fail_msg("window %d x %d: pixel %d differs", sizes[i][0],
					sizes[i][1], k);
		free(parts);
		free(whole);
		render_close(r);
	}
}

/* Sizes at which the frame is the window's own memory, scaled memory of ours, and with a letter
 * box. */
static void test_render_paints_all_into_a_new_size(void **state)
{
	static const int sizes[][2] = { { 45, 80 }, { 90, 160 }, { 120, 160 }, { 90, 160 } };
	struct render *r = open_render(false, 90, 160);
	struct arena *arena = arena_create(0);
	struct paint *paint = paint_create(NULL, (struct icon_source){ 0 });
	struct drawlist list;

	(void)state;
	drawlist_init(&list, arena);
	drawlist_cmd(&list, box(0, 0, 90, 160, 0x336699));
	list.cmds[0].radius_px = 0;
	render_frame(r, paint, &list, (struct rect){ 0, 0, 90, 160 });
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		int w = sizes[i][0], h = sizes[i][1], left = w > 90 ? (w - 90) / 2 : 0, n;
		uint32_t *shown;

		SDL_SetWindowSize(find_window(), w, h);
		SDL_PumpEvents();
		render_expose(r);
		render_frame(r, paint, &list, (struct rect){ 0 });
		shown = copy_window(&n);
		assert_int_equal(n, w * h);
		for (int k = 0; k < n; k++) {
			bool inside = k % w >= left && k % w < w - left;

			if ((shown[k] & 0xFFFFFF) != (inside ? 0x336699 : 0))
				fail_msg("window %d x %d: pixel %d is %06x", w, h, k, shown[k]);
		}
		free(shown);
	}
	paint_destroy(paint);
	arena_destroy(arena);
	render_close(r);
}

static void test_render_counts_only_frames_that_change_something(void **state)
{
	struct render *r = open_render(true, 0, 0);

	(void)state;
	show_some_frames(r);
	assert_int_equal(render_stats(r).frames, 21);
	assert_in_range(render_stats(r).p50_us, 0, render_stats(r).p99_us);
	render_frame(r, NULL, NULL, (struct rect){ 0, 0, 0, 0 });
	render_frame(r, NULL, NULL, (struct rect){ 90, 0, 10, 10 });
	assert_int_equal(render_stats(r).frames, 21);
	render_close(r);
}

static void test_render_maps_the_window_to_the_panel(void **state)
{
	/* 200 x 100 window, 90 x 160 panel: scale 0.625, picture 56 wide from x = 72 */
	struct render *r = open_render(false, 200, 100);
	int x, y;

	(void)state;
	assert_true(render_to_panel(r, 72.5, 0.2, &x, &y));
	assert_int_equal(x, 0);
	assert_int_equal(y, 0);
	assert_true(render_to_panel(r, 100, 50, &x, &y));
	assert_int_equal(x, 44);
	assert_int_equal(y, 80);
	assert_false(render_to_panel(r, 71, 50, &x, &y));
	assert_false(render_to_panel(r, 130, 50, &x, &y));
	render_window_size(r, &x, &y);
	assert_int_equal(x, 200);
	assert_int_equal(y, 100);
	render_close(r);
}

static const char *temporary(char path[64])
{
	strcpy(path, "/tmp/kiosk-test-XXXXXX");
	close(mkstemp(path));
	return path;
}

static void test_png_rgb_comes_back(void **state)
{
	uint32_t pixels[2 * 4] = { 0xFF0000, 0x00FF00, 7, 7, 0x0000FF, 0x123456, 7, 7 };
	uint8_t back[2 * 2 * 3];
	char path[64];
	struct diag d = { 0 };
	png_image image = { .version = PNG_IMAGE_VERSION };
	static const uint8_t wanted[] = { 255, 0, 0, 0, 255, 0, 0, 0, 255, 0x12, 0x34, 0x56 };

	(void)state;
	assert_int_equal(png_write_rgb(temporary(path), pixels, 2, 2, 4, &d), ERR_OK);
	assert_true(png_image_begin_read_from_file(&image, path));
	assert_int_equal(image.width, 2);
	image.format = PNG_FORMAT_RGB;
	assert_true(png_image_finish_read(&image, NULL, back, 0, NULL));
	assert_memory_equal(back, wanted, sizeof(wanted));
	unlink(path);
}

static void test_png_bits_black_is_one(void **state)
{
	static const uint8_t bits[2 * 2] = { 0x80, 0x40, 0x00, 0x80 }; /* 10 dots: 0, 9; 8 */
	uint8_t back[2 * 10];
	char path[64];
	struct diag d = { 0 };
	png_image image = { .version = PNG_IMAGE_VERSION };

	(void)state;
	assert_int_equal(png_write_bits(temporary(path), bits, 10, 2, 2, 203, &d), ERR_OK);
	assert_true(png_image_begin_read_from_file(&image, path));
	image.format = PNG_FORMAT_GRAY;
	assert_true(png_image_finish_read(&image, NULL, back, 0, NULL));
	for (int i = 0; i < 20; i++)
		assert_int_equal(back[i], i == 0 || i == 9 || i == 18 ? 0 : 255);
	unlink(path);
}

static void test_png_says_why_it_cannot(void **state)
{
	uint32_t pixel = 0;
	struct diag d = { 0 };

	(void)state;
	assert_int_equal(png_write_rgb("/no/such/folder/x.png", &pixel, 1, 1, 1, &d), ERR_MISSING);
	assert_non_null(strstr(d.text, "/no/such/folder/x.png"));
	d.text[0] = '\0';
	assert_int_equal(png_write_rgb("/tmp/x.png", &pixel, 0, 1, 1, &d), ERR_RANGE);
}

static long count_ink(const uint32_t *pixels, int stride, struct rect r)
{
	long n = 0;

	for (int y = r.y; y < r.y + r.h; y++)
		for (int x = r.x; x < r.x + r.w; x++)
			n += (pixels[y * stride + x] >> 8 & 0xFF) < 0x60;
	return n;
}

static void check_outoforder(int width, int height)
{
	uint32_t *pixels = calloc((size_t)width * (size_t)height, 4);
	struct arena *arena = arena_create(0);
	struct drawlist nodes;
	struct diag d = { 0 };

	drawlist_init(&nodes, arena);
	if (outoforder_paint(pixels, width, height, width, &nodes, &d) != ERR_OK)
		fail_msg("%s", d.text);
	/* the screen, and a heading and a text in three languages */
	assert_int_equal(nodes.node_count, 7);
	assert_int_equal(drawlist_find(&nodes, OUTOFORDER_SCREEN), 0);
	for (int i = 1; i < 7; i++) {
		const struct draw_node *n = &nodes.nodes[i];
		bool arabic = (unsigned char)n->text[0] >= 0xD8;

		assert_true(rect_is_inside(n->rect, (struct rect){ 0, 0, width, height }));
		assert_in_range(count_ink(pixels, width, n->rect), 300, n->rect.w * n->rect.h / 3);
		/* right-to-left text ends at the right, the others begin at the left */
		assert_true(arabic ? n->rect.x + n->rect.w > width * 3 / 4 : n->rect.x < width / 4);
		for (int k = 1; k < i; k++)
			assert_true(rect_is_empty(rect_intersect(n->rect, nodes.nodes[k].rect)));
	}
	assert_true((unsigned char)nodes.nodes[6].text[0] >= 0xD8);
	arena_destroy(arena);
	free(pixels);
}

static void test_outoforder_in_three_languages(void **state)
{
	(void)state;
	check_outoforder(1080, 1920);
	check_outoforder(1920, 1080);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_icons_are_masks_and_mirror),
		cmocka_unit_test(test_icons_refuse_what_is_not_there),
		cmocka_unit_test(test_icons_are_bounded),
		cmocka_unit_test(test_render_parts_fit_without_seams),
		cmocka_unit_test(test_render_paints_all_into_a_new_size),
		cmocka_unit_test(test_render_counts_only_frames_that_change_something),
		cmocka_unit_test(test_render_maps_the_window_to_the_panel),
		cmocka_unit_test(test_png_rgb_comes_back),
		cmocka_unit_test(test_png_bits_black_is_one),
		cmocka_unit_test(test_png_says_why_it_cannot),
		cmocka_unit_test(test_outoforder_in_three_languages),
	};

	setenv("SDL_VIDEODRIVER", "dummy", 1);
	atexit(SDL_Quit);
	return cmocka_run_group_tests_name("render", tests, NULL, NULL);
}
