/* The painter on tiny pictures, compared as drawings of characters. The glyphs are a hand-made
 * atlas that stands in for FreeType's, so every pixel is known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ui/paint.h"

#define WIDTH 24
#define HEIGHT 16
#define PAPER 0xFFFFFFu
#define INK 0x000000u

/* ---- an atlas of 8 x 4: glyph 1 is a 2 x 3 block, glyph 2 half covered, by quarter its x moves */
static uint8_t atlas[4 * 8] = { 255, 255, 0, 128, 128, 0, 0, 0, 255, 255, 0, 128, 128, 0, 0, 0, 255,
	255, 0, 128, 128, 0, 0, 0 };
static int asked_subpixel;

struct glyphs {
	int unused;
};

struct glyph_bitmap glyphs_get(
	struct glyphs *g, int font, uint32_t id, int32_t size_26_6, int subpixel)
{
	int x = id == 2 ? 3 : 0;

	(void)g;
	(void)font;
	(void)size_26_6;
	asked_subpixel = subpixel;
	if (id == 3)
		return (struct glyph_bitmap){ 0 };
	return (struct glyph_bitmap){ .pixels = atlas + x,
		.stride = 8,
		.x = x,
		.y = 0,
		.width = 2,
		.height = 3,
		.left = 1,
		.top = 3 };
}

const uint8_t *glyphs_atlas(const struct glyphs *g, int *width_out, int *height_out)
{
	(void)g;
	*width_out = 8;
	*height_out = 4;
	return atlas;
}

/* ---- an icon of any size: left half ink, mirrored the right half */
static bool get_icon(
	void *ctx, const char *name, int size_px, bool mirrored, struct icon_mask *mask_out)
{
	static uint8_t pixels[16 * 16];

	(void)ctx;
	if (strcmp(name, "half") != 0 || size_px > 16)
		return false;
	memset(pixels, 0, sizeof(pixels));
	for (int y = 0; y < size_px; y++)
		for (int x = 0; x < size_px; x++)
			pixels[y * 16 + x] = (x < size_px / 2) != mirrored ? 255 : 0;
	*mask_out = (struct icon_mask){ pixels, 16, size_px };
	return true;
}

struct stage {
	struct arena *arena;
	struct drawlist list;
	struct paint *paint;
	struct glyphs glyphs;
	uint32_t pixels[WIDTH * HEIGHT];
	char picture[HEIGHT * (WIDTH + 1) + 1];
};

static int setup(void **state)
{
	static struct stage s;

	s.arena = arena_create(0);
	s.paint = paint_create(&s.glyphs, (struct icon_source){ get_icon, NULL });
	drawlist_init(&s.list, s.arena);
	for (int i = 0; i < WIDTH * HEIGHT; i++)
		s.pixels[i] = PAPER;
	*state = &s;
	return s.arena && s.paint ? 0 : -1;
}

static int teardown(void **state)
{
	struct stage *s = *state;

	paint_destroy(s->paint);
	arena_destroy(s->arena);
	return 0;
}

static void paint_in(struct stage *s, struct rect clip)
{
	paint_drawlist(s->paint, s->pixels, WIDTH, WIDTH, HEIGHT, &s->list, clip);
}

static void paint(struct stage *s)
{
	paint_in(s, (struct rect){ 0, 0, WIDTH, HEIGHT });
}

static char shade(uint32_t pixel)
{
	/* by the green channel; '#' ink, '.' paper */
	return "#86432:."[(pixel >> 8 & 0xFF) * 7 / 255];
}

/* Rows y .. y + h - 1, columns x .. x + w - 1 as lines. */
static const char *picture(struct stage *s, int x, int y, int w, int h)
{
	char *out = s->picture;

	for (int j = y; j < y + h; j++) {
		for (int i = x; i < x + w; i++)
			*out++ = shade(s->pixels[j * WIDTH + i]);
		*out++ = '\n';
	}
	*out = '\0';
	return s->picture;
}

