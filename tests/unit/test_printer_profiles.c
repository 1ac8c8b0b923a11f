/* Every printer profile that is shipped: read, and a receipt printed as it says, by each of the
 * three ways to send dots, on the simulated printer of that model; the paper is the receipt dot by
 * dot. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "../support/dots.h"
#include "../support/paper.h"
#include "print/printer.h"
#include "print/receipt_raster.h"
#include "print/simulator.h"

#define DEFUSED_DOTS_MAX 6

static const struct {
	const char *name;
	int dots, dpi;
} profiles[] = { { "generic-80mm", 576, 203 }, { "generic-58mm", 384, 203 },
	{ "TM-T20III", 576, 203 }, { "TM-T88VI", 512, 180 }, { "TM-m30III", 576, 203 },
	{ "CT-S310II", 576, 203 }, { "SRP-350plusIII", 512, 180 }, { "VKP80III", 608, 204 } };
#define PROFILE_COUNT (sizeof(profiles) / sizeof(profiles[0]))

static void read_profile(struct arena *a, const char *name, struct printer_model *m)
{
	char path[128], text[4096];
	struct diag d = { 0 };
	FILE *f;

	snprintf(path, sizeof(path), "assets/printers/%s.ini", name);
	f = fopen(path, "rb");
	if (!f)
		fail_msg("%s is not there", path);
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	if (model_parse(a, path, text, m, &d) != ERR_OK)
		fail_msg("%s", d.text);
	assert_string_equal(m->name, name);
}

static void print_and_compare(struct paper *p, const struct printer_model *m)
{
	struct simulator *s = simulator_create(m);
	struct printer *printer = printer_create(m, p->f.engine, p->glyphs);
	const struct receipt *r = paper_receipt(p, "fa", 1);
	struct print_report report = { 0 };
	const struct bitmap *paper;
	struct bitmap all;
	size_t wrong = 0;

	printer_set_port(printer, port_simulator(s), 0);
	for (int64_t now_ms = 0; now_ms < 10000 && report.state != PRINT_DONE; now_ms += 5) {
		if (now_ms == 1000)
			assert_int_equal(
				printer_start(printer, r, RECEIPT_REGULAR, now_ms), ERR_OK);
		report = printer_step(printer, now_ms);
	}
	assert_int_equal(report.state, PRINT_DONE);
	assert_int_equal(
		receipt_raster_all(p->f.engine, p->glyphs, r, m, RECEIPT_REGULAR, &all, NULL),
		ERR_OK);
	assert_true(simulator_paper(s, 0, &paper));
	assert_true(paper->height >= all.height);
	for (int y = 0; y < paper->height; y++) {
		for (int x = 0; x < paper->width; x++)
			wrong += dots_at(paper, x, y) != (y < all.height && dots_at(&all, x, y));
	}
	assert_in_range(wrong, 0, DEFUSED_DOTS_MAX);
	assert_int_equal(simulator_notes(s).unknown_commands + simulator_notes(s).text_bytes +
				 simulator_notes(s).realtime_in_raster,
		0);
	assert_int_equal(simulator_notes(s).presented, m->has_presenter);
	assert_int_equal(simulator_jobs(s), m->cut != MODEL_CUT_NONE);
	bitmap_finish(&all);
	printer_destroy(printer);
	simulator_destroy(s);
}

static void test_printer_profiles_print_what_they_are_given(void **state)
{
	struct paper p;

	(void)state;
	paper_open(&p);
	for (size_t i = 0; i < PROFILE_COUNT; i++) {
		struct printer_model m;

		read_profile(p.f.arena, profiles[i].name, &m);
		assert_int_equal(m.dots, profiles[i].dots);
		assert_int_equal(m.dpi, profiles[i].dpi);
		print_and_compare(&p, &m);
		for (int raster = MODEL_GS_V_0; raster <= MODEL_ESC_STAR; raster++) {
			m.raster = (enum model_raster)raster;
			print_and_compare(&p, &m);
		}
	}
	paper_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_printer_profiles_print_what_they_are_given),
	};

	return cmocka_run_group_tests_name("printer_profiles", tests, NULL, NULL);
}
