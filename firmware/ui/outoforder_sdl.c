#include "ui/outoforder_sdl.h"

#include <SDL_ttf.h>
#include <string.h>

#include "ui/theme.h"

/* outoforder_data.S */
extern const char outoforder_text[], outoforder_latin[], outoforder_latin_bold[];
extern const char outoforder_arabic[], outoforder_arabic_bold[];
extern const uint32_t outoforder_text_size, outoforder_latin_size, outoforder_latin_bold_size;
extern const uint32_t outoforder_arabic_size, outoforder_arabic_bold_size;

#define BLOCKS_MAX 8
#define SENTENCE_MAX 160

struct block {
	char code[3];
	char heading[SENTENCE_MAX], text[SENTENCE_MAX];
	bool is_rtl;
	SDL_Surface *drawn[2]; /* heading, text */
	struct rect rects[2];
	int height;
};

struct page {
	SDL_Surface *surface;
	int width, height;
	int unit; /* a hundredth of the shorter side */
	struct block blocks[BLOCKS_MAX];
	int block_count;
};

static void read_line(struct page *p, const char *line, size_t size)
{
	struct block *b = p->block_count ? &p->blocks[p->block_count - 1] : NULL;

	if (size <= 3 || size - 3 >= SENTENCE_MAX)
		return;
	if (b && strncmp(b->code, line, 2) == 0) {
		memcpy(b->text, line + 3, size - 3);
	} else if (p->block_count < BLOCKS_MAX) {
		b = &p->blocks[p->block_count++];
		memcpy(b->code, line, 2);
		memcpy(b->heading, line + 3, size - 3);
		b->is_rtl = strcmp(b->code, "ar") == 0;
	}
}

/* Lines are "sv sentence": the first of a language is its heading, the second its text. */
static void read_blocks(struct page *p)
{
	for (size_t at = 0; at < outoforder_text_size;) {
		size_t size = strcspn(outoforder_text + at, "\n"); /* a NUL follows the text */

		read_line(p, outoforder_text + at, size);
		at += size + 1;
	}
}

