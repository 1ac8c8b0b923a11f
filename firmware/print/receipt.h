/* The paper as logical lines; no dots yet. Made by app/receipt_from_checklist, drawn by
 * receipt_raster. Everything lives in the job's arena. */
#pragma once

#include "text/layout.h"

enum receipt_kind {
	RECEIPT_TITLE,      /* large, bold */
	RECEIPT_HEADING,    /* bold, one thing to do */
	RECEIPT_SUBHEADING, /* bold at the size of text: what the lines below are */
	RECEIPT_TEXT,
	RECEIPT_SMALL,
	RECEIPT_TICK,       /* an empty box at the start edge, text beside it */
	RECEIPT_TICK_SMALL, /* the same for what belongs to a tick above it */
	RECEIPT_SAY,        /* framed: the Swedish sentence to show at the counter */
	RECEIPT_SAY_SMALL,  /* the same between quotation marks, without a frame */
	RECEIPT_RULE,       /* thin line; dashed so that the head is not strained */
	RECEIPT_SPACE,
	/* "Copy {n}" in the visitor's language: nothing where it stands, but the words beside the
	 * Swedish at the top when the receipt is a copy */
	RECEIPT_COPY_WORDS,
	RECEIPT_RULER,   /* millimetres from the start edge on, and how wide the print is */
	RECEIPT_DENSITY, /* fields from light to dark; none is solid over more than 10 mm */
	RECEIPT_QR       /* qr below is drawn with its text beside or under it */
};

struct receipt_line {
	enum receipt_kind kind;
	struct text_rich text;
	const struct lang *lang;
	/* The Swedish in small, so that the clerk can read the paper too: at the end edge of the
	 * same line where there is room, else below; size 0 = none (or the visitor reads Swedish).
	 */
	struct text_rich swedish;
	const char *qr;  /* RECEIPT_QR: what it says */
	double space_mm; /* RECEIPT_SPACE */
};

struct receipt {
	const struct lang *lang;
	const struct lang *swedish;
	const struct receipt_line *lines;
	int line_count;
	int copy; /* 2 and more: marked so at the top, the visitor may hold another one */
};

enum receipt_size { RECEIPT_REGULAR, RECEIPT_LARGE };
