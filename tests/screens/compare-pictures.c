/* compare-pictures SHOT GOLDEN NEW DIFF     is the screenshot still the golden picture?
 * compare-pictures --update SHOT GOLDEN     it is the golden picture from now on
 *
 * Golden pictures have half the size, each pixel the mean of four, and at most 256 colours, so that
 * a screen takes some 30 KB. A pixel differs when red, green or blue is off by more than 40 of 255:
 * the palette keeps within 16, and the rest is for another FreeType's greys. A picture differs when
 * more than 4 pixels do: the dots of an ö are more. Exit 0: equal; 1: it differs, NEW is the
 * screenshot as it would be kept and DIFF shows in red where; 2: a picture cannot be read or
 * written. */
#include <png.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHANNEL_OFF_MAX = 40, PIXELS_OFF_MAX = 4, PALETTE_MAX = 256, PALETTE_OFF_MAX = 16 };

struct picture { /* 3 bytes a pixel, red first */
	uint32_t width, height;
	uint8_t *rgb;
};

static bool picture_read(struct picture *p, const char *path)
{
	png_image image = { .version = PNG_IMAGE_VERSION };

	if (!png_image_begin_read_from_file(&image, path))
		goto fail;
	image.format = PNG_FORMAT_RGB;
	p->width = image.width;
	p->height = image.height;
	p->rgb = malloc(PNG_IMAGE_SIZE(image));
	if (p->rgb && png_image_finish_read(&image, NULL, p->rgb, 0, NULL))
		return true;
fail:
	fprintf(stderr, "compare-pictures: %s: %s\n", path,
		*image.message ? image.message : "no memory");
	png_image_free(&image);
	return false;
}

static void picture_halve(struct picture *p)
{
	uint32_t width = p->width / 2, height = p->height / 2;
	size_t row = (size_t)p->width * 3;

	/* In place: a pixel is written behind those still to be read. */
	for (uint32_t y = 0; y < height; y++)
		for (uint32_t x = 0; x < width; x++)
			for (int c = 0; c < 3; c++) {
				const uint8_t *from =
					p->rgb + 2 * y * row + (size_t)x * 6 + (size_t)c;

				p->rgb[((size_t)y * width + x) * 3 + (size_t)c] =
					(uint8_t)((from[0] + from[3] + from[row] + from[row + 3] +
							  2) /
						  4);
			}
	p->width = width;
	p->height = height;
}

static uint32_t colour_at(const struct picture *p, size_t i)
{
	return (uint32_t)p->rgb[i * 3] << 16 | (uint32_t)p->rgb[i * 3 + 1] << 8 | p->rgb[i * 3 + 2];
}

/* The channel that is off most, 0..255. */
static int colour_off(uint32_t a, uint32_t b)
{
	int most = 0;

	for (int shift = 0; shift <= 16; shift += 8) {
		int off = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));

		most = off > most ? off : most;
	}
	return most;
}

/* ---------------------------------------------------------------- palette */

struct colour {
	uint32_t rgb;
	size_t count;
};

static int by_rgb(const void *a, const void *b)
{
	uint32_t x = ((const struct colour *)a)->rgb, y = ((const struct colour *)b)->rgb;

	return (x > y) - (x < y);
}

static int by_count(const void *a, const void *b)
{
	size_t x = ((const struct colour *)a)->count, y = ((const struct colour *)b)->count;

	return x != y ? (x < y) - (x > y) : by_rgb(a, b);
}

/* The colours of the picture, the most frequent first. */
static struct colour *colours_count(const struct picture *p, size_t *count_out)
{
	size_t pixels = (size_t)p->width * p->height, count = 0;
	struct colour *all = malloc(pixels * sizeof(*all));

	if (!all)
		return NULL;
	for (size_t i = 0; i < pixels; i++)
		all[i] = (struct colour){ colour_at(p, i), 1 };
	qsort(all, pixels, sizeof(*all), by_rgb);
	for (size_t i = 0; i < pixels; i++)
		if (count && all[count - 1].rgb == all[i].rgb)
			all[count - 1].count++;
		else
			all[count++] = all[i];
	qsort(all, count, sizeof(*all), by_count);
	*count_out = count;
	return all;
}

static int palette_nearest(const uint32_t *palette, int count, uint32_t rgb, int *off_out)
{
	int best = -1;

	*off_out = 256;
	for (int i = 0; i < count; i++) {
		int off = colour_off(palette[i], rgb);

		if (off < *off_out) {
			*off_out = off;
			best = i;
		}
	}
	return best;
}

/* Frequent colours stay exact; one that comes close to a colour taken already is drawn with that.
 * The closeness that fits PALETTE_MAX is found by trying. Answers the number of colours; 0 = too
 * many. */
