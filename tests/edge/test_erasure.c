/* The end of a visit: nothing in the process's own memory holds the visitor's list any more, also
 * not what libraries copied and gave back. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/kiosk_linux.h"
#include "app/script_linux.h"

#define HIDE 0x5A /* the sentinel is never in memory as it is, or the search would find itself */

struct sentinel {
	unsigned char hidden[96];
	size_t size;
};

static void hide(struct sentinel *s, const char *text)
{
	for (; *text && s->size < sizeof(s->hidden); text++)
		s->hidden[s->size++] = (unsigned char)*text ^ HIDE;
}

/* Other mappings come and go under the search and are unreadable to the sanitizer. */
__attribute__((unused, no_sanitize_address)) static int count_in(
	const unsigned char *from, const unsigned char *to, const struct sentinel *s)
{
	int found = 0;

	for (; (size_t)(to - from) >= s->size; from++) {
		size_t n = 0;

		while (n < s->size && (from[n] ^ HIDE) == s->hidden[n])
			n++;
		found += n == s->size;
	}
	return found;
}

__attribute__((unused)) static int count_in_memory(const struct sentinel *s)
{
	static char line[512];
	FILE *maps = fopen("/proc/self/maps", "r");
	int found = 0;

	assert_non_null(maps);
	while (fgets(line, sizeof(line), maps)) {
		uintptr_t from, to;
		char mode[8];

		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %7s", &from, &to, mode) == 3 &&
			strcmp(mode, "rw-p") == 0)
			found +=
				count_in((const unsigned char *)from, (const unsigned char *)to, s);
	}
	fclose(maps);
	return found;
}

/* A line of the list as the code on the screen has it, which stands nowhere in the content: the
 * second step of some guide without inline marks. */
static void find_sentinel(const struct content *c, struct sentinel *s)
{
	for (int i = 0; i < c->guide_count && !s->size; i++) {
		const struct guide *g = c->guides[i];

		for (int n = 1; n < g->step_count && !s->size; n++) {
			if (strpbrk(g->steps[n].title.msgid, "<&"))
				continue;
			hide(s, "\n- ");
			hide(s, g->steps[n].title.msgid);
			hide(s, "\n");
		}
	}
	assert_true(s->size > 8);
}

#ifndef __SANITIZE_ADDRESS__
static void test_erasure_search_finds_what_is_there(void **state)
{
	struct sentinel s = { 0 };
	char *planted = malloc(200);
	(void)state;

	assert_non_null(planted);
	hide(&s, "planted ");
	hide(&s, "sentinel");
	for (size_t i = 0; i < s.size; i++)
		planted[100 + i] = (char)(s.hidden[i] ^ HIDE);
	assert_int_equal(count_in_memory(&s), 1);
	free(planted);
#ifndef __SANITIZE_ADDRESS__
	assert_int_equal(count_in_memory(&s), 0);
#endif
}

#endif

static void test_erasure_realloc_leaves_nothing_behind(void **state)
{
	struct sentinel s = { 0 };
	char *growing = malloc(64), *between = malloc(64), *larger;
	(void)state;

	assert_non_null(growing);
	hide(&s, "a growing ");
	hide(&s, "buffer");
	for (size_t i = 0; i < s.size; i++)
		growing[20 + i] = (char)(s.hidden[i] ^ HIDE);
	larger = realloc(growing, 5000);
	assert_non_null(larger);
	growing = larger;
#ifndef __SANITIZE_ADDRESS__
	assert_int_equal(count_in_memory(&s), 1);
#endif
	for (size_t i = 0; i < s.size; i++)
		assert_int_equal((unsigned char)growing[20 + i] ^ HIDE, s.hidden[i]);
	larger = realloc(growing, 100);
	assert_non_null(larger);
	growing = larger;
	for (size_t i = 0; i < s.size; i++)
		assert_int_equal((unsigned char)growing[20 + i] ^ HIDE, s.hidden[i]);
	free(growing);
	free(between);
}

/* Whatever the questions are now: "perhaps" to all of them makes a long list. */
static void answer_all_unknown(struct stage *s)
{
	for (int i = 0; i < QUESTIONS_MAX && strcmp(stage_screen(s), "question") == 0; i++) {
		for (int n = 0; n < s->list->node_count; n++) {
			const char *id = s->list->nodes[n].id;
			size_t size = strlen(id);
			char line[160];

			if (size <= 8 || strcmp(id + size - 8, "=unknown") != 0)
				continue;
			snprintf(line, sizeof(line), "tap %s\n", id);
			assert_true(script_run(s, "an answer", line));
			break;
		}
	}
}

/* Printed, then shown as a code, in two languages; then "Finish and erase". */
static void test_erasure_of_a_visit(void **state)
{
	static const char paper[] = "expect screen checklist\ntap print\nprinted\ntap back\n"
				    "printer cover-open\ntap print\nexpect screen printing\n"
				    "tap language\ntap lang:ar\ntap language\ntap lang:sv\n";
	static char dir[512];
	struct kiosk_options options = { .printer = "sim", .today = "2026-11-22" };
	struct kiosk_failure failure;
	struct kiosk *kiosk;
	struct stage stage;
	struct diag d = { 0 };
	struct sentinel s = { 0 };
	(void)state;

	snprintf(dir, sizeof(dir), "%s/content",
		getenv("KIOSK_OUT") ? getenv("KIOSK_OUT") : "build");
	options.content_dir = dir;
	if (kiosk_create(&options, 0, &kiosk, &failure) != ERR_OK)
		fail_msg("%s", failure.diag.text);
	assert_int_equal(stage_open(&stage, kiosk, &kiosk->panel, 0, &d), ERR_OK);
	find_sentinel(kiosk->content, &s);
	assert_true(script_run(&stage, "a visit", "tap lang:sv\ntap checklist\n"));
	answer_all_unknown(&stage);
	assert_true(script_run(&stage, "its paper", paper));
	assert_true(script_run(&stage, "its end", "tap finish\nexpect screen language\n"));
#ifndef __SANITIZE_ADDRESS__ /* which keeps what was given back, to find its users */
	assert_int_equal(count_in_memory(&s), 0);
#endif
	stage_close(&stage);
	kiosk_destroy(kiosk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#ifndef __SANITIZE_ADDRESS__ /* its shadow of the whole address space is no place to search */
		cmocka_unit_test(test_erasure_search_finds_what_is_there),
#endif
		cmocka_unit_test(test_erasure_realloc_leaves_nothing_behind),
		cmocka_unit_test(test_erasure_of_a_visit),
	};

	return cmocka_run_group_tests_name("erasure", tests, NULL, NULL);
}
