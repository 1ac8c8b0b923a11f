#include "text/glyphs.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "text/faces.h"

#include FT_OUTLINE_H

#define SLOTS 8192u /* power of two; more than three quarters full starts over */
#define PADDING 1   /* between glyphs, so that scaling painters do not mix neighbours */

struct slot {
	uint64_t key; /* 0: empty */
	uint32_t offset;
	uint16_t width, height;
	int16_t left, top;
};

struct glyphs {
	struct fonts *fonts;
	int width, height;
	uint8_t *atlas; /* A8, width x height */
	uint8_t *mono;  /* 1-bit rows, mono_size bytes, filled from the start */
	size_t mono_size, mono_used;
	int shelf_x, shelf_y, shelf_height; /* where the next glyph goes in the atlas */
	struct slot slots[SLOTS];
	uint32_t slot_count, generation;
	struct glyphs_stats stats;
};

struct glyphs *glyphs_create(struct fonts *fonts, int width, int height)
{
	struct glyphs *g;

	if (width < 1 || height < 1 || width > 16384 || height > 16384)
		return NULL;
	g = calloc(1, sizeof(*g));
	if (!g)
		return NULL;
	g->fonts = fonts;
	g->width = width;
	g->height = height;
	g->mono_size = (size_t)width * (size_t)height / 8 + 1;
	/* Zeroed memory comes from the system untouched: what is never drawn costs nothing. */
	g->atlas = calloc((size_t)width, (size_t)height);
	g->mono = calloc(g->mono_size, 1);
	g->generation = 1;
	if (!g->atlas || !g->mono) {
		glyphs_destroy(g);
		return NULL;
	}
	return g;
}

void glyphs_destroy(struct glyphs *g)
{
	if (!g)
		return;
	free(g->atlas);
	free(g->mono);
	free(g);
}

static void start_over(struct glyphs *g)
{
	memset(g->slots, 0, sizeof(g->slots));
	g->slot_count = 0;
	g->shelf_x = g->shelf_y = g->shelf_height = 0;
	g->mono_used = 0;
	g->generation++;
	g->stats.resets++;
}

static uint64_t key_of(int font, uint32_t id, int32_t size_26_6, int subpixel, bool mono)
{
	return 1ull << 63 | (uint64_t)mono << 62 | (uint64_t)(subpixel & 3) << 60 |
	       (uint64_t)(font & 63) << 54 | (uint64_t)((uint32_t)size_26_6 & 0x3FFFFF) << 32 | id;
}

/* The slot of a key, or the empty one where it belongs. */
static struct slot *find_slot(struct glyphs *g, uint64_t key)
{
	uint32_t at = (uint32_t)((key * 0x9E3779B97F4A7C15ull) >> 40) & (SLOTS - 1);

	while (g->slots[at].key && g->slots[at].key != key)
		at = (at + 1) & (SLOTS - 1);
	return &g->slots[at];
}

/* Room for width x height pixels in the atlas; false if it is full. */
static bool place_a8(struct glyphs *g, int width, int height, uint32_t *offset_out)
{
	if (width + PADDING > g->width - g->shelf_x) {
		g->shelf_y += g->shelf_height;
		g->shelf_x = g->shelf_height = 0;
	}
	if (width + PADDING > g->width || height + PADDING > g->height - g->shelf_y)
		return false;
	*offset_out = (uint32_t)(g->shelf_y * g->width + g->shelf_x);
	g->shelf_x += width + PADDING;
	if (height + PADDING > g->shelf_height)
		g->shelf_height = height + PADDING;
	return true;
}

static bool place_mono(struct glyphs *g, int width, int height, uint32_t *offset_out)
{
	size_t bytes = (size_t)((width + 7) / 8) * (size_t)height;

	if (bytes > g->mono_size - g->mono_used)
		return false;
	*offset_out = (uint32_t)g->mono_used;
	g->mono_used += bytes;
	return true;
}

/* Finds room, starting over once when full. The slot moves then. */
static bool place(struct glyphs *g, uint64_t key, int width, int height, bool mono,
	struct slot **slot, uint32_t *offset_out)
{
	bool (*try)(struct glyphs *, int, int, uint32_t *) = mono ? place_mono : place_a8;

	if (g->slot_count < SLOTS / 4 * 3 && try(g, width, height, offset_out))
		return true;
	start_over(g);
	*slot = find_slot(g, key);
	return try(g, width, height, offset_out);
}

static uint8_t *row_of(struct glyphs *g, const struct slot *s, bool mono, int y)
{
	if (mono)
		return g->mono + s->offset + (size_t)y * (size_t)((s->width + 7) / 8);
	return g->atlas + s->offset + (size_t)y * (size_t)g->width;
}

static void set_dot(uint8_t *row, int x, bool mono)
{
	if (mono)
		row[x / 8] |= (uint8_t)(0x80 >> (x & 7));
	else
		row[x] = 0xFF;
}

