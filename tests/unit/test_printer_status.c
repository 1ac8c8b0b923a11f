/* From each bit a printer can send (ASB, DLE EOT 1 to 4) to what the job does and what is reported:
 * before the job, and in the middle of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "../support/paper.h"
#include "print/printer.h"

/* A printer that takes everything and says only what the test lets it say. */
struct parrot {
	uint8_t says[16]; /* the next read */
	size_t says_size;
	uint8_t dle_eot[5]; /* answers to n = 1..4; 0: none */
	uint8_t before[2];  /* the last two bytes taken */
};

static enum err parrot_begin_job(void *self)
{
	(void)self;
	return ERR_OK;
}

static enum err parrot_write(void *self, const uint8_t *bytes, size_t n, size_t *taken_out)
{
	struct parrot *p = self;

	for (size_t i = 0; i < n; i++) {
		if (p->before[0] == 0x10 && p->before[1] == 0x04 && bytes[i] >= 1 &&
			bytes[i] <= 4 && p->dle_eot[bytes[i]] && p->says_size < sizeof(p->says))
			p->says[p->says_size++] = p->dle_eot[bytes[i]];
		p->before[0] = p->before[1];
		p->before[1] = bytes[i];
	}
	*taken_out = n;
	return ERR_OK;
}

static enum err parrot_read(void *self, uint8_t *bytes, size_t n, size_t *got_out)
{
	struct parrot *p = self;

	assert_true(n >= p->says_size);
	memcpy(bytes, p->says, p->says_size);
	*got_out = p->says_size;
	p->says_size = 0;
	return ERR_OK;
}

static enum err parrot_status_1284(void *self, uint8_t *byte_out)
{
	(void)self;
	*byte_out = 0;
	return ERR_UNSUPPORTED;
}

static enum err parrot_is_drained(void *self, int *drained_out)
{
	(void)self;
	*drained_out = 1;
	return ERR_OK;
}

static enum err parrot_reset(void *self)
{
	(void)self;
	return ERR_UNSUPPORTED;
}

static int parrot_poll_fd(void *self)
{
	(void)self;
	return -1;
}

static void parrot_close(void *self)
{
	(void)self;
}

static const struct port_ops parrot_ops = { parrot_begin_job, parrot_write, parrot_read,
	parrot_status_1284, parrot_is_drained, parrot_reset, parrot_poll_fd, parrot_close, false };

/* What a bit does. PRINTS: the job goes its way (to FINISHING: nobody proves the end here). */
enum effect { PRINTS, COOLS, LOW, PAPER, COVER, CUTTER, OFFLINE, BROKEN };

static enum print_fault fault_of(enum effect effect)
{
	static const enum print_fault faults[] = { [PAPER] = PRINT_FAULT_PAPER_END,
		[COVER] = PRINT_FAULT_COVER,
		[CUTTER] = PRINT_FAULT_CUTTER,
		[OFFLINE] = PRINT_FAULT_OFFLINE,
		[BROKEN] = PRINT_FAULT_OFFLINE };

	return effect <= LOW ? PRINT_FAULT_NONE : faults[effect];
}

struct asb_case {
	uint8_t block[4];
	enum effect effect;
};

static const struct asb_case asb_cases[] = {
	{ { 0x10, 0, 0, 0 }, PRINTS },
	{ { 0x14, 0, 0, 0 }, PRINTS },     /* the drawer's pin */
	{ { 0x18, 0, 0, 0 }, OFFLINE },    /* off line without a cause */
	{ { 0x30, 0, 0, 0 }, COVER },      /* cover open */
	{ { 0x50, 0, 0, 0 }, PRINTS },     /* feeding by key */
	{ { 0x10, 0x01, 0, 0 }, OFFLINE }, /* waits to go on */
	{ { 0x10, 0x02, 0, 0 }, PRINTS },  /* the feed key */
	{ { 0x10, 0x04, 0, 0 }, CUTTER },  /* recoverable */
	{ { 0x10, 0x08, 0, 0 }, CUTTER },
	{ { 0x10, 0x20, 0, 0 }, BROKEN },
	{ { 0x10, 0x40, 0, 0 }, PRINTS }, /* a hot head that is not off line yet */
	{ { 0x18, 0x40, 0, 0 }, COOLS },
	{ { 0x10, 0, 0x01, 0 }, LOW },
	{ { 0x10, 0, 0x02, 0 }, LOW },
	{ { 0x10, 0, 0x03, 0 }, LOW },
	{ { 0x10, 0, 0x04, 0 }, PAPER },
	{ { 0x10, 0, 0x08, 0 }, PAPER },
	{ { 0x18, 0, 0x0F, 0 }, PAPER },
	{ { 0x10, 0, 0x20, 0 }, PRINTS }, /* bits without a meaning */
	{ { 0x10, 0, 0x40, 0 }, PRINTS },
	{ { 0x10, 0, 0, 0x01 }, PRINTS },
	{ { 0x10, 0, 0, 0x0F }, PRINTS },
	{ { 0x10, 0, 0, 0x60 }, PRINTS },
};
#define ASB_CASES (sizeof(asb_cases) / sizeof(asb_cases[0]))

