/* Every screen in every offered language, text size and panel: nothing clipped, overlapping, too
 * small, unmirrored or without a glyph. The views are built directly, so that each state is
 * reached. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/kiosk_linux.h"
#include "app/list_code.h"
#include "checklist/checklist.h"
#include "ui/guide_pages.h"
#include "ui/view.h"

static const char *const panels[] = { "portrait-156", "landscape-156" };

/* Answers that show many pages, and some that hide and some that doubt. */
static const char *const visitors[] = {
	"",
	"permit=protection,age=20-65,children=0-5+6-15,address=yes,housing=own,done=none",
	"permit=family,age=16-17,children=none,address=no,done=unknown",
	"permit=unknown,age=unknown,children=unknown,address=unknown,done=unknown",
	"permit=asylum,age=under13,address=yes,done=none",
	"permit=temporary,temporary-year=no,age=67plus,children=16-19,address=yes,done=bank",
};
#define VISITORS (int)(sizeof(visitors) / sizeof(*visitors))

struct bench { /* one panel */
	struct kiosk *kiosk;
	struct panel panel;
	struct arena *arena, *frame, *mirror;
	int screens, faults;
	char first_fault[1024];
};

struct where {
	const char *panel, *lang, *what;
	enum text_size size;
	int part;
};

static void complain(struct bench *t, const struct where *w, const char *problem,
	const struct draw_node *n, const struct draw_node *other)
{
	char text[1024];

	snprintf(text, sizeof(text), "%s %s %s %s part %d: %s: %s \"%.60s\" (%d,%d %dx%d)%s%s",
		w->panel, w->lang, text_size_name(w->size), w->what, w->part, problem, n->id,
		n->text ? n->text : "", n->rect.x, n->rect.y, n->rect.w, n->rect.h,
		other ? " and " : "", other ? (other->text ? other->text : other->id) : "");
	if (!t->faults++)
		strcpy(t->first_fault, text);
	if (t->faults <= 40)
		print_error("%s\n", text);
}

static int widest_line_px(const struct layout *l)
{
	int widest = 0;

	for (int i = 0; i < l->line_count; i++)
		widest = l->lines[i].width > widest ? l->lines[i].width : widest;
	return (widest + 63) / 64;
}

static void check_node(struct bench *t, const struct where *w, const struct draw_node *n)
{
	const struct panel *p = &t->panel;
	struct rect page = { 0, 0, p->width_px, p->height_px };
	int least = panel_px(p, 19.9);

	if (!rect_is_inside(n->rect, page))
		complain(t, w, "outside the panel", n, NULL);
	if (n->role == NODE_BUTTON && (n->rect.h < least || n->rect.w < least))
		complain(t, w, "target smaller than 20 mm", n, NULL);
	if ((n->role == NODE_BUTTON || n->role == NODE_TEXT || n->role == NODE_HEADING) &&
		(!n->text || !n->text[0]))
		complain(t, w, "no text", n, NULL);
	if (!n->layout)
		return;
	if (n->layout->overflows || n->layout->truncated)
		complain(t, w, "a word does not fit", n, NULL);
	if (n->layout->missing)
		complain(t, w, "a glyph is missing", n, NULL);
	if (n->layout->height > n->rect.h * 64 || widest_line_px(n->layout) > n->rect.w)
		complain(t, w, "text larger than its box", n, NULL);
}

static void check_pairs(struct bench *t, const struct where *w, const struct drawlist *d)
{
	int gap = panel_px(&t->panel, 2.54);

	for (int i = 1; i < d->node_count; i++) {
		for (int j = i + 1; j < d->node_count; j++) {
			const struct draw_node *a = &d->nodes[i], *b = &d->nodes[j];
			struct rect wide = a->rect;

			if (!rect_is_empty(rect_intersect(a->rect, b->rect)))
				complain(t, w, "overlap", a, b);
			if (a->role != NODE_BUTTON || b->role != NODE_BUTTON)
				continue;
			wide.x -= gap - 1;
			wide.y -= gap - 1;
			wide.w += 2 * (gap - 1);
			wide.h += 2 * (gap - 1);
			/* The bars are apart by their line; inside them the gap holds. */
			if (!rect_is_empty(rect_intersect(wide, b->rect)))
				complain(t, w, "gap smaller than 2.54 mm", a, b);
		}
	}
}

