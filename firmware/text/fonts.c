#include "text/fonts.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "text/faces.h"

/* Sizes on a page are few (a type scale of 6, two weights, four scripts); past this the cache
 * starts over. */
#define HB_FONTS_MAX 64
#define NAME_BYTES 64
#define FILE_BYTES 128

struct font {
	char name[NAME_BYTES], file[FILE_BYTES];
	bool bold;
	hb_face_t *hb_face;
	hb_font_t *hb_font; /* scale = units per em: coverage and metrics */
	FT_Face ft_face;
	int32_t ft_size_26_6; /* what ft_face is set to; 0: nothing yet */
	uint32_t hyphen;
};

struct sized_font {
	int font;
	int32_t size_26_6;
	bool hinted;
	hb_font_t *hb_font;
};

struct fonts {
	FT_Library ft;
	hb_font_funcs_t *hinted_funcs;
	struct font fonts[FONTS_MAX];
	int count;
	struct sized_font sized[HB_FONTS_MAX];
	int sized_count;
};

/* What the hinted advance callback needs to find its way back. */
struct hinted_data {
	struct fonts *fonts;
	int font;
	int32_t size_26_6;
};

static hb_position_t hinted_advance(
	hb_font_t *font, void *font_data, hb_codepoint_t glyph, void *user)
{
	const struct hinted_data *h = font_data;
	FT_Face face = faces_ft(h->fonts, h->font, h->size_26_6);

	(void)font;
	(void)user;
	if (!face || FT_Load_Glyph(face, glyph, FACES_MONO_FLAGS) != 0)
		return 0;
	return (hb_position_t)((face->glyph->advance.x + 32) & ~63L);
}

struct fonts *fonts_create(void)
{
	struct fonts *f = calloc(1, sizeof(*f));

	if (!f)
		return NULL;
	if (FT_Init_FreeType(&f->ft) != 0) {
		free(f);
		return NULL;
	}
	f->hinted_funcs = hb_font_funcs_create();
	hb_font_funcs_set_glyph_h_advance_func(f->hinted_funcs, hinted_advance, NULL, NULL);
	return f;
}

static void drop_sized(struct fonts *f)
{
	for (int i = 0; i < f->sized_count; i++)
		hb_font_destroy(f->sized[i].hb_font);
	f->sized_count = 0;
}

static void font_finish(struct font *font)
{
	hb_font_destroy(font->hb_font);
	hb_face_destroy(font->hb_face);
	if (font->ft_face)
		FT_Done_Face(font->ft_face);
	*font = (struct font){ 0 };
}

void fonts_destroy(struct fonts *f)
{
	if (!f)
		return;
	drop_sized(f);
	for (int i = 0; i < f->count; i++)
		font_finish(&f->fonts[i]);
	hb_font_funcs_destroy(f->hinted_funcs);
	FT_Done_FreeType(f->ft);
	free(f);
}

static uint32_t nominal_glyph(const struct font *font, uint32_t code_point)
{
	hb_codepoint_t glyph = 0;

	return hb_font_get_nominal_glyph(font->hb_font, code_point, &glyph) ? glyph : 0;
}

static enum err open_faces(struct fonts *f, struct font *font, const void *bytes, size_t size)
{
	hb_blob_t *blob =
		hb_blob_create(bytes, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);

	font->hb_face = hb_face_create(blob, 0);
	hb_blob_destroy(blob);
	hb_face_make_immutable(font->hb_face);
	font->hb_font = hb_font_create(font->hb_face);
	hb_ot_font_set_funcs(font->hb_font);
	hb_font_make_immutable(font->hb_font);
	if (hb_face_get_glyph_count(font->hb_face) == 0 || nominal_glyph(font, ' ') == 0)
		return ERR_SYNTAX;
	if (FT_New_Memory_Face(f->ft, bytes, (FT_Long)size, 0, &font->ft_face) != 0)
		return ERR_SYNTAX;
	if (!FT_IS_SCALABLE(font->ft_face))
		return ERR_SYNTAX;
	font->hyphen = nominal_glyph(font, 0x2010);
	if (!font->hyphen)
		font->hyphen = nominal_glyph(font, '-');
	return ERR_OK;
}

