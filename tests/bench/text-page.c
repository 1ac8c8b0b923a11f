/* A page laid out by the kiosk's own text engine: fonts and ICU loaded, the text new each round.
 * Held against the bare hb_shape of the same page and against a warm Pango. */
#include <stdio.h>
#include <stdlib.h>

#include "../support/fixtures.h"
#include "bench.h"

#define ROUNDS 150

static void lay_out(struct fixtures *f, struct arena *arena, const struct layout_params *params,
	const char *text, size_t size)
{
	const struct text_rich rich = { .utf8 = text, .size = size };
	const struct layout *layout;
	struct diag d = { 0 };

	if (layout_create(f->engine, arena, &rich, params, &layout, &d) != ERR_OK) {
		fprintf(stderr, "text-page: %s\n", d.text);
		exit(1);
	}
}

static void measure(struct fixtures *f, const char *code, uint64_t seed)
{
	const struct layout_params params = { .lang = fixtures_lang(f, code),
		.size_26_6 = BENCH_SIZE_PX * 64,
		.width_26_6 = BENCH_WIDTH_PX * 64 };
	struct arena *arena = arena_create(0);
	static struct bench_samples samples;
	struct bench_page page;
	char name[64], reference[64];

	if (!arena)
		abort();
	bench_page_open(&page, code, seed);
	samples.count = 0;
	for (int round = -5; round < ROUNDS; round++) {
		bench_page_shuffle(&page);
		arena_reset(arena);
		double before = bench_now_us();
		for (int i = 0; i < page.count; i++)
			lay_out(f, arena, &params, page.paragraphs[i], page.sizes[i]);
		if (round >= 0) /* before that it warms up */
			bench_sample(&samples, bench_now_us() - before);
	}
	snprintf(name, sizeof(name), "page %s: our layout", code);
	snprintf(reference, sizeof(reference), "page %s: hb_shape alone", code);
	bench_print(name, &samples, reference, 1.5);
	snprintf(name, sizeof(name), "page %s: our layout, again", code);
	snprintf(reference, sizeof(reference), "page %s: Pango, warm", code);
	bench_print(name, &samples, reference, 0.5);
	bench_page_close(&page);
	arena_destroy(arena);
}

int main(int argc, char **argv)
{
	static const char *const codes[] = { "ar", "sv", NULL };
	struct fixtures fixtures;
	uint64_t seed = bench_seed(argc, argv);

	fixtures_open(&fixtures);
	for (int i = 0; codes[i]; i++)
		measure(&fixtures, codes[i], seed);
	fixtures_close(&fixtures);
	return 0;
}
