#include "app/contact_sheet_linux.h"

#include <stdlib.h>
#include <string.h>

#include "app/shrink.h"
#include "platform/png_linux.h"
#include "ui/theme.h"
#include "ui/view.h"

#define SHRINK 4 /* each side */
#define COLUMNS 6
#define GAP_PX 8
#define BACKGROUND 0xFF808080u
#define CAPTION_EM_MM 9.0 /* before shrinking: small, but read at once */

struct sheet {
	uint32_t *pixels, *page;
	int width, height, w, h; /* the sheet, one small page */
	int caption_h;           /* small pixels above each page */
	const struct panel *panel;
};

/* What has been painted at the top of the large page, `rows` small rows of it. */
static void put(struct sheet *s, int index, int down, int rows)
{
	int left = GAP_PX + index % COLUMNS * (s->w + GAP_PX);
	int top = GAP_PX + index / COLUMNS * (s->h + s->caption_h + GAP_PX) + down;

	for (int y = 0; y < rows; y++) {
		for (int x = 0; x < s->w; x++)
			s->pixels[(size_t)(top + y) * (size_t)s->width + (size_t)(left + x)] =
				shrink_pixel(s->page, s->panel->width_px, x, y, SHRINK);
	}
}

static bool choose(struct ui_view *view, const struct content *c, const char *screen)
{
	const struct guide *g = content_guide(c, screen);

	if (g) {
		view->screen = SCREEN_GUIDE;
		view->guide = g;
		return true;
	}
	for (int i = 0; i < SCREENS; i++) {
		if (strcmp(screen_name((enum ui_screen)i), screen) == 0) {
			view->screen = (enum ui_screen)i;
			return true;
		}
	}
	return false;
}

/* Who looks at the sheet may not know the script: code and Swedish name stand above each page. */
static void put_caption(
	struct sheet *s, struct kiosk *k, const struct lang *lang, struct arena *a, int index)
{
	const struct panel *panel = s->panel;
	struct rect strip = { 0, 0, panel->width_px, s->caption_h * SHRINK };
	int32_t em = panel_px(panel, CAPTION_EM_MM) * 64;
	struct layout_params params = { .lang = lang_find(&k->langs, "sv"),
		.size_26_6 = em,
		.width_26_6 = panel->width_px * 64,
		.line_height_26_6 = strip.h * 64,
		.max_lines = 1 };
	const char *words = arena_printf(a, "%s  %s", lang->code, lang->swedish);
	const struct layout *layout;
	struct drawlist list;

	drawlist_init(&list, a);
	drawlist_cmd(&list,
		(struct draw_cmd){ .kind = DRAW_FILL, .rect = strip, .color = COLOR_SURFACE });
	if (words && layout_create_plain(k->engine, a, words, &params, &layout, NULL) == ERR_OK)
		drawlist_cmd(&list, (struct draw_cmd){ .kind = DRAW_TEXT,
					    .rect = { panel_px(panel, 3), 0, strip.w, strip.h },
					    .color = COLOR_INK,
					    .layout = layout });
	paint_drawlist(k->paint, s->page, strip.w, strip.w, strip.h, &list, strip);
	put(s, index, 0, s->caption_h);
}

static enum err draw_all(struct sheet *s, struct kiosk *k, struct ui_view *view, struct arena *a)
{
	int index = 0;

	for (int i = 0; i < k->langs.count; i++) {
		struct drawlist list;
		struct rect all = { 0, 0, s->panel->width_px, s->panel->height_px };

		if (k->langs.langs[i].order <= 0)
			continue;
		view->rich.lang = &k->langs.langs[i];
		arena_reset(a);
		put_caption(s, k, &k->langs.langs[i], a, index);
		drawlist_init(&list, a);
		screen_build(view, &list);
		paint_drawlist(k->paint, s->page, s->panel->width_px, s->panel->width_px,
			s->panel->height_px, &list, all);
		put(s, index++, s->caption_h, s->h);
	}
	return ERR_OK;
}

static int offered(const struct lang_table *langs)
{
	int count = 0;

	for (int i = 0; i < langs->count; i++)
		count += langs->langs[i].order > 0;
	return count;
}

enum err contact_sheet_write(const char *path, struct kiosk *k, const char *screen, struct diag *d)
{
	const struct panel *panel = &k->panel;
	int rows = (offered(&k->langs) + COLUMNS - 1) / COLUMNS;
	struct sheet s = {
		.panel = panel, .w = panel->width_px / SHRINK, .h = panel->height_px / SHRINK
	};
	struct theme theme;
	struct answers answers;
	struct household h = { .person_count = 1 };
	struct arena *a = arena_create(0), *kept = arena_create(0);
	struct ui_view view = { .rich = { k->content, catalogue_strings(k->catalogue), &k->langs,
					NULL, k->options.today, NULL },
		.engine = k->engine,
		.theme = &theme,
		.in_visit = true,
		.answers = &answers,
		.question_number = 1,
		.question_count = 1,
		.station = 1,
		.can_print = true,
		.code = "4F2K9Q",
		.code_content = -1,
		.countdown_s = 45,
		.pressed = "" };
	enum err err = ERR_MEMORY;

	theme_init(&theme, panel, TEXT_SIZE_NORMAL);
	answers_clear(&answers);
	s.width = GAP_PX + COLUMNS * (s.w + GAP_PX);
	s.caption_h = panel_px(panel, CAPTION_EM_MM * 3 / 2) / SHRINK;
	s.height = GAP_PX + rows * (s.h + s.caption_h + GAP_PX);
	s.pixels = malloc((size_t)s.width * (size_t)s.height * sizeof(*s.pixels));
	s.page = malloc((size_t)panel->width_px * (size_t)panel->height_px * sizeof(*s.page));
	if (!choose(&view, k->content, screen))
		err = diag_fail(
			d, ERR_MISSING, "--screen %s: is neither a screen nor a guide", screen);
	else if (a && kept && s.pixels && s.page &&
		 checklist_create_family(kept, k->content, &h, k->options.today, &view.checklist) ==
			 ERR_OK) {
		for (size_t i = 0; i < (size_t)s.width * (size_t)s.height; i++)
			s.pixels[i] = BACKGROUND;
		err = draw_all(&s, k, &view, a);
		if (err == ERR_OK)
			err = png_write_rgb(path, s.pixels, s.width, s.height, s.width, d);
	}
	free(s.pixels);
	free(s.page);
	arena_destroy(a);
	arena_destroy(kept);
	return err;
}
