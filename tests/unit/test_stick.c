/* What the reader of sticks may say, and what its words make of the staff's page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "app/update.h"
#include "base/buf.h"
#include "pack/manifest.h"
#include "pack/stick.h"

struct heard {
	int files, ends;
	bool is_whole;
	uint64_t bytes;
	char name[STICK_NAME_MAX + 1];
	struct stick_sink sink;
};

static enum err on_file(void *ctx, const struct stick_file *file, struct diag *d)
{
	struct heard *h = ctx;

	(void)d;
	h->files++;
	memcpy(h->name, file->name, sizeof(h->name));
	return ERR_OK;
}

static enum err on_data(void *ctx, const void *bytes, size_t size, struct diag *d)
{
	struct heard *h = ctx;

	(void)bytes, (void)d;
	h->bytes += size;
	return ERR_OK;
}

static enum err on_end(void *ctx, bool is_whole, struct diag *d)
{
	struct heard *h = ctx;

	(void)d;
	h->ends++;
	h->is_whole = is_whole;
	return ERR_OK;
}

static void frame(struct buf *out, char kind, const void *bytes, size_t size)
{
	uint8_t header[STICK_HEADER];

	stick_header_write(kind, size, header);
	buf_append(out, header, sizeof(header));
	buf_append(out, bytes, size);
}

static void file(struct buf *out, const char *name, uint64_t size)
{
	uint8_t text[8 + 100];

	for (int i = 0; i < 8; i++)
		text[i] = (uint8_t)(size >> (8 * i));
	memcpy(text + 8, name, strlen(name));
	frame(out, 'f', text, 8 + strlen(name));
}

/* Fed in pieces of `step` bytes. */
static enum err feed(
	const struct buf *b, size_t step, struct heard *h, struct stick_parser *p, struct diag *d)
{
	enum err err = ERR_OK;

	*h = (struct heard){ .sink = { on_file, on_data, on_end, h } };
	*p = (struct stick_parser){ .sink = &h->sink };
	*d = (struct diag){ 0 };
	for (size_t at = 0; at < b->size && err == ERR_OK; at += step)
		err = stick_parser_feed(
			p, b->data + at, at + step < b->size ? step : b->size - at, d);
	return err;
}

static void refuses(struct buf *b, enum err wanted)
{
	struct stick_parser p;
	struct heard h;
	struct diag d;

	for (size_t step = 1; step < 9; step += 7) {
		assert_int_equal(feed(b, step, &h, &p, &d), wanted);
		assert_string_not_equal(d.text, "");
	}
	buf_finish(b);
}

static void test_frames_in_any_pieces(void **state)
{
	struct buf b = { 0 };
	struct stick_parser p;
	struct heard h;
	struct diag d;

	(void)state;
	file(&b, "sweden-1.pack", 6);
	frame(&b, 'd', "abc", 3);
	frame(&b, 'd', "def", 3);
	frame(&b, 'e', NULL, 0);
	file(&b, "other.pack", PACK_BYTES_MAX + 5); /* only listed */
	frame(&b, 'e', NULL, 0);
	frame(&b, 'z', NULL, 0);
	for (size_t step = 1; step <= b.size; step++) {
		assert_int_equal(feed(&b, step, &h, &p, &d), ERR_OK);
		assert_true(p.is_done);
		assert_int_equal(h.files, 2);
		assert_int_equal(h.ends, 2);
		assert_int_equal(h.bytes, 6);
		assert_false(h.is_whole);
		assert_string_equal(h.name, "other.pack");
	}
	/* Cut anywhere it is not done. */
	for (size_t size = 0; size < b.size; size++) {
		struct buf part = { .data = b.data, .size = size };

		assert_int_equal(feed(&part, 5, &h, &p, &d), ERR_OK);
		assert_false(p.is_done);
	}
	buf_finish(&b);
}

static void test_names_have_one_form(void **state)
{
	static const char *const wrong[] = { "../x.pack", "a/b", "A.pack", ".hidden", "-x", "a b",
		"a_b", "\xc3\xa5.pack",
		"12345678901234567890123456789012345678901234567890123456789012345" };
	char name[STICK_NAME_MAX + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct buf b = { 0 };

		file(&b, wrong[i], 1);
		refuses(&b, ERR_SYNTAX);
	}
	assert_true(stick_name_parse("SWEDEN-1.PACK", name));
	assert_string_equal(name, "sweden-1.pack");
	assert_false(stick_name_parse("", name));
	assert_false(stick_name_parse("..", name));
}