/* The same page in Swedish, reflected, must have every mirroring target at the same place. */
static void check_mirrored(struct bench *t, const struct where *w, const struct drawlist *d,
	const struct drawlist *ltr)
{
	for (int i = 0; i < d->node_count; i++) {
		const struct draw_node *n = &d->nodes[i];
		int j = n->mirrors ? drawlist_find(ltr, n->id) : -1;

		if (j >= 0 && n->rect.x != t->panel.width_px - ltr->nodes[j].rect.x -
						   ltr->nodes[j].rect.w)
			complain(t, w, "not mirrored", n, &ltr->nodes[j]);
	}
}

static bool has_way_on(const struct drawlist *d)
{
	for (int i = 0; i < d->node_count; i++) {
		if (d->nodes[i].role == NODE_BUTTON && d->nodes[i].enabled &&
			d->nodes[i].action.kind)
			return true;
	}
	return false;
}

static void check_view(struct bench *t, struct ui_view view, const char *what)
{
	struct where w = { t->panel.name, view.rich.lang->code, what, view.theme->text_size, 0 };
	int parts = 1;

	for (view.part = 0; view.part < parts; view.part++) {
		struct drawlist d, ltr;

		w.part = view.part;
		arena_reset(t->frame);
		drawlist_init(&d, t->frame);
		parts = screen_build(&view, &d).part_count;
		t->screens++;
		if (d.failed || d.node_count < 2 || !has_way_on(&d))
			complain(t, &w, "empty or failed", &d.nodes[0], NULL);
		if (drawlist_find(&d, "emergency") < 0 ||
			(drawlist_find(&d, "language") < 0 && view.screen != SCREEN_LANGUAGE))
			complain(t, &w, "no emergency numbers or languages one tap away",
				&d.nodes[0], NULL);
		if (parts > 1 &&
			!(drawlist_find(&d, "more") >= 0 || drawlist_find(&d, "next") >= 0))
			complain(t, &w, "no way to the other parts", &d.nodes[0], NULL);
		for (int i = 1; i < d.node_count; i++)
			check_node(t, &w, &d.nodes[i]);
		check_pairs(t, &w, &d);
		if (view.rich.lang->direction == TEXT_RTL && view.screen != SCREEN_LANGUAGE) {
			struct ui_view swedish = view;

			swedish.rich.lang = lang_find(view.rich.langs, "sv");
			swedish.part = 0;
			arena_reset(t->mirror);
			drawlist_init(&ltr, t->mirror);
			screen_build(&swedish, &ltr);
			if (parts == 1)
				check_mirrored(t, &w, &d, &ltr);
		}
		/* Every topic at the largest text on a lying panel: two to a part. */
		if (parts > 20) {
			complain(t, &w, "more than twenty parts", &d.nodes[0], NULL);
			return;
		}
	}
}

static void check_guides(struct bench *t, struct ui_view view)
{
	char what[128];

	view.screen = SCREEN_GUIDE;
	for (int g = 0; g < t->kiosk->content->guide_count; g++) {
		view.guide = t->kiosk->content->guides[g];
		int pages = guide_page_count(view.guide, view.answers, view.rich.today);

		for (view.guide_page = 0; view.guide_page < pages; view.guide_page++) {
			snprintf(what, sizeof(what), "guide %s page %d", view.guide->id,
				view.guide_page);
			check_view(t, view, what);
		}
	}
}

static void check_questions(struct bench *t, struct ui_view view)
{
	char what[128];

	view.screen = SCREEN_QUESTION;
	view.question_count = t->kiosk->content->question_count;
	for (view.question = 0; view.question < view.question_count; view.question++) {
		view.question_number = view.question + 1;
		snprintf(what, sizeof(what), "question %s",
			t->kiosk->content->questions[view.question].id);
		check_view(t, view, what);
	}
}

static void check_paper(struct bench *t, struct ui_view view)
{
	static const char *const names[] = { "printing", "done", "failed", "failed midway" };

	assert_int_equal(
		list_code_create(t->arena, &view.rich, view.checklist, &view.qr, &view.qr_size),
		ERR_OK);
	view.screen = SCREEN_PRINTING;
	for (int i = 0; i < 4; i++) {
		view.paper = (enum ui_paper)i;
		check_view(t, view, names[i]);
	}
}

