/* A page laid out by a warm Pango: fonts loaded, the text new each round. */
#include <stdio.h>

#include "../witness/pango_setup.h"
#include "bench.h"

#define ROUNDS 150

static bool measure(
	const char *lang, bool rtl, const char *const *files, int file_count, uint64_t seed)
{
	struct pango_setup setup;
	struct bench_page page;
	static struct bench_samples samples;
	char name[64];
	int lines = 0;

	if (!pango_setup_init(&setup, lang, rtl, BENCH_SIZE_PX, files, file_count))
		return false;
	bench_page_open(&page, lang, seed);
	PangoLayout *layout = pango_setup_layout(&setup, BENCH_WIDTH_PX);
	samples.count = 0;
	for (int round = -5; round < ROUNDS; round++) {
		bench_page_shuffle(&page);
		double before = bench_now_us();
		for (int i = 0; i < page.count; i++) {
			pango_layout_set_text(layout, page.paragraphs[i], (int)page.sizes[i]);
			lines += pango_layout_get_line_count(layout); /* lays out */
		}
		if (round >= 0) /* before that it warms up */
			bench_sample(&samples, bench_now_us() - before);
	}
	snprintf(name, sizeof name, "page %s: Pango, warm", lang);
	bench_print(name, &samples, NULL, 0);
	g_object_unref(layout);
	bench_page_close(&page);
	pango_setup_finish(&setup);
	return lines > 0;
}

int main(int argc, char **argv)
{
	const char *const files[] = { BENCH_FONT_FOLDER "/NotoSansArabic-Regular.ttf",
		BENCH_FONT_FOLDER "/NotoSans-Regular.ttf" };
	uint64_t seed = bench_seed(argc, argv);

	return measure("ar", true, files, 2, seed) && measure("sv", false, files + 1, 1, seed) ? 0
											       : 1;
}
