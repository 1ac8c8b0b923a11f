/* The visitor's own list: the questions that lead to it, the persons of a family, the code that
 * brings it back, the paper it goes to. */
#include <string.h>

#include "app/app_state.h"
#include "app/list_code.h"
#include "app/receipt_from_checklist.h"

void app_make_checklist(struct app *app)
{
	arena_erase(app->visit_arena);
	app->checklist = NULL;
	app->qr = NULL;
	if (checklist_create_family(app->visit_arena, app->config.content, &app->visit.household,
		    app->today, &app->checklist) != ERR_OK)
		app->checklist = NULL;
}

/* The first person who has not answered everything becomes the current one; false if all have. */
static bool find_open_person(struct app *app, int *question_out)
{
	struct visit *v = &app->visit;
	int current = v->person;

	for (v->person = 0; v->person < v->household.person_count; v->person++) {
		*question_out = visit_first_open_question(v, app->config.content, app->today);
		if (*question_out >= 0)
			return true;
	}
	v->person = current;
	return false;
}

void app_open_checklist(struct app *app)
{
	struct place place = { .screen = SCREEN_CHECKLIST };
	int open;

	if (find_open_person(app, &open))
		place = (struct place){ .screen = SCREEN_QUESTION, .question = open };
	else
		app_make_checklist(app);
	visit_push(&app->visit, place);
	app_move(app, 1);
}

static void show_checklist(struct app *app, int question)
{
	app_make_checklist(app);
	app->visit.place = (struct place){ .screen = SCREEN_CHECKLIST, .question = question };
}

void app_next_question(struct app *app)
{
	struct place *place = &app->visit.place;
	int next = visit_question(&app->visit, app->config.content, app->today, 1);

	app->visit.code_content = -1;
	if (next >= 0) {
		place->question = next;
		place->part = 0;
	} else {
		show_checklist(app, place->question);
	}
	app_move(app, 1);
}

/* What is shared is kept with the first person. */
static struct answers *answers_to(struct app *app, int question)
{
	struct visit *v = &app->visit;
	bool is_shared = app->config.content->questions[question].is_shared;

	return &v->household.persons[is_shared ? 0 : v->person];
}

void app_answer(struct app *app, int value)
{
	int question = app->visit.place.question;
	struct answers *answers = answers_to(app, question);

	if (value >= 0 && app->config.content->questions[question].is_many) {
		answers_toggle(app->config.content, answers, question, value);
		app->is_dirty = true;
		return;
	}
	if (value >= 0)
		answers_choose(answers, question, value);
	else
		answers_set_unknown(answers, question);
	app_next_question(app);
}

bool app_back_to_question(struct app *app)
{
	struct place *place = &app->visit.place;
	int previous;

	if (place->screen == SCREEN_CHECKLIST)
		place->question = QUESTIONS_MAX;
	previous = visit_question(&app->visit, app->config.content, app->today, -1);
	if (previous < 0)
		return false;
	*place = (struct place){ .screen = SCREEN_QUESTION, .question = previous };
	return true;
}

/* ---------------------------------------------------------------- the persons of a family */

static void ask_person(struct app *app, int person)
{
	struct visit *v = &app->visit;
	int indices[QUESTIONS_MAX];

	v->person = person;
	if (household_questions(app->config.content, &v->household, person, app->today, indices))
		v->place = (struct place){ .screen = SCREEN_QUESTION, .question = indices[0] };
	else
		show_checklist(app, 0);
	app_move(app, 1);
}

void app_person_add(struct app *app)
{
	struct household *h = &app->visit.household;

	if (h->person_count == PERSONS_MAX)
		return;
	answers_clear(&h->persons[h->person_count]);
	ask_person(app, h->person_count++);
}

void app_person_edit(struct app *app, int person)
{
	if (person >= 0 && person < app->visit.household.person_count)
		ask_person(app, person);
}

static void drop_person(struct household *h, int person)
{
	for (int i = person; i + 1 < h->person_count; i++)
		h->persons[i] = h->persons[i + 1];
	explicit_bzero(&h->persons[--h->person_count], sizeof(*h->persons));
}

void app_person_remove(struct app *app, int person)
{
	struct household *h = &app->visit.household;

	/* The first person's answers are the family's too. */
	if (person < 1 || person >= h->person_count)
		return;
	drop_person(h, person);
	app->visit.person = 0;
	show_checklist(app, 0);
	app_move(app, -1);
}