static void test_no_frame_out_of_place(void **state)
{
	struct buf b = { 0 };

	(void)state;
	frame(&b, 'd', "x", 1);
	refuses(&b, ERR_SYNTAX);
	frame(&b, 'e', NULL, 0);
	refuses(&b, ERR_SYNTAX);
	frame(&b, 'q', NULL, 0);
	refuses(&b, ERR_SYNTAX);
	frame(&b, 'x', "\x63", 1);
	refuses(&b, ERR_SYNTAX);
	frame(&b, 'f', "12345678", 8);
	refuses(&b, ERR_SYNTAX);
	file(&b, "a", 1);
	file(&b, "b", 1);
	refuses(&b, ERR_SYNTAX);
	file(&b, "a", 1);
	frame(&b, 'z', NULL, 0);
	refuses(&b, ERR_SYNTAX);
	frame(&b, 'z', NULL, 0);
	frame(&b, 'z', NULL, 0);
	refuses(&b, ERR_SYNTAX);
}

static void test_the_last_volume_is_kept(void **state)
{
	struct buf b = { 0 };
	struct stick_parser p;
	struct heard h;
	struct diag d;

	(void)state;
	frame(&b, 'v', "\0\0\x10\0\0\0\0\0\x01", 9);
	frame(&b, 'x', "\x02", 1);
	assert_int_equal(feed(&b, 3, &h, &p, &d), ERR_OK);
	assert_int_equal(p.volume, STICK_FAT);
	assert_int_equal(p.volume_offset, 1 << 20);
	assert_int_equal(p.trouble, STICK_NO_FOLDER);
	buf_finish(&b);
	frame(&b, 'v', "\0\0\0\0\0\0\0\0\0", 9);
	refuses(&b, ERR_SYNTAX);
	frame(&b, 'v', "\0\0\0\0\0\0\0\0\x09", 9);
	refuses(&b, ERR_SYNTAX);
	file(&b, "a", 1);
	frame(&b, 'v', "\0\0\0\0\0\0\0\0\x01", 9);
	refuses(&b, ERR_SYNTAX);
}

static void test_no_more_bytes_than_promised(void **state)
{
	struct buf b = { 0 };

	(void)state;
	file(&b, "a", 2);
	frame(&b, 'd', "abc", 3);
	refuses(&b, ERR_RANGE);
	file(&b, "a", 3);
	frame(&b, 'd', "ab", 2);
	frame(&b, 'e', NULL, 0);
	refuses(&b, ERR_SYNTAX);
	/* A key file is small, whatever it promises. */
	file(&b, "keys", STICK_SMALL_MAX + 1);
	frame(&b, 'd', "a", 1);
	refuses(&b, ERR_RANGE);
	file(&b, "a.pack", UINT64_MAX);
	frame(&b, 'd', "a", 1);
	refuses(&b, ERR_RANGE);
}

static void test_no_more_files_than_allowed(void **state)
{
	struct buf b = { 0 };

	(void)state;
	for (int i = 0; i <= STICK_FILES_MAX; i++) {
		char name[16];

		snprintf(name, sizeof(name), "%d.pack", i);
		file(&b, name, 1);
		frame(&b, 'e', NULL, 0);
	}
	refuses(&b, ERR_SYNTAX);
	for (int i = 0; i < 2; i++) {
		file(&b, "a", 1);
		frame(&b, 'e', NULL, 0);
	}
	refuses(&b, ERR_SYNTAX);
}

/* ---------------------------------------------------------------- the page */

#define SIGNATURE                                                                                  \
	"{\"event\":\"signature\",\"file\":\"s-2.pack\",\"name\":\"s\",\"seq\":2,\"issued\":"      \
	"\"2026-11-28\",\"expires\":\"2027-11-28\"}"

static void listed(struct ui_update *u)
{
	*u = (struct ui_update){ .is_possible = true };
	update_stick_in(u);
	update_begin_list(u);
	update_hear(u, "{\"event\":\"signature\",\"file\":\"lone.minisig\",\"name\":\"x\"}");
	update_hear(u, SIGNATURE);
	update_hear(u, "{\"event\":\"pack\",\"file\":\"s-2.pack\",\"size\":5}");
	update_hear(u, "{\"event\":\"result\",\"result\":\"listed\"}");
	assert_false(update_end(u, true));
}

static void test_a_list_becomes_packs(void **state)
{
	struct ui_update u;

	(void)state;
	listed(&u);
	assert_int_equal(u.state, UI_UPDATE_LISTED);
	assert_int_equal(u.found_count, 1);
	assert_string_equal(u.found[0].name, "s");
	assert_int_equal(u.found[0].seq, 2);
}