/* An empty frame, so that a glyph that cannot be drawn is seen. */
static void draw_box(struct glyphs *g, const struct slot *s, bool mono)
{
	int line = 1 + s->height / 16;

	for (int y = 0; y < s->height; y++) {
		uint8_t *row = row_of(g, s, mono, y);
		bool edge = y < line || y >= s->height - line;

		memset(row, 0, mono ? (size_t)(s->width + 7) / 8 : s->width);
		for (int x = 0; x < s->width; x++) {
			if (edge || x < line || x >= s->width - line)
				set_dot(row, x, mono);
		}
	}
}

static void add_box(struct glyphs *g, uint64_t key, int32_t size_26_6, bool mono)
{
	int height = size_26_6 * 7 / 640, width;
	struct slot *slot = find_slot(g, key);
	uint32_t offset;

	/* No larger than a quarter of the atlas, so that there is always room. */
	height = height > g->height / 2 - 1 ? g->height / 2 - 1 : height;
	width = height * 5 / 7;
	width = width > g->width / 2 - 1 ? g->width / 2 - 1 : width;
	if (width < 1 || height < 1 || !place(g, key, width, height, mono, &slot, &offset))
		width = height = 0, offset = 0;
	*slot = (struct slot){ key, offset, (uint16_t)width, (uint16_t)height, 1, (int16_t)height };
	draw_box(g, slot, mono);
	g->slot_count++;
}

static const FT_GlyphSlotRec *render(
	struct glyphs *g, int font, uint32_t id, int32_t size_26_6, int subpixel, bool mono)
{
	FT_Face face = faces_ft(g->fonts, font, size_26_6);
	FT_Int32 flags = mono ? FACES_MONO_FLAGS : FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP;

	if (!face || FT_Load_Glyph(face, id, flags) != 0)
		return NULL;
	if (face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
		return NULL;
	if (subpixel)
		FT_Outline_Translate(&face->glyph->outline, subpixel * 16, 0);
	if (FT_Render_Glyph(face->glyph, mono ? FT_RENDER_MODE_MONO : FT_RENDER_MODE_NORMAL) != 0)
		return NULL;
	return face->glyph;
}

static void add_glyph(
	struct glyphs *g, uint64_t key, const FT_GlyphSlotRec *glyph, int32_t size_26_6, bool mono)
{
	const FT_Bitmap *from = &glyph->bitmap;
	struct slot *slot = find_slot(g, key);
	int width = (int)from->width, height = (int)from->rows;
	uint32_t offset = 0;

	if (width && height && !place(g, key, width, height, mono, &slot, &offset)) {
		add_box(g, key, size_26_6, mono); /* larger than the whole atlas */
		return;
	}
	*slot = (struct slot){ key, offset, (uint16_t)width, (uint16_t)height,
		(int16_t)glyph->bitmap_left, (int16_t)glyph->bitmap_top };
	for (int y = 0; y < height; y++)
		memcpy(row_of(g, slot, mono, y), from->buffer + (ptrdiff_t)y * from->pitch,
			mono ? (size_t)(width + 7) / 8 : (size_t)width);
	g->slot_count++;
}

static struct glyph_bitmap get(
	struct glyphs *g, int font, uint32_t id, int32_t size_26_6, int subpixel, bool mono)
{
	uint64_t key = key_of(font, id, size_26_6, subpixel, mono);
	const struct slot *slot = find_slot(g, key);
	struct glyph_bitmap out;

	if (slot->key) {
		g->stats.hits++;
	} else {
		const FT_GlyphSlotRec *glyph = render(g, font, id, size_26_6, subpixel, mono);

		g->stats.misses++;
		if (glyph)
			add_glyph(g, key, glyph, size_26_6, mono);
		else
			add_box(g, key, size_26_6, mono);
		slot = find_slot(g, key);
	}
	out = (struct glyph_bitmap){
		.pixels = (mono ? g->mono : g->atlas) + slot->offset,
		.stride = mono ? (slot->width + 7) / 8 : g->width,
		.x = mono ? 0 : (int)(slot->offset % (uint32_t)g->width),
		.y = mono ? 0 : (int)(slot->offset / (uint32_t)g->width),
		.width = slot->width,
		.height = slot->height,
		.left = slot->left,
		.top = slot->top,
	};
	return out;
}

struct glyph_bitmap glyphs_get(
	struct glyphs *g, int font, uint32_t id, int32_t size_26_6, int subpixel)
{
	return get(g, font, id, size_26_6, subpixel, false);
}

struct glyph_bitmap glyphs_get_mono(struct glyphs *g, int font, uint32_t id, int32_t size_26_6)
{
	return get(g, font, id, size_26_6, 0, true);
}

uint32_t glyphs_generation(const struct glyphs *g)
{
	return g->generation;
}

const uint8_t *glyphs_atlas(const struct glyphs *g, int *width_out, int *height_out)
{
	*width_out = g->width;
	*height_out = g->height;
	return g->atlas;
}

struct glyphs_stats glyphs_stats(const struct glyphs *g)
{
	return g->stats;
}
