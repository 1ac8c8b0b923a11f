/* From each bit a printer can send (ASB, DLE EOT 1 to 4) to what the job does and what is reported:
 * before the job, and in the middle of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "../support/paper.h"
#include "../support/parrot.h"
#include "print/printer.h"

static enum print_fault fault_of(enum parrot_effect effect)
{
	static const enum print_fault faults[] = { [PARROT_PAPER] = PRINT_FAULT_PAPER_END,
		[PARROT_COVER] = PRINT_FAULT_COVER,
		[PARROT_CUTTER] = PRINT_FAULT_CUTTER,
		[PARROT_OFFLINE] = PRINT_FAULT_OFFLINE,
		[PARROT_BROKEN] = PRINT_FAULT_OFFLINE };

	return effect <= PARROT_LOW ? PRINT_FAULT_NONE : faults[effect];
}

struct desk {
	struct paper paper;
	struct printer_model model;
	const struct receipt *receipt;
	struct parrot parrot;
	struct printer *printer;
	int64_t now_ms;
};

static void open_desk(struct desk *d, bool has_asb)
{
	*d = (struct desk){ .now_ms = 1000 };
	paper_open(&d->paper);
	d->receipt = paper_receipt(&d->paper, "sv", 1);
	d->model = paper_model(576, MODEL_GS_V_0);
	d->model.has_asb = has_asb;
	d->model.has_clear = false;
}

static void begin(struct desk *d)
{
	d->parrot = (struct parrot){ 0 };
	if (!d->model.has_asb) /* one that has says it all by itself, and once */
		memset(d->parrot.dle_eot + 1, 0x12, 4);
	d->printer = printer_create(&d->model, d->paper.f.engine, d->paper.glyphs);
	printer_set_port(d->printer, parrot_port(&d->parrot), d->now_ms);
}

static struct print_report run(struct desk *d, int64_t ms)
{
	struct print_report r = { 0 };

	for (int64_t until = d->now_ms + ms; d->now_ms < until; d->now_ms += 20)
		r = printer_step(d->printer, d->now_ms);
	return r;
}

static void start(struct desk *d)
{
	assert_int_equal(printer_start(d->printer, d->receipt, RECEIPT_REGULAR, d->now_ms), ERR_OK);
}

static void assert_before(struct print_report r, enum parrot_effect effect, size_t i)
{
	enum print_state expected = effect == PARROT_COOLS ? PRINT_STARTING
				    : effect == PARROT_PRINTS || effect == PARROT_LOW
					    ? PRINT_FINISHING
					    : PRINT_FAILED;

	if (r.state != expected || r.fault != fault_of(effect) ||
		r.can_print != (effect == PARROT_PRINTS || effect == PARROT_LOW) ||
		r.paper_low != (effect == PARROT_LOW) || r.is_unknowable)
		fail_msg("case %zu before the job: state %d fault %d can_print %d low %d", i,
			(int)r.state, (int)r.fault, (int)r.can_print, (int)r.paper_low);
}

static void assert_within(struct print_report r, enum parrot_effect effect, size_t i)
{
	enum print_state expected = effect <= PARROT_LOW      ? PRINT_FINISHING
				    : effect == PARROT_BROKEN ? PRINT_FAILED
							      : PRINT_WAITING;

	if (r.state != expected || r.fault != fault_of(effect) ||
		r.paper_low != (effect == PARROT_LOW))
		fail_msg("case %zu within the job: state %d fault %d low %d offline %d", i,
			(int)r.state, (int)r.fault, (int)r.paper_low, (int)r.status.is_offline);
}

static void test_printer_status_every_asb_bit_to_the_report(void **state)
{
	static const uint8_t well[4] = { 0x10, 0, 0, 0 };
	struct desk d;

	(void)state;
	open_desk(&d, true);
	for (size_t i = 0; i < parrot_asb_count; i++) {
		begin(&d);
		run(&d, 100);
		parrot_say_asb(&d.parrot, parrot_asb[i].block);
		start(&d);
		assert_before(run(&d, 3000), parrot_asb[i].effect, i);
		printer_destroy(d.printer);

		begin(&d);
		parrot_say_asb(&d.parrot, well);
		run(&d, 100);
		start(&d);
		assert_int_equal(run(&d, 1000).state, PRINT_FINISHING);
		parrot_say_asb(&d.parrot, parrot_asb[i].block);
		assert_within(run(&d, 3000), parrot_asb[i].effect, i);
		printer_destroy(d.printer);
	}
	paper_close(&d.paper);
}

static void test_printer_status_every_dle_eot_bit_to_the_report(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d, false);
	for (size_t i = 0; i < parrot_eot_count; i++) {
		begin(&d);
		run(&d, 100);
		d.parrot.dle_eot[parrot_eot[i].n] = parrot_eot[i].reply;
		/* Which of the two is right about paper, the later answer decides. */
		if (parrot_eot[i].n == 2)
			d.parrot.dle_eot[4] = 0;
		start(&d);
		assert_before(run(&d, 3000), parrot_eot[i].effect, i);
		printer_destroy(d.printer);
	}
	paper_close(&d.paper);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_printer_status_every_asb_bit_to_the_report),
		cmocka_unit_test(test_printer_status_every_dle_eot_bit_to_the_report),
	};

	return cmocka_run_group_tests_name("printer_status", tests, NULL, NULL);
}
