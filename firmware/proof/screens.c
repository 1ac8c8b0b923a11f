#include "proof/screens.h"

#include <stdlib.h>
#include <string.h>

#include "app/list_code.h"
#include "print/fault_codes.h"
#include "ui/guide_pages.h"

#define PAGES_MAX 512
#define REMARKS 3 /* what a card can say: perhaps, waits, now */

struct page_key { /* what a page of a guide depends on, but for its number */
	enum guide_page_kind kind;
	int step;
	bool is_perhaps;
	uint32_t docs;
};

struct run {
	struct proof_screens *s;
	struct theme theme;
	struct answers answers;
	struct ui_view view;
};

static void look(struct run *r, const char *what, const char *path)
{
	screen_check_view(&r->s->check, r->view, what, path);
}

/* ---------------------------------------------------------------- guides */

static struct page_key key_of(
	const struct guide *g, const struct guide_page *page, const struct walk_look *seen)
{
	struct page_key key = { .kind = page->kind };

	if (page->kind == PAGE_STEP) {
		key.step = (int)(page->step - g->steps);
		key.is_perhaps = seen->perhaps >> key.step & 1u;
	}
	if (page->kind == PAGE_BRING)
		key.docs = seen->docs;
	return key;
}

static bool is_new(struct page_key *known, int *count, struct page_key key)
{
	for (int i = 0; i < *count; i++) {
		if (known[i].kind == key.kind && known[i].step == key.step &&
			known[i].is_perhaps == key.is_perhaps && known[i].docs == key.docs)
			return false;
	}
	if (*count == PAGES_MAX)
		return true; /* once too often is better than never */
	known[(*count)++] = key;
	return true;
}

static void look_at_guide(struct run *r, int index)
{
	const struct guide *g = r->view.rich.content->guides[index];
	const struct walk_looks *looks = &r->s->walk->looks[index];
	struct page_key known[PAGES_MAX];
	int count = 0;

	r->view.screen = SCREEN_GUIDE;
	r->view.guide = g;
	for (int i = 0; i < looks->count; i++) {
		const struct walk_look *seen = &looks->items[i];
		int pages = guide_page_count(g, &seen->answers, r->view.rich.today);

		r->view.answers = &seen->answers;
		for (int n = 0; n < pages; n++) {
			struct guide_page page =
				guide_page_at(g, &seen->answers, r->view.rich.today, n);
			int line = page.kind == PAGE_STEP ? page.step->line : g->line;

			if (!is_new(known, &count, key_of(g, &page, seen)))
				continue;
			arena_reset(r->s->scratch);
			r->view.guide_page = n;
			look(r, arena_printf(r->s->scratch, "guides/%s.xml:%d", g->id, line),
				walk_path(r->s->scratch, r->view.rich.content, &seen->answers));
		}
	}
	r->view.answers = &r->answers;
}

static void look_at_withdrawn(struct run *r)
{
	struct withdrawals w = { .count = 0 };

	if (withdrawals_add(&w, WITHDRAWN_TOPIC, r->view.rich.content->guides[0]->id,
		    r->view.rich.today) != ERR_OK)
		return;
	r->view.rich.withdrawn = &w;
	r->view.screen = SCREEN_GUIDE;
	r->view.guide = r->view.rich.content->guides[0];
	r->view.guide_page = 0;
	look(r, "withdrawn topic", "");
	r->view.rich.withdrawn = NULL;
}

/* ---------------------------------------------------------------- questions */

static void look_at_questions(struct run *r)
{
	const struct content *c = r->view.rich.content;

	r->view.screen = SCREEN_QUESTION;
	r->view.question_count = PROOF_QUESTIONS_MAX;
	for (int i = 0; i < c->question_count; i++) {
		const struct question *q = &c->questions[i];

		arena_reset(r->s->scratch);
		r->view.question = i;
		r->view.question_number = i + 1;
		for (int family = 0; family < 2; family++) {
			r->view.person_count = family ? PERSONS_MAX : 1;
			r->view.person = family ? PERSONS_MAX - 1 : 0;
			look(r, arena_printf(r->s->scratch, "questions.xml:%d", q->line), "");
		}
		answers_clear(&r->answers);
		for (int k = 0; q->is_many && k < q->answer_count; k++)
			answers_toggle(c, &r->answers, i, k);
		look(r, arena_printf(r->s->scratch, "questions.xml:%d, answered", q->line), "");
		answers_clear(&r->answers);
	}
	r->view.person = r->view.person_count = 0;
}