static int palette_choose(const struct colour *colours, size_t count, uint32_t palette[PALETTE_MAX])
{
	for (int closeness = 0; closeness <= PALETTE_OFF_MAX; closeness++) {
		int taken = 0, off;
		size_t i;

		for (i = 0; i < count; i++) {
			palette_nearest(palette, taken, colours[i].rgb, &off);
			if (off <= closeness)
				continue;
			if (taken == PALETTE_MAX)
				break;
			palette[taken++] = colours[i].rgb;
		}
		if (i == count)
			return taken;
	}
	return 0;
}

static bool picture_write(const struct picture *p, const char *path)
{
	png_image image = { .version = PNG_IMAGE_VERSION,
		.width = p->width,
		.height = p->height,
		.format = PNG_FORMAT_RGB_COLORMAP };
	size_t pixels = (size_t)p->width * p->height, count = 0;
	struct colour *colours = colours_count(p, &count);
	uint8_t *indices = malloc(pixels), map[PALETTE_MAX][3];
	uint32_t palette[PALETTE_MAX];
	bool good = false;
	int taken = 0;

	if (!colours || !indices)
		snprintf(image.message, sizeof(image.message), "no memory");
	else if (!(taken = palette_choose(colours, count, palette)))
		snprintf(image.message, sizeof(image.message), "too colourful for a palette");
	else {
		int off, index = 0;

		for (size_t i = 0; i < pixels; i++) {
			uint32_t rgb = colour_at(p, i);

			if (i == 0 || rgb != colour_at(p, i - 1))
				index = palette_nearest(palette, taken, rgb, &off);
			indices[i] = (uint8_t)index;
		}
		for (int i = 0; i < taken; i++)
			for (int c = 0; c < 3; c++)
				map[i][c] = (uint8_t)(palette[i] >> (16 - 8 * c));
		image.colormap_entries = (png_uint_32)taken;
		good = png_image_write_to_file(&image, path, 0, indices, 0, map) != 0;
	}
	if (!good)
		fprintf(stderr, "compare-pictures: %s: %s\n", path, image.message);
	free(colours);
	free(indices);
	return good;
}

/* ---------------------------------------------------------------- comparing */

/* How many pixels differ; marks them in `shown`, which is the golden picture made pale. */
static size_t pictures_compare(
	const struct picture *shot, const struct picture *golden, struct picture *shown)
{
	size_t pixels = (size_t)golden->width * golden->height, differing = 0;

	for (size_t i = 0; i < pixels; i++) {
		bool differs =
			colour_off(colour_at(shot, i), colour_at(golden, i)) > CHANNEL_OFF_MAX;
		uint8_t pale = (uint8_t)(191 + golden->rgb[i * 3 + 1] / 4);

		differing += differs;
		shown->rgb[i * 3] = differs ? 220 : pale;
		shown->rgb[i * 3 + 1] = differs ? 0 : pale;
		shown->rgb[i * 3 + 2] = differs ? 0 : pale;
	}
	return differing;
}

/* The exit code. */
static int judge(const struct picture *shot, const char *golden_path, const char *new_path,
	const char *diff_path)
{
	struct picture golden = { 0 }, shown = { 0 };
	size_t differing = 0;
	bool same_size, good;

	if (!picture_read(&golden, golden_path)) {
		free(golden.rgb);
		return picture_write(shot, new_path) ? 1 : 2;
	}
	same_size = shot->width == golden.width && shot->height == golden.height;
	if (!same_size) {
		printf("%u x %u pixels instead of %u x %u", shot->width, shot->height, golden.width,
			golden.height);
		good = picture_write(shot, new_path);
	} else {
		shown = (struct picture){ golden.width, golden.height,
			malloc((size_t)golden.width * golden.height * 3) };
		good = shown.rgb != NULL;
		if (good)
			differing = pictures_compare(shot, &golden, &shown);
		if (differing > PIXELS_OFF_MAX) {
			printf("%zu pixels differ", differing);
			good = picture_write(shot, new_path) && picture_write(&shown, diff_path);
		}
	}
	free(golden.rgb);
	free(shown.rgb);
	return !good ? 2 : same_size && differing <= PIXELS_OFF_MAX ? 0 : 1;
}

int main(int argc, char **argv)
{
	struct picture shot = { 0 };
	bool update = argc == 4 && strcmp(argv[1], "--update") == 0;
	int code = 2;

	if (argc != 5 && !update) {
		fputs("usage: compare-pictures SHOT GOLDEN NEW DIFF | --update SHOT GOLDEN\n",
			stderr);
		return 2;
	}
	if (picture_read(&shot, argv[update ? 2 : 1])) {
		picture_halve(&shot);
		if (update)
			code = picture_write(&shot, argv[3]) ? 0 : 2;
		else
			code = judge(&shot, argv[2], argv[3], argv[4]);
	}
	free(shot.rgb);
	return code;
}
