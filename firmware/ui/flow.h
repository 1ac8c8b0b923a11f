/* Blocks one under the other; what does not fit goes to the next part of the page. Nothing scrolls:
 * a drag is never needed (WCAG 2.5.7) and nothing hides below an edge. */
#pragma once

#include "ui/widget.h"

struct flow_block {
	int gap; /* above, unless first in its part */
	int h;
	bool keeps_with_next;
	struct ui_text text, sub;
	uint32_t color;
	enum node_role role;
	const char *icon;        /* a row: badge at the start, text beside it */
	struct ui_button button; /* id NULL: not a button */
	bool is_notice;          /* framed */
	int w;                   /* 0: the whole width */
	bool is_beside;          /* on the row of the block before, at the end edge */
	bool is_picture;         /* the icon large: it is to be looked at */
	bool is_bar;             /* a progress bar, `percent` of it full */
	int percent;
};

struct flow {
	struct ui_build *b;
	struct rect area;
	struct flow_block *blocks;
	int count, capacity;
	int columns; /* of the buttons that follow: 0 and 1 are one, 2 stand in pairs */
};

void flow_init(struct flow *f, struct ui_build *b, struct rect area);
/* A paragraph. NULL-text does nothing. */
void flow_text(struct flow *f, struct rich_text text, struct ui_font font, uint32_t color,
	enum node_role role, int gap);
void flow_heading(struct flow *f, struct rich_text text);
/* Those that hold today. */
void flow_paragraphs(struct flow *f, const struct content_text *texts, int count);
/* An icon at the start edge and text (with a smaller second line) beside it. */
void flow_row(struct flow *f, const char *icon, struct rich_text text, struct rich_text sub);
/* The same with the first line large: a telephone number. */
void flow_large_row(struct flow *f, const char *icon, struct rich_text text, struct rich_text sub);
/* A step shown by a large picture. */
void flow_picture_row(
	struct flow *f, const char *icon, struct rich_text text, struct rich_text sub);
void flow_button(struct flow *f, const struct ui_button *button);
/* A framed remark with an icon: untranslated text, a fault. */
void flow_notice(struct flow *f, const char *icon, struct rich_text text);
/* How far something is, 0 to 100; words is what a reader of the tree is told. */
void flow_bar(struct flow *f, int percent, struct rich_text words);
/* If anything so far is shown in Swedish for want of a translation, says so at the top. */
void flow_mark_untranslated(struct flow *f);

/* Draws one part (clamped); returns how many there are, at least 1. */
int flow_draw(struct flow *f, int part);
/* How many parts there would be. */
int flow_parts(const struct flow *f);
