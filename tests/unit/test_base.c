#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/inifile.h"
#include "base/rect.h"
#include "base/utf8.h"

/* ---------------------------------------------------------------- arena */

static void test_arena_gives_zeroed_aligned_memory(void **state)
{
	struct arena *a = arena_create(0);

	(void)state;
	for (size_t bytes = 1; bytes < 200000; bytes = bytes * 3 + 1) {
		unsigned char *p = arena_alloc(a, bytes);

		assert_non_null(p);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < bytes; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xAA, bytes);
	}
	arena_reset(a);
	assert_int_equal(arena_used(a), 0);
	/* What was used before is zeroed again. */
	for (int i = 0; i < 1000; i++)
		assert_int_equal(*(unsigned char *)arena_alloc(a, 64), 0);
	arena_destroy(a);
	arena_destroy(NULL);
}

static void test_arena_keeps_its_cap(void **state)
{
	struct arena *a = arena_create(1000);

	(void)state;
	assert_non_null(arena_alloc(a, 600));
	assert_null(arena_alloc(a, 600));
	assert_non_null(arena_alloc(a, 300));
	assert_null(arena_alloc(a, SIZE_MAX));
	assert_null(arena_array(a, SIZE_MAX / 2, 3));
	arena_destroy(a);
}

static void test_arena_strings(void **state)
{
	struct arena *a = arena_create(0);

	(void)state;
	assert_string_equal(arena_copy(a, "abcdef", 3), "abc");
	assert_string_equal(arena_copy(a, NULL, 0), "");
	assert_string_equal(arena_strdup(a, "å"), "å");
	assert_string_equal(arena_printf(a, "%s-%d", "x", 7), "x-7");
	arena_destroy(a);
}

/* ---------------------------------------------------------------- buf */

static void test_buf_grows(void **state)
{
	struct buf b = { 0 };

	(void)state;
	assert_string_equal(buf_str(&b), "");
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "%d,", i % 10);
	assert_int_equal(b.size, 2000);
	assert_memory_equal(buf_str(&b), "0,1,2,", 6);
	buf_clear(&b);
	buf_puts(&b, "a");
	buf_putc(&b, 'b');
	buf_append(&b, "cd", 1);
	buf_append(&b, NULL, 0);
	assert_string_equal(buf_str(&b), "abc");
	buf_finish(&b);
}

static void test_buf_stays_failed(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_puts(&b, "kept");
	buf_append(&b, "x", SIZE_MAX / 2);
	assert_true(b.failed);
	buf_puts(&b, "more");
	assert_string_equal(buf_str(&b), "");
	assert_int_equal(b.size, 4);
	buf_finish(&b);
}

/* ---------------------------------------------------------------- utf8 */

/* Unicode 3.9, tables 3-8 to 3-11 and the neighbours of every limit: bytes, code points. */
static void test_utf8_decodes_maximal_subparts(void **state)
{
	static const struct {
		const char *bytes;
		uint32_t chars[8];
		int count;
		bool valid;
	} cases[] = {
		{ "a", { 'a' }, 1, true },
		{ "\xC3\xA5", { 0xE5 }, 1, true },
		{ "\xE2\x82\xAC", { 0x20AC }, 1, true },
		{ "\xF0\x9F\x98\x80", { 0x1F600 }, 1, true },
		{ "\xEF\xBF\xBD", { 0xFFFD }, 1, true },
		{ "\xF4\x8F\xBF\xBF", { 0x10FFFF }, 1, true },
		{ "\xF4\x90\x80\x80", { 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD }, 4, false },
		{ "\xC0\xAF", { 0xFFFD, 0xFFFD }, 2, false },
		{ "\xC1\xBF", { 0xFFFD, 0xFFFD }, 2, false },
		{ "\xE0\x9F\x80", { 0xFFFD, 0xFFFD, 0xFFFD }, 3, false },
		{ "\xE0\xA0\x80", { 0x800 }, 1, true },
		{ "\xED\x9F\xBF", { 0xD7FF }, 1, true },
		{ "\xED\xA0\x80", { 0xFFFD, 0xFFFD, 0xFFFD }, 3, false },
		{ "\xF0\x8F\xBF\xBF", { 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD }, 4, false },
		{ "\xF5\x80", { 0xFFFD, 0xFFFD }, 2, false },
		{ "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF", { 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD }, 4,
			false },
		{ "\xE2\x82", { 0xFFFD }, 1, false },
		{ "\x80", { 0xFFFD }, 1, false },
		{ "\xC3(", { 0xFFFD, '(' }, 2, false },
		{ "\xFF\xFE", { 0xFFFD, 0xFFFD }, 2, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t size = strlen(cases[i].bytes), pos = 0, bad_at = 999;
		int n = 0;

		while (pos < size) {
			assert_true(n < cases[i].count);
			assert_int_equal(utf8_next(cases[i].bytes, size, &pos), cases[i].chars[n]);
			n++;
		}
		assert_int_equal(pos, size);
		assert_int_equal(n, cases[i].count);
		assert_int_equal(utf8_is_valid(cases[i].bytes, size, &bad_at), cases[i].valid);
		assert_int_equal(bad_at, cases[i].valid ? 999 : 0);
	}
}

static void test_utf8_puts_what_it_reads(void **state)
{
	char out[4];
	size_t bad_at;

	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		size_t size = utf8_put(c, out), pos = 0;
		bool surrogate = c >= 0xD800 && c <= 0xDFFF;

		assert_int_equal(utf8_next(out, size, &pos), surrogate ? 0xFFFD : c);
		assert_int_equal(pos, size);
		assert_true(utf8_is_valid(out, size, NULL));
	}
	assert_int_equal(utf8_put(0x110000, out), 3);
	assert_false(utf8_is_valid("abc\xC3", 4, &bad_at));
	assert_int_equal(bad_at, 3);
}

