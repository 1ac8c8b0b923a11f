#include "ui/screens.h"

static const char *const names[SCREENS] = { "language", "topics", "guide", "question", "checklist",
	"printing", "finish", "emergency", "idle-warning" };

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

int screen_title(struct ui_build *b, struct rect column, struct rich_text title, const char *icon)
{
	const struct theme *t = b->t;
	struct ui_font font = { .size = t->title, .bold = true };
	int offset = icon ? t->icon + t->pad : 0, width = column.w - offset;
	struct ui_text text = ui_layout(b, title, font, width);
	int h = icon && text.h < t->icon ? t->icon : text.h;

	if (icon)
		ui_badge(b, icon, ui_x(b, column, 0, t->icon), column.y + (h - t->icon) / 2,
			t->icon);
	ui_draw_text(b, text, ui_x(b, column, offset, width), column.y + (h - text.h) / 2, width,
		COLOR_INK, NODE_HEADING);
	return column.y + h + t->pad;
}

int screen_progress(
	struct ui_build *b, struct rect column, struct rich_text words, int done, int total)
{
	const struct theme *t = b->t;
	struct ui_font font = { .size = t->small };
	struct ui_text text = ui_layout(b, words, font, column.w);
	int gap = panel_px(t->panel, 1), h = panel_px(t->panel, 1.6);
	int w = total ? (column.w - (total - 1) * gap) / total : column.w;
	int y = column.y + text.h + gap;

	ui_draw_text(b, text, column.x, column.y, column.w, COLOR_QUIET, NODE_TEXT);
	for (int i = 0; i < total; i++)
		ui_fill(b, (struct rect){ ui_x(b, column, i * (w + gap), w), y, w, h },
			i < done ? COLOR_ACCENT : COLOR_HAIR, h / 2);
	drawlist_node(b->d, (struct draw_node){ .id = "progress",
				    .role = NODE_PROGRESS,
				    .text = text.utf8,
				    .lang = text.lang,
				    .rect = { column.x, y, column.w, h },
				    .parent = 0,
				    .enabled = true });
	return y + h + t->pad * 3 / 2;
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
	case SCREEN_EMERGENCY:
		built.part_count = screen_emergency_build(&b);
		break;
	case SCREEN_IDLE_WARNING:
		built.part_count = screen_idle_build(&b);
		break;
	case SCREENS:
		break;
	}
	shift_content(&b, first);
	return built;
}