static void test_paint_fill_is_cut_by_clip_and_picture(void **state)
{
	struct stage *s = *state;

	drawlist_cmd(&s->list,
		(struct draw_cmd){ .kind = DRAW_FILL, .rect = { -5, 1, 8, 40 }, .color = INK });
	paint_in(s, (struct rect){ 1, 0, 100, 3 });
	assert_string_equal(picture(s, 0, 0, 5, 5), ".....\n"
						    ".##..\n"
						    ".##..\n"
						    ".....\n"
						    ".....\n");
	paint_in(s, (struct rect){ 30, 30, 5, 5 });
	paint_in(s, (struct rect){ -9, -9, 5, 5 });
}

static void test_paint_fill_uses_its_color(void **state)
{
	struct stage *s = *state;

	drawlist_cmd(&s->list, (struct draw_cmd){ .kind = DRAW_FILL,
				       .rect = { 0, 0, WIDTH, HEIGHT },
				       .color = 0x123456,
				       .radius_px = 3 });
	paint(s);
	assert_int_equal(s->pixels[5 * WIDTH + 5] & 0xFFFFFF, 0x123456);
}

static void test_paint_round_corners(void **state)
{
	struct stage *s = *state;

	drawlist_cmd(&s->list,
		(struct draw_cmd){
			.kind = DRAW_FILL, .rect = { 1, 1, 10, 9 }, .color = INK, .radius_px = 3 });
	paint(s);
	assert_string_equal(picture(s, 0, 0, 12, 11), "............\n"
						      "..6######6..\n"
						      ".6########6.\n"
						      ".##########.\n"
						      ".##########.\n"
						      ".##########.\n"
						      ".##########.\n"
						      ".##########.\n"
						      ".6########6.\n"
						      "..6######6..\n"
						      "............\n");
}

static void test_paint_border_leaves_the_inside(void **state)
{
	struct stage *s = *state;

	drawlist_cmd(&s->list,
		(struct draw_cmd){
			.kind = DRAW_FILL, .rect = { 0, 0, 8, 6 }, .color = INK, .border_px = 1 });
	drawlist_cmd(&s->list, (struct draw_cmd){ .kind = DRAW_FILL,
				       .rect = { 10, 0, 10, 10 },
				       .color = INK,
				       .border_px = 2,
				       .radius_px = 4 });
	paint(s);
	assert_string_equal(picture(s, 0, 0, 8, 6), "########\n"
						    "#......#\n"
						    "#......#\n"
						    "#......#\n"
						    "#......#\n"
						    "########\n");
	assert_string_equal(picture(s, 10, 0, 10, 10), ".26####62.\n"
						       "2########2\n"
						       "6#6:..:6#6\n"
						       "##:....:##\n"
						       "##......##\n"
						       "##......##\n"
						       "##:....:##\n"
						       "6#6:..:6#6\n"
						       "2########2\n"
						       ".26####62.\n");
}

static void test_paint_border_wider_than_the_shape_fills_it(void **state)
{
	struct stage *s = *state;

	drawlist_cmd(&s->list, (struct draw_cmd){ .kind = DRAW_FILL,
				       .rect = { 0, 0, 4, 3 },
				       .color = INK,
				       .border_px = 9,
				       .radius_px = 0 });
	paint(s);
	assert_string_equal(picture(s, 0, 0, 5, 4), "####.\n####.\n####.\n.....\n");
}

static struct layout_glyph glyphs[4];
static struct layout_run run = { .first_glyph = 0, .glyph_count = 4 };
static struct layout_line line = { .baseline = 5 * 64, .run_count = 1 };
static struct layout text = { .width = 20 * 64,
	.height = 8 * 64,
	.size_26_6 = 8 * 64,
	.lines = &line,
	.line_count = 1,
	.runs = &run,
	.run_count = 1,
	.glyphs = glyphs,
	.glyph_count = 4 };