/* ---------------------------------------------------------------- rect */

static void test_rect_edges(void **state)
{
	const struct rect r = { 10, 20, 5, 5 }, none = { 0, 0, 0, 0 };

	(void)state;
	assert_true(rect_contains(r, 10, 20));
	assert_true(rect_contains(r, 14, 24));
	assert_false(rect_contains(r, 15, 20));
	assert_false(rect_contains(r, 10, 25));
	assert_false(rect_contains(r, 9, 20));
	assert_true(rect_is_empty(none));
	assert_true(rect_is_empty((struct rect){ 1, 1, 3, -1 }));
	assert_true(rect_equal(
		rect_intersect(r, (struct rect){ 12, 0, 9, 22 }), (struct rect){ 12, 20, 3, 2 }));
	/* Touching is not meeting. */
	assert_true(rect_is_empty(rect_intersect(r, (struct rect){ 15, 20, 5, 5 })));
	assert_true(rect_equal(
		rect_union(r, (struct rect){ 0, 0, 1, 1 }), (struct rect){ 0, 0, 15, 25 }));
	assert_true(rect_equal(rect_union(r, none), r));
	assert_true(rect_equal(rect_union(none, r), r));
	assert_true(rect_is_inside(r, r));
	assert_false(rect_is_inside(r, (struct rect){ 10, 20, 5, 4 }));
}

/* ---------------------------------------------------------------- err, inifile */

static void test_diag_keeps_the_first_fault(void **state)
{
	struct diag d = { "" };
	char seen[16][16];

	(void)state;
	assert_int_equal(diag_fail(&d, ERR_RANGE, "first %d", 1), ERR_RANGE);
	assert_int_equal(diag_fail(&d, ERR_IO, "second"), ERR_IO);
	assert_string_equal(d.text, "first 1");
	assert_int_equal(diag_fail(NULL, ERR_GONE, "nobody listens"), ERR_GONE);
	for (int i = ERR_OK; i <= ERR_GONE; i++) {
		snprintf(seen[i], sizeof(seen[i]), "%s", err_name((enum err)i));
		for (int k = 0; k < i; k++)
			assert_string_not_equal(seen[i], seen[k]);
	}
}

static enum err collect(void *ctx, const char *section, const char *key, const char *value,
	int line, struct diag *d)
{
	buf_printf(ctx, "%d[%s]%s=%s;", line, section, key, value);
	return strcmp(value, "stop") == 0 ? diag_fail(d, ERR_GONE, "stopped") : ERR_OK;
}

static void test_inifile_gives_section_and_line(void **state)
{
	struct buf b = { 0 };
	struct diag d = { "" };
	char big[400];

	(void)state;
	assert_int_equal(
		inifile_each("x.ini", "a = 1\n\n# c\n[S]\nb = 2 3\n", collect, &b, &d), ERR_OK);
	assert_string_equal(buf_str(&b), "1[]a=1;5[S]b=2 3;");
	buf_clear(&b);
	assert_int_equal(inifile_each("x.ini", "a = stop\nb = 1\n", collect, &b, &d), ERR_GONE);
	assert_string_equal(buf_str(&b), "1[]a=stop;");
	assert_string_equal(d.text, "stopped");

	d = (struct diag){ "" };
	memset(big, 'x', sizeof(big));
	memcpy(big, "\nkey = ", 7);
	big[sizeof(big) - 1] = '\0';
	assert_int_equal(inifile_each("x.ini", big, collect, &b, &d), ERR_RANGE);
	assert_non_null(strstr(d.text, "x.ini:2:"));
	buf_finish(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arena_gives_zeroed_aligned_memory),
		cmocka_unit_test(test_arena_keeps_its_cap),
		cmocka_unit_test(test_arena_strings),
		cmocka_unit_test(test_buf_grows),
		cmocka_unit_test(test_buf_stays_failed),
		cmocka_unit_test(test_utf8_decodes_maximal_subparts),
		cmocka_unit_test(test_utf8_puts_what_it_reads),
		cmocka_unit_test(test_rect_edges),
		cmocka_unit_test(test_diag_keeps_the_first_fault),
		cmocka_unit_test(test_inifile_gives_section_and_line),
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
