/* The settings that can be changed by touch: a list, and a page for each. */
#include "ui/staff_pages.h"

#define VALUE_MM 60.0

void staff_settings_add(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct ui_acts *acts = b->v->acts;
	const char *heading = NULL;

	if (b->v->staff->settings_not_kept)
		flow_notice(f, "warning",
			staff_words(b, "Det gäller nu, men kan inte sparas: efter en omstart är "
				       "det som förut. Ring den som sköter kiosken."));
	for (int i = 0; acts && i < acts->setting_count; i++) {
		const struct ui_setting *s = &acts->settings[i];
		const char *id = arena_printf(b->a, "setting:%s", s->id);

		if (s->heading != heading)
			flow_heading(f, staff_words(b, s->heading));
		heading = s->heading;
		flow_button(f, &(struct ui_button){ .id = id ? id : "",
				       .action = { ACTION_SETTING, i },
				       .style = BUTTON_CARD,
				       .has_chevron = true,
				       .label = staff_words(b, s->label),
				       .sub = staff_words(b, s->value) });
	}
}

static const struct ui_setting *open_setting(const struct ui_build *b)
{
	const struct ui_acts *acts = b->v->acts;

	return acts && acts->setting >= 0 && acts->setting < acts->setting_count
		       ? &acts->settings[acts->setting]
		       : NULL;
}

const char *staff_setting_title(const struct ui_build *b)
{
	const struct ui_setting *s = open_setting(b);

	return s ? s->label : "";
}

static struct ui_button step_button(struct ui_build *b, const struct ui_setting *s, int by)
{
	int to = s->now + by;

	if (to < s->min)
		to = s->min;
	if (to > s->max)
		to = s->max;
	return (struct ui_button){ .id = by < 0 ? "setting:less" : "setting:more",
		.action = { ACTION_SETTING_SET, to },
		.style = BUTTON_SECONDARY,
		.icon = by < 0 ? "minus" : "plus",
		.is_disabled = to == s->now,
		.label = staff_words(b, by < 0 ? "Mindre" : "Mer") };
}

/* less | value | more */
static int draw_number(struct ui_build *b, const struct ui_setting *s, struct rect area)
{
	const struct theme *t = b->t;
	int middle = panel_px(t->panel, VALUE_MM), h = t->main_target, w;
	struct ui_font font = { .size = t->title, .bold = true, .align = TEXT_CENTER };
	struct ui_button less = step_button(b, s, -s->step), more = step_button(b, s, s->step);
	struct ui_text value;

	if (middle > area.w / 3)
		middle = area.w / 3;
	w = (area.w - middle - 2 * t->gap) / 2;
	value = ui_layout_fit(b, staff_words(b, s->value), font, middle);
	ui_draw_button(b, &less, (struct rect){ area.x, area.y, w, h });
	ui_draw_text(b, value, area.x + w + t->gap, area.y + (h - value.h) / 2, middle, COLOR_INK,
		NODE_TEXT);
	ui_draw_button(b, &more, (struct rect){ area.x + area.w - w, area.y, w, h });
	return h;
}

void staff_setting_add(struct flow *f)
{
	struct ui_build *b = f->b;
	const struct ui_setting *s = open_setting(b);

	if (!s)
		return;
	if (s->is_number) {
		int h = draw_number(b, s, f->area) + b->t->margin;

		f->area.y += h;
		f->area.h -= h;
	}
	for (int i = 0; !s->is_number && i < s->choice_count; i++) {
		const char *id = arena_printf(b->a, "setting:choice:%d", i);

		flow_button(f, &(struct ui_button){ .id = id ? id : "",
				       .action = { ACTION_SETTING_SET, i },
				       .style = BUTTON_CARD,
				       .is_selected = i == s->now,
				       .label = staff_words(b, s->choices[i]) });
	}
	if (s->note)
		flow_text(f, staff_words(b, s->note), (struct ui_font){ .size = b->t->small },
			COLOR_QUIET, NODE_TEXT, b->t->margin);
}