static TTF_Font *open_font(bool is_rtl, bool bold, int size_px)
{
	static const char *const bytes[2][2] = { { outoforder_latin, outoforder_latin_bold },
		{ outoforder_arabic, outoforder_arabic_bold } };
	const uint32_t sizes[2][2] = { { outoforder_latin_size, outoforder_latin_bold_size },
		{ outoforder_arabic_size, outoforder_arabic_bold_size } };
	SDL_RWops *file = SDL_RWFromConstMem(bytes[is_rtl][bold], (int)sizes[is_rtl][bold]);
	TTF_Font *font = TTF_OpenFontRW(file, 1, size_px);

	if (!font)
		return NULL;
	TTF_SetFontHinting(font, TTF_HINTING_NONE);
	TTF_SetFontDirection(font, is_rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
	TTF_SetFontScriptName(font, is_rtl ? "Arab" : "Latn");
	TTF_SetFontWrappedAlign(font, is_rtl ? TTF_WRAPPED_ALIGN_RIGHT : TTF_WRAPPED_ALIGN_LEFT);
	return font;
}

static SDL_Surface *draw_sentence(
	const struct page *p, const struct block *b, bool bold, const char *text, int wrap_px)
{
	TTF_Font *font = open_font(b->is_rtl, bold, p->unit * (bold ? 24 : 20) / 5);
	SDL_Color ink = { COLOR_INK >> 16 & 0xFF, COLOR_INK >> 8 & 0xFF, COLOR_INK & 0xFF, 255 };
	SDL_Surface *drawn;

	if (!font)
		return NULL;
	drawn = TTF_RenderUTF8_Blended_Wrapped(font, text, ink, (Uint32)wrap_px);
	TTF_CloseFont(font);
	return drawn;
}

static void fill(const struct page *p, struct rect r, uint32_t color)
{
	SDL_Rect at = { r.x, r.y, r.w, r.h };

	SDL_FillRect(p->surface, &at,
		SDL_MapRGB(p->surface->format, (Uint8)(color >> 16), (Uint8)(color >> 8),
			(Uint8)color));
}

static bool draw_blocks(struct page *p, int wrap_px)
{
	bool good = true;

	for (int i = 0; i < p->block_count; i++) {
		struct block *b = &p->blocks[i];

		b->drawn[0] = draw_sentence(p, b, true, b->heading, wrap_px);
		b->drawn[1] = draw_sentence(p, b, false, b->text, wrap_px);
		b->height = (b->drawn[0] ? b->drawn[0]->h : 0) + p->unit +
			    (b->drawn[1] ? b->drawn[1]->h : 0);
		good = good && b->drawn[0] && b->drawn[1];
	}
	return good;
}

/* One under the other in the middle of the page, each with an accent bar on its start side. */
static void place_blocks(struct page *p)
{
	int bar = p->unit, side = 9 * p->unit, gap = 10 * p->unit;
	int y = p->height + gap;

	for (int i = 0; i < p->block_count; i++)
		y -= p->blocks[i].height + gap;
	y /= 2;
	for (int i = 0; i < p->block_count; i++) {
		struct block *b = &p->blocks[i];
		int top = y;

		fill(p,
			(struct rect){
				b->is_rtl ? p->width - side : side - bar, y, bar, b->height },
			COLOR_ACCENT);
		for (int k = 0; k < 2; k++) {
			SDL_Surface *s = b->drawn[k];
			SDL_Rect at = { 0 };
			int x = side + 3 * p->unit;

			if (!s)
				continue;
			if (b->is_rtl)
				x = p->width - side - 3 * p->unit - s->w;
			b->rects[k] = (struct rect){ x, top, s->w, s->h };
			at.x = x;
			at.y = top;
			SDL_BlitSurface(s, NULL, p->surface, &at);
			top += s->h + p->unit;
		}
		y += b->height + gap;
	}
}

static void list_nodes(const struct page *p, struct drawlist *nodes)
{
	drawlist_node(nodes, (struct draw_node){ .id = OUTOFORDER_SCREEN,
				     .role = NODE_SCREEN,
				     .rect = { 0, 0, p->width, p->height },
				     .parent = -1,
				     .enabled = true });
	for (int i = 0; i < p->block_count; i++)
		for (int k = 0; k < 2; k++)
			drawlist_node(nodes,
				(struct draw_node){ .role = k ? NODE_TEXT : NODE_HEADING,
					.text = arena_strdup(nodes->arena,
						k ? p->blocks[i].text : p->blocks[i].heading),
					.rect = p->blocks[i].rects[k],
					.parent = 0,
					.enabled = true });
}

enum err outoforder_paint(uint32_t *pixels, int width, int height, int stride_px,
	struct drawlist *nodes, struct diag *d)
{
	struct page p = { .width = width, .height = height };
	enum err err = ERR_OK;

	p.unit = (width < height ? width : height) / 100;
	p.surface = SDL_CreateRGBSurfaceWithFormatFrom(
		pixels, width, height, 32, stride_px * 4, SDL_PIXELFORMAT_RGB888);
	if (!p.surface)
		return diag_fail(d, ERR_MEMORY, "out-of-order screen: %s", SDL_GetError());
	fill(&p, (struct rect){ 0, 0, width, height }, COLOR_GROUND);
	read_blocks(&p);
	if (TTF_Init() != 0 || !draw_blocks(&p, width - 24 * p.unit))
		err = diag_fail(d, ERR_UNSUPPORTED, "out-of-order screen: %s", SDL_GetError());
	place_blocks(&p);
	if (nodes)
		list_nodes(&p, nodes);
	for (int i = 0; i < p.block_count; i++)
		for (int k = 0; k < 2; k++)
			SDL_FreeSurface(p.blocks[i].drawn[k]);
	if (TTF_WasInit())
		TTF_Quit();
	SDL_FreeSurface(p.surface);
	return err;
}
