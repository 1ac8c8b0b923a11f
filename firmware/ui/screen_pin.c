/* The pad for the staff's PIN. */
#include "ui/staff_pages.h"

static const char *pin_title(enum ui_pin pin)
{
	switch (pin) {
	case UI_PIN_ASK:
		return "Personalens kod";
	case UI_PIN_WRONG:
		return "Fel kod";
	case UI_PIN_LOCKED:
		return "Vänta en stund";
	case UI_PIN_CHOOSE:
		return "Välj en egen kod";
	case UI_PIN_REPEAT:
		return "Samma kod en gång till";
	case UI_PIN_WEAK:
		return "Välj en annan kod";
	case UI_PIN_NONE:
		return "Ingen kod är vald";
	case UI_PIN_CARD:
		return "Kortet gäller inte här";
	}
	return "";
}

static const char *pin_note(struct ui_build *b, const struct ui_staff *s)
{
	switch (s->pin) {
	case UI_PIN_ASK:
		return "Sex siffror. Siffrorna byter plats varje gång.";
	case UI_PIN_WRONG:
		return "Koden stämmer inte. Försök igen.";
	case UI_PIN_LOCKED:
		return arena_printf(b->a, "För många fel koder. Sekunder kvar: %d", s->wait_s);
	case UI_PIN_CHOOSE:
		return "Den första koden får bara användas en gång. Välj sex siffror som ni alla "
		       "minns.";
	case UI_PIN_REPEAT:
		return "Skriv den nya koden igen.";
	case UI_PIN_WEAK:
		return "De två koderna var olika, eller koden är för lätt att gissa eller den "
		       "gamla.";
	case UI_PIN_NONE:
		return "Den som sköter kiosken väljer den första: se sidan För personalen.";
	case UI_PIN_CARD:
		return "Skriv koden i stället. Ett nytt kort gör ni under Personalkort.";
	}
	return "";
}

static void draw_dots(struct ui_build *b, struct rect r, int typed)
{
	const struct theme *t = b->t;
	int side = r.h / 3, step = side * 2, x = r.x + (r.w - (PIN_DIGITS * step - side)) / 2;

	for (int i = 0; i < PIN_DIGITS; i++, x += step) {
		struct rect dot = { x, r.y + (r.h - side) / 2, side, side };

		if (i < typed)
			ui_fill(b, dot, COLOR_ACCENT, side / 2);
		else
			ui_frame(b, dot, COLOR_EDGE, side / 2, t->border * 2);
	}
}

static void draw_pad(struct ui_build *b, const struct ui_staff *s, struct rect area)
{
	const struct theme *t = b->t;
	int w, h;

	if (area.w > panel_px(t->panel, 120)) {
		area.x += (area.w - panel_px(t->panel, 120)) / 2;
		area.w = panel_px(t->panel, 120);
	}
	w = (area.w - 2 * t->gap) / 3;
	h = (area.h - 3 * t->gap) / 4;
	if (h > panel_px(t->panel, 32))
		h = panel_px(t->panel, 32);
	/* Nine digits, then the one that takes back, the tenth, and "that was all". */
	for (int i = 0; i < 12; i++) {
		struct rect r = { area.x + i % 3 * (w + t->gap), area.y + i / 3 * (h + t->gap), w,
			h };
		int digit = s->digits[i < 9 ? i : 9];
		const char *name = arena_printf(b->a, "%d", digit);
		const char *id = arena_printf(b->a, "pin:%d", digit);
		struct ui_button key = { .id = id ? id : "",
			.action = { ACTION_PIN, digit },
			.style = BUTTON_CARD,
			.is_centered = true,
			.label = staff_words(b, name),
			.label_size = t->title };

		if (i == 9)
			key = (struct ui_button){ .id = "pin:delete",
				.action = { ACTION_PIN, -1 },
				.style = BUTTON_SECONDARY,
				.is_disabled = !s->typed,
				.label = staff_words(b, "Sudda") };
		if (i == 11)
			key = (struct ui_button){ .id = "pin:ok",
				.action = { ACTION_PIN, -2 },
				.style = BUTTON_PRIMARY,
				.is_disabled = s->typed < PIN_DIGITS,
				.label = staff_words(b, "Klar") };
		ui_draw_button(b, &key, r);
	}
}

int screen_pin_build(struct ui_build *b)
{
	const struct ui_staff *s = b->v->staff;
	const struct theme *t = b->t;
	struct screen_head head = { .icon = "lock" };
	struct ui_button footer;
	const int weight = 1;
	struct rect area;

	if (!s)
		return 1;
	head.title = staff_words(b, pin_title(s->pin));
	head.note = staff_words(b, pin_note(b, s));
	area = screen_head_draw(b, &head);
	if (s->pin != UI_PIN_LOCKED && s->pin != UI_PIN_NONE) {
		struct rect dots = { area.x, area.y, area.w, t->target };

		draw_dots(b, dots, s->typed);
		area.y += dots.h + t->gap;
		area.h -= dots.h + t->gap;
		draw_pad(b, s, area);
	}
	footer = ui_back_button(b);
	footer.id = "staff:leave";
	footer.action = (struct ui_action){ ACTION_STAFF_LEAVE, 0 };
	ui_footer(b, &footer, &weight, 1);
	return 1;
}