enum err fonts_add(struct fonts *f, const char *name, bool bold, const char *file,
	const void *bytes, size_t size, struct diag *d)
{
	struct font *font;
	enum err err;

	if (f->count == FONTS_MAX)
		return diag_fail(
			d, ERR_RANGE, "%s: more than %d fonts; remove one", file, FONTS_MAX);
	if (strlen(name) >= NAME_BYTES || strlen(file) >= FILE_BYTES)
		return diag_fail(d, ERR_RANGE, "%s: the font's name %s is too long", file, name);
	font = &f->fonts[f->count];
	*font = (struct font){ .bold = bold };
	strcpy(font->name, name);
	strcpy(font->file, file);
	err = open_faces(f, font, bytes, size);
	if (err != ERR_OK) {
		font_finish(font);
		return diag_fail(d, err,
			"%s: is not a usable outline font (damaged, or without a space glyph)",
			file);
	}
	f->count++;
	return ERR_OK;
}

int fonts_find(const struct fonts *f, const char *name, bool bold)
{
	int regular = -1;

	for (int i = 0; i < f->count; i++) {
		if (strcmp(f->fonts[i].name, name) != 0)
			continue;
		if (f->fonts[i].bold == bold)
			return i;
		if (!f->fonts[i].bold)
			regular = i;
	}
	return regular;
}

int fonts_count(const struct fonts *f)
{
	return f->count;
}

const char *fonts_file(const struct fonts *f, int font)
{
	return f->fonts[font].file;
}

bool fonts_has(const struct fonts *f, int font, uint32_t code_point)
{
	return nominal_glyph(&f->fonts[font], code_point) != 0;
}

uint32_t faces_hyphen(struct fonts *f, int font)
{
	return f->fonts[font].hyphen;
}

/* Font units to 26.6 pixels, rounded. */
static int32_t scale_units(int64_t units, int32_t size_26_6, unsigned units_per_em)
{
	return (int32_t)((units * size_26_6 + (int64_t)units_per_em / 2) / (int64_t)units_per_em);
}

struct font_metrics fonts_metrics(const struct fonts *f, int font, int32_t size_26_6)
{
	const struct font *it = &f->fonts[font];
	unsigned upem = hb_face_get_upem(it->hb_face);
	hb_font_extents_t extents;
	hb_position_t cap = 0;

	hb_font_get_extents_for_direction(it->hb_font, HB_DIRECTION_LTR, &extents);
	/* Fonts without OS/2 version 2 do not say; seven tenths of an em is what most have. */
	if (!hb_ot_metrics_get_position(it->hb_font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap) ||
		cap <= 0)
		cap = (hb_position_t)(upem * 7 / 10);
	return (struct font_metrics){
		.ascent = scale_units(extents.ascender, size_26_6, upem),
		.descent = scale_units(-(int64_t)extents.descender, size_26_6, upem),
		.cap_height = scale_units(cap, size_26_6, upem),
	};
}

static hb_font_t *sized_create(struct fonts *f, const struct sized_font *want)
{
	hb_font_t *font = hb_font_create(f->fonts[want->font].hb_face), *hinted;
	struct hinted_data *data;

	hb_ot_font_set_funcs(font);
	hb_font_set_scale(font, want->size_26_6, want->size_26_6);
	if (!want->hinted)
		return font;
	data = malloc(sizeof(*data));
	if (!data) {
		hb_font_destroy(font);
		return NULL;
	}
	*data = (struct hinted_data){ f, want->font, want->size_26_6 };
	hinted = hb_font_create_sub_font(font);
	hb_font_set_funcs(hinted, f->hinted_funcs, data, free);
	hb_font_destroy(font);
	return hinted;
}

hb_font_t *faces_hb(struct fonts *f, int font, int32_t size_26_6, bool hinted)
{
	struct sized_font want = { font, size_26_6, hinted, NULL };

	for (int i = 0; i < f->sized_count; i++) {
		const struct sized_font *s = &f->sized[i];

		if (s->font == font && s->size_26_6 == size_26_6 && s->hinted == hinted)
			return s->hb_font;
	}
	if (f->sized_count == HB_FONTS_MAX)
		drop_sized(f);
	want.hb_font = sized_create(f, &want);
	if (want.hb_font)
		f->sized[f->sized_count++] = want;
	return want.hb_font;
}

FT_Face faces_ft(struct fonts *f, int font, int32_t size_26_6)
{
	struct font *it = &f->fonts[font];

	if (it->ft_size_26_6 != size_26_6) {
		it->ft_size_26_6 = 0;
		if (FT_Set_Char_Size(it->ft_face, size_26_6, size_26_6, 72, 72) != 0)
			return NULL;
		it->ft_size_26_6 = size_26_6;
	}
	return it->ft_face;
}
