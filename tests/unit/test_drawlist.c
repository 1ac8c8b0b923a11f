#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/drawlist.h"

struct lists {
	struct arena *arena;
	struct drawlist before, after;
};

static int setup(void **state)
{
	static struct lists l;

	l.arena = arena_create(0);
	drawlist_init(&l.before, l.arena);
	drawlist_init(&l.after, l.arena);
	*state = &l;
	return l.arena ? 0 : -1;
}

static int teardown(void **state)
{
	struct lists *l = *state;

	arena_destroy(l->arena);
	return 0;
}

static struct draw_cmd box(int x, int y, int w, int h, uint32_t color)
{
	return (struct draw_cmd){ .kind = DRAW_FILL, .rect = { x, y, w, h }, .color = color };
}

static void assert_rect(struct rect r, int x, int y, int w, int h)
{
	assert_int_equal(r.x, x);
	assert_int_equal(r.y, y);
	assert_int_equal(r.w, w);
	assert_int_equal(r.h, h);
}

static void test_drawlist_grows_and_keeps_order(void **state)
{
	struct lists *l = *state;

	for (int i = 0; i < 1000; i++) {
		assert_int_equal(drawlist_cmd(&l->after, box(i, 0, 1, 1, 0)), i);
		assert_int_equal(
			drawlist_node(&l->after, (struct draw_node){ .rect = { i, 0, 1, 1 } }), i);
	}
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(l->after.cmds[i].rect.x, i);
		assert_int_equal(l->after.nodes[i].rect.x, i);
		assert_string_equal(l->after.nodes[i].id, "");
	}
	assert_false(l->after.failed);
}

static void test_drawlist_out_of_memory_keeps_what_is_there(void **state)
{
	struct arena *small = arena_create(64 * sizeof(struct draw_cmd) + 64);
	struct drawlist d;
	int last = 0;

	(void)state;
	drawlist_init(&d, small);
	for (int i = 0; i < 100 && last >= 0; i++)
		last = drawlist_cmd(&d, box(i, 0, 1, 1, 0));
	assert_int_equal(last, -1);
	assert_true(d.failed);
	assert_int_equal(d.cmd_count, 64);
	assert_int_equal(d.cmds[63].rect.x, 63);
	arena_destroy(small);
}

static void test_drawlist_hit_takes_topmost_enabled_action(void **state)
{
	struct lists *l = *state;
	struct drawlist *d = &l->after;

	drawlist_node(d, (struct draw_node){ .id = "screen", .rect = { 0, 0, 100, 100 } });
	drawlist_node(d, (struct draw_node){ .id = "a",
				 .rect = { 10, 10, 50, 50 },
				 .enabled = true,
				 .action = { 1, 0 } });
	drawlist_node(d, (struct draw_node){ .id = "b",
				 .rect = { 40, 40, 50, 50 },
				 .enabled = true,
				 .action = { 2, 0 } });
	drawlist_node(d, (struct draw_node){ .id = "off",
				 .rect = { 10, 10, 20, 20 },
				 .enabled = false,
				 .action = { 3, 0 } });
	assert_int_equal(drawlist_hit(d, 5, 5), -1);
	assert_int_equal(drawlist_hit(d, 15, 15), 1);
	assert_int_equal(drawlist_hit(d, 45, 45), 2);
	assert_int_equal(drawlist_hit(d, 89, 89), 2);
	assert_int_equal(drawlist_hit(d, 90, 90), -1);
	assert_int_equal(drawlist_find(d, "b"), 2);
	assert_int_equal(drawlist_find(d, "c"), -1);
}

static void test_drawlist_difference_of_fills(void **state)
{
	struct lists *l = *state;

	assert_true(rect_is_empty(drawlist_difference(&l->before, &l->after)));
	for (int i = 0; i < 5; i++) {
		drawlist_cmd(&l->before, box(i * 10, 0, 10, 10, 1));
		if (i == 2)
			drawlist_cmd(&l->after, box(70, 50, 5, 5, 9)); /* a new one between */
		drawlist_cmd(&l->after, box(i * 10, 0, 10, 10, i == 3 ? 2 : 1));
	}
	assert_rect(drawlist_difference(&l->before, &l->before), 0, 0, 0, 0);
	/* The new one and the one with another colour; 0, 1, 2 and 4 are paired. */
	assert_rect(drawlist_difference(&l->before, &l->after), 30, 0, 45, 55);
	assert_rect(drawlist_difference(&l->after, &l->before), 30, 0, 45, 55);
}