bool app_back_to_family(struct app *app)
{
	struct visit *v = &app->visit;

	if (v->place.screen != SCREEN_QUESTION || v->household.person_count == 1)
		return false;
	/* Added by mistake and taken back before the last answer. */
	if (v->person && visit_first_open_question(v, app->config.content, app->today) >= 0) {
		drop_person(&v->household, v->person);
		v->person = 0;
	}
	show_checklist(app, 0);
	return true;
}

/* ---------------------------------------------------------------- the code */

void app_try_code(struct app *app)
{
	struct visit *v = &app->visit;
	struct household household;
	int number = 0;

	if (code_read(app->config.content, v->code, &household, &number, NULL) != ERR_OK) {
		v->code_is_wrong = true;
		app->is_dirty = true;
		return;
	}
	v->household = household;
	v->person = 0;
	v->code_content = number;
	explicit_bzero(&household, sizeof(household));
	explicit_bzero(v->code, sizeof(v->code));
	show_checklist(app, 0);
	app_move(app, 1);
}

void app_show_code(struct app *app)
{
	struct rich_context rich = app_rich(app);

	app->qr = NULL;
	if (!app->checklist || list_code_create(app->visit_arena, &rich, app->checklist, &app->qr,
				       &app->qr_size) != ERR_OK)
		app->qr = NULL;
}

/* ---------------------------------------------------------------- the paper */

/* The same list again, after a paper that came out or may have: it is marked, so that nobody takes
 * two papers for two lists. */
static const struct receipt *mark_copy(
	struct app *app, const struct receipt *receipt, const char code[CODE_TEXT_MAX])
{
	struct visit *v = &app->visit;
	struct receipt *marked = arena_alloc(app->job_arena, sizeof(*marked));

	if (strcmp(v->printed_code, code) != 0)
		v->copies = 0;
	memcpy(v->printed_code, code, sizeof(v->printed_code));
	if (!marked || v->copies == 0)
		return receipt;
	*marked = *receipt;
	marked->copy = v->copies + 1;
	return marked;
}

/* Long lists come in short by themselves; this is about paper that is low. */
static enum receipt_form form_of(const struct app *app)
{
	bool is_short = app->settings.short_list == SHORT_LIST_ALWAYS ||
			(app->settings.short_list == SHORT_LIST_WHEN_LOW && app_paper_is_low(app));

	return is_short ? RECEIPT_FORM_SHORT : RECEIPT_FORM_FULL;
}

static enum err make_receipt(
	struct app *app, const char code[CODE_TEXT_MAX], const struct receipt **receipt_out)
{
	struct rich_context rich = app_rich(app);

	if (form_of(app) == RECEIPT_FORM_SHORT)
		return receipt_in_form(app->job_arena, &rich, app->checklist, code,
			RECEIPT_FORM_SHORT, receipt_out);
	return receipt_from_checklist(app->job_arena, &rich, app->checklist, code, receipt_out);
}

static void begin_printing(struct app *app, const struct receipt *receipt,
	const char code[CODE_TEXT_MAX], struct app_effects *effects)
{
	if (app->acts.is_printing) /* a sheet of the staff's makes way */
		app_emit(effects, (struct app_effect){ .kind = APP_EFFECT_PRINT_FORGET });
	app->is_printing = true;
	app->is_waiting = app->visit.shows_code = false;
	app->visit.has_sent = false;
	app->visit.paper = UI_PAPER_PRINTING;
	app_emit(effects,
		(struct app_effect){ .kind = APP_EFFECT_PRINT,
			.receipt = mark_copy(app, receipt, code),
			.size = app->visit.text_size == TEXT_SIZE_NORMAL ? RECEIPT_REGULAR
									 : RECEIPT_LARGE });
}

/* The list on its way to the paper, or as a code for a phone. */
static void print_list(struct app *app, struct app_effects *effects)
{
	const struct receipt *receipt = NULL;
	char code[CODE_TEXT_MAX] = "";

	arena_erase(app->job_arena);
	if (code_write(app->config.content, &app->visit.household, app->config.content_number,
		    code) != ERR_OK)
		code[0] = '\0'; /* the list is worth printing without it */
	if (app->can_print && make_receipt(app, code, &receipt) == ERR_OK) {
		begin_printing(app, receipt, code, effects);
	} else {
		app->visit.paper = UI_PAPER_FAILED;
		app_show_code(app);
	}
}

void app_print(struct app *app, struct app_effects *effects)
{
	/* The screen offers no empty paper; this holds for whatever else may ask for one. */
	if (!app->checklist || !app->checklist->item_count)
		return;
	/* While it prints, the printer still reads the receipt: show how that job fares. */
	if (!app->is_printing)
		print_list(app, effects);
	app_go(app, SCREEN_PRINTING);
}

