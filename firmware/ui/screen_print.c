/* Printing, and the end of the visit. When paper fails, the list's code on the screen instead. */
#include "ui/flow.h"
#include "ui/screens.h"

#define QR_MOST_MM 160.0 /* a long list's code has many modules: the larger, the easier to read */

/* A picture, a sentence, what to do and a last line, in the middle of the page; the picture only
 * where there is room. */
static void draw_message(struct ui_build *b, const char *icon, struct rich_text title,
	struct rich_text body, struct ui_text last, uint32_t last_color)
{
	const struct theme *t = b->t;
	struct rect column = screen_column(b);
	struct ui_font big = { .size = t->title, .bold = true, .align = TEXT_CENTER };
	struct ui_font font = { .size = t->body, .align = TEXT_CENTER };
	struct ui_text head = ui_layout(b, title, big, column.w);
	struct ui_text text = ui_layout(b, body, font, column.w);
	int size = t->icon_big * 3 / 2, y, h;

	head = ui_balance(b, title, big, head, column.w);
	text = ui_balance(b, body, font, text, column.w);
	h = head.h + t->pad + text.h + (last.layout ? t->margin + last.h : 0);
	if (h + size + t->margin > column.h)
		size = 0;
	else
		h += size + t->margin;
	y = column.y + (column.h - h) * 2 / 5;
	if (size) {
		ui_badge(b, icon, column.x + (column.w - size) / 2, y, size);
		y += size + t->margin;
	}
	ui_draw_text(b, head, column.x, y, column.w, COLOR_INK, NODE_HEADING);
	y += head.h + t->pad;
	ui_draw_text(b, text, column.x, y, column.w, COLOR_INK, NODE_TEXT);
	y += text.h + t->margin;
	ui_draw_text(b, last, column.x, y, column.w, last_color, NODE_TEXT);
}

static struct ui_button phone_button(struct ui_build *b)
{
	return (struct ui_button){ .id = "phone",
		.action = { ACTION_PHONE, 0 },
		.style = BUTTON_CARD,
		.icon = "phone-app",
		.has_chevron = true,
		.label = ui_interface(b, N_("Take it with my phone")) };
}

/* What the printer waits for, with a picture: whoever stands here can often mend it. The list as a
 * code is one tap away. */
static void draw_waiting(struct ui_build *b)
{
	static const struct {
		const char *icon, *title, *body;
	} waits[] = {
		[UI_FAULT_OTHER] = { "wait", N_("The printer waits"),
			N_("Ask the staff for help. Your list waits.") },
		[UI_FAULT_PAPER] = { "paper-end", N_("The paper is finished"),
			N_("Ask the staff for a new roll. Your list waits and is printed again "
			   "from the beginning.") },
		[UI_FAULT_COVER] = { "printer-close", N_("The printer’s lid is open"),
			N_("Close the lid. Your list is printed again from the beginning.") },
		[UI_FAULT_CUTTER] = { "cutter-jam", N_("The printer’s knife is stuck"),
			N_("Ask the staff for help. Your list waits.") },
	};
	struct rect column = screen_column(b);
	struct ui_button phone = phone_button(b);
	int h = ui_button_height(b, &phone, column.w);

	ui_draw_button(b, &phone, (struct rect){ column.x, column.y + column.h - h, column.w, h });
	b->content.h -= h + b->t->margin;
	draw_message(b, waits[b->v->fault].icon, ui_interface(b, waits[b->v->fault].title),
		ui_interface(b, waits[b->v->fault].body), (struct ui_text){ 0 }, 0);
}

/* Nobody can know what came out, so the visitor is asked. */
static int draw_question(struct ui_build *b)
{
	struct ui_button whole = { .id = "paper:yes",
		.action = { ACTION_PAPER_WHOLE, 0 },
		.style = BUTTON_CARD,
		.icon = "done",
		.is_tall = true,
		.label = ui_interface(b, N_("Yes, I have it all")) };
	struct ui_button again = { .id = "paper:no",
		.action = { ACTION_PAPER_AGAIN, 0 },
		.style = BUTTON_CARD,
		.icon = "print",
		.is_tall = true,
		.label = ui_interface(b, N_("No, print it once more")) };
	struct ui_button phone = phone_button(b);
	struct flow f;

	flow_init(&f, b,
		screen_head_draw(
			b, &(struct screen_head){ .icon = "paper",
				   .title = ui_interface(b, N_("Did the whole list come out?")) }));
	flow_button(&f, &whole);
	flow_button(&f, &again);
	flow_text(&f,
		ui_interface(b, N_("The new paper says “copy” at its top, so that nobody mixes "
				   "them up.")),
		(struct ui_font){ .size = b->t->body }, COLOR_INK, NODE_TEXT, b->t->pad);
	flow_button(&f, &phone);
	return flow_draw(&f, b->v->part);
}

static void draw_qr(struct ui_build *b, struct rect area)
{
	const struct theme *t = b->t;
	int module, size, quiet;

	if (!b->v->qr || b->v->qr_size <= 0)
		return;
	size = area.w < area.h ? area.w : area.h;
	if (size > panel_px(t->panel, QR_MOST_MM))
		size = panel_px(t->panel, QR_MOST_MM);
	module = size / (b->v->qr_size + 8); /* a quiet zone of four modules on each side */
	if (module < 1)
		return;
	quiet = 4 * module;
	size = module * (b->v->qr_size + 8);
	struct rect r = { area.x + (area.w - size) / 2, area.y, size, size };
	ui_fill(b, r, COLOR_SURFACE, t->radius);
	drawlist_cmd(b->d,
		(struct draw_cmd){ .kind = DRAW_QR,
			.rect = { r.x + quiet, r.y + quiet, size - 2 * quiet, size - 2 * quiet },
			.color = 0,
			.qr = b->v->qr,
			.qr_size = b->v->qr_size });
	drawlist_node(b->d, (struct draw_node){ .id = "qr",
				    .role = NODE_IMAGE,
				    .lang = b->v->rich.lang,
				    .rect = r,
				    .parent = 0,
				    .enabled = true });
}

