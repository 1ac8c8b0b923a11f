/* What the store remembers, and the order of the steps of an install. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "pack/install.h"

#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define MARK "sweden = 12 2026-11-28 00112233445566FF " HEX "\n"

static void test_state_comes_back(void **state)
{
	struct store_state s = { .current = 8, .previous = 7, .trying = 9, .last = 9, .keys = 3 },
			   back;
	struct store_mark mark = { .name = "sweden",
		.seq = 12,
		.issued = "2026-11-28",
		.key_id = { 0xFF, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 0 } };
	struct buf text = { 0 };
	struct diag d = { 0 };
	(void)state;

	assert_true(pack_hash_parse(HEX, mark.manifest));
	assert_int_equal(store_state_accept(&s, &mark), ERR_OK);
	assert_int_equal(s.current, 9);
	assert_int_equal(s.previous, 8);
	assert_int_equal(s.trying, 0);
	store_state_write(&s, &text);
	assert_non_null(strstr(buf_str(&text), MARK));
	if (store_state_parse("s", buf_str(&text), &back, &d) != ERR_OK)
		fail_msg("%s", d.text);
	assert_memory_equal(&back, &s, sizeof(s));
	buf_finish(&text);
}

static void test_state_refused(void **state)
{
	static const char *const bad[] = {
		"current = 1\n",
		"format = 2\n",
		"format = 1\ncurrent = -1\n",
		"format = 1\ncolor = 1\n",
		"format = 1\n[marks]\nSweden = 12 2026-11-28 00112233445566FF " HEX "\n",
		"format = 1\n[marks]\nsweden = 12 2026-11-31 00112233445566FF " HEX "\n",
		"format = 1\n[marks]\nsweden = 12 2026-11-28 00112233445566F " HEX "\n",
		"format = 1\n[marks]\nsweden = 12 2026-11-28 00112233445566FF " HEX "0\n",
		"format = 1\n[marks]\nsweden = 12 2026-11-28 00112233445566FF\n",
		"format = 1\n[marks]\nsweden = 12 2026-11-28 00112233445566FF " HEX " x\n",
		"format = 1\n[marks]\n" MARK MARK,
		"format = 1\n[packs]\nsweden = 1 " HEX "\n",
	};
	(void)state;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct store_state s;
		struct diag d = { 0 };

		if (store_state_parse("s", bad[i], &s, &d) == ERR_OK)
			fail_msg("passed: %s", bad[i]);
		assert_int_equal(strncmp(d.text, "s:", 2), 0);
	}
}

static void test_generation_comes_back_in_order(void **state)
{
	static const char *const names[] = { "sweden", "lang-so", "lang-ar" };
	struct store_generation g = { .number = 4 }, back;
	struct buf text = { 0 };
	struct store_pack pack = { .seq = 1 };
	(void)state;

	for (int i = 0; i < 3; i++) {
		snprintf(pack.name, sizeof(pack.name), "%s", names[i]);
		assert_int_equal(store_generation_put(&g, &pack), ERR_OK);
	}
	pack.seq = 2;
	assert_int_equal(store_generation_put(&g, &pack), ERR_OK);
	assert_int_equal(g.count, 3);
	assert_string_equal(g.packs[0].name, "lang-ar");
	assert_int_equal(g.packs[0].seq, 2);
	store_generation_write(&g, &text);
	assert_int_equal(store_generation_parse("g", buf_str(&text), &back, NULL), ERR_OK);
	assert_memory_equal(&back, &g, sizeof(g));
	assert_int_not_equal(
		store_generation_parse("g", "format = 1\ncurrent = 1\n", &back, NULL), ERR_OK);
	assert_int_not_equal(
		store_generation_parse("g", "format = 1\n[packs]\na = 1 x\n", &back, NULL), ERR_OK);
	for (int i = 0; g.count < STORE_PACKS_MAX; i++) {
		snprintf(pack.name, sizeof(pack.name), "x%d", i);
		assert_int_equal(store_generation_put(&g, &pack), ERR_OK);
	}
	snprintf(pack.name, sizeof(pack.name), "y");
	assert_int_equal(store_generation_put(&g, &pack), ERR_RANGE);
	buf_finish(&text);
}

static void test_state_marks_are_capped(void **state)
{
	struct store_state s = { .current = 1 };
	struct store_mark mark = { .seq = 1 };
	(void)state;

	for (int i = 0; i < STORE_PACKS_MAX; i++) {
		snprintf(mark.name, sizeof(mark.name), "x%d", i);
		assert_int_equal(store_state_accept(&s, &mark), ERR_OK);
	}
	assert_int_equal(store_state_accept(&s, &mark), ERR_OK);
	snprintf(mark.name, sizeof(mark.name), "y");
	assert_int_equal(store_state_accept(&s, &mark), ERR_RANGE);
}

/* Nothing that counts is touched before the state says so, and whatever fails after that goes back.
 */
static void test_install_steps(void **state)
{
	static const enum install_step way[] = { INSTALL_STAGE, INSTALL_VERIFY, INSTALL_UNPACK,
		INSTALL_COMPOSE, INSTALL_CHECK, INSTALL_TRY, INSTALL_SWITCH, INSTALL_ACCEPT,
		INSTALL_DONE };
	(void)state;

	for (size_t i = 0; i + 1 < sizeof(way) / sizeof(*way); i++) {
		assert_int_equal(install_next(way[i], true), way[i + 1]);
		assert_int_equal(install_next(way[i], false),
			way[i] < INSTALL_TRY ? INSTALL_REFUSED : INSTALL_REVERT);
		assert_true(strlen(install_step_name(way[i])) > 0);
	}
	for (int is_ok = 0; is_ok < 2; is_ok++) {
		assert_int_equal(install_next(INSTALL_REVERT, is_ok), INSTALL_REFUSED);
		assert_int_equal(install_next(INSTALL_REFUSED, is_ok), INSTALL_REFUSED);
		assert_int_equal(install_next(INSTALL_DONE, is_ok), INSTALL_DONE);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_state_comes_back),
		cmocka_unit_test(test_state_refused),
		cmocka_unit_test(test_generation_comes_back_in_order),
		cmocka_unit_test(test_state_marks_are_capped),
		cmocka_unit_test(test_install_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
