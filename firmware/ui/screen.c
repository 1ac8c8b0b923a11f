#include "ui/screens.h"

static const char *const names[SCREENS] = { "language", "topics", "station", "guide", "question",
	"checklist", "printing", "finish", "code", "find", "emergency", "idle-warning", "staff-pin",
	"staff", "staff-language", "staff-translations", "staff-topics", "staff-facts",
	"staff-kiosk", "staff-update", "staff-paper", "help", "greeting", "staff-card", "staff-log",
	"staff-close", "staff-settings", "staff-setting", "staff-print", "staff-reprint",
	"staff-reprint-language", "cleaning", "closed" };

const char *screen_name(enum ui_screen screen)
{
	return names[screen];
}

struct rect screen_column(const struct ui_build *b)
{
	struct rect r = b->content;

	if (r.w > b->t->column) {
		r.x += (r.w - b->t->column) / 2;
		r.w = b->t->column;
	}
	return r;
}

static int draw_progress(struct ui_build *b, struct rect column, const struct screen_head *head)
{
	const struct theme *t = b->t;
	struct ui_font font = { .size = t->small };
	struct ui_text text = ui_layout(b, head->words, font, column.w);
	int gap = panel_px(t->panel, 1), h = panel_px(t->panel, 1.6);
	int w = (column.w - (head->total - 1) * gap) / head->total;
	int y = column.y + text.h + gap;

	ui_draw_text(b, text, column.x, column.y, column.w, COLOR_QUIET, NODE_TEXT);
	for (int i = 0; i < head->total; i++)
		ui_fill(b, (struct rect){ ui_x(b, column, i * (w + gap), w), y, w, h },
			i < head->done ? COLOR_ACCENT : COLOR_HAIR, h / 2);
	drawlist_node(b->d, (struct draw_node){ .id = "progress",
				    .role = NODE_PROGRESS,
				    .text = text.utf8,
				    .lang = text.lang,
				    .rect = { column.x, y, column.w, h },
				    .parent = 0,
				    .enabled = true });
	return y + h + t->pad * 3 / 2;
}

static int draw_title(
	struct ui_build *b, struct rect column, struct rich_text title, const char *icon)
{
	const struct theme *t = b->t;
	struct ui_font font = { .size = t->title, .bold = true };
	int offset = icon ? t->icon + t->pad : 0, width = column.w - offset;
	struct ui_text text;
	int h;

	font.max_h = b->content.y + b->content.h - column.y;
	text = ui_layout_fit(b, title, font, width);
	text = ui_balance(b, title, font, text, width);
	h = icon && text.h < t->icon ? t->icon : text.h;

	if (icon)
		ui_badge(b, icon, ui_x(b, column, 0, t->icon), column.y + (h - t->icon) / 2,
			t->icon);
	ui_draw_text(b, text, ui_x(b, column, offset, width), column.y + (h - text.h) / 2, width,
		COLOR_INK, NODE_HEADING);
	return column.y + h + t->pad;
}

struct rect screen_head_draw(struct ui_build *b, struct screen_head *head)
{
	const struct theme *t = b->t;
	bool has_picture = head->has_picture && head->icon && t->text_size == TEXT_SIZE_NORMAL;
	struct ui_font small = { .size = t->small };
	struct rect side, rest;
	struct ui_text note;