/* The job is over, well or not: the page that waited for it becomes `screen`. A page the visitor
 * has opened over it (the emergency numbers, the languages) stays, and Back leads to the new one.
 */
static void end_printing(struct app *app, enum ui_screen screen)
{
	struct visit *v = &app->visit;

	app->is_printing = v->shows_code = false;
	if (v->place.screen == SCREEN_PRINTING) {
		v->place.screen = screen;
		app_move(app, 1);
		return;
	}
	for (int i = v->depth - 1; i >= 0; i--) {
		if (v->before[i].screen == SCREEN_PRINTING) {
			v->before[i].screen = screen;
			return;
		}
	}
	/* They went on reading: the paper, or what stands for it, must not be missed. */
	app_go(app, screen);
}

static enum ui_fault fault_for_visitor(enum print_fault fault)
{
	if (fault == PRINT_FAULT_PAPER_END)
		return UI_FAULT_PAPER;
	if (fault == PRINT_FAULT_COVER)
		return UI_FAULT_COVER;
	return fault == PRINT_FAULT_CUTTER ? UI_FAULT_CUTTER : UI_FAULT_OTHER;
}

/* The printer stopped in the middle and will print all of it again when it is mended: until then
 * the page says what to do, the code is one tap away, and the visit may end by itself. */
static void wait_for_mending(struct app *app, enum print_fault fault)
{
	if (app->visit.fault != fault_for_visitor(fault))
		app->is_dirty = true;
	app->visit.fault = fault_for_visitor(fault);
	if (app->is_waiting)
		return;
	app->is_waiting = true;
	app->touched_ms = app->now_ms;
	app->visit.paper = UI_PAPER_WAITING;
	app_show_code(app);
	app->is_dirty = true;
}

/* A head that is too hot stops the job without ending it, perhaps for minutes, perhaps for good:
 * the visitor must hear of it, and the visit must be able to end by itself. */
static bool is_cooling(const struct print_report *r)
{
	return r->status.auto_recoverable && r->status.is_offline;
}

static void go_on_printing(struct app *app)
{
	if (!app->is_waiting)
		return;
	app->is_waiting = app->is_warning = app->visit.shows_code = false;
	app->visit.paper = UI_PAPER_PRINTING;
	app->is_dirty = true;
}

void app_on_print(struct app *app, const struct print_report *report)
{
	if (app->can_print != report->can_print)
		app->is_dirty = true;
	app->can_print = report->can_print;
	app->paper_low = report->paper_low;
	if (app_sheet_on_print(app, report) || !app->is_printing)
		return;
	if (is_cooling(report) && report->state != PRINT_WAITING && report->state != PRINT_DONE &&
		report->state != PRINT_FAILED) {
		wait_for_mending(app, PRINT_FAULT_OFFLINE);
		return;
	}
	switch (report->state) {
	case PRINT_IDLE:
		return;
	case PRINT_STARTING:
		go_on_printing(app);
		return;
	case PRINT_SENDING:
	case PRINT_FINISHING:
		go_on_printing(app);
		app->visit.has_sent = true;
		return;
	case PRINT_WAITING:
		wait_for_mending(app, report->fault);
		return;
	case PRINT_DONE:
		app->visit.copies++;
		app->touched_ms = app->now_ms; /* the paper's time begins now */
		end_printing(app, SCREEN_FINISH);
		return;
	case PRINT_FAILED:
		app->visit.copies += report->is_unknowable;
		app->touched_ms = app->now_ms;
		app->visit.paper = report->is_unknowable ? UI_PAPER_ASK
				   : app->visit.has_sent ? UI_PAPER_FAILED_MIDWAY
							 : UI_PAPER_FAILED;
		app_show_code(app);
		end_printing(app, SCREEN_PRINTING);
		return;
	}
}

void app_paper_is_whole(struct app *app)
{
	if (app->visit.place.screen != SCREEN_PRINTING || app->visit.paper != UI_PAPER_ASK)
		return;
	app->visit.place.screen = SCREEN_FINISH;
	app_move(app, 1);
}

/* The paper before was counted when its outcome was not known: what follows is marked as a copy. */
void app_paper_again(struct app *app, struct app_effects *effects)
{
	if (app->visit.place.screen != SCREEN_PRINTING || app->visit.paper != UI_PAPER_ASK ||
		!app->checklist)
		return;
	print_list(app, effects);
	if (app->visit.paper == UI_PAPER_FAILED) /* something did come out */
		app->visit.paper = UI_PAPER_FAILED_MIDWAY;
	app_move(app, 1);
}
