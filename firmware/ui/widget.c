#include "ui/widget.h"

#include <string.h>

void ui_begin(struct ui_build *b, const struct ui_view *v, struct drawlist *d)
{
	const struct panel *panel = v->theme->panel;

	*b = (struct ui_build){
		.v = v,
		.t = v->theme,
		.d = d,
		.a = d->arena,
		.is_rtl = v->rich.lang->direction == TEXT_RTL,
		.page = { 0, 0, panel->width_px, panel->height_px },
	};
	b->content = (struct rect){ b->t->margin, b->t->margin, b->page.w - 2 * b->t->margin,
		b->page.h - 2 * b->t->margin };
	ui_fill(b, b->page, COLOR_GROUND, 0);
	drawlist_node(d, (struct draw_node){ .id = "screen",
				 .text = screen_name(v->screen),
				 .role = NODE_SCREEN,
				 .lang = v->rich.lang,
				 .rect = b->page,
				 .parent = -1,
				 .enabled = true });
}

/* ---- text ---- */

struct rich_text ui_interface(struct ui_build *b, const char *msgid)
{
	struct rich_text r = rich_from_interface(&b->v->rich, b->a, msgid);

	b->has_untranslated |= !r.is_translated;
	return r;
}

struct rich_text ui_content(struct ui_build *b, struct content_text text)
{
	struct rich_text r;

	if (!text.msgid)
		return (struct rich_text){ 0 };
	r = rich_from_content(&b->v->rich, b->a, text);
	b->has_untranslated |= !r.is_translated;
	return r;
}

struct rich_text ui_plain(const struct lang *lang, const char *utf8)
{
	return (struct rich_text){
		.rich = { .utf8 = utf8, .size = utf8 ? strlen(utf8) : 0 },
		.lang = lang,
		.is_translated = true,
	};
}

struct rich_text ui_format(struct ui_build *b, const char *msgid, const char *name,
	const char *value, const char *name2, const char *value2)
{
	struct rich_text r = ui_interface(b, msgid);
	const char *text = strings_format(b->a, r.rich.utf8 ? r.rich.utf8 : "", name, value,
		name2 ? name2 : (const char *)NULL, value2, (const char *)NULL);

	r.rich = (struct text_rich){ .utf8 = text ? text : "", .size = text ? strlen(text) : 0 };
	return r;
}

const struct lang *ui_swedish(const struct ui_build *b)
{
	const struct lang *sv = lang_find(b->v->rich.langs, "sv");

	return sv ? sv : b->v->rich.lang;
}

const char *ui_number(struct ui_build *b, int n)
{
	const char *s = arena_printf(b->a, "%d", n);

	return s ? s : "";
}

struct ui_text ui_layout(struct ui_build *b, struct rich_text text, struct ui_font font, int width)
{
	struct ui_text out = { .utf8 = text.rich.utf8, .lang = text.lang };
	enum text_align align = font.align;

	if (!text.rich.size || !text.lang)
		return out;
	if (align != TEXT_CENTER && (text.lang->direction == TEXT_RTL) != b->is_rtl)
		align = align == TEXT_START ? TEXT_END : TEXT_START;
	struct layout_params params = {
		.lang = text.lang,
		.size_26_6 = font.size,
		.width_26_6 = width * 64,
		.line_height_26_6 = (int32_t)(font.size * text.lang->leading),
		.align = align,
		.bold = font.bold,
		.max_lines = font.max_lines,
	};
	if (layout_create(b->v->engine, b->a, &text.rich, &params, &out.layout, NULL) != ERR_OK) {
		b->d->failed = true;
		out.layout = NULL;
		return out;
	}
	out.h = (out.layout->height + 63) / 64;
	return out;
}

struct ui_text ui_layout_fit(
	struct ui_build *b, struct rich_text text, struct ui_font font, int width)
{
	int32_t least = theme_em_for_cap(b->t->panel, 3.5);
	struct ui_text out;