	b->content.h = b->page.h - t->footer - t->gap - b->content.y;
	side = rest = t->is_landscape ? b->content : screen_column(b);
	if (t->is_landscape) {
		side.w = b->content.w * 36 / 100;
		side.x = ui_x(b, b->content, 0, side.w);
		rest.w = b->content.w - side.w - 2 * t->margin;
		rest.x = ui_x(b, b->content, side.w + 2 * t->margin, rest.w);
	}
	if (head->total > 0)
		side.y = draw_progress(b, side, head);
	if (has_picture) {
		ui_badge(b, head->icon, ui_x(b, side, 0, t->icon_big), side.y, t->icon_big);
		side.y += t->icon_big + t->pad;
	}
	side.y = draw_title(b, side, head->title, has_picture ? NULL : head->icon);
	if (!t->is_landscape) {
		rest.h -= side.y - rest.y;
		rest.y = side.y;
	}
	/* Beside the rest there is room for the note under the title; the rest keeps its height. */
	if (t->is_landscape) {
		note = ui_layout(b, head->note, small, side.w);
		head->has_note = side.y + note.h <= b->content.y + b->content.h;
		if (head->has_note) {
			ui_draw_text(b, note, side.x, side.y, side.w, COLOR_QUIET, NODE_TEXT);
			return rest;
		}
	}
	if (head->is_note_beside_only)
		return rest;
	head->has_note = true;
	note = ui_layout(b, head->note, small, rest.w);
	ui_draw_text(b, note, rest.x, rest.y, rest.w, COLOR_QUIET, NODE_TEXT);
	if (note.h) {
		rest.y += note.h + t->pad;
		rest.h -= note.h + t->pad;
	}
	return rest;
}

/* The page's content comes in from the end edge; header and footer stand still. */
static void shift_content(struct ui_build *b, int first)
{
	int shift = b->is_rtl ? -b->v->shift_px : b->v->shift_px;

	for (int i = first; shift && i < b->d->cmd_count; i++) {
		struct rect *r = &b->d->cmds[i].rect;

		if (r->y >= b->t->header && r->y + r->h <= b->page.h - b->t->footer)
			r->x += shift;
	}
}

struct ui_built screen_build(const struct ui_view *view, struct drawlist *d)
{
	struct ui_build b;
	struct ui_built built = { 1 };
	int first;

	ui_begin(&b, view, d);
	first = d->cmd_count;
	switch (view->screen) {
	case SCREEN_LANGUAGE:
		built.part_count = screen_language_build(&b);
		break;
	case SCREEN_TOPICS:
		built.part_count = screen_topics_build(&b);
		break;
	case SCREEN_STATION:
		built.part_count = screen_station_build(&b);
		break;
	case SCREEN_GUIDE:
		built.part_count = screen_guide_build(&b);
		break;
	case SCREEN_QUESTION:
		built.part_count = screen_question_build(&b);
		break;
	case SCREEN_CHECKLIST:
		built.part_count = screen_checklist_build(&b);
		break;
	case SCREEN_PRINTING:
		built.part_count = screen_printing_build(&b);
		break;
	case SCREEN_FINISH:
		built.part_count = screen_finish_build(&b);
		break;
	case SCREEN_CODE:
		built.part_count = screen_code_build(&b);
		break;
	case SCREEN_FIND:
		built.part_count = screen_find_build(&b);
		break;
	case SCREEN_EMERGENCY:
		built.part_count = screen_emergency_build(&b);
		break;
	case SCREEN_IDLE_WARNING:
		built.part_count = screen_idle_build(&b);
		break;
	case SCREEN_STAFF_PIN:
		built.part_count = screen_pin_build(&b);
		break;
	case SCREEN_STAFF:
	case SCREEN_STAFF_LANGUAGE:
	case SCREEN_STAFF_TRANSLATIONS:
	case SCREEN_STAFF_TOPICS:
	case SCREEN_STAFF_FACTS:
	case SCREEN_STAFF_KIOSK:
	case SCREEN_STAFF_UPDATE:
	case SCREEN_STAFF_LOG:
	case SCREEN_STAFF_CLOSE:
	case SCREEN_STAFF_SETTINGS:
	case SCREEN_STAFF_SETTING:
	case SCREEN_STAFF_PRINT:
	case SCREEN_STAFF_REPRINT:
	case SCREEN_STAFF_REPRINT_LANG:
	case SCREEN_STAFF_CARD:
	case SCREEN_STAFF_PAPER:
		built.part_count = screen_staff_build(&b);
		break;
	case SCREEN_HELP:
		built.part_count = screen_help_build(&b);
		break;
	case SCREEN_GREETING:
		built.part_count = screen_greeting_build(&b);
		break;
	case SCREEN_CLEANING:
		built.part_count = screen_cleaning_build(&b);
		break;
	case SCREEN_CLOSED:
		built.part_count = screen_closed_build(&b);
		break;
	case SCREENS:
		break;
	}
	shift_content(&b, first);
	return built;
}