static void test_paint_text_from_the_atlas(void **state)
{
	struct stage *s = *state;

	glyphs[0] = (struct layout_glyph){ .id = 1, .x = 0 };
	glyphs[1] = (struct layout_glyph){ .id = 2, .x = 4 * 64 };
	glyphs[2] = (struct layout_glyph){ .id = 3, .x = 7 * 64 };
	glyphs[3] = (struct layout_glyph){ .id = 1, .x = 8 * 64, .y = 2 * 64 };
	drawlist_cmd(&s->list, (struct draw_cmd){ .kind = DRAW_TEXT,
				       .rect = { 2, 3, 20, 8 },
				       .color = INK,
				       .layout = &text });
	paint(s);
	/* baseline 3 + 5; top 3 above it; left bearing 1 */
	assert_string_equal(picture(s, 2, 2, 12, 7), "............\n"
						     ".........##.\n"
						     ".........##.\n"
						     ".##..44..##.\n"
						     ".##..44.....\n"
						     ".##..44.....\n"
						     "............\n");
}

static void test_paint_text_rounds_to_quarters(void **state)
{
	/* x in 26.6 after the 2 pixels of the box -> left edge of ink (bearing 1), quarter */
	static const struct {
		int x, left, quarter;
		bool hinted;
	} cases[] = { { 0, 3, 0, false }, { 7, 3, 0, false }, { 8, 3, 1, false },
		{ 40, 3, 3, false }, { 55, 3, 3, false }, { 56, 4, 0, false }, { -8, 3, 0, false },
		{ -9, 2, 3, false }, { 31, 3, 0, true }, { 32, 4, 0, true } };
	struct stage *s = *state;

	drawlist_cmd(&s->list,
		(struct draw_cmd){
			.kind = DRAW_TEXT, .rect = { 2, 0, 8, 8 }, .color = INK, .layout = &text });
	run.glyph_count = 1;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		for (int j = 0; j < WIDTH * HEIGHT; j++)
			s->pixels[j] = PAPER;
		glyphs[0] = (struct layout_glyph){ .id = 1, .x = cases[i].x };
		text.hinted = cases[i].hinted;
		paint(s);
		assert_int_equal(asked_subpixel, cases[i].quarter);
		assert_int_equal(s->pixels[3 * WIDTH + cases[i].left] & 0xFFFFFF, INK);
		assert_int_equal(s->pixels[3 * WIDTH + cases[i].left - 1] & 0xFFFFFF, PAPER);
	}
	run.glyph_count = 4;
	text.hinted = false;
}

static void test_paint_icon_mirrored_and_unknown(void **state)
{
	struct stage *s = *state;

	drawlist_cmd(&s->list,
		(struct draw_cmd){
			.kind = DRAW_ICON, .rect = { 0, 0, 4, 4 }, .color = INK, .icon = "half" });
	drawlist_cmd(&s->list, (struct draw_cmd){ .kind = DRAW_ICON,
				       .rect = { 5, 0, 4, 4 },
				       .color = INK,
				       .icon = "half",
				       .mirrored = true });
	drawlist_cmd(&s->list,
		(struct draw_cmd){
			.kind = DRAW_ICON, .rect = { 10, 0, 4, 4 }, .color = INK, .icon = "none" });
	paint(s);
	assert_string_equal(picture(s, 0, 0, 14, 5), "##.....##.....\n"
						     "##.....##.....\n"
						     "##.....##.....\n"
						     "##.....##.....\n"
						     "..............\n");
}

static void test_paint_qr_in_whole_modules(void **state)
{
	static const uint8_t qr[9] = { 1, 1, 0, 0, 1, 1, 1, 0, 1 };
	struct stage *s = *state;

	drawlist_cmd(&s->list, (struct draw_cmd){ .kind = DRAW_QR,
				       .rect = { 0, 0, 8, 8 },
				       .color = INK,
				       .qr = qr,
				       .qr_size = 3 });
	paint(s);
	/* 8 / 3 = 2 pixels a module, one pixel left over on each side */
	assert_string_equal(picture(s, 0, 0, 8, 8), "........\n"
						    ".####...\n"
						    ".####...\n"
						    "...####.\n"
						    "...####.\n"
						    ".##..##.\n"
						    ".##..##.\n"
						    "........\n");
}