	for (;;) {
		out = ui_layout(b, text, font, width);
		if (!out.layout || (!out.layout->overflows && !out.layout->truncated &&
					   (!font.max_h || out.h <= font.max_h)))
			return out;
		if (font.size <= least)
			break;
		font.size = font.size * 92 / 100;
		if (font.size < least)
			font.size = least;
	}
	/* Nothing is ever cut off: rather one line too many than a lost word. */
	font.max_lines = 0;
	return ui_layout(b, text, font, width);
}

#define BALANCE_LINES_MAX 3 /* a paragraph keeps its long lines */
#define BALANCE_STEPS 6     /* halvings: within 2 % of the narrowest width */

struct ui_text ui_balance(struct ui_build *b, struct rich_text text, struct ui_font font,
	struct ui_text laid, int width)
{
	int lines = laid.layout ? laid.layout->line_count : 0;
	int too_narrow = lines ? width / (lines + 1) : 0, narrowest = width;

	if (lines < 2 || lines > BALANCE_LINES_MAX || laid.layout->overflows)
		return laid;
	font.size = laid.layout->size_26_6;
	for (int i = 0; i < BALANCE_STEPS; i++) {
		int middle = (too_narrow + narrowest) / 2;
		struct ui_text tried = ui_layout(b, text, font, middle);

		if (!tried.layout)
			break;
		if (tried.layout->line_count > lines || tried.layout->overflows ||
			tried.layout->truncated) {
			too_narrow = middle;
			continue;
		}
		narrowest = middle;
		laid = tried;
		laid.width = middle;
	}
	if (laid.width && font.align == TEXT_CENTER)
		laid.inset = (width - laid.width) / 2;
	else if (laid.width && b->is_rtl)
		laid.inset = width - laid.width;
	return laid;
}

void ui_draw_text(struct ui_build *b, struct ui_text text, int x, int y, int width, uint32_t color,
	enum node_role role)
{
	struct rect r = { x + text.inset, y, text.width ? text.width : width, text.h };

	if (!text.layout)
		return;
	drawlist_cmd(b->d,
		(struct draw_cmd){
			.kind = DRAW_TEXT, .rect = r, .color = color, .layout = text.layout });
	if (role != NODE_GROUP)
		drawlist_node(b->d, (struct draw_node){ .id = "",
					    .role = role,
					    .text = text.utf8,
					    .lang = text.lang,
					    .rect = r,
					    .parent = 0,
					    .enabled = true,
					    .layout = text.layout });
}

/* ---- shapes ---- */

int ui_x(const struct ui_build *b, struct rect container, int offset, int w)
{
	return b->is_rtl ? container.x + container.w - offset - w : container.x + offset;
}

void ui_fill(struct ui_build *b, struct rect r, uint32_t color, int radius)
{
	drawlist_cmd(
		b->d, (struct draw_cmd){
			      .kind = DRAW_FILL, .rect = r, .color = color, .radius_px = radius });
}

void ui_frame(struct ui_build *b, struct rect r, uint32_t color, int radius, int border)
{
	drawlist_cmd(b->d, (struct draw_cmd){ .kind = DRAW_FILL,
				   .rect = r,
				   .color = color,
				   .radius_px = radius,
				   .border_px = border });
}

void ui_icon(struct ui_build *b, const char *name, int x, int y, int size, uint32_t color)
{
	/* The same names as assets/icons/mirror.txt. */
	static const char *const directional[] = { "back", "exit", "globe-arrow", "next", "queue" };
	bool mirrored = false;

	for (size_t i = 0; b->is_rtl && i < sizeof(directional) / sizeof(*directional); i++)
		mirrored |= strcmp(name, directional[i]) == 0;
	drawlist_cmd(b->d, (struct draw_cmd){ .kind = DRAW_ICON,
				   .rect = { x, y, size, size },
				   .color = color,
				   .icon = name,
				   .mirrored = mirrored });
}

void ui_badge(struct ui_build *b, const char *name, int x, int y, int size)
{
	int inset = size / 5;

	ui_fill(b, (struct rect){ x, y, size, size }, COLOR_TINT, size / 2);
	ui_icon(b, name, x + inset, y + inset, size - 2 * inset, COLOR_ACCENT);
}
