/* How things look: colours and measures, from the panel's millimetres and the visitor's text size.
 * Plain data, recomputed when either changes. */
#pragma once

#include <stdint.h>

#include "ui/panel.h"
#include "ui/text_size.h"

/* One accent colour on calm neutrals. Contrast (WCAG 2.2, 1.4.3/1.4.11; kiosk-rules ask for 10:1):
 * ink on ground 16:1, white on accent 11:1, quiet ink on ground 10:1, edges 4:1. */
#define COLOR_GROUND 0xF7F8F6u
#define COLOR_SURFACE 0xFFFFFFu
#define COLOR_INK 0x16202Au
#define COLOR_QUIET 0x34424Fu
#define COLOR_EDGE 0x6F7E8Bu
#define COLOR_HAIR 0xC9D1D6u
#define COLOR_ACCENT 0x0A3F5Cu
#define COLOR_ACCENT_DEEP 0x062A3Eu
#define COLOR_TINT 0xE3ECF1u
#define COLOR_ON_ACCENT 0xFFFFFFu

struct theme {
	const struct panel *panel;
	enum text_size text_size;
	/* em sizes, 26.6 pixels */
	int32_t small, body, heading, title, giant;
	/* pixels */
	int margin; /* around the page */
	int gap;    /* between targets: 3 mm, VVSG 7.2-I asks for 2.54 */
	int pad;    /* inside a box */
	int header, footer;
	int target;      /* 20 mm: height of any target */
	int main_target; /* 28 mm: main actions */
	int icon, icon_big, icon_small;
	int radius, border;
	int column; /* widest text column */
	bool is_landscape;
};

void theme_init(struct theme *t, const struct panel *panel, enum text_size size);
/* Em size in 26.6 pixels whose capital H is cap_mm high (Noto Sans: 0.714 em). */
int32_t theme_em_for_cap(const struct panel *panel, double cap_mm);
