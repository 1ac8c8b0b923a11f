/* The pieces screens are made of: text, buttons, header, footer. Everything is placed by start and
 * end, so a right-to-left language mirrors the page by itself. */
#pragma once

#include "ui/action.h"
#include "ui/view.h"

struct ui_build { /* one screen being built; on the stack of screen_build */
	const struct ui_view *v;
	const struct theme *t;
	struct drawlist *d;
	struct arena *a;
	bool is_rtl;
	bool has_untranslated; /* something is shown in Swedish because it has no translation yet */
	struct rect page;      /* the whole panel */
	struct rect content;   /* between header and footer, inside the margins */
};

void ui_begin(struct ui_build *b, const struct ui_view *v, struct drawlist *d);

/* ---- text ---- */
struct ui_text { /* laid out; layout NULL = nothing to show */
	const struct layout *layout;
	const char *utf8;
	const struct lang *lang;
	int h; /* pixels */
	/* ui_balance: narrower than what it was laid out for, and this far from that's left edge */
	int width, inset;
};

struct ui_font {
	int32_t size; /* em, 26.6 */
	bool bold;
	enum text_align align;
	int max_lines; /* 0: as many as it takes */
	int max_h;     /* pixels, ui_layout_fit only; 0: any */
};

struct rich_text ui_interface(struct ui_build *b, const char *msgid);
struct rich_text ui_content(struct ui_build *b, struct content_text text);
struct rich_text ui_plain(const struct lang *lang, const char *utf8);
/* Interface string with {name} values: pairs name, value, ..., NULL. */
struct rich_text ui_format(struct ui_build *b, const char *msgid, const char *name,
	const char *value, const char *name2, const char *value2);
const struct lang *ui_swedish(const struct ui_build *b);
const char *ui_number(struct ui_build *b, int n);

/* Lays the text out to the width. START means the page's start edge, also for a text whose own
 * direction is the other one (a Swedish term on an Arabic page). */
struct ui_text ui_layout(struct ui_build *b, struct rich_text text, struct ui_font font, int width);
/* The same, made smaller step by step (not below 3.5 mm capitals) until no word is cut and it has
 * at most font.max_lines lines: for labels on buttons. */
struct ui_text ui_layout_fit(
	struct ui_build *b, struct rich_text text, struct ui_font font, int width);
/* Lines of about the same length instead of a last one with a single word: for titles, cards and
 * what stands in the middle. laid: what ui_layout or ui_layout_fit made of text for that width. */
struct ui_text ui_balance(struct ui_build *b, struct rich_text text, struct ui_font font,
	struct ui_text laid, int width);
/* Draws it at (x, y); adds a node unless role is NODE_GROUP (a button's label belongs to the
 * button). */
void ui_draw_text(struct ui_build *b, struct ui_text text, int x, int y, int width, uint32_t color,
	enum node_role role);

/* ---- shapes ---- */
/* Left edge of something w wide that stands `offset` from the container's start edge. */
int ui_x(const struct ui_build *b, struct rect container, int offset, int w);
void ui_fill(struct ui_build *b, struct rect r, uint32_t color, int radius);
void ui_frame(struct ui_build *b, struct rect r, uint32_t color, int radius, int border);
void ui_icon(struct ui_build *b, const char *name, int x, int y, int size, uint32_t color);
/* An icon on a tinted round ground. */
void ui_badge(struct ui_build *b, const char *name, int x, int y, int size);

/* ---- buttons ---- */
enum ui_button_style { BUTTON_PRIMARY, BUTTON_SECONDARY, BUTTON_CARD, BUTTON_HEADER };

struct ui_button {
	const char *id;
	struct ui_action action;
	enum ui_button_style style;
	const char *icon; /* NULL: none */
	bool icon_at_end; /* "Next": the arrow follows the word */
	bool has_chevron; /* a card that leads somewhere */
	bool is_selected; /* an answer chosen before */
	bool has_box;     /* a choice among many: a box at the end, ticked when selected */
	bool is_tall;     /* a main way on in a list: larger, words at the start edge */
	bool is_centered;
	bool mirrors; /* must stand on the other side in RTL */
	bool is_disabled;
	struct rich_text label, sub; /* sub: smaller, below; utf8 NULL = none */
	int32_t label_size;          /* 0: body */
};

/* The height it needs at this width; at least the target height of its style. */
int ui_button_height(struct ui_build *b, const struct ui_button *button, int width);
void ui_draw_button(struct ui_build *b, const struct ui_button *button, struct rect r);

/* Language, text size, home, staff, emergency. Sets b->content's top. */
void ui_header(struct ui_build *b);
/* At the corner of the staff's button: a bell if somebody has called, a warning sign if the printer
 * wants something. ui_header has its own. */
void ui_mark_staff(struct ui_build *b);
/* Up to four buttons from start to end with relative widths; sets b->content's bottom. */
void ui_footer(struct ui_build *b, const struct ui_button *buttons, const int *weights, int count);
struct ui_button ui_back_button(struct ui_build *b);
/* To the next part of what does not fit; after the last one the first comes again. */
struct ui_button ui_more_button(struct ui_build *b, const char *msgid);
struct ui_button ui_next_button(struct ui_build *b, const char *msgid);