/* ---------------------------------------------------------------- lists */

/* A card looks the same in every list: of the lists after the first only the cards not seen yet. */
static const struct checklist *only_new(
	struct run *r, const struct checklist *list, bool seen[][REMARKS])
{
	struct checklist *fresh = arena_alloc(r->s->scratch, sizeof(*fresh));
	struct checklist_item *items =
		arena_array(r->s->scratch, (size_t)list->item_count, sizeof(*items));

	if (!fresh || !items)
		return list;
	*fresh = *list;
	fresh->items = items;
	fresh->item_count = 0;
	for (int i = 0; i < list->item_count; i++) {
		const struct checklist_item *item = &list->items[i];
		int guide = content_guide_index(r->view.rich.content, item->guide);
		bool *is_seen = &seen[guide][item->applies == RULE_MAYBE ? 0
					     : item->must_wait           ? 1
									 : 2];

		if (!*is_seen)
			items[fresh->item_count++] = *item;
		*is_seen = true;
	}
	return fresh;
}

static void look_at_list(
	struct run *r, const struct household *h, const char *path, bool seen[][REMARKS])
{
	const struct content *c = r->view.rich.content;
	const struct checklist *list;

	if (checklist_create_family(r->s->scratch, c, h, r->view.rich.today, &list) != ERR_OK)
		return;
	r->view.checklist = list;
	if (seen)
		r->view.checklist = only_new(r, list, seen);
	r->view.screen = SCREEN_CHECKLIST;
	r->view.person_count = h->person_count;
	look(r, "checklist", path);
}

/* A list with nothing on it, by itself and from an older paper that no change concerns; a family
 * that did not say how old anybody is. */
static void look_at_empty(struct run *r)
{
	struct household h = { .person_count = 2 };
	const struct checklist *list;
	struct checklist empty;

	arena_reset(r->s->scratch);
	answers_clear(&h.persons[0]);
	answers_clear(&h.persons[1]);
	look_at_list(r, &h, "two persons without an age", NULL);
	h.person_count = 1;
	if (checklist_create_family(
		    r->s->scratch, r->view.rich.content, &h, r->view.rich.today, &list) != ERR_OK)
		return;
	empty = *list;
	empty.item_count = 0;
	r->view.checklist = &empty;
	r->view.screen = SCREEN_CHECKLIST;
	r->view.person_count = 1;
	look(r, "an empty list", "");
	r->view.code_content = 0;
	look(r, "an empty list from a paper of content 0", "");
	r->view.code_content = -1;
	r->view.checklist = NULL;
}

static void look_at_lists(struct run *r)
{
	const struct walk *w = r->s->walk;
	struct household family = { .person_count = 0 };
	bool(*seen)[REMARKS] = calloc((size_t)w->content->guide_count, sizeof(*seen));

	for (int i = 0; i < w->cover_count; i++) {
		struct household h = { { w->covers[i] }, 1 };

		arena_reset(r->s->scratch);
		look_at_list(r, &h, walk_path(r->s->scratch, w->content, &w->covers[i]), seen);
		if (family.person_count < 3)
			family.persons[family.person_count++] = w->covers[i];
	}
	arena_reset(r->s->scratch);
	free(seen);
	look_at_list(r, &family, "a family of three", NULL);
	/* The longest list with all that can stand above it. */
	family.person_count = 1;
	r->view.can_print = false;
	r->view.code_content = 0;
	look_at_list(r, &family, "from a paper of content 0, without a printer", NULL);
	r->view.can_print = true;
	r->view.code_content = r->s->content_number + 1;
	look_at_list(r, &family, "from a paper of newer content", NULL);
	r->view.code_content = -1;
}

