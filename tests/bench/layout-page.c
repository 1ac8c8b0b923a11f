/* A page laid out by our own engine, warm: fonts and ICU loaded, the text new each round, so that
 * nothing can answer from memory. Held against bare hb_shape and against Pango. */
#include <stdio.h>
#include <stdlib.h>

#include "../support/fixtures.h"
#include "bench.h"

#define ROUNDS 400
#define WARM_UP 20

static void measure(struct fixtures *f, const char *lang, uint64_t seed)
{
	static struct bench_samples samples;
	struct layout_params params = {
		.lang = fixtures_lang(f, lang),
		.size_26_6 = BENCH_SIZE_PX * 64,
		.width_26_6 = BENCH_WIDTH_PX * 64,
	};
	struct arena *arena = arena_create(0);
	struct bench_page page;
	char name[64], floor[64], pango[64];

	bench_page_open(&page, lang, seed);
	samples.count = 0;
	for (int round = -WARM_UP; round < ROUNDS; round++) {
		double before;

		bench_page_shuffle(&page);
		arena_reset(arena);
		before = bench_now_us();
		for (int i = 0; i < page.count; i++) {
			struct text_rich text = { .utf8 = page.paragraphs[i],
				.size = page.sizes[i] };
			const struct layout *layout;

			if (layout_create(f->engine, arena, &text, &params, &layout, NULL) !=
				ERR_OK)
				exit(EXIT_FAILURE);
		}
		if (round >= 0)
			bench_sample(&samples, bench_now_us() - before);
	}
	snprintf(name, sizeof(name), "page %s: layout", lang);
	snprintf(floor, sizeof(floor), "page %s: hb_shape alone", lang);
	snprintf(pango, sizeof(pango), "page %s: Pango, warm", lang);
	bench_print(name, &samples, floor, 1.5);
	snprintf(name, sizeof(name), "page %s: layout against Pango", lang);
	bench_print(name, &samples, pango, 0.5);
	bench_page_close(&page);
	arena_destroy(arena);
}

int main(int argc, char **argv)
{
	static struct fixtures f;
	uint64_t seed = bench_seed(argc, argv);

	fixtures_open(&f);
	measure(&f, "ar", seed);
	measure(&f, "sv", seed);
	fixtures_close(&f);
	return 0;
}
