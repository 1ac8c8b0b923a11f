#include "ui/icons_sdl.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "platform/files_linux.h"
#include "platform/log_linux.h"

#define ICON_SIZE_MAX 2048

struct entry {
	const char *name;
	int size_px;
	bool mirrored;
	bool is_missing;
	struct icon_mask mask;
};

struct icons {
	char *folder;
	struct arena *arena; /* names and masks */
	struct entry entries[ICONS_MASKS_MAX];
	int count;
	int loaded;
};

struct icons *icons_create(const char *folder)
{
	struct icons *i = calloc(1, sizeof(*i));

	if (!i)
		return NULL;
	i->folder = strdup(folder);
	i->arena = arena_create(2 * ICONS_BYTES_MAX); /* is_full says when; this is the wall */
	if (!i->folder || !i->arena) {
		icons_destroy(i);
		return NULL;
	}
	return i;
}

void icons_destroy(struct icons *i)
{
	if (!i)
		return;
	arena_destroy(i->arena);
	free(i->folder);
	free(i);
}

int icons_loaded(const struct icons *i)
{
	return i->loaded;
}

/* Names come from the guides too: they must not lead out of the folder. */
static bool is_name(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_");

	return n > 0 && name[n] == '\0';
}

static SDL_Surface *load(struct icons *i, const char *name, int size_px)
{
	char path[1024];
	struct diag d = { 0 };
	struct file_map map;
	SDL_Surface *drawn, *rgba = NULL;
	SDL_RWops *bytes;

	if (!is_name(name)) {
		log_line(LOG_WARNING, "icons",
			"refused=\"a pictogram's name has a-z, 0-9 and - only\"");
		return NULL;
	}
	snprintf(path, sizeof(path), "%s/%s.svg", i->folder, name);
	if (file_map(path, FILE_TEXT_MAX, &map, &d) != ERR_OK) {
		log_line(LOG_WARNING, "icons", "%s", d.text);
		return NULL;
	}
	bytes = SDL_RWFromConstMem(map.bytes, (int)map.size);
	drawn = bytes ? IMG_LoadSizedSVG_RW(bytes, size_px, size_px) : NULL;
	if (bytes)
		SDL_RWclose(bytes);
	if (drawn) {
		rgba = SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_ARGB8888, 0);
		SDL_FreeSurface(drawn);
	}
	if (!rgba)
		log_line(LOG_WARNING, "icons", "%s: is not an SVG picture that can be drawn: %s",
			path, SDL_GetError());
	file_unmap(&map);
	return rgba;
}

/* The picture's alpha is all that is used: the painter gives the colour. */
static bool make_mask(struct icons *i, struct entry *e)
{
	int stride = (e->size_px + 3) & ~3;
	SDL_Surface *rgba = load(i, e->name, e->size_px);
	uint8_t *pixels;

	if (!rgba)
		return false;
	pixels = arena_array(i->arena, (size_t)stride, (size_t)e->size_px);
	for (int y = 0; pixels && y < e->size_px && y < rgba->h; y++) {
		const uint8_t *row =
			(const uint8_t *)rgba->pixels + (size_t)y * (size_t)rgba->pitch;

		for (int x = 0; x < e->size_px && x < rgba->w; x++) {
			uint32_t pixel;

			memcpy(&pixel, row + (size_t)x * 4, sizeof(pixel));
			pixels[(size_t)y * (size_t)stride +
				(size_t)(e->mirrored ? e->size_px - 1 - x : x)] =
				(uint8_t)(pixel >> 24);
		}
	}
	SDL_FreeSurface(rgba);
	e->mask = (struct icon_mask){ pixels, stride, e->size_px };
	i->loaded += pixels != NULL;
	return pixels != NULL;
}

static struct entry *find(struct icons *i, const char *name, int size_px, bool mirrored)
{
	for (int k = 0; k < i->count; k++) {
		struct entry *e = &i->entries[k];

		if (strcmp(e->name, name) != 0)
			continue;
		if (e->is_missing || (e->size_px == size_px && e->mirrored == mirrored))
			return e;
	}
	return NULL;
}

static bool is_full(const struct icons *i, const char *name, int size_px)
{
	size_t wanted = (size_t)(size_px + 3) * (size_t)size_px + strlen(name) + 64;

	return i->count == ICONS_MASKS_MAX || arena_used(i->arena) + wanted > ICONS_BYTES_MAX;
}

/* Starts over, but remembers the names that have no file: each is logged once. */
static void start_over(struct icons *i)
{
	char missing[ICONS_MASKS_MAX / 2][64];
	int kept = 0;

	for (int k = 0; k < i->count && kept < ICONS_MASKS_MAX / 2; k++)
		if (i->entries[k].is_missing && strlen(i->entries[k].name) < sizeof(missing[0]))
			strcpy(missing[kept++], i->entries[k].name);
	arena_reset(i->arena);
	i->count = 0;
	for (int k = 0; k < kept; k++) {
		const char *name = arena_strdup(i->arena, missing[k]);

		if (name)
			i->entries[i->count++] = (struct entry){ .name = name, .is_missing = true };
	}
}

static bool icons_get(
	void *ctx, const char *name, int size_px, bool mirrored, struct icon_mask *mask_out)
{
	struct icons *i = ctx;
	struct entry *e = find(i, name, size_px, mirrored);

	if (!e) {
		if (size_px < 1 || size_px > ICON_SIZE_MAX)
			return false;
		if (is_full(i, name, size_px))
			start_over(i);
		e = &i->entries[i->count];
		*e = (struct entry){ .name = arena_strdup(i->arena, name),
			.size_px = size_px,
			.mirrored = mirrored };
		if (!e->name)
			return false;
		e->is_missing = !make_mask(i, e);
		i->count++;
	}
	*mask_out = e->mask;
	return !e->is_missing;
}

struct icon_source icons_source(struct icons *i)
{
	return (struct icon_source){ icons_get, i };
}
