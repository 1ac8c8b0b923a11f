/* From each byte a printer can send (ASB, DLE EOT 1 to 4, the port's IEEE 1284 byte) to the words
 * on the screen: what the visitor is told before and while the list prints, and the code staff
 * read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "../support/content_fixture.h"
#include "../support/paper.h"
#include "../support/parrot.h"
#include "app/app_state.h"
#include "print/receipt_raster.h"

#define PRINTING "Printing your list"
#define WAITS "The printer waits"
#define CANNOT "The printer cannot print now. You can take your list with your phone."
#define ASKS "Did the whole list come out?"

static const char *no_translation(void *ctx, const char *lang, enum strings_domain domain,
	const char *context, const char *msgid)
{
	(void)ctx;
	(void)lang;
	(void)domain;
	(void)context;
	(void)msgid;
	return NULL; /* so the screen shows the texts' keys */
}

static const struct strings strings = { no_translation, NULL, NULL };
static const struct panel panel = { "test", 1080, 1920, 0.18, 600 };

struct lobby {
	struct paper paper;
	struct printer_model model;
	struct parrot parrot;
	struct printer *printer;
	struct app *app;
	int64_t now_ms;
	struct paper_meter kept; /* the last one that was to be kept */
	int kept_count;
	int copy; /* of the last receipt that was sent */
	bool is_short;
};

static void deliver(struct lobby *l, const struct app_msg *msg);

static void step(struct lobby *l)
{
	struct app_msg msg = { .kind = APP_MSG_PRINT };

	msg.report = printer_step(l->printer, l->now_ms);
	deliver(l, &msg);
}

static bool has_kind(const struct receipt *r, enum receipt_kind kind)
{
	for (int i = 0; i < r->line_count; i++) {
		if (r->lines[i].kind == kind)
			return true;
	}
	return false;
}

static void carry_out(struct lobby *l, struct app_effects *effects)
{
	for (int i = 0; i < effects->count; i++) {
		const struct app_effect *e = &effects->items[i];

		if (e->kind == APP_EFFECT_PRINT) {
			l->copy = e->receipt->copy;
			l->is_short = !has_kind(e->receipt, RECEIPT_SAY);
			assert_int_equal(
				printer_start(l->printer, e->receipt, e->size, l->now_ms), ERR_OK);
		} else if (e->kind == APP_EFFECT_PRINT_FORGET) {
			printer_forget(l->printer, l->now_ms);
		} else if (e->kind == APP_EFFECT_PAPER) {
			l->kept = e->paper;
			l->kept_count++;
		}
	}
}

static void deliver(struct lobby *l, const struct app_msg *msg)
{
	struct app_effects effects = { 0 };

	app_step(l->app, msg, l->now_ms, &effects);
	carry_out(l, &effects);
}

static void run(struct lobby *l, int64_t ms)
{
	for (int64_t until = l->now_ms + ms; l->now_ms < until; l->now_ms += 20)
		step(l);
}

static bool shows(struct lobby *l, const char *text)
{
	struct rect dirty;
	const struct drawlist *d;

	l->app->is_dirty = true;
	d = app_frame(l->app, l->now_ms, &dirty);
	for (int i = 0; i < d->node_count; i++) {
		if (d->nodes[i].text && strstr(d->nodes[i].text, text))
			return true;
	}
	return false;
}

/* The mark at the staff's button, in the header. */
static bool has_mark(struct lobby *l)
{
	struct rect dirty;
	const struct drawlist *d;

	l->app->is_dirty = true;
	d = app_frame(l->app, l->now_ms, &dirty);
	for (int i = 0; i < d->cmd_count; i++) {
		const struct draw_cmd *c = &d->cmds[i];

		if (c->kind == DRAW_ICON && strcmp(c->icon, "warning") == 0 &&
			c->rect.y + c->rect.h <= l->app->theme.header)
			return true;
	}
	return false;
}

/* The staff's page, opened over whatever the visitor sees. */
static bool staff_see(struct lobby *l, const char *text)
{
	bool is_there;

	l->app->staff.is_open = true;
	l->app->staff.page = SCREEN_STAFF_PAPER;
	is_there = shows(l, text);
	l->app->staff.is_open = false;
	return is_there;
}

static void open_lobby(struct lobby *l, bool has_asb)
{
	*l = (struct lobby){ .now_ms = 1000 };
	paper_open(&l->paper);
	l->model = paper_model(576, MODEL_GS_V_0);
	l->model.has_asb = has_asb;
	l->model.has_clear = false;
}