static struct ui_button finish_button(struct ui_build *b)
{
	return (struct ui_button){ .id = "finish",
		.action = { ACTION_FINISH, 0 },
		.style = BUTTON_PRIMARY,
		.icon = "finish-erase",
		.mirrors = true,
		.label = ui_interface(b, N_("Finish and erase")) };
}

static void draw_failed(struct ui_build *b)
{
	bool midway = b->v->paper == UI_PAPER_FAILED_MIDWAY;
	struct ui_font font = { .size = b->t->body };
	struct rect area = screen_head_draw(
		b, &(struct screen_head){ .icon = "printer-fault",
			   .title = ui_interface(b, midway ? N_("The printer stopped")
							   : N_("The printer cannot print now")) });
	struct ui_text text = ui_layout(b,
		ui_interface(
			b, midway ? N_("If your paper is not complete, use this code. Point the "
				       "camera of your phone at it.")
				  : N_("Point the camera of your phone at this code. Your list "
				       "comes to your phone.")),
		font, area.w);
	int y = area.y;

	ui_draw_text(b, text, area.x, y, area.w, COLOR_INK, NODE_TEXT);
	y += text.h + b->t->pad;
	text = ui_layout(b, ui_interface(b, N_("No phone? Ask the staff for help.")), font, area.w);
	ui_draw_text(b, text, area.x, y, area.w, COLOR_INK, NODE_TEXT);
	y += text.h + b->t->margin;
	draw_qr(b, (struct rect){ area.x, y, area.w, area.y + area.h - y });
}

int screen_printing_build(struct ui_build *b)
{
	struct ui_button footer[3];
	const int weights[3] = { 2, 2, 3 };
	enum ui_paper paper = b->v->paper;
	int count = 0, parts = 1;

	ui_header(b);
	b->content.h = b->page.h - b->t->footer - b->t->gap - b->content.y;
	if (paper == UI_PAPER_FAILED || paper == UI_PAPER_FAILED_MIDWAY)
		draw_failed(b);
	else if (paper == UI_PAPER_WAITING)
		draw_waiting(b);
	else if (paper == UI_PAPER_ASK)
		parts = draw_question(b);
	else
		draw_message(b, "print", ui_interface(b, N_("Printing your list")),
			ui_interface(b, N_("Please wait a moment.")), (struct ui_text){ 0 }, 0);
	footer[count++] = ui_back_button(b);
	if (parts > 1)
		footer[count++] = ui_more_button(b, N_("More"));
	if (paper != UI_PAPER_PRINTING && paper != UI_PAPER_DONE)
		footer[count++] = finish_button(b);
	ui_footer(b, footer, count == 3 ? weights : (const int[]){ 2, 3 }, count);
	return parts;
}

int screen_finish_build(struct ui_build *b)
{
	const struct theme *t = b->t;
	struct ui_button footer[2];
	const int weights[2] = { 2, 3 };
	struct ui_font font = { .size = t->small, .align = TEXT_CENTER };
	struct ui_text last;

	ui_header(b);
	b->content.h = b->page.h - t->footer - t->gap - b->content.y;
	last = ui_layout(b,
		ui_format(b, N_("This screen is erased in {n} seconds."), "n",
			ui_number(b, b->v->countdown_s), NULL, NULL),
		font, screen_column(b).w);
	draw_message(b, "paper-take", ui_interface(b, N_("Take your paper")),
		ui_interface(
			b, N_("Show it at the counter. Bring what it says. Ask the staff if you "
			      "are unsure.")),
		last, COLOR_QUIET);
	footer[0] = ui_back_button(b);
	footer[1] = finish_button(b);
	ui_footer(b, footer, weights, 2);
	return 1;
}

/* Nobody has touched for a while: any touch goes on, else everything is wiped (WCAG 2.2.1). The bar
 * stays, so that the languages and the emergency numbers are one tap away from here too. */
int screen_idle_build(struct ui_build *b)
{
	const struct theme *t = b->t;
	struct ui_font giant = { .size = t->giant * 2, .bold = true, .align = TEXT_CENTER };
	struct ui_button footer[1];
	const int weights[1] = { 1 };
	struct ui_text last;

	ui_header(b);
	b->content.h = b->page.h - t->footer - t->gap - b->content.y;
	last = ui_layout(b, ui_plain(ui_swedish(b), ui_number(b, b->v->countdown_s)), giant,
		screen_column(b).w);
	draw_message(b, "clock", ui_interface(b, N_("Are you still here?")),
		ui_interface(
			b, N_("Touch the screen to go on. Otherwise your answers are erased.")),
		last, COLOR_ACCENT);
	footer[0] = (struct ui_button){ .id = "continue",
		.action = { ACTION_CONTINUE, 0 },
		.style = BUTTON_PRIMARY,
		.icon = "hand-tap",
		.label = ui_interface(b, N_("Continue")) };
	ui_footer(b, footer, weights, 1);
	return 1;
}
