/* Finger to tap: release, sliding off, the nervous second tap. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/gesture.h"

static void test_gesture_acts_on_release_only(void **state)
{
	struct gesture g;
	int x, y;
	(void)state;

	gesture_init(&g);
	assert_false(gesture_up(&g, &x, &y));
	gesture_down(&g, 10, 20);
	assert_true(gesture_up(&g, &x, &y));
	assert_int_equal(x, 10);
	assert_int_equal(y, 20);
	assert_false(gesture_up(&g, &x, &y));
}

static void test_gesture_cancel_forgets_the_finger(void **state)
{
	struct gesture g;
	int x, y;
	(void)state;

	gesture_init(&g);
	gesture_down(&g, 10, 20);
	gesture_cancel(&g);
	assert_false(gesture_up(&g, &x, &y));
}

static void test_gesture_repeat_is_same_spot_within_half_a_second(void **state)
{
	static const struct {
		int x, y;
		int64_t after_ms;
		bool is_repeat;
	} cases[] = {
		{ 100, 100, 0, true },
		{ 100, 100, 499, true },
		{ 100, 100, 500, false },
		{ 130, 70, 100, true },
		{ 131, 100, 100, false },
		{ 100, 69, 100, false },
	};
	struct gesture g;
	(void)state;

	gesture_init(&g);
	assert_false(gesture_is_repeat(&g, 0, 0, 30, 0));
	gesture_screen_changed(&g, 100, 100, 5000);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(
			gesture_is_repeat(&g, cases[i].x, cases[i].y, 30, 5000 + cases[i].after_ms),
			cases[i].is_repeat);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gesture_acts_on_release_only),
		cmocka_unit_test(test_gesture_cancel_forgets_the_finger),
		cmocka_unit_test(test_gesture_repeat_is_same_spot_within_half_a_second),
	};

	return cmocka_run_group_tests_name("gesture", tests, NULL, NULL);
}