static void close_lobby(struct lobby *l)
{
	paper_close(&l->paper);
}

/* Somebody has their list on the screen and has not tapped yet. */
static void begin(struct lobby *l)
{
	struct app_config config = { .content = fixture_content(l->paper.f.arena),
		.strings = &strings,
		.langs = &l->paper.f.langs,
		.panel = &panel,
		.engine = l->paper.f.engine,
		.start_lang = "en",
		.printer_model = &l->model,
		.today = "2026-11-28" };

	settings_default(&config.settings);
	l->parrot = (struct parrot){ 0 };
	if (!l->model.has_asb)
		memset(l->parrot.dle_eot + 1, 0x12, 4);
	l->kept_count = 0;
	l->printer = printer_create(&l->model, l->paper.f.engine, l->paper.glyphs);
	l->app = app_create(&config, l->now_ms);
	assert_non_null(l->app);
	printer_set_port(l->printer, parrot_port(&l->parrot), l->now_ms);
	run(l, 100);
	app_make_checklist(l->app);
	assert_true(l->app->checklist && l->app->checklist->item_count);
	l->app->visit.place.screen = SCREEN_CHECKLIST;
}

static void end(struct lobby *l)
{
	app_destroy(l->app);
	printer_destroy(l->printer);
}

static void act(struct lobby *l, int action)
{
	struct app_effects effects = { 0 };

	if (action == ACTION_PRINT)
		app_print(l->app, &effects);
	else if (action == ACTION_PAPER_AGAIN)
		app_paper_again(l->app, &effects);
	else
		app_paper_is_whole(l->app);
	carry_out(l, &effects);
}

/* What the visitor reads while the list is on its way and the printer says this. */
static const char *words_within(enum parrot_effect effect)
{
	static const char *const words[] = { [PARROT_PRINTS] = PRINTING,
		[PARROT_COOLS] = WAITS,
		[PARROT_LOW] = PRINTING,
		[PARROT_PAPER] = "The paper is finished",
		[PARROT_COVER] = "The printer’s lid is open",
		[PARROT_CUTTER] = "The printer’s knife is stuck",
		[PARROT_OFFLINE] = WAITS,
		[PARROT_BROKEN] = ASKS /* all dots had left */ };

	return words[effect];
}

static void assert_before(
	struct lobby *l, enum parrot_effect effect, const char *code, const char *kind, size_t i)
{
	bool can = effect == PARROT_PRINTS || effect == PARROT_LOW;

	if (shows(l, CANNOT) == can)
		fail_msg("%s %zu: the list %s that the printer cannot print", kind, i,
			can ? "says" : "does not say");
	if (!staff_see(l, code))
		fail_msg("%s %zu before the job: staff do not see %s but %s", kind, i, code,
			fault_info(l->app->paper.code)->code);
}

static void assert_within(
	struct lobby *l, enum parrot_effect effect, const char *code, const char *kind, size_t i)
{
	if (!shows(l, words_within(effect)))
		fail_msg("%s %zu within the job: the visitor does not read \"%s\"", kind, i,
			words_within(effect));
	if (!staff_see(l, code))
		fail_msg("%s %zu within the job: staff do not see %s but %s", kind, i, code,
			fault_info(l->app->paper.code)->code);
	if (has_mark(l) != (effect != PARROT_PRINTS && effect != PARROT_COOLS))
		fail_msg("%s %zu: the mark at the staff's button", kind, i);
}

static void test_every_asb_bit_to_the_screen(void **state)
{
	static const uint8_t well[4] = { 0x10, 0, 0, 0 };
	struct lobby l;

	(void)state;
	open_lobby(&l, true);
	for (size_t i = 0; i < parrot_asb_count; i++) {
		const struct parrot_asb *c = &parrot_asb[i];

		begin(&l);
		parrot_say_asb(&l.parrot, c->block);
		run(&l, 100);
		assert_before(&l, c->effect, c->code, "ASB", i);
		end(&l);

		begin(&l);
		parrot_say_asb(&l.parrot, well);
		run(&l, 100);
		act(&l, ACTION_PRINT);
		run(&l, 1000);
		assert_true(shows(&l, PRINTING));
		parrot_say_asb(&l.parrot, c->block);
		run(&l, 3000);
		assert_within(&l, c->effect, c->code, "ASB", i);
		end(&l);
	}
	close_lobby(&l);
}