static void test_paint_skips_what_is_hidden_but_nothing_else(void **state)
{
	struct stage *s = *state;

	/* A full fill later in the list hides what came before; a rounded or framed one does not.
	 */
	drawlist_cmd(&s->list,
		(struct draw_cmd){
			.kind = DRAW_FILL, .rect = { 0, 0, WIDTH, HEIGHT }, .color = INK });
	drawlist_cmd(&s->list, (struct draw_cmd){ .kind = DRAW_FILL,
				       .rect = { 0, 0, WIDTH, HEIGHT },
				       .color = PAPER,
				       .radius_px = 4 });
	paint(s);
	assert_int_equal(s->pixels[0] & 0xFFFFFF, INK);
	assert_int_equal(s->pixels[8 * WIDTH + 8] & 0xFFFFFF, PAPER);
	s->list.cmds[1].radius_px = 0;
	paint(s);
	assert_int_equal(s->pixels[0] & 0xFFFFFF, PAPER);
}

/* Painting only the difference on top of the old frame gives the new frame. */
static void test_paint_difference_equals_full_paint(void **state)
{
	struct stage *s = *state;
	static uint32_t partial[WIDTH * HEIGHT];
	struct drawlist before;
	unsigned seed = 1;

	for (int round = 0; round < 300; round++) {
		struct rect dirty;

		arena_reset(s->arena);
		drawlist_init(&before, s->arena);
		drawlist_init(&s->list, s->arena);
		for (int i = 0; i < 12; i++) {
			struct draw_cmd cmd = { .kind = i % 3 ? DRAW_FILL : DRAW_TEXT,
				.layout = &text };

			seed = seed * 1103515245u + 12345u;
			cmd.rect = (struct rect){ (int)(seed >> 8 & 15), (int)(seed >> 12 & 7),
				2 + (int)(seed >> 16 & 7), 2 + (int)(seed >> 20 & 7) };
			cmd.color = seed >> 3 & 0xFFFFFF;
			cmd.radius_px = (int)(seed >> 24 & 3);
			cmd.border_px = (int)(seed >> 26 & 1);
			if (i == 0)
				cmd = (struct draw_cmd){ .kind = DRAW_FILL,
					.rect = { 0, 0, WIDTH, HEIGHT },
					.color = PAPER };
			if (i == 0 || seed >> 28 != 3)
				drawlist_cmd(&before, cmd);
			if (i == 0 || seed >> 28 != 5)
				drawlist_cmd(&s->list, cmd);
		}
		paint_drawlist(s->paint, partial, WIDTH, WIDTH, HEIGHT, &before,
			(struct rect){ 0, 0, WIDTH, HEIGHT });
		dirty = drawlist_difference(&before, &s->list);
		paint_drawlist(s->paint, partial, WIDTH, WIDTH, HEIGHT, &s->list, dirty);
		paint(s);
		for (int i = 0; i < WIDTH * HEIGHT; i++)
			assert_int_equal(partial[i] & 0xFFFFFF, s->pixels[i] & 0xFFFFFF);
	}
}

static void test_paint_keeps_few_corners(void **state)
{
	struct stage *s = *state;

	/* More radii than are kept: every one is still drawn. */
	for (int radius = 1; radius < 40; radius++)
		drawlist_cmd(&s->list, (struct draw_cmd){ .kind = DRAW_FILL,
					       .rect = { -90, -90, 100, 100 },
					       .color = INK,
					       .radius_px = radius });
	paint(s);
	assert_int_equal(s->pixels[0] & 0xFFFFFF, INK);
	assert_int_equal(s->pixels[9 * WIDTH + 3] & 0xFFFFFF, INK);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_paint_fill_is_cut_by_clip_and_picture),
		T(test_paint_fill_uses_its_color),
		T(test_paint_round_corners),
		T(test_paint_border_leaves_the_inside),
		T(test_paint_border_wider_than_the_shape_fills_it),
		T(test_paint_text_from_the_atlas),
		T(test_paint_text_rounds_to_quarters),
		T(test_paint_icon_mirrored_and_unknown),
		T(test_paint_qr_in_whole_modules),
		T(test_paint_skips_what_is_hidden_but_nothing_else),
		T(test_paint_difference_equals_full_paint),
		T(test_paint_keeps_few_corners),
	};

	return cmocka_run_group_tests_name("paint", tests, NULL, NULL);
}