static void look_at_paper(struct run *r)
{
	static const char *const names[] = { "printing", "printed", "printing failed",
		"printing failed midway" };
	struct household h = { { r->s->walk->covers[0] }, 1 };

	arena_reset(r->s->scratch);
	if (checklist_create_family(r->s->scratch, r->view.rich.content, &h, r->view.rich.today,
		    &r->view.checklist) != ERR_OK)
		return;
	if (list_code_create(r->s->scratch, &r->view.rich, r->view.checklist, &r->view.qr,
		    &r->view.qr_size) != ERR_OK)
		proof_fail(r->s->check.report, RULE_QR, r->view.rich.lang->code,
			"the longest list does not fit into a code for a phone");
	r->view.screen = SCREEN_PRINTING;
	for (int i = 0; i < 4; i++) {
		r->view.paper = (enum ui_paper)i;
		look(r, names[i], "");
	}
	r->view.qr = NULL;
	r->view.checklist = NULL;
	r->view.paper = UI_PAPER_ASK;
	look(r, "did the whole list come out", "");
	r->view.paper = UI_PAPER_WAITING;
	for (int fault = UI_FAULT_OTHER; fault <= UI_FAULT_CUTTER; fault++) {
		r->view.fault = (enum ui_fault)fault;
		look(r, arena_printf(r->s->scratch, "the printer waits, fault %d", fault), "");
	}
	r->view.paper = UI_PAPER_PRINTING;
	r->view.calls_staff = true;
	look(r, "printing, with a mark for staff", "");
	r->view.calls_staff = false;
}

/* ---------------------------------------------------------------- the rest */

static void look_at_index(struct run *r)
{
	r->view.screen = SCREEN_FIND;
	for (int list = FIND_NAMES; list <= FIND_PAPERS; list++) {
		arena_reset(r->s->scratch);
		r->view.find_list = (enum find_list)list;
		if (find_index_create(r->s->scratch, &r->view.rich, r->view.find_list,
			    &r->view.find) != ERR_OK) {
			proof_fail(r->s->check.report, RULE_FITS, r->view.rich.lang->code,
				"the index cannot be made: ICU does not know how to sort it");
			continue;
		}
		for (r->view.letter = 0; r->view.letter <= r->view.find->letter_count;
			r->view.letter++)
			look(r,
				r->view.letter ? arena_printf(r->s->scratch, "index, letter %s",
							 r->view.find->letters[r->view.letter - 1])
					       : "index",
				"");
	}
	r->view.letter = 0;
	r->view.find = NULL;
}

static void look_at_plain(struct run *r)
{
	static const enum ui_screen plain[] = { SCREEN_LANGUAGE, SCREEN_TOPICS, SCREEN_FINISH,
		SCREEN_CODE, SCREEN_EMERGENCY, SCREEN_IDLE_WARNING };

	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++) {
		r->view.screen = plain[i];
		look(r, screen_name(plain[i]), "");
	}
	r->view.screen = SCREEN_TOPICS;
	r->view.here_station = 1;
	look(r, "topics, where the visitor is", "");
	r->view.here_station = 0;
	r->view.in_visit = false;
	r->view.screen = SCREEN_LANGUAGE;
	look(r, "language, before a visit", "");
	r->view.in_visit = true;
	r->view.screen = SCREEN_STATION;
	for (r->view.station = 1; r->view.station <= STATIONS; r->view.station++)
		look(r, "stations.xml", "");
	r->view.screen = SCREEN_CODE;
	r->view.code_is_wrong = true;
	look(r, "wrong code", "");
	r->view.code_is_wrong = false;
}

/* The staff are called, before a language is chosen and after; the greeting before a visit; a paper
 * that was read on the first page. */