/* A printer that says nothing by itself is asked when somebody prints. */
static void test_every_dle_eot_bit_to_the_screen(void **state)
{
	struct lobby l;

	(void)state;
	open_lobby(&l, false);
	for (size_t i = 0; i < parrot_eot_count; i++) {
		const struct parrot_eot *c = &parrot_eot[i];
		bool can = c->effect == PARROT_PRINTS || c->effect == PARROT_LOW;

		begin(&l);
		l.parrot.dle_eot[c->n] = c->reply;
		if (c->n == 2) /* which of the two is right about paper, the later decides */
			l.parrot.dle_eot[4] = 0;
		run(&l, 100);
		act(&l, ACTION_PRINT);
		run(&l, 3000);
		if (!shows(&l, can ? PRINTING : "The printer cannot print now"))
			fail_msg("DLE EOT %d %02X: what the visitor reads", c->n, c->reply);
		if (!staff_see(&l, c->code))
			fail_msg("DLE EOT %d %02X: staff do not see %s but %s", c->n, c->reply,
				c->code, fault_info(l.app->paper.code)->code);
		end(&l);
	}
	close_lobby(&l);
}

static void test_every_1284_bit_to_the_screen(void **state)
{
	static const uint8_t well[4] = { 0x10, 0, 0, 0 };
	struct lobby l;

	(void)state;
	open_lobby(&l, true);
	for (size_t i = 0; i < parrot_1284_count; i++) {
		const struct parrot_1284 *c = &parrot_1284[i];

		begin(&l);
		parrot_say_asb(&l.parrot, well);
		l.parrot.ieee1284 = c->byte;
		run(&l, 100);
		assert_before(&l, c->effect, c->code, "1284", i);
		end(&l);

		begin(&l);
		parrot_say_asb(&l.parrot, well);
		l.parrot.ieee1284 = 0x18;
		run(&l, 100);
		act(&l, ACTION_PRINT);
		run(&l, 1000);
		l.parrot.ieee1284 = c->byte;
		run(&l, 3000);
		assert_within(&l, c->effect, c->code, "1284", i);
		end(&l);
	}
	close_lobby(&l);
}

/* Unplugged when all had left: the question, a marked paper, no second question by itself. */
static void test_unknowable_is_asked_and_the_next_is_marked(void **state)
{
	static const uint8_t well[4] = { 0x10, 0, 0, 0 };
	struct lobby l;

	(void)state;
	open_lobby(&l, true);
	begin(&l);
	parrot_say_asb(&l.parrot, well);
	run(&l, 100);
	act(&l, ACTION_PRINT);
	assert_int_equal(l.copy, 1);
	run(&l, 1000);
	printer_set_port(l.printer, (struct port){ 0 }, l.now_ms);
	run(&l, 100);
	assert_true(shows(&l, ASKS));
	assert_true(staff_see(&l, "P07"));
	/* No printer yet: the code for the phone, and nothing is printed later by itself. */
	l.copy = 0;
	act(&l, ACTION_PAPER_AGAIN);
	assert_true(shows(&l, "If your paper is not complete"));
	l.app->visit.paper = UI_PAPER_ASK;
	printer_set_port(l.printer, parrot_port(&l.parrot), l.now_ms);
	parrot_say_asb(&l.parrot, well);
	run(&l, 2000);
	assert_int_equal(l.copy, 0);
	assert_true(shows(&l, ASKS));
	act(&l, ACTION_PAPER_AGAIN);
	assert_int_equal(l.copy, 2);
	run(&l, 1000);
	assert_true(shows(&l, PRINTING));
	printer_set_port(l.printer, (struct port){ 0 }, l.now_ms);
	run(&l, 100);
	assert_true(shows(&l, ASKS));
	act(&l, ACTION_PAPER_WHOLE);
	assert_true(shows(&l, "Take your paper"));
	end(&l);
	close_lobby(&l);
}