static void test_an_install_goes_through_its_steps(void **state)
{
	struct ui_update u;

	(void)state;
	listed(&u);
	update_begin_install(&u, 0);
	update_hear(&u, "{\"event\":\"step\",\"step\":\"read\",\"percent\":37}");
	assert_int_equal(u.percent, 37);
	update_hear(&u, "{\"event\":\"step\",\"step\":\"check\"}");
	assert_int_equal(u.step, UI_STEP_CHECK);
	/* It is copied: the stick may go. */
	assert_false(update_stick_out(&u));
	assert_int_equal(u.state, UI_UPDATE_WORKING);
	update_hear(&u, "{\"event\":\"result\",\"result\":\"installed\"}");
	update_hear(&u,
		"{\"event\":\"change\",\"kind\":\"phones-new\",\"count\":2,\"names\":\"1, 2\"}");
	assert_true(update_end(&u, true));
	assert_int_equal(u.state, UI_UPDATE_DONE);
	assert_int_equal(u.changes.count[UI_CHANGE_PHONES_NEW], 2);
	assert_string_equal(u.last.name, "s");
	assert_string_equal(u.last.reason, "");
}

static void test_a_refusal_says_where_and_why(void **state)
{
	struct ui_update u;

	(void)state;
	listed(&u);
	update_begin_install(&u, 0);
	update_hear(&u,
		"{\"event\":\"result\",\"result\":\"refused\",\"step\":\"verify\",\"reason\":"
		"\"syntax\",\"sentence\":\"/var/x/stick/s-2.pack: is: not good\"}");
	assert_true(update_end(&u, false));
	assert_int_equal(u.state, UI_UPDATE_REFUSED);
	assert_string_equal(u.reason, "verify/syntax");
	assert_string_equal(u.sentence, "s-2.pack: is: not good");
	assert_string_equal(u.last.reason, "verify/syntax");
}

static void test_a_pulled_stick_breaks_the_reading_off(void **state)
{
	struct ui_update u;

	(void)state;
	listed(&u);
	update_begin_install(&u, 0);
	assert_true(update_stick_out(&u));
	assert_int_equal(u.state, UI_UPDATE_NO_STICK);
	assert_true(u.is_stick_gone);
	assert_int_equal(u.found_count, 0);
	listed(&u);
	assert_false(update_stick_out(&u));
	assert_int_equal(u.state, UI_UPDATE_NO_STICK);
}

static void test_a_worker_that_dies_is_a_refusal(void **state)
{
	struct ui_update u;

	(void)state;
	listed(&u);
	update_begin_install(&u, 0);
	assert_true(update_end(&u, false));
	assert_int_equal(u.state, UI_UPDATE_REFUSED);
	assert_string_equal(u.reason, "worker/gone");
	update_begin_back(&u);
	assert_false(update_end(&u, true));
	assert_int_equal(u.state, UI_UPDATE_BACK);
	update_begin_back(&u);
	assert_false(update_end(&u, false));
	assert_int_equal(u.state, UI_UPDATE_REFUSED);
}

static void test_nonsense_is_left_out(void **state)
{
	static const char *const lines[] = { "", "{", "[]", "null", "{\"event\":7}",
		"{\"event\":\"pack\"}", "{\"event\":\"pack\",\"file\":7}",
		"{\"event\":\"change\",\"kind\":\"x\",\"count\":-1}",
		"{\"event\":\"step\",\"step\":\"nowhere\",\"percent\":9999}" };
	struct ui_update u = { .is_possible = true };

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		update_hear(&u, lines[i]);
	assert_int_equal(u.found_count, 0);
	assert_int_equal(u.percent, 100);
	for (int i = 0; i < 100; i++) {
		char line[64];

		snprintf(line, sizeof(line), "{\"event\":\"pack\",\"file\":\"%d.pack\"}", i);
		update_hear(&u, line);
	}
	assert_int_equal(u.found_count, UI_UPDATE_PACKS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frames_in_any_pieces),
		cmocka_unit_test(test_names_have_one_form),
		cmocka_unit_test(test_no_frame_out_of_place),
		cmocka_unit_test(test_the_last_volume_is_kept),
		cmocka_unit_test(test_no_more_bytes_than_promised),
		cmocka_unit_test(test_no_more_files_than_allowed),
		cmocka_unit_test(test_a_list_becomes_packs),
		cmocka_unit_test(test_an_install_goes_through_its_steps),
		cmocka_unit_test(test_a_refusal_says_where_and_why),
		cmocka_unit_test(test_a_pulled_stick_breaks_the_reading_off),
		cmocka_unit_test(test_a_worker_that_dies_is_a_refusal),
		cmocka_unit_test(test_nonsense_is_left_out),
	};

	return cmocka_run_group_tests_name("stick", tests, NULL, NULL);
}