static void look_at_desk(struct run *r)
{
	static const char *const states[] = { "help", "help, called", "help, called before" };

	r->view.screen = SCREEN_HELP;
	for (int visit = 0; visit < 2; visit++) {
		r->view.in_visit = visit;
		for (int i = 0; i < 3; i++) {
			r->view.is_called = i > 0;
			r->view.has_called = i == 1;
			look(r, states[i], visit ? "" : "before a visit");
		}
	}
	r->view.has_called = false;
	r->view.in_visit = false;
	r->view.screen = SCREEN_GREETING;
	for (int called = 0; called < 2; called++) {
		r->view.is_called = called;
		look(r, called ? "greeting, somebody is called" : "greeting", "");
	}
	r->view.screen = SCREEN_LANGUAGE;
	r->view.has_paper = true;
	look(r, "language, a paper was read, somebody is called", "");
	r->view.in_visit = true;
	r->view.has_paper = false;
	look(r, "language in a visit, somebody is called", "");
	r->view.is_called = false;
}

/* All languages stand on it at once: it is looked at from each only because the words of one may
 * have been changed. */
static void look_at_closed(struct run *r)
{
	struct ui_acts acts = { .closed = UI_CLOSED_BY_STAFF };

	r->view.acts = &acts;
	r->view.screen = SCREEN_CLOSED;
	for (int way = UI_WAY_NONE; way <= UI_WAY_DOWNSTAIRS; way++) {
		arena_reset(r->s->scratch);
		acts.way = (enum ui_way)way;
		look(r, arena_printf(r->s->scratch, "closed by staff, way %d", way), "");
	}
	acts.notice_languages = r->view.rich.lang->code;
	look(r, "closed by staff, one language", "");
	acts.notice_languages = NULL;
	acts.closed = UI_CLOSED_HOURS;
	look(r, "closed for nobody knows how long", "");
	acts.opens_day = r->view.rich.today;
	acts.opens_at = "09:00";
	look(r, "closed, with the time", "");
	acts.is_locked = true;
	look(r, "closed and locked", "");
	r->view.acts = NULL;
}

static const char *const long_log[] = {
	"2026-11-28 14:05 Ändrade en inställning: Säg till när det är kvar: 100 m",
	"2026-11-28 14:04 Stängde kiosken för besökare",
	"2026-11-27 09:00 Tog bort en uppgift: etablering-within-months",
};

static const struct ui_starts long_starts = { .count = 12345,
	.known = 2,
	.last = { { "2026-11-28 07:55", "Strömmen försvann, eller datorn stannade." },
		{ "2026-11-27 07:55", "Räkningen av starter var skadad och började om." } } };

static const char *const some_choices[] = { "När papperet snart är slut", "Alltid", "Aldrig" };

static const struct ui_setting some_settings[] = {
	{ .id = "brightness",
		.heading = "Skärm och ljud",
		.label = "Skärmens ljus",
		.note = "Skärmen har inget ljus som programmet kan ändra. Använd dess egna "
			"knappar.",
		.value = "100\u00a0%",
		.is_number = true,
		.now = 100,
		.min = 10,
		.max = 100,
		.step = 10 },
	{ .id = "short-list",
		.heading = "Papper",
		.label = "Kort lista på papperet",
		.value = "När papperet snart är slut",
		.choices = some_choices,
		.choice_count = 3 },
};

/* With everything that they can say. */
static void look_at_acts(struct run *r)
{
	struct ui_acts acts = { .way = UI_WAY_DOWNSTAIRS,
		.cleaning_s = 30,
		.cleaning_of_s = 30,
		.log = long_log,
		.log_count = 3,
		.log_total = 500,
		.settings = some_settings,
		.setting_count = 2,
		.print = "Skrivaren är upptagen. Vänta tills papperet är klart.",
		.code = "4F2K9QWX1A4F2K9QWX1A4F2K9QWX1A",
		.starts = &long_starts,
		.light = some_settings[0].note,
		.sound = "Inget ljudkort hittas. Inget i kiosken låter ännu." };

	r->view.acts = &acts;
	for (int twice = 0; twice < 2; twice++) {
		r->view.screen = SCREEN_STAFF;
		look(r, "staff", "");
		r->view.screen = SCREEN_STAFF_KIOSK;
		look(r, "staff-kiosk", "");
		for (int screen = SCREEN_STAFF_LOG; screen <= SCREEN_CLEANING; screen++) {
			r->view.screen = (enum ui_screen)screen;
			look(r, screen_name(r->view.screen), "");
		}
		acts.is_out_of_service = acts.is_printing = acts.code_is_wrong = true;
		acts.setting = 1;
	}
	r->view.acts = NULL;
}