static const struct {
	int n;
	uint8_t reply;
	enum effect effect;
} eot_cases[] = {
	{ 1, 0x12, PRINTS },
	{ 1, 0x16, PRINTS }, /* the drawer's pin */
	{ 1, 0x1A, OFFLINE },
	{ 1, 0x32, OFFLINE }, /* waits to go on */
	{ 1, 0x52, PRINTS },  /* the feed key */
	{ 2, 0x16, COVER },
	{ 2, 0x1A, PRINTS }, /* feeding by key */
	{ 2, 0x32, PAPER },
	{ 2, 0x52, PRINTS }, /* an error: n = 3 says which */
	{ 3, 0x16, CUTTER }, /* recoverable */
	{ 3, 0x1A, CUTTER },
	{ 3, 0x32, BROKEN },
	{ 3, 0x52, PRINTS }, /* a hot head that is not off line yet */
	{ 4, 0x16, LOW },
	{ 4, 0x1A, LOW },
	{ 4, 0x1E, LOW },
	{ 4, 0x32, PAPER },
	{ 4, 0x52, PAPER },
	{ 4, 0x72, PAPER },
};
#define EOT_CASES (sizeof(eot_cases) / sizeof(eot_cases[0]))

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
	const struct port port = { &parrot_ops, &d->parrot };

	d->parrot = (struct parrot){ 0 };
	if (!d->model.has_asb) /* one that has says it all by itself, and once */
		memset(d->parrot.dle_eot + 1, 0x12, 4);
	d->printer = printer_create(&d->model, d->paper.f.engine, d->paper.glyphs);
	printer_set_port(d->printer, port, d->now_ms);
}

static void say(struct desk *d, const uint8_t block[4])
{
	memcpy(d->parrot.says + d->parrot.says_size, block, 4);
	d->parrot.says_size += 4;
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

static void assert_before(struct print_report r, enum effect effect, size_t i)
{
	enum print_state expected = effect == COOLS                     ? PRINT_STARTING
				    : effect == PRINTS || effect == LOW ? PRINT_FINISHING
									: PRINT_FAILED;

	if (r.state != expected || r.fault != fault_of(effect) ||
		r.can_print != (effect == PRINTS || effect == LOW) ||
		r.paper_low != (effect == LOW) || r.is_unknowable)
		fail_msg("case %zu before the job: state %d fault %d can_print %d low %d", i,
			(int)r.state, (int)r.fault, (int)r.can_print, (int)r.paper_low);
}

static void assert_within(struct print_report r, enum effect effect, size_t i)
{
	enum print_state expected = effect <= LOW      ? PRINT_FINISHING
				    : effect == BROKEN ? PRINT_FAILED
						       : PRINT_WAITING;

	if (r.state != expected || r.fault != fault_of(effect) || r.paper_low != (effect == LOW))
		fail_msg("case %zu within the job: state %d fault %d low %d offline %d", i,
			(int)r.state, (int)r.fault, (int)r.paper_low, (int)r.status.is_offline);
}

static void test_printer_status_every_asb_bit_to_the_report(void **state)
{
	static const uint8_t well[4] = { 0x10, 0, 0, 0 };
	struct desk d;

	(void)state;
	open_desk(&d, true);
	for (size_t i = 0; i < ASB_CASES; i++) {
		begin(&d);
		run(&d, 100);
		say(&d, asb_cases[i].block);
		start(&d);
		assert_before(run(&d, 3000), asb_cases[i].effect, i);
		printer_destroy(d.printer);

		begin(&d);
		say(&d, well);
		run(&d, 100);
		start(&d);
		assert_int_equal(run(&d, 1000).state, PRINT_FINISHING);
		say(&d, asb_cases[i].block);
		assert_within(run(&d, 3000), asb_cases[i].effect, i);
		printer_destroy(d.printer);
	}
	paper_close(&d.paper);
}

static void test_printer_status_every_dle_eot_bit_to_the_report(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d, false);
	for (size_t i = 0; i < EOT_CASES; i++) {
		begin(&d);
		run(&d, 100);
		d.parrot.dle_eot[eot_cases[i].n] = eot_cases[i].reply;
		/* Which of the two is right about paper, the later answer decides. */
		if (eot_cases[i].n == 2)
			d.parrot.dle_eot[4] = 0;
		start(&d);
		assert_before(run(&d, 3000), eot_cases[i].effect, i);
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