static void test_drawlist_difference_sees_changed_order(void **state)
{
	struct lists *l = *state;

	drawlist_cmd(&l->before, box(0, 0, 10, 10, 1));
	drawlist_cmd(&l->before, box(5, 5, 10, 10, 2));
	drawlist_cmd(&l->after, box(5, 5, 10, 10, 2));
	drawlist_cmd(&l->after, box(0, 0, 10, 10, 1));
	assert_false(rect_is_empty(drawlist_difference(&l->before, &l->after)));
}

static void test_drawlist_difference_sees_what_vanished(void **state)
{
	struct lists *l = *state;

	drawlist_cmd(&l->before, box(0, 0, 10, 10, 1));
	drawlist_cmd(&l->before, box(20, 20, 10, 10, 1));
	drawlist_cmd(&l->after, box(0, 0, 10, 10, 1));
	assert_rect(drawlist_difference(&l->before, &l->after), 20, 20, 10, 10);
}

static void test_drawlist_difference_compares_glyphs_not_pointers(void **state)
{
	struct lists *l = *state;
	struct layout_line line = { .baseline = 30 * 64, .run_count = 1 };
	struct layout_run run = { .font = 1, .glyph_count = 2 };
	struct layout_glyph g[2] = { { .id = 5 }, { .id = 6, .x = 640 } };
	struct layout_glyph h[2] = { { .id = 5 }, { .id = 6, .x = 640 } };
	struct layout one = { .width = 20 * 64,
		.height = 40 * 64,
		.size_26_6 = 32 * 64,
		.lines = &line,
		.line_count = 1,
		.runs = &run,
		.run_count = 1,
		.glyphs = g,
		.glyph_count = 2 };
	struct layout other = one;

	other.glyphs = h;
	drawlist_cmd(&l->before,
		(struct draw_cmd){
			.kind = DRAW_TEXT, .rect = { 100, 100, 50, 40 }, .layout = &one });
	drawlist_cmd(&l->after,
		(struct draw_cmd){
			.kind = DRAW_TEXT, .rect = { 100, 100, 50, 40 }, .layout = &other });
	assert_rect(drawlist_difference(&l->before, &l->after), 0, 0, 0, 0);
	h[1].id = 7;
	/* Half an em and a pixel of overhang on every side. */
	assert_rect(drawlist_difference(&l->before, &l->after), 83, 83, 84, 74);
	h[1].id = 6;
	h[1].x = 656;
	assert_false(rect_is_empty(drawlist_difference(&l->before, &l->after)));
	h[1].x = 640;
	run.font = 1;
	other.size_26_6++;
	assert_false(rect_is_empty(drawlist_difference(&l->before, &l->after)));
}

static void test_drawlist_difference_of_icons_and_qr(void **state)
{
	struct lists *l = *state;
	char name[] = "next", other_name[] = "next";
	uint8_t qr[4] = { 1, 0, 0, 1 }, other_qr[4] = { 1, 0, 0, 1 };
	struct draw_cmd icon = { .kind = DRAW_ICON, .rect = { 0, 0, 8, 8 }, .icon = name };
	struct draw_cmd code = { .kind = DRAW_QR, .rect = { 20, 0, 8, 8 }, .qr = qr, .qr_size = 2 };

	drawlist_cmd(&l->before, icon);
	drawlist_cmd(&l->before, code);
	icon.icon = other_name;
	code.qr = other_qr;
	drawlist_cmd(&l->after, icon);
	drawlist_cmd(&l->after, code);
	assert_rect(drawlist_difference(&l->before, &l->after), 0, 0, 0, 0);
	l->after.cmds[0].mirrored = true;
	assert_rect(drawlist_difference(&l->before, &l->after), 0, 0, 8, 8);
	other_qr[2] = 1;
	assert_rect(drawlist_difference(&l->before, &l->after), 0, 0, 28, 8);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_drawlist_grows_and_keeps_order),
		T(test_drawlist_out_of_memory_keeps_what_is_there),
		T(test_drawlist_hit_takes_topmost_enabled_action),
		T(test_drawlist_difference_of_fills),
		T(test_drawlist_difference_sees_changed_order),
		T(test_drawlist_difference_sees_what_vanished),
		T(test_drawlist_difference_compares_glyphs_not_pointers),
		T(test_drawlist_difference_of_icons_and_qr),
	};

	return cmocka_run_group_tests_name("drawlist", tests, NULL, NULL);
}