static void check_all(struct bench *t, const struct lang *lang, enum text_size size)
{
	static const struct {
		enum ui_screen screen;
		bool in_visit;
		const char *name;
	} plain[] = {
		{ SCREEN_LANGUAGE, false, "language" },
		{ SCREEN_LANGUAGE, true, "language in a visit" },
		{ SCREEN_TOPICS, true, "topics" },
		{ SCREEN_FINISH, true, "finish" },
		{ SCREEN_CODE, true, "code" },
		{ SCREEN_EMERGENCY, true, "emergency" },
		{ SCREEN_IDLE_WARNING, true, "idle-warning" },
	};
	const struct kiosk *k = t->kiosk;
	struct answers answers;
	struct theme theme;
	struct ui_view view = { .rich = { k->content, catalogue_strings(k->catalogue), &k->langs,
					lang, "2026-11-22", NULL },
		.engine = k->engine,
		.theme = &theme,
		.in_visit = true,
		.answers = &answers,
		.countdown_s = 45,
		.can_print = true,
		.code = "4F2K9QWX1A",
		.pressed = "" };

	theme_init(&theme, &t->panel, size);
	answers_clear(&answers);
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++) {
		view.screen = plain[i].screen;
		view.in_visit = plain[i].in_visit;
		check_view(t, view, plain[i].name);
	}
	view.in_visit = true;
	view.screen = SCREEN_STATION;
	for (view.station = 1; k->content->stations && view.station <= STATIONS; view.station++)
		check_view(t, view, "station");
	view.screen = SCREEN_CODE;
	view.code_is_wrong = true;
	check_view(t, view, "wrong code");
	check_questions(t, view);
	for (int i = 0; i < VISITORS; i++) {
		struct diag d = { 0 };

		if (answers_parse(k->content, visitors[i], &answers, &d) != ERR_OK)
			fail_msg("%s", d.text);
		assert_int_equal(checklist_create(t->arena, k->content, &answers, view.rich.today,
					 &view.checklist),
			ERR_OK);
		check_guides(t, view);
		view.screen = SCREEN_CHECKLIST;
		for (int can = 0; can < 2; can++) {
			view.can_print = can;
			check_view(t, view, can ? "checklist" : "checklist without printer");
		}
		if (view.checklist->item_count)
			check_paper(t, view);
	}
}

static void check_panel(const char *name)
{
	struct kiosk_options options = {
		.content_dir = "build/content", .panel = name, .lang = "sv", .today = "2026-11-22"
	};
	struct bench t = {
		.arena = arena_create(0), .frame = arena_create(0), .mirror = arena_create(0)
	};
	struct kiosk_failure failure;
	char dir[512];

	snprintf(dir, sizeof(dir), "%s/content",
		getenv("KIOSK_OUT") ? getenv("KIOSK_OUT") : "build");
	options.content_dir = dir;
	if (kiosk_create(&options, 0, &t.kiosk, &failure) != ERR_OK)
		fail_msg("%s", failure.diag.text);
	t.panel = t.kiosk->panel;
	for (int i = 0; i < t.kiosk->langs.count; i++) {
		const struct lang *lang = &t.kiosk->langs.langs[i];

		if (lang->order <= 0)
			continue;
		for (int size = 0; size < TEXT_SIZES; size++) {
			check_all(&t, lang, (enum text_size)size);
			arena_reset(t.arena);
		}
	}
	print_message("%s: %d screens looked at\n", name, t.screens);
	if (t.faults)
		fail_msg("%d faults, the first: %s", t.faults, t.first_fault);
	assert_true(t.screens > 500);
	kiosk_destroy(t.kiosk);
	arena_destroy(t.arena);
	arena_destroy(t.frame);
	arena_destroy(t.mirror);
}

static void test_screens_portrait(void **state)
{
	(void)state;
	check_panel(panels[0]);
}

static void test_screens_landscape(void **state)
{
	(void)state;
	check_panel(panels[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_screens_portrait),
		cmocka_unit_test(test_screens_landscape),
	};

	return cmocka_run_group_tests_name("screens", tests, NULL, NULL);
}