/* Each fault with its steps, and the longest of all else that can stand beside it. */
static void look_at_faults(struct run *r, struct ui_staff *staff)
{
	r->view.screen = SCREEN_STAFF_PAPER;
	for (int code = FAULT_CODE_WELL; code < FAULT_CODES; code++) {
		const struct fault_info *info = fault_info((enum fault_code)code);
		struct ui_staff_paper *p = &staff->paper;

		*p = (struct ui_staff_paper){ .code = info->code,
			.sentence = info->sentence,
			.left = "Ungefär 80 m kvar av 80 m.",
			.total = "12345 m papper och 160 nya rullar sedan kiosken var ny.",
			.not_kept = true,
			.step_count = info->step_count,
			.faults_shown = UI_PAPER_FAULTS_MAX,
			.fault_total = 123 };
		for (int i = 0; i < info->step_count; i++)
			p->steps[i] = (struct ui_paper_step){ info->steps[i].picture,
				info->steps[i].swedish };
		for (int i = 0; i < UI_PAPER_FAULTS_MAX; i++)
			p->faults[i] = arena_printf(r->s->scratch, "%s, för 59 min sedan: %s",
				info->code, info->sentence);
		look(r, arena_printf(r->s->scratch, "staff: paper, %s", info->code), "");
	}
}

/* The staff's pages are in Swedish only. */
static void look_at_staff(struct run *r)
{
	struct ui_staff staff = { .digits = { 3, 1, 4, 0, 5, 9, 2, 6, 8, 7 },
		.wait_s = 900,
		.cannot_keep = true,
		.printer = "Kan skriva ut. Papperet är snart slut: lägg en ny rulle redo.",
		.version = "0123456789abcdef-dirty" };

	r->view.staff = &staff;
	r->view.screen = SCREEN_STAFF_PIN;
	for (int pin = UI_PIN_ASK; pin <= UI_PIN_CARD; pin++) {
		staff.pin = (enum ui_pin)pin;
		staff.typed = pin;
		look(r, arena_printf(r->s->scratch, "staff's PIN, state %d", pin), "");
	}
	for (int screen = SCREEN_STAFF; screen <= SCREEN_STAFF_KIOSK; screen++) {
		r->view.screen = (enum ui_screen)screen;
		look(r, screen_name(r->view.screen), "");
	}
	r->view.screen = SCREEN_STAFF_CARD;
	for (int card = UI_CARD_NONE; card <= UI_CARD_CANNOT_KEEP; card++) {
		staff.card = (enum ui_card)card;
		look(r, arena_printf(r->s->scratch, "staff's card, state %d", card), "");
	}
	look_at_acts(r);
	look_at_faults(r, &staff);
	staff.is_called = true;
	r->view.screen = SCREEN_STAFF;
	look(r, "staff, somebody is called", "");
	r->view.staff = NULL;
}

void proof_screens(struct proof_screens *s)
{
	struct run r = { .s = s };

	theme_init(&r.theme, s->check.panel, s->text_size);
	answers_clear(&r.answers);
	r.view = (struct ui_view){ .rich = s->rich,
		.engine = s->engine,
		.theme = &r.theme,
		.in_visit = true,
		.answers = &r.answers,
		.countdown_s = 45,
		.can_print = true,
		.code = "4F2K9QWX1A4F2K9QWX1A4F2K9QWX1A",
		.code_content = -1,
		.content_number = s->content_number,
		.pressed = "" };
	look_at_plain(&r);
	look_at_desk(&r);
	look_at_closed(&r);
	look_at_index(&r);
	look_at_questions(&r);
	for (int i = 0; i < s->rich.content->guide_count; i++)
		look_at_guide(&r, i);
	look_at_withdrawn(&r);
	if (strcmp(s->rich.lang->code, "sv") == 0 && s->text_size == TEXT_SIZE_NORMAL)
		look_at_staff(&r);
	if (s->walk->cover_count) {
		look_at_lists(&r);
		look_at_empty(&r);
		look_at_paper(&r);
	}
}