/* Once a job: a card with a short life keeps the file. */
static void test_metres_are_kept_once_a_job(void **state)
{
	static const uint8_t well[4] = { 0x10, 0, 0, 0 };
	struct lobby l;
	int before;

	(void)state;
	open_lobby(&l, true);
	begin(&l);
	parrot_say_asb(&l.parrot, well);
	run(&l, 100);
	before = l.kept_count;
	act(&l, ACTION_PRINT);
	run(&l, 1000);
	assert_int_equal(l.kept_count, before);
	printer_set_port(l.printer, (struct port){ 0 }, l.now_ms);
	run(&l, 1000);
	assert_int_equal(l.kept_count, before + 1);
	assert_in_range(l.kept.used_mm, 100, 2000);
	assert_int_equal(l.kept.used_mm, l.kept.total_mm);
	end(&l);
	close_lobby(&l);
}

/* The count knows before the sensor: staff are told, and lists come in short. */
static void test_low_by_the_count_before_the_sensor(void **state)
{
	static const uint8_t well[4] = { 0x10, 0, 0, 0 };
	struct lobby l;

	(void)state;
	open_lobby(&l, true);
	begin(&l);
	parrot_say_asb(&l.parrot, well);
	l.app->paper.meter.used_mm = 73000;
	run(&l, 100);
	assert_false(has_mark(&l));
	assert_true(staff_see(&l, "P00"));
	assert_true(staff_see(&l, "Ungefär 7 m kvar"));
	l.app->paper.meter.used_mm = 75000;
	run(&l, 100);
	assert_true(has_mark(&l));
	assert_true(staff_see(&l, "P03"));
	assert_true(staff_see(&l, "Ungefär 5 m kvar av 80 m."));
	assert_false(shows(&l, CANNOT));
	end(&l);
	close_lobby(&l);
}

static void test_short_list_when_staff_say_so(void **state)
{
	static const uint8_t well[4] = { 0x10, 0, 0, 0 }, low[4] = { 0x10, 0, 0x03, 0 };
	static const struct {
		enum short_list setting;
		const uint8_t *block;
		int used_mm;
		bool is_short;
	} cases[] = {
		{ SHORT_LIST_WHEN_LOW, well, 0, false },
		{ SHORT_LIST_WHEN_LOW, low, 0, true },
		{ SHORT_LIST_WHEN_LOW, well, 75000, true },
		{ SHORT_LIST_ALWAYS, well, 0, true },
		{ SHORT_LIST_NEVER, low, 75000, false },
	};
	struct lobby l;

	(void)state;
	open_lobby(&l, true);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		begin(&l);
		l.app->settings.short_list = cases[i].setting;
		l.app->paper.meter.used_mm = cases[i].used_mm;
		parrot_say_asb(&l.parrot, cases[i].block);
		run(&l, 100);
		act(&l, ACTION_PRINT);
		if (l.is_short != cases[i].is_short)
			fail_msg("case %zu: the list is %s", i, l.is_short ? "short" : "long");
		end(&l);
	}
	close_lobby(&l);
}

/* A head that never cools must not keep a visit open for ever. */
static void test_hot_head_lets_the_visit_end(void **state)
{
	static const uint8_t hot[4] = { 0x18, 0x40, 0, 0 }, well[4] = { 0x10, 0, 0, 0 };
	struct app_msg time = { .kind = APP_MSG_TIME };
	struct lobby l;

	(void)state;
	open_lobby(&l, true);
	begin(&l);
	parrot_say_asb(&l.parrot, well);
	run(&l, 100);
	act(&l, ACTION_PRINT);
	parrot_say_asb(&l.parrot, hot);
	run(&l, 1000);
	assert_true(shows(&l, WAITS));
	l.now_ms += IDLE_WARNING_MS + 1000;
	deliver(&l, &time);
	assert_true(l.app->is_warning);
	l.now_ms += IDLE_COUNTDOWN_MS + 1000;
	deliver(&l, &time);
	assert_false(app_is_visit(l.app));
	assert_null(l.app->checklist);
	end(&l);
	close_lobby(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_asb_bit_to_the_screen),
		cmocka_unit_test(test_every_dle_eot_bit_to_the_screen),
		cmocka_unit_test(test_every_1284_bit_to_the_screen),
		cmocka_unit_test(test_unknowable_is_asked_and_the_next_is_marked),
		cmocka_unit_test(test_metres_are_kept_once_a_job),
		cmocka_unit_test(test_low_by_the_count_before_the_sensor),
		cmocka_unit_test(test_short_list_when_staff_say_so),
		cmocka_unit_test(test_hot_head_lets_the_visit_end),
	};

	return cmocka_run_group_tests_name("printer_screens", tests, NULL, NULL);
}
