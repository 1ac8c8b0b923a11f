/* The kiosk asks the printer at the other end of a real line who it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/kiosk_linux.h"
#include "app/profiles_linux.h"
#include "print/simulator_edge_linux.h"

struct rig {
	char content[256];
	struct arena *arena;
	struct printer_model model; /* of the printer that is there */
	struct simulator *simulator;
	struct simulator_edge *edge;
	struct kiosk *kiosk;
	int64_t now_ms;
};

static void open_rig(struct rig *r, const char *is, const char *named)
{
	struct kiosk_options options = { .today = "2026-11-28", .printer_model = named };
	const char *out = getenv("KIOSK_OUT");
	struct kiosk_failure f;
	struct diag d = { 0 };

	*r = (struct rig){ .arena = arena_create(0) };
	snprintf(r->content, sizeof(r->content), "%s/content", out ? out : "build");
	if (profiles_read_printer(r->arena, r->content, is, &r->model, &d) != ERR_OK)
		fail_msg("%s", d.text);
	r->simulator = simulator_create(&r->model);
	if (simulator_pty_open(r->simulator, &r->edge, &d) != ERR_OK)
		fail_msg("%s", d.text);
	options.content_dir = r->content;
	options.printer = simulator_edge_uri(r->edge);
	if (kiosk_create(&options, 0, &r->kiosk, &f) != ERR_OK)
		fail_msg("%s", f.diag.text);
}

static void close_rig(struct rig *r)
{
	kiosk_destroy(r->kiosk);
	simulator_edge_close(r->edge);
	simulator_destroy(r->simulator);
	arena_destroy(r->arena);
}

static void run(struct rig *r)
{
	for (int i = 0; i < 200; i++) {
		simulator_edge_step(r->edge);
		kiosk_step(r->kiosk, ++r->now_ms);
	}
}

static void assert_model(const char *is, const char *named, const char *taken_for)
{
	struct rig r;

	open_rig(&r, is, named);
	run(&r);
	assert_string_equal(r.kiosk->model.name, taken_for);
	assert_true(r.kiosk->report.can_print);
	assert_int_equal(simulator_notes(r.simulator).text_bytes, 0);
	close_rig(&r);
}

static void test_printer_identity_chooses_the_profile(void **state)
{
	static const char *const names[] = { "TM-T88VI", "TM-m30III", "CT-S310II", "VKP80III",
		"generic-80mm" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_model(names[i], NULL, names[i]);
}

/* The operator knows better, and then nothing is asked either. */
static void test_printer_identity_named_model_stays(void **state)
{
	(void)state;
	assert_model("TM-T88VI", "generic-58mm", "generic-58mm");
}

static void test_printer_identity_survives_a_reload(void **state)
{
	struct kiosk_failure f;
	struct rig r;

	(void)state;
	open_rig(&r, "TM-T88VI", NULL);
	run(&r);
	assert_int_equal(kiosk_reload(&r.kiosk, true, r.now_ms, &f), ERR_OK);
	run(&r);
	assert_string_equal(r.kiosk->model.name, "TM-T88VI");
	assert_int_equal(r.kiosk->model.dots, 512);
	close_rig(&r);
}

/* An unknown printer keeps the generic profile; one that says nothing too. */
static void test_printer_identity_unknown(void **state)
{
	struct rig r;

	(void)state;
	open_rig(&r, "generic-80mm", NULL);
	r.model.name = "XP-80C \"% <";
	run(&r);
	assert_string_equal(r.kiosk->model.name, "generic-80mm");
	assert_string_equal(r.kiosk->identity, "XP-80C \"% <");
	close_rig(&r);
	open_rig(&r, "generic-80mm", NULL);
	assert_int_equal(simulator_fault(r.simulator, "stall", NULL), ERR_OK);
	run(&r);
	assert_string_equal(r.kiosk->model.name, "generic-80mm");
	assert_string_equal(r.kiosk->identity, "");
	close_rig(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_printer_identity_chooses_the_profile),
		cmocka_unit_test(test_printer_identity_named_model_stays),
		cmocka_unit_test(test_printer_identity_survives_a_reload),
		cmocka_unit_test(test_printer_identity_unknown),
	};

	return cmocka_run_group_tests_name("printer_identity", tests, NULL, NULL);
}
