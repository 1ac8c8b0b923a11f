/* From a receipt to bytes: how soon the first band is there after the tap, and whether the bands
 * keep up with the fastest heads (144 kB/s: 576 dots at 250 mm/s and 203 dpi). */
#include <stdio.h>
#include <stdlib.h>

#include "../support/paper.h"
#include "base/buf.h"
#include "bench.h"
#include "print/escpos.h"
#include "print/receipt_raster.h"

#define ROUNDS 40
#define FIRST_BAND_US 50000.0
#define HEAD_US_PER_KB (1e6 / 144)

struct measure {
	struct paper paper;
	struct printer_model model;
	struct bench_samples first, rate;
};

static void print_once(struct measure *m, const struct receipt *r)
{
	struct receipt_raster *raster;
	const struct bitmap *band;
	struct buf out = { 0 };
	unsigned char previous = 0;
	double start = bench_now_us();
	bool is_first = true;

	if (receipt_raster_create(m->paper.f.engine, m->paper.glyphs, r, &m->model, RECEIPT_REGULAR,
		    &raster, NULL) != ERR_OK)
		exit(EXIT_FAILURE);
	escpos_begin(&out, &m->model);
	while (receipt_raster_next(raster, &band, NULL) == ERR_OK && band) {
		escpos_band(&out, &m->model, band, &previous);
		if (is_first)
			bench_sample(&m->first, bench_now_us() - start);
		is_first = false;
	}
	bench_sample(&m->rate, (bench_now_us() - start) / ((double)out.size / 1000));
	receipt_raster_destroy(raster);
	buf_finish(&out);
}

static void print_row(const char *what, const char *lang, struct bench_samples *s, double most)
{
	char name[96];

	snprintf(name, sizeof(name), "%s, %s", what, lang);
	bench_print(name, s, NULL, most);
}

int main(void)
{
	static const char *const codes[] = { "sv", "ar", "ti" };

	for (size_t i = 0; i < 3; i++) {
		struct measure *m = calloc(1, sizeof(*m));
		const struct receipt *r;

		paper_open(&m->paper);
		m->model = paper_model(576, MODEL_GS_V_0);
		r = paper_receipt(&m->paper, codes[i], 3);
		print_once(m, r);
		print_row("receipt to first band, fonts not yet used", codes[i], &m->first,
			FIRST_BAND_US);
		m->first.count = m->rate.count = 0;
		for (int n = 0; n < ROUNDS; n++)
			print_once(m, r);
		print_row("receipt to first band", codes[i], &m->first, FIRST_BAND_US);
		print_row("a kB of bytes for the printer", codes[i], &m->rate, HEAD_US_PER_KB);
		paper_close(&m->paper);
		free(m);
	}
	return EXIT_SUCCESS;
}
